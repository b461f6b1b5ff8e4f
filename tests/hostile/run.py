#!/usr/bin/env python3
"""Input that is broken, huge or baits quadratic time, made on the fly; each with the exit status,
the message, a time and a memory limit. Standard library only.

    run.py [WORD] [-v]      only the cases whose name has WORD in it; -v with their times

Linear time is measured as one size against four times that size.
"""
import gzip, json, os, re, resource, shutil, signal, subprocess, sys, tempfile, threading, time

from stages import STAGES, write

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
QUOTH = os.environ.get('QUOTH', os.path.join(ROOT, 'build', 'quoth'))
MODEL = os.path.join(ROOT, 'data', 'models', 'en.qmodel')
SANITIZED = os.environ.get('BUILD') == 'build/asan'
SLOWER, LARGER = (8, 4) if SANITIZED else (1, 1)    # what the sanitizers cost
SIZE = 4 if SANITIZED else 1                        # so they get a part of the input
SECONDS, MEGABYTES = 60 * SLOWER, 400 * LARGER      # of a case that says nothing else
ONE = '{"id": "good", "text": "“We tried,” she said."}\n'
PNG = b'\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0\x90\x91h6' + bytes(range(256)) * 8


class Result:
    """`seconds` on the wall, `work` of the processor."""
    def __init__(self, status, out, err, seconds, work, megabytes):
        self.status, self.out, self.err = status, out, err
        self.seconds, self.work, self.megabytes = seconds, work, megabytes

    def articles(self):
        return {json.loads(line)['article']['name'] for line in self.out.splitlines()}


def quoth(*args, stdin=None, stdout=None, seconds=SECONDS, env=None):
    """Runs the program to its end or the time limit."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, tempfile.TemporaryFile() as into:
        if stdin is not None:
            into.write(stdin)
            into.seek(0)
        began = time.monotonic()
        child = subprocess.Popen([QUOTH, *args], stdin=into, stdout=stdout or out, stderr=err,
                                 env={**os.environ, **(env or {})})
        guard = threading.Timer(seconds, child.kill)
        guard.start()
        _, status, used = os.wait4(child.pid, 0)
        guard.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        took = time.monotonic() - began
        out.seek(0), err.seek(0)
        return Result(child.returncode, out.read().decode(), err.read().decode(errors='replace'),
                      took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def peak_of(*args):
    """MB, by a small process: this one's own memory would count."""
    launch = os.path.join(os.path.dirname(__file__), '..', '..', 'bench', 'launch.py')
    done = subprocess.run([sys.executable, '-IS', launch, '0', QUOTH, *args], stdout=subprocess.PIPE, check=True)
    used = json.loads(done.stdout)
    expect(f'{args}: status {used["status"]}', used['status'] == 0)
    return used['peak']


CASES = []
def case(function):
    CASES.append(function)
    return function


def case_of_memory(function):
    """The sanitizers need more of it than any limit."""
    return function if SANITIZED else case(function)


def expect(what, is_so):
    if not is_so: raise AssertionError(what)


def is_well(r, status=0, says=(), seconds=SECONDS, megabytes=MEGABYTES):
    """The common part: status, messages, limits, and nothing from a sanitizer."""
    said = r.err.strip()[-600:]
    expect(f'status {r.status}, not {status}: {said}', r.status == status)
    for words in says: expect(f'no "{words}" in the message: {said}', re.search(words, r.err))
    if not says and status == 0: expect(f'a message without need: {said}', not r.err)
    expect(f'{r.seconds:.1f} s, the limit is {seconds}', r.seconds < seconds)
    expect(f'{r.megabytes:.0f} MB, the limit is {megabytes}', r.megabytes < megabytes)
    return r


def bad_then_good(folder, name, content, says, *more, status=3):
    """A bad input is named with what is wrong; the good one behind it is still done."""
    bad, good = write(folder, name, content), write(folder, 'good.txt', '“We tried,” she said.')
    r = is_well(quoth('extract', '--format', 'ndjson', *more, bad, good), status, (re.escape(name), *says) if says else ())
    expect('the good input is missing', 'good' in r.articles())
    return r

