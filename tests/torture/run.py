#!/usr/bin/env python3
"""A small job of each command, in which the n-th allocation, read, write, sync, open … fails, or a signal comes.

    run.py [--all [--step N] [--done FILE] [--jobs N]] [--only JOB,…] [--how WORD] [-v]

Without --all some hundred of all, drawn by QUOTH_SEED (1), for 45 s at most. With it every n, or of allocations,
and of signals but SIGKILL, every N-th; what was walked is kept in FILE, and not walked again; --jobs: at a time.
--only: the jobs of these commands; --how: the ways to fail whose name has WORD in it. QUOTH_SECONDS: another time
after which nothing more is tried.

What is asked of the program, whatever fails:
- it ends by itself, with a status of its manual, and says what failed if that is not 0;
- with 0, what it printed and wrote is what it prints and writes when nothing fails;
- the archive passes quoth verify and SQLite's own check, and holds what was there before;
- the same command run again, without failure, comes to its end, and nothing of the failed one is left over.

The last line is the sum: `torture: N passed, N failed`. Standard library only.
"""
import argparse, concurrent.futures, errno, glob, hashlib, json, multiprocessing, os, random, re, shutil, signal, struct
import subprocess, sys, tempfile, time
import serve
from walk import Walk
from jobs import ENVIRONMENT, QUOTH, make_base, make_jobs, run, start_web, state, told, whole

BUILD = os.path.dirname(QUOTH)
FAIL = os.path.join(BUILD, 'torture', 'failing.so')
KINDS = ['memory', 'read', 'write', 'sync', 'open', 'other']
CALLS = 'read,write,sync,open,other'
FEW = 400         # points without --all: the same ones, however quick the machine is
SECONDS = 60      # in which every job must have ended; SQLite tries for ten to get a lock that the system refuses
STATUSES = {0, 1, 3, 4, 5}
MAY_FIND_NOTHING = {'search', 'show', 'get'}
HOW = [     # name, kinds, FAIL_HOW, from then on
    ('memory', 'memory', errno.ENOMEM, False), ('memory from then on', 'memory', errno.ENOMEM, True),
    ('read', 'read', errno.EIO, False), ('read from then on', 'read', errno.EIO, True), ('short read', 'read', 'short', False),
    ('write', 'write', errno.EIO, False), ('disk full', 'write', errno.ENOSPC, True), ('short write', 'write', 'short', False),
    ('disk full once', 'write', errno.ENOSPC, False),
    ('sync', 'sync', errno.EIO, False), ('sync from then on', 'sync', errno.EIO, True),
    ('open', 'open', errno.EMFILE, False), ('open from then on', 'open', errno.EMFILE, True),
    ('other', 'other', errno.EIO, False), ('other from then on', 'other', errno.EIO, True),
    *((f'SIG{name}', CALLS, f'signal {int(getattr(signal, "SIG" + name))}', False)
      for name in ('KILL', 'INT', 'TERM', 'HUP', 'PIPE')),
]
# One stands for all: what they find half done is what SIGKILL finds.
LIKE_KILL = 'SIGINT', 'SIGTERM', 'SIGHUP', 'SIGPIPE'


class Finding(Exception):
    pass


def expect(what, good):
    if not good: raise Finding(what)


class Result:
    pass


def environment(how, at, told):
    name, kinds, what, on = how
    return {**ENVIRONMENT, 'LD_PRELOAD': FAIL, 'FAIL_WHAT': kinds, 'FAIL_AT': str(at), 'FAIL_HOW': str(what),
            'FAIL_COUNTS': told, **({'FAIL_ON': '1'} if on else {})}


def execute(job, folder, how=None, at=0):
    """The job in `folder`, with the at-th of what `how` names failing."""
    told = os.path.join(folder, 'counts')
    r = Result()
    try:
        done = subprocess.run([QUOTH, job.name, *job.arguments], cwd=folder, env=environment(how or ('', '', 0, False), at, told),
                              stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise Finding(f'it had not ended after {SECONDS} s') from None
    r.status, r.out, r.err = done.returncode, done.stdout, done.stderr.decode(errors='replace')
    with open(told, 'rb') as file: *r.calls, r.failed = struct.unpack(f'{len(KINDS) + 1}Q', file.read())
    os.remove(told)
    return r


def files(folder):
    """Every file and its bytes' hash, but what SQLite keeps beside an archive."""
    found = {}
    for path in glob.glob(folder + '/**', recursive=True):
        if os.path.isfile(path) and not path.endswith(('-wal', '-shm', '-journal')):
            with open(path, 'rb') as file: found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).digest()
    return found


