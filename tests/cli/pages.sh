# From web pages, archives and feeds to statements: what users get of each, end to end.
. "$HELPERS"
python3 - "$HERE/../../data/samples/2031-toll-appeal.html" <<'P' || exit 1
import gzip, json, sys

PAGE = open(sys.argv[1], 'rb').read()
open('page.html', 'wb').write(PAGE)
open('page.html.gz', 'wb').write(gzip.compress(PAGE))

# Windows-1252, and says so: “ ” are one byte there.
WINDOWS = '''<!doctype html><html lang=en><head><meta charset=windows-1252>
<title>Zoë Poe opens the café - Mirev Wire</title>
<meta name=author content="Jürgen Talsko"><meta property="og:site_name" content="Mirev Wire">
<meta property="article:published_time" content="2031-06-03"></head><body>
<nav><a href=/>Mirev Wire</a></nav><h1>Zoë Poe opens the café</h1>
<div><p>The café on the pier of Aldenport opened on Tuesday, nine years after the flood, and
nobody had to queue.</p><p>“We owe no one a crème brûlée,” said <b>Zoë Poe</b>, the owner of the
café, who has run it since the flood.</p></div></body></html>'''
open('windows.html', 'wb').write(WINDOWS.encode('windows-1252'))


def page(thing, said):
    return f'''<html lang=en><head><title>The {thing} - Herald</title></head><body>
<a href=/>Herald</a><h1>The {thing}</h1><div><p>The council of Lindholm met on Monday to talk about
the {thing}, as it has done every year since the flood.</p><p>“{said},” said Jane Roe, the mayor,
who has never sold a thing in her life.</p></div></body></html>'''.encode()


def response(number, body, kind=b'text/html; charset=utf-8'):
    http = b'HTTP/1.1 200 OK\r\nContent-Type: ' + kind + b'\r\nContent-Length: %d\r\n\r\n' % len(body)
    return record('response', number, 'application/http; msgtype=response', http + body)


def record(kind, number, content, block):
    head = (f'WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://herald.example/{number}\r\n'
            f'WARC-Date: 2031-06-0{number}T10:00:00Z\r\n'
            f'WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-00000000000{number}>\r\n'
            f'Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n')
    return head.encode() + block + b'\r\n\r\n'


records = [response(1, page('bridge', 'We will not sell the bridge')),
           response(2, page('tower', 'We will not sell the tower')),
           response(3, page('lock', 'We will not sell the lock'))]
open('crawl.warc', 'wb').write(records[0] + records[1])
packed = [gzip.compress(r) for r in records]
open('good.warc.gz', 'wb').write(packed[0] + packed[1])
middle = len(packed[1]) // 2
spoilt = packed[1][:middle] + bytes(8) + packed[1][middle + 8:]
open('spoilt.warc.gz', 'wb').write(packed[0] + spoilt + packed[2])
# Plain: the length of the second record is a lie.
lie = records[1].replace(b'\r\nContent-Length: ', b'\r\nContent-Length: 9', 1)
open('spoilt.warc', 'wb').write(records[0] + lie + records[2])
wrong = page('bridge', 'We will not sell the caf\u00e9').decode().encode('windows-1252')
open('wrong.warc', 'wb').write(response(1, wrong) + records[1])

open('text.warc.wet', 'wb').write(record('conversion', 4, 'text/plain', '''The pier
The council of Aldenport met on Monday.
“We will not sell the pier,” said Tessaly Brandvold, who heads the harbour board.
'''.encode()))

