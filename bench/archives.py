"""Memory and speed on a web archive of 1 GB, which is made here from shared/data/pages, plain and gzip by record."""
import gzip, json, os, shutil, tempfile, zlib
from measure import PAGES, head, page_files, row, run

SIZE = 1 << 30
ROOM = 2 * SIZE         # on the disk: the plain one and the packed one
BAR = 150               # MB of memory


def record(kind, url, content_type, body):
    lines = ['WARC/1.0', f'WARC-Type: {kind}', f'WARC-Target-URI: {url}', 'WARC-Date: 2023-12-17T05:00:00Z',
             f'WARC-Record-ID: <urn:uuid:{zlib.crc32(body):08x}-0000-4000-8000-{zlib.adler32(url.encode()):012x}>',
             f'Content-Type: {content_type}', f'Content-Length: {len(body)}']
    return '\r\n'.join(lines).encode() + b'\r\n\r\n' + body + b'\r\n\r\n'


def records():
    """Each page asked for and answered, as crawlers write it."""
    for part in ('aeb', 'naeb'):
        with open(os.path.join(PAGES, part + '.json'), encoding='utf8') as file: told = json.load(file)
        for path in page_files(part):
            url = told.get(os.path.basename(path)[:-len('.html.gz')], {}).get('url') or 'https://example.org/' + os.path.basename(path)
            with gzip.open(path) as file: page = file.read()
            answer = b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n' % len(page)
            yield record('request', url, 'application/http; msgtype=request', b'GET / HTTP/1.1\r\nHost: example.org\r\n\r\n')
            yield record('response', url, 'application/http; msgtype=response', answer + page)


def build(folder):
    """The same records again and again until there is 1 GB of them: its two files, its size and its pages."""
    once = [os.path.join(folder, 'once.warc'), os.path.join(folder, 'once.warc.gz')]
    count = 0
    with open(once[0], 'wb') as plain, open(once[1], 'wb') as packed:
        for each in records():
            plain.write(each)
            packed.write(gzip.compress(each, 6))
            count += 1
    times = -(-SIZE // os.path.getsize(once[0]))
    paths = []
    for path in once:
        paths.append(path.replace('once', 'all'))
        with open(paths[-1], 'wb') as whole:
            for _ in range(times):
                with open(path, 'rb') as part: shutil.copyfileobj(part, whole)
        os.remove(path)
    return paths, os.path.getsize(paths[0]), times * count // 2


def bench(program, folder):
    if not page_files('aeb'):
        print('\nskipped: an archive of 1 GB (no shared/ beside the checkout)')
        return []
    free = shutil.disk_usage(folder).free
    if free < ROOM:
        print(f'\nskipped: an archive of 1 GB ({free >> 20} MB free in {folder}, {ROOM >> 20} MB wanted; TMPDIR names another place)')
        return []
    missed = []
    with tempfile.TemporaryDirectory(dir=folder) as place:
        paths, size, pages = build(place)
        head(f'archive of {size / 1e9:.2f} GB, {pages:,} pages', 'jobs', 'MB/s, unpacked', 'of CPU time', 'pages/s', 'peak memory')
        for path in paths:
            for jobs in ('1', '2'):
                used = run([program, 'read', '--format', 'json', '--jobs', jobs, path])
                name = os.path.basename(path)[len('all'):]
                row(name, jobs, f'{size / used.wall / 1e6:,.0f}', f'{size / used.cpu / 1e6:,.0f}', f'{pages / used.wall:,.0f}', f'{used.peak:.0f} MB (bar {BAR})')
                if used.peak > BAR: missed.append(f'memory of {name}, {jobs} jobs: {used.peak:.0f} MB')
    return missed