def read_files(folder):
    """The bytes of every file."""
    names = [name for name in glob.glob(folder + '/**', recursive=True) if os.path.isfile(name)]
    return {os.path.relpath(name, folder): open(name, 'rb').read() for name in names}


def steady(text):
    """What is printed or written, without the moments in it."""
    text = re.sub(rb'\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?Z?', b'TIME', text)
    text = re.sub(rb'[\d,.]+ (ms|s|seconds|GB|GiB|MB|TB)\b', b'SIZE', text)
    return re.sub(rb'"(added|at|free)": \d+', b'"\\1": 0', text)


def made(job, folder):
    """What it wrote, apart from the archive."""
    path = os.path.join(folder, job.makes or '')
    if not job.makes or not os.path.exists(path): return None
    if job.makes.endswith('.quoth'): return told(path)
    if job.makes.endswith('.copy'): return state(path)
    if job.makes.endswith('.warc'):
        with open(path, 'rb') as file: return [b'Bridge to close' in file.read(),
                                               run(folder, 'extract', '--format', 'ndjson', job.makes)]
    names = sorted(glob.glob(path + '/*')) if os.path.isdir(path) else [path]
    return [(os.path.relpath(name, folder), open(name, 'rb').read()) for name in names]


class Torture:
    def __init__(self, folder, jobs, ids):
        self.folder, self.jobs, self.ids = folder, jobs, ids
        self.base = os.path.join(folder, 'base')
        self.before, self.right = files(self.base), set()
        self.state = state(os.path.join(self.base, 'a.quoth'))

    def fresh(self):
        folder = tempfile.mkdtemp(dir=self.folder)
        os.rmdir(folder)
        shutil.copytree(self.base, folder)
        return folder

    def measure(self, job):
        """Two unfailed runs, which must agree."""
        folder, other = self.fresh(), self.fresh()
        job.unfailed, again = execute(job, folder), execute(job, other)
        expect(f'status {job.unfailed.status}: {job.unfailed.err}', job.unfailed.status == 0)
        job.made, job.after, job.files = made(job, folder), state(os.path.join(folder, 'a.quoth')), set(files(folder))
        expect('it prints the same twice', steady(job.unfailed.out) == steady(again.out))
        expect('it writes the same twice', job.made == made(job, other))
        expect('and does', job.after == state(os.path.join(other, 'a.quoth')))
        expect('reading changes nothing', job.writes or self.state == job.after)
        job.told = told(os.path.join(folder, 'a.quoth')) if job.any_state and job.name != 'forget' else None
        job.receipts = b'"type": "capture"' in job.unfailed.out
        shutil.rmtree(folder), shutil.rmtree(other)

    def measure_server(self, job):
        folder = self.fresh()
        job.unfailed, (job.answers, job.again, _, status, said, up) = self.serve(folder, ('', '', 0, False), 0)
        expect(f'serve: {status}: {said}, {job.answers}', up and status == 0 and job.again[0] == 200)
        expect(f'serve: {job.answers}', [code for code, _ in job.answers] == [200, 200, 200, 200, 200, 201])
        job.after = state(os.path.join(folder, 'a.quoth'))
        shutil.rmtree(folder)

    def serve(self, folder, how, at):
        told = os.path.join(folder, 'counts')
        r = Result()
        found = serve.serve(folder, environment(how, at, told), self.ids)
        with open(told, 'rb') as file: *r.calls, r.failed = struct.unpack(f'{len(KINDS) + 1}Q', file.read())
        os.remove(told)
        return r, found

    def serve_once(self, job, how, at):
        folder = self.fresh()
        try:
            r, (answers, again, alive, status, said, up) = self.serve(folder, how, at)
            if not r.failed: return False
            if how[2] != 0 and str(how[2]).startswith('signal'):
                number = int(how[2].split()[1])
                expect(f'status {status} at signal {number}: {said}', status in {0, -number, 130, -signal.SIGTERM})     # the second one is ours
            else:
                expect(f'status {status}: {said}', status in (0, 4, 5))
                expect(f'status {status} without a word', status == 0 or 'quoth: ' in said)
                expect(f'it did not come up, with status 0: {said}', up or status)
                for (code, body), (good, usual) in zip(answers, job.answers):
                    expect(f'{code}: {body[:200]}', code in (None, good, 500, 503))
                    expect(f'another answer, {body[:200]}', code != good or good == 201 or body == usual)
                if up and not how[3]:
                    expect(f'it does not go on: {again[0]}, {status}, {said}', again in (job.again, job.answers[1]) or status != 0)
            there = state(os.path.join(folder, 'a.quoth'))
            expect('neither as before nor as after', there in (self.state, job.after))
            written = bool(answers) and answers[-1][0] == 201
            expect('what was written is not there', not written or there == job.after)
            wrong = whole(os.path.join(folder, 'a.quoth'))
            expect(f'integrity: {wrong}', not wrong)
            return True
        except Finding as finding:
            raise Finding(f'serve: {how[0]} {at}: {finding}') from None
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def once(self, job, how, at):
        """The at-th of `how` fails, in a run of its own. Did it?"""
        if job.name == 'serve': return self.serve_once(job, how, at)
        folder = self.fresh()
        try:
            r = execute(job, folder, how, at)
            if r.failed: self.judge(job, how, at, r, read_files(folder), lambda: folder)
            return bool(r.failed)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def walk(self, job, choose):
        """The job stops at each call: `choose` says, by its kind, its number and its stack, in which ways it fails there.
        Yields the way, the number, and what was found or None."""
        folder, numbers = self.fresh(), [0] * len(KINDS)
        place = tempfile.mkdtemp(dir=self.folder)
        walk = Walk(place, folder, [QUOTH, job.name, *job.arguments], {**ENVIRONMENT, 'LD_PRELOAD': FAIL}, SECONDS)
        for kind, stack in walk.calls():
            numbers[kind] += 1
            for how in choose(numbers, kind, stack):
                signals = str(how[2]).startswith('signal')
                at = sum(numbers[KINDS.index(name)] for name in how[1].split(','))
                r = Result()
                r.status, r.out, err = walk.fail(how[3], how[2] == 'short', 0 if how[2] == 'short' or signals else how[2],
                                                 int(how[2].split()[1]) if signals else 0)
                r.err = err.decode(errors='replace')
                copy = os.path.join(place, 'copy')
                try:
                    self.judge(job, how, at, r, walk.files(), lambda: shutil.copytree(folder, copy))
                    yield how, at, None
                except Finding as finding:
                    yield how, at, str(finding)
                shutil.rmtree(copy, ignore_errors=True)
                walk.restore()
        status, out, err = walk.end()
        job.walked = numbers
        if status or steady(out) != steady(job.unfailed.out):
            yield ('walk', '', 0, False), sum(numbers), f'{job.name}: the walk itself: {status}: {err.decode(errors="replace")[-300:]}'
        shutil.rmtree(folder), shutil.rmtree(place)

    def judge(self, job, how, at, r, left, folder):
        """Is it right how this ended, with these files left in `folder()`? What was found right before is right again."""
        key = hash((how[0], job.number, r.status, steady(r.out), r.err, *((name, hash(left[name])) for name in sorted(left))))
        if key in self.right: return
        folder = folder()
        try:
            if str(how[2]).startswith('signal'): self.check_signal(job, how, r)
            else: self.check_end(job, folder, how, r)
            self.check_after(job, folder, how, r)
        except Finding as finding:
            said = f'\n        {r.err[-300:].strip()}' if r.err else ''
            raise Finding(f'{job.name} {" ".join(job.arguments)}: {how[0]} {at}: {finding}{said}') from None
        self.right.add(key)

    def check_signal(self, job, how, r):
        number = int(how[2].split()[1])
        allowed = {130} if number == signal.SIGINT else {-number}
        expect(f'status {r.status} at signal {number}', r.status in allowed)

    def check_end(self, job, folder, how, r):
        allowed = STATUSES if job.name in MAY_FIND_NOTHING else STATUSES - {1}
        expect(f'status {r.status}', r.status in allowed)
        if r.status:
            # What verify and doctor find is what they print.
            found = r.status == 4 and job.name in ('verify', 'doctor') and b'damage' in r.out.lower()
            expect(f'status {r.status} without a word', 'quoth: ' in r.err or '"ok": false' in r.err or found)
            if how[1] == 'memory':
                expect(f'want of memory is told as damage, {r.out[-300:]}', r.status != 4 and not found and 'damaged' not in r.err)
        else:
            # A page of the ledger says in the row that its statement may be in what cannot be read.
            says_so = job.name == 'get' and how[1] == 'read' and b'"state": "unread"' in r.out
            # What doctor cannot look at is what it tells.
            says_so = says_so or (job.name == 'doctor' and os.strerror(errno.EIO).encode() in r.out)
            expect(f'status 0, and other output: {r.out[:300]!r}', steady(r.out) == steady(job.unfailed.out) or says_so)
            expect('status 0, and another file', made(job, folder) == job.made)
            expect('status 0, and another archive', state(os.path.join(folder, 'a.quoth')) == job.after)

    def check_after(self, job, folder, how, r):
        now = files(folder)
        left = set(now) - set(self.before)
        if r.status and r.status >= 0 and r.status != 130:
            new = {name for name in left if name.split('/')[0] != job.makes}
            expect(f'it left {sorted(new)}', not new or how[0] == 'other from then on')     # it could not take it away
            if job.makes and left and not job.any_state and r.status != 3:
                # Of an archive that cannot be read whole, a dump has the rest.
                rest = job.makes.endswith(('.warc', '.brat')) or (job.name == 'dump' and r.status == 4)
                expect(f'a half of {job.makes} is there', rest or made(job, folder) == job.made or how[0] == 'other from then on')
        if 'a.quoth' not in now: raise Finding('the archive is gone')
        if job.writes or job.archive: self.check_archive(job, folder, r, now)
        if r.status: self.check_again(job, folder, r)

    def check_archive(self, job, folder, r, now):
        path = os.path.join(folder, 'a.quoth')
        logs = [end for end in ('-wal', '-journal') if os.path.exists(path + end) and os.path.getsize(path + end)]
        if now['a.quoth'] == self.before['a.quoth'] and not logs: return      # as it was
        copy = os.path.join(folder, 'look.quoth')
        for end in ('', '-wal', '-journal'):
            if os.path.exists(path + end): shutil.copy(path + end, copy + end)
        wrong = whole(copy)
        expect(f'integrity: {wrong}', not wrong)
        there = state(copy)
        if not job.any_state:
            expect('neither as before nor as after', there in (self.state, job.after))
        elif job.receipts:
            for line in r.out.decode(errors='replace').split('\n')[:-1]:
                number = re.search(r'"id": "([0-9a-f]+)"', line)
                expect(f'an acknowledged capture is lost: {line}', not number or repr(bytes.fromhex(number[1])) in there)
        for name in glob.glob(copy + '*'): os.remove(name)
        done = subprocess.run([QUOTH, 'verify', '-a', 'a.quoth'], cwd=folder, env=ENVIRONMENT, capture_output=True)
        expect(f'verify: {done.returncode}: {done.stdout[-300:]} {done.stderr[-300:]}', done.returncode == 0)

    def check_again(self, job, folder, r):
        """The same command, without failure."""
        path = os.path.join(folder, 'a.quoth')
        if job.writes and not job.any_state and state(path) == job.after: return      # it was done all the same
        arguments = job.arguments
        if job.makes and job.name in ('backup', 'evidence'): arguments = [*arguments, '--force']
        if job.name in ('brat', 'fetch', 'dump'): shutil.rmtree(os.path.join(folder, job.makes or 'none'), ignore_errors=True)
        if job.name == 'dump' and job.makes and os.path.exists(os.path.join(folder, job.makes)): os.remove(os.path.join(folder, job.makes))
        if job.name == 'fetch' and os.path.exists(os.path.join(folder, job.makes)): os.remove(os.path.join(folder, job.makes))
        done = subprocess.run([QUOTH, job.name, *arguments], cwd=folder, env=ENVIRONMENT, capture_output=True, timeout=SECONDS)
        good = {0}
        if job.name == 'forget' and state(path) == job.after: good = {0, 2}      # it is gone already
        expect(f'again: status {done.returncode}: {done.stderr.decode()[-300:]}', done.returncode in good)
        expect('again: another archive', told(path) == job.told if job.told else state(path) == job.after)
        expect('again: another file', made(job, folder) == job.made)
        left = set(files(folder)) - job.files
        expect(f'again: {sorted(left)} are left', not left)
        wrong = whole(path)
        expect(f'again: integrity: {wrong}', not wrong)


