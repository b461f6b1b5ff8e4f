#!/usr/bin/env python3
"""Tests `quoth fetch` against servers on the loopback address.
    QUOTH=build/quoth tests/fetch/run.py [NAME…]
The last line is the sum: `fetch: N passed, N failed`.
"""
import calendar, gzip, json, os, re, resource, shutil, signal, socket, ssl, subprocess, sys, tempfile, threading, time
import traceback
from web import Server, reply, read_warc

QUOTH = os.path.abspath(os.environ.get('QUOTH', 'build/quoth'))
PAGE = b'''<!doctype html><html lang="en"><head><title>Bridge to close</title></head><body>
<article><h1>Bridge to close</h1>
<p>The old bridge over the Lind will close for a year, the council decided on Monday evening.</p>
<p>"The bridge will be closed until the spring of next year," said Jane Roe, the mayor of Lindholm.</p>
<p>The council had asked engineers for a report in March, and it was read out at the meeting.</p>
</article></body></html>
'''


class Skipped(Exception):
    pass


class Run:
    """One run of the program in a new folder, unless one is given."""

    def __init__(self, *arguments, folder=None, stdin=b'', fast=True, private=True, only=True,
                 archive='a.warc', **more):
        self.folder = folder or tempfile.mkdtemp(dir=FOLDER)
        command = [QUOTH, 'fetch', *arguments]
        command += ['--delay', '0'] * fast + ['--allow-private'] * private
        command += ['--keep-only'] * only + ['--warc', archive] * bool(archive)
        began = time.monotonic()
        run = subprocess.run(command, input=stdin, capture_output=True, cwd=self.folder, timeout=30,
                             **more)
        self.seconds = time.monotonic() - began
        self.status, self.out, self.err = run.returncode, run.stdout, run.stderr.decode()
        self.archive = os.path.join(self.folder, archive) if archive else None

    def ends(self, status):
        assert self.status == status, f'status {self.status}, not {status}: {self.err[:2000]}'
        return self

    def says(self, words):
        assert words in self.err, f'{words!r} is not in {self.err[:2000]!r}'
        return self

    def records(self):
        return read_warc(self.archive)

    def responses(self):
        return [r for r in self.records() if r.type == 'response']

    def keeps(self, *blocks):
        kept = [r.block for r in self.responses()]
        assert kept == list(blocks), f'kept {[b[:90] for b in kept]}'
        return self

    def keeps_nothing(self):
        assert not os.path.exists(self.archive), os.path.getsize(self.archive)
        return self


def wait_until_asked(server, path):
    end = time.monotonic() + 30
    while path not in server.paths():
        assert time.monotonic() < end, f'{path} is never asked for'
        time.sleep(.02)


# ── What is kept ──

def test_a_page_is_kept_as_it_came():
    server = Server({'/a?b=c': reply(PAGE, 200, 'Content-Type: text/html', 'x-Odd:  two  spaces ')})
    for archive in 'a.warc', 'a.warc.gz':
        run = Run(server.url + '/a?b=c#part', archive=archive).ends(0)
        run.says(f'quoth: 1 response kept in {archive}\n')
        assert run.out == b'' and run.err.count('\n') == 1, run.err
        info, response, request = run.records()
        assert info.type == 'warcinfo' and b'software: quoth/' in info.block
        assert response.block == server.pages['/a?b=c']
        assert response.url == request.url == server.url + '/a?b=c'
        assert response.fields['Content-Type'] == 'application/http;msgtype=response'
        assert response.fields['WARC-IP-Address'] == '127.0.0.1'
        assert 'WARC-Payload-Digest' in response.fields and 'WARC-Truncated' not in response.fields
        assert request.type == 'request' and request.block == server.asked[-1][1]
        assert request.fields['WARC-Concurrent-To'] == response.fields['WARC-Record-ID']
        ids = {r.fields['WARC-Record-ID'] for r in run.records()}
        assert len(ids) == 3
        for one in ids:
            assert re.fullmatch(r'<urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}'
                                r'-[0-9a-f]{12}>', one), one
        date = response.fields['WARC-Date']
        then = calendar.timegm(time.strptime(date, '%Y-%m-%dT%H:%M:%SZ'))
        assert abs(time.time() - then) < 60, date


