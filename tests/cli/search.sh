# The archive is asked: forms of rows, pages, what is said of them, errors.
. "$HELPERS"
export QUOTH_ARCHIVE=$TMP/news.quoth
for year in 2017 2018 2019; do
    report bridge >$year.txt
    echo "It was $year." >>$year.txt # another text
    ends 0 "$QUOTH" add -q --outlet "Herald $year" --published $year-06-08 $year.txt
done

# A table: the words, marked, and what is said on standard error.
ends 0 "$QUOTH" search bridge
grep -q 'sell the \*bridge\*' out || fail "no marked hit: $(cat out)"
grep -q 'Herald 2018' out || fail "no outlet: $(cat out)"
says "bridge"
says "written 6 of 6"
ends 0 "$QUOTH" search --color always bridge
grep -q "$(printf '\033\[1;31mbridge')" out || fail "no coloured hit"
ends 0 "$QUOTH" search -q bridge
empty err

# The other forms, the same on every way out.
ends 0 "$QUOTH" search --format ndjson -q kind:direct bridge
python3 - <<'P' || exit 1
import json
rows = [json.loads(line) for line in open('out')]
assert len(rows) == 3, len(rows)
for row in rows:
    assert row['type'] == 'statement' and row['speaker']['name'] == 'Jane Doe', row
    text = row['content']['text']
    (a, b), = row['hit']['spans']
    assert b - a == len('bridge'), row['hit']
    assert row['date']['of'] in ('said', 'published') and row['date']['value'][:4] in row['article']['outlet'], row
    assert 'person' in row
P
ends 0 "$QUOTH" search --format json kind:direct bridge
python3 - <<'P' || exit 1
import json
answer = json.load(open('out'))
assert list(answer) == ['question', 'order', 'ranked', 'next', 'shown', 'total', 'rows'], list(answer)
assert answer['total'] == answer['shown'] == len(answer['rows']) == 3
assert 'bridge' in answer['question'] and answer['next'] is None
P
ends 0 "$QUOTH" search --format csv -q --sort published --ascending kind:direct bridge
python3 - <<'P' || exit 1
import csv
rows = list(csv.DictReader(open('out', newline='')))
assert [row['outlet'] for row in rows] == ['Herald 2017', 'Herald 2018', 'Herald 2019'], rows
assert rows[0]['content'] == '“We will not sell the bridge,”' and rows[0]['speaker'] == 'Jane Doe', rows[0]
assert len(rows[0]) == 27 and all(len(row) == 27 for row in rows)
P
ends 0 "$QUOTH" search --format tsv -q bridge
[ "$(head -n 1 out | tr '\t' '\n' | wc -l)" -eq 27 ] || fail "not 27 columns"
ends 0 "$QUOTH" search --format md -q kind:direct bridge
[ "$(grep -c '^- \*\*Jane Doe\*\*' out)" -eq 3 ] || fail "not three items: $(cat out)"

# Pages: all of them are the whole, each row once.
ends 0 "$QUOTH" search --all --format ndjson -q bridge
sort out >whole
: >pages
token=
for page in 1 2 3; do
    ends 0 "$QUOTH" search --format ndjson --page-info --limit 2 ${token:+--after "$token"} bridge
    [ "$(wc -l <out)" -eq 3 ] || fail "page $page: $(cat out)"
    token=$(sed -n 's/.*"type": "page", "next": "\([^"]*\)".*/\1/p' out)
    grep -v '"type": "page"' out >>pages
    [ $page -eq 3 ] || says "2 of 6; more: --after $token"
done
[ -z "$token" ] || fail "a token behind the last page"
sort pages | cmp - whole || exit 1
ends 0 "$QUOTH" search --format ndjson --page-info --limit 2 bridge
token=$(sed -n 's/.*"next": "\([^"]*\)".*/\1/p' out)
ends 2 "$QUOTH" search --after "$token" tower
ends 2 "$QUOTH" search --after nonsense bridge
empty out

# One row an article.
ends 0 "$QUOTH" search --by-article --format ndjson --sort published bridge
says "written 3 of 3"
python3 - <<'P' || exit 1
import json
rows = [json.loads(line) for line in open('out')]
assert [row['article']['outlet'][-4:] for row in rows] == ['2019', '2018', '2017'], rows
assert all(row['hit']['more'] == 1 for row in rows), rows
P
ends 0 "$QUOTH" search --by-article -q bridge
[ "$(grep -c '1 more in this article' out)" -eq 3 ] || fail "no more: $(cat out)"
ends 0 "$QUOTH" search --by-article --limit 1 --format md bridge
grep -q ' · 1 more$' out || fail "no more: $(cat out)"
token=$(sed -n 's/.*more: --after //p' err)
ends 0 "$QUOTH" search --by-article --limit 2 --format ndjson --after "$token" bridge
[ "$(wc -l <out)" -eq 2 ] || fail "not the rest: $(cat out)"
ends 2 "$QUOTH" search --after "$token" bridge
ends 0 "$QUOTH" search --format ndjson -q bridge
! grep -q '"more"' out || fail "more, of statements"

# Days, and a question that begins with a dash.
ends 0 "$QUOTH" search --since 2018 --until 2018 --date-of published --format csv -q bridge
[ "$(grep -c 'Herald 2018' out)" -eq 2 ] && [ "$(wc -l <out)" -eq 3 ] || fail "not 2018: $(cat out)"
ends 0 "$QUOTH" search -q --format csv -- -kind:direct bridge
[ "$(grep -c ',indirect,' out)" -eq 3 ] || fail "not three: $(cat out)"
ends 2 "$QUOTH" search -kind:direct bridge

# Nothing found is 1, and a list of nothing is a list.
ends 1 "$QUOTH" search tower
empty out
says "nothing found"
ends 1 "$QUOTH" search --format json -q tower
python3 -c 'import json; assert json.load(open("out"))["rows"] == []' || fail "no empty list"
ends 1 "$QUOTH" search --format csv -q tower
[ "$(wc -l <out)" -eq 1 ] || fail "no header alone"

# What is wrong is pointed at.
ends 2 "$QUOTH" search 'bridge said:20x7'
grep -A1 -F '  bridge said:20x7' err | tail -n 1 | grep -q '^quoth: *\^$' || fail "no pointer: $(cat err)"
column=$(sed -n 's/^\(quoth: *\)\^$/\1/p' err)
[ ${#column} -eq $((9 + 12)) ] || fail "it points at column ${#column}"
ends 2 "$QUOTH" search --format json 'bridge said:20x7'
python3 - <<'P' || exit 1
import json
error = json.load(open('err'))
assert error['ok'] is False and error['at'] == 12 and error['status'] == 2, error
P
ends 2 "$QUOTH" search
ends 2 "$QUOTH" search --ascending bridge
says "--ascending needs --sort"
ends 2 "$QUOTH" search --page-info --format csv bridge
ends 2 "$QUOTH" search --safe-csv bridge
ends 2 "$QUOTH" search --all --limit 3 bridge
ends 2 "$QUOTH" search --limit -1 bridge
ends 2 "$QUOTH" search --since tomorrow bridge
ends 4 "$QUOTH" search -a nowhere.quoth bridge
echo "no archive" >a.quoth
ends 4 "$QUOTH" search -a a.quoth bridge

# A closed pipe ends it quietly; a full disk is told.
"$QUOTH" search --all -q bridge 2>err | head -n 1 >/dev/null
empty err
if [ -w /dev/full ]; then
    "$QUOTH" search -q bridge >/dev/full 2>err
    [ $? -eq 5 ] || fail "a full disk ended with another status"
fi
