"""For each stage behind reading the worst input that is known: (stage, what, n, prepare). `prepare(quoth, folder, n)` makes
it, of size `n`, and returns the arguments of the run that is timed. run.py compares n/4 with n, bench/hostile.py doubles n
three times.
"""
import json, os

STAGES = []
SAID = '“It fell,” said {}. '


def stage(name, what, n):
    def keep(prepare):
        STAGES.append((name, what, n, prepare))
        return prepare
    return keep


def write(folder, name, content):
    path = os.path.join(folder, name)
    with open(path, 'wb') as file: file.write(content.encode() if isinstance(content, str) else content)
    return path


def lines(articles): return ''.join(json.dumps(each) + '\n' for each in articles)


def word(i):
    """A name that no other number has."""
    out = ''
    while True:
        out += 'bdfgklmnprstvz'[i % 14] + 'aeiou'[i // 14 % 5]
        i //= 70
        if not i: return out.capitalize()


def alone(command, name, *more):
    """A stage that is one run over one file."""
    def of(make):
        return lambda quoth, folder, n: [*command, '--jobs', '1', write(folder, name, make(n)), *more]
    return of


def file(stage_name, what, n, command, name, make, *more):
    STAGES.append((stage_name, what, n, alone(command, name, *more)(make)))


READ, EXTRACT = ('read',), ('extract', '--format', 'ndjson', '--language', 'en')


def kept(quoth, folder, articles, name='a.quoth'):
    """A new archive of these."""
    archive = os.path.join(folder, name)
    for each in (archive, archive + '-wal', archive + '-shm'):
        if os.path.exists(each): os.remove(each)
    done = quoth('add', '-q', '-a', archive, '--jobs', '1', write(folder, 'a.jsonl', lines(articles)))
    if done.status: raise AssertionError(f'add: {done.err}')
    return archive
