#!/usr/bin/env python3
"""The pages as programs meet them: every route is described, every JSON answer is as it is
described, and what others wrote stands as text in every form. Standard library only; node
checks that the description is one of OpenAPI 3.1.

    QUOTH=build/quoth tests/web/api.py [WORD]       only the cases whose name has WORD in it

The last line is the sum: `api: N passed, N failed`.
"""
import contextlib, csv, html.parser, io, json, os, re, shutil, sqlite3, subprocess, sys, tempfile, threading, time
import traceback, urllib.parse, xml.etree.ElementTree, zipfile

from run import QUOTH, ROOT, SAMPLES, Server, expect

HERE = os.path.dirname(os.path.abspath(__file__))
API = json.load(open(os.path.join(ROOT, 'web/assets/openapi.json')))
EVIL = '</script><img src=x onerror=alert(1)>"\'&<b>]]>'
SAID = EVIL.replace('"', '').replace("'", '')     # quote marks would end what is said
# Words of every field with HTML and script in them; of a text, in what is said and by whom too.
TEXT = f'''“We will not sell the {SAID} bridge,” said Jane Roe, the mayor of Lindholm, on Tuesday.

{EVIL}

Arn Lindholm told reporters that Ms. Roe had said “the bridge {SAID} stays” last week. 😀

“The bridge is <i>ours</i>,” said Jane Roe.
'''
EVIL_LINE = {'id': EVIL, 'title': 'Bridge ' + EVIL, 'text': TEXT, 'outlet': 'Herald ' + EVIL, 'published': '2031-04-05',
             'authors': ['By ' + EVIL], 'url': 'javascript:alert(1)//' + EVIL}
DATA_LINE = {'id': 'data', 'title': 'Data', 'text': '“The pier is closed,” said Jane Roe.', 'outlet': 'Gazette',
             'url': 'data:text/html,<script>alert(1)</script>'}
cases = []


class Skipped(Exception):
    pass


def case(test):
    cases.append(test)
    return test


# ── Asking ──

def get(path, archive):
    """What `quoth get` prints of an archive that no server has."""
    run = subprocess.run([QUOTH, 'get', '-a', archive, path], capture_output=True, text=True, timeout=60)
    expect(f'{path}: {run.returncode} {run.stderr[-500:]}', run.returncode == 0)
    return run.stdout


def ask(path): return SERVER.ask(path, accept='*/*')


def page(path):
    answer = ask(path)
    expect(f'{path}: {answer.status}', answer.status == 200)
    return answer


def data(path): return json.loads(page(path).body)


def quoted(text): return urllib.parse.quote(text, safe='')


# ── The description ──

def resolve(schema):
    while '$ref' in schema:
        place = API
        for name in schema['$ref'].split('/')[1:]: place = place[name]
        schema = place
    return schema


TYPES = {'object': dict, 'array': list, 'string': str, 'boolean': bool, 'null': type(None)}


def is_type(value, name):
    if name == 'integer': return isinstance(value, int) and not isinstance(value, bool)
    if name == 'number': return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, TYPES[name])


def faults(value, schema, at='$'):
    """What of `value` is not as the schema says: the part of JSON Schema that ours is written in."""
    schema = resolve(schema)
    known = {'type', 'properties', 'required', 'additionalProperties', 'items', 'enum', 'const', 'anyOf', 'allOf', 'minItems',
             'maxItems', 'minimum', 'maximum', 'pattern', 'description', 'contentMediaType'}
    expect(f'a schema uses what this does not know: {set(schema) - known}', not set(schema) - known)
    if 'anyOf' in schema:
        found = [list(faults(value, one, at)) for one in schema['anyOf']]
        if all(found): yield from min(found, key=len)
        return
    for one in schema.get('allOf', []): yield from faults(value, one, at)
    if 'const' in schema and value != schema['const']: yield f'{at}: {value!r} is not {schema["const"]!r}'
    if 'enum' in schema and value not in schema['enum']: yield f'{at}: {value!r} is none of {schema["enum"]}'
    names = schema.get('type', [])
    names = [names] if isinstance(names, str) else names
    if names and not any(is_type(value, name) for name in names):
        yield f'{at}: {str(value)[:60]!r} is no {names}'
        return
    if isinstance(value, str) and 'pattern' in schema and not re.search(schema['pattern'], value): yield f'{at}: {value!r}'
    if is_type(value, 'number') and not schema.get('minimum', value) <= value <= schema.get('maximum', value):
        yield f'{at}: {value}'
    if isinstance(value, dict):
        own = schema.get('properties', {})
        for name in schema.get('required', []):
            if name not in value: yield f'{at}.{name} is missing'
        for name, part in value.items():
            more = schema.get('additionalProperties', True)
            if name in own: yield from faults(part, own[name], f'{at}.{name}')
            elif more is False: yield f'{at}.{name} is not described'
            elif more is not True: yield from faults(part, more, f'{at}.{name}')
    if isinstance(value, list):
        if not schema.get('minItems', 0) <= len(value) <= schema.get('maxItems', len(value)): yield f'{at}: {len(value)} items'
        for i, part in enumerate(value): yield from faults(part, schema.get('items', {}), f'{at}[{i}]')


