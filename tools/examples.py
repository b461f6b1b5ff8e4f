#!/usr/bin/env python3
"""Runs every command block of the documents, each page in a folder of its own.

    examples.py            write what the commands print today below them
    examples.py --check    compare only
    examples.py [--check] docs/GUIDE.md …    these pages alone

Of a page in Markdown a block is told by the word behind its fence:

    console    each line `$ command` is run, and what it prints must be what stands below it
    sh         is run as a whole and must succeed
    json       must parse; ndjson: each line
    c          must compile, as a file where it includes anything, else behind quoth.h together
               with the others of its page
    python     is run, where python/ is there; what begins with `>>>` is one session for the page,
               and prints what stands in it
    text       is shown, not run: no line of it begins with `$ `

Of a manual page each `.Dl $ command` under EXAMPLES is run and must succeed.

`<!-- not run: REASON -->` before a block lets it stand as it is; such blocks are counted and
listed. `<!-- run: COMMAND -->` is run before what follows and shown to nobody (in a manual
page `.\\" run: COMMAND`). A block in any other form is a failure.

In the folder lie data, docs, include and tests as in the repository, and build/quoth, which is
also in the PATH; the archive is empty. `quoth serve` goes on until the end of its page, at a
free port, which the page shows as 8080; the commands behind it have its token in $TOKEN.
"""
import concurrent.futures, glob, json, os, re, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
QUOTH = os.path.abspath(os.environ.get('QUOTH', os.path.join(ROOT, 'build/quoth')))
PAGES = ['README.md', 'CONTRIBUTING.md', 'web/README.md', 'python/README.md', 'docs/*.md', 'data/models/*.md', 'man/*.[1-9]']
SHOWN_PORT, SHOWN_TOKEN = '127.0.0.1:8080', '0f1e…'
BLOCK = re.compile(r'^(?P<indent> *)```(?P<form>[^\n`]*)\n(?P<body>.*?)^ *```$|<!-- run: (?P<run>.*?) -->', re.S | re.M)


