#!/usr/bin/env python3
"""The documents: every command block runs as shown, the page of the C API is what quoth.h says,
the manual is what mandoc wants, FORMAT.md names each key and table, and each link leads somewhere."""
import glob, json, os, re, shutil, sqlite3, subprocess, sys, tempfile, zipfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
QUOTH = os.path.abspath(os.environ.get('QUOTH', os.path.join(ROOT, 'build/quoth')))
passed, failed, skipped = 0, 0, 0


def count(good, message):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good: print(message)


def tool(*command):
    """A tool that tells in its last line what passed."""
    global passed, failed
    told = subprocess.run([sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    *said, last = told.rstrip().split('\n')
    found = re.search(r'(\d+) passed, (\d+) failed', last)
    print(*said, sep='\n')
    if not found: return count(False, last)
    passed, failed = passed + int(found[1]), failed + int(found[2])


def manuals():
    global skipped
    if not shutil.which('mandoc'):
        print('skipped: the manual is not looked at, there is no mandoc')
        skipped += 1
        return
    for page in sorted(glob.glob(os.path.join(ROOT, 'man/*.[1-9]'))):
        told = subprocess.run(['mandoc', '-T', 'lint', '-W', 'style', page], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        lines = [line for line in told.stdout.splitlines() if 'referenced manual not found' not in line]
        count(not lines, '\n'.join(lines))


def anchors(text):
    """What a heading is called in a link."""
    titles = re.findall(r'^#+ (.*)', re.sub(r'^```.*?^```', '', text, flags=re.S | re.M), re.M)
    return {re.sub(r'[^\w -]', '', title.lower()).replace(' ', '-') for title in titles}


def links():
    tracked = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard', '*.md'], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    named = page_of('docs/README.md')
    for page in tracked:
        text = page_of(page)
        for target in re.findall(r'\]\((?!https?:)([^)\s]+)\)', re.sub(r'`[^`\n]*`', '', text)):
            path, _, anchor = target.partition('#')
            there = os.path.normpath(os.path.join(ROOT, os.path.dirname(page), path)) if path else os.path.join(ROOT, page)
            good = os.path.exists(there)
            if good and anchor and there.endswith('.md'): good = anchor in anchors(open(there, encoding='utf8').read())
            count(good, f'{page}: the link {target} leads nowhere')
        if os.path.dirname(page) == 'docs' and page != 'docs/README.md':
            count(os.path.basename(page) in named, f'docs/README.md does not name {page}')


def page_of(name):
    with open(os.path.join(ROOT, name), encoding='utf8') as file: return file.read()


def keys(value):
    """Every key in it, at any depth; not those of a decision's payload, which has a table of its own."""
    if isinstance(value, list): return {key for one in value for key in keys(one)}
    if not isinstance(value, dict): return set()
    return set(value) | {key for name, one in value.items() if name not in ('payload', 'told_by') for key in keys(one)}


def formats():
    """Keys of all that is printed as JSON, and the tables of an archive, stand in FORMAT.md."""
    told = set(re.findall(r'[A-Za-z_@][\w:-]*', ' '.join(re.findall(r'`[^`]*`', page_of('docs/FORMAT.md')))))
    with tempfile.TemporaryDirectory() as folder:
        archive, page = os.path.join(folder, 'a.quoth'), 'data/samples/2031-toll-appeal.html'

        def ask(*words):
            done = subprocess.run([QUOTH, *words], cwd=ROOT, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
            out, rest = [], done.stdout.strip()
            while rest: # an object may take several lines
                one, end = json.JSONDecoder().raw_decode(rest)
                out, rest = out + [one], rest[end:].lstrip()
            return out

        printed = ask('extract', '--explain', '--format', 'ndjson', page, 'docs/guide/velpress.txt')
        first = ask('extract', '--format', 'ndjson', page)[0]
        printed += ask('extract', '--format', 'json', page) + ask('read', '--map', page)
        printed += ask('add', '-a', archive, '--format', 'ndjson', page, 'docs/guide')
        for words in (['merge', 'tessaly-brandvold', 'tesali-brandwolt'], ['accept', first['id']]):
            subprocess.run([QUOTH, *words, '-a', archive, '--quiet', '--why', 'a test'], check=True)
        for words in (['search', '--page-info', 'pier'], ['speakers', 'brandvold'], ['ledger'], ['stats'], ['show', first['id']],
                      ['article', first['article']['id']], ['doctor']):
            printed += ask(*words, '-a', archive, '--format', 'ndjson')
        printed += ask('search', '-a', archive, '--format', 'json', 'pier') + ask('verify', '-a', archive, '--format', 'ndjson')
        printed += ask('dump', '-a', archive)
        proof, named = os.path.join(folder, 'proof.zip'), set(re.findall(r'`[^`\n]*`', page_of('docs/FORMAT.md')))
        subprocess.run([QUOTH, 'evidence', '-a', archive, '-o', proof, first['id']], check=True, stderr=subprocess.DEVNULL)
        with zipfile.ZipFile(proof) as packed:
            printed += [json.loads(packed.read(name)) for name in packed.namelist() if name.endswith('.json')]
            for name in packed.namelist():
                count({f'`{name}`', f'`.{name.split(".")[-1]}`'} & named, f'FORMAT.md does not name the file {name}')
        csv = subprocess.run([QUOTH, 'search', '-q', '-a', archive, '--format', 'csv', 'pier'], stdout=subprocess.PIPE, text=True).stdout
        columns = ', '.join(f'`{name}`' for name in csv.split('\n')[0].split(','))
        shown = re.search(r'csv and tsv of statements have these columns: (.*?)\. Columns', page_of('docs/FORMAT.md'))[1]
        count(re.sub(r' \([^)]*\)', '', shown) == columns, f'the columns of csv are {columns}')
        for key in sorted(keys(printed)): count(key in told, f'FORMAT.md does not name the key {key}')
        with sqlite3.connect(archive) as db:
            for table, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'words\\__%' ESCAPE '\\' AND name NOT LIKE 'spelling\\_words\\_%' ESCAPE '\\'"):
                count(table in told, f'FORMAT.md does not name the table {table}')


def faults():
    """What the tool must refuse: pages that show what is not so, or what it cannot run."""
    pages = {'prints something else': '```console\n$ echo one\ntwo\n```\n', 'fails': '```sh\nfalse\ntrue\n```\n',
             'has no form': 'A list:\n\n    quoth help\n', 'has a form that is not known': '```perl\n1\n```\n', 'is no JSON': '```json\n{"a": …}\n```\n',
             'does not compile': '```c\nint quoth_version(void);\n```\n', 'is text with commands': '```text\n$ quoth help\n```\n',
             'has a reason that is not its own': '<!-- not run: this one -->\n```sh\nfalse\n```\n```sh\nfalse\n```\n'}
    with tempfile.TemporaryDirectory() as folder:
        for fault, text in pages.items():
            page = os.path.join(folder, 'page.md')
            with open(page, 'w', encoding='utf8') as file: file.write(text)
            done = subprocess.run([sys.executable, 'tools/examples.py', '--check', page], cwd=ROOT, stdout=subprocess.DEVNULL)
            count(done.returncode == 1, f'a page passes that {fault}')


tool('tools/examples.py', '--check')
tool('tools/api_page.py', '--check')
faults()
manuals()
formats()
links()
print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
sys.exit(failed > 0 or not passed)
