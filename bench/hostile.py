"""Pages that want to be slow or large: time must grow with their size and not faster, memory with ten times it at most."""
import os, subprocess, sys, tempfile
from measure import ROOT, head, median, row, run

sys.path.append(os.path.join(ROOT, 'tests', 'hostile'))

MB = 1 << 20
SIZES = (1, 2, 4)       # times a MB
JSON_SIZE = 240 << 10   # instead of a MB: little more than four times of it is read
BAR = 2.6               # times, when the page is twice as large
SECONDS = 60            # of a run, at most
TELLING = 0.1           # seconds; a page that is read faster says nothing but that it is fast
LARGE, BAR_MEMORY = 16, 10


def many(piece, size, before='', after=''):
    """`piece` until the page has `size` bytes; `{n}` in it counts."""
    pieces, left, n = [], size - len(before) - len(after), 0
    while left > 0:
        pieces.append(piece.replace('{n}', str(n)) if '{n}' in piece else piece * min(1 + left // len(piece), 4096))
        left -= len(pieces[-1].encode())
        n += 1
    return (before + ''.join(pieces) + after).encode()


def nested(open_, close, size):
    count = size // (len(open_) + len(close))
    return (open_ * count + 'text' + close * count).encode()


def repeat(piece, before='', after=''): return lambda size: many(piece, size, before, after)
def nest(open_, close): return lambda size: nested(open_, close, size)


JSON = '<script type="application/ld+json">'
SENTENCE = 'Nobody at the harbour had heard of it, she said. '
KINDS = {
    'nested, never closed': repeat('<div>'),
    'nested and closed': nest('<div>', '</div>'),
    'nested inline': nest('<b>', '</b>'),
    'nested lists': nest('<ul><li>', '</li></ul>'),
    'nested quotations': nest('<blockquote><p>', '</p></blockquote>'),
    'nested, all of them text': repeat('<div>' + SENTENCE),
    'ends that close nothing': repeat('<div></b>'),
    'ends alone': repeat('</p></div></x>'),
    'wrongly nested': repeat('<a><p><b></a></b></p>'),
    'links that stay open': repeat('<a href=x>y'),
    'bold that stays open': repeat('<p><b class={n}>'),
    'unclosed tags': repeat('<p '),
    'less-than signs': repeat('<'),
    'slashes': repeat('</'),
    'names without end': repeat('x', '<'),
    'names of many kinds': repeat('<a{n}>'),
    'attributes': repeat(' a{n}=b', '<p', '>text'),
    'attributes, all the same': repeat(' a=b', '<p', '>text'),
    'attributes that no tag ends': repeat(' a{n}="b"', '<p'),
    'a value without end': repeat('text ', '<p a="'),
    'quotation marks in a tag': repeat('"\' ', '<p '),
    'references': repeat('&amp;'),
    'ampersands': repeat('&'),
    'references without end': repeat('&notin'),
    'numbers': repeat('&#x201c;'),
    'a number without end': repeat('9', '&#'),
    'references in values': repeat('&quot;', '<p a="', '">text'),
    'comments': repeat('<!-- x -->'),
    'comments without end': repeat('<!--'),
    'dashes': repeat('-', '<!--'),
    'declarations': repeat('<!x'),
    'instructions': repeat('<?x'),
    'cdata': repeat('<![CDATA['),
    'tables in tables': repeat('<table><tr><td>'),
    'cells': repeat('<td>x', '<table>'),
    'what a table has not': repeat('<table><p>x</p>'),
    'a script without end': repeat('a < b; ', '<script>'),
    'scripts': repeat('<script>x</script>'),
    'ends of scripts, nearly': repeat('</scrip', '<script>'),
    'comments in scripts': repeat('<!--<script>', '<script>'),
    'styles without end': repeat('<style>'),
    'titles': repeat('<title>x</title>'),
    'a title without end': repeat('x', '<title>'),
    'a textarea without end': repeat('<p>', '<textarea>'),
    'templates': repeat('<template>'),
    'options': repeat('<select><option>x'),
    'drawings': repeat('<svg><path d="M0 0"/>'),
    'breaks': repeat('x<br><br>'),
    'headings': repeat('<h1>Bridge falls</h1>'),
    'articles': repeat('<article><h2>Bridge {n} falls</h2><p>' + SENTENCE * 4 + '</article>'),
    'paragraphs': repeat('<p>' + SENTENCE * 4),
    'paragraphs of one word': repeat('<p>x</p>'),
    'links': repeat('<p><a href="/x{n}">Bridge falls</a></p>'),
    'bylines': repeat('<p class=byline>By Jane Roe and John Doe</p>'),
    'times': repeat('<time datetime="2023-12-17T05:00:00Z">17 December</time>'),
    'things': repeat('<div itemscope itemtype=NewsArticle><i itemprop=author>Jane Roe</i>'),
    'meta': repeat('<meta property="og:title" content="Bridge {n} falls">'),
    'authors': repeat('<meta name=author content="Jane Roe {n}">'),
    'posts': repeat('<blockquote class="twitter-tweet"><p>No</p>— Jane Roe (@jane) <a href=x>1 May</a></blockquote>'),
    'JSON that nests': repeat('[', JSON),
    'JSON objects that nest': repeat('{"a":', JSON),
    'JSON of many authors': repeat('{"@type":"Person","name":"Jane Roe {n}"},', JSON + '{"@type":"NewsArticle","author":[', '{}]}</script>'),
    'JSON of many graphs': repeat(JSON + '{"@type":"NewsArticle","headline":"x"}</script>'),
    'JSON of many keys': repeat('"k{n}":1,', JSON + '{', '"a":1}</script>'),
    'JSON text': repeat('No, she said.\\n', JSON + '{"@type":"NewsArticle","articleBody":"', '"}</script>'),
    'one word': repeat('x'),
    'one line': repeat(SENTENCE, '<p>'),
    'blanks': repeat(' ', '<p>a', 'b'),
    'quotation marks': repeat('“', '<p>'),
    'quotations': repeat('“No,” she said. ', '<p>'),
    'bytes that are not UTF-8': lambda size: b'<p>caf\xe9 \x93No\x94 ' * (size // 14),
    'bytes that are wrong in UTF-8': lambda size: ('Zoë, Zoë, caf'.encode() + b'\xe9 ') * (size // 17),
    'UTF-16': lambda size: '<p>“No,” she said.'.encode('utf-16') + '<p>“No” '.encode('utf-16-le') * (size // 16),
    'a double-byte charset': lambda size: b'<meta charset=gb2312><p>' + b'\xc4\xe3\xba\xc3\xff ' * (size // 6),
    'NUL': lambda size: b'<p>' + b'text text text text text text text\0' * (size // 35),
}
LARGE_KINDS = {'paragraphs': KINDS['paragraphs'], 'paragraphs of one word': KINDS['paragraphs of one word'],
               'tags': repeat('<p><b>'), 'one letter a tag': repeat('x<b>'), 'one letter a break': repeat('a<br>'),
               'one letter an item': repeat('<li>x'), 'one letter a cell': repeat('<td>1'),
               'unclosed tags': KINDS['unclosed tags'], 'nested': KINDS['nested, never closed'], 'attributes': KINDS['attributes'],
               'references': KINDS['references'], 'links': KINDS['links']}


def read(program, path, runs=3):
    """CPU seconds and peak MB, or None where it took too long. A page may be refused (status 3)."""
    args = [program, 'read', '--jobs', '1', '--format', 'json', path]
    all_ = [run(args, limit=SECONDS, good=(0, 3), quiet=True) for _ in range(runs)]
    return None if None in all_ else (min(r.cpu for r in all_), median(all_, 'peak'))


class Done:
    def __init__(self, program, *args):
        done = subprocess.run([program, *args], capture_output=True)
        self.status, self.out, self.err = done.returncode, done.stdout.decode(), done.stderr.decode()


def stages(program, folder):
    """The inputs of tests/hostile/stages.py, doubled three times. What is fast says nothing but that; noise passes."""
    from stages import STAGES
    missed = []
    head('stage', 'worst input known', 'n', 'CPU s of n', '2n', '4n', '8n', f'times a doubling (bar {BAR})')
    for stage, what, n, prepare in STAGES:
        for _ in range(3):
            times = []
            for size in (n, 2 * n, 4 * n, 8 * n):
                with tempfile.TemporaryDirectory(dir=folder) as place:
                    args = prepare(lambda *args: Done(program, *args), place, size)
                    times.append(run([program, *args], good=(0, 3), quiet=True).cpu)
            ratios = [b / a for a, b in zip(times, times[1:])]
            fast = times[-1] < TELLING
            if fast or max(ratios) <= BAR: break
        row(stage, what, f'{n:,}', *(f'{t:.2f}' for t in times), 'fast' if fast else ', '.join(f'{r:.2f}' for r in ratios))
        if not fast and max(ratios) > BAR: missed.append(f'{stage}, {what}: {max(ratios):.2f} times')
    return missed


def write(folder, bytes_):
    path = os.path.join(folder, 'page.html')
    with open(path, 'wb') as file: file.write(bytes_)
    return path


def times_of(program, folder, make, unit, start, runs):
    """CPU seconds at each size, as far as none takes too long."""
    times = []
    for size in SIZES:
        got = read(program, write(folder, make(size * unit)), 1 if times and times[-1] > 2 else runs)
        if not got: break
        times.append(max(got[0] - start, 0.001))
    return times


def growth(program, folder, name, make, start):
    """The row of one kind of page, and how it misses its bar or None. What misses it is measured again: noise passes."""
    for runs in (3, 5, 9):
        times = times_of(program, folder, make, JSON_SIZE if name.startswith('JSON') else MB, start, runs)
        ratios = [b / a for a, b in zip(times, times[1:])]
        fast = len(times) == len(SIZES) and times[-1] < TELLING
        if fast or (len(times) == len(SIZES) and max(ratios) <= BAR) or times[-1:] > [2]: break
    cells = [f'{1000 * t:,.0f}' for t in times]
    if len(times) < len(SIZES):
        row(name, *cells, *[f'over {SECONDS} s'] * (len(SIZES) - len(times)), '–')
        return f'{name}: over {SECONDS} s at {SIZES[len(times)]} times the size'
    row(name, *cells, 'fast' if fast else ', '.join(f'{r:.2f}' for r in ratios))
    return f'{name}: {max(ratios):.2f} times' if not fast and max(ratios) > BAR else None


def bench(program, folder):
    missed = []
    with tempfile.TemporaryDirectory(dir=folder) as place:
        empty = write(place, b'<p>No, she said.')
        start, floor = read(program, empty, 9)
        head('hostile pages: CPU ms', *(f'{size} MB' for size in SIZES), f'times a doubling (bar {BAR})')
        row(f'(of JSON-LD {JSON_SIZE >> 10} KB, twice and four times that)', *[''] * 4)
        missed += [growth(program, place, name, make, start) for name, make in KINDS.items()]
        head(f'pages of {LARGE} MB', 'peak memory more than that of an empty page', f'times the page (bar {BAR_MEMORY})')
        for name, make in LARGE_KINDS.items():
            got = read(program, write(place, make(LARGE * MB)), 1)
            if not got:
                missed.append(f'{LARGE} MB of {name}: over {SECONDS} s')
                continue
            times = (got[1] - floor) / LARGE
            row(name, f'{got[1] - floor:,.0f} MB', f'{times:.1f}')
            if times > BAR_MEMORY: missed.append(f'memory of {LARGE} MB of {name}: {times:.1f} times')
    return [m for m in missed if m]