open('feed.rss', 'w', encoding='utf8').write('''<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Aldenport Mirror</title>
<link>https://mirror.example/</link><language>en</language>
<item><title>Pier &amp; port</title><link>https://mirror.example/pier</link>
<guid isPermaLink="false">m-1</guid><dc:creator>Hanne Duvrak</dc:creator>
<pubDate>Tue, 03 Jun 2031 08:15:00 +0200</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The council met.</p>
<p>“We will not sell the pier,”<br>said <a href="/b">Tessaly Brandvold</a>, who heads the board.</p>]]>
</content:encoded></item>
<item><title>Rain</title><link>https://mirror.example/rain</link><pubDate>not a date</pubDate>
<description>Ruben Askvik, the deputy, denied that it had rained.</description></item>
</channel></rss>''')
json.dump({'version': 'https://jsonfeed.org/version/1.1', 'title': 'Harsk Gazette', 'language': 'en',
           'items': [{'id': '7', 'url': 'https://gazette.example/7', 'title': 'Lock opens',
                      'content_html': '<p>“It is long,” said Yevrem Talsko.</p>',
                      'date_published': '2031-06-06T09:00:00Z', 'authors': [{'name': 'Ilse Maranth'}]}]},
          open('feed.json', 'w', encoding='utf8'))
P

# What a file has to say: article | title | outlet | published | url | speaker | content.
# lines STATUS FILE…
lines() {
    want=$1
    shift
    ends "$want" "$QUOTH" extract --format ndjson "$@"
    python3 -c '
import json, sys
for line in sys.stdin:
    s = json.loads(line)
    if s["type"] == "statement":
        a, said = s["article"], s["speaker"]["name"]
        when = a["published"] and a["published"]["value"]
        print(*[a[k] for k in ("name", "title", "outlet")], when, a["url"], said,
              s["content"]["text"], sep=" | ")' <out >said
}

# says_all: ./said has the lines of standard input.
says_all() {
    cat >want
    diff want said || fail "not what was said"
}

ferry='Dorn Ferry will appeal over the Arn bridge toll | Tolva Courier | 2031-12-02T17:40+01:00'
ferry="page | $ferry | https://courier.example/2031/12/02/toll-appeal"
lines 0 page.html
empty err
cp said once
grep -qx "$ferry | Lucan Ferreby | “Four thousand people wrote to us, and not one of them wrote \
to say thank.you,” “I can count, even if the ministry cannot.”" said || fail "$(cat said)"
grep -qx "$ferry | Anselma Royd | that the court’s judgment had left one door open" said ||
    fail "$(cat said)"
grep -qx "$ferry | Anselma Royd | A toll that nobody can explain is a fine for living here." said ||
    fail "the post is missing: $(cat said)"
grep -qx "$ferry | Corvin Haldrane | “A wall is easier to take down before people lean on it.”" \
    said || fail "$(cat said)"
# not from links, captions, comments
! grep -e ferryman -e 'split ruling' -e slept -e 'nine hundred' said || fail "furniture speaks"
lines 0 page.html.gz
same said once
lines 0 --from html - <page.html
sed 's/^page/standard-input/' once >want
cut -d '|' -f 2- want >want.rest
cut -d '|' -f 2- said >said.rest
same said.rest want.rest

lines 0 windows.html
says_all <<'W'
windows | Zoë Poe opens the café | Mirev Wire | 2031-06-03 | None | Zoë Poe | “We owe no one a crème brûlée,”
W