def test_the_request_is_modest():
    server = Server({'/a': reply(PAGE, 200, 'Set-Cookie: who=you'), '/b': reply(PAGE)})
    home = tempfile.mkdtemp(dir=FOLDER)
    with open(os.path.join(home, '.netrc'), 'w') as file:
        file.write('machine 127.0.0.1 login jane password secret\n')
    nowhere = 'http://127.0.0.1:9'
    env = {**os.environ, 'HOME': home, 'http_proxy': nowhere, 'all_proxy': nowhere,
           'HTTP_PROXY': nowhere, 'ALL_PROXY': nowhere}
    Run(server.url + '/a', server.url + '/b', env=env).ends(0)
    assert server.paths() == ['/robots.txt', '/a', '/b']
    for _, request in server.asked:
        names = sorted(line.split(b':')[0].lower() for line in request.split(b'\r\n')[1:] if line)
        assert names == [b'accept', b'accept-encoding', b'host', b'user-agent'], request
        assert re.search(rb'\r\nUser-Agent: quoth/[0-9.]+\r\n', request)
    Run(server.url + '/a', '--user-agent', 'Herald archive (jane@herald.example)').ends(0)
    assert b'\r\nUser-Agent: Herald archive (jane@herald.example)\r\n' in server.asked[-1][1]


def test_chunks_and_packing_stay():
    packed = gzip.compress(PAGE)
    chunks = b'%x;note=1\r\n%s\r\n0\r\nTrailer: yes\r\n\r\n' % (len(packed), packed)
    head = (b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n'
            b'Content-Type: text/html\r\n\r\n')
    server = Server({'/a': [head + chunks[:20], .1, chunks[20:]]})
    run = Run(server.url + '/a').ends(0).keeps(head + chunks)
    assert 'WARC-Payload-Digest' not in run.responses()[0].fields
    server.pages['/b'] = [head + chunks, 20] # its end is seen, not waited for
    assert Run(server.url + '/b').ends(0).keeps(head + chunks).seconds < 15
    assert b'Accept-Encoding: gzip\r\n' in server.asked[-1][1]


def test_early_hints_are_no_response():
    server = Server({'/a': b'HTTP/1.1 103 Early Hints\r\nLink: </s>\r\n\r\n' + reply(PAGE)})
    Run(server.url + '/a').ends(0).keeps(reply(PAGE))


def test_old_http_that_ends_with_the_connection():
    old = b'HTTP/1.0 200 OK\nContent-Type: text/html\n\n' + PAGE
    server = Server({'/a': old})
    run = Run(server.url + '/a').ends(0)
    assert run.responses()[0].block == old


def test_odd_heads():
    folded = b'HTTP/1.1 200\r\nField: a\r\n \r\n b\r\nContent-Length: 4\r\nConnection: close\r\n\r\nwho?'
    twice = reply(b'who?', 200, 'Content-Type: text/html', 'Content-Type: text/plain')
    server = Server({'/a': folded, '/b': twice})
    Run(server.url + '/a', server.url + '/b').ends(0).keeps(folded, twice)


def test_a_binary_body():
    body = bytes(range(256)) * 300
    server = Server({'/a': reply(body)})
    for archive in 'a.warc', 'a.warc.gz':
        Run(server.url + '/a', archive=archive).ends(0).keeps(reply(body))


ALIVE = b'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nwho?'


def test_the_connection_is_used_again():
    again = []

    def answer_twice(connection):
        connection.sendall(ALIVE)
        again.append(connection.recv(65536))
        connection.sendall(ALIVE)
    server = Server({'/a': answer_twice})
    Run(server.url + '/a', server.url + '/b').ends(0).keeps(ALIVE, ALIVE)
    assert again[0].startswith(b'GET /b ') and server.paths() == ['/robots.txt', '/a'], again


def test_a_connection_that_ended_is_made_anew():
    server = Server({'/a': ALIVE, '/b': ALIVE})
    Run(server.url + '/a', server.url + '/b').ends(0).keeps(ALIVE, ALIVE)
    assert server.paths() == ['/robots.txt', '/a', '/b']


# ── The archive ──