# Bytes that are no text

@case
def empty(folder): bad_then_good(folder, 'empty.txt', b'', (), status=0)

@case
def only_a_byte_order_mark(folder): bad_then_good(folder, 'bom.txt', b'\xef\xbb\xbf', (), status=0)

@case
def binary(folder): bad_then_good(folder, 'picture.txt', PNG, (r'byte \d+',))

@case
def nul_bytes(folder):
    bad_then_good(folder, 'nul.txt', '“Yes,”\0 she said.'.encode(), (r'byte 10\b',))
    bad_then_good(folder, 'nuls.txt', b'\0' * 5000, (r'byte 0\b',))

@case
def invalid_utf8(folder):
    """Declared as UTF-8 in JSONL: refused, with the byte."""
    lines = ONE.encode() + b'{"text": "bad \xff byte"}\n' + ONE.replace('good', 'again').encode()
    r = is_well(quoth('extract', '--format', 'ndjson', '-', '--from', 'jsonl', stdin=lines), 3, (r'byte \d+',))
    expect('the other lines are missing', r.articles() == {'good', 'again'})

@case
def invalid_utf8_declared(folder):
    bad_then_good(folder, 'latin.txt', 'Café: "Yes," she said.'.encode('latin-1'), (r'byte 3\b',), '--charset', 'utf-8')

@case
def missing_charset(folder):
    """Not UTF-8 and nothing declared: guessed, and read."""
    text = '“C’est déjà l’été à Orléans,” she said. “Où êtes-vous?” he asked. ' * 5
    r = is_well(quoth('extract', '--format', 'ndjson', '--language', 'en', write(folder, 'old.txt', text.encode('cp1252'))))
    expect('the text came out wrong', 'déjà' in r.out)

@case
def wrong_charset(folder):
    path = write(folder, 'wide.txt', 'She said it.'.encode('utf-16le') + b'\0\xd8')   # half a character
    is_well(quoth('extract', '--charset', 'utf-16le', path), 3, (r'wide\.txt', r'byte 24\b'))

@case
def unknown_charset(folder):
    is_well(quoth('extract', '--charset', 'klingon', write(folder, 'x.txt', 'x')), 2, ('klingon',))

# JSONL

@case
def broken_line(folder):
    lines = ONE + '{"text": "no end\n' + ONE.replace('good', 'again')
    r = is_well(quoth('extract', '--format', 'ndjson', '--from', 'jsonl', write(folder, 'b.jsonl', lines)), 3, (r'b\.jsonl', r'byte \d+'))
    expect('the other lines are missing', r.articles() == {'good', 'again'})
    at = int(re.search(r'byte (\d+)', r.err)[1])
    begin = len(ONE.encode())
    expect(f'byte {at} is not in the broken line', begin <= at <= begin + 17)

@case
def line_without_text(folder):
    for line in ('{"id": "x"}', '{"text": null}', '{"text": 7}', '[]', 'null', '{}', '"text"'):
        r = is_well(quoth('extract', '--format', 'ndjson', '--from', 'jsonl', '-', stdin=(line + '\n' + ONE).encode()), 3, (r'byte \d+',))
        expect(f'{line}: the other line is missing', r.articles() == {'good'})

@case
def deep_json(folder):
    """A parser that recurses must stop before its stack does."""
    is_well(quoth('extract', '--from', 'jsonl', '-', stdin=b'{"text": ' + b'[' * 500000 + b'\n' + ONE.encode()), 3, (r'byte \d+',))

