"""For each stage the input that is worst for it, as far as is known: (stage, what, n, prepare). `prepare(quoth, folder, n)`
makes it n large and returns the arguments of the run that is timed. run.py compares n / 4 with n, and
`bench/bench.py stages` doubles n three times.
"""
import gzip, json, os, sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'fetch'))
from web import Server, reply

STAGES = []
EXTRACT = ('extract', '--format', 'ndjson', '--language', 'en')
SAID = '“It fell,” she said. '


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file: file.write(content.encode() if isinstance(content, str) else content)
    return path


def name(i):
    """One that no other number has."""
    out = ''
    while True:
        out += 'bdfgklmnprstvz'[i % 14] + 'aeiou'[i // 14 % 5]
        i //= 70
        if not i: return out.capitalize()


def file(stage, what, n, make, path, *command):
    """A stage that is one run over one file."""
    command = command or ('read',)
    STAGES.append((stage, what, n, lambda quoth, folder, n: [*command, '--jobs', '1', write(folder, path, make(n))]))

# Read

def record(body, length=None):
    return (f'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http\r\n'
            f'WARC-Date: 2031-06-08T12:05:00Z\r\nContent-Length: {length or len(body)}\r\n\r\n').encode() + body + b'\r\n\r\n'


OK = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n'
RECORD, LONGER = record(OK + b'\r\n<p>No, she said.'), record(OK + b'\r\n<p>No, she said.', 1 << 30)
PACKED = gzip.compress(RECORD)
ENTITIES = 30           # bytes that one takes, with its use

file('text', 'a charset that nothing tells', 2 << 20, lambda n: b'caf\xe9 ' * (n // 5), 'a.txt')
file('charset', 'a charset that changes at each word', 2 << 20, lambda n: b'\x1b$B$"\x1b(B ' * (n // 10), 'a.txt', 'read', '--charset', 'iso-2022-jp')
file('jsonl', 'lines that are all wrong', 1 << 16, lambda n: '{\n' * (n // 2), 'a.jsonl')
file('jsonl', 'a text that is all escapes', 4 << 20, lambda n: '{"text": "' + '\\u201c' * (n // 6) + '"}', 'a.jsonl')
file('jsonl', 'authors', 1 << 20, lambda n: json.dumps({'text': 'It fell.', 'authors': [f'Jo {name(i)}' for i in range(n // 15)]}), 'a.jsonl')
file('markup', 'wrongly nested tags', 1 << 20, lambda n: '<a><p><b></a></b></p>' * (n // 22), 'a.html')
file('markup', 'attributes, each of another name', 1 << 20, lambda n: '<p' + ''.join(f' a{i}=b' for i in range(n // 10)) + '>text', 'a.html')
file('body', 'articles in one page', 1 << 20, lambda n: f'<article><h2>Bridge falls</h2><p>{SAID * 4}</article>' * (n // 160), 'a.html')
file('about', 'authors in meta', 1 << 20, lambda n: ''.join(f'<meta name=author content="Jo {name(i)}">' for i in range(n // 40)) + SAID, 'a.html')
file('warc', 'lengths that are all too long', 1 << 20, lambda n: LONGER * (n // len(LONGER)), 'a.warc')
file('warc', 'members that are all cut off', 1 << 19, lambda n: PACKED + PACKED[:-30] * (n // len(PACKED)), 'a.warc.gz')
file('http', 'chunks of one byte', 2 << 20, lambda n: record(OK + b'Transfer-Encoding: chunked\r\n\r\n' + b'1\r\na\r\n' * (n // 6) + b'0\r\n\r\n'), 'a.warc')
file('feed', 'items in items, never closed', 1 << 19, lambda n: '<rss><channel>' + '<item>' * (n // 6), 'a.rss')
file('feed', 'entities that it defines', 1 << 19, lambda n: '<!DOCTYPE rss [' + ''.join(f'<!ENTITY e{i} "b">' for i in range(n // ENTITIES)) +
     ']><rss><channel><item><description>' + f'&e{n // ENTITIES - 1};' * (n // ENTITIES) + '</description></item></channel></rss>', 'a.rss')

# Fetch

def fetched(what, n, pages, paths=lambda n: ['/a']):
    """A server that has these pages is asked for these paths."""
    def prepare(quoth, folder, n):
        server = Server(pages(n))
        return ['fetch', '--delay', '0', '--allow-private', '--keep-only', '--warc', os.path.join(folder, f'{n}.warc'),
                *(server.url + path for path in paths(n))]
    STAGES.append(('fetch', what, n, prepare))


fetched('chunks of one byte', 1 << 20, lambda n: {'/a': OK + b'Transfer-Encoding: chunked\r\n\r\n' + b'1\r\na\r\n' * (n // 6) + b'0\r\n\r\n'})
fetched('fields of a head', 1 << 15, lambda n: {'/a': OK + b'a:\r\n' * (n // 4) + b'Content-Length: 0\r\n\r\n'})
fetched('rules with stars, and a path that nearly fits', 1 << 16,
        lambda n: {'/robots.txt': reply(b'User-agent: *\n' + b'Disallow: /*a*a*a*a*ab\n' * (n // 22))}, lambda n: ['/' + 'a' * 4000])
fetched('addresses, each sent on', 100, lambda n: {f'/{i}': reply(b'', 302, f'Location: /a?{i}') for i in range(n)}, lambda n: [f'/{i}' for i in range(n)])

# Analyse and attribute

def text(stage, what, n, make, *command): file(stage, what, n, make, 'a.txt', *(command or EXTRACT))


text('network', 'numbers', 1 << 15, lambda n: '5 ' * (n // 2))
text('times', 'days and months', 1 << 15, lambda n: 'May 5, ' * (n // 7))
text('names', 'names with their letters', 1 << 16, lambda n: ''.join(f'The {name(i)} {name(i + 1)} Council ({name(i)[0]}{name(i + 1)[0]}C) fell. ' for i in range(n // 40)))
text('content', 'a quotation that is cut everywhere', 1 << 13, lambda n: '“' + 'It fell,” she said, “and ' * (n // 25) + 'so.”')
text('source', 'one who said that one said', 1 << 13, lambda n: 'Roe, who said that ' * (n // 19))
text('speaker', 'many of one surname', 1 << 16, lambda n: ''.join(f'“It fell,” said {name(i)} Roe. ' for i in range(n // 26)))
text('fields', 'outlets one behind the other', 1 << 14, lambda n: 'It fell, Reuters reported, ' * (n // 27))
text('print', 'many statements, for people', 1 << 16, lambda n: SAID * (n // 22), 'extract', '--format', 'text', '--language', 'en')

# The archive, and questions to it: n counts statements, all by one, or each by another

def kept(quoth, folder, n, make):
    archive = os.path.join(folder, f'{n}.quoth')
    told = ''.join(json.dumps({'id': f'a{i}', 'published': '2031-05-01', 'outlet': 'Harbour Times', **each}) + '\n' for i, each in enumerate(make(n)))
    return archive, ['add', '-q', '-a', archive, '--jobs', '1', write(folder, 'a.jsonl', told)]


def put(stage, what, n, make):
    STAGES.append((stage, what, n, lambda quoth, folder, n: kept(quoth, folder, n, make)[1]))


def ask(stage, what, n, make, *command):
    """ARCHIVE, FOLDER and ARTICLE in the command are told when they are there."""
    def prepare(quoth, folder, n):
        archive, add = kept(quoth, folder, n, make)
        done = quoth(*add)
        if done.status: raise AssertionError(f'add: {done.err}')
        found = json.loads(quoth('search', '-q', '-a', archive, '--format', 'ndjson', '--limit', '1', 'depth:1').out)
        told = {'FOLDER': folder, 'ARTICLE': found['article']['id'].removeprefix('sha256:'), 'STATEMENT': found['id']}
        words = list(command)
        for key, value in told.items(): words = [word.replace(key, value) for word in words]
        return [words[0], '-a', archive, *words[1:]]
    STAGES.append((stage, what, n, prepare))


def same(n): return [{'text': ''.join(f'“It fell, {name(i)},” said Jo Roe. ' for i in range(n))}]
def apart(n): return [{'text': f'“It fell {i},” said Jo Roe.'} for i in range(n)]
def others(n): return [{'text': f'“It fell {i},” said {name(i)} Roe.'} for i in range(n)]
def whole(n): return [{'text': ''.join(f'“It fell, {name(i)},” said {name(i)} {name(7 * i + 3)}. ' for i in range(n))}]
def long(n): return [{'text': '“' + 'It fell. ' * n + 'So it was,” said Jo Roe.'}]


put('put', 'new texts at one address', 100, lambda n: [{'text': f'“It fell {i},” said Jo Roe.', 'url': 'http://a.example/x'} for i in range(n)])
put('put', 'statements of one article', 2000, whole)
put('people', 'many of one surname', 100, others)
put('people', 'councils whose names begin alike', 100, lambda n: [{'text': f'“It fell,” said the {name(i)} Council. “No,” said the {name(i)} {name(i + 1)} Council.'} for i in range(n)])
ask('sets', 'words of all statements, and some not', 2000, same, 'search', '-q', '--all', '--format', 'csv', '--', 'fell* OR it -z*')
ask('near', 'words that are near everywhere', 2000, long, 'search', '-q', '--all', '--format', 'csv', '--', 'fell NEAR/9 it')
ask('sort', 'all, by doubt, one row an article', 200, apart, 'search', '-q', '--all', '--format', 'ndjson', '--sort', 'doubt', '--by-article', '--', 'fell')
ask('tally', 'facets and histogram of all', 2000, same, 'get', '/search.json?q=fell')
ask('highlighting', 'a statement that is all hits', 4000, long, 'get', '/search.json?q=it+fell')
ask('people told', 'all who speak', 2000, whole, 'speakers', '--format', 'tsv', '--limit', '0')
ask('timeline', 'all of one', 2000, same, 'timeline', 'Jo Roe')
ask('verify', 'an article of many statements', 2000, whole, 'verify')
ask('dump', 'an article of many statements', 2000, whole, 'dump', 'FOLDER/dump.ndjson')
ask('evidence', 'an article of many statements', 2000, whole, 'evidence', '--force', '-o', 'FOLDER/e.zip', 'STATEMENT')
ask('page', 'an article of many statements', 2000, whole, 'get', '/articles/ARTICLE')
ask('brat', 'an article of many statements', 2000, whole, 'get', '/articles/ARTICLE.ann')
