# Control characters and broken UTF-8 reach no terminal raw: not from texts, not from names.
. "$HELPERS"
odd=$(printf 'x\033]0;title\007\233\377\302\2331m\ny.txt')
{
    printf '\033]0;title\007\302\233'
    report "$(printf 'bri\033[31mdge\177')"
} >"$odd"
ends 0 "$QUOTH" extract "$odd"
mv out text
ends 3 "$QUOTH" extract "./$odd.not-there"
cat err >>said
ends 2 "$QUOTH" extract "--$odd"
cat err >>said
ends 2 "$QUOTH" "$odd$odd"
cat err >>said
[ "$(wc -l <said)" -ge 3 ] || fail "it does not say what was wrong: $(cat said)"
# Records are UTF-8, whatever a file or an outlet is called.
report tower >"$(printf 'y\360.txt')"
ends 0 "$QUOTH" extract --outlet "$(printf 'H\360')" "$(printf 'y\360.txt')"
cat out >>text
ends 0 "$QUOTH" extract --format ndjson --outlet "$(printf 'H\360')" "$(printf 'y\360.txt')"
cp out records
python3 - <<'P' || exit 1
import sys
for name in ('text', 'said'):
    shown = open(name, encoding='utf8', newline='').read()
    bad = [c for c in shown if (ord(c) < 32 and c != '\n') or 127 <= ord(c) < 160]
    if bad: sys.exit(f'{name}: {bad!r}')
import json
for line in open('records', encoding='utf8'):
    article = json.loads(line)['article']
    got = article['name'], article['path'], article['outlet']
    if got != ('y\ufffd', 'y\ufffd.txt', 'H\ufffd'): sys.exit(f'{got!r}')
P
grep -q "$(printf '\357\277\275')" text || fail "no sign that something stood there"
