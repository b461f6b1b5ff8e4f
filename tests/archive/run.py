#!/usr/bin/env python3
"""An archive that programs share, and programs that are killed while they write it. Standard library only.

    run.py [WORD] [-v]      only the tests whose name has WORD in it; -v tells what the kills hit

QUOTH_KILLS: how many times an add is killed at a random moment; 20 unless told. QUOTH_SEED: the moments.
"""
import json, os, random, re, shutil, signal, sqlite3, subprocess, sys, tempfile, threading, time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
QUOTH = os.environ.get('QUOTH', os.path.join(ROOT, 'build', 'quoth'))
SLOWER = 4 if os.environ.get('BUILD') == 'build/asan' else 1
KILLS = int(os.environ.get('QUOTH_KILLS', 20 if SLOWER == 1 else 6))
ARTICLES = 160
SEED = int(os.environ.get('QUOTH_SEED', random.SystemRandom().randrange(1 << 30)))

PEOPLE = ['Jane Roe', 'Arn Lindholm', 'Mayor Tove Strandal', 'Per Aldo', 'Mira Falk', 'the harbour master']
VERBS = ['said', 'told reporters', 'wrote', 'added', 'warned']
WORDS = 'we will keep the old harbour open until ferry bridge council winter budget trams and schools are paid for'.split()


def text(number):
    """An article of its own for each number: a few statements of people who do not exist."""
    chance = random.Random(number)
    lines = [f'Council meets for day {number}']
    for _ in range(chance.randrange(1, 9)):
        words = ' '.join(chance.choices(WORDS, k=chance.randrange(4, 20)))
        lines.append(f'“{words.capitalize()},” {chance.choice(PEOPLE)} {chance.choice(VERBS)} on Monday.')
    return '\n\n'.join(lines) + '\n'


def write_input(path, numbers):
    """JSON lines; every seventh text stands in two outlets, the second with the earlier date."""
    with open(path, 'w') as out:
        for number in numbers:
            line = {'text': text(number), 'outlet': 'Lindholm Herald', 'published': f'2021-03-{number % 28 + 1:02}',
                    'url': f'https://herald.example/{number}'}
            out.write(json.dumps(line) + '\n')
            if number % 7 == 0:
                line.update(outlet='Coast Post', published='2020-01-01', url=f'https://post.example/{number}')
                out.write(json.dumps(line) + '\n')


def expect(what, good):
    if not good: raise AssertionError(what)


def add(archive, *inputs, stdout=subprocess.PIPE):
    return subprocess.Popen([QUOTH, 'add', '-a', archive, '--quiet', '--format', 'ndjson', *inputs],
                            stdout=stdout, stderr=subprocess.PIPE)


def finish(child, status=0, *others):
    out, err = child.communicate(timeout=120 * SLOWER)
    expect(f'status {child.returncode}, not {status}: {err.decode()[-300:]}', child.returncode in (status, *others))
    return [json.loads(line) for line in out.decode().splitlines()], err.decode()


def copied(archive, folder):
    """The archive as it lies there, for a look that leaves it as it is: with its logs (a kill may come
    while it is being made), but not with -shm, which is told by them."""
    at = os.path.join(tempfile.mkdtemp(dir=folder), 'copy')
    for end in '', '-wal', '-journal':
        if os.path.exists(archive + end): shutil.copy(archive + end, at + end)
    return sqlite3.connect(at)


