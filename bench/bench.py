#!/usr/bin/env python3
"""Speed, start-up and memory of quoth, with npm's compromise and readability over the same input as yardsticks.

    bench.py [PROGRAM] [PART…] [--quick]    default: build/quoth, every part; --quick takes 1,000 articles at most

PART: statements, pages, archives (of the web), python, hostile (pages), stages (the worst input of each), archive (what it
costs to add and to keep), search or serve (many at once); the last three take an hour. Seconds are CPU seconds of one
job, start-up taken off where it is told apart; words are white-space words. Numbers are medians. Articles and pages come
from shared/ beside the checkout, or else articles from the samples, repeated. Ends with status 1 where growth or memory
misses its bar; speed of extract and read depends on the machine, and is only told.
"""
import glob, itertools, json, os, statistics, subprocess, sys, tempfile
import archive, archives, hostile, pages, python, search, serve
from measure import NEWS, ROOT, RUNS, head, median, news, node, row, run

BARS = {'vnni': 60000, 'avx2': 30000, 'c': 8000}        # words a second, at least
PEAK, FLAT, LINEAR = 150, 1.15, .15                     # MB; of the large corpus over the small one's; of a word
SIZES = {'vnni': 600, 'avx2': 300, 'c': 80}             # articles of a run: some seconds each


def samples():
    lines = []
    for path in sorted(glob.glob(os.path.join(ROOT, 'data', 'samples', '[0-9]*.txt'))):
        with open(path, encoding='utf8') as file: lines.append(json.dumps({'text': file.read()}).encode() + b'\n')
    return itertools.cycle(lines)


class Corpus:
    """`count` articles in a file, every so manieth of the first 10,000, so that all sizes are alike."""
    def __init__(self, folder, all_lines, count):
        lines = all_lines[::len(all_lines) // count][:count]
        self.path = os.path.join(folder, f'{count}.jsonl')
        self.articles = count
        self.words = sum(len(json.loads(line)['text'].split()) for line in lines)
        with open(self.path, 'wb') as file: file.writelines(lines)


def extract(program, path, kernel=None):
    more = {'QUOTH_KERNEL': kernel} if kernel else {}
    return run([program, 'extract', '--from', 'jsonl', '--format', 'ndjson', '--jobs', '1', path], **more)


def kernels(program):
    """The kernels that run here, the fastest first."""
    for kernel in BARS:
        if subprocess.run([program, 'extract', '--from', 'text', '-'], input=b'x', stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, env={**os.environ, 'QUOTH_KERNEL': kernel}).returncode == 0:
            yield kernel


def compromise(path):
    """Words a second of the yardstick, or why there is none."""
    told, why = node('compromise.js', path)
    return statistics.median(t['words'] / t['seconds'] for t in told) if told else None, why


def statements(program, folder):
    quick = '--quick' in sys.argv
    lines = list(itertools.islice(news() if NEWS else samples(), 1000 if quick else 10000))
    print(f'{"shared/data/news" if NEWS else "the samples, repeated"}; one core; medians of {RUNS} runs')
    tiny = os.path.join(folder, 'tiny.jsonl')
    with open(tiny, 'w', encoding='utf8') as file: file.write('{"text": "“Yes,” she said."}\n')
    starts = [extract(program, tiny) for _ in range(15)]
    start, start_cpu = median(starts, 'wall'), median(starts, 'cpu')

    yard, why = compromise(Corpus(folder, lines, 40).path)
    head('kernel', 'words/s', 'articles/s', 'bar', 'times compromise')
    for kernel in kernels(program):
        corpus = Corpus(folder, lines, SIZES[kernel])
        seconds = median([extract(program, corpus.path, kernel) for _ in range(RUNS)], 'cpu') - start_cpu
        speed = corpus.words / seconds
        row(kernel, f'{speed:,.0f}', f'{corpus.articles / seconds:,.1f}', f'{BARS[kernel]:,}',
            f'{speed / yard:.1f} (bar 3)' if yard else '–')
    row('npm compromise', f'{yard:,.0f}' if yard else why, '', '', '')

    few, many = Corpus(folder, lines, 100), Corpus(folder, lines, len(lines))
    small = [extract(program, few.path) for _ in range(RUNS)]
    large = [extract(program, many.path) for _ in range(1 if len(lines) > 1000 else RUNS)]
    a, b = ((median(runs, 'cpu') - start_cpu) / corpus.words for runs, corpus in ((small, few), (large, many)))
    head('what', 'measured', 'bar')
    row('start-up', f'{1000 * start:.0f} ms', '60 ms')
    peak, peak_many = median(small, 'peak'), median(large, 'peak')
    row(f'peak memory, {few.articles} articles', f'{peak:.0f} MB', f'{PEAK} MB')
    row(f'peak memory, {many.articles:,} articles', f'{peak_many:.0f} MB ({peak_many / peak:.2f} times)', f'{FLAT} times')
    row(f'time a word, {few.articles} articles', f'{1e6 * a:.2f} µs', '')
    row(f'time a word, {many.articles:,} articles', f'{1e6 * b:.2f} µs ({100 * (b / a - 1):+.0f} %)', f'±{100 * LINEAR:.0f} %')
    missed = []
    if max(peak, peak_many) > PEAK: missed.append(f'memory of {max(peak, peak_many):.0f} MB')
    if peak_many > FLAT * peak: missed.append(f'memory grows {peak_many / peak:.2f} times')
    if abs(b / a - 1) > LINEAR: missed.append(f'time a word changes by {100 * (b / a - 1):+.0f} %')
    return missed


PARTS = {'statements': statements, 'pages': pages.bench, 'archives': archives.bench, 'python': python.bench, 'hostile': hostile.bench,
         'stages': hostile.stages,
         'archive': archive.bench, 'search': search.bench, 'serve': serve.bench}


def main():
    words = [a for a in sys.argv[1:] if a != '--quick']
    program, *others = [w for w in words if w not in PARTS] or [os.path.join(ROOT, 'build', 'quoth')]
    program = os.path.abspath(program)
    if others or not os.path.isfile(program): sys.exit(f'no such part or program: {" ".join(others) or program}\n\n{__doc__}')
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        for part in [w for w in words if w in PARTS] or PARTS:
            missed += PARTS[part](program, folder)
    for miss in missed: print(f'misses its bar: {miss}')
    sys.exit(1 if missed else 0)


if __name__ == '__main__': main()