herald() {
    echo "$1 | The $2 | Herald | None | https://herald.example/$3 | Jane Roe | “We will not sell the $2,”"
}
lines 0 crawl.warc
{ herald crawl#1 bridge 1; herald crawl#2 tower 2; } | says_all
cp said both
lines 0 good.warc.gz
sed 's/^crawl/good/' both | says_all
# A damaged record is lost alone, and it is said where it stands.
lines 3 spoilt.warc.gz
{ herald spoilt#1 bridge 1; herald spoilt#2 lock 3; } | says_all
[ "$(wc -l <err)" -eq 1 ] || fail "not one line: $(cat err)"
says "quoth: spoilt.warc.gz: gzip data is wrong"
lines 3 spoilt.warc
{ herald spoilt#1 bridge 1; herald spoilt#2 tower 2; herald spoilt#3 lock 3; } | says_all
says "its length is too large"
# So is a page that is not in the charset it tells, which is read all the same.
cat crawl.warc wrong.warc >more.warc
lines 3 more.warc
{ herald more#1 bridge 1; herald more#2 tower 2
  herald more#3 bridge 1 | sed 's/the bridge,”/the café,”/'; herald more#4 tower 2; } | says_all
says "quoth: more.warc: not UTF-8, as it says it is; read as WINDOWS-1252, at its byte "
says "(byte $(wc -c <crawl.warc))"
lines 3 --jobs 4 more.warc
same said want
lines 0 text.warc.wet
says_all <<'W'
text.warc#1 | The pier | None | None | https://herald.example/4 | Tessaly Brandvold | “We will not sell the pier,”
W

lines 0 feed.rss feed.json
says_all <<'W'
feed#1 | Pier & port | Aldenport Mirror | 2031-06-03T08:15+02:00 | https://mirror.example/pier | Tessaly Brandvold | “We will not sell the pier,”
feed#2 | Rain | Aldenport Mirror | None | https://mirror.example/rain | Ruben Askvik | that it had rained
feed#1 | Lock opens | Harsk Gazette | 2031-06-06T09:00Z | https://gazette.example/7 | Yevrem Talsko | “It is long,”
W

# What is told of each, by what, and from which bytes its text was read.
ends 0 "$QUOTH" read --map page.html windows.html crawl.warc feed.rss feed.json
python3 - <<'P' || exit 1
import json

page, windows, bridge, tower, pier, rain, lock = map(json.loads, open('out', encoding='utf8'))
assert page['authors'] == ['Mirel Ostrand', 'Hanne Duvrak'], page['authors']
assert page['modified']['value'] == '2031-12-02T19:05+01:00', page['modified']
assert (page['language'], page['section']) == ('en', 'Politics')
assert page['canonical'] == page['url'] == 'https://courier.example/2031/12/02/toll-appeal'
by = {'title': 'h1', 'outlet': 'og:site_name', 'published': 'json-ld', 'modified': 'json-ld',
      'authors': 'json-ld', 'section': 'json-ld', 'canonical': 'link canonical'}
assert {k: page['told_by'].get(k) for k in by} == by, page['told_by']
blocks = [(b['kind'], page['text'][b['span'][0]:b['span'][1]]) for b in page['blocks']]
for block in [('headline', page['title']),
              ('standfirst', 'The mayor says that four thousand complaints cannot all be wrong'),
              ('caption', 'Lorries wait on the Arn bridge, where a driver said he had slept twice.'),
              ('credit', 'Photograph: Hanne Duvrak/Courier'),
              ('dateline', 'DORN FERRY, 2 December –')]:
    assert block in blocks, (block, blocks)
assert [k for k, t in blocks if 'fine for living' in t] == ['post'], blocks
for gone in 'Save for later', 'Read more', 'ferryman', 'Sign up', 'All rights', 'nine hundred':
    assert gone not in page['text'], gone
assert windows['authors'] == ['Jürgen Talsko'] and windows['outlet'] == 'Mirev Wire', windows
assert windows['told_by']['authors'] == 'meta author', windows['told_by']
assert bridge['url'] == 'https://herald.example/1' and bridge['title'] == 'The bridge'
assert pier['authors'] == ['Hanne Duvrak'] and pier['guid'] == 'm-1', pier
assert pier['told_by']['title'] == 'feed' and rain['published'] is None
assert [b['kind'] for b in rain['blocks']] == ['body'], rain['blocks']
assert lock['authors'] == ['Ilse Maranth'], lock['authors']

for article, path, charset in (page, 'page.html', 'utf8'), (windows, 'windows.html', 'cp1252'):
    source, verbatim = open(path, 'rb').read(), 0
    for start, end, first, last in article['map']:
        cut, text = source[first:last].decode(charset), article['text'][start:end]
        if len(cut) == len(text):
            assert cut == text, (cut, text)
            verbatim += len(text)
        else:
            assert cut.isspace() or '&' in cut, (cut, text)
    assert verbatim * 10 > len(article['text']) * 9, verbatim
for thing in 'We owe no one a crème brûlée', 'Zoë Poe':
    assert thing in windows['text']
P
