#!/usr/bin/env python3
"""The server as one who means it ill meets it: names, methods, tokens, headers, slow ones, many
ones, archives that come, go, are locked or broken. Standard library only.

    QUOTH=build/quoth tests/web/run.py [WORD]       only the cases whose name has WORD in it

The last line is the sum: `web: N passed, N failed`.
"""
import glob, gzip, http.client, json, os, random, re, resource, shutil, signal, socket, sqlite3, stat
import subprocess, sys, tempfile, threading, time, traceback

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
QUOTH = os.path.abspath(os.environ.get('QUOTH', os.path.join(ROOT, 'build', 'quoth')))
SLOWER = 8 if os.environ.get('BUILD') == 'build/asan' else 1
# Seconds that web/ waits. A machine may be busy: limits only tell what does not wait from what does.
WRITER_WAITS, ASKING_ENDS, STOP_ENDS = 5, 20, 5
SAMPLES = sorted(glob.glob(os.path.join(ROOT, 'data/samples/2031-*')))
CRLF = b'\r\n'
cases = []


def case(test):
    cases.append(test)
    return test


def expect(what, true):
    if not true: raise AssertionError(what)


class Server:
    """`quoth serve` on `archive`, until the end of the `with`; then it must end well."""

    def __init__(self, archive, *options, end=signal.SIGTERM):
        self.archive, self.options, self.end = archive, options or ('--port', '0'), end

    def __enter__(self):
        self.err = tempfile.TemporaryFile()
        self.process = subprocess.Popen([QUOTH, 'serve', '-a', self.archive, *self.options],
                                        stdout=subprocess.PIPE, stderr=self.err)
        self.address = self.process.stdout.readline().decode().strip()
        expect(f'an address is printed: {self.address!r}, {self.problems()}', '#token=' in self.address)
        self.token = self.address.split('#token=')[1]
        self.path = self.options[1] if self.options[0] == '--uds' else None
        self.port = 0 if self.path else int(re.match(r'http://.*:(\d+)/#', self.address)[1])
        return self

    def problems(self):
        self.err.seek(0)
        return self.err.read().decode()

    def stop(self, signal_number=None):
        """Seconds until it has ended."""
        began = time.monotonic()
        if self.process.poll() is None: self.process.send_signal(signal_number or self.end)
        try:
            self.process.wait(30 * SLOWER)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            raise AssertionError('it does not stop')
        return time.monotonic() - began

    def __exit__(self, *_):
        self.stop()
        self.process.stdout.close()
        problems = self.problems()
        self.err.close()
        expect(f'ends with 0, not {self.process.returncode}: {problems[-2000:]}', self.process.returncode == 0)

    def connect(self, seconds=20 * SLOWER):
        if self.path:
            plug = socket.socket(socket.AF_UNIX)
            plug.connect(self.path)
        else:
            plug = socket.create_connection(('127.0.0.1', self.port))
        plug.settimeout(seconds)
        return plug

    def ask(self, path, method='GET', body=None, host=None, token=None, accept='text/html', **headers):
        """One request on a connection of its own."""
        told = {'Host': host or f'127.0.0.1:{self.port}', 'Accept': accept}
        told.update({name.replace('_', '-'): value for name, value in headers.items()})
        if token: told['Authorization'] = f'Bearer {token}'
        link = http.client.HTTPConnection('127.0.0.1', self.port or 80, timeout=60)
        link.sock = self.connect(60)
        link.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in told.items(): link.putheader(name, value)
        if body is not None: link.putheader('Content-Length', str(len(body)))
        link.endheaders(body)
        answer = link.getresponse()
        answer.body = answer.read()
        link.close()
        return answer

    def post(self, path, body, token='right', type='application/json', **more):
        return self.ask(path, 'POST', body, token=self.token if token == 'right' else token,
                        Content_Type=type, accept='*/*', **more)

    def raw(self, *parts, seconds=10 * SLOWER):
        """What comes back for bytes that are no request; b'' where it hangs up."""
        with self.connect(seconds) as plug:
            try:
                for part in parts: plug.sendall(part)
                return everything(plug)
            except ConnectionError:
                return b''

    def well(self):
        expect('it answers still', self.ask('/').status == 200)


def everything(plug):
    got = b''
    while True:
        try:
            more = plug.recv(65536)
        except ConnectionError:
            return got
        if not more: return got
        got += more


def status_of(raw):
    return int(raw.split(b' ', 2)[1]) if raw.startswith(b'HTTP/') else 0


