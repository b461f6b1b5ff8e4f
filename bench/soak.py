#!/usr/bin/env python3
"""Everything at once and for long: news is added to an archive that starts empty, while the program searches it and
`quoth serve` shows it and takes decisions, on two processors. Is memory flat, and is nothing wrong at the end?

    soak.py [PROGRAM [MINUTES [NEWS…]]]     default: build/quoth, 30, all of shared/data/news

NEWS are files of articles, .jsonl or .jsonl.zst. They are added one file after the other. When all are in, writing goes
on: an article is forgotten, new versions of others and what is there already are added, statements are judged. Every
10 seconds a line of figures goes into soak.csv beside the program; a table of them is printed at the end. Ends with
status 1 where a bar is missed, a program or an answer was not as it must be, or the archive is not well. Standard
library only.
"""
import collections, csv, http.client, itertools, json, math, os, random, subprocess, sys, tempfile, threading, time, traceback
from measure import NEWS, ROOT, head, row
import serve

ASKERS, PAUSE = 4, 0.4      # connections, and seconds between what each asks for
EVERY = 10                  # seconds between figures
DRAW_ANEW = 60              # seconds, after which pages are drawn from what is in the archive by then
KEPT = 3000                 # articles kept at hand for new versions
ROWS = 10                   # of the table
BAR_GROWTH = 0.05           # of its memory is all that serve may grow by in the last half, or
BAR_GROWTH_MB = 2
JUDGED = 20                 # minutes, before which serve's pages and answers kept still grow to what they may be
BAR_LOG_MB = 96             # of the log, beside a copy of the whole archive: 64 are kept, the rest is being written
CLOCK = os.sysconf('SC_CLK_TCK')


class Told:
    """What happened so far; threads share it."""
    def __init__(self, minutes):
        self.end = time.monotonic() + 60 * minutes
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.wrong, self.gone = [], set()
        self.adding, self.rounds = None, 0
        self.all_in = None

    def over(self): return time.monotonic() >= self.end

    def count(self, what, number=1):
        with self.lock: self.counts[what] += number

    def error(self, what):
        with self.lock: self.wrong.append(what)
        print(f'error: {what}', file=sys.stderr, flush=True)

    def leaves(self, ids):
        with self.lock: self.gone.update(ids)

    def has_left(self, path):
        with self.lock: return any(each in self.gone for each in path.replace('.', '/').replace('?', '/').split('/'))


def run(told, program, *args, good=(0,), stdin=None):
    """The end of one program, of which nothing but a `good` status is expected."""
    done = subprocess.run([program, *args], input=stdin, capture_output=True)
    told.count(args[0])
    if done.returncode not in good:
        told.error(f'quoth {" ".join(args)[:120]}: status {done.returncode}, {done.stderr.decode(errors="replace").strip()[-200:]}')
    return done