class Page:
    def __init__(self, name):
        self.name, self.passed, self.failed, self.left, self.said = name, 0, 0, [], []
        self.server, self.declared, self.session = None, '', ''

    def fail(self, line, message):
        self.failed += 1
        self.said.append(f'{self.name}:{line}: {message}')

    def hold(self, line, good, message):
        if good: self.passed += 1
        else: self.fail(line, message)

    def shell(self, command, lines=None):
        """What the command prints, errors too, and its status."""
        if re.match(r'(build/)?quoth serve\b', command): return self.serve(command)
        if self.server: command = command.replace(SHOWN_PORT, self.address)
        done = subprocess.run(['bash', '-c', command], cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        shown = done.stdout.replace(self.address, SHOWN_PORT) if self.server else done.stdout
        return shown, done.returncode

    def serve(self, command):
        if self.server: self.stop()
        self.server = subprocess.Popen(['bash', '-c', f'exec {command} --port 0'], cwd=self.folder, env=self.environment,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        told = self.server.stdout.readline()
        found = re.search(r'http://(127\.0\.0\.1:\d+)/#token=([0-9a-f]+)', told)
        if not found:
            self.stop()
            return told, 1
        self.address, self.environment['TOKEN'] = found[1], found[2]
        return told.replace(found[1], SHOWN_PORT).replace(found[2], SHOWN_TOKEN), 0

    def stop(self):
        self.server.terminate()
        self.server.wait()
        self.server.stdout.close()
        self.server = None

    def console(self, match, line):
        out = ''
        if not match['body'].startswith('$ '): self.fail(line, 'a console block begins with a `$ command`')
        for shown in re.findall(r'^\$ (?:.*\\\n)*.*\n(?:(?!\$ ).*\n)*', match['body'], re.M):
            command = re.match(r'\$ ((?:.*\\\n)*.*)\n', shown)[1]
            told = self.shell(command)[0].rstrip()
            now = f'$ {command}\n{told}\n' if told else f'$ {command}\n'
            self.hold(line, now == shown or '--check' not in sys.argv, f'the page shows\n{shown}\nbut today it is\n{now}')
            out += now
        return f'{match["indent"]}```console\n{out}{match["indent"]}```'

    def block(self, match):
        line = self.text.count('\n', 0, match.start()) + 1
        if match['run'] is not None:
            told, status = self.shell(match['run'])
            self.hold(line, status == 0, f'{match["run"]}\nends with {status}: {told}')
            return match[0]
        form, body = match['form'].strip(), match['body']
        reason = re.search(r'<!-- not run: ((?:(?!-->).)+) -->\n$', self.text[:match.start()], re.S)
        if reason: self.left.append(f'{self.name}:{line}: {" ".join(reason[1].split())}')
        elif form == 'console': return self.console(match, line)
        elif form == 'sh':
            told, status = self.shell('set -eu\n' + body)
            self.hold(line, status == 0, f'{body}ends with {status}: {told}')
        elif form in ('json', 'ndjson'):
            try:
                for one in body.splitlines() if form == 'ndjson' else [body]: json.loads(one)
                self.passed += 1
            except ValueError as wrong: self.fail(line, f'is no JSON: {wrong}')
        elif form == 'c' and '#include' in body: self.compiles(line, body)
        elif form == 'c': self.declared += body
        elif form == 'python': self.runs(line, body)
        elif form == 'text': self.hold(line, not re.search(r'^\$ ', body, re.M), 'has commands, but is not run')
        else: self.fail(line, f'a block of the form {form or "(none)"} is not known here')
        return match[0]

    def compiles(self, line, body):
        done = subprocess.run([os.environ.get('CC', 'gcc'), '-std=c17', '-Wall', '-Wextra', '-Werror', '-fsyntax-only',
                               '-I' + os.path.join(ROOT, 'include'), '-xc', '-'], input=body, stderr=subprocess.PIPE, text=True)
        self.hold(line, done.returncode == 0, done.stderr)

    def runs(self, line, body):
        """Python of the package in python/, which loads the library: not under AddressSanitizer."""
        why = '' if os.path.isdir(os.path.join(ROOT, 'python')) else 'python/ is not there'
        if 'asan' in QUOTH: why = 'Python is not built with AddressSanitizer'
        if why: return self.left.append(f'{self.name}:{line}: {why}')
        if body.startswith('>>>'):
            self.session += body
            return
        done = self.python('-', body)
        self.hold(line, done.returncode == 0, f'{body}ends with {done.returncode}: {done.stdout}')

    def python(self, *words):
        *words, body = words
        return subprocess.run([sys.executable, *words], input=body, cwd=self.folder, env=self.environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)

    def converses(self):
        with open(os.path.join(self.folder, 'session.txt'), 'w', encoding='utf8') as file: file.write(self.session)
        done = self.python('-m', 'doctest', 'session.txt', '')
        self.hold(1, done.returncode == 0, done.stdout)

    def manual(self):
        section = re.search(r'^\.Sh EXAMPLES\n.*?(?=^\.Sh |\Z)', self.text, re.S | re.M)
        for found in re.finditer(r'^\.(?:\\" run: (.*)|Dl \$ (.*))$', section[0] if section else '', re.M):
            line = self.text.count('\n', 0, section.start() + found.start()) + 1
            command = found[1] or found[2].replace('\\e', '\\').replace('\\(aq', "'").replace('\\-', '-').replace('\\&', '')
            told, status = self.shell('set -o pipefail\n' + command)
            self.hold(line, status == 0, f'{command}\nends with {status}: {told}')

    def indented(self):
        """Lines set in by four spaces are a block too, and hide from the rest."""
        text = BLOCK.sub(lambda match: '\n' * match[0].count('\n'), self.text)
        for number, (before, now) in enumerate(zip([''] + text.splitlines(), text.splitlines()), 1):
            if now.startswith('    ') and not before.strip(): self.fail(number, 'an indented block: fence it, with its form')

    def run(self):
        self.text = open(os.path.join(ROOT, self.name), encoding='utf8').read()
        with tempfile.TemporaryDirectory() as self.folder:
            for shared in ('data', 'docs', 'include', 'tests'): os.symlink(os.path.join(ROOT, shared), os.path.join(self.folder, shared))
            for made in ('build', 'bin', 'home'): os.mkdir(os.path.join(self.folder, made))
            for folder in ('build', 'bin'): os.symlink(QUOTH, os.path.join(self.folder, folder, 'quoth'))
            library = os.path.join(os.path.dirname(QUOTH), 'libquoth.so')
            self.environment = {'PATH': os.path.join(self.folder, 'bin') + ':' + os.environ['PATH'], 'HOME': os.path.join(self.folder, 'home'),
                                'LANG': 'C.UTF-8', 'TZ': 'UTC', 'USER': 'you', 'TERM': 'dumb', 'ASAN_OPTIONS': os.environ.get('ASAN_OPTIONS', ''),
                                'QUOTH_LIBRARY': library, 'PYTHONPATH': os.path.join(ROOT, 'python')}
            try:
                if self.name.endswith('.md'):
                    new = BLOCK.sub(self.block, self.text)
                    self.indented()
                    if self.session: self.converses()
                    if self.declared: self.compiles(1, '#include "quoth.h"\n' + self.declared)
                    if new != self.text and '--check' not in sys.argv:
                        open(os.path.join(ROOT, self.name), 'w', encoding='utf8').write(new)
                else: self.manual()
            finally:
                if self.server: self.stop()
        return self


def main():
    named = [name for name in sys.argv[1:] if name != '--check']
    names = named or [os.path.relpath(path, ROOT) for pattern in PAGES for path in sorted(glob.glob(os.path.join(ROOT, pattern)))]
    with concurrent.futures.ThreadPoolExecutor(2) as pool: pages = list(pool.map(lambda name: Page(name).run(), names))
    for page in pages: print('\n'.join(page.said), end='\n' if page.said else '')
    left = [one for page in pages for one in page.left]
    print(f'{len(left)} blocks are not run:', *left, sep='\n    ')
    passed, failed = sum(page.passed for page in pages), sum(page.failed for page in pages)
    print(f'examples: {passed} passed, {failed} failed')
    sys.exit(failed > 0 or not passed)


if __name__ == '__main__': main()