def test_appends():
    server = Server({'/a': reply(b'one'), '/b': reply(b'two')})
    for archive in 'a.warc', 'a.warc.gz':
        one = Run(server.url + '/a', archive=archive).ends(0)
        with open(one.archive, 'rb') as file:
            before = file.read()
        two = Run(server.url + '/b', archive=archive, folder=one.folder).ends(0)
        with open(one.archive, 'rb') as file:
            assert file.read().startswith(before)
        two.keeps(reply(b'one'), reply(b'two'))
        assert [r.type for r in two.records()].count('warcinfo') == 1


def test_a_name_of_its_own():
    server = Server({'/a': reply(PAGE)})
    run = Run(server.url + '/a', archive=None).ends(0)
    name, = os.listdir(run.folder)
    assert re.fullmatch(r'quoth-20\d{12}-\d+\.warc\.gz', name), name
    run.says(f'kept in {name}\n')
    assert len(read_warc(os.path.join(run.folder, name))) == 3


def test_what_is_no_archive_is_left_alone():
    server = Server({'/a': reply(PAGE)})
    for name, content in (('a.html', b'<p>words'), ('a.gz', b'<p>words'),
                          ('a.warc', gzip.compress(b'WARC/1.0'))):
        folder = tempfile.mkdtemp(dir=FOLDER)
        with open(os.path.join(folder, name), 'wb') as file:
            file.write(content)
        run = Run(server.url + '/a', archive=name, folder=folder).ends(5)
        run.says(f'{name}: nothing can be appended: it is no')
        with open(run.archive, 'rb') as file:
            assert file.read() == content
    Run(server.url + '/a', archive='nowhere/a.warc').ends(5).says('nowhere/a.warc: cannot open: No such')
    Run(server.url + '/a', archive='a.warc.zst').ends(5).says('written as .warc.gz or .warc')
    Run(server.url + '/a', archive='.').ends(5).says('.: cannot open')
    Run(server.url + '/a', archive='/dev/null').ends(5).says('/dev/null: no file')
    assert not server.asked


def test_two_programs_do_not_write_one_archive():
    second_ended = threading.Event()

    def answer_late(connection):
        second_ended.wait(30)
        connection.sendall(reply(PAGE))
    server = Server({'/a': answer_late, '/b': reply(PAGE)})
    folder = tempfile.mkdtemp(dir=FOLDER)
    first = subprocess.Popen([QUOTH, 'fetch', '--allow-private', '--keep-only', '--warc', 'a.warc',
                              server.url + '/a'], cwd=folder, stderr=subprocess.PIPE)
    wait_until_asked(server, '/a')
    second = Run(server.url + '/b', folder=folder).ends(5).says('another program is writing to it')
    second_ended.set()
    first.communicate()
    assert first.returncode == 0
    second.keeps(reply(PAGE))


def limit_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))


def test_a_full_disk():
    server = Server({'/a': reply(b'x' * 4000), '/b': reply(b'y' * 4000), '/c': reply(b'z')})
    run = Run(*(server.url + path for path in ('/a', '/b', '/c')), preexec_fn=limit_files).ends(5)
    run.says('a.warc: cannot write: File too large').says('1 response kept')
    run.keeps(reply(b'x' * 4000)) # and what follows it is whole, or the reader would say so
    assert server.paths() == ['/robots.txt', '/a', '/b']


def test_interrupted():
    server = Server({'/a': reply(PAGE), '/b': [reply(PAGE)[:50], 20]})
    folder = tempfile.mkdtemp(dir=FOLDER)
    run = subprocess.Popen([QUOTH, 'fetch', '--allow-private', '--delay', '0', '--warc', 'a.warc.gz',
                            server.url + '/a', server.url + '/b'], cwd=folder)
    wait_until_asked(server, '/b')
    time.sleep(.1)
    run.send_signal(signal.SIGINT)
    assert run.wait(10) == 130
    records = read_warc(os.path.join(folder, 'a.warc.gz'))
    assert [r.type for r in records] == ['warcinfo', 'response', 'request']


# ── Redirects ──

def to(place, status=301):
    return reply(b'moved', status, f'Location: {place}')


