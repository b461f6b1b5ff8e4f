"""The small archive and the small job of each command that run.py tortures."""
import json, os, re, sqlite3, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'fetch'))
from web import Server, reply

QUOTH = os.path.abspath(os.environ.get('QUOTH', os.path.join(ROOT, 'build', 'quoth')))

TEXTS = [
    {'id': '1', 'outlet': 'Lindholm Herald', 'published': '2021-03-04', 'url': 'https://herald.example/1',
     'text': 'Harbour stays open\n\n“We will not close the harbour,” said Jane Roe, the mayor of Lindholm. '
             'She said that the roads were next.\n'},
    {'id': '2', 'outlet': 'Coast Post', 'published': '2021-03-05', 'url': 'https://post.example/2',
     'text': '“The harbour was always open,” Arn Strand said. Ms Ebba Harsk warned that it would be closed.\n'},
]
MORE = [
    {'id': '3', 'outlet': 'Coast Post', 'published': '2021-03-06', 'url': 'https://post.example/3',
     'text': '“No road is safe,” said Tove Falk, a lawyer. Mayor Jane Roe told the Post that it was.\n'},
    {'id': '4', 'outlet': 'Coast Post', 'published': '2021-03-02', 'url': 'https://post.example/1',
     'text': TEXTS[0]['text']},
]
PAGE = '''<!doctype html><html lang="en"><head><title>Bridge to close</title></head><body><article>
<h1>Bridge to close</h1>
<p>The old bridge over the Lind will close for a year, the council decided on Monday evening.</p>
<p>“The bridge will be closed until the spring of next year,” said Jane Roe, the mayor of Lindholm.</p>
<p>The council had asked engineers for a report in March, and it was read out at the meeting.</p>
</article></body></html>
'''
ENVIRONMENT = {**{k: v for k, v in os.environ.items() if not k.startswith(('FAIL_', 'QUOTH_'))},
               'USER': 'tester', 'TZ': 'UTC', 'LC_ALL': 'C.UTF-8'}


class Job:
    """`writes`: it changes the archive. `makes`: the file or folder that it writes. `any_state`: between
    before and after there are others (capture by capture, or a forgetting that goes on)."""
    def __init__(self, name, arguments, writes=False, makes=None, any_state=False, archive=True):
        self.name, self.writes, self.makes, self.any_state, self.archive = name, writes, makes, any_state, archive
        self.arguments = arguments


def start_web():
    """The address of a server that has PAGE, and no robots.txt."""
    return Server({'/page': reply(PAGE.encode(), 200, 'Content-Type: text/html; charset=utf-8')}).url


