#!/usr/bin/env python3
"""The console blocks between `<!-- example -->` and `<!-- end of example -->` in README.md: runs
every `$ command` line and writes what it prints below it; with --check only compares.

    readme_example.py [--check]
"""
import os, re, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, 'README.md')
QUOTH = os.environ.get('QUOTH', 'build/quoth')
FOLDER = tempfile.TemporaryDirectory()
os.environ['QUOTH_ARCHIVE'] = os.path.join(FOLDER.name, 'archive.quoth')  # empty, and of all commands


def today(command):
    done = subprocess.run(['bash', '-c', command.replace('build/quoth', QUOTH)], cwd=ROOT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return f'$ {command}\n{done.stdout.rstrip()}\n'


def main():
    page = open(PAGE, encoding='utf8').read()
    passed, failed = 0, 0

    def block(match):
        nonlocal passed, failed
        out = ''
        for shown in re.findall(r'^\$ .*\n(?:(?!\$ ).*\n)*', match[2], re.M):
            now = today(shown.split('\n', 1)[0][2:])
            out += now
            if now == shown: passed += 1
            else:
                failed += 1
                if '--check' in sys.argv: print(f'README.md shows\n{shown}\nbut today it is\n{now}')
        return match[1] + out + match[3]

    example = re.search(r'<!-- example -->.*?<!-- end of example -->', page, re.S)
    if not example: sys.exit('README.md has no example\nreadme: 0 passed, 1 failed')
    new = re.sub(r'(^```console\n)(.*?)(^```$)', block, example[0], flags=re.S | re.M)
    if '--check' not in sys.argv:
        open(PAGE, 'w', encoding='utf8').write(page.replace(example[0], new))
        passed, failed = passed + failed, 0
    print(f'readme: {passed} passed, {failed} failed')
    sys.exit(failed > 0 or not passed)


if __name__ == '__main__': main()
