#!/usr/bin/env python3
"""What the archive costs: the speed of add beside extract's, its memory, a second add, the file table by table.

    archive.py [PROGRAM] [--articles N]    default: build/quoth, all of shared/data/news; a small N is no measure of the bars

Ends with status 1 where a bar is missed. Speeds are of two jobs, extract and add taking turns over the same parts of
the input, so that what else the machine does falls on both. Skipped without shared/ beside the checkout.
"""
import collections, ctypes, ctypes.util, itertools, os, sqlite3, sys, tempfile
from measure import NEWS, ROOT, head, news, row, run

PARTS = 8                        # of the input
PACKED, SPEED, AGAIN = 2.5, 0.9, 10
FLAT = 1.15                      # the peak of the last part over the one of the second


def packed_alone(lines):
    """Bytes that zstd -3 makes of each article alone."""
    zstd = ctypes.CDLL(ctypes.util.find_library('zstd'))
    zstd.ZSTD_compress.restype = zstd.ZSTD_compressBound.restype = ctypes.c_size_t
    zstd.ZSTD_compress.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int]
    zstd.ZSTD_compressBound.argtypes = [ctypes.c_size_t]
    room = zstd.ZSTD_compressBound(max(map(len, lines)))
    out = ctypes.create_string_buffer(room)
    return sum(zstd.ZSTD_compress(out, room, line, len(line), 3) for line in lines)


def write_parts(folder, lines):
    size = -(-len(lines) // PARTS)
    for part in range(0, len(lines), size):
        path = os.path.join(folder, f'part-{part // size}.jsonl')
        with open(path, 'wb') as out: out.writelines(lines[part:part + size])
        yield path


def tables(archive):
    """Bytes of each table with its indexes; free pages are a row of their own."""
    db = sqlite3.connect(archive)
    owner = dict(db.execute('SELECT name, tbl_name FROM sqlite_schema'))
    sizes, rows = collections.Counter(), {}
    for name, size, unused in db.execute('SELECT name, sum(pgsize), sum(unused) FROM dbstat GROUP BY name'):
        table = owner.get(name, name)
        for fts in 'words', 'spelling_words':
            if table.startswith(fts + '_'): table = fts
        sizes[table] += size
        sizes['(unused in pages)'] += unused
    page, free = (db.execute(f'PRAGMA {what}').fetchone()[0] for what in ('page_size', 'freelist_count'))
    sizes['(free pages)'] = page * free
    for table in sizes:
        if not table.startswith(('(', 'sqlite')): rows[table] = db.execute(f'SELECT count(*) FROM {table}').fetchone()[0]
    db.close()
    return sizes, rows


def measure(program, folder, lines):
    missed = []
    archive = os.path.join(folder, 'bench.quoth')
    parts = list(write_parts(folder, lines))
    extracts, adds = [], []
    for path in parts:
        extracts.append(run([program, 'extract', '--format', 'ndjson', '--jobs', '2', path]))
        adds.append(run([program, 'add', '-a', archive, '--quiet', '--jobs', '2', path]))
    again = [run([program, 'add', '-a', archive, '--quiet', '--jobs', '2', path]) for path in parts]

    total = [sum(used.wall for used in runs) for runs in (extracts, adds, again)]
    cpu = [sum(used.cpu for used in runs) for runs in (extracts, adds, again)]
    head('what', 'articles/s', 'CPU ms an article', 'peak memory of first, second, last part')
    for name, runs, wall, work in zip(('extract', 'add', 'add again'), (extracts, adds, again), total, cpu):
        row(name, f'{len(lines) / wall:,.0f}', f'{1000 * work / len(lines):.2f}',
            ', '.join(f'{runs[i].peak:.0f} MB' for i in (0, 1, -1)))
    speed, faster, growth = total[0] / total[1], total[1] / total[2], adds[-1].peak / adds[1].peak
    head('bar', 'measured', 'at least')
    row('add beside extract', f'{100 * speed:.0f} %', f'{100 * SPEED:.0f} %')
    row('… by CPU time', f'{100 * cpu[0] / cpu[1]:.0f} %', '')
    row('add again', f'{faster:.0f} times', f'{AGAIN} times')
    if speed < SPEED: missed.append(f'add has {100 * speed:.0f} % of the speed of extract')
    if faster < AGAIN: missed.append(f'a second add is {faster:.1f} times as fast as the first')
    if growth > FLAT: missed.append(f'memory grows {growth:.2f} times')
    return missed + tell_size(archive, lines)


def tell_size(archive, lines):
    sizes, rows = tables(archive)
    whole, alone = os.path.getsize(archive), packed_alone(lines)
    index = sizes['words']
    head('table', 'MB', 'rows', 'bytes an article')
    for table, size in sizes.most_common():
        row(table, f'{size / 1e6:.2f}', f'{rows[table]:,}' if table in rows else '', f'{size / len(lines):.0f}')
    head('file', 'MB', 'times zstd -3 of each article alone')
    row('zstd -3 of each article alone', f'{alone / 1e6:.1f}', '1')
    row('without the full-text index', f'{(whole - index) / 1e6:.1f}', f'{(whole - index) / alone:.2f} (bar {PACKED})')
    row('all of it', f'{whole / 1e6:.1f}', f'{whole / alone:.2f}')
    return [] if whole - index <= PACKED * alone else ['the file is too large']


def bench(program, folder, count=None):
    if not NEWS: return print('\nskipped: no shared/ beside the checkout, for an archive') or []
    lines = list(itertools.islice(news(), 1000 if '--quick' in sys.argv else count))
    print(f'\n{len(lines):,} articles of shared/data/news, {os.cpu_count()} cores')
    return measure(program, folder, lines)


def main():
    words, count = sys.argv[1:], None
    if '--articles' in words:
        at = words.index('--articles')
        count = int(words[at + 1])
        del words[at:at + 2]
    program = os.path.abspath(words[0] if words else os.path.join(ROOT, 'build', 'quoth'))
    with tempfile.TemporaryDirectory() as folder: missed = bench(program, folder, count)
    for miss in missed: print(f'misses its bar: {miss}')
    sys.exit(1 if missed else 0)


if __name__ == '__main__': main()