def rows_of(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


# What writes

def lines_of(path):
    if not path.endswith('.zst'):
        with open(path, 'rb') as file: yield from file
        return
    with subprocess.Popen(['zstd', '-dc', path], stdout=subprocess.PIPE) as pipe:
        yield from pipe.stdout
        pipe.kill()


def add(told, program, archive, lines):
    """Adds them; ends early when time is up, which is told of standard input's end."""
    errors = tempfile.TemporaryFile()
    told.adding = subprocess.Popen([program, 'add', '-q', '-a', archive, '--jobs', '2', '--from', 'jsonl', '-'],
                                   stdin=subprocess.PIPE, stderr=errors)
    with told.adding.stdin as to:
        for line in lines:
            if told.over(): break
            to.write(line)
            told.count('articles')
    status, told.adding = told.adding.wait(), None
    told.count('add')
    errors.seek(0)
    if status: told.error(f'quoth add: status {status}, {errors.read().decode(errors="replace").strip()[-200:]}')


def anew(line, number):
    """A new version of an article: its hash is another than that of what was forgotten."""
    article = json.loads(line)
    article['text'] += f'\n\nThis was read again, for the {number}th time.'
    return json.dumps(article).encode() + b'\n'


def forget(told, program, archive, chance):
    """One article that somebody speaks in goes for ever. Programs that read may be in the way for a time."""
    found = rows_of(run(told, program, 'search', '-q', '-a', archive, '--format', 'ndjson', '--sort', 'added', '--limit', '200', 'depth:1'))
    if not found: return
    article = chance.choice(found)['article']['id'].removeprefix('sha256:')
    page = json.loads(run(told, program, 'get', '-a', archive, f'/articles/{article}.json').stdout)
    people = {each['person']['id'] for each in page['rows'] if each['person']}
    told.leaves({article, *people, *(each['id'] for each in page['statements'])})
    done = run(told, program, 'forget', '-a', archive, '--article', article, '--why', 'soak', '--yes', good=(0, 4))
    for _ in range(20):
        if done.returncode == 0: return
        told.count('forget had to wait')
        done = run(told, program, 'forget', '-a', archive, '--finish', good=(0, 4))
    if done.returncode: told.error(f'a forgetting does not end: {done.stderr.decode().strip()}')


def judge(told, program, archive, chance):
    found = rows_of(run(told, program, 'search', '-q', '-a', archive, '--format', 'ndjson', '--sort', 'doubt', '--limit', '100', '--', '-is:reviewed'))
    for verb in ('accept', 'reject', 'speaker'):
        if not found: return
        one = found.pop(chance.randrange(len(found)))['id']
        run(told, program, verb, '-a', archive, '--who', 'soak', *(['Jane Roe'] if verb == 'speaker' else []), one)
    last = [line.split('\t')[0] for line in run(told, program, 'ledger', '-a', archive, '--format', 'tsv').stdout.decode().splitlines()[1:]]
    if last: run(told, program, 'undo', '-a', archive, '--who', 'soak', max(last, key=int))


def write(told, program, archive, files):
    chance, kept = random.Random(1), []
    def keeping(lines):
        for line in lines:
            if len(kept) < KEPT: kept.append(line)
            yield line
    for path in files:
        if not told.over(): add(told, program, archive, keeping(lines_of(path)))
    told.all_in = time.monotonic()
    while not told.over():
        told.rounds += 1
        some = chance.sample(kept, min(200, len(kept)))
        add(told, program, archive, [*some[:150], *(anew(line, told.rounds) for line in some[150:])])
        judge(told, program, archive, chance)
        if not told.over(): forget(told, program, archive, chance)


# What reads

OPTIONS = {'ascending=1': '--ascending', 'clock=published': '--date-of=published'}      # of questions, by other names


def look(told, program, archive):
    """The questions of the tests, one program after the other."""
    lines = serve.asked_questions()
    for question, *options in itertools.cycle(lines):
        if told.over(): return
        more = [OPTIONS.get(word, f'--{word}') for words in options for word in words.split()]
        run(told, program, 'search', '-q', '-a', archive, '--limit', '50', *more, '--', question, good=(0, 1))
        time.sleep(PAUSE)


def is_well(kind, path, status, told):
    if status == 200 or (kind == 'speaker' and status in (301, 302)): return True
    return status == 404 and told.has_left(path)


def ask(told, server, chance):
    """One connection; it draws its pages anew as the archive grows."""
    link, found, drawn = server.link(), None, -DRAW_ANEW
    while not told.over():
        if time.monotonic() - drawn > DRAW_ANEW:
            link.close()        # an idle one would be hung up on
            found, drawn = serve.pages(server, chance), time.monotonic()
            link = server.link()
        kinds = [kind for kind in serve.MIX if found[kind]]
        kind = chance.choices(kinds, [serve.MIX[kind] for kind in kinds])[0]
        path, _ = chance.choice(found[kind])
        try:
            link.request('GET', path, headers={'Accept-Encoding': 'gzip'})
            answer = link.getresponse()
            answer.read()
            told.count('requests')
            if not is_well(kind, path, answer.status, told): told.error(f'{path}: status {answer.status}')
        except (OSError, http.client.HTTPException) as why:
            told.error(f'{path}: {why!r}')
            link = server.link()
        time.sleep(PAUSE)
    link.close()


def decide(told, server, chance):
    """Statements judged by HTTP, each then taken back; a writer in the way is told by 503 and when to ask again."""
    headers = {'Authorization': f'Bearer {server.token}', 'Content-Type': 'application/json'}
    def post(what):
        while not told.over():
            link = server.link()
            link.request('POST', '/decisions', json.dumps(what), headers)
            answer = link.getresponse()
            body = answer.read()
            link.close()
            told.count('requests')
            if answer.status == 201: return json.loads(body)['entry']
            if answer.status != 503: return told.has_left(f'/{what.get("statements", [""])[0]}') or told.error(f'POST /decisions: status {answer.status}, {body[:200]}')
            told.count('asked to come again')
            time.sleep(int(answer.headers['Retry-After']))
    while not told.over():
        time.sleep(2)
        answer = server.get('/search.json?limit=50&sort=added&q=-is:reviewed')
        told.count('requests')
        rows = json.loads(answer.body)['answer']['rows'] if answer.status == 200 else []
        if not rows: continue
        entry = post({'verb': chance.choice(['accept', 'reject']), 'statements': [chance.choice(rows)['id']]})
        if type(entry) is int: post({'verb': 'undo', 'entry': entry})


class Server(serve.Server):
    def __init__(self, program, archive):
        self.process = subprocess.Popen([program, 'serve', '-a', archive, '--port', '0', '--who', 'soak'], stdout=subprocess.PIPE)
        address, self.token = self.process.stdout.readline().decode().strip().split('#token=')
        self.port = int(address.split(':')[2].rstrip('/'))


# Figures

def memory(pid):
    """Resident memory and how much of it is no file, in MB; none where it has ended."""
    try:
        with open(f'/proc/{pid}/status') as file: told = dict(line.split(':', 1) for line in file)
        return [int(told[name].split()[0]) / 1024 for name in ('VmRSS', 'RssAnon')] + [int(told['Threads'])]
    except (OSError, KeyError): return [0, 0, 0]


def megabytes(path):
    try: return os.path.getsize(path) / (1 << 20)
    except OSError: return 0


FIGURES = ['minute', 'articles', 'serve_mb', 'serve_anonymous_mb', 'serve_threads', 'serve_descriptors', 'add_mb', 'archive_mb',
           'log_mb', 'requests', 'searches', 'errors']


def figures(told, server, archive, began):
    serving, anonymous, threads = memory(server.process.pid)
    adding = told.adding
    return [round((time.monotonic() - began) / 60, 2), told.counts['articles'], round(serving, 1), round(anonymous, 1), threads,
            len(os.listdir(f'/proc/{server.process.pid}/fd')), round(memory(adding.pid)[0], 1) if adding else 0,
            round(megabytes(archive), 1), round(megabytes(archive + '-wal'), 1), told.counts['requests'], told.counts['search'], len(told.wrong)]


def watch(told, server, archive, path):
    began, noted = time.monotonic(), []
    with open(path, 'w') as file:
        lines = csv.writer(file)
        lines.writerow(FIGURES)
        while not told.over():
            time.sleep(min(EVERY, max(0, told.end - time.monotonic())))
            if server.process.poll() is not None:
                told.error(f'serve has ended: {server.process.returncode}')
                told.end = time.monotonic()
                break
            noted.append(figures(told, server, archive, began))
            lines.writerow(noted[-1])
            file.flush()
    return noted


def slope(xs, ys):
    """Of the line through them, and how far it may be off (two standard errors, of what leans on its neighbour)."""
    n, x_mean, y_mean = len(xs), sum(xs) / len(xs), sum(ys) / len(ys)
    spread = sum((x - x_mean) ** 2 for x in xs)
    steep = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys)) / spread
    rest = [y - y_mean - steep * (x - x_mean) for x, y in zip(xs, ys)]
    square = sum(r * r for r in rest)
    leaning = min(0.95, max(0, sum(a * b for a, b in zip(rest, rest[1:])) / square)) if square else 0
    return steep, 2 * math.sqrt(square / max(1, n - 2) / spread * (1 + leaning) / (1 - leaning))


