#!/usr/bin/env python3
"""How fast an archive answers: 200 questions, each asked three times for its first page.

    search.py [PROGRAM [FULL-ARCHIVE]]    default: build/quoth

The full archive, of all articles of shared/data/news, is made beside the program and kept there if it is not given; so
is one of its first 1,000 articles, for growth. Ends with status 1 where a bar is missed. The bars are of time on the
clock, for which nothing else may run; CPU time stands beside it, and growth is told by it.
"""
import itertools, os, statistics, subprocess, sys, time
from measure import BENCH, NEWS, ROOT, head, news, row

QUESTIONS = os.path.join(BENCH, 'queries.txt')
LARGE, LEAST_LARGE = 50_000, 20
MEDIAN, LATEST = 10, 100    # milliseconds; of the latest percent
SMALL = 1000                # articles
SLOWEST = 10


def build(folder):
    """The program that asks, of bench/search.c and the library."""
    program = os.path.join(folder, 'bench_search')
    subprocess.run([os.environ.get('CC', 'gcc'), '-std=c17', '-O2', '-D_POSIX_C_SOURCE=200809L',
                    '-I' + os.path.join(ROOT, 'include'), os.path.join(BENCH, 'search.c'),
                    '-o', program, os.path.join(folder, 'libquoth.so'),
                    '-Wl,-rpath,' + os.path.abspath(folder)], check=True)
    if not os.path.exists(os.path.join(folder, 'libquoth.so.0')):
        os.symlink('libquoth.so', os.path.join(folder, 'libquoth.so.0'))
    return program


def make(quoth, path, articles=None):
    """An archive of so many articles, unless it is there."""
    if os.path.exists(path): return path
    print(f'making {path}', file=sys.stderr, flush=True)
    adding = subprocess.Popen([quoth, 'add', '-a', path + '.new', '--quiet', '--from', 'jsonl', '-'],
                              stdin=subprocess.PIPE)
    with adding.stdin as to: to.writelines(itertools.islice(news(), articles))
    if adding.wait(): sys.exit(f'quoth add: status {adding.returncode}')
    os.rename(path + '.new', path)
    return path


def ask(program, archive):
    """(hits, [milliseconds], [of CPU time], question) of each."""
    out = subprocess.run([program, archive, QUESTIONS], stdout=subprocess.PIPE, check=True, text=True).stdout
    rows = []
    for line in out.splitlines():
        hits, spent, worked, question = line.split('\t', 3)
        rows.append((int(hits), [float(one) for one in spent.split()], [float(one) for one in worked.split()], question.replace('\t', '  ')))
    return rows


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))]


def tell(name, rows, which=1):
    spent = [one for each in rows for one in each[which]]
    large = sum(each[0] > LARGE for each in rows)
    median, latest = statistics.median(spent), percentile(spent, .99)
    row(name, str(len(rows)), str(large or ''), f'{median:.1f} ms', f'{latest:.1f} ms', f'{max(spent):.1f} ms')
    return median, latest, large


def separately(quoth, archive, rows):
    """The same by a process each; every fifth question."""
    spent = []
    for _, _, _, question in rows[::5]:
        if '  ' in question: continue   # has options
        began = time.perf_counter()
        subprocess.run([quoth, 'search', '-a', archive, '--limit', '20', '--format', 'ndjson', '--', question],
                       capture_output=True, check=True)
        spent.append((time.perf_counter() - began) * 1e3)
    tell('full archive, `quoth search` with its start', [(0, [each], [], '') for each in spent])


def bench(program, folder, full=None):
    beside = os.path.dirname(program)
    if not NEWS and not full: return print('\nskipped: no shared/ beside the checkout, for questions') or []
    if '--quick' in sys.argv: return print('\nskipped: questions need the full archive') or []
    full = full or make(program, os.path.join(beside, 'full.quoth'))
    asks = build(beside)
    rows = ask(asks, full)
    head('asked', 'questions', f'over {LARGE:,} hits', 'median', '99th percentile', 'most')
    median, latest, large = tell('full archive', rows)
    tell('full archive, CPU time', rows, 2)
    separately(program, full, rows)
    missed = []
    if NEWS:
        small = ask(asks, make(program, os.path.join(beside, 'small.quoth'), SMALL))
        tell(f'{SMALL:,} articles', small)
        tell(f'{SMALL:,} articles, CPU time', small, 2)
        times = sum(1 for _ in news()) / SMALL
        growth = statistics.median(statistics.median(a[2]) / statistics.median(b[2]) for a, b in zip(rows, small))
        print(f'\n{times:.0f} times the articles: {growth:.1f} times the CPU time (median of the questions)')
        if growth >= times: missed.append('questions take longer in proportion to the archive, or worse')
    head('slowest', 'hits', 'median', 'CPU time')
    for hits, spent, worked, question in sorted(rows, key=lambda each: -statistics.median(each[2]))[:SLOWEST]:
        row(f'`{question}`' if question.strip() else '(all)', f'{hits:,}', f'{statistics.median(spent):.1f} ms',
            f'{statistics.median(worked):.1f} ms')
    if median > MEDIAN: missed.append(f'half of the questions take over {median:.1f} ms')
    if latest > LATEST: missed.append(f'a hundredth of the questions takes over {latest:.0f} ms')
    if large < LEAST_LARGE: missed.append(f'only {large} questions have over {LARGE:,} hits')
    return missed


def main():
    program = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, 'build', 'quoth'))
    missed = bench(program, None, sys.argv[2] if len(sys.argv) > 2 else None)
    for miss in missed: print(f'misses its bar: {miss}')
    sys.exit(1 if missed else 0)


if __name__ == '__main__': main()
