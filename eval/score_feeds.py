#!/usr/bin/env python3
"""Feeds: what feedparser's test cases expect of title, link, id, dates, author, content and summary.

    score_feeds.py [-v] [PROGRAM]       default: build/quoth

Reads ../shared/data/feeds: each case tells in its head the HTTP headers that it comes with and a
Python expression on feedparser's result. Each goes to `quoth read` as a WARC response at the
address that the cases expect, with those headers; the expression is then asked of a result in
feedparser's shape, made of the articles:

- link is url, id and guid are guid, author and author_detail.name are authors (names: quoth keeps
  no mail addresses, so they are taken off the expected value too), updated is modified, or
  published where that is missing, as with feedparser; created is published.
- Times are compared to the minute, in UTC: quoth keeps no seconds. The words of a date are those
  it was read from, where quoth prints them, else its value.
- quoth keeps text, feedparser HTML: what is expected counts as met when the text is equal to it,
  or to it without tags and with its references read; white space is folded.
- The feed's title is the outlet of its items. Feeds without items get one.

Left out, and counted by reason: see `reason`. -v: each expectation that is not met.
"""
import ast, calendar, collections, datetime, html, json, os, re, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, '..', 'shared', 'data', 'feeds')
HOST = 'http://127.0.0.1:8097/'
CHARSETS = {b'\xff\xfe\0\0': 'utf-32', b'\0\0\xfe\xff': 'utf-32', b'<\0\0\0': 'utf-32-le', b'\0\0\0<': 'utf-32-be',
            b'\xff\xfe': 'utf-16', b'\xfe\xff': 'utf-16', b'<\0': 'utf-16-le', b'\0<': 'utf-16-be'}
ENTRY = {'title', 'title_detail.value', 'link', 'links.0.href', 'id', 'guid', 'published', 'published_parsed',
         'updated', 'updated_parsed', 'created', 'created_parsed', 'author', 'author_detail.name', 'authors.*.name',
         'content.0.value', 'summary', 'summary_detail.value', 'description', 'source.title', 'source.title_detail.value'}
FEED = {'title', 'title_detail.value'}
FEED_OTHER = re.compile(r'(link|links|id|guid|published|updated|created|author|authors|author_detail)\b')


# ── Comparing ──

def fold(text): return ' '.join(text.split())


def plain(text): return fold(html.unescape(re.sub(r'<[a-zA-Z/!][^>]*>', ' ', text)))


class Text(str):
    """A text of quoth's that is equal to what it stands for in HTML."""
    __hash__ = str.__hash__

    def __eq__(self, other):
        if not isinstance(other, str): return False
        return fold(self) in (fold(other), plain(other))

    def __ne__(self, other): return not self == other


class Name(Text):
    __hash__ = str.__hash__

    def __eq__(self, other): return Text.__eq__(self, re.sub(r'\s*\(\S+@\S+\)$', '', other))


class When(str):
    """A date of quoth's: equal to a struct_time of the same minute, or to the words it was read from."""
    __hash__ = str.__hash__

    def __new__(cls, date):
        self = str.__new__(cls, date.get('text') or date['value'])
        self.value = date['value']
        return self

    def __eq__(self, other):
        if isinstance(other, str): return str.__eq__(self, other) or minute(self.value) == words(other)
        return minute(self.value) == tuple(other[:5])


def minute(value):
    """(year, month, day, hour, minute) in UTC."""
    m = re.match(r'(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d))?(?::(\d\d))?(Z|[-+]\d\d:\d\d)?$', value)
    if not m: return None
    at = datetime.datetime(*(int(m[i] or (1 if i < 4 else 0)) for i in range(1, 6)))
    if m[6] and m[6] != 'Z':
        away = datetime.timedelta(hours=int(m[6][1:3]), minutes=int(m[6][4:]))
        at = at - away if m[6][0] == '+' else at + away
    return tuple(at.timetuple()[:5])


def words(text):
    """The same of the words of an expectation: RFC 822 in GMT or ISO."""
    m = re.match(r'\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):\d\d GMT$', text)
    if m: return (int(m[3]), list(calendar.month_abbr).index(m[2]), int(m[1]), int(m[4]), int(m[5]))
    return minute(re.sub(r'(:\d\d):\d\d', r'\1', text))