# The run

def tell(told, noted, minutes_asked, missed):
    column = {name: [line[i] for line in noted] for i, name in enumerate(FIGURES)}
    head('minute', 'articles', 'serve: MB (not of files)', 'threads', 'descriptors', 'add: MB', 'archive, log: MB', 'requests', 'searches', 'errors')
    for i in sorted({round(part * (len(noted) - 1) / ROWS) for part in range(ROWS + 1)}):
        minute, articles, serving, anonymous, threads, descriptors, adding, archive, log, requests, searches, errors = noted[i]
        row(f'{minute:.1f}', f'{articles:,}', f'{serving:.0f} ({anonymous:.0f})', f'{threads}', f'{descriptors}', f'{adding:.0f}' if adding else '–',
            f'{archive:.0f}, {log:.0f}', f'{requests:,}', f'{searches:,}', f'{errors}')
    half = len(noted) // 2
    minutes, serving = column['minute'][half:], column['serve_anonymous_mb'][half:]
    steep, off = slope(minutes, serving)
    grown, mean = steep * (minutes[-1] - minutes[0]), sum(serving) / len(serving)
    bar = max(BAR_GROWTH_MB, BAR_GROWTH * mean)
    print(f'\nserve, last half: {mean:.1f} MB that are of no file, {steep:+.3f} ± {off:.3f} MB a minute, {grown:+.1f} MB in all (bar {bar:.1f}, of runs of {JUDGED} minutes and more)')
    print(f'most: serve {max(column["serve_mb"]):.0f} MB, add {max(column["add_mb"]):.0f} MB, log {max(column["log_mb"]):.0f} MB, '
          f'{max(column["serve_descriptors"])} descriptors, {max(column["serve_threads"])} threads')
    print(', '.join(f'{what}: {number:,}' for what, number in sorted(told.counts.items())) + f'; rounds of forgetting: {told.rounds}')
    if grown > bar and minutes_asked >= JUDGED: missed.append(f'serve grew by {grown:.1f} MB')
    over = max(log - archive for log, archive in zip(column['log_mb'], column['archive_mb']))
    if over > BAR_LOG_MB: missed.append(f'the log had {over:.0f} MB more than the archive')