def described(path):
    """The operation that answers GET of a path."""
    path = path.split('?')[0]
    if path in API['paths']: return API['paths'][path]['get']
    fitting = [p for p in API['paths'] if '{' in p and
               re.fullmatch(re.sub(r'\\\{\w+\\\}', '[^/]+', re.escape(p)), path)]
    return API['paths'][max(fitting, key=len)]['get']


def check(path, answer=None, status=200, method=None):
    answer = answer or ask(path)
    expect(f'{path}: {answer.status} {answer.body[:300]}', answer.status == status)
    operation = method or described(path)
    told = operation['responses'].get(str(status))
    expect(f'{path}: {status} is described', told)
    if 'content' in told:
        kind = answer.headers.get('Content-Type', '').split(';')[0]
        expect(f'{path}: {kind} is described, not {list(told["content"])}', kind in told['content'])
        if kind.endswith('json') and not kind.endswith('ndjson'):
            wrong = list(faults(json.loads(answer.body), told['content'][kind]['schema']))
            expect(f'{path}: as described: {wrong[:10]}', not wrong)
    return answer


@case
def every_route_is_described_and_the_reverse():
    source = open(os.path.join(ROOT, 'web/routes.c')).read()
    made = set(re.findall(r'\{METHOD_(\w+), "([^"]+)"', source))
    told = {(method.upper(), path) for path, methods in API['paths'].items() for method in methods}
    expect(f'routes: {made ^ told}', made == told and len(made) > 20)


@case
def the_description_is_one_of_openapi():
    expect('it is served', ask('/api').body == ask('/api.json').body)
    expect('as it stands in the sources', json.loads(ask('/api').body) == API)
    marker = os.path.join(HERE, 'node_modules/.package-lock.json')
    if not shutil.which('npm'): raise Skipped('npm is missing')
    if not os.path.exists(marker) or os.path.getmtime(marker) < os.path.getmtime(os.path.join(HERE, 'package-lock.json')):
        if os.environ.get('BUILD') == 'build/asan': raise Skipped("the other folder's suite installs them")
        subprocess.run(['npm', 'ci', '--silent', '--no-audit', '--no-fund'], cwd=HERE, check=True)
    run = subprocess.run(['node', 'openapi.js', os.path.join(ROOT, 'web/assets/openapi.json')], cwd=HERE,
                         capture_output=True, text=True)
    expect(f'valid: {run.stdout} {run.stderr}', run.returncode == 0)


@case
def every_json_answer_is_as_described():
    for query in ('', 'bridge', 'kind:direct', 'depth:>=2', 'nothinghasthis', quoted('said "We will"')):
        for more in ('', '&limit=1', '&by=article', '&sort=said&ascending=1', '&since=2031-01&until=2031-12&date-of=published'):
            check(f'/search.json?q={query}{more}')
        check(f'/search.feed.json?q={query}')
        check(f'/review.json?q={query}')
    first = data('/search.json?limit=2')
    after = json.loads(check(f'/search.json?limit=2&after={first["answer"]["next"]}').body)
    expect('pages behind the first have no facets', after['facets'] is None and after['histogram'] is None)
    expect('and other rows', after['answer']['rows'][0]['id'] != first['answer']['rows'][0]['id'])
    check('/speakers.json')
    check('/speakers.json?name=roe')
    people = data('/speakers.json')['rows']
    for person in people: check(f'/speakers/{quoted(person["id"])}.json')
    seen = set()
    for row in data('/search.json?limit=200')['answer']['rows']:
        check(f'/statements/{row["id"]}.json')
        seen.add(row['article']['id'])
    for article in seen: check(f'/articles/{article[7:]}.json')
    expect('several articles, and people', len(seen) > 3 and len(people) > 3)
    check('/ledger.json')
    check('/about.json')
    check('/search.json?q=speaker:', status=400)
    check('/search.json?sort=best', status=400)
    check('/search.json?limit=0', status=400)
    check('/search.json?after=zzz', status=400)
    check('/review.json?q=(', status=400)
    check('/ledger.json?after=x', status=400)
    for path in ('/?limit=0', '/?q=(', '/speakers?after=zzz', '/speakers/jane-roe?after=zzz', '/articles/zz', '/statements/0',
                 '/review?limit=x', '/ledger?after=0', '/search.atom?sort=best', '/search.csv?since=soon'):
        check(path, status=400)
    check('/statements/00000000000000000000000000000000.json', status=404)
    check('/articles/' + '0' * 64 + '.json', status=404)
    check('/speakers/nobody-at-all.json', status=404)


@case
def a_question_that_does_not_parse_is_told_with_its_place():
    answer = json.loads(ask('/search.json?q=' + quoted('ü kind:loud')).body)
    expect(f'at code point 7: {answer}', answer['at'] == 7 and not answer['ok'] and answer['query'] == 'ü kind:loud')
    text = ask('/?q=' + quoted('ü kind:loud'))
    expect('the page too', text.status == 400 and '<mark>loud</mark>' in text.body.decode())
    review = json.loads(ask('/review.json?q=' + quoted('ü kind:loud')).body)
    expect(f'of review as it was asked: {review}', review['at'] == 7)


