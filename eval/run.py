#!/usr/bin/env python3
"""Every score, and a dated row in each table of docs/ACCURACY.md: spans, the record, and what is read of pages.

    run.py [PROGRAM] [TABLE…] [--print]   default: build/quoth, every table; --print leaves docs/ACCURACY.md alone

TABLE: statements (scores and record), pages (with feeds) or people. PolNeAR dev (--raw), records-dev, pages and feeds are
read from shared/ beside the checkout and scored by its tools; without it only the repository's samples and languages are
scored, and nothing is written.
"""
import datetime, glob, json, os, re, subprocess, sys, tempfile
import score_dates, score_feeds, score_language, score_names, score_people, score_samples, score_speakers

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(ROOT, '..', 'shared')
PAGE = os.path.join(ROOT, 'docs', 'ACCURACY.md')
HEAD = ('date', 'version', 'model', 'source', 'cue', 'content', 'linked', 'found', 'exact', 'kind', 'act', 'parent',
        'samples found', 'exact')
RECORD = ('date', 'model', 'names', 'who said what', 'speaker P', 'R', 'in full', 'addressee', 'occasion', 'said', 'via',
          'role', 'dates', 'relative', 'person', 'all names', 'GUM: P', 'R', 'sure', 'of them right')
READ = ('date', 'version', 'body F1, aeb', 'naeb', 'quotations kept, aeb', 'naeb', 'title', 'authors', 'published', 'feeds')
PEOPLE = ('date', 'version', 'model', 'pairs: precision', 'recall', 'fresh: precision', 'recall')
TABLES = {'scores': HEAD, 'record': RECORD, 'pages': READ, 'people': PEOPLE}
KEYS = {'scores': 3, 'record': 3, 'pages': 2, 'people': 3}   # the first cells say what was measured


def extract(program, out, *args):
    with open(out, 'wb') as file: done = subprocess.run([program, 'extract', '--format', 'ndjson', *args], stdout=file)
    if done.returncode: sys.exit(f'quoth extract: status {done.returncode}')


def shared_tool(name, *args):
    done = subprocess.run([sys.executable, os.path.join(SHARED, 'tools', name), *args],
                          stdout=subprocess.PIPE, check=True, text=True)
    print(done.stdout)
    return done.stdout


def official(kind, gold, found): return shared_tool('score.py', kind, gold, found)


def number(pattern, text): return f'{float(re.search(pattern, text, re.M)[1]):.1f}'


def polnear(program, folder):
    dev, out = os.path.join(SHARED, 'data', 'polnear', 'dev'), os.path.join(folder, 'polnear')
    extract(program, out, '--raw', *sorted(glob.glob(os.path.join(dev, '*.txt'))))
    text = official('spans', dev, out)
    roles = [number(rf'^{role} .*? F1 ([\d.]+)', text) for role in ('source', 'cue', 'content')]
    return [*roles, number(r'^linked .* F1 ([\d.]+)', text)]


def records(program, folder):
    data, out = os.path.join(SHARED, 'data'), os.path.join(folder, 'records')
    extract(program, out, '--from', 'jsonl', os.path.join(data, 'records-dev.jsonl'))
    text = official('records', os.path.join(data, 'records-dev.json'), out)
    fields = [number(rf'^{f} .*? F1 ([\d.]+)', text) for f in ('addressee', 'occasion', 'said', 'via', 'role')]
    who = [number(r'^who said what .*? F1 ([\d.]+)', text), number(r'^speaker\s+P ([\d.]+)', text),
           number(r'^speaker .*? R ([\d.]+)', text), number(r'^full name ([\d.]+)', text)]
    return [*who, *fields], [number(r'^found .*? F1 ([\d.]+)', text), number(r'exact content ([\d.]+)', text), number(r'kind ([\d.]+)', text),
            number(r'act ([\d.]+)', text), number(r'^parent .*? F1 ([\d.]+)', text)]


def samples(program, folder):
    """The repository's own, as JSONL so that their names are the gold's."""
    gold, out = os.path.join(ROOT, 'data', 'samples', 'gold.json'), os.path.join(folder, 'samples')
    lines = os.path.join(folder, 'samples.jsonl')
    with open(lines, 'w', encoding='utf8') as file, open(gold, encoding='utf8') as told:
        for article in json.load(told)['articles']:
            file.write(json.dumps({'id': article['id'], 'text': article['text']}) + '\n')
    extract(program, out, lines)
    scores = score_samples.score(gold, out)
    print('samples  ' + '  '.join(f'{name} {value:.1f}' for name, value in scores.items()))
    return [f'{scores["found"]:.1f}', f'{scores["exact"]:.1f}']


