#!/usr/bin/env python3
"""Threads under ThreadSanitizer: add with several jobs, two adds at once, serve under load while it is written.

    QUOTH=build/tsan/quoth tests/torture/threads.py

A race is a failure, told with both sides of it. Standard library only.
"""
import json, os, subprocess, sys, tempfile, threading, time
from jobs import MORE, PAGE, QUOTH, TEXTS, write_lines
from serve import Server, requests

RACE = 66      # the status with which ThreadSanitizer ends a program
ENVIRONMENT = {'TSAN_OPTIONS': f'exitcode={RACE} history_size=4', 'USER': 'tester'}
passed, failed = 0, 0


def count(name, problem):
    global passed, failed
    passed, failed = passed + (not problem), failed + bool(problem)
    if problem: print(f'FAILED {name}: {problem}')


def start(folder, *arguments):
    return subprocess.Popen([QUOTH, *arguments], cwd=folder, env={**os.environ, **ENVIRONMENT}, stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def finish(name, child, good=(0,)):
    out, err = child.communicate(timeout=600)
    err = err.decode(errors='replace')
    count(name, None if child.returncode in good and 'ThreadSanitizer' not in err else f'status {child.returncode}: {err[:6000]}')
    return out.decode()


def write_input(path, first, last):
    write_lines(path, [{'id': str(n), 'outlet': 'Coast Post', 'published': f'2021-03-{n % 28 + 1:02}',
                        'text': (TEXTS + MORE)[n % 4]['text'] + f'\n“This is the day number {n},” said Jane Roe.\n'}
                       for n in range(first, last)])


def ask_all(server, ids, seconds, problems):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for request in requests(ids):
            status, body = server.ask(*request)
            if status not in (200, 201, 503): problems.append((request, status, body[:200]))


def main():
    with tempfile.TemporaryDirectory() as folder:
        write_input(os.path.join(folder, 'one.jsonl'), 0, 80)
        write_input(os.path.join(folder, 'two.jsonl'), 40, 120)
        with open(os.path.join(folder, 'page.html'), 'w') as out: out.write(PAGE)
        finish('extract', start(folder, 'extract', '--jobs', '4', 'one.jsonl', 'page.html'))
        finish('add', start(folder, 'add', '-q', '-a', 'a.quoth', '--jobs', '4', 'one.jsonl'))
        both = [start(folder, 'add', '-q', '-a', 'a.quoth', '--jobs', '3', name) for name in ('one.jsonl', 'two.jsonl')]
        for child in both: finish('two adds at once', child, (0, 4))
        finish('rebuild', start(folder, 'rebuild', '-a', 'a.quoth', '--jobs', '4'))
        rows = finish('search', start(folder, 'search', '-a', 'a.quoth', '-q', '--format', 'ndjson', 'harbour')).splitlines()
        row = json.loads(rows[0])
        server, problems = Server(folder, ENVIRONMENT), []
        ids = row['id'], row['id'], row['article']['id']
        askers = [threading.Thread(target=ask_all, args=(server, ids, 20, problems)) for _ in range(6)]
        for asker in askers: asker.start()
        finish('add while it is served', start(folder, 'add', '-q', '-a', 'a.quoth', '--jobs', '2', 'two.jsonl', 'page.html'), (0, 4))
        for asker in askers: asker.join()
        status, said = server.end()
        count('serve', f'{status}: {said[:6000]}' if status or 'ThreadSanitizer' in said else None)
        count('answers', problems[:3])
    print(f'threads: {passed} passed, {failed} failed')
    sys.exit(failed > 0 or not passed)


main()