# ── What others wrote ──

ALLOWED = {'html', 'head', 'meta', 'title', 'link', 'script', 'body', 'a', 'header', 'form', 'label', 'input', 'button', 'nav',
           'ul', 'ol', 'li', 'main', 'h1', 'h2', 'h3', 'p', 'select', 'option', 'blockquote', 'mark', 'time', 'span', 'section',
           'footer', 'article', 'dl', 'dt', 'dd', 'q', 'code', 'pre', 'kbd', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'br',
           'figure', 'figcaption', 'strong', 'small'}
EMPTY = {'meta', 'link', 'input', 'br'}


class Reader(html.parser.HTMLParser):
    """Reads a page and says what should not stand in it."""
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.wrong, self.words, self.open, self.scripts, self.ids = [], [], [], {}, []
        self.feed(text)
        self.close()
        if self.open: self.wrong.append(f'open at the end: {self.open}')

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag not in ALLOWED: self.wrong.append(f'<{tag}>')
        if len(given) != len(attributes): self.wrong.append(f'<{tag}> has an attribute twice')
        for name, value in attributes:
            if name.startswith('on') or name == 'style': self.wrong.append(f'<{tag} {name}>')
            if name in ('href', 'src', 'action', 'cite') and not re.match(r'(https?://|/(?!/)|#|data:,$)', value):
                self.wrong.append(f'{name}={value!r}')
            if name == 'id': self.ids.append(value)
        if tag == 'script' and not (given.get('type') in ('application/json', 'application/ld+json') or 'src' in given):
            self.wrong.append(f'<script {given}>')
        if tag not in EMPTY: self.open.append((tag, given))

    def handle_endtag(self, tag):
        if not self.open or self.open[-1][0] != tag: self.wrong.append(f'</{tag}> at {self.open[-1:]}')
        else: self.open.pop()

    def handle_data(self, text):
        if self.open and self.open[-1][0] == 'script': self.scripts.setdefault(self.open[-1][1].get('type'), []).append(text)
        else: self.words.append(text)

    def handle_comment(self, text): self.wrong.append(f'a comment: {text[:40]}')

    def text(self): return ''.join(self.words)


def read(path, *words):
    reader = Reader(page(path).body.decode())
    expect(f'{path}: {reader.wrong[:5]}', not reader.wrong)
    expect(f'{path}: an id twice', len(reader.ids) == len(set(reader.ids)))
    for name in ('application/json', 'application/ld+json'):
        for text in reader.scripts.get(name, []):
            json.loads(text)
            expect(f'{path}: no < in an island', '<' not in text)
    for word in words: expect(f'{path}: {word!r} stands as text', word in reader.text())
    return reader


def evil_ids():
    row = data('/search.json?q=bridge+outlet:herald&sort=added&ascending=1')['answer']['rows'][0]
    return row['article']['id'][7:], row['id']


@case
def html_and_script_of_others_stand_as_text():
    article, statement = evil_ids()
    read('/?q=' + quoted('"<script>alert(1)</script> & co"'), '<script>alert(1)</script> & co')
    wrong = Reader(ask('/?q=' + quoted(EVIL)).body.decode())
    expect(f'a question that is none: {wrong.wrong}', not wrong.wrong and EVIL[:20] in wrong.text())
    read('/?q=bridge+outlet:herald', 'Bridge ' + EVIL, 'Herald ' + EVIL, f'We will not sell the {SAID} ')
    reader = read(f'/articles/{article}', 'Bridge ' + EVIL, 'Herald ' + EVIL, 'By ' + EVIL, 'javascript:alert(1)//' + EVIL,
                  SAID + ' bridge,” said Jane Roe')
    island = json.loads(''.join(reader.scripts['application/json']))
    expect('the island has it as it is', island['article']['title'] == 'Bridge ' + EVIL and island['article']['text'] == TEXT)
    told = json.loads(''.join(reader.scripts['application/ld+json']))
    expect(f'JSON-LD: {told}', told['@type'] == 'NewsArticle' and told['headline'] == 'Bridge ' + EVIL)
    reader = read(f'/statements/{statement}', SAID)
    told = json.loads(''.join(reader.scripts['application/ld+json']))
    expect(f'JSON-LD: {told}', told['@type'] == 'Quotation' and 'bridge' in told['text'])
    for name in ('speakers', 'review', 'ledger', 'about'): read('/' + name)
    read('/speakers?name=' + quoted(EVIL))
    read('/review?q=outlet:herald', SAID)
    for person in data('/speakers.json')['rows']: read('/speakers/' + quoted(person['id']), person['name'])
    for path in ('/' + quoted(EVIL), '/speakers/' + quoted(EVIL), '/articles/' + quoted(EVIL), '/ledger?after=' + quoted(EVIL)):
        answer = ask(path)
        wrong = Reader(answer.body.decode()).wrong
        expect(f'{path}: {answer.status} {wrong}', answer.status in (400, 404) and not wrong)


