# What cannot be read is named in its place, the others go on, the status is 3.
. "$HELPERS"
report bridge >a.txt
report tower >b.txt
ends 0 "$QUOTH" extract --format ndjson a.txt b.txt
cp out want
ends 3 "$QUOTH" extract --format ndjson a.txt nowhere.txt b.txt
same out want
says "quoth: nowhere.txt: "
[ "$(wc -l <err)" -eq 1 ] || fail "more than one line: $(cat err)"
ends 3 "$QUOTH" extract nowhere.txt
empty out

# In order also among many.
for i in 1 2 3 4 5 6 7 8 9; do
    echo "quoth: missing-$i" >>order
    set -- "$@" a.txt missing-$i b.txt
done
ends 3 "$QUOTH" extract --jobs 4 --format ndjson "$@"
[ "$(grep -c '"name": "a"' out)" -eq $((9 * $(grep -c '"name": "a"' want))) ] || fail "not all"
sed 's/^\(quoth: [^:]*\):.*/\1/' err >got
same got order

# A folder with no file that is read is none that says nothing: it is told.
mkdir scans
echo '%PDF-1.4' >scans/report.pdf
for command in extract read; do
    ends 0 "$QUOTH" $command scans
    empty out
    says 'nothing to read; man quoth lists the names'
done
