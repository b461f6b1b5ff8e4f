"""quoth serve while calls fail: what run.py tortures of it. It answers each request properly or hangs up, goes on
serving, and ends with a status; what it said was written is there."""
import http.client, json, os, re, select, signal, subprocess
from jobs import ENVIRONMENT, QUOTH

SECONDS = 30
PATIENCE = 5       # a server that gets no descriptor leaves who asks waiting


class Server:
    def __init__(self, folder, environment, before=()):
        self.err = open(os.path.join(folder, 'err'), 'w+')
        self.process = subprocess.Popen([*before, QUOTH, 'serve', '-a', 'a.quoth', '--port', '0'], cwd=folder, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.PIPE, stderr=self.err, env={**ENVIRONMENT, **environment})
        self.address, self.patience = '', 120 if before else PATIENCE     # before: valgrind
        if select.select([self.process.stdout], [], [], self.patience + SECONDS)[0]:
            self.address = self.process.stdout.readline().decode().strip()
        found = re.match(r'http://127\.0\.0\.1:(\d+)/#token=(.*)', self.address)
        self.port, self.token = (int(found[1]), found[2]) if found else (0, '')

    def ask(self, method, path, body=None):
        """Status and body; None, '' where it hung up."""
        link = http.client.HTTPConnection('127.0.0.1', self.port, timeout=self.patience)
        headers = {'Accept': '*/*'}
        if body is not None: headers.update({'Authorization': 'Bearer ' + self.token, 'Content-Type': 'application/json'})
        try:
            link.request(method, path, body, headers)
            answer = link.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return None, b''
        finally:
            link.close()

    def end(self):
        """Its status, and what it said."""
        if self.process.poll() is None: self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            return 'it does not stop', ''
        finally:
            self.process.stdout.close()
        self.err.seek(0)
        said = self.err.read()
        self.err.close()
        return self.process.returncode, said


def requests(ids):
    first, second, article = ids
    decision = json.dumps({'verb': 'accept', 'statements': [first]}).encode()
    return [('GET', '/', None), ('GET', '/search.json?q=harbour', None), ('GET', f'/articles/{article.split(":")[1]}.json', None),
            ('GET', f'/statements/{first}.json', None), ('GET', '/speakers.json', None), ('POST', '/decisions', decision)]


def serve(folder, environment, ids):
    """Answers to `requests`, and to the first one again; its status, what it said."""
    server = Server(folder, environment)
    answers, again = [], (None, b'')
    if server.port:
        answers = [server.ask(*request) for request in requests(ids)]
        for _ in range(2):      # what fails may be the first of them
            again = again if again[0] == 200 else server.ask('GET', '/search.json?q=harbour')
    alive = server.process.poll() is None
    status, said = server.end()
    return answers, again, alive, status, said, bool(server.port)