@case
def addresses_that_are_none_of_the_web_are_no_links():
    rows = data('/search.json?q=outlet:herald+OR+outlet:gazette')['answer']['rows']
    expect('both have statements', {row['article']['outlet'].split()[0] for row in rows} == {'Herald', 'Gazette'})
    for row in rows:
        for path in ('/articles/' + row['article']['id'][7:], '/statements/' + row['id']):
            text = page(path).body.decode()
            expect(f'{path} links to {re.findall("href=.(?:javascript|data:t)[^>]*", text)}',
                   not re.search(r'''(href|src|cite|action)\s*=\s*["']?\s*(javascript|data:[^,])''', text, re.I))


@case
def feeds_are_well_formed_and_hold_what_was_said():
    name = '{http://www.w3.org/2005/Atom}'
    feed = xml.etree.ElementTree.fromstring(page('/search.atom?q=bridge+outlet:herald').body)
    entries = feed.findall(name + 'entry')
    texts = [entry.find(name + 'content').text for entry in entries]
    expect(f'{len(entries)} entries, {texts}', entries and any(SAID in text for text in texts))
    for entry in entries:
        for part in ('id', 'title', 'updated', 'link', 'author'): expect(part, entry.find(name + part) is not None)
        expect('a moment', re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ', entry.find(name + 'updated').text))
        for link in entry.findall(name + 'link'): expect(link.get('href'), link.get('href').startswith('http'))
    paged = xml.etree.ElementTree.fromstring(page('/search.atom?limit=2').body)
    after = [link.get('href') for link in paged.findall(name + 'link') if link.get('rel') == 'next']
    expect(f'it goes on: {after}', len(after) == 1)
    more = xml.etree.ElementTree.fromstring(page(after[0][after[0].index('/search'):]).body)
    ids = lambda tree: [entry.find(name + 'id').text for entry in tree.findall(name + 'entry')]
    expect('with others', ids(more) and not set(ids(paged)) & set(ids(more)))
    items = data('/search.feed.json?q=bridge+outlet:herald')['items']
    expect('the same in JSON Feed', [item['content_text'] for item in items] == texts)
    expect('no other links', all('external_url' not in item for item in items))


@case
def files_are_what_the_program_prints():
    for query in ('bridge', 'kind:direct', ''):
        for form in ('csv', 'ndjson'):
            answer = page(f'/search.{form}?q={quoted(query)}')
            as_file = ['--format', form] + ['--safe-csv'] * (form == 'csv')
            printed = subprocess.run([QUOTH, 'search', '-q', '-a', ARCHIVE, '--all', *as_file, query],
                                     capture_output=True).stdout
            expect(f'{form} of {query!r}', answer.body == printed and 'Link' not in answer.headers)
    whole = page('/search.ndjson').body.decode().splitlines()
    part = page('/search.ndjson?limit=3')
    lines = part.body.decode().splitlines()
    last = json.loads(lines[-1])
    expect(f'what is left is told: {last}', last['type'] == 'page' and last['shown'] == 3 and last['total'] == len(whole))
    link = part.headers['Link']
    expect(f'by a header too: {link}', 'rel="next"' in link and last['next'] in link)
    got = lines[:-1]
    while link:
        answer = page(re.match('<([^>]*)>', link)[1])
        link = answer.headers['Link']
        lines = answer.body.decode().splitlines()
        got += lines[:-1] if link else lines
    expect('all parts are the whole', got == whole)
    rows = list(csv.reader(io.StringIO(page('/search.csv?limit=2').body.decode())))
    expect('csv has a header and two rows', len(rows) == 3 and rows[0][0] == 'id')
    expect('kept under a name', 'statements.csv' in page('/search.csv').headers['Content-Disposition'])


@case
def parts_follow_each_other_in_every_order():
    """What a further page is asked by has the order and the number of rows of the first, whatever is usual there."""
    for path in ('/', '/review', '/search.atom', '/search.feed.json', '/search.csv', '/search.ndjson', '/speakers/jane-roe'):
        for sort in ('', 'relevance', 'said', 'published', 'captured', 'added', 'doubt'):
            for limit in (1, 3, 20, 50):
                first = page(f'{path}?limit={limit}' + (f'&sort={sort}' if sort else ''))
                text = first.body.decode()
                if path.endswith('.feed.json'): found = [json.loads(text).get('next_url', '')]
                elif 'Link' in first.headers: found = [re.match('<([^>]*)>', first.headers['Link'])[1]]
                else: found = re.findall(r'rel="next"[^>]*href="([^"]*)"', text)
                expect(f'{path} {sort} {limit}: there is more', limit > 3 or (found and found[0]))
                for link in found[:bool(found[0])] if found else []:
                    link = html.unescape(link)
                    more = page(link[link.index('/', link.startswith('http') and 8):])
                    told = urllib.parse.parse_qs(urllib.parse.urlsplit(link).query)
                    usual = 50 if path in ('/search.atom', '/search.feed.json') else 20
                    expect(f'{path} {sort} {limit}: {link}', int(told.get('limit', [usual])[0]) == limit)
                    expect(f'{path} {sort} {limit}: other rows', more.body != first.body)


# ── Without script ──

@case
def plain_pages_say_it_all():
    article, statement = evil_ids()
    whole = data(f'/articles/{article}.json')
    reader = read(f'/articles/{article}', 'Herald', '5 April 2031', 'sha256:' + article, 'told by ' + whole['told_by']['outlet'])
    said = ' '.join(reader.text().split())
    for paragraph in TEXT.split('\n\n'): expect(paragraph[:40], ' '.join(paragraph.split()) in said)
    for row in whole['statements']:
        expect('each statement has its place', 's-' + row['id'] in reader.ids)
        for span in row['content']['spans']: expect('and its words', ' '.join(TEXT[span[0]:span[1]].split()) in said)
    shown = data(f'/statements/{statement}.json')
    reader = read(f'/statements/{statement}', 'Jane Roe', shown['citation'], '5 April 2031')
    expect(f'the citation: {shown["citation"]}', shown['citation'].startswith('Jane Roe, quoted in Herald'))
    own = re.search(r'href="(/search.atom[^"]*)"', page('/speakers/jane-roe').body.decode())[1]
    expect(f"a person's feed is hers alone: {own}", own.endswith('=person%3Ajane-roe') and page(own).status == 200)
    page_text = page('/?q=bridge').body.decode()
    expect('hits are marked', '<mark>bridge</mark>' in page_text)
    expect('what was asked is read back', '“bridge”' in page_text)
    first = page('/?limit=2').body.decode()
    link = re.search(r'rel="next" href="([^"]*)"', first)[1].replace('&amp;', '&')
    expect('the next page', 'class="statement"' in page(link).body.decode())
    expect('facets are links', 'kind%3Adirect' in first)
    state = page('/?q=bridge&sort=said&ascending=1&date-of=published&limit=5').body.decode()
    expect('the one box holds what was asked', state.count('type="search"') == 1 and
           re.search(r'<input id="ask-box" type="search" name="q"[^>]* value="bridge">', state))
    for name, value in (('ascending', '1'), ('date-of', 'published'), ('limit', '5')):
        expect(f'the form keeps {name}', f'<input type="hidden" name="{name}" value="{value}">' in state)
    expect('what is as usual is not in it', 'type="hidden" name="limit"' not in page('/?q=bridge').body.decode())
    expect('narrowed', page(re.search(r'href="([^"]*kind%3Adirect[^"]*)"', first)[1].replace('&amp;', '&')).status == 200)
    for asked in '/', '/?q=bridge+OR+pier':      # outlets with marks, brackets and spaces among them
        facets = re.search(r'<section class="facets".*?</section>\n</section>', page(asked).body.decode(), re.S)[0]
        links = re.findall(r'<a href="([^"]*)">.*?</a> (\d+)</li>', facets, re.S)
        expect(f'{asked}: facets are links with numbers: {len(links)}', len(links) > 3)
        for href, told in links:
            href = html.unescape(href)
            answer = page(href.replace('/?', '/search.json?'))
            expect(f'{href}: {answer.body[:200]}', answer.status == 200 and json.loads(answer.body)['answer']['total'] >= int(told))


@case
def offsets_are_code_points():
    article, _ = evil_ids()
    whole = data(f'/articles/{article}.json')
    expect('there is an emoji before one', any('<i>ours</i>' in row['content']['text'] and '😀' in
                                               TEXT[:row['content']['spans'][0][0]] for row in whole['statements']))
    for row in whole['statements']:
        expect('spans are words', ' '.join(TEXT[a:b] for a, b in row['content']['spans']) == row['content']['text'])
    waiting = data('/review.json?q=outlet:herald')['answer']['rows']
    expect('some wait for review', waiting)
    for row in waiting:
        a, b = row['context']['span']
        text = whole['article']['text']
        expect('context', text[a:b] == row['context']['text'] and a <= row['content']['spans'][0][0] < b)


@case
def other_forms():
    article, statement = evil_ids()
    expect('the text', page(f'/articles/{article}.txt').body.decode() == TEXT)
    brat = page(f'/articles/{article}.ann')
    expect('marks', brat.headers['Content-Type'].startswith('text/plain') and b'T1' in brat.body)
    proof = page(f'/statements/{statement}.zip')
    expect('a name', statement in proof.headers['Content-Disposition'])
    expect('whole', zipfile.ZipFile(io.BytesIO(proof.body)).testzip() is None)
    for path, whole in ((f'/articles/{article[:12]}', f'/articles/{article}'),
                        (f'/articles/sha256:{article}.json', f'/articles/{article}.json'),
                        (f'/articles/sha256:{article[:57]}', f'/articles/{article}'),
                        (f'/articles/{article.upper()}', f'/articles/{article}'),
                        (f'/statements/{statement.upper()}.json', f'/statements/{statement}.json'),
                        (f'/articles/{article[:9]}.txt', f'/articles/{article}.txt'),
                        (f'/statements/{statement[:10]}.json', f'/statements/{statement}.json'),
                        ('/speakers/Jane%20Roe', '/speakers/jane-roe')):
        answer = ask(path)
        expect(f'{path}: {answer.status} {answer.headers["Location"]}',
               answer.status == 302 and answer.headers['Location'] == whole)
    answer = ask('/decisions')
    expect('405 with what may be', answer.status == 405 and answer.headers['Allow'] == 'POST')
    answer = SERVER.post('/', b'{}')
    expect('and the reverse', answer.status == 405 and answer.headers['Allow'] == 'GET, HEAD')


@case
def an_archive_that_is_not_there_says_what_to_do():
    none = os.path.join(FOLDER, 'none.quoth')
    answer = json.loads(get('/search.json', none))
    expect('empty', answer['empty'] and not list(faults(answer, {'$ref': '#/components/schemas/Search'})))
    for path, name in (('/speakers.json', 'Speakers'), ('/review.json', 'ReviewPage'), ('/ledger.json', 'Ledger'),
                       ('/about.json', 'About')):
        wrong = list(faults(json.loads(get(path, none)), {'$ref': '#/components/schemas/' + name}))
        expect(f'{path}: {wrong}', not wrong)
    expect('the page', 'Nothing is here yet' in get('/', none))
    expect('no file was made', not os.path.exists(none))


# ── Writing ──

def decide(status=201, **decision):
    body = decision.pop('body', None) or json.dumps(decision).encode()
    answer = SERVER.post('/decisions', body)
    expect(f'{body[:200]}: {answer.status} {answer.body}', answer.status == status)
    check('/decisions', answer, status, API['paths']['/decisions']['post'])
    return json.loads(answer.body)


@case
def decisions_are_taken():
    rows = data('/review.json?limit=6')['answer']['rows']
    left = data('/review.json')['left']
    first, second, third, fourth = [row['id'] for row in rows[:4]]
    decide(verb='accept', statements=[first], why='sure ' + EVIL)
    expect('a quotation', 'application/ld+json' in read(f'/statements/{second}').scripts)
    entry = decide(verb='reject', statements=[second])['entry']
    expect('what was rejected is none', 'application/ld+json' not in read(f'/statements/{second}', 'rejected').scripts)
    text = data('/articles/' + rows[2]['article']['id'][7:] + '.json')['article']['text']
    span = rows[2]['content']['spans'][0]
    decide(verb='edit', statements=[third], content=[[span[0], span[1] - 1]], cue=[], source=[])
    shown = json.loads(check(f'/statements/{third}.json').body)
    expect(f'edited: {shown["review"]}', shown['review']['judged'] == 'edited' and
           shown['review']['content'] == [[span[0], span[1] - 1]])
    told = json.loads(''.join(read(f'/statements/{third}', 'edited').scripts['application/ld+json']))
    expect(f'the quotation is the edited one: {told}', told['text'] == text[span[0]:span[1] - 1])
    decide(verb='speaker', statements=[fourth], spelling='Nadia ' + EVIL)
    check(f'/statements/{fourth}.json')
    read(f'/statements/{fourth}')
    expect('three are judged', data('/review.json')['left'] == left - 3)
    expect('rows say so', [row['review']['judged'] for row in data('/search.json?q=is:reviewed')['answer']['rows']].count('rejected') == 1)
    decide(verb='undo', entry=entry)
    expect('one was undone', data('/review.json')['left'] == left - 2)
    ledger = json.loads(check('/ledger.json').body)
    expect(f'the ledger: {ledger}', ledger['total'] == 5 and [row['entry'] for row in ledger['rows']] == [5, 4, 3, 2, 1])
    expect('why, as text', ledger['rows'][-1]['why'] == 'sure ' + EVIL)
    read('/ledger', 'sure ' + EVIL)
    check(f'/articles/{rows[2]["article"]["id"][7:]}.json')
    expect('text is as it was', data('/articles/' + rows[2]['article']['id'][7:] + '.json')['article']['text'] == text)


@case
def edits_are_code_points_too():
    """An emoji stands before the statement, and in the question that finds it."""
    text = '😀🚢 It rained.\n\n“The 🚢 dredger sank,” said Olaf Brun, the harbour master.\n'
    add('name=dredger.txt', text.encode())
    row = data('/search.json?q=dredger')['answer']['rows'][0]
    a, b = row['hit']['spans'][0]
    expect(f'the hit: {text[a:b]!r}', text[a:b] == 'dredger')
    whole = [text.index('The 🚢'), text.index(',” said')]
    decide(verb='edit', statements=[row['id']], content=[whole], cue=[[text.index('said'), text.index(' Olaf')]], source=[])
    shown = data(f'/statements/{row["id"]}.json')
    expect(f'as it was told: {shown["review"]}', shown['review']['content'] == [whole] and
           text[slice(*shown['review']['cue'][0])] == 'said' and shown['review']['source'] == [])
    told = json.loads(''.join(read('/statements/' + row['id'], 'The 🚢 dredger sank').scripts['application/ld+json']))
    expect(f'{told}', told['text'] == 'The 🚢 dredger sank' and told['creator'] == {'@type': 'Person', 'name': 'Olaf Brun'})
    decide(400, verb='edit', statements=[row['id']], content=[[0, len(text) + 1]])
    decide(400, verb='edit', statements=[row['id']], content=[[0, len(text.encode())]])


@case
def who_has_no_name_is_no_person():
    add('name=nobody.txt', '“The lock is rusty,” he said.\n'.encode())
    row = data('/search.json?q=rusty')['answer']['rows'][0]
    told = json.loads(''.join(read('/statements/' + row['id'], 'rusty').scripts['application/ld+json']))
    expect(f'{row["speaker"]} {told}', row['speaker']['name'] is None and 'creator' not in told)


@case
def a_moment_keeps_its_zone():
    name = '{http://www.w3.org/2005/Atom}'
    for word, value, moment, words in (
            ('quay', '2031-05-06T10:20-05:00', '2031-05-06T10:20:00-05:00', '6 May 2031, 10:20 (-05:00)'),
            ('jetty', '2031-05-06T10-05:00', '2031-05-06T10:00:00-05:00', '6 May 2031, about 10:00 (-05:00)'),
            ('slipway', '2031-05-06T10:20Z', '2031-05-06T10:20:00Z', '6 May 2031, 10:20 UTC'),
            ('mooring', '2031-05-06T10:20', '2031-05-06T10:20:00Z', '6 May 2031, 10:20')):
        add(f'name={word}.txt&published={quoted(value)}', f'“The {word} is closed,” said Jane Roe.\n'.encode())
        feed = xml.etree.ElementTree.fromstring(page(f'/search.atom?q={word}').body)
        told = feed.find(f'{name}entry/{name}published').text
        expect(f'{value} in Atom: {told}', told == moment)
        item = data(f'/search.feed.json?q={word}')['items'][0]
        expect(f'{value} in JSON Feed: {item}', item['date_published'] == moment)
        row = data(f'/search.json?q={word}')['answer']['rows'][0]
        text = page('/statements/' + row['id']).body.decode()
        bare = word == 'jetty'     # an hour without minutes, which <time> does not know
        expect(f'{value} in words: {re.findall("6 May 2031[^<]*", text)}', (f'{words}.' if bare else f'>{words}</time>') in text)
        expect(f'{value} is no value of <time>', (f'datetime="{value}"' in text) != bare)


@case
def what_was_not_said_is_told_so():
    add('name=silent.txt', 'Nora Vik, the engineer, declined to say whether the weir would hold.\n'.encode())
    row = data('/search.json?q=weir')['answer']['rows'][0]
    expect(f'negated: {row}', row['negated'])
    reader = read('/statements/' + row['id'], 'Nora Vik did not say it', 'not said')
    expect('and is no quotation', 'application/ld+json' not in reader.scripts)


@case
def people_are_merged_and_sent_on():
    decide(verb='merge', person='jane-roe', other='arn-lindholm')
    answer = ask('/speakers/arn-lindholm')
    expect(f'{answer.status} {answer.headers["Location"]}', answer.status == 301 and
           answer.headers['Location'] == '/speakers/jane-roe')
    told = json.loads(check('/speakers/jane-roe.json').body)['decisions']
    expect(f'told on the page: {told}', told and told[0]['verb'] == 'merge')
    decide(verb='undo', entry=told[0]['entry'])
    expect('two again', ask('/speakers/arn-lindholm').status == 200)


@case
def what_is_no_decision_is_refused_by_its_key():
    some = data('/search.json?q=bridge')['answer']['rows'][0]['id']
    before = data('/ledger.json')['total']
    for body, key in ((b'{', 'JSON'), (b'[]', 'object'), (b'{}', 'verb'), (b'{"verb": "shout"}', 'verb'), (b'{"verb": 3}', 'verb'),
                      (b'{"verb": "undo", "loud": 1}', 'loud'), (b'{"verb": "undo", "verb": "undo"}', 'JSON'),
                      (b'[' * 5000, 'JSON'), (b'\xff', 'JSON'), (b'{"verb": "undo", "entry": "4"}', 'entry'),
                      (b'{"verb": "merge", "person": "jane-roe"}', 'other'), (b'{"verb": "accept", "statements": "x"}', 'statements')):
        told = decide(400, body=body)
        expect(f'{body[:40]}: {told}', key in told['error'])
    for spans in ([[5, 3]], [[0, 10 ** 9]], [[3, 5], [1, 2]], [[0, 1, 2]], [[-1, 2]], [['a', 'b']], 7, []):
        told = decide(400, verb='edit', statements=[some], content=spans)
        expect(f'{spans}: {told}', 'content' in told['error'] or 'behind' in told['error'])
    decide(400, verb='accept', statements=['x' * 32] * 1001)
    decide(404, verb='accept', statements=['0' * 32])
    decide(404, verb='undo', entry=10 ** 6)
    answer = SERVER.post('/decisions', b'{"verb": "undo", "entry": 1}', type='application/octet-stream')
    expect(f'another type: {answer.status}', answer.status == 415)
    expect('nothing was written', data('/ledger.json')['total'] == before)


def add(query, body, status=200):
    answer = SERVER.post('/captures?' + query, body, type='application/octet-stream')
    expect(f'{query}: {answer.status} {answer.body}', answer.status == status)
    check('/captures', answer, status, API['paths']['/captures']['post'])
    return json.loads(answer.body)


@case
def files_are_added():
    text = '“The ferry {0} sails,” said Nils Ek, the captain.\n'.format(SAID).encode()
    name = quoted('ferry ' + EVIL.replace('/', '') + '.txt')
    told = add(f'name={name}&outlet={quoted("Courier " + EVIL)}&published=2031-05-06&url=https%3A%2F%2Fcourier.example%2F1', text)
    expect(f'{told}', told['added']['articles'] == 1 and told['added']['statements'] == 1 and not told['problems'])
    told = add(f'name={name}&outlet={quoted("Courier " + EVIL)}&published=2031-05-06&url=https%3A%2F%2Fcourier.example%2F1', text)
    expect(f'known: {told}', told['added']['known'] == 1 and told['added']['articles'] == 0)
    row = data('/search.json?q=sails')['answer']['rows'][0]
    expect(f'{row["article"]}', row['article']['outlet'] == 'Courier ' + EVIL and row['article']['published']['value'] == '2031-05-06')
    read('/articles/' + row['article']['id'][7:], 'Courier ' + EVIL)
    read('/statements/' + row['id'], SAID)
    told = add('name=two.jsonl', b'{"text": 3}\n{bad\n{"text": "\\u201cIt rains,\\u201d said Nils Ek."}\n')
    expect(f'problems are told: {told}', len(told['problems']) == 2 and told['added']['articles'] == 1)
    add('name=page.html', open(SAMPLES[-1], 'rb').read())
    expect('no name', 'name' in add('', b'x', 400)['error'])
    expect('no date', 'date' in add('name=a.txt&published=soon', b'x', 400)['error'])


@case
def a_ledger_with_a_gap_ends():
    """An archive of somebody else may have an entry of any number."""
    own = os.path.join(FOLDER, 'gap.quoth')
    subprocess.run([QUOTH, 'add', '-q', '-a', own, os.path.join(FOLDER, 'lines <img src=x onerror=alert(1)>.jsonl')], check=True)
    for name in ('The Mayor', 'Ms Mayor'):
        subprocess.run([QUOTH, 'alias', '-q', '-a', own, 'jane-roe', name], check=True, capture_output=True)
    for last in (2 ** 40, 2 ** 62 + 5, 2 ** 63 - 1):
        with contextlib.closing(sqlite3.connect(own)) as file, file:
            file.execute('UPDATE ledger SET entry = ? WHERE entry > 1', (last,))
        told = json.loads(get('/ledger.json', own))
        expect(f'{told}', told['total'] == last and [row['entry'] for row in told['rows']] == [last] and told['next'] == last - 49)
        told = json.loads(get('/speakers/jane-roe.json', own))['decisions']
        expect(f'{told}', [row['entry'] for row in told] == [last])


@case
def who_judges_does_not_wait_for_a_file():
    """A decision is taken while a long file is read: its articles are found in without the writer's lock."""
    some = data('/search.json?q=bridge')['answer']['rows'][0]['id']
    text = '\n\n'.join(f'“Boat {n} sails at {n % 24},” said Ida Moe, the pilot of boat {n}.' for n in range(3000))
    body = json.dumps({'text': text}).encode()
    told = []
    sending = threading.Thread(target=lambda: told.append(add('name=boats.jsonl', body)))
    sending.start()
    answered = 0
    while sending.is_alive():
        decide(verb='accept', statements=[some])
        answered += sending.is_alive()
        time.sleep(0.01)
    expect(f'{answered} decisions meanwhile', answered > 2)
    expect(f'all is in: {told}', told[0]['added']['statements'] > 2000 and not told[0]['problems'])


def main():
    global FOLDER, ARCHIVE, SERVER
    word = next((word for word in sys.argv[1:] if not word.startswith('-')), '')
    passed = failed = skipped = 0
    with tempfile.TemporaryDirectory() as FOLDER:
        ARCHIVE = os.path.join(FOLDER, 'pages.quoth')
        lines = os.path.join(FOLDER, 'lines <img src=x onerror=alert(1)>.jsonl')
        with open(lines, 'w') as file:
            for line in (EVIL_LINE, DATA_LINE): file.write(json.dumps(line) + '\n')
        subprocess.run([QUOTH, 'add', '-q', '-a', ARCHIVE, *SAMPLES, lines], check=True)
        with Server(ARCHIVE) as SERVER:
            for test in [test for test in cases if word in test.__name__]:
                try:
                    test()
                    passed += 1
                except Skipped as why:
                    print(f'skipped: {test.__name__}: {why}')
                    skipped += 1
                except Exception:
                    print(f'{test.__name__}:\n{traceback.format_exc()}')
                    failed += 1
    print(f'api: {passed} passed, {failed} failed' + f', {skipped} skipped' * (skipped > 0))
    return failed > 0 or not passed


if __name__ == '__main__':
    sys.exit(main())