# ── Cases ──

class Case:
    def __init__(self, path):
        self.path, self.bytes = path, open(os.path.join(FOLDER, path), 'rb').read()
        names = [self.charset()] if self.charset() else ['utf-8', 'latin-1']
        for name in names:
            try: text = self.bytes.decode(name); break
            except UnicodeDecodeError: continue
        head = text.split('-->')[0]
        expected = re.search(r'Expect:\s*(.*)', head)
        self.headers = re.findall(r'Header:\s*([\w-]+:.*)', head)
        self.expression = expected[1].strip() if expected else None
        self.text = text

    def charset(self):
        for length in (4, 2):
            if self.bytes[:length] in CHARSETS: return CHARSETS[self.bytes[:length]]
        return None

    def has_items(self): return re.search(r'<(\w+:)?(item|entry)[\s>/]', self.text, re.I)

    def body(self):
        """The feed, with an item where it has none."""
        if self.has_items() or self.charset(): return self.bytes
        ends = list(re.finditer(rb'</((?:\w+:)?)(channel|feed)\s*>', self.bytes))
        if not ends: return self.bytes
        end = ends[-1]
        name = end[1] + (b'item' if end[2] == b'channel' else b'entry')
        item = b'<%s><%stitle>x</%stitle></%s>' % (name, end[1], end[1], name)
        return self.bytes[:end.start()] + item + self.bytes[end.start():]

    def warc(self):
        lines = ['HTTP/1.1 200 OK', *(line.strip() for line in self.headers)]
        if not any(line.lower().startswith('content-type') for line in self.headers):
            lines.append('Content-Type: application/xml')
        http = '\r\n'.join(lines).encode() + b'\r\n\r\n' + self.body()
        return ('WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n'
                f'WARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Target-URI: {HOST}{self.path}\r\n'
                f'Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n'
                ).encode() + http + b'\r\n\r\n'


# ── Expectations ──

def without_bozo(node):
    """The expression without what it says of well-formedness; None: nothing is left."""
    is_bozo = lambda n: isinstance(n, ast.Name) and n.id == 'bozo' or isinstance(n, ast.UnaryOp) and is_bozo(n.operand)
    if is_bozo(node): return None
    if not isinstance(node, ast.BoolOp): return node
    values = [left for left in map(without_bozo, node.values) if left is not None]
    if len(values) > 1: return ast.BoolOp(node.op, values)
    return values[0] if values else None


def chain(node):
    """entries[0]['a'].b → ['entries', 0, 'a', 'b']; None: no such chain."""
    if isinstance(node, ast.Name): return [node.id]
    inner = chain(node.value) if isinstance(node, (ast.Subscript, ast.Attribute)) else None
    if not inner: return None
    if isinstance(node, ast.Attribute): return inner + [node.attr]
    return inner + [node.slice.value] if isinstance(node.slice, ast.Constant) else None


def chains(node):
    found = chain(node)
    if found and len(found) > 1: return [found]
    return [c for child in ast.iter_child_nodes(node) for c in chains(child)]


def field(path):
    """'entry' or 'feed', and the dotted name of the field."""
    if path[-1] == 'has_key': path = path[:-1] + ['link']
    rest = path[2:] if path[0] == 'entries' else path[1:]
    name = '.'.join(str(part) for part in rest)
    return ('entry' if path[0] == 'entries' else path[0]), re.sub(r'^authors\.\d+', 'authors.*', name)


def reason(case, tree):
    """Why an expectation is left out; None: it is not."""
    if tree is None: return 'only whether the feed is well-formed'
    asked = [field(path) for path in chains(tree) if path[0] in ('entries', 'feed')]
    if not asked: return 'the name of the charset, or nothing at all'
    if any(kind == 'feed' and name not in FEED for kind, name in asked):
        own = all(FEED_OTHER.match(name) for kind, name in asked if kind == 'feed')
        return ("the feed's own link, id, dates, author (an article has the feed's title)" if own
                else "other fields of the feed")
    if any(kind == 'entry' and name not in ENTRY for kind, name in asked):
        links = all(re.match(r'(source\.)?(links|author|source\.link|id)', n) for k, n in asked if n not in ENTRY)
        return ('links other than the first, mail and web addresses of authors, fields of the source' if links
                else 'other fields of an entry (types, bases, contributors, tags, rights …)')
    literals = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    if any(re.search(r'<\w[^>]*=', value) for value in literals):
        return 'attributes inside HTML (addresses, svg): an article has its text'
    if any(name.split('.')[0] in ('summary', 'description', 'summary_detail') for _, name in asked):
        if re.search(r'<content\b|content:encoded', case.text) or any(n == 'content.0.value' for _, n in asked):
            return 'the summary beside a content: an article has one text'
    if any(kind == 'feed' for kind, _ in asked) and not case.has_items() and case.body() == case.bytes:
        return 'the title of a feed that has no item'
    return None