HALVES = {     # what must be empty: rows without the other half of what they belong to
    'a capture without bytes': 'SELECT 1 FROM capture LEFT JOIN source USING (source) WHERE bytes IS NULL',
    'bytes without a capture': 'SELECT 1 FROM source WHERE source NOT IN (SELECT source FROM capture)',
    'a capture without articles': 'SELECT 1 FROM capture WHERE capture NOT IN (SELECT capture FROM appearance)',
    'an appearance of nothing': 'SELECT 1 FROM appearance WHERE article NOT IN (SELECT article FROM article)',
    'an article that nothing shows': 'SELECT 1 FROM article a LEFT JOIN appearance p ON p.capture = a.capture'
                                     ' AND p.number = a.number WHERE p.about IS NULL OR p.article <> a.article',
    'an article without statements': 'SELECT 1 FROM article WHERE article NOT IN (SELECT article FROM statements)',
    'statements of nothing': 'SELECT 1 FROM statements WHERE article NOT IN (SELECT article FROM article)',
    'ids that are not as many': 'SELECT 1 FROM statements LEFT JOIN statement_ids USING (article)'
                                ' WHERE length(handles) IS NOT 4 * count',
    'words of nothing': 'SELECT 1 FROM words_docsize d WHERE NOT EXISTS (SELECT 1 FROM statements'
                        ' WHERE d.id >= first AND d.id < first + count)',
    'statements without words': 'SELECT 1 WHERE (SELECT count(*) FROM words_docsize) <>'
                                ' (SELECT sum(count) FROM statements)',
    'a voice of nobody': 'SELECT 1 FROM voiced WHERE spelling NOT IN (SELECT spelling FROM spelling)',
    'a voice nowhere': 'SELECT 1 FROM voiced WHERE article NOT IN (SELECT article FROM statements WHERE count > 0)',
}


def check_whole(db):
    found = db.execute('PRAGMA integrity_check').fetchall()
    expect(f'integrity: {found[:3]}', found == [('ok',)])
    for what, sql in HALVES.items():
        expect(what, db.execute(sql).fetchone() is None)


def captures(db):
    return {row[0].hex() for row in db.execute('SELECT id FROM capture')}


def content(db):
    """What it holds, whatever the order in which it came."""
    return {sql: sorted(map(repr, db.execute(sql))) for sql in (
        'SELECT id, kind, number, name, given_outlet FROM capture',
        'SELECT hash, bytes FROM source',
        'SELECT a.id, c.id, a.number, a.text, a.record FROM article a JOIN capture c USING (capture)',
        'SELECT c.id, p.number, a.id, p.published, p.url, p.about FROM appearance p JOIN capture c USING (capture)'
        ' JOIN article a USING (article)',
        'SELECT a.id, s.count, s.published, i.handles FROM statements s JOIN article a USING (article)'
        ' JOIN statement_ids i USING (article)',
        'SELECT s.text, s.kind, s.work, a.id, v.numbers FROM voiced v JOIN spelling s USING (spelling)'
        ' JOIN article a USING (article)',
        'SELECT person, name, kind FROM person',
        *(f"SELECT '{word}', count(*) FROM words('{word}')" for word in ('harbour', 'trams', 'roe')))}


# ── Tests ──

def killed_at_any_moment(folder, verbose):
    """No acknowledged article is lost, none is there by half, the next add completes."""
    chance = random.Random(SEED)
    source, reference = os.path.join(folder, 'in.jsonl'), os.path.join(folder, 'reference')
    write_input(source, range(ARTICLES))
    began = time.monotonic()
    all_of_it, _ = finish(add(reference, source))
    whole = time.monotonic() - began
    wanted = content(copied(reference, folder))
    hits = []
    while len(hits) < KILLS:
        archive = os.path.join(folder, f'killed-{len(hits)}')
        told = kill_one(archive, source, chance, whole, len(all_of_it))
        db = copied(archive, folder)
        there = captures(db) if db.execute('SELECT 1 FROM sqlite_schema LIMIT 1').fetchone() else set()
        lost = told - there
        expect(f'{len(lost)} of {len(told)} acknowledged captures are lost', not lost)
        expect(f'{len(there - told)} more than were acknowledged', len(there - told) <= 1)
        if there: check_whole(db)
        db.close()
        finish(add(archive, source))
        db = copied(archive, folder)
        check_whole(db)
        for sql, rows in content(db).items():
            expect(f'after the next add: {sql}', rows == wanted[sql])
        db.close()
        hits.append(len(told))
        for end in '', '-wal', '-shm', '-journal':
            if os.path.exists(archive + end): os.remove(archive + end)
    if verbose: print(f'  acknowledged before each kill, of {len(all_of_it)}:', *sorted(hits))


