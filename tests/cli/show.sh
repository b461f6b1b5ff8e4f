# A statement, an article, the archive in numbers.
. "$HELPERS"
export QUOTH_ARCHIVE=$TMP/news.quoth
report bridge >a.txt
report tower >b.txt
ends 0 "$QUOTH" add -q --outlet Herald --published 2023-06-08 --url https://herald.example/1 a.txt
ends 0 "$QUOTH" add -q --outlet Herald --published 2023-06-09 --url https://herald.example/1 b.txt
cp a.txt c.txt
ends 0 "$QUOTH" add -q --outlet Post --published 2023-06-10 c.txt
ends 0 "$QUOTH" search --format csv -q kind:direct bridge
id=$(sed -n '2s/,.*//p' out)

ends 0 "$QUOTH" show "$id"
for words in "statement $id" 'Jane Doe' '«“We will not sell the bridge,”» {Jane Doe, the mayor}' \
    'The council met on Monday' '2023-06-08' 'where it was found' 'Post' \
    'other texts at this address' 'https://herald.example/1' 'model'; do
    grep -qF -- "$words" out || fail "show does not have '$words': $(cat out)"
done
cp out whole
ends 0 "$QUOTH" show "$(echo "$id" | cut -c 1-10)"
same out whole
for format in ndjson json; do
    ends 0 "$QUOTH" show --format $format "$id"
    ID=$id python3 - <<'P' || exit 1
import json, os
s = json.load(open('out'))
assert s['id'] == os.environ['ID'] and s['type'] == 'statement'
assert 'We will not sell the bridge' in s['context']['text']
assert [a['outlet'] for a in s['appearances']] == ['Herald', 'Post'], s['appearances']
assert [a['leads'] for a in s['appearances']] == [True, False]
assert [a['outlet'] for a in s['versions']] == ['Herald'] and s['versions'][0]['article'] != s['article']['id']
assert s['date']['of'] in ('said', 'published')
P
done

# Several; what is not there is 1, and the others are shown.
ends 1 "$QUOTH" show 00000000 "$id"
says "no statement 00000000"
grep -qF "statement $id" out || fail "the other was not shown"
ends 1 "$QUOTH" show --format json 00000000
python3 -c 'import json; e = json.load(open("err")); assert e["status"] == 1 and e["at"] is None' || exit 1
ends 2 "$QUOTH" show xyz
ends 2 "$QUOTH" show
ends 2 "$QUOTH" show --format csv "$id"

# The article, by each form of its id.
ends 0 "$QUOTH" show --format json "$id"
article=$(python3 -c 'import json; print(json.load(open("out"))["article"]["id"])')
ends 0 "$QUOTH" article "$article"
grep -qF '«“We will not sell the bridge,”»' out || fail "no marks: $(cat out)"
cp out whole
ends 0 "$QUOTH" article "$(echo "$article" | cut -c 8-17)"
same out whole
ends 0 "$QUOTH" article --format json "$article"
cp out kept
ends 0 "$QUOTH" extract --format json --outlet Herald --published 2023-06-08 --url https://herald.example/1 a.txt
python3 - <<'P' || exit 1
import json
kept, found = json.load(open('kept')), json.load(open('out'))
assert kept['statements'] == found['statements'] and kept['article'] == found['article']
assert len(kept['appearances']) == 2 and len(kept['versions']) == 1
P
ends 2 "$QUOTH" article 00000000
ends 2 "$QUOTH" article

# Numbers.
ends 0 "$QUOTH" stats
grep -Eq '^archive +captures +3' out || fail "not three captures: $(cat out)"
ends 0 "$QUOTH" stats --format ndjson
python3 - <<'P' || exit 1
import json
rows = [json.loads(line) for line in open('out')]
got = {(row['what'], row['name']): row for row in rows}
assert got['archive', 'articles']['count'] == 2
assert got['outlet', 'Herald']['count'] == 2 and got['outlet', 'Post']['count'] == 1
assert got['published', '2023']['statements'] == got['archive', 'statements']['count']
parts = sum(row['count'] for row in rows if row['what'] == 'bytes' and row['name'] != 'file')
assert parts == got['bytes', 'file']['count'], parts
assert all(row['type'] == 'stat' for row in rows)
P
ends 2 "$QUOTH" stats a.txt
ends 4 "$QUOTH" stats -a nowhere.quoth