# What needs no room beside the archive must work where nothing can be written.
READ_ONLY = ['unshare', '--mount', 'sh', '-c', 'mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && exec "$@"', 'sh']


def can_mount():
    return subprocess.run([*READ_ONLY, 'true'], cwd=tempfile.gettempdir(), capture_output=True).returncode == 0


def read_only(torture, job):
    """On a disk that may only be read: what only reads answers as ever, all else says why not."""
    folder = torture.fresh()
    try:
        done = subprocess.run([*READ_ONLY, QUOTH, job.name, *job.arguments], cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=SECONDS)
        said, name = done.stderr.decode(errors='replace'), ' '.join([job.name, *job.arguments])
        reads = not job.writes and not job.makes
        same = steady(done.stdout) == steady(job.unfailed.out) or job.name in ('verify', 'doctor')     # which tell of the disk
        expect(f'read-only: {name}: {done.returncode}: {said}', done.returncode in ({0} if reads else {3, 4, 5}))
        expect(f'read-only: {name}: other output: {done.stdout[:300]!r}', not reads or same)
        expect(f'read-only: {name}: {done.returncode} without a word', reads or 'quoth: ' in said or '"ok": false' in said)
        expect(f'read-only: {name}: it was written', files(folder) == torture.before)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def read_only_all(torture, jobs, options):
    """Each job on a disk that may only be read: how many were right, and what was found."""
    passed, findings = 0, []
    mounts = can_mount()
    if not mounts: print('skipped: a disk that may only be read, which root alone can mount')
    for job in jobs if mounts and not options.how else []:
        if job.name == 'serve' or options.only and job.name not in options.only.split(','): continue
        try:
            read_only(torture, job)
            passed += 1
        except Finding as finding:
            findings.append(str(finding))
            print(f'FAILED {finding}', flush=True)
    return passed, findings


