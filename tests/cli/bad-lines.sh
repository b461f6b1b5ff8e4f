# Broken JSON lines are named with the byte at which they go wrong; the rest is read.
. "$HELPERS"
{
    line one bridge
    echo 'no json'
    line two tower
    echo '{"id": "x"}'
    printf '{"id": "y", "text": "a\377b"}\n'
    line three lake
} >lines.jsonl
ends 3 "$QUOTH" extract --format json lines.jsonl
[ "$(wc -l <out)" -eq 3 ] || fail "not three articles"
for name in one two three; do
    grep -q "\"name\": \"$name\"" out || fail "$name is missing"
done
[ "$(wc -l <err)" -eq 3 ] || fail "not three complaints: $(cat err)"
grep -v '^quoth: lines.jsonl: .* (byte [0-9]*)$' err && fail "another form"
python3 - <<'P' || exit 1
import re
lines = open('lines.jsonl', 'rb').read().splitlines(keepends=True)
starts = [sum(map(len, lines[:i])) for i in range(len(lines) + 1)]
for said, broken in zip(open('err', encoding='utf8'), (1, 3, 4)):
    at = int(re.search(r'byte (\d+)\)$', said)[1])
    assert starts[broken] <= at < starts[broken + 1], (said, starts)
P