def pages_of(program, folder, part):
    """What quoth read finds on the packed pages of shared/data/pages/PART: share of body, quotations, title …"""
    data, out = os.path.join(SHARED, 'data', 'pages'), os.path.join(folder, part)
    paths = sorted(glob.glob(os.path.join(data, part, '*.html.gz')))
    with open(out, 'wb') as file: done = subprocess.run([program, 'read', '--format', 'json', *paths], stdout=file)
    if done.returncode: print(f'quoth read of {part}: status {done.returncode}')
    print(f'pages, {part}')
    text = shared_tool('score_pages.py', os.path.join(data, part + '.json'), out)
    found = re.findall(r'^(body|quotes|title|authors|date) +(?:F1 )?([\d.]+)', text, re.M)
    return {name: f'{100 * float(share):.1f}' for name, share in found}


def pages(program, folder):
    met, asked, _ = score_feeds.score(program)
    print(f'feeds    {met} of {asked}\n')
    aeb, naeb = pages_of(program, folder, 'aeb'), pages_of(program, folder, 'naeb')
    return [aeb['body'], naeb['body'], aeb['quotes'], naeb['quotes'], naeb['title'], naeb['authors'], naeb['date'],
            f'{100 * met / asked:.1f} of {asked}']


def made_by(program):
    """The program's version, and the first eight digits of the hashes of its two models."""
    told = subprocess.run([program, 'version'], stdout=subprocess.PIPE, check=True, text=True).stdout
    return re.search(r'quoth (\S+)', told)[1], *re.findall(r'sha256:(\w{8})', told)


def write(table, cells):
    """A row at the top of the table; one that measured the same is replaced."""
    key = KEYS[table]
    begin, end, head = f'<!-- {table}: written by make eval -->', f'<!-- end of {table} -->', TABLES[table]
    with open(PAGE, encoding='utf8') as file: page = file.read()
    before, _, rest = page.partition(begin)
    old, _, after = rest.partition(end)
    rows = [line for line in old.strip().split('\n')[2:] if line and not line.startswith('| ' + ' | '.join(cells[:key]) + ' |')]
    lines = ['| ' + ' | '.join(head) + ' |', '|' + ' --- |' * len(head), '| ' + ' | '.join(cells) + ' |', *rows]
    with open(PAGE, 'w', encoding='utf8') as file: file.write(f'{before}{begin}\n' + '\n'.join(lines) + f'\n{end}{after}')
    print(f'\nwritten to {os.path.relpath(PAGE, ROOT)}: {table}')


def record(program, library, fields):
    """What the fields beside the spans are worth."""
    dates, names = score_dates.main([library]), score_names.score(library)
    gum, _ = score_speakers.run(program)
    return [*fields, *(f'{x:.1f}' for x in (*dates, names[0], names[3], *gum.summary()))]


def statements(program, library, today, made, folder):
    """The rows of scores and record."""
    version, model, names = made
    spans = polnear(program, folder)
    fields, found = records(program, folder)
    return {'scores': [today, version, model, *spans, *found, *samples(program, folder)],
            'record': [today, model, names, *record(program, library, fields)]}


def main():
    words, tables = [a for a in sys.argv[1:] if a != '--print'], ('statements', 'pages', 'people')
    asked = [w for w in words if w in tables] or tables
    program, *others = [w for w in words if w not in tables] or [os.path.join(ROOT, 'build', 'quoth')]
    program = os.path.abspath(program)
    if others or not os.path.isfile(program): sys.exit(f'no such table or program: {" ".join(others) or program}\n\n{__doc__}')
    library = os.path.join(os.path.dirname(program), 'libquoth.so')
    if 'statements' in asked: score_language.run(library)
    with tempfile.TemporaryDirectory() as folder:
        if not os.path.isdir(SHARED):
            print('skipped: PolNeAR, records-dev, pages, feeds and people (no shared/ beside the checkout)')
            samples(program, folder)
            return
        today, made, rows = datetime.date.today().isoformat(), made_by(program), {}
        if 'statements' in asked: rows.update(statements(program, library, today, made, folder))
        if 'people' in asked: rows['people'] = [today, *made[:2], *(f'{x:.1f}' for x in score_people.score(program))]
        if 'pages' in asked: rows['pages'] = [today, made[0], *pages(program, folder)]
    if '--print' not in sys.argv:
        for table, cells in rows.items(): write(table, cells)


if __name__ == '__main__': main()
