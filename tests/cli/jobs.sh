# However many jobs: the same bytes, in the order of the inputs.
. "$HELPERS"
i=0
while [ $i -lt 150 ]; do
    line "n$i" "bridge number $i"
    [ $((i % 10)) -ne 3 ] || echo "broken $i"
    i=$((i + 1))
done >lines.jsonl
report tower >a.txt
mkdir folder
for name in x y z; do
    report $name >folder/$name.txt
done
for format in ndjson json text; do
    ends 3 "$QUOTH" extract --format $format --jobs 1 lines.jsonl a.txt folder lines.jsonl
    mv out want
    mv err want.err
    for jobs in 2 4 0 7; do
        ends 3 "$QUOTH" extract --format $format --jobs $jobs lines.jsonl a.txt folder lines.jsonl
        same out want
        same err want.err
    done
done
ends 3 "$QUOTH" extract --format json lines.jsonl a.txt folder
sed -n 's/^{"article": {"name": "\([a-z0-9]*\)".*/\1/p' out >got
{
    i=0
    while [ $i -lt 150 ]; do
        echo "n$i"
        i=$((i + 1))
    done
    printf '%s\n' a x y z
} >want
same got want
# Failures alone, more than the ring of slots holds.
i=0
while [ $i -lt 300 ]; do
    echo broken
    i=$((i + 1))
done >broken.jsonl
ends 3 "$QUOTH" extract --jobs 2 broken.jsonl a.txt
[ "$(wc -l <err)" -eq 300 ] || fail "not every line was named"
grep -q tower out || fail "what stands behind them was not read"
