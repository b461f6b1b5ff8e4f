#!/usr/bin/env python3
"""How fast `quoth serve` answers many at once: 50 connections that ask 50 pages a second in all.

    serve.py [PROGRAM [ARCHIVE [SECONDS]]]      default: build/quoth, the full archive of search.py, 60 s

Pages are drawn by a fixed seed: searches (the questions of bench/queries.txt, pages behind their first), articles,
statements, speakers, their JSON twins, feeds, and files of the page with the ETag that a browser has. Each is asked for
at a set time, whatever the others do, and its time is counted from then on, so that one that has to wait counts in
full. Asked twice: by addresses that are never the same, so that no answer is kept, and as they are. Ends with status 1 where a bar is missed. Standard library only; the asking costs a tenth of one core.
"""
import http.client, json, os, random, subprocess, sys, threading, time
from measure import NEWS, ROOT, head, row
import search

CONNECTIONS, RATE = 50, 50
MEDIAN, LATEST = 30, 250    # milliseconds; of the latest percent
SLOWEST = 12
MIX = {'search': 30, 'search.json': 10, 'article': 18, 'statement': 14, 'speaker': 14, 'speakers': 3, 'feed': 3,
       'review': 3, 'about': 1, 'asset': 4}


class Server:
    def __init__(self, program, archive):
        self.process = subprocess.Popen([program, 'serve', '-a', archive, '--port', '0'], stdout=subprocess.PIPE)
        self.port = int(self.process.stdout.readline().split(b':')[2].split(b'/')[0])

    def link(self):
        return http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)

    def get(self, path):
        link = self.link()
        link.request('GET', path)
        answer = link.getresponse()
        answer.body = answer.read()
        link.close()
        return answer

    def used(self):
        """CPU seconds, and MB at most."""
        with open(f'/proc/{self.process.pid}/stat') as file: stat = file.read().rsplit(')', 1)[1].split()
        with open(f'/proc/{self.process.pid}/status') as file: peak = [line for line in file if line.startswith('VmHWM')][0]
        return (int(stat[11]) + int(stat[12])) / os.sysconf('SC_CLK_TCK'), int(peak.split()[1]) / 1024


def quoted(text):
    return ''.join(c if c.isascii() and c.isalnum() else ''.join(f'%{b:02X}' for b in c.encode()) for c in text)


def asked_questions():
    """(question, option…) of each line of bench/queries.txt."""
    with open(search.QUESTIONS, encoding='utf8') as file:
        return [line.rstrip('\n').split('\t') for line in file if line.strip() and not line.startswith('#')]


def pages(server, chance):
    """Paths by kind, with (path, headers) each."""
    lines = asked_questions()
    questions = [line[0] for line in lines]
    found = {kind: [] for kind in MIX}
    for question, *options in lines:
        found['search'].append('&'.join([f'/?q={quoted(question)}', *' '.join(options).split()]))
    rows, after = [], ''
    for _ in range(10):
        told = json.loads(server.get(f'/search.json?limit=200&sort=added{after}').body)['answer']
        rows += told['rows']
        if not told['next']: break
        after = f'&after={quoted(told["next"])}'
    for question in chance.sample(questions, min(60, len(questions))):
        got = server.get(f'/search.json?limit=20&q={quoted(question)}')
        if got.status != 200: continue
        told = json.loads(got.body)['answer']
        rows += told['rows']
        found['search.json'].append(f'/search.json?q={quoted(question)}')
        if told['next']: found['search.json'].append(f'/search.json?q={quoted(question)}&after={quoted(told["next"])}')
        found['feed'] += [f'/search.atom?q={quoted(question)}', f'/search.feed.json?q={quoted(question)}']
    chance.shuffle(rows)
    for each in rows[:600]:
        article = each['article']['id'].removeprefix('sha256:')
        found['article'] += [f'/articles/{article}', f'/articles/{article}.json']
        found['statement'] += [f'/statements/{each["id"]}', f'/statements/{each["id"]}.json']
        if each['person']: found['speaker'] += [f'/speakers/{each["person"]["id"]}', f'/speakers/{each["person"]["id"]}.json']
    listed = server.get('/speakers.json')
    if listed.status == 200:
        found['speaker'] += [f'/speakers/{each["id"]}' for each in json.loads(listed.body)['rows']]
    found['speakers'] = ['/speakers', '/speakers?name=smith', '/speakers.json?name=obama', '/speakers?name=university']
    found['review'] = ['/review', '/review.json', '/review?q=kind:indirect']
    found['about'] = ['/about', '/about.json']
    found['asset'] = [f'/assets/{name}' for name in ('app.js', 'app.css', 'preact.js', 'search.js', 'dagre.js')]
    tags = {path: server.get(path).headers['ETag'] for path in found['asset']}
    return {kind: [(path, {'If-None-Match': tags[path]} if tags.get(path) else {}) for path in paths]
            for kind, paths in found.items()}


