#!/usr/bin/env python3
"""Speed, start-up and memory of quoth, with npm's compromise over the same text as a yardstick.

    bench.py [PROGRAM] [--quick]      default: build/quoth; --quick leaves the 10,000 articles out

Seconds are CPU seconds of one job, start-up taken off; words are white-space words. Every number
is a median. Articles come from shared/ beside the checkout, or else from the samples, repeated.
"""
import glob, itertools, json, os, shutil, statistics, subprocess, sys, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BENCH = os.path.join(ROOT, 'bench')
NEWS = sorted(glob.glob(os.path.join(ROOT, '..', 'shared', 'data', 'news', '*.jsonl.zst')))
BARS = {'vnni': 60000, 'avx2': 30000, 'c': 8000}        # words a second, at least
SIZES = {'vnni': 600, 'avx2': 300, 'c': 80}             # articles of a run: some seconds each
RUNS = 3


def news():
    for path in NEWS:
        with subprocess.Popen(['zstd', '-dc', path], stdout=subprocess.PIPE) as pipe:
            yield from pipe.stdout
            pipe.kill()


def samples():
    lines = []
    for path in sorted(glob.glob(os.path.join(ROOT, 'data', 'samples', '[0-9]*.txt'))):
        lines.append(json.dumps({'text': open(path, encoding='utf8').read()}).encode() + b'\n')
    return itertools.cycle(lines)


class Corpus:
    """`count` articles in a file, every so manieth of the first 10,000, so that all sizes are alike."""
    def __init__(self, folder, all_lines, count):
        lines = all_lines[::len(all_lines) // count][:count]
        self.path = os.path.join(folder, f'{count}.jsonl')
        self.articles = count
        self.words = sum(len(json.loads(line)['text'].split()) for line in lines)
        with open(self.path, 'wb') as file: file.writelines(lines)


def run(args, **env):
    """CPU seconds, wall seconds and peak MB of a program that must succeed."""
    began = time.perf_counter()
    child = subprocess.Popen(args, stdout=subprocess.DEVNULL, env={**os.environ, **env})
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode: sys.exit(f'{" ".join(args)}: status {child.returncode}')
    return used.ru_utime + used.ru_stime, time.perf_counter() - began, used.ru_maxrss / 1024


def extract(program, path, kernel=None):
    more = {'QUOTH_KERNEL': kernel} if kernel else {}
    return run([program, 'extract', '--from', 'jsonl', '--format', 'ndjson', '--jobs', '1', path], **more)


def median(runs, which): return statistics.median(r[which] for r in runs)


def kernels(program):
    """The kernels that run here, the fastest first."""
    for kernel in BARS:
        if subprocess.run([program, 'extract', '--from', 'text', '-'], input=b'x', stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL, env={**os.environ, 'QUOTH_KERNEL': kernel}).returncode == 0:
            yield kernel


def compromise(path):
    """Words a second of the yardstick, or why there is none."""
    if not shutil.which('node') or not shutil.which('npm'): return None, 'no node or npm here'
    if not os.path.isdir(os.path.join(BENCH, 'node_modules')):
        done = subprocess.run(['npm', 'ci', '--silent', '--no-audit', '--no-fund'], cwd=BENCH,
                              capture_output=True, text=True)
        if done.returncode: return None, f'npm ci failed: {(done.stderr or done.stdout).strip()[-200:]}'
    runs = [json.loads(subprocess.run(['node', os.path.join(BENCH, 'compromise.js'), path], check=True,
                                      capture_output=True).stdout) for _ in range(RUNS)]
    return statistics.median(r['words'] / r['seconds'] for r in runs), None


def row(*cells): print('| ' + ' | '.join(cells) + ' |')


def main():
    words = [a for a in sys.argv[1:] if not a.startswith('--')]
    program = os.path.abspath(words[0] if words else os.path.join(ROOT, 'build', 'quoth'))
    quick = '--quick' in sys.argv
    lines = list(itertools.islice(news() if NEWS else samples(), 1000 if quick else 10000))
    print(f'{"shared/data/news" if NEWS else "the samples, repeated"}; one core; medians of {RUNS} runs\n')
    with tempfile.TemporaryDirectory() as folder:
        tiny = os.path.join(folder, 'tiny.jsonl')
        open(tiny, 'w').write('{"text": "“Yes,” she said."}\n')
        starts = [extract(program, tiny) for _ in range(15)]
        start, start_cpu = median(starts, 1), median(starts, 0)

        yard, why = compromise(Corpus(folder, lines, 40).path)
        row('kernel', 'words/s', 'articles/s', 'bar', 'times compromise')
        row(*['---'] * 5)
        for kernel in kernels(program):
            corpus = Corpus(folder, lines, SIZES[kernel])
            seconds = median([extract(program, corpus.path, kernel) for _ in range(RUNS)], 0) - start_cpu
            speed = corpus.words / seconds
            row(kernel, f'{speed:,.0f}', f'{corpus.articles / seconds:,.1f}', f'{BARS[kernel]:,}',
                f'{speed / yard:.1f} (bar 3)' if yard else '–')
        row('npm compromise', f'{yard:,.0f}' if yard else why, '', '', '')

        few, many = Corpus(folder, lines, 100), Corpus(folder, lines, len(lines))
        small = [extract(program, few.path) for _ in range(RUNS)]
        large = [extract(program, many.path) for _ in range(1 if len(lines) > 1000 else RUNS)]
        a, b = ((median(runs, 0) - start_cpu) / corpus.words for runs, corpus in ((small, few), (large, many)))
        print()
        row('what', 'measured', 'bar')
        row(*['---'] * 3)
        row('start-up', f'{1000 * start:.0f} ms', '60 ms')
        row(f'peak memory, {few.articles} articles', f'{median(small, 2):.0f} MB', '150 MB')
        row(f'peak memory, {many.articles:,} articles', f'{median(large, 2):.0f} MB ({median(large, 2) / median(small, 2):.2f} times)', '1.15 times')
        row(f'time a word, {few.articles} articles', f'{1e6 * a:.2f} µs', '')
        row(f'time a word, {many.articles:,} articles', f'{1e6 * b:.2f} µs ({100 * (b / a - 1):+.0f} %)', '±15 %')


if __name__ == '__main__': main()