def test_redirects_are_kept_and_shown():
    other = Server({'/d/e': reply(PAGE)})
    server = Server({'/a': to('/b/c'), '/b/c': to('../d?e', 302), '/d?e': to(other.url + '/d/e#x', 308)})
    run = Run(server.url + '/a').ends(0)
    run.keeps(server.pages['/a'], server.pages['/b/c'], server.pages['/d?e'], reply(PAGE))
    run.says(f'{server.url}/a: status 301, sends on to {server.url}/b/c\n')
    run.says(f'{server.url}/b/c: status 302, sends on to {server.url}/d?e\n')
    run.says(f'{server.url}/d?e: status 308, sends on to {other.url}/d/e\n')
    assert other.paths() == ['/robots.txt', '/d/e'] # the new host is asked too


def test_redirects_to_what_is_not_fetched():
    server = Server()
    for number, (place, words) in enumerate((
            ('file:///etc/passwd', 'only http and https'),
            ('ftp://127.0.0.1/a', 'only http and https'),
            ('gopher://127.0.0.1/a', 'only http and https'),
            ('http://jane:secret@127.0.0.1/', 'name or password'),
            ('http://', 'no URL'),
            ('http://a\x01b/', 'control character'),
            ('http://127.0.0.1/' + 'a' * 9000, 'longer than 8192'))):
        path = f'/{number}'
        server.pages[path] = to(place)
        run = Run(server.url + path).ends(3).keeps(to(place))
        run.says(f'{server.url}{path}: its redirect goes nowhere: ').says(words)
        assert 'secret' not in run.err


def test_redirects_end():
    server = Server({'/self': to('/self'), '/one': to('/two'), '/two': to('/one')})
    Run(server.url + '/self').ends(3).says('in a circle').keeps(to('/self'))
    Run(server.url + '/one').ends(3).says('in a circle').keeps(to('/two'), to('/one'))
    for i in range(12):
        server.pages[f'/{i}'] = to(f'/{i + 1}')
    server.pages['/12'] = reply(PAGE)
    assert len(Run(server.url + '/0').ends(3).says('more than 10 redirects').responses()) == 11
    assert len(Run(server.url + '/2').ends(0).responses()) == 11
    nowhere = reply(b'', 301)
    server.pages['/nowhere'] = nowhere
    Run(server.url + '/nowhere').ends(3).says('/nowhere: status 301\n').keeps(nowhere)


def test_a_redirect_to_a_forbidden_page():
    other = Server({'/robots.txt': reply(b'User-agent: *\nDisallow: /'), '/b': reply(PAGE)})
    server = Server({'/a': to(other.url + '/b')})
    Run(server.url + '/a').ends(3).says('robots.txt of ' + other.url + ' forbids it')
    assert other.paths() == ['/robots.txt']


# ── robots.txt ──

def robots(text, *paths, status=200):
    server = Server({'/robots.txt': reply(text, status)})
    for path in paths:
        server.pages[path] = reply(path.encode())
    run = Run(*(server.url + path for path in paths))
    return run, [path for path in server.paths() if path != '/robots.txt'], server


def test_robots_forbids():
    text = b'User-agent: *\nDisallow: /private\nAllow: /private/press\n'
    run, asked, server = robots(text, '/a', '/private/b', '/private/press/c', '/%70rivate/d')
    run.ends(3).says('/private/b: not asked: robots.txt of').says('/%70rivate/d: not asked')
    assert asked == ['/a', '/private/press/c'] and server.paths().count('/robots.txt') == 1
    assert len(run.responses()) == 2 # robots.txt is not among them


def test_robots_is_read_as_quoth():
    text = b'User-agent: *\nDisallow: /\n\nUser-agent: Quoth/2\nDisallow: /b\n'
    run, asked, _ = robots(text, '/a', '/b')
    run.ends(3)
    assert asked == ['/a']


def test_robots_that_is_not_there():
    for status in 404, 403, 410, 301:
        run, asked, _ = robots(b'User-agent: *\nDisallow: /', '/a', status=status)
        run.ends(0)
        assert asked == ['/a']


def test_robots_that_cannot_be_had():
    for status in 500, 503:
        run, asked, server = robots(b'', '/a', '/b', status=status)
        run.ends(3).says(f'/a: not asked: its robots.txt is answered with status {status}\n')
        run.says('/b: not asked').keeps_nothing()
        assert server.paths() == ['/robots.txt']
    server = Server({'/robots.txt': reply(b'User-agent: *\n', length=100), '/a': reply(PAGE)})
    Run(server.url + '/a').ends(3).says('did not come whole')
    server = Server({'/robots.txt': b'', '/a': reply(PAGE)})
    Run(server.url + '/a').ends(3).says('no answer: Empty reply from server (asked for its robots.txt)')
    assert server.paths() == ['/robots.txt']