def quoth(*arguments):
    return subprocess.run([QUOTH, *arguments], capture_output=True, timeout=60)


def add(archive, files):
    done = quoth('add', '-q', '-a', archive, *files)
    expect(done.stderr.decode(), done.returncode == 0)


def fresh(name='archive'):
    """A copy of the archive of all samples."""
    folder = tempfile.mkdtemp(dir=FOLDER)
    return shutil.copy(os.path.join(FOLDER, 'all.quoth'), os.path.join(folder, f'{name}.quoth'))


def some_pages(server):
    """A page of each kind."""
    found = json.loads(server.ask('/search.json').body)['answer']['rows'][0]
    article = found['article']['id'].removeprefix('sha256:')
    pages = ['/', '/?q=bridge', '/search.json?q=bridge', '/search.json?q=%28', '/speakers', '/speakers.json',
             f'/articles/{article}', f'/articles/{article}.json', f'/articles/{article}.txt',
             f'/statements/{found["id"]}', f'/statements/{found["id"]}.json', '/review.json', '/ledger.json',
             '/about', '/about.json', '/api', '/assets/app.js', '/assets/app.css', '/nothing', '/nothing.json']
    if found.get('person'): pages.append(f'/speakers/{found["person"]["id"]}.json')
    return pages


# ── What every answer has ──

@case
def headers_of_every_answer(s):
    for path in ['/', '/search.json', '/api', '/assets/none.js', '/nothing', '/%zz', '/speakers/none.json']:
        for host in (None, 'evil.example'):
            answer = s.ask(path, host=host)
            policy = answer.headers['Content-Security-Policy'] or ''
            for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'",
                         "require-trusted-types-for 'script'"):
                expect(f'{path}: {part}', part in policy)
            expect(f'{path}: nothing unsafe', 'unsafe' not in policy and '*' not in policy)
            for name, value in {'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer',
                                'Cross-Origin-Opener-Policy': 'same-origin',
                                'Cross-Origin-Resource-Policy': 'same-origin'}.items():
                expect(f'{path}: {name}', answer.headers[name] == value)
            expect(f'{path}: who may read it', 'Access-Control-Allow-Origin' not in answer.headers)
    asset = s.ask('/assets/app.js')
    expect('a file is what it says, for us alone', asset.headers['X-Content-Type-Options'] == 'nosniff' and
           asset.headers['Cross-Origin-Resource-Policy'] == 'same-origin')
    expect('a file is no document', asset.headers['Content-Security-Policy'] is None)


@case
def head_is_get_without_body(s):
    for path in some_pages(s):
        get, head = s.ask(path), s.ask(path, 'HEAD')
        expect(f'{path}: {head.status}, not {get.status}', head.status == get.status)
        expect(f'{path}: a body', head.body == b'')
        for name in ('Content-Type', 'ETag', 'Content-Length'):
            expect(f'{path}: {name} {head.headers[name]}, not {get.headers[name]}', head.headers[name] == get.headers[name])


@case
def gzip_is_the_same_smaller(s):
    packed = 0
    for path in some_pages(s):
        plain, small = s.ask(path), s.ask(path, Accept_Encoding='br, gzip;q=0.5')
        expect(f'{path}: Vary', 'Accept-Encoding' in plain.headers['Vary'])
        if small.headers['Content-Encoding'] != 'gzip':
            expect(f'{path}: {len(plain.body)} bytes are worth it', len(plain.body) < 1000)
            continue
        packed += 1
        expect(f'{path}: smaller', len(small.body) < len(plain.body))
        expect(f'{path}: the same', gzip.decompress(small.body) == plain.body)
        expect(f'{path}: an ETag of its own', not plain.headers['ETag'] or small.headers['ETag'] != plain.headers['ETag'])
        for none in ('gzip;q=0', 'gzip; q=0.000', 'identity', 'gzippy', ''):
            expect(f'{path}: {none!r}', s.ask(path, Accept_Encoding=none).headers['Content-Encoding'] is None)
    expect(f'{packed} are packed', packed > 5)


@case
def etag_saves_the_way(s):
    for path in ('/', '/search.json?q=bridge', '/assets/app.js'):
        for encoding in ('identity', 'gzip'):
            first = s.ask(path, Accept_Encoding=encoding)
            tag = first.headers['ETag']
            expect(f'{path}: ETag {tag}', tag and tag.startswith('"'))
            for known in (tag, f'W/{tag}', f'"other", {tag}', '*'):
                again = s.ask(path, Accept_Encoding=encoding, If_None_Match=known)
                expect(f'{path}: 304 for {known}, not {again.status}', again.status == 304 and again.body == b'')
                expect(f'{path}: its ETag', again.headers['ETag'] == tag)
            expect(f'{path}: 200', s.ask(path, Accept_Encoding=encoding, If_None_Match='"other"').status == 200)
    expect('an error has none', s.ask('/nothing').headers['ETag'] is None)


