"""How fast an archive answers: 200 questions, each asked three times for its first page.

    bench/search.py [PROGRAM [FULL-ARCHIVE]]

PROGRAM is build/quoth. The full archive, of all articles of ../shared/data/news, is made
beside the program if it is not given; so is one of its first 1,000 articles, for growth.
Skips what ../shared lacks.
"""
import glob, os, statistics, subprocess, sys, time

BENCH = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(BENCH)
NEWS = sorted(glob.glob(os.path.join(ROOT, '..', 'shared', 'data', 'news', '*.jsonl.zst')))
QUESTIONS = os.path.join(ROOT, 'tests', 'cases', 'queries.txt')
LARGE = 50_000
MEDIAN, LATEST = 10, 100   # milliseconds; of the latest percent


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
    print(f'making {path}', flush=True)
    unpack = subprocess.Popen(['zstdcat', *NEWS], stdout=subprocess.PIPE)
    source = unpack
    if articles:
        source = subprocess.Popen(['head', '-n', str(articles)], stdin=unpack.stdout,
                                  stdout=subprocess.PIPE)
        unpack.stdout.close()
    subprocess.run([quoth, 'add', '-a', path + '.new', '--from', 'jsonl', '-'],
                   stdin=source.stdout, check=True)
    os.rename(path + '.new', path)
    return path


def ask(program, archive):
    """(hits, [milliseconds], question) of each."""
    out = subprocess.run([program, archive, QUESTIONS], stdout=subprocess.PIPE, check=True, text=True).stdout
    rows = []
    for line in out.splitlines():
        hits, spent, question = line.split('\t', 2)
        rows.append((int(hits), [float(one) for one in spent.split()], question.replace('\t', '  ')))
    return rows


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))]


def report(name, rows):
    spent = [one for row in rows for one in row[1]]
    large = sum(row[0] > LARGE for row in rows)
    print(f'{name}: {len(rows)} questions, {large} with over {LARGE:,} hits; '
          f'median {statistics.median(spent):.2f} ms, 99th percentile {percentile(spent, .99):.2f} ms, '
          f'most {max(spent):.2f} ms')
    return statistics.median(spent), percentile(spent, .99)


def separately(quoth, archive, rows):
    """The same by a process each, where the program can search; every fifth question."""
    if subprocess.run([quoth, 'help', 'search'], capture_output=True).returncode: return
    spent = []
    for _, _, question in rows[::5]:
        if '  ' in question: continue   # has options
        began = time.perf_counter()
        subprocess.run([quoth, 'search', '-a', archive, '--limit', '20', '--format', 'ndjson', '--', question],
                       capture_output=True)
        spent.append((time.perf_counter() - began) * 1e3)
    print(f'as a process each: median {statistics.median(spent):.1f} ms, most {max(spent):.1f} ms')


def main():
    quoth = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, 'build', 'quoth')
    folder = os.path.dirname(os.path.abspath(quoth))
    if not NEWS and len(sys.argv) < 3: sys.exit('skipped: there is no ../shared/data/news')
    full = sys.argv[2] if len(sys.argv) > 2 else make(quoth, os.path.join(folder, 'full.quoth'))
    program = build(folder)
    rows = ask(program, full)
    median, latest = report('full archive', rows)
    print('\nslowest:')
    for hits, spent, question in sorted(rows, key=lambda row: -statistics.median(row[1]))[:10]:
        print(f'{statistics.median(spent):9.2f} ms {hits:9,} hits  {question or "(all)"}')
    if NEWS:
        small = ask(program, make(quoth, os.path.join(folder, 'small.quoth'), 1000))
        print()
        report('1,000 articles', small)
        growth = statistics.median(sum(a[1]) / sum(b[1]) for a, b in zip(rows, small))
        print(f'a question takes {growth:.1f} times as long in the full archive (median)')
    separately(quoth, full, rows)
    return 0 if median <= MEDIAN and latest <= LATEST else 1


if __name__ == '__main__':
    sys.exit(main())