@case
def jsonl_odd_fields(folder):
    """What is not needed may be anything; the text is read all the same."""
    line = json.dumps({'id': 7, 'text': '“Yes,” she said.', 'published': 'soon', 'authors': 'A. B.', 'title': None, 'url': [], 'x': {}})
    r = is_well(quoth('extract', '--format', 'ndjson', '--from', 'jsonl', '-', stdin=line.encode()))
    expect(f'not read: {r.out}', r.articles() == {'7'})

# Too large

@case
def too_large_text(folder):
    bad_then_good(folder, 'large.txt', b'She said it. ' * (33 * 1024 * 1024 // 13), (r'byte \d+',))

@case
def too_large_line(folder):
    text = json.dumps({'id': 'large', 'text': 'She said it. ' * (33 * 1024 * 1024 // 13)}) + '\n'
    r = quoth('extract', '--format', 'ndjson', '--from', 'jsonl', '-', stdin=(ONE + text + ONE.replace('good', 'again')).encode())
    is_well(r, 3, (r'byte \d+',), megabytes=600 * LARGER)
    expect('the other lines are missing', r.articles() == {'good', 'again'})

@case
def endless_line(folder):
    """Of standard input without a line end no more is kept than a line may have."""
    r = quoth('extract', '--from', 'text', '-', stdin=b'x' * (64 * 1024 * 1024))
    is_well(r, 3, (r'byte \d+',))

@case_of_memory
def page_of_little_else_than_tags(folder):
    """Ten times its size is the most memory that a page takes."""
    size, start = 8, 12     # MB of a page, and of memory for an empty one
    for unit in ('x<b>', 'a<br>', '<li>x', '<td>1', '<tr><td>1', '<p>x</p>', '<p><b>', '<p '):
        page = write(folder, 'page.html', unit * (size * 1024 * 1024 // len(unit)))
        for more in ((), ('--map',)):
            times = (peak_of('read', '--jobs', '1', *more, page) - start) / size
            expect(f'{unit}: {times:.1f} times its size', times <= 10)

# Pages, archives and feeds

SAID = '<p>The council of Lindholm met on Monday, as it does every week.</p><p>“No,” said Jane Roe, the mayor.</p>'
PAGE = f'<html><head><title>Bridge</title></head><body><h1>Bridge</h1>{SAID}</body></html>'

def response(http, body, length=None):
    block = http.encode() + b'\r\n\r\n' + body
    head = (f'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://herald.example/\r\n'
            f'WARC-Date: 2031-06-08T12:05:00Z\r\nContent-Type: application/http\r\n'
            f'Content-Length: {len(block) if length is None else length}\r\n\r\n')
    return head.encode() + block + b'\r\n\r\n'

OK = 'HTTP/1.1 200 OK\r\nContent-Type: text/html'

def in_archive(folder, spoilt, says, read):
    """A record that is wrong costs itself alone."""
    path = write(folder, 'a.warc', spoilt + response(OK, PAGE.encode()))
    r = is_well(quoth('extract', '--format', 'ndjson', path), 3 if says else 0, says)
    expect(f'{r.articles()} were read', r.articles() == read)

@case
def packed_and_cut_off(folder):
    packed = gzip.compress(PAGE.encode() * 50)
    bad_then_good(folder, 'page.html.gz', packed[:-60], (r'cut off', r'byte \d+'))

@case
def packed_with_a_lie(folder):
    packed = gzip.compress(PAGE.encode())
    bad_then_good(folder, 'page.html.gz', packed[:-8] + b'\1\2\3\4' + packed[-4:], (r'byte \d+',))

@case
def packed_bomb(folder):
    bad_then_good(folder, 'page.html.gz', gzip.compress(bytes(200 * 1024 * 1024)), (r'longer than 32 MB',))

@case
def chunk_that_overflows(folder):
    chunked = OK + '\r\nTransfer-Encoding: chunked'
    in_archive(folder, response(chunked, b'5\r\n<p>ab\r\nfffffffffffffffff\r\n' + PAGE.encode()), (r'byte 0\b',), {'a#1', 'a#2'})

@case
def header_of_megabytes(folder):
    in_archive(folder, response(OK + '\r\nX: ' + 'x' * 3_000_000, PAGE.encode()), (), {'a#1', 'a#2'})
    in_archive(folder, b'WARC/1.0\r\nX: ' + b'x' * 3_000_000 + b'\r\n\r\n', (r'byte 0\b',), {'a#1'})

@case
def length_that_overflows(folder):
    in_archive(folder, response(OK, PAGE.encode(), 2 ** 64 - 1), (r'byte 0\b',), {'a#1', 'a#2'})

@case
def nested_tags(folder): bad_then_good(folder, 'page.html', '<div>' * 100_000 + PAGE, (), status=0)

@case
def attribute_without_end(folder): bad_then_good(folder, 'page.html', PAGE + '<p class="' + 'x ' * 500_000, (), status=0)

@case
def charset_that_lies(folder):
    page = PAGE.replace('<title>', '<meta charset=utf-8><title>').replace('Jane', 'Zoë').encode('cp1252')
    r = bad_then_good(folder, 'page.html', page, (r'UTF-8', r'byte \d+'))
    expect('the page is missing', 'page' in r.articles())

@case
def half_a_character(folder):
    r = bad_then_good(folder, 'page.html', b'\xff\xfe' + PAGE.encode('utf-16-le') + b'x', (r'byte \d+',))
    expect('the page is missing', 'page' in r.articles())

@case
def entities_that_recurse(folder):
    laughs = ''.join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    feed = (f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}<!ENTITY me "&me;">]><rss><channel>'
            '<item><title>&l11;&me;</title><description>“No,” said Jane Roe, the mayor.</description></item></channel></rss>')
    r = quoth('extract', '--format', 'ndjson', write(folder, 'feed.rss', feed))
    expect('the item is missing', 'feed#1' in is_well(r).articles())

# The system

@case
def missing_file(folder): bad_then_good_missing(folder, os.path.join(folder, 'nowhere.txt'))

@case
def missing_folder(folder): bad_then_good_missing(folder, os.path.join(folder, 'nowhere', 'x.txt'))

def bad_then_good_missing(folder, path):
    r = is_well(quoth('extract', '--format', 'ndjson', path, write(folder, 'good.txt', '“We tried,” she said.')), 3, (re.escape(path),))
    expect('the good input is missing', r.articles() == {'good'})

@case
def unreadable_file(folder):
    path = write(folder, 'secret.txt', 'x')
    if os.geteuid() == 0:   # root reads everything but this
        path = '/proc/self/mem'
    else: os.chmod(path, 0)
    bad_then_good_missing(folder, path)

@case
def empty_folder(folder):
    os.mkdir(os.path.join(folder, 'none'))
    is_well(quoth('extract', os.path.join(folder, 'none')), says=('^quoth: nothing to read;',))

@case
def looping_folder(folder):
    """A link to the folder above ends somewhere."""
    inner = os.path.join(folder, 'a')
    os.mkdir(inner)
    write(inner, 'x.txt', '“Yes,” she said.')
    os.symlink('..', os.path.join(inner, 'up'))
    r = is_well(quoth('extract', '--format', 'json', folder))
    expect(f'not read once: {r.out}', r.out.count('\n') == 1)

@case
def full_disk(folder):
    path = write(folder, 'x.txt', '“We tried,” she said.')
    with open('/dev/full', 'wb') as full:
        for form in ('text', 'ndjson', 'json'):
            is_well(quoth('extract', '--format', form, path, stdout=full), 5, ('.',))
        is_well(quoth('help', stdout=full), 5, ('.',))

@case
def closed_pipe(folder):
    """Quiet: not a word, and the end by the signal or with status 0."""
    path = write(folder, 'x.jsonl', ONE * 3000)
    for jobs in '1', '2':
        with subprocess.Popen([QUOTH, 'extract', '--format', 'json', '--jobs', jobs, path], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            child.stdout.read(10)
            child.stdout.close()
            said = child.stderr.read().decode()
            status = child.wait(SECONDS)
        expect(f'it said: {said}', not said)
        expect(f'status {status}', status in (0, -signal.SIGPIPE, 128 + signal.SIGPIPE))

@case_of_memory
def little_memory(folder):
    """Out of memory is a status, not a crash."""
    path = write(folder, 'x.txt', '“We tried,” she said. ' * 100000)
    for megabytes in (24, 48, 96):
        limit = megabytes * 1024 * 1024
        done = subprocess.run([QUOTH, 'extract', '--jobs', '1', path], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                              timeout=SECONDS, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)))
        expect(f'status {done.returncode} with {megabytes} MB: {done.stderr[-300:]}', done.returncode in (0, 3, 5, 127))

# Damaged models

def model_is_refused(folder, content):
    path = write(folder, 'bad.qmodel', content)
    r = quoth('extract', '--model', path, '-', stdin=b'x')
    expect(f'status {r.status}', r.status not in (0, 1) and r.status > 0)
    expect(f'the message does not name it, and the byte: {r.err}', re.search(r'bad\.qmodel: .*\(byte \d+\)', r.err))

@case
def model_empty(folder): model_is_refused(folder, b'')

@case
def model_truncated(folder):
    model = open(MODEL, 'rb').read()
    for size in (1, 7, 16, 100, len(model) // 2, len(model) - 1): model_is_refused(folder, model[:size])

@case
def model_longer(folder): model_is_refused(folder, open(MODEL, 'rb').read() + b'\0')

@case
def model_flipped(folder):
    """One bit, anywhere."""
    model = open(MODEL, 'rb').read()
    for at in (0, 5, 9, 40, 300, len(model) // 3, len(model) // 2, len(model) - 1):
        damaged = bytearray(model)
        damaged[at] ^= 16
        model_is_refused(folder, damaged)

@case
def model_of_another_kind(folder): model_is_refused(folder, PNG)

@case
def model_too_large(folder): model_is_refused(folder, open(MODEL, 'rb').read(4096) + b'\0' * (11 * 1024 * 1024))

@case
def model_missing(folder):
    r = quoth('extract', '--model', os.path.join(folder, 'none.qmodel'), '-', stdin=b'x')
    expect(f'status {r.status}: {r.err}', r.status > 1 and 'none.qmodel' in r.err)

# Bait for quadratic time: (name, text of a size, the size)

MARKS = ['"', '“', '”', '„', '«', '»', '‘', '’', "'", '``', "''", '‚', '(', '[']
BAIT = [(f'nested {m}', lambda n, m=m: f'He said {m}' + f' a {m}' * (n - 1), 40000) for m in MARKS]
BAIT += [(f'unclosed {m} a paragraph', lambda n, m=m: f'{m}It goes on, he said, and on\n\n' * n, 8000) for m in MARKS[:8]]
BAIT += [
    ('quote marks in one line', lambda n: '"' * n, 100000),
    ('curly marks in one line', lambda n: '“' * (n // 2) + '”' * (n // 2), 100000),
    ('all kinds of marks', lambda n: '"“”„«»‘’\'`' * (n // 10), 100000),
    ('opened and closed', lambda n: '“a ” ' * n, 20000),
    ('one word', lambda n: 'x' * n, 8 << 20),
    ('one word of marks', lambda n: 'a.b,c-d' * (n // 7), 1 << 18),
    ('one word of accents', lambda n: 'e' + '\u0301' * (n // 2), 8 << 20),
    ('newlines', lambda n: '\n' * n, 8 << 20),
    ('carriage returns and spaces', lambda n: '\r \t' * (n // 3), 8 << 20),
    ('full stops', lambda n: '. ' * n, 1 << 17),
    ('one letter a paragraph', lambda n: 'A\n\n' * n, 60000),
    ('no sentence end', lambda n: 'said ' * n, 50000),
    ('cues only', lambda n: 'He said that ' * n, 15000),
    ('statements in one line', lambda n: '“We tried,” she said. ' * n, 16000),
    ('brackets inside', lambda n: '“' + 'we [the team] … ' * n + '” she said.', 20000),
    ('addresses', lambda n: 'http://a.example/"x" ' * n, 40000),
    ('hard hyphens', lambda n: '-' * n, 8 << 20),
    ('astral characters', lambda n: '😀' * n, 1 << 16)]


def alternating(n):
    """She said “he said ‘she said “ … ” ’ ”"""
    return ''.join('he said ‘' if i % 2 else 'she said “' for i in range(n)) + ''.join('’”'[(n - i) % 2] for i in range(n))

# What is said inside what is said, and what blocks say by themselves
BAIT += [
    ('said that he said that', lambda n: 'Doe said that Roe said that ' * (n // 6) + 'it rained.', 40000),
    ('told her that they told', lambda n: '“Two officers told me that ' * (n // 5) + 'it rained,” she said.', 40000),
    ('according to according to', lambda n: 'according to the man who said ' * (n // 6), 40000),
    ('marks that take turns', alternating, 20000),
    ('marks that take turns, closed', lambda n: (alternating(12) + ', she said. ') * (n // 12), 12000),
    ('one long content', lambda n: '“' + 'He told me that it rained and ' * n + 'so on,” she said.', 10000),
    ('pieces of one content', lambda n: '“Two told us,” she said, “that it rained.” ' * n, 12000),
    ('posts', lambda n: 'It rained. — Jo Roe (@joroe) June 3, 2031\n\n' * n, 100000),
    ('posts with reports inside', lambda n: 'Two men told us it rained. — Jo Roe (@joroe) June 3, 2031\n' * n, 20000),
    ('turns', lambda n: 'JO ROE: It rained.\n\nAL DOE: Yes.\n\n' * (n // 2), 100000),
    ('turns without names', lambda n: 'JO ROE: It rained.\n\nAL DOE: No.\n\nJO ROE: Yes.\n\n' + 'It told us so.\n\nJO ROE: So.\n\n' * (n // 2), 20000),
    ('headlines', lambda n: 'Bridge must close – harbour chief\n\n' * n, 20000),
    ('contents beside many blocks', lambda n: 'The mayor said that Jane Doe told him that it rained.\n--\n' * n, 12000),
    ('reports that run on', lambda n: 'He said that all members agreed. In addition, they urged that all should go. ' * n, 6000),
    ('a quotation cut everywhere', lambda n: '“It fell and\n\nAdvertisement\n\n' + 'two told us [so\n\nAdvertisement\n\nand] ' * n + 'so,” she said.', 6000)]

# The same for what is no part of the article: blocks are found at 50 MB/s and more
PIECES = ['(', '(@a) ', ' — A B (@ab) ', 'MORE ', 'aA MORE ', 'Roe RoeA MORE ', 'JUST WATCHED ', 'JUST WATCHED MUST WATCH ',
          'icon ', 'icons ', '[READ ', 'x (RELATED: y) ', ' | ', 'A/AP ', '© ', '/AP ', 'REUTERS/', 'A: ', '> ', '• ', '# ', '“a ', 'Photo: ',
          'A: b.\n', 'JO: Yes.\nAL: No.\n', '- a\n', 'Advertisement\n', 'said\nMore\n', '© 2031\n', '(AP Photo)\n', 'By A B\n',
          'Editor’s note:\n', 'May 7, 2031\n', 'Monday ', 'LINDHOLM — ', 'Story highlights\n', 'It fell. — A B (@ab) May 7, 2031\n',
          '— A B (@ab) May 7, 2031\n', 'a\n', '\xa0', '\u2028', 'A headline\n\n', '“It fell\nAD\n']
BLOCKS = [(f'blocks {p.strip() or ascii(p)}', lambda n, p=p: p * (n // len(p.encode())), 4 << 20) for p in PIECES]


def bait_blocks(folder, make, size):
    bait(folder, make, size, 'read')


def bait(folder, make, size, *command):
    """Well within the limits, and four times the input costs about four times the time."""
    command = command or ('extract', '--format', 'ndjson', '--language', 'en')
    is_linear(lambda n: is_well(quoth(*command, '--jobs', '1', write(folder, 'bait.txt', make(n))), megabytes=800 * LARGER), size)


def is_linear(run, size):
    """A machine that is busy only adds to a time: the least of a few."""
    sizes = size // SIZE // 4, size // SIZE
    work = [SECONDS, SECONDS]
    for _ in range(3):
        work = [min(before, run(n).work) for before, n in zip(work, sizes)]
        if work[1] < 7 * work[0] + .3 * SLOWER: return
    raise AssertionError(f'{work[0]:.2f} s, and {work[1]:.2f} s for four times as much')


def bait_stage(folder, prepare, size):
    """What is wrong with the input may be said."""
    def run(n):
        done = quoth(*prepare(quoth, tempfile.mkdtemp(dir=folder), n))     # what is put in again is known
        expect(f'status {done.status}: {done.err[-600:]}', done.status in (0, 3))
        return done
    is_linear(run, size)


@case
def evidence_of_much(folder):
    """--explain keeps what is left out too, each with its evidence."""
    for make in (lambda n: '“We tried,” she said. ' * n, lambda n: 'Doe said that Roe said that ' * (n // 2)):
        bait(folder, make, 8000, 'extract', '--explain', '--format', 'ndjson', '--language', 'en')

@case
def names_in_a_long_title(folder):
    """A title that is longer than any article is not read for names."""
    line = json.dumps({'id': 'good', 'text': '“We tried,” she said.', 'title': 'Aa ' * 12_000_000})
    r = is_well(quoth('extract', '--format', 'ndjson', '--from', 'jsonl', '-', stdin=line.encode()))
    expect('the article is missing', r.articles() == {'good'})

@case
def blocks_beside_a_long_title(folder):
    """No line is compared with all of a title that no headline can be."""
    bait(folder, lambda n: json.dumps({'text': 'Ab\n' * n, 'title': '-' * n}), 200000, 'read', '--from', 'jsonl')

@case
def blocks_beside_many_authors(folder):
    bait(folder, lambda n: json.dumps({'text': 'Jo Roe Al\n' * n, 'authors': ['Al Doe Jo'] * n}), 100000, 'read', '--from', 'jsonl')
    bait(folder, lambda n: json.dumps({'text': 'Jo Roe Al\n' * n, 'authors': 'J' * n}), 100000, 'read', '--from', 'jsonl')


def main():
    word = next((a for a in sys.argv[1:] if a[0] != '-'), '')
    todo = [(f.__name__.replace('_', ' '), f) for f in CASES]
    todo += [(name, lambda folder, m=make, n=size: bait(folder, m, n)) for name, make, size in BAIT]
    todo += [(name, lambda folder, m=make, n=size: bait_blocks(folder, m, n)) for name, make, size in BLOCKS]
    todo += [(f'{stage}: {what}', lambda folder, m=prepare, n=size: bait_stage(folder, m, n)) for stage, what, size, prepare in STAGES]
    passed = failed = 0
    for name, test in todo:
        if word not in name: continue
        folder = tempfile.mkdtemp()
        began = time.monotonic()
        try:
            test(folder)
            passed += 1
        except Exception as wrong:      # a case that cannot run has failed too
            failed += 1
            print(f'{name}: {wrong if isinstance(wrong, AssertionError) else repr(wrong)}')
        finally: shutil.rmtree(folder)
        if '-v' in sys.argv: print(f'{time.monotonic() - began:6.1f} s  {name}')
    print(f'hostile: {passed} passed, {failed} failed')
    sys.exit(failed > 0 or not passed)


if __name__ == '__main__': main()