def count(job, how):
    """Of how many calls the n-th may fail."""
    return sum(job.unfailed.calls[KINDS.index(kind)] for kind in how[1].split(','))


def drawn(job, how, chance):
    """The n that are tried without --all."""
    total = count(job, how)
    return sorted({chance.randrange(total) + 1 for _ in range(3 if how[1] == 'memory' else 1)}) if total else []


class Done:
    """What was walked of each job, kept in a file, so that a walk which was ended goes on where it was."""
    def __init__(self, path):
        self.path, self.rows = path, {}
        if path and os.path.exists(path):
            with open(path) as lines: self.rows = {row['job']: row for row in map(json.loads, lines)}

    def of(self, job):
        name = f'{job.number} {job.name}'
        return self.rows.get(name, {'job': name, 'calls': 0, 'alone': 0, 'points': {}, 'findings': 0, 'ended': False})

    def keep(self, row):
        if not self.path: return
        with open(self.path, 'a') as lines: lines.write(json.dumps(row) + '\n')


def every_point(job, row, options):
    """Each way at each call of the job, from where `row` says on: the way, the number, what was found or None. From its first thread
    on, and of fetch, whose talk no two can share, each point is a run of its own."""
    ways, begin = [how for how in HOW if options.how in how[0]], row['calls']

    def choose(numbers, kind, _):
        row['calls'] = max(begin, sum(numbers) - 1)
        if sum(numbers) <= begin: return []
        step = options.step if KINDS[kind] == 'memory' else 1
        return [how for how in ways if KINDS[kind] in how[1].split(',') and numbers[kind] % step == 1 % step
                and (how[0] not in LIKE_KILL or sum(numbers) % options.step == 1 % options.step)]

    job.walked = [0] * len(KINDS)
    if job.name not in ('serve', 'fetch'): yield from torture.walk(job, choose)
    rest = [(how, at) for how in ways
            for at in range(1, count(job, how) + 1, options.step if how[1] == 'memory' or how[0] in LIKE_KILL else 1)
            if at > sum(job.walked[KINDS.index(kind)] for kind in how[1].split(','))]
    for how, at in rest[row['alone']:]:
        row['alone'] += 1
        try:
            if torture.once(job, how, at): yield how, at, None
        except Finding as finding:
            yield how, at, str(finding)