def kill_one(archive, source, chance, whole, count):
    """Kills an add, by the clock or behind a capture that it acknowledged; the captures that it did."""
    child = add(archive, source)
    out = bytearray()
    reader = threading.Thread(target=lambda: out.extend(child.stdout.read()))
    if chance.random() < 0.5:
        reader.start()
        time.sleep(chance.uniform(0, whole))
    else:
        for _ in range(chance.randrange(1, count)): out += child.stdout.readline()
        reader.start()
        time.sleep(chance.uniform(0, 0.01))
    child.send_signal(signal.SIGKILL)
    reader.join()
    child.wait()
    child.stderr.close()
    lines = out.decode().split('\n')[:-1]      # what is behind the last line end was not said
    return {json.loads(line)['id'] for line in lines}


def two_adds_at_once(folder, verbose):
    """Writers wait for each other, and both come to their end; one that waited for too long (status 4, on a busy
    machine) when it is called again."""
    one, two, archive = (os.path.join(folder, name) for name in ('one.jsonl', 'two.jsonl', 'both'))
    write_input(one, range(60))
    write_input(two, range(30, 90))        # 30 of them are in both
    children = [add(archive, one), add(archive, two)]
    told = [line for child in children for line in finish(child, 0, 4)[0]]
    told += [line for child, source in zip(children, (one, two)) if child.returncode == 4
             for line in finish(add(archive, source))[0]]
    db = copied(archive, folder)
    check_whole(db)
    expect('each text is there once', db.execute('SELECT count(*) FROM article').fetchone() == (90,))
    new = [line['id'] for line in told if line['state'] == 'new']
    expect('each capture is new once', len(new) == len(set(new)) == len(captures(db)))
    db.close()


def a_writer_that_is_held_up_waits(folder, verbose):
    archive, source = os.path.join(folder, 'held'), os.path.join(folder, 'in.jsonl')
    write_input(source, range(3))
    finish(add(archive, source))
    write_input(source, range(6))
    db = sqlite3.connect(archive, isolation_level=None)
    db.execute('BEGIN IMMEDIATE')
    child = add(archive, source)
    time.sleep(1.5)
    expect('it waits', child.poll() is None)
    db.execute('ROLLBACK')
    finish(child)
    expect('all are there', db.execute('SELECT count(*) FROM article').fetchone() == (6,))
    db.close()