class Fields(dict):
    __getattr__ = dict.__getitem__

    def has_key(self, key): return key in self


def entry(article):
    """An article in the shape of feedparser's entries."""
    out, guid, text = Fields(), article.get('guid'), Text(article['text'])
    put = lambda key, value, kind=Text: out.__setitem__(key, kind(value)) if value else None
    put('title', article['title'])
    put('link', article['url'], str)
    put('id', guid, str)
    put('guid', guid, str)
    told = lambda date: date if date and date.get('value') else None
    published, modified = told(article['published']), told(article['modified'])
    for key, date in (('published', published), ('updated', modified or published)):
        if date:
            put(key, date, When)
            put(key + '_parsed', date, When)
    for key in ('published', 'published_parsed'):
        if key in out: out[key.replace('published', 'created')] = out[key]
    if article['url']: out['links'] = [Fields(href=article['url'])]
    if article['authors']:
        out['author'] = Name(article['authors'][0])
        out['authors'] = [Fields(name=Name(name)) for name in article['authors']]
        out['author_detail'] = out['authors'][0]
    out['summary'] = out['description'] = text
    out['summary_detail'] = Fields(value=text)
    out['content'] = [Fields(value=text)]
    out['title_detail'] = Fields(value=Text(article['title'] or ''))
    outlet = Text(article['outlet'] or '')
    out['source'] = Fields(title=outlet, title_detail=Fields(value=outlet))
    return out


def holds(tree, articles):
    entries = [entry(article) for article in articles]
    feed = entries[0]['source'] if entries else Fields()
    try: return bool(eval(compile(ast.fix_missing_locations(ast.Expression(tree)), 'case', 'eval'),
                          {'entries': entries, 'feed': feed}))
    except (KeyError, IndexError, TypeError, AttributeError): return False


def read(program, cases):
    """The articles of each case, in its order."""
    articles = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(cases):
            with open(os.path.join(folder, f'{number:04}.warc'), 'wb') as out: out.write(case.warc())
        done = subprocess.run([program, 'read', *(os.path.join(folder, name) for name in sorted(os.listdir(folder)))],
                              stdout=subprocess.PIPE)
    for line in done.stdout.splitlines():
        article = json.loads(line)
        articles[int(os.path.basename(article['path']).split('.')[0])].append(article)
    return [articles[number] for number in range(len(cases))]


def score(program, verbose=False):
    """(met, asked, left out by reason)."""
    paths = sorted(os.path.relpath(os.path.join(d, f), FOLDER) for d, _, fs in os.walk(FOLDER) for f in fs)
    cases = [case for case in map(Case, paths) if case.expression]
    left, asked = collections.Counter(), []
    for case in cases:
        tree = without_bozo(ast.parse(case.expression, mode='eval').body)
        why = reason(case, tree)
        if why: left[why] += 1
        else: asked.append((case, tree))
    met = 0
    for (case, tree), articles in zip(asked, read(program, [case for case, _ in asked])):
        if holds(tree, articles): met += 1
        elif verbose: print(f'{case.path}: {case.expression}\n    {json.dumps(articles[:1])[:400]}')
    return met, len(asked), left


def main():
    arguments = [a for a in sys.argv[1:] if a != '-v']
    met, asked, left = score(arguments[0] if arguments else os.path.join(ROOT, 'build', 'quoth'), '-v' in sys.argv)
    for why, count in left.most_common(): print(f'left out {count:4}  {why}')
    print(f'feeds: {met} of {asked} expectations met, {100 * met / asked:.1f} %; {sum(left.values())} of '
          f'{asked + sum(left.values())} left out')


if __name__ == '__main__': main()