def run(folder, *arguments, good=(0,)):
    done = subprocess.run([QUOTH, *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, timeout=60)
    if done.returncode not in good:
        sys.exit(f'{arguments} ended with {done.returncode}: {done.stderr.decode()[-500:]}')
    return done.stdout.decode()


def write_lines(path, rows):
    with open(path, 'w') as out:
        for row in rows: out.write(json.dumps(row) + '\n')


def make_base(folder):
    """The folder that each run begins with a copy of: an archive with two articles, a merge that can be undone,
    a statement that was accepted; and inputs. What is asked for by id."""
    write_lines(os.path.join(folder, 'base.jsonl'), TEXTS)
    write_lines(os.path.join(folder, 'more.jsonl'), MORE)
    with open(os.path.join(folder, 'page.html'), 'w') as out: out.write(PAGE)
    with open(os.path.join(folder, 'text.txt'), 'w') as out: out.write(TEXTS[0]['text'])
    run(folder, 'add', '-a', 'other.quoth', '-q', 'more.jsonl')
    run(folder, 'dump', '-a', 'other.quoth', 'other.ndjson')
    os.remove(os.path.join(folder, 'other.quoth'))
    run(folder, 'add', '-a', 'a.quoth', '-q', 'base.jsonl')
    rows = [json.loads(line) for line in run(folder, 'search', '-a', 'a.quoth', '-q', '--format', 'ndjson', 'harbour OR closed').splitlines()]
    first = next(row for row in rows if 'close the harbour' in row['content']['text'])
    second = next(row for row in rows if 'always open' in row['content']['text'])
    run(folder, 'merge', '-a', 'a.quoth', 'arn-strand', 'ebba-harsk', '--why', 'told so')
    run(folder, 'accept', '-a', 'a.quoth', second['id'])
    run(folder, 'evidence', '-a', 'a.quoth', '-o', 'proof.zip', first['id'])
    return first['id'], second['id'], first['article']['id']


def make_jobs(ids, web):
    first, second, article = ids
    a = ['-a', 'a.quoth']
    lines = ['--format', 'ndjson']
    one = ['--jobs', '1']
    return [
        Job('extract', [*one, *lines, 'base.jsonl', 'page.html', 'text.txt'], archive=False),
        Job('extract', [*one, '--format', 'json', 'text.txt'], archive=False),
        Job('read', [*one, '--format', 'text', 'base.jsonl', 'page.html'], archive=False),
        Job('fetch', [web + '/page', '--delay', '0', '--allow-private', '--warc', 'new.warc', *lines], makes='new.warc',
            archive=False),
        Job('add', [*a, *one, *lines, 'more.jsonl', 'page.html'], writes=True, any_state=True),
        Job('add', ['-a', 'new.quoth', *one, 'base.jsonl'], makes='new.quoth', any_state=True),
        Job('search', [*a, 'harbour OR roads']),
        Job('search', [*a, '--format', 'csv', '--all', 'kind:direct']),
        Job('show', [*a, first, second]),
        Job('timeline', [*a, 'jane-roe']),
        Job('article', [*a, article]),
        Job('stats', [*a, '--format', 'json']),
        Job('speakers', [*a]),
        Job('speakers', [*a, 'jane-roe', '--format', 'json']),
        Job('merge', [*a, 'jane-roe', 'ebba-harsk', '--why', 'x'], writes=True),
        Job('split', [*a, 'arn-strand', 'Ebba Harsk', '--why', 'x'], writes=True),
        Job('alias', [*a, 'jane-roe', 'Jenny Roe', '--why', 'x'], writes=True),
        Job('never-merge', [*a, 'jane-roe', 'arn-strand', '--why', 'x'], writes=True),
        Job('accept', [*a, first], writes=True),
        Job('reject', [*a, first], writes=True),
        Job('speaker', [*a, 'arn-strand', first], writes=True),
        Job('rename', [*a, 'jane-roe', 'Jane Q. Roe'], writes=True),
        Job('undo', [*a, '1', '--why', 'x'], writes=True),
        Job('ledger', [*a, *lines]),
        Job('brat', [*a, 'new.brat'], makes='new.brat'),
        Job('verify', [*a]),
        Job('verify', ['proof.zip'], archive=False),
        Job('evidence', [*a, '-o', 'new.zip', first], makes='new.zip'),
        Job('forget', [*a, '--article', article, '--why', 'x', '--yes'], writes=True, any_state=True),
        Job('backup', [*a, 'new.copy'], makes='new.copy'),
        Job('doctor', [*a, '--format', 'ndjson']),
        Job('doctor', [*a, '--fix'], writes=True),
        Job('dump', [*a]),
        Job('dump', [*a, 'new.ndjson'], makes='new.ndjson'),
        Job('load', [*a, 'other.ndjson'], writes=True, any_state=True),
        Job('rebuild', [*a, *one], writes=True, any_state=True),
        Job('get', [*a, '/search.json?q=harbour']),
        Job('get', [*a, '/search.atom?q=harbour']),
        Job('get', [*a, '/search.feed.json?q=harbour']),
        Job('get', [*a, '/articles/' + article.split(':')[1]]),
        Job('get', [*a, '/statements/' + first]),
        Job('get', [*a, '/speakers']),
        Job('get', [*a, '/speakers/jane-roe']),
        Job('get', [*a, '/review']),
        Job('get', [*a, '/speakers/arn-strand']),
        Job('get', [*a, '/ledger']),
        Job('get', [*a, '/ledger.json']),
        Job('serve', a, writes=True),
        Job('version', [], archive=False),
        Job('help', ['search'], archive=False),
    ]


# ── What an archive holds, whatever the moment at which it came ──

TIMES = {'added', 'at', 'hash', 'digest', 'salt', 'captured', 'bytes'}     # and what is hashed with them


def whole(path):
    """What is wrong with the file at `path`, or None."""
    db = sqlite3.connect(path)
    try:
        found = db.execute('PRAGMA integrity_check').fetchall()
        return None if found == [('ok',)] else str(found[:3])
    except sqlite3.Error as error:
        return str(error)
    finally:
        db.close()


def told(path):
    """What it tells, in whatever order it came: its dump. For archives that are written capture by capture."""
    lines = run(os.path.dirname(path), 'dump', '-a', path).splitlines()
    return '\n'.join(sorted(re.sub(r'"(added|at)": \d+', '"\\1": 0', line) for line in lines
                            if not line.startswith('{"type": "decision"')))


def state(path):
    """Its tables, as text."""
    db = sqlite3.connect(path)
    try:
        out = []
        tables = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY 1").fetchall()
        for table, sql in tables:
            if sql.startswith('CREATE VIRTUAL') or re.match(r'(spelling_)?words_', table) or table.startswith('sqlite_'):
                continue
            columns = [row[1] for row in db.execute(f'PRAGMA table_info({table})')]
            kept = [c for c in columns if not (c in TIMES and (table, c) != ('capture', 'hash'))]
            rows = sorted(map(repr, db.execute(f'SELECT {", ".join(kept)} FROM {table}')))
            out.append(table + '\n' + '\n'.join(rows))
        if tables:
            for word in 'harbour', 'roads', 'road', 'bridge':
                out.append(f"{word} {db.execute('SELECT count(*) FROM words(?)', (word,)).fetchone()}")
        return re.sub(r"-[0-9a-f]{6}'|-\d{12,}\b", "-DRAWN'", '\n'.join(out))      # what tells two of one name apart
    finally:
        db.close()