def a_writer_that_waits_for_too_long_is_told(folder, verbose):
    archive, source = os.path.join(folder, 'locked'), os.path.join(folder, 'in.jsonl')
    write_input(source, range(3))
    finish(add(archive, source))
    write_input(source, range(6))
    db = sqlite3.connect(archive, isolation_level=None)
    db.execute('BEGIN IMMEDIATE')
    _, err = finish(add(archive, source), status=4)
    expect(f'it says why: {err}', 'another program is writing the archive' in err)
    db.execute('ROLLBACK')
    expect('nothing of it is there', db.execute('SELECT count(*) FROM article').fetchone() == (3,))
    db.close()


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Coast Feed</title>{}</channel></rss>
"""
ITEM = '<item><title>{}</title><link>{}</link><pubDate>{}</pubDate><description>{}</description></item>'
NAMES = ['Nikolai Lindholmov', 'Nikolay Lindholmov', 'Lindholmov', 'Bob Strand', 'Robert Strand', 'Jane Roe', 'Ms. Roe',
         'Ebba Harsk', 'E. Harsk']
WORK = ['the mayor', 'the striker', 'a lawyer', 'the minister', 'a singer', '']


def people_text(chance):
    lines = ['The council of Tolva met on Monday.']
    for _ in range(chance.randrange(0, 5)):
        name, work = chance.choice(NAMES), chance.choice(WORK)
        words = ' '.join(chance.choices(WORDS, k=chance.randrange(4, 12)))
        lines.append(f'“{words.capitalize()},” said {name}{", " + work if work else ""}.')
    return '\n\n'.join(lines) + '\n'


def write_inputs(folder, chance):
    """Files, each with the options that it is added with: texts that are there again and again, with other dates."""
    texts = []      # each its own: two files of the same bytes are one capture, named by whichever came first
    while len(texts) < 7:
        one = people_text(chance)
        if one not in texts: texts.append(one)
    dates = ['2019-05-01', '2019-05', '2019', '2021-02-03T10:00Z', None, None]
    inputs = []
    for n in range(9):
        name = f'{n}.jsonl' if n < 4 else f'{n}.txt' if n < 7 else f'{n}.xml'
        with open(os.path.join(folder, name), 'w') as out:
            if n < 4:
                for at in range(4):      # each line its own: one that is elsewhere, too, is one capture, named by whichever came first
                    line = {'id': f'{n}-{at}', 'text': chance.choice(texts), 'outlet': chance.choice(['Herald', 'Post', None]),
                            'published': chance.choice(dates), 'url': f'https://herald.example/{chance.randrange(3)}'}
                    out.write(json.dumps({key: value for key, value in line.items() if value}) + '\n')
            elif n < 7:
                out.write(texts[n - 4])
            else:      # the same text twice in one feed, which is no other's
                twice = chance.choice(texts)
                out.write(FEED.format(''.join(
                    ITEM.format(f'Item {n}-{at}', f'https://feed.example/{at}', date, one) for at, (one, date) in enumerate(
                        [(twice, ''), (chance.choice(texts), 'Tue, 05 Dec 2023 10:00:00 GMT'),
                         (twice, chance.choice(['Tue, 05 Dec 2017 10:00:00 GMT', '']))]))))
        inputs.append((name, ()))
        if n < 7:      # the same bytes with other options
            inputs.append((name, ('--outlet', 'Gazette', '--published', chance.choice(dates[:4]))))
    return inputs


def run(folder, *arguments, good=(0,)):
    done = subprocess.run([QUOTH, *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    expect(f'{arguments}: {done.returncode}: {done.stderr.decode()[-300:]}', done.returncode in good)
    return done.stdout.decode()


def add_inputs(folder, archive, inputs, chance):
    """All inputs, as they stand there: those with one set of options behind each other may go into one run."""
    while inputs:
        count = 1
        while count < len(inputs) and inputs[count][1] == inputs[0][1] and chance.random() < 0.7: count += 1
        run(folder, 'add', '--quiet', '-a', archive, *inputs[0][1], *(name for name, _ in inputs[:count]))
        inputs = inputs[count:]


def told(folder, archive):
    """Its dump, without when captures came, and its people."""
    lines = run(folder, 'dump', '-a', archive).splitlines()
    lines = [re.sub(r'"added": \d+', '"added": 0', line, count=1) for line in lines]
    run(folder, 'verify', '-a', archive)
    db = sqlite3.connect(os.path.join(folder, archive))
    check_whole(db)
    # How bytes are packed may differ: a dump tells what is in them.
    rows = {sql: found for sql, found in content(db).items() if 'record' not in sql and 'about' not in sql}
    for sql in ('SELECT a.id, c.id, a.number FROM article a JOIN capture c USING (capture)',
                'SELECT c.id, p.number, a.id, p.published, p.url, p.title, p.address, o.name FROM appearance p'
                ' JOIN capture c USING (capture) JOIN article a USING (article) LEFT JOIN outlet o USING (outlet)',
                'SELECT a.id, s.published, s.published_to, s.captured FROM statements s JOIN article a USING (article)',
                'SELECT was, person FROM person_was', 'SELECT person, name, kind, statements FROM person',
                'SELECT text, kind, work, block, person FROM spelling', 'SELECT * FROM given', 'SELECT * FROM reviewed'):
        rows[sql] = sorted(map(repr, db.execute(sql)))
    rows['unsettled'] = db.execute('SELECT * FROM unsettled').fetchall()
    db.close()
    rows['dump'] = sorted(lines)
    for query in '', 'harbour OR trams', 'speaker:lindholmov kind:direct', 'is:reviewed', '-is:accepted speaker:roe':
        out = run(folder, 'search', '-a', archive, '--quiet', '--limit', '1000', '--format', 'csv', '--', query, good=(0, 1))
        rows[query] = sorted(out.splitlines())
    return rows


def expect_same(what, got, wanted):
    for key, rows in wanted.items():
        if got[key] == rows: continue
        more, less = set(got[key]) - set(rows), set(rows) - set(got[key])
        expect(f'{what}: {key}: {len(more)} more, {len(less)} less: {str(list(more)[:1])[:600]} {str(list(less)[:1])[:600]}', False)


def decide(folder, archive, count, chance):
    """What people may decide, of statements and people that are there; some of it is refused."""
    rows = lambda *command: [json.loads(line)['id'] for line in run(folder, *command, '--quiet', '--format', 'ndjson',
                                                                    '-a', archive).splitlines()]
    statements = rows('search', '--all', '')
    names = ['Sanne Tolva', 'Odd Harsk', 'Jane Roe', 'Tove Strandal', 'the pilot']
    for number in range(count):
        people = rows('speakers')
        some = chance.sample(statements, chance.choice([1, 1, 1, 2, 5]))
        one, two = chance.choice(people), chance.choice(people)
        asked = chance.choice([['accept', *some], ['reject', *some], ['speaker', chance.choice(names + people), *some],
                               ['speaker', one, *some], ['rename', one, f'{chance.choice(names)} {number % 3}'],
                               ['merge', one, two], ['never-merge', one, two], ['alias', one, chance.choice(names)],
                               ['split', one, *chance.sample(names + statements, 1)],
                               ['split', one, *rows('search', '--limit', '2', f'speaker:"{one}"')],
                               *([['undo', str(chance.randrange(1, number + 1))]] * 3 if number else [])])
        run(folder, *asked, '--who', 'Odd Harsk', '-a', archive, good=(0, 1, 2))


def what_was_decided_too(folder, verbose):
    """Wherever the ledger comes, before what it speaks of, in the midst of it or behind it."""
    chance = random.Random(SEED)
    inputs = write_inputs(folder, chance)
    add_inputs(folder, 'first', inputs, chance)
    decide(folder, 'first', 40, chance)
    wanted = told(folder, 'first')
    lines = run(folder, 'dump', '-a', 'first').splitlines(True)
    entries = sum('"type": "ledger"' in line for line in lines)
    expect(f'{entries} decisions were taken', entries > 10)
    with open(os.path.join(folder, 'ledger.nd'), 'w') as out:
        out.writelines(line for line in lines if re.match(r'\{"type": "(quoth-dump|ledger)"', line))
    for number in range(3):
        chance.shuffle(inputs)
        cut = [0, len(inputs), chance.randrange(len(inputs))][number]
        add_inputs(folder, f'order-{number}', inputs[:cut], chance)
        run(folder, 'load', '--quiet', '-a', f'order-{number}', 'ledger.nd')
        add_inputs(folder, f'order-{number}', inputs[cut:], chance)
        expect_same(f'a ledger behind {cut} inputs', told(folder, f'order-{number}'), wanted)
    for at in range(2):
        add_inputs(folder, f'shard-{at}', inputs[at::2], chance)
        run(folder, 'dump', '-a', f'shard-{at}', f'{at}.nd')
    run(folder, 'load', '--quiet', '-a', 'loaded', *chance.sample(['0.nd', '1.nd', 'ledger.nd'], 3))
    expect_same('loads of shards and of the ledger', told(folder, 'loaded'), wanted)
    run(folder, 'rebuild', '--quiet', '-a', 'loaded')
    expect_same('a rebuild', told(folder, 'loaded'), wanted)
    if verbose: print('  entries of the ledger:', entries)


def a_function_of_the_captures(folder, verbose):
    """In whatever order captures come, alone or by dumps of shards: the same articles, statements and people."""
    chance = random.Random(SEED)
    inputs = write_inputs(folder, chance)
    chance.shuffle(inputs)
    add_inputs(folder, 'first', inputs, chance)
    wanted = told(folder, 'first')
    for number in range(2):
        chance.shuffle(inputs)
        add_inputs(folder, f'order-{number}', inputs, chance)
        expect_same('another order', told(folder, f'order-{number}'), wanted)
        shards = [[] for _ in range(3)]
        for one in inputs:
            for shard in chance.sample(shards, chance.choice([1, 1, 2])): shard.append(one)
        for at, shard in enumerate(shards):
            add_inputs(folder, f'shard-{number}-{at}', shard, chance)
            run(folder, 'dump', '-a', f'shard-{number}-{at}', f'{number}-{at}.nd')
        dumps = [f'{number}-{at}.nd' for at in range(3)]
        chance.shuffle(dumps)
        run(folder, 'load', '--quiet', '-a', f'loaded-{number}', *dumps)
        expect_same('loads of shards', told(folder, f'loaded-{number}'), wanted)
    run(folder, 'rebuild', '--quiet', '-a', 'loaded-1')
    expect_same('a rebuild', told(folder, 'loaded-1'), wanted)


def bits_that_flip(folder, verbose):
    """Wherever bits of the file flip, every command ends by itself, and says why where it does not do what it should."""
    chance = random.Random(SEED)
    inputs = write_inputs(folder, chance)
    add_inputs(folder, 'good', inputs[:8], chance)
    db = sqlite3.connect(os.path.join(folder, 'good'))
    db.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    db.execute('PRAGMA journal_mode = DELETE')
    db.close()
    good = open(os.path.join(folder, 'good'), 'rb').read()
    id = json.loads(run(folder, 'search', '-a', 'good', '--quiet', '--limit', '1', '--format', 'ndjson', '').splitlines()[0])['id']
    reads = [['search', 'harbour OR trams'], ['search', '--sort', 'said', 'speaker:roe'], ['show', id], ['stats'],
             ['speakers'], ['timeline', 'jane-roe'], ['dump'], ['verify'], ['doctor'], ['ledger'],
             ['evidence', id, '-o', 'x.zip', '--force']]
    writes = [['add', '--quiet', '4.txt', '5.txt', '8.xml'], ['load', '--quiet', 'some.nd'], ['rebuild', '--quiet'],
              ['forget', '--statement', id, '--why', 'x', '--yes']]
    run(folder, 'dump', '-a', 'good', 'some.nd')
    until = time.monotonic() + 20 * SLOWER
    counts = {}
    for number in range(200):
        if time.monotonic() > until: break
        data = bytearray(good)
        for _ in range(chance.choice([1, 1, 1, 4])): data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        with open(os.path.join(folder, 'bad'), 'wb') as out: out.write(data)
        for command in [*chance.sample(reads, 3), chance.choice(writes)]:
            for end in '-wal', '-shm', '.rebuild':
                if os.path.exists(os.path.join(folder, 'bad' + end)): os.remove(os.path.join(folder, 'bad' + end))
            done = subprocess.run([QUOTH, *command, '-a', 'bad'], cwd=folder, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, timeout=60 * SLOWER)
            said = done.stderr.decode(errors='replace')
            counts[done.returncode] = counts.get(done.returncode, 0) + 1
            # 1, 2: the id that was asked for is not there, as far as can be seen; 5: its log cannot be made
            expect(f'flip {number}: {command}: {done.returncode}: {said[-600:]}',
                   done.returncode in (0, 1, 2, 4, 5) and 'Sanitizer' not in said and 'runtime error' not in said)
            expect(f'flip {number}: {command} ends with {done.returncode} and says nothing',
                   done.returncode in (0, 1) or said or command[0] in ('verify', 'doctor'))
    if verbose: print('  how commands ended:', counts)


TESTS = [killed_at_any_moment, a_function_of_the_captures, what_was_decided_too, bits_that_flip, two_adds_at_once,
         a_writer_that_is_held_up_waits, a_writer_that_waits_for_too_long_is_told]


def main():
    words = [word for word in sys.argv[1:] if not word.startswith('-')]
    passed = failed = 0
    for test in TESTS:
        if not all(word in test.__name__ for word in words): continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(folder, '-v' in sys.argv)
                passed += 1
                if '-v' in sys.argv: print('ok', test.__name__, flush=True)
            except Exception as why:
                failed += 1
                print(f'FAILED {test.__name__} (QUOTH_SEED={SEED}): {type(why).__name__}: {why}', flush=True)
    print(f'{passed} passed, {failed} failed')
    sys.exit(failed > 0 or not passed)


main()
