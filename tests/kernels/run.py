#!/usr/bin/env python3
"""Same input, same bytes: every kernel that the processor has, with one job and two.

Articles come from shared/ beside the checkout, or else from the repository's samples.
"""
import glob, hashlib, json, os, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
NEWS = sorted(glob.glob(os.path.join(ROOT, '..', 'shared', 'data', 'news', '*.jsonl.zst')))
QUOTH = os.environ.get('QUOTH', os.path.join(ROOT, 'build', 'quoth'))
SLOW = os.environ.get('BUILD') == 'build/asan'      # a tenth of the speed: a tenth of the articles
ARTICLES = 8 if SLOW else 50
FLAGS = {'c': set(), 'avx2': {'avx2'}, 'vnni': {'avx512f', 'avx512bw', 'avx512vl', 'avx512_vnni'}}


def news(count):
    """Lines taken evenly from the first file, so that several outlets are among them."""
    with subprocess.Popen(['zstd', '-dc', NEWS[0]], stdout=subprocess.PIPE) as pipe:
        lines = [line for _, line in zip(range(count * 40), pipe.stdout)]
        pipe.kill()
    return lines[::40]


def samples():
    for path in sorted(glob.glob(os.path.join(ROOT, 'data', 'samples', '[0-9]*.txt'))):
        text = open(path, encoding='utf8', newline='').read()
        yield json.dumps({'id': os.path.basename(path), 'text': text}).encode() + b'\n'


def extract(path, kernel, jobs):
    """Hash and number of lines of the output, or what went wrong."""
    out = subprocess.run([QUOTH, 'extract', '--from', 'jsonl', '--format', 'ndjson', '--kernel', kernel,
                          '--jobs', str(jobs), path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=600)
    if out.returncode: return f'status {out.returncode}: {out.stderr.decode()[-300:]}', 0
    return hashlib.sha256(out.stdout).hexdigest(), out.stdout.count(b'\n')


def cpu_flags():
    try: return set(next(l for l in open('/proc/cpuinfo') if l.startswith('flags')).split())
    except (OSError, StopIteration): return set()


def main():
    passed = failed = skipped = 0
    lines = news(ARTICLES) if NEWS else list(samples())
    if not NEWS: print(f'skipped: no shared/data/news, the {len(lines)} samples instead of {ARTICLES} articles')
    with tempfile.NamedTemporaryFile(suffix='.jsonl') as file:
        file.write(b''.join(lines))
        file.flush()
        want, count = extract(file.name, 'c', 1)
        if not count: sys.exit(f'kernel c found nothing: {want}\nkernels: 0 passed, 1 failed, 0 skipped')
        for kernel, needs in FLAGS.items():
            for jobs in (1, 2):
                if needs - cpu_flags():
                    print(f'skipped: kernel {kernel}, jobs {jobs}: this processor has no {", ".join(sorted(needs - cpu_flags()))}')
                    skipped += 1
                    got, _ = extract(file.name, kernel, jobs)   # refused, not run into the ground
                    failed += not got.startswith('status 2:')
                    if not got.startswith('status 2:'): print(f'kernel {kernel}, jobs {jobs}: {got}, not status 2')
                    continue
                got, _ = extract(file.name, kernel, jobs)
                passed, failed = passed + (got == want), failed + (got != want)
                if got != want: print(f'kernel {kernel}, jobs {jobs}: {got}, not {want}')
    print(f'{len(lines)} articles, {count} statements')
    print(f'kernels: {passed} passed, {failed} failed, {skipped} skipped')
    sys.exit(failed > 0 or not passed)


if __name__ == '__main__': main()