def walk_job(job, options, done, end):
    """Every point of the job, in a process of its own: what was done."""
    row, kept = done.of(job), time.monotonic()
    if row['ended']: return row
    for how, _, finding in every_point(job, row, options):
        key = how[1] if how[1] in KINDS else 'signal'
        row['points'][key] = row['points'].get(key, 0) + 1
        row['findings'] += bool(finding)
        if finding: print('FAILED ' + finding, flush=True)
        if time.monotonic() - kept > 10:
            done.keep(row)
            kept = time.monotonic()
        if kept > end: return row
    row['ended'] = True
    done.keep(row)
    if options.v: print('walked', json.dumps(row), flush=True)
    return row


def walk_all(jobs, options, end):
    """Short jobs first. How many points there were, of how many jobs all; what was found."""
    done = Done(options.done)
    with concurrent.futures.ProcessPoolExecutor(options.jobs or os.cpu_count(), multiprocessing.get_context('fork')) as pool:
        work = [pool.submit(walk_job, job, options, done, end) for job in sorted(jobs, key=lambda job: sum(job.unfailed.calls))]
        rows = [one.result() for one in work]
    findings = sum(row['findings'] for row in rows)
    print(f"{sum(row['ended'] for row in rows)} of {len(rows)} jobs were walked to their end")
    return sum(sum(row['points'].values()) for row in rows) - findings, findings


