#!/usr/bin/env python3
"""Writes docs/API.md from include/quoth.h: every section, declaration, field and value with what
the header says of it. Stops where the header says nothing.

    api_page.py            write it
    api_page.py --check    compare only
"""
import os, re, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEADER, PAGE = os.path.join(ROOT, 'include/quoth.h'), os.path.join(ROOT, 'docs/API.md')
# Before a member, behind it, or neither; and what is no comment.
PIECE = re.compile(r'(?P<before>/\*\*[^<].*?\*/)|(?P<behind>/\*\*<.*?\*/)|(?P<note>/\*.*?\*/)|(?P<code>(?:(?!/\*).)+)', re.S)
COMMENT = re.compile(r'/\*.*?\*/', re.S)
missing = []


# ── The header, piece by piece ──

def front(text):
    """What the header says of itself, what a program looks like, and the laws."""
    top = re.sub(r'^ \* ?', '', re.match(r'/\*\n(.*?)\n \*/', text, re.S)[1], flags=re.M)
    what, program, note, laws = re.match(r'quoth:.*?\n\n(.*?)\n\n((?: {4}.*\n)+)\n(.*?)\n\nTHREE LAWS\n\n(.*)', top, re.S).groups()
    laws = re.sub(r'^(Ownership|Errors|Threads)\. ', r'**\1.** ', laws, flags=re.M)
    return what, re.sub(r'^ {4}', '', program, flags=re.M), note, laws


def declared(text):
    """('section', title), ('note', words) and ('code', declaration, words) in their order."""
    text = text[text.index('#include <stdint.h>'):text.rindex('#ifdef __cplusplus')]
    text = re.sub(r'#include.*|#ifdef __cplusplus\nextern "C" \{\n#endif|#if defined\(__GNUC__\)\n.*\n#else\n.*\n#endif', '', text)
    said = None
    while text := text.lstrip():
        end = text.index('*/') + 2 if text.startswith('/*') else end_of(text)
        piece, text = text[:end], text[end:]
        section = re.match(r'/\* ── (.*?) ─+ \*/', piece)
        if section: yield 'section', section[1]
        elif piece.startswith('/**'): said = words(piece)
        elif piece.startswith('/*'): yield 'note', words(piece)
        else:
            yield 'code', piece, said
            said = None


def end_of(text):
    """Where the declaration that `text` begins with ends."""
    if text.startswith('#'): return text.index('\n')
    bare = COMMENT.sub(lambda comment: ' ' * len(comment[0]), text)
    depth = 0
    for i, letter in enumerate(bare):
        depth += {'{': 1, '}': -1}.get(letter, 0)
        if letter == ';' and not depth: return i + 1
    sys.exit('quoth.h: a declaration that does not end: ' + text[:60])


def words(comment):
    """The text of a comment, a line a paragraph."""
    text = re.sub(r'^\s*\* ?', '', re.sub(r'^/\*\*?<? ?|\s*\*/$', '', comment), flags=re.M)
    return fold(text)


def fold(text):
    return '\n\n'.join(' '.join(part.split()) for part in re.split(r'\n\s*\n', text))


def members(name, body):
    """What stands between braces, [code, words] in its order."""
    rows, said = [], None
    parted_by = ';' if ';' in COMMENT.sub('', body) else ','
    for piece in PIECE.finditer(body):
        if piece['before']: said = words(piece['before'])
        elif piece['behind']: rows[-1][1] = words(piece['behind'])
        elif piece['code']:
            for code in piece['code'].split(parted_by):
                if code.strip():
                    rows.append([' '.join(code.split()), said])
                    said = None
    missing.extend(f'{name}: {code}' for code, said in rows if not said)
    return rows


# ── The page ──

def inline(text):
    """As Markdown: what C knows is code, all else itself."""
    parts = re.split(r'(`[^`]*`)', text)
    for i in range(0, len(parts), 2):
        part = re.sub(r'([*<>_])', r'\\\1', parts[i])
        part = re.sub(r'\b(?:quoth|QUOTH)(?:\\_\w+?)+\b(?:\(\))?(?:\.[a-z]\w*)?', lambda name: '`' + name[0].replace('\\', '') + '`', part)
        parts[i] = re.sub(r'\bNULL\b', '`NULL`', part)
    return ''.join(parts)


def declaration(code, said):
    code = re.sub(r'^QUOTH_API ', '', code)
    bare = re.sub(r'[ \n]*\n\s*', '\n    ', COMMENT.sub('', code)).strip()
    body = re.match(r'typedef (struct|enum) (\w+) \{(.*)\}', code, re.S)
    name = body[2] if body else re.search(r'(?:#define |\{ |\*|\b)(\w+)(?:\(| = | ["U]|;$)', bare)[1]
    if not said: missing.append(name)
    out = f'### {name}\n\n'
    if not body: return out + f'```{"text" if bare.startswith("enum") else "c"}\n{bare}\n```\n\n{inline(said or "")}\n\n'
    rows = ''.join(f'| `{one}` | {inline(what or "")} |\n' for one, what in members(name, body[3]))
    return out + f'{inline(said or "")}\n\n| {body[1]} | |\n| --- | --- |\n{rows}\n'


def anchor(title):
    return re.sub(r'[^\w -]', '', title.lower()).replace(' ', '-')


def main():
    text = open(HEADER, encoding='utf8').read()
    what, program, note, laws = front(text)
    index, parts = '', ''
    for kind, *piece in declared(text):
        if kind == 'section':
            index += f'- [{piece[0]}](#{anchor(piece[0])})\n'
            parts += f'## {piece[0]}\n\n'
        elif kind == 'note': parts += inline(piece[0]) + '\n\n'
        else: parts += declaration(*piece)
    if missing: sys.exit('quoth.h says nothing of:\n    ' + '\n    '.join(missing) + f'\napi: 0 passed, {len(missing)} failed')
    made = (f'# C API\n\nMade from `include/quoth.h` by `make docs`.\n\n{fold(what)}\n\n```text\n{program}```\n\n{fold(note)}\n\n'
            f'{index}\n## Three laws\n\n{fold(laws)}\n\n{parts.rstrip()}\n')
    if '--check' not in sys.argv: open(PAGE, 'w', encoding='utf8').write(made)
    elif not os.path.exists(PAGE) or open(PAGE, encoding='utf8').read() != made:
        sys.exit('docs/API.md is not what include/quoth.h says: make docs\napi: 0 passed, 1 failed')
    print('api: 1 passed, 0 failed')


if __name__ == '__main__': main()