def test_robots_elsewhere():
    server = Server({'/robots.txt': to('/r'), '/r': reply(b'User-agent: *\nDisallow: /a'),
                     '/a': reply(PAGE), '/b': reply(PAGE)})
    Run(server.url + '/a', server.url + '/b').ends(3).keeps(reply(PAGE))
    assert server.paths() == ['/robots.txt', '/r', '/b']
    server = Server({'/robots.txt': to('/robots.txt'), '/a': reply(PAGE)})
    Run(server.url + '/a').ends(0)
    assert server.paths() == ['/robots.txt'] * 6 + ['/a']
    server = Server({'/robots.txt': to('file:///etc/passwd'), '/a': reply(PAGE)})
    Run(server.url + '/a').ends(0)


def test_a_packed_or_large_robots():
    text = b'User-agent: *\nDisallow: /a\n'
    server = Server({'/robots.txt': reply(gzip.compress(text), 200, 'Content-Encoding: gzip'),
                     '/a': reply(PAGE)})
    Run(server.url + '/a').ends(3).says('forbids it')
    large = text + b'#' * 600_000 + b'\nDisallow: /b\n'
    bomb = gzip.compress(text + b'#' * 50_000_000)
    for answer in reply(large), reply(bomb, 200, 'Content-Encoding: gzip'):
        server = Server({'/robots.txt': answer, '/a': reply(PAGE), '/b': reply(PAGE)})
        run = Run(server.url + '/a', server.url + '/b').ends(3).says('/a: not asked')
        run.keeps(reply(PAGE))


def test_pauses():
    pages = {'/robots.txt': reply(b'User-agent: *\nCrawl-delay: 2.5'), '/a': reply(), '/b': reply()}
    server, other = Server(pages), Server({'/c': reply(), '/d': reply()})
    run = Run(server.url + '/a', server.url + '/b').ends(0)
    run.says(f'{server.url}: waiting 3 s, as its robots.txt asks\n')
    assert server.times[-1] - server.times[-2] > 2.4
    run = Run(other.url + '/c', other.url + '/d', fast=False).ends(0)
    assert 'waiting' not in run.err
    assert .9 < other.times[-1] - other.times[-2] < 5


# ── Failures ──

def test_errors_are_kept_and_named():
    server = Server({'/a': reply(PAGE)})
    run = Run(server.url + '/gone', server.url + '/a').ends(3)
    run.keeps(reply(b'none', 404), reply(PAGE)).says(f'{server.url}/gone: status 404\n')


def test_no_answer():
    deaf = socket.socket() # has the port, and hears nobody
    deaf.bind(('127.0.0.1', 0))
    port = deaf.getsockname()[1]
    server = Server({'/empty': b'', '/words': b'What do you want?\r\n\r\n', '/cut': b'HTTP/1.1 200',
                     '/hints': b'HTTP/1.1 103 Early Hints\r\n\r\n', '/a': reply(PAGE),
                     '/heads': b'HTTP/1.1 200 OK\r\n' + b'Field: words\r\n' * 30_000 + b'\r\n' + PAGE,
                     '/head': b'HTTP/1.1 200 OK\r\nField: ' + b'w' * 200_000 + b'\r\n\r\n' + PAGE})
    bad = ['/empty', '/words', '/cut', '/hints', '/heads', '/head']
    run = Run(f'http://127.0.0.1:{port}/', *(server.url + path for path in bad), server.url + '/a')
    run.ends(3).keeps(reply(PAGE)).says(f'http://127.0.0.1:{port}/: no answer: Failed to connect')
    for path in bad:
        run.says(f'{server.url}{path}: no answer: ')
    deaf.close()
    run.says('/heads: no answer: its header is longer than 256 kB')


