#!/usr/bin/env python3
"""Every score, and a dated row of docs/ACCURACY.md.

    run.py [PROGRAM] [--print]        default: build/quoth; --print leaves docs/ACCURACY.md alone

PolNeAR dev (--raw) and records-dev are read from shared/ beside the checkout and scored by its
tools/score.py; without it only the repository's samples and languages are scored, and nothing is
written.
"""
import datetime, glob, json, os, re, subprocess, sys, tempfile
import score_dates, score_language, score_samples

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(ROOT, '..', 'shared')
PAGE = os.path.join(ROOT, 'docs', 'ACCURACY.md')
HEAD = ('date', 'version', 'model', 'source', 'cue', 'content', 'linked', 'found', 'exact', 'kind', 'act', 'parent',
        'samples found', 'exact')
BEGIN, END = '<!-- scores: written by make eval -->', '<!-- end of scores -->'


def extract(program, out, *args):
    done = subprocess.run([program, 'extract', '--format', 'ndjson', *args], stdout=open(out, 'wb'))
    if done.returncode: sys.exit(f'quoth extract: status {done.returncode}')


def official(kind, gold, found):
    done = subprocess.run([sys.executable, os.path.join(SHARED, 'tools', 'score.py'), kind, gold, found],
                          stdout=subprocess.PIPE, check=True, text=True)
    print(done.stdout)
    return done.stdout


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
    return [number(r'^found .*? F1 ([\d.]+)', text), number(r'exact content ([\d.]+)', text), number(r'kind ([\d.]+)', text),
            number(r'act ([\d.]+)', text), number(r'^parent .*? F1 ([\d.]+)', text)]


def samples(program, folder):
    """The repository's own, as JSONL so that their names are the gold's."""
    gold, out = os.path.join(ROOT, 'data', 'samples', 'gold.json'), os.path.join(folder, 'samples')
    lines = os.path.join(folder, 'samples.jsonl')
    with open(lines, 'w', encoding='utf8') as file:
        for article in json.load(open(gold, encoding='utf8'))['articles']:
            file.write(json.dumps({'id': article['id'], 'text': article['text']}) + '\n')
    extract(program, out, lines)
    scores = score_samples.score(gold, out)
    print('samples  ' + '  '.join(f'{name} {value:.1f}' for name, value in scores.items()))
    return [f'{scores["found"]:.1f}', f'{scores["exact"]:.1f}']


def version_and_model(program):
    """Of the program, and the first eight digits of its model's hash."""
    one = subprocess.run([program, 'extract', '--format', 'ndjson', '-'], input='“Yes,” she said.'.encode(),
                         stdout=subprocess.PIPE, check=True).stdout
    extractor = json.loads(one.splitlines()[0])['extractor']
    return extractor['version'], extractor['model'].removeprefix('sha256:')[:8]


def write(cells):
    """A row at the top; one of the same day and model is replaced."""
    page = open(PAGE, encoding='utf8').read()
    before, _, rest = page.partition(BEGIN)
    table, _, after = rest.partition(END)
    rows = [line for line in table.strip().split('\n')[2:] if line and not line.startswith('| ' + ' | '.join(cells[:3]) + ' |')]
    head = ['| ' + ' | '.join(HEAD) + ' |', '|' + ' --- |' * len(HEAD)]
    new = '\n'.join([*head, '| ' + ' | '.join(cells) + ' |', *rows])
    open(PAGE, 'w', encoding='utf8').write(f'{before}{BEGIN}\n{new}\n{END}{after}')
    print(f'\nwritten to {os.path.relpath(PAGE, ROOT)}')


def main():
    words = [a for a in sys.argv[1:] if not a.startswith('--')]
    program = os.path.abspath(words[0] if words else os.path.join(ROOT, 'build', 'quoth'))
    library = os.path.join(os.path.dirname(program), 'libquoth.so')
    score_language.run(library)
    score_dates.main([library])
    with tempfile.TemporaryDirectory() as folder:
        if not os.path.isdir(SHARED):
            print('skipped: PolNeAR and records-dev (no shared/ beside the checkout)')
            samples(program, folder)
            return
        cells = [datetime.date.today().isoformat(), *version_and_model(program), *polnear(program, folder),
                 *records(program, folder), *samples(program, folder)]
    if '--print' not in sys.argv: write(cells)


if __name__ == '__main__': main()
