#!/usr/bin/env python3
"""The documents: every command block runs as shown, the page of the C API is what quoth.h says,
the manual is what mandoc wants, and each link between files leads somewhere."""
import glob, os, re, shutil, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
passed, failed, skipped = 0, 0, 0


def count(good, message):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good: print(message)


def tool(*command):
    """A tool that tells in its last line what passed."""
    global passed, failed
    told = subprocess.run([sys.executable, *command], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout
    *said, last = told.rstrip().split('\n')
    found = re.search(r'(\d+) passed, (\d+) failed', last)
    print(*said, sep='\n')
    if not found: return count(False, last)
    passed, failed = passed + int(found[1]), failed + int(found[2])


def manuals():
    global skipped
    if not shutil.which('mandoc'):
        print('skipped: the manual is not looked at, there is no mandoc')
        skipped += 1
        return
    for page in sorted(glob.glob(os.path.join(ROOT, 'man/*.[1-9]'))):
        told = subprocess.run(['mandoc', '-T', 'lint', '-W', 'style', page], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        lines = [line for line in told.stdout.splitlines() if 'referenced manual not found' not in line]
        count(not lines, '\n'.join(lines))


def anchors(text):
    """What a heading is called in a link."""
    titles = re.findall(r'^#+ (.*)', re.sub(r'^```.*?^```', '', text, flags=re.S | re.M), re.M)
    return {re.sub(r'[^\w -]', '', title.lower()).replace(' ', '-') for title in titles}


def links():
    tracked = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard', '*.md'], cwd=ROOT, stdout=subprocess.PIPE, text=True).stdout.split()
    named = open(os.path.join(ROOT, 'docs/README.md'), encoding='utf8').read()
    for page in tracked:
        text = open(os.path.join(ROOT, page), encoding='utf8').read()
        for target in re.findall(r'\]\((?!https?:)([^)\s]+)\)', re.sub(r'`[^`\n]*`', '', text)):
            path, _, anchor = target.partition('#')
            there = os.path.normpath(os.path.join(ROOT, os.path.dirname(page), path)) if path else os.path.join(ROOT, page)
            good = os.path.exists(there)
            if good and anchor and there.endswith('.md'): good = anchor in anchors(open(there, encoding='utf8').read())
            count(good, f'{page}: the link {target} leads nowhere')
        if os.path.dirname(page) == 'docs' and page != 'docs/README.md':
            count(os.path.basename(page) in named, f'docs/README.md does not name {page}')


tool('tools/examples.py', '--check')
tool('tools/api_page.py', '--check')
manuals()
links()
print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
sys.exit(failed > 0 or not passed)