# ── Who may ask ──

@case
def other_names_are_refused(s):
    for host in (f'127.0.0.1:{s.port}', f'localhost:{s.port}', f'LOCALHOST:{s.port}', f'[::1]:{s.port}'):
        expect(host, s.ask('/', host=host).status == 200)
    for host in ('evil.example', f'evil.example:{s.port}', '127.0.0.1', 'localhost', f'127.0.0.1:{s.port + 1}',
                 f'127.0.0.1:{s.port}.evil.example', f'localhost.evil.example:{s.port}', f'192.168.0.7:{s.port}',
                 f'127.0.0.1:{s.port}@evil.example', f'localhost:{s.port}x', ':', f':{s.port}', 'x' * 3000,
                 f'user@127.0.0.1:{s.port}', f'127.0.0.1:+{s.port}', f'127.0.0.1:{s.port + 65536 * 65536}'):
        answer = s.ask('/', host=host)
        expect(f'{host}: {answer.status}', answer.status in (400, 421))
        expect(f'{host}: tells nothing', b'Lind' not in answer.body and s.token.encode() not in answer.body)
    expect('none at all', status_of(s.raw(b'GET / HTTP/1.1\r\n\r\n')) in (400, 421))
    expect('none in 1.0', status_of(s.raw(b'GET / HTTP/1.0\r\n\r\n')) in (400, 421))


@case
def what_is_said_twice_is_refused(s):
    host, token = b'Host: 127.0.0.1:%d\r\n' % s.port, b'Authorization: Bearer %s\r\n' % s.token.encode()
    post = b'POST /decisions HTTP/1.1\r\n' + host + token + b'Content-Type: application/json\r\n'
    origin = b'Origin: http://127.0.0.1:%d\r\n' % s.port
    behind = b'GET /nothing HTTP/1.1\r\n' + host + b'Connection: close\r\n\r\n'
    for raw in (b'GET / HTTP/1.1\r\n' + host + b'Host: evil.example\r\n\r\n',
                b'GET / HTTP/1.1\r\n' + host + host + b'\r\n',
                post + origin + b'Origin: http://evil.example\r\nContent-Length: 2\r\n\r\n{}',
                post + token + b'Content-Length: 2\r\n\r\n{}',
                post + b'Content-Type: text/plain\r\nContent-Length: 2\r\n\r\n{}',
                post + b'Content-Length: 2\r\nContent-Length: %d\r\n\r\n{}' % (2 + len(behind)),
                post + b'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'):
        got = s.raw(raw + behind)
        expect(f'{raw}: {got[:20]}', status_of(got) == 400 and got.count(b'HTTP/1.1 ') == 1)


