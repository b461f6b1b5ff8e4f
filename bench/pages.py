"""Speed of reading pages, with npm's @mozilla/readability over the same pages as a yardstick."""
import gzip, os, statistics, tempfile
from measure import RUNS, head, median, node, page_files, row, run

BAR_MB, BAR_PAGES = 65, 375     # a second, one core, with metadata


def unpack(folder, part):
    """The pages as files: unpacking is not what is measured here."""
    paths = []
    for packed in page_files(part):
        paths.append(os.path.join(folder, os.path.basename(packed)[:-len('.gz')]))
        with gzip.open(packed) as old, open(paths[-1], 'wb') as new: new.write(old.read())
    return paths


def bench(program, folder):
    """Nothing of it is a miss: speed depends on the machine."""
    if not page_files('aeb'):
        print('\nskipped: speed of reading pages (no shared/ beside the checkout)')
        return []
    with tempfile.TemporaryDirectory(dir=folder) as pages:
        paths = unpack(pages, 'aeb')
        size = sum(map(os.path.getsize, paths)) / 1e6
        seconds = median([run([program, 'read', '--jobs', '1', '--format', 'json', *paths]) for _ in range(RUNS + 2)], 'cpu')
        told, why = node('readability.js', pages)
    head('pages: what, one core', 'MB/s of HTML', 'pages/s', 'times readability')
    cells = [f'{size / seconds:,.1f} (bar {BAR_MB})', f'{len(paths) / seconds:,.0f} (bar {BAR_PAGES})']
    if not told:
        row('quoth read', *cells, '–')
        row('npm readability', why, '', '')
        return []
    yard = statistics.median(t['seconds'] for t in told)
    row('quoth read', *cells, f'{yard / seconds:,.1f}')
    row(f'npm readability, linkedom ({told[0]["found"]} of {told[0]["pages"]} pages)', f'{size / yard:,.1f}', f'{len(paths) / yard:,.0f}', '')
    return []
