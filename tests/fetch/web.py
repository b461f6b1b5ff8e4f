"""A web server on the loopback address that answers with exactly the bytes it was told, however
wrong they are, and remembers what it was asked; and a reader of WARC files that shares no code
with quoth's.
"""
import hashlib, re, socket, threading, time, zlib


class Server:
    """`pages` maps a path to bytes, to a list of bytes with pauses (numbers) between them, or to
    a function of the socket. A path that is missing is 404; so is robots.txt, unless it is there."""

    def __init__(self, pages=None, host='127.0.0.1'):
        self.pages, self.asked, self.times, self.connections = pages or {}, [], [], 0
        self.socket = socket.create_server((host, 0))
        self.port = self.socket.getsockname()[1]
        self.url = f'http://{host}:{self.port}'
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.socket.accept()
            self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            with connection:
                request = b''
                while not request.endswith(b'\r\n\r\n'):
                    more = connection.recv(65536)
                    if not more:
                        return
                    request += more
                path = request.split(b' ')[1].decode('latin-1')
                self.times.append(time.monotonic())
                self.asked.append((path, request))
                answer = self.pages.get(path, reply(b'none', 404))
                if callable(answer):
                    return answer(connection)
                for part in answer if isinstance(answer, list) else [answer]:
                    if isinstance(part, bytes):
                        connection.sendall(part)
                    else:
                        time.sleep(part)
        except OSError:
            pass

    def paths(self):
        return [path for path, _ in self.asked]


def reply(body=b'', status=200, *fields, length=None):
    """A response that ends with its connection."""
    lines = [f'HTTP/1.1 {status} Words', 'Connection: close',
             f'Content-Length: {len(body) if length is None else length}', *fields]
    return '\r\n'.join(lines).encode() + b'\r\n\r\n' + body


def members(data):
    """The members of a gzip file: (offset, bytes) each."""
    at = 0
    while at < len(data):
        one = zlib.decompressobj(31)
        text = one.decompress(data[at:]) + one.flush()
        if not one.eof:
            raise ValueError(f'the member at {at} is cut')
        yield at, text
        at = len(data) - len(one.unused_data)


class Record:
    def __init__(self, offset, fields, block):
        self.offset, self.fields, self.block = offset, fields, block
        self.type, self.url = fields['WARC-Type'], fields.get('WARC-Target-URI')


def read_record(data, offset):
    """The record at the start of `data`, and what is behind it."""
    head, rest = data.split(b'\r\n\r\n', 1)
    first, *lines = head.decode().split('\r\n')
    if first != 'WARC/1.1':
        raise ValueError(f'{first!r} at {offset}')
    fields = dict(line.split(': ', 1) for line in lines)
    if len(fields) != len(lines):
        raise ValueError(f'a field twice at {offset}')
    length = int(fields['Content-Length'])
    if rest[length:length + 4] != b'\r\n\r\n':
        raise ValueError(f'the length of the record at {offset} is wrong')
    record = Record(offset, fields, rest[:length])
    digest = 'sha256:' + hashlib.sha256(record.block).hexdigest()
    if fields['WARC-Block-Digest'] != digest:
        raise ValueError(f'the digest of the record at {offset} is wrong')
    if 'WARC-Payload-Digest' in fields:
        body = re.split(rb'\r?\n\r?\n', record.block, maxsplit=1)[1]
        if fields['WARC-Payload-Digest'] != 'sha256:' + hashlib.sha256(body).hexdigest():
            raise ValueError(f'the payload digest of the record at {offset} is wrong')
    return record, rest[length + 4:]


def read_warc(path):
    with open(path, 'rb') as file:
        data = file.read()
    records = []
    if path.endswith('.gz'):
        for offset, text in members(data):
            record, rest = read_record(text, offset)
            if rest:
                raise ValueError(f'two records in the member at {offset}')
            records.append(record)
        return records
    rest = data
    while rest:
        record, rest = read_record(rest, len(data) - len(rest))
        records.append(record)
    return records