@case
def other_methods_are_refused(s):
    for path, allowed in (('/', 'GET'), ('/speakers', 'GET'), ('/assets/app.js', 'GET'), ('/decisions', 'POST'),
                          ('/captures', 'POST')):
        for method in ('PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'get', 'X' * 100):
            answer = s.ask(path, method)
            expect(f'{method} {path}: {answer.status}', answer.status == 405)
            expect(f'{method} {path}: Allow', allowed in answer.headers['Allow'])
    answer = s.raw(b'TRACE / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Secret: echo\r\nConnection: close\r\n\r\n' % s.port)
    expect('TRACE says nothing back', status_of(answer) == 405 and b'echo' not in answer)
    expect('GET of a writing one', s.ask('/decisions').status == 405)
    expect('POST of a page', s.post('/speakers', b'{}').status == 405)


@case
def writes_need_the_token(s):
    wrong = s.token[:-1] + ('0' if s.token[-1] != '0' else '1')
    for token in (None, '', 'x', wrong, s.token + '0', s.token[:-1], s.token.upper() + ' '):
        for path in ('/decisions', '/captures?name=a.txt'):
            answer = s.post(path, b'{}', token=token)
            expect(f'{token!r} {path}: {answer.status}', answer.status == 401)
            expect('says how', answer.headers['WWW-Authenticate'] == 'Bearer' and json.loads(answer.body)['status'] == 401)
    expect('not in the address', s.post(f'/decisions?token={s.token}', b'{}', token=None).status == 401)
    expect('another scheme', s.ask('/decisions', 'POST', b'{}', Authorization=f'Basic {s.token}',
                                   Content_Type='application/json').status == 401)
    answer = s.post('/decisions', b'not json')
    expect(f'the right one: {answer.status}', answer.status == 400)
    expect('128 bits', re.fullmatch('[0-9a-f]{32}', s.token))


@case
def other_sites_may_not_write(s):
    for headers in ({'Origin': 'http://evil.example'}, {'Origin': 'null'}, {'Origin': f'https://127.0.0.1:{s.port}'},
                    {'Origin': f'http://127.0.0.1:{s.port}.evil.example'}, {'Origin': f'http://localhost:{s.port}'},
                    {'Sec_Fetch_Site': 'cross-site'}, {'Sec_Fetch_Site': 'same-site'}):
        answer = s.post('/decisions', b'not json', **headers)
        expect(f'{headers}: {answer.status}', answer.status == 403)
    answer = s.post('/decisions', b'not json', Origin=f'http://127.0.0.1:{s.port}', Sec_Fetch_Site='same-origin')
    expect(f'its own page: {answer.status}', answer.status == 400)
    for type in ('text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonx', ''):
        expect(f'a form of another site: {type}', s.post('/decisions', b'{}', type=type).status == 415)


# ── What is asked ──

@case
def paths_lead_nowhere_else(s):
    for path in ('/../etc/passwd', '/assets/../../etc/passwd', '/assets/..%2f..%2fetc%2fpasswd', '/assets/%2e%2e/app.js',
                 '//etc/passwd', '/assets//etc/passwd', '/assets/..\\..\\etc\\passwd', '/assets/%5c..%5cx', '/./', '/..',
                 '/assets/app.js%00.png', '/assets/.', '/assets/', '/articles/../../x', '/articles/..%2f..%2fx.txt',
                 '/statements/%2e%2e%2f%2e%2e.zip', '/assets/app.js/..', '/assets/~root', '/assets/%c0%ae%c0%ae/x'):
        for accept in ('text/html', 'application/json'):
            answer = s.ask(path, accept=accept)
            expect(f'{path}: {answer.status}', answer.status in (400, 404))
            expect(f'{path}: a file', b'root:' not in answer.body and b'import' not in answer.body)


@case
def broken_addresses_are_refused(s):
    for path in ('/%', '/%4', '/%zz', '/?q=%', '/?q=%4', '/?q=%gg', '/%00', '/?q=a%00b', '/?q=%ff', '/?q=%c3', '/%c0%af',
                 '/?q=%ed%a0%80', '/?%ff=1', '/?q=%f5%80%80%80', '/a%0ab', '/%1b[31m', '/?' + '&'.join(f'p{i}=1' for i in range(200))):
        answer = s.ask(path, accept='application/json')
        expect(f'{path}: {answer.status}', answer.status == 400)
        told = json.loads(answer.body)
        expect(f'{path}: {told}', told['ok'] is False and told['status'] == 400 and told['error'])
    page = s.ask('/%zz')
    expect('a page says it too', page.status == 400 and b'<form' in page.body and 'html' in page.headers['Content-Type'])
    for raw in (b'GET\r\n\r\n', b'\r\n\r\n', b'GET / HTTP/9.9\r\n\r\n', b'GET  / HTTP/1.1\r\n\r\n', b'\x16\x03\x01\x02\x00\x01\x00',
                b'\0' * 100 + b'\r\n\r\n', b'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n', b'*' * 70000,
                b'GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nHost: evil.example\r\nBroken\r\n\r\n' % s.port,
                b'GET relative HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n' % s.port,
                b'GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n' % s.port,
                b'GET /\0/x HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nConnection: close\r\n\r\n' % s.port):
        with s.connect() as plug:
            try:
                plug.sendall(raw)
                plug.shutdown(socket.SHUT_WR)
            except OSError:
                pass                                # it has hung up already
            got = everything(plug)
        # What stands behind a NUL the server never sees.
        allowed = (200,) if b'/\0/' in raw else ()
        expect(f'{raw[:40]}: {got[:60]}', status_of(got) in (*allowed, 0, 400, 404, 414, 421, 431, 505))
    s.well()


@case
def sizes_have_limits(s):
    host = b'Host: 127.0.0.1:%d\r\n' % s.port
    for raw in (b'GET / HTTP/1.1\r\n' + host + b'X: ' + b'x' * 100_000 + b'\r\n\r\n',
                b'GET / HTTP/1.1\r\n' + host + b'X: x\r\n' * 20_000 + b'\r\n',
                b'GET /?q=' + b'x' * 100_000 + b' HTTP/1.1\r\n' + host + b'\r\n',
                b'GET / HTTP/1.1\r\n' + host + b'Cookie: ' + b'a=b; ' * 50_000 + b'\r\n\r\n',
                b'GET / HTTP/1.1\r\n' + b'x' * 1_000_000):
        expect(raw[:40], status_of(s.raw(raw)) in (0, 400, 413, 414, 431))
    post = b'POST /captures HTTP/1.1\r\n' + host + b'Authorization: Bearer ' + s.token.encode() + \
        b'\r\nContent-Type: application/octet-stream\r\n'
    expect('too long', s.post('/captures', b'x' * 33_554_433, type='application/octet-stream').status == 413)
    expect('far too long', status_of(s.raw(post + b'Content-Length: 99999999\r\n\r\n')) == 413)
    expect('absurdly long', status_of(s.raw(post + b'Content-Length: 99999999999999999999999\r\n\r\n')) in (400, 413))
    expect('less than none', status_of(s.raw(post + b'Content-Length: -1\r\n\r\n')) in (0, 400, 413))
    piece = b'100000\r\n' + b'x' * 0x100000 + CRLF
    expect('not told, and too long', status_of(s.raw(post + b'Transfer-Encoding: chunked\r\n\r\n', *[piece] * 34)) in (0, 413))
    expect('a body that nobody asked for', s.ask('/', 'GET', b'x' * 100_000).status == 200)
    expect('a long question', s.ask('/search.json?q=' + 'x' * 9000).status in (200, 400, 413))
    s.well()


@case
def slow_clients_are_cut_off(s):
    ends = {}

    def trickle(name, head, byte):
        began = time.monotonic()
        try:
            with s.connect(60) as plug:
                plug.sendall(head)
                while time.monotonic() - began < 3 * ASKING_ENDS:
                    time.sleep(0.5)
                    plug.sendall(byte)
        except OSError:
            pass
        ends[name] = time.monotonic() - began

    host = b'Host: 127.0.0.1:%d\r\n' % s.port
    slow = [threading.Thread(target=trickle, args=each) for each in (
        ('first line', b'GET /', b'x'), ('headers', b'GET / HTTP/1.1\r\n' + host, b'X: y\r\n'),
        ('second request', b'GET / HTTP/1.1\r\n' + host + b'\r\nGET', b'x'))]
    for thread in slow: thread.start()
    with s.connect(60) as silent:
        began = time.monotonic()
        expect('who says nothing is cut off', silent.recv(1) == b'' and time.monotonic() - began < 2 * ASKING_ENDS)
    s.well()
    for thread in slow: thread.join()
    for name, seconds in ends.items(): expect(f'{name}: {seconds:.0f} s', seconds < 2 * ASKING_ENDS)


@case
def many_connections_do_no_harm(s):
    room = resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 200
    count = min(10_000, room)
    before = memory(s)
    plugs, began = [], time.monotonic()
    try:
        for i in range(count):
            plug = s.connect()
            if i % 2: plug.sendall(b'GET /search.json?q=bri')      # half of a request
            plugs.append(plug)
            if i % 1000 == 999 or i == count - 1:
                asked = time.monotonic()
                s.well()
                expect(f'with {i + 1}: {time.monotonic() - asked:.2f} s', time.monotonic() - asked < ASKING_ENDS)
        print(f'    {count} connections in {time.monotonic() - began:.1f} s, {memory(s) - before:.0f} MB more')
    finally:
        for plug in plugs: plug.close()
    s.well()


def memory(server):
    with open(f'/proc/{server.process.pid}/status') as file:
        return int(re.search(r'VmRSS:\s+(\d+)', file.read())[1]) / 1024


@case
def requests_come_in_a_row(s):
    one = b'GET /assets/app.js HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n' % s.port
    got = s.raw(one + b'\r\n' + one + b'\r\n' + one + b'Connection: close\r\n\r\n')
    expect('three answers for three', got.count(b'HTTP/1.1 200') == 3)
    link = http.client.HTTPConnection('127.0.0.1', s.port, timeout=20)
    for path in some_pages(s):
        link.request('GET', path)
        link.getresponse().read()
    link.close()
    with s.connect() as plug: plug.sendall(one + b'\r\n')           # gone before the answer
    s.well()


@case
def many_at_once_read_the_same(s):
    pages = some_pages(s)
    wanted = {path: s.ask(path).body for path in pages}
    wrong = []

    def reader(start):
        for i in range(40):
            path = pages[(start * 7 + i) % len(pages)]
            if s.ask(path).body != wanted[path]: wrong.append(path)

    readers = [threading.Thread(target=reader, args=(i,)) for i in range(12)]
    for thread in readers: thread.start()
    for thread in readers: thread.join()
    expect(f'the same to all: {wrong[:5]}', not wrong)


# ── The program ──

@case
def get_is_what_the_server_answers(s):
    for path in some_pages(s):
        served, got = s.ask(path, accept='*/*'), quoth('get', '-a', s.archive, path)
        here, usual = (b'http://127.0.0.1:%d' % port for port in (s.port, 8080))
        expect(f'{path}: the same', served.body.replace(here, usual) == got.stdout)
        status = {200: 0, 404: 1, 400: 2}[served.status]
        expect(f'{path}: {got.returncode}', got.returncode == status)
    for path, status in (('/%zz', 2), ('nothing', 2), ('', 2), ('/#x', 2), ('/none', 1), ('/speakers/none.json', 1)):
        done = quoth('get', '-a', s.archive, path)
        expect(f'{path}: {done.returncode}', done.returncode == status)
    expect('no path', quoth('get').returncode == 2)
    expect('two', quoth('get', '/', '/').returncode == 2)


@case
def one_port_one_server(s):
    second = quoth('serve', '-a', s.archive, '--port', str(s.port))
    expect(f'{second.returncode} {second.stderr}', second.returncode == 5 and b'another program' in second.stderr)
    expect('says which', str(s.port).encode() in second.stderr)
    for wrong in (['--port', '70000'], ['--port', 'x'], ['--uds', 'a', '--port', '1'], ['x'], ['--uds', '/none/there']):
        done = quoth('serve', '-a', s.archive, *wrong)
        expect(f'{wrong}: {done.returncode}', done.returncode in (2, 5) and done.stderr)
    try:
        socket.create_connection(('127.0.0.2', s.port), 5).close()
        raise AssertionError('heard at another address')
    except OSError:
        pass


@case
def a_socket_of_its_own(s):
    path = os.path.join(tempfile.mkdtemp(dir=FOLDER), 'quoth.sock')
    for end in (signal.SIGINT, signal.SIGTERM):
        with Server(s.archive, '--uds', path, end=end) as other:
            expect('only for us', stat.S_IMODE(os.stat(path).st_mode) == 0o600)
            expect('answers', other.ask('/', host='localhost').status == 200)
            expect('writes need the token', other.post('/decisions', b'{}', token=None, host='localhost').status == 401)
            for origin, status in (('https://quoth.example', 400), ('http://quoth.example', 400),
                                   ('https://evil.example', 403), ('ftp://quoth.example', 403)):
                answer = other.post('/decisions', b'{}', host='quoth.example', Origin=origin)
                expect(f'by a proxy, {origin}: {answer.status}', answer.status == status)
            second = quoth('serve', '-a', s.archive, '--uds', path)
            expect('taken', second.returncode == 5 and b'another program' in second.stderr)
        expect('taken away', not os.path.exists(path))
        left = socket.socket(socket.AF_UNIX)        # by a server that was killed
        left.bind(path)
        left.close()
    os.unlink(path)
    with open(path, 'w') as file: file.write('kept')
    expect('no socket', quoth('serve', '-a', s.archive, '--uds', path).returncode == 5)
    expect('is left alone', open(path).read() == 'kept')


@case
def everywhere_if_told(s):
    with Server(s.archive, '--port', '0', '--public') as other:
        name = socket.gethostname()
        for host in (f'192.168.0.7:{other.port}', f'{name}:{other.port}', f'[2001:db8::1]:{other.port}', f'localhost:{other.port}'):
            expect(host, other.ask('/', host=host).status == 200)
        for host in (f'evil.example:{other.port}', f'[x]:{other.port}', f'{name}.evil.example:{other.port}', f'1.2.3:{other.port}'):
            expect(host, other.ask('/', host=host).status == 421)
        expect('a warning', 'whoever reaches' in other.problems())


@case
def stops_in_the_middle_of_work(_):
    for signal_number in (signal.SIGTERM, signal.SIGINT):
        broken, done, over = [], [], threading.Event()
        with Server(fresh()) as s:
            def reader():
                while not over.is_set():
                    try:
                        answer = s.ask('/search.json?q=kind:direct&limit=100')
                        if answer.status == 200: json.loads(answer.body)
                        elif answer.status != 503: broken.append(answer.status)
                        done.append(1)
                    except (ConnectionError, http.client.BadStatusLine, socket.timeout):
                        return                      # refused or hung up on before an answer
                    except Exception as wrong:      # half an answer
                        broken.append(wrong)
                        return

            readers = [threading.Thread(target=reader) for _ in range(16)]
            for thread in readers: thread.start()
            idle = [s.connect() for _ in range(50)]
            until = time.monotonic() + 60
            while len(done) < 20 and not broken and time.monotonic() < until: time.sleep(0.01)
            seconds = s.stop(signal_number)
            over.set()
            for thread in readers: thread.join()
            for plug in idle: plug.close()
        expect(f'{signal_number}: {broken[:3]}', not broken and len(done) >= 20)
        expect(f'{signal_number}: {seconds:.1f} s', seconds < 3 * STOP_ENDS)
    half = Server(fresh())
    with half, half.connect() as plug:
        plug.sendall(b'POST /captures HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/octet-stream\r\n'
                     b'Authorization: Bearer %s\r\nContent-Length: 1000\r\n\r\nhalf' % (half.port, half.token.encode()))
        time.sleep(0.3)
        expect('half a body does not hold it up', half.stop() < 3 * STOP_ENDS)


# ── The archive ──

@case
def an_archive_may_come_later(_):
    folder = tempfile.mkdtemp(dir=FOLDER)
    path = os.path.join(folder, 'later.quoth')
    with Server(path) as s:
        first = json.loads(s.ask('/search.json').body)
        expect('it is empty', first['empty'] is True and first['answer']['total'] == 0)
        expect('a page says so', s.ask('/').status == 200)
        for page in ('/speakers.json', '/about.json', '/ledger.json', '/review.json'):
            expect(f'{page}', s.ask(page).status == 200)
        for page in ('/articles/' + '0' * 64, '/statements/' + '0' * 32, '/speakers/jane-roe'):
            expect(f'{page}', s.ask(page).status == 404)
        expect('nothing was made', not os.path.exists(path))
        add(path, SAMPLES)
        expect('it is seen', json.loads(s.ask('/search.json').body)['answer']['total'] > 10)
        other = os.path.join(folder, 'other.quoth')
        add(other, SAMPLES[:1])
        os.rename(other, path)
        for left in ('-wal', '-shm'):
            if os.path.exists(path + left): os.unlink(path + left)
        now = json.loads(s.ask('/about.json').body)
        expect('another one too', {row['name']: row['count'] for row in now['stats']}['captures'] == 1)
        for pages in ('/about.json', '/speakers.json'): s.ask(pages)
        shutil.copyfile(os.path.join(FOLDER, 'all.quoth'), path)        # the same file, other bytes
        now = json.loads(s.ask('/about.json').body)
        expect('and one written over it', {row['name']: row['count'] for row in now['stats']}['captures'] == len(SAMPLES))
        os.unlink(path)
        expect('and that it went', json.loads(s.ask('/search.json').body)['empty'] is True)


@case
def the_page_makes_an_archive(_):
    path = os.path.join(tempfile.mkdtemp(dir=FOLDER), 'made.quoth')
    with Server(path) as s:
        with open(SAMPLES[0], 'rb') as file: text = file.read()
        answer = s.post('/captures?name=first.txt', text, type='application/octet-stream')
        told = json.loads(answer.body)
        expect(f'{answer.status} {told}', answer.status == 200 and told['added']['captures'] == 1)
        expect('it is found', json.loads(s.ask('/search.json').body)['answer']['total'] > 0)
        again = json.loads(s.post('/captures?name=first.txt', text, type='application/octet-stream').body)
        expect(f'known: {again}', again['added']['known'] == 1)


@case
def another_program_writes(_):
    path = fresh()
    with Server(path) as s:
        before = s.ask('/search.json?q=bridge').body
        other = sqlite3.connect(path, isolation_level=None)
        other.execute('BEGIN IMMEDIATE')
        began = time.monotonic()
        expect('readers do not wait', s.ask('/search.json?q=bridge').body == before and time.monotonic() - began < WRITER_WAITS)
        answer = s.post('/captures?name=x.txt', b'"We tried," said Jane Roe, the mayor.', type='application/octet-stream')
        expect(f'writers do: {answer.status}', answer.status == 503 and answer.headers['Retry-After'])
        writers = [threading.Thread(target=s.post, args=('/captures?name=y.txt', b'Nobody said it.'),
                                    kwargs={'type': 'application/octet-stream'}) for _ in range(70)]
        for thread in writers: thread.start()
        time.sleep(0.5)
        began = time.monotonic()
        expect('many of them hold up no reader', s.ask('/search.json?q=river').status == 200 and time.monotonic() - began < WRITER_WAITS)
        other.execute('ROLLBACK')
        other.close()
        for thread in writers: thread.join()
        answer = s.post('/captures?name=x.txt', b'"We tried," said Jane Roe, the mayor.', type='application/octet-stream')
        expect(f'and then not: {answer.status}', answer.status == 200)


@case
def kept_answers_are_never_old(_):
    path = fresh()
    with Server(path) as one, Server(path) as other:
        for server in (one, other): server.ask('/ledger.json')
        for file in (path, path + '-wal'):          # as if nobody had written for long
            if os.path.exists(file): os.utime(file, (time.time() - 1000,) * 2)
        pages = ('/ledger.json', '/review.json', '/search.json?q=is:reviewed')
        for page in pages: expect(page, one.ask(page).body == one.ask(page).body)
        for server, count in ((other, 1), (one, 2), (other, 3)):
            id = json.loads(one.ask('/search.json?q=-is:reviewed').body)['answer']['rows'][0]['id']
            done = server.post('/decisions', json.dumps({'verb': 'accept', 'statements': [id]}).encode())
            expect(f'{done.status}: {done.body}', done.status == 201)
            for asked in (one, other):
                expect('the ledger', json.loads(asked.ask('/ledger.json').body)['total'] == count)
                expect('what is judged', json.loads(asked.ask('/search.json?q=is:reviewed').body)['answer']['total'] == count)
        feeds = [one.ask('/search.atom', host=f'{name}:{one.port}').body for name in ('localhost', '127.0.0.1') * 2]
        expect('each under the name that it was asked by', feeds[:2] == feeds[2:] and feeds[0] != feeds[1])


@case
def a_damaged_archive_is_told(_):
    folder = tempfile.mkdtemp(dir=FOLDER)
    path = os.path.join(folder, 'bad.quoth')
    with open(path, 'wb') as file: file.write(b'no archive at all\n' * 1000)
    with Server(path) as s:
        for page in ('/', '/search.json', '/about.json'):
            answer = s.ask(page)
            expect(f'{page}: {answer.status}', answer.status in (500, 503) and answer.body)
        expect('what needs none', s.ask('/api').status == 200)
        expect('quoth get says 4', quoth('get', '-a', path, '/search.json').returncode == 4)
        shutil.copy(os.path.join(FOLDER, 'all.quoth'), path + '.new')
        os.rename(path + '.new', path)
        expect('mended', s.ask('/search.json').status == 200)
    whole = open(os.path.join(FOLDER, 'all.quoth'), 'rb').read()
    chance = random.Random(7)
    for at in range(0, len(whole) - 4096, len(whole) // 8 + 1):
        with open(path, 'wb') as file: file.write(whole[:at] + chance.randbytes(4096) + whole[at + 4096:])
        with Server(path) as s:
            for page in ('/', '/search.json?q=bridge', '/about.json', '/speakers.json'):
                expect(page, s.ask(page).status in (200, 500, 503))


def main():
    global FOLDER
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    word = next((argument for argument in sys.argv[1:] if argument != '-v'), '')
    passed = failed = 0
    with tempfile.TemporaryDirectory() as FOLDER:
        add(os.path.join(FOLDER, 'all.quoth'), SAMPLES)
        with Server(fresh()) as shared:
            results = {}

            def run(test):
                began = time.monotonic()
                try:
                    test(shared)
                    results[test] = None
                except Exception:
                    results[test] = traceback.format_exc()
                if '-v' in sys.argv: print(f'    {test.__name__}: {time.monotonic() - began:.1f} s')

            chosen = [test for test in cases if word in test.__name__]
            waiting = [threading.Thread(target=run, args=(test,)) for test in chosen if test is slow_clients_are_cut_off]
            for thread in waiting: thread.start()       # half a minute in which others are tested
            for test in chosen:
                if test is not slow_clients_are_cut_off: run(test)
            for thread in waiting: thread.join()
        for test, wrong in results.items():
            if wrong: print(f'{test.__name__}:\n{wrong}')
            passed, failed = passed + (not wrong), failed + bool(wrong)
    print(f'web: {passed} passed, {failed} failed')
    return failed > 0 or not passed


if __name__ == '__main__':
    sys.exit(main())
