# json and ndjson are valid, hold the keys of docs/FORMAT.md in their order, and agree with the text.
. "$HELPERS"
report bridge >a.txt
line x tower >b.jsonl
printf 'It rained.\n' >c.txt
ends 0 "$QUOTH" extract --format ndjson a.txt b.jsonl c.txt
mv out records
ends 0 "$QUOTH" extract --format json a.txt b.jsonl c.txt
[ "$(wc -l <out)" -eq 3 ] || fail "not one line an article"
while read -r one; do
    printf '%s' "$one" | python3 -m json.tool >/dev/null || exit 1
done <out
python3 - <<'P' || exit 1
import json, re
KEYS = ('type id article act kind negated content cue source speaker addressee occasion '
        'place said via parent inserts block confidence flags extractor').split()
ARTICLE = 'name id path url outlet title published language'.split()
lines = open('records', encoding='utf8').read().split('\n')
assert lines.pop() == ''
records = [json.loads(line) for line in lines]
articles = [json.loads(line) for line in open('out', encoding='utf8')]
assert [a['article']['name'] for a in articles] == ['a', 'x', 'c']
assert articles[0]['statements'] and articles[1]['statements']
assert articles[2]['statements'] == []
texts = {}
for one in articles:
    article = one['article']
    assert list(one) == ['article', 'statements', 'why'] and one['why'] is None, one['why']
    assert list(article) == ARTICLE + ['text', 'blocks'], list(article)
    at = 0
    for block in article['blocks']:
        assert list(block) == ['kind', 'span', 'author', 'flags'], block
        assert not article['text'][at:block['span'][0]].strip() and block['span'][0] < block['span'][1]
        at = block['span'][1]
    assert article['blocks'] and not article['text'][at:].strip()
    texts[article['id']] = article['text']
assert texts[articles[0]['article']['id']] == open('a.txt', encoding='utf8').read()
both = [s for one in articles for s in one['statements']]
assert len(both) == len(records)
for record, statement in zip(records, both):
    assert list(record) == KEYS, list(record)
    assert list(record['article']) == ARTICLE
    text = texts[record['article']['id']]
    assert {k: v for k, v in record.items() if k != 'article'} == statement
    fields = 'content cue source addressee occasion place said'.split()
    told = [record[field] for field in fields if record[field]] + record['inserts']
    for one in told + record['via']: # every span lies inside the text
        assert all(0 <= a < b <= len(text) for a, b in one['spans']), one
    for one in told:
        pieces = [text[a:b] for a, b in one['spans']]
        assert pieces and ' '.join(pieces) == one['text'], one
    assert len(record['id']) == 32
for line, record in zip(lines, records): # as another writer of JSON writes it, but for the digits of 1.00
    again = json.dumps(record, ensure_ascii=False)
    assert again == re.sub(r'("confidence": \d\.\d)0\b', r'\1', line), (again, line)
P
ends 0 "$QUOTH" extract a.txt c.txt
grep -q 'Jane Doe' out || fail "no speaker in the text"
grep -qx '  nothing said' out || fail "an article without statements does not say so"
cp out plain
ends 0 "$QUOTH" extract --format text a.txt c.txt
same out plain