def test_what_is_cut_off():
    endless = b'HTTP/1.1 200 OK\r\n\r\n'
    def send_for_ever(connection):
        connection.sendall(endless)
        while True:
            connection.sendall(b'words ' * 5000)
    server = Server({'/endless': send_for_ever, '/slow': [reply(b'half', length=8), 20],
                     '/drip': [reply(b'', length=500)] + [b'x', .3] * 100,
                     '/short': reply(b'half', length=8),
                     '/chunk': b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nha',
                     '/wrong': b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhalf'})
    for path, why, body in (('/endless', 'length', None), ('/slow', 'time', b'half'),
                            ('/drip', 'time', None), ('/short', 'disconnect', b'half'),
                            ('/chunk', 'disconnect', b'5\r\nha'), ('/wrong', None, None)):
        run = Run(server.url + path, '--timeout', '2', '--max-size', '1').ends(3)
        one, = run.responses()
        assert one.fields['WARC-Truncated'] == why or not why, (path, one.fields)
        got = one.block.split(b'\r\n\r\n', 1)[1]
        assert body in (None, got), (path, got)
        run.says(f'{server.url}{path}: cut off after {len(got)} bytes ({why or ""}')
        assert run.seconds < 15 and 'WARC-Payload-Digest' not in one.fields
        assert path != '/endless' or len(got) == 1024 * 1024
    Run(server.url + '/drip', '--timeout', '1').ends(3)
    exact = reply(b'x' * 1024 * 1024)
    server.pages['/exact'] = exact
    Run(server.url + '/exact', '--max-size', '1').ends(0).keeps(exact)


def test_a_certificate_that_nobody_vouches_for():
    if not shutil.which('openssl'):
        raise Skipped('there is no openssl to make a certificate with')
    pem = os.path.join(FOLDER, 'one.pem')
    subprocess.run(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', pem,
                    '-out', pem + '.cert', '-subj', '/CN=localhost', '-days', '2'],
                   check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem + '.cert', pem)
    server = Server({'/a': reply(PAGE)}, tls=context)
    run = Run(f'https://localhost:{server.port}/a').ends(3).keeps_nothing()
    run.says('no answer: SSL certificate problem')
    assert not server.asked


def test_private_addresses_are_refused():
    server = Server({'/': reply(PAGE)})
    hosts = ['127.0.0.1', 'localhost', '0.0.0.0', '2130706433', '0x7f.1', '0177.0.0.1', '127.1',
             '[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::127.0.0.1]',
             '[2002:7f00:1::]', '10.0.0.1', '192.168.1.1', '172.16.0.1', '169.254.169.254',
             '100.64.0.1', '[fe80::1]', '[fd00::1]', '224.0.0.1', '[ff02::1]']
    run = Run(*(f'http://{host}:{server.port}/' for host in hosts), private=False).ends(3)
    lines = run.err.splitlines()
    assert len(lines) == len(hosts), run.err
    for host, line in zip(hosts, lines):
        assert line.startswith(f'quoth: http://{host}:{server.port}/: not asked: '), line
        assert 'not of the public internet' in line, line
    assert server.connections == 0
    run.keeps_nothing()
    Run(f'http://localhost:{server.port}/', f'http://0x7f.1:{server.port}/').ends(0)


def test_urls_that_are_not_fetched():
    for url, words in (('file:///etc/passwd', 'only http and https'), ('herald.example/a', 'no URL'),
                       ('ftp://127.0.0.1/', 'only http and https'), ('http://', 'no URL'),
                       ('', 'no URL'), ('http://jane@127.0.0.1/', 'name or password'),
                       ('http://jane:secret@127.0.0.1/', 'name or password'),
                       ('http://127.0.0.1/\x1b[31m', 'control character'),
                       ('http://127.0.0.1\r\nX: y/', 'control character'),
                       ('http://b\u00fccher.example/', 'not in ASCII'),
                       ('http://127.0.0.1:99999/', 'no URL'), ('http://127.0.0.1/' + 'a' * 8192, 'longer')):
        run = Run(url).ends(3).says(words).keeps_nothing()
        assert '\x1b' not in run.err


def test_urls_are_sent_in_one_form():
    server = Server()
    Run(server.url.replace('http', 'HTTP') + '/a b/\u00fc/../%7e?q=\u00fc x#f').ends(3)
    assert server.paths()[-1] in ('/a%20b/%7e?q=%c3%bc+x', '/a%20b/%7e?q=%c3%bc%20x'), server.paths() # as libcurl has it


def test_a_list_of_urls():
    server = Server({'/a': reply(b'a'), '/b': reply(b'b'), '/c': reply(b'c')})
    text = f'# two\n\n  {server.url}/a\r\nnonsense\n{"x" * 40_000}\n{server.url}/b'
    run = Run('-', server.url + '/c', stdin=text.encode()).ends(3)
    run.keeps(reply(b'a'), reply(b'b'), reply(b'c'))
    run.says('nonsense: no URL').says('longer than')
    Run('-').ends(0).keeps_nothing()


def test_wrong_usage():
    for arguments, words in (((), 'needs a URL'), (('http://a/', '--timeout', '0'), 'at least one'),
                             (('http://a/', '--max-size', '33'), '1 to 32 MB'),
                             (('http://a/', '--user-agent', 'a\nb'), 'user agent'),
                             (('http://a/', '--url', 'x'), "takes no '--url'")):
        Run(*arguments).ends(2).says(words).keeps_nothing()
    Run('http://a/', '--explain', only=False).ends(2).says('--explain is for').keeps_nothing()
    Run('http://a/', '--model', 'nowhere', only=False).ends(2).says('nowhere').keeps_nothing()


# ── What is read of it ──

def test_says_who_said_what():
    html = ('Content-Type: text/html; charset=utf-8',)
    server = Server({'/a': to('/bridge'), '/bridge': reply(PAGE, 200, *html),
                     '/old': reply(PAGE.replace(b'Roe', b'Doe'), 200, *html)})
    old = Run(server.url + '/old', archive='a.warc.gz').ends(0)
    run = Run(server.url + '/a', '--format', 'ndjson', only=False, archive='a.warc.gz',
              folder=old.folder).ends(0)
    said = [json.loads(line) for line in run.out.splitlines()]
    one, = [s for s in said if s['speaker']['name'] == 'Jane Roe']
    assert 'The bridge will be closed until the spring of next year' in one['content']['text']
    assert {s['article']['url'] for s in said} == {server.url + '/bridge'} # not what was there
    assert {s['article']['path'] for s in said} == {'a.warc.gz'}
    both = subprocess.run([QUOTH, 'extract', '--format', 'ndjson', run.archive], capture_output=True)
    assert both.stdout.count(b'"Jane Roe"') and both.stdout.count(b'"Jane Doe"')


def test_says_what_cannot_be_read():
    html = ('Content-Type: text/html; charset=utf-8',)
    server = Server({'/a.pdf': reply(b'%PDF-1.4\n%\xe2\xe3\n' * 40, 200, 'Content-Type: application/pdf;x=y'),
                     '/': reply(PAGE, 200, *html), '/b': reply(b'\0\1\2' * 100),
                     '/empty': reply(b'', 200, *html), '/to': to('/'),
                     '/script': reply(b'<!doctype html><html><script>go()</script></html>', 200, *html)})
    urls = [server.url + path for path in ('/a.pdf', '/', '/b', '/empty', '/to', '/gone', '/script')]
    for archive in 'a.warc', 'a.warc.gz':
        run = Run(*urls, only=False, archive=archive).ends(3)
        told = re.findall(r'quoth: (\S+): nothing to read in it \((.*)\)\n', run.err)
        assert told == [(server.url + '/a.pdf', 'application/pdf'), (server.url + '/b', 'of no type'),
                        (server.url + '/empty', 'text/html'), (server.url + '/script', 'text/html')], run.err
        Run(server.url + '/', only=False, archive=archive, folder=run.folder).ends(0) # what is older is not told
    assert 'nothing to read' not in Run(*urls).err # nothing was asked for


def main():
    tests = [t for name, t in globals().items() if name.startswith('test_')
             and (len(sys.argv) == 1 or name[5:] in sys.argv[1:])]
    passed = failed = skipped = 0
    for test in tests:
        try:
            test()
            passed += 1
        except Skipped as why:
            skipped += 1
            print(f'skipped: {test.__name__}: {why}')
        except Exception:
            failed += 1
            print(f'{test.__name__}:')
            traceback.print_exc(limit=-3, file=sys.stdout)
    print(f'fetch: {passed} passed, {failed} failed' + f', {skipped} skipped' * (skipped > 0))
    return failed > 0 or passed == 0


FOLDER = tempfile.mkdtemp()
try:
    STATUS = main()
finally:
    shutil.rmtree(FOLDER)
sys.exit(STATUS)