def ask_options():
    parser = argparse.ArgumentParser()
    parser.add_argument('--all', action='store_true')
    parser.add_argument('--step', type=int, default=1)
    parser.add_argument('--only')
    parser.add_argument('--done')
    parser.add_argument('--jobs', type=int)
    parser.add_argument('--how', default='')
    parser.add_argument('-v', action='store_true')
    return parser.parse_args()


def some_points(work, jobs, options, end):
    """Points drawn from all, each in a run of its own: how many were right, what was found."""
    passed, findings = 0, []
    table = {}

    def one(what):
        if time.monotonic() > end: return None
        try:
            return what, torture.once(*what)
        except Finding as finding:
            return what, str(finding)
        except Exception as error:
            return what, f'{what[0].name} {what[1][0]} {what[2]}: {type(error).__name__}: {error}'

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for found in pool.map(one, work):
            if found is None: continue
            (job, how, at), good = found
            if isinstance(good, str):
                findings.append(good)
                print('FAILED ' + good, flush=True)
            else:
                passed += good
                key = job.name, how[1] if how[1] in KINDS else 'signal'
                table[key] = table.get(key, 0) + good
    if options.v:
        for name in dict.fromkeys(job.name for job in jobs):
            print(f'{name:12}', *(f'{kind} {table.get((name, kind), 0)}' for kind in [*KINDS, 'signal']))
    return passed, findings


def main():
    global torture
    options = ask_options()
    # In the background of a shell, or under nohup, these would be ignored, and so by what is tortured.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    seed = int(os.environ.get('QUOTH_SEED', 1))
    chance, limit = random.Random(seed), float(os.environ.get('QUOTH_SECONDS', 1e9 if options.all else 45))
    began = time.monotonic()
    if not os.path.exists(FAIL) or os.path.getsize(FAIL) == 0:
        print('skipped: calls are made to fail on x86-64 Linux alone\n0 passed, 0 failed, 1 skipped')
        return
    with tempfile.TemporaryDirectory(dir='/dev/shm' if os.path.isdir('/dev/shm') else None) as folder:
        base = os.path.join(folder, 'base')
        os.mkdir(base)
        ids = make_base(base)
        jobs = make_jobs(ids, start_web())
        for number, job in enumerate(jobs): job.number = number
        torture = Torture(folder, jobs, ids)
        work, walked = [], []
        for job in jobs:
            if options.only and job.name not in options.only.split(','): continue
            try:
                torture.measure_server(job) if job.name == 'serve' else torture.measure(job)
            except Finding as finding:
                if 'no seccomp here' in str(finding):
                    print('skipped: the system lets no program filter its own calls (seccomp)\n0 passed, 0 failed, 1 skipped')
                    return
                sys.exit(f'{job.name} {job.arguments}: {finding}')
            if options.v: print(f'{job.name:12}', *(f'{kind} {calls}' for kind, calls in zip(KINDS, job.unfailed.calls)), flush=True)
            walked.append(job)
            for how in HOW:
                if options.how in how[0]: work += [(job, how, at) for at in drawn(job, how, chance)]
        chance.shuffle(work)
        del work[FEW:]
        passed, findings = read_only_all(torture, jobs, options)
        if options.all:
            points_passed, found = walk_all(walked, options, began + limit)
            print(f'torture: {passed + points_passed} passed, {len(findings) + found} failed')
            sys.exit(bool(findings or found))
        few_passed, few_findings = some_points(work, jobs, options, began + limit)
        passed, findings = passed + few_passed, findings + few_findings
    print(f'{passed} points in {time.monotonic() - began:.0f} s, QUOTH_SEED={seed}')
    print(f'torture: {passed} passed, {len(findings)} failed')
    sys.exit(bool(findings))


main()