def guarded(told, what, *args):
    try: what(told, *args)
    except Exception: told.error(traceback.format_exc())


def soak(program, minutes, files, folder):
    archive = os.path.join(folder, 'soak.quoth')
    told = Told(minutes)
    run(told, program, 'add', '-q', '-a', archive, '-', '--from', 'text', stdin='“It begins,” said Jane Roe.'.encode())
    server = Server(program, archive)
    jobs = [(write, program, archive, files), (look, program, archive), (decide, server, random.Random(2)),
            *((ask, server, random.Random(3 + i)) for i in range(ASKERS))]
    threads = [threading.Thread(target=guarded, args=(told, *job)) for job in jobs]
    for thread in threads: thread.start()
    noted = watch(told, server, archive, os.path.join(os.path.dirname(program), 'soak.csv'))
    for thread in threads: thread.join()
    server.process.terminate()
    if server.process.wait(): told.error(f'quoth serve: status {server.process.returncode}')
    print(f'all of {len(files)} files were in after {(told.all_in - told.end) / 60 + minutes:.1f} of {minutes:g} minutes'
          if told.all_in and told.all_in < told.end else 'not all files could be added in the time')
    missed = []
    tell(told, noted, minutes, missed)
    for words in ('verify', 'doctor'):
        done = run(told, program, words, '-a', archive)
        print(f'quoth {words}: status {done.returncode}')
        print(done.stdout.decode().rstrip())
    return missed + told.wrong


def main():
    words = sys.argv[1:]
    program = os.path.abspath(words[0] if words else os.path.join(ROOT, 'build', 'quoth'))
    minutes, files = float(words[1]) if words[1:] else 30, words[2:] or NEWS
    if not files: return print('skipped: no shared/ beside the checkout, and no NEWS named')
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with tempfile.TemporaryDirectory(dir=os.path.dirname(program)) as folder:
        missed = soak(program, minutes, files, folder)
    for miss in missed[:20]: print(f'wrong: {miss}')
    print(f'soak: {len(missed)} wrong')
    sys.exit(1 if missed else 0)


if __name__ == '__main__': main()