class Asker(threading.Thread):
    """One connection, asking once a second on the average."""

    def __init__(self, server, begin, asked):
        super().__init__()
        self.server, self.begin, self.asked = server, begin, asked      # [(when, kind, path, headers)]
        self.spent, self.wrong = [], []

    def run(self):
        link = self.server.link()
        for when, kind, path, headers in self.asked:
            wait = self.begin + when - time.monotonic()
            if wait > 0: time.sleep(wait)
            try:
                link.request('GET', path, headers={'Accept-Encoding': 'gzip', **headers})
                answer = link.getresponse()
                answer.read()
                if answer.status not in (200, 304): self.wrong.append((answer.status, path))
            except (OSError, http.client.HTTPException) as why:
                self.wrong.append((repr(why), path))
                link = self.server.link()
            self.spent.append((1000 * (time.monotonic() - self.begin - when), kind, path))
        link.close()


def load(server, seconds, anew):
    chance = random.Random(2026)
    found = pages(server, chance)
    kinds = [kind for kind in MIX if found[kind]]
    asked = [[] for _ in range(CONNECTIONS)]
    for i in range(RATE * seconds):
        kind = chance.choices(kinds, [MIX[kind] for kind in kinds])[0]
        path, headers = chance.choice(found[kind])
        if anew: path += f'{"&" if "?" in path else "?"}once={i}'      # so that no answer is kept for it
        asked[i % CONNECTIONS].append((i / RATE + chance.uniform(0, 1 / RATE), kind, path, headers))
    cpu, began = server.used()[0], time.monotonic()
    askers = [Asker(server, began + 0.2, mine) for mine in asked]
    for asker in askers: asker.start()
    for asker in askers: asker.join()
    took = time.monotonic() - began
    used, peak = server.used()
    return [one for asker in askers for one in asker.spent], [one for asker in askers for one in asker.wrong], \
        (used - cpu) / took, peak


def bench(program, folder, archive=None, seconds=60):
    if not NEWS and not archive: return print('\nskipped: no shared/ beside the checkout, for a server to show') or []
    if '--quick' in sys.argv: return print('\nskipped: the server needs the full archive') or []
    archive = archive or search.make(program, os.path.join(os.path.dirname(program), 'full.quoth'))
    return [miss for anew in (True, False) for miss in ask(program, archive, seconds, anew)]


def ask(program, archive, seconds, anew):
    server = Server(program, archive)
    try:
        spent, wrong, busy, peak = load(server, seconds, anew)
    finally:
        server.process.terminate()
        server.process.wait()
    print(f'\n{"each page made anew: " if anew else "pages asked for again may be kept: "}{len(spent):,} pages in {seconds} s by {CONNECTIONS} connections; {100 * busy:.0f} % of one core, {peak:.0f} MB at most')
    head('pages', 'asked', 'median', '99th percentile', 'most')
    for kind in ('all', *MIX):
        times = [one for one, of, _ in spent if kind in ('all', of)]
        if times: row(kind, f'{len(times):,}', *(f'{each:.1f} ms' for each in (
            search.percentile(times, 0.5), search.percentile(times, 0.99), max(times))))
    head('slowest', 'ms')
    for one, kind, path in sorted(spent, reverse=True)[:SLOWEST]: row(f'`{path[:100]}`', f'{one:.0f}')
    for status, path in wrong[:10]: print(f'error: {status} {path}')
    times = [one for one, _, _ in spent]
    missed = []
    if wrong: missed.append(f'{len(wrong)} errors')
    for what, part, bar in (('median', 0.5, MEDIAN), ('99th percentile', 0.99, LATEST)):
        if search.percentile(times, part) > bar: missed.append(f'{what} of {search.percentile(times, part):.0f} ms, over {bar} ms')
    return missed


def main():
    words = sys.argv[1:] + [None] * 3
    missed = bench(os.path.abspath(words[0] or os.path.join(ROOT, 'build', 'quoth')), None, words[1], int(words[2] or 60))
    for miss in missed: print(f'misses its bar: {miss}')
    sys.exit(1 if missed else 0)


if __name__ == '__main__': main()
