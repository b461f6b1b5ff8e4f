# A record says in which kind of block it starts, and json which blocks there are.
. "$HELPERS"
{
    printf 'Bridge must close before winter – harbour chief\n\n'
    printf 'Published 3 Jun, 2031 12:05\n\n'
    printf 'The council met on Monday and talked about the bridge for three hours.\n\n'
    printf '“We will not sell the bridge,” Jane Doe, the mayor, told reporters on Monday.\n\n'
    printf '© Jo Roe / Northwire\n\n'
    printf 'The bridge fell. — Al Poe (@alpoe) June 3, 2031\n\n'
    printf '“We shall build it\n\nAdvertisement\n\nonce more,” Jane Doe told the council.\n'
} >a.txt
ends 0 "$QUOTH" extract --format json a.txt
mv out article
ends 0 "$QUOTH" extract --format ndjson a.txt
python3 - <<'P' || exit 1
import json
one = json.load(open('article', encoding='utf8'))
article, text = one['article'], one['article']['text']
blocks = article['blocks']
assert [b['kind'] for b in blocks] == ['headline', 'dateline', 'body', 'body', 'credit', 'post',
                                       'body', 'furniture', 'body'], blocks
at = 0
for b in blocks:
    start, end = b['span']
    assert at <= start < end and not text[at:start].strip(), b
    at = end
assert not text[at:].strip()
records = [json.loads(line) for line in open('out', encoding='utf8')]
assert [(r['block'], r['source']['text']) for r in records] == [
    ('headline', 'harbour chief'), ('body', 'Jane Doe, the mayor'), ('post', 'Al Poe'), ('body', 'Jane Doe')], \
    [(r['block'], r['source']['text']) for r in records]
assert [s['block'] for s in one['statements']] == [r['block'] for r in records]
for r in records:
    start = r['content']['spans'][0][0]
    block = next(b for b in blocks if b['span'][0] <= start < b['span'][1])
    assert block['kind'] == r['block'], r
    assert (r['flags'] == ['headline']) == (r['block'] == 'headline'), r
assert records[2]['cue'] is None and records[2]['act'] == 'writing', records[2]
assert records[3]['content']['text'] == '“We shall build it once more,”', records[3]
assert len(records[3]['content']['spans']) == 2
P
