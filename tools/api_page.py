#!/usr/bin/env python3
"""Writes docs/API.md and man/libquoth.3 from include/quoth.h: every section, declaration, field and
value with what the header says of it. Stops where the header says nothing.

    api_page.py            write both
    api_page.py --check    compare only
"""
import os, re, sys, textwrap

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HEADER = os.path.join(ROOT, 'include/quoth.h')
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


def taken_apart(code, said):
    """Name, declaration, struct or enum or None, and its members."""
    code = re.sub(r'^QUOTH_API ', '', code)
    bare = re.sub(r'[ \n]*\n\s*', '\n    ', COMMENT.sub('', code)).strip()
    body = re.match(r'typedef (struct|enum) (\w+) \{(.*)\}', code, re.S)
    name = body[2] if body else re.search(r'(?:#define |\{ |\*|\b)(\w+)(?:\(| = | ["U]|;$)', bare)[1]
    if not said: missing.append(name)
    return name, bare, body and body[1], members(name, body[3]) if body else []


def declaration(name, bare, kind, rows, said):
    out = f'### {name}\n\n'
    if not kind: return out + f'```{"text" if bare.startswith("enum") else "c"}\n{bare}\n```\n\n{inline(said)}\n\n'
    rows = ''.join(f'| `{one}` | {inline(what)} |\n' for one, what in rows)
    return out + f'{inline(said)}\n\n| {kind} | |\n| --- | --- |\n{rows}\n'


def page(text, pieces):
    what, program, note, laws = front(text)
    index, parts = '', ''
    for kind, *piece in pieces:
        if kind == 'section':
            index += f'- [{piece[0]}](#{anchor(piece[0])})\n'
            parts += f'## {piece[0]}\n\n'
        else: parts += inline(piece[0]) + '\n\n' if kind == 'note' else declaration(*piece)
    return (f'# C API\n\nMade from `include/quoth.h` by `make docs`.\n\n{fold(what)}\n\n```text\n{program}```\n\n{fold(note)}\n\n'
            f'{index}\n## Three laws\n\n{fold(laws)}\n\n{parts.rstrip()}\n')


# ── The manual ──

def escaped(line):
    line = re.sub(r'[^\x00-\x7f]', lambda letter: f'\\[u{ord(letter[0]):04X}]', line.replace('\\', '\\e'))
    return '\\&' + line if line[:1] in ('.', "'") else line


def prose(text):
    """Each sentence on lines of its own, as mdoc wants them."""
    paragraphs = []
    for part in re.sub(r'`|\*\*|\(\)', '', text).split('\n\n'):
        sentences = re.split(r'(?<=[^.\s][.!?])\s+(?=\S)', part)
        lines = [line for one in sentences for line in textwrap.wrap(one, 68, break_long_words=False, break_on_hyphens=False)]
        paragraphs.append('\n'.join(map(escaped, lines)))
    return '\n.Pp\n'.join(paragraphs) + '\n'


def literal(text):
    return '.Bd -literal -offset indent\n' + '\n'.join(map(escaped, text.rstrip().split('\n'))) + '\n.Ed\n'


def manual(text, pieces):
    what, program, note, laws = front(text)
    day = re.search(r'^\.Dd .*', open(os.path.join(ROOT, 'man/quoth.1'), encoding='utf8').read())[0]
    out = (f'.\\" Made from include/quoth.h by make docs.\n{day}\n.Dt LIBQUOTH 3\n.Os\n.Sh NAME\n.Nm libquoth\n.Nd who said what in news text, from C\n'
           f'.Sh SYNOPSIS\n.In quoth.h\n.Pp\n.Dl cc program.c $(pkg-config --cflags --libs quoth)\n.Sh DESCRIPTION\n'
           f'{prose(fold(what))}{literal(program)}.Pp\n{prose(fold(note))}.Ss Three laws\n{prose(fold(laws))}')
    for kind, *piece in pieces:
        if kind == 'section': out += f'.Ss {escaped(piece[0])}\n'
        elif kind == 'note': out += '.Pp\n' + prose(piece[0])
        else: out += described(*piece)
    return re.sub(r'(\.Ss .*\n)\.Pp\n', r'\1', out) + '.Sh SEE ALSO\n.Xr quoth 1\n'


def described(name, bare, kind, rows, said):
    if not kind: return f'.Pp\n.Sy {name}\n{literal(bare)}{prose(said)}'
    rows = ''.join(f'.It Li "{one}"\n{prose(what)}' for one, what in rows)
    return f'.Pp\n.Sy {name}\n.Pq {kind}\n.Pp\n{prose(said)}.Bl -tag -width Ds -offset indent\n{rows}.El\n'


def anchor(title):
    return re.sub(r'[^\w -]', '', title.lower()).replace(' ', '-')


def main():
    text = open(HEADER, encoding='utf8').read()
    pieces = [('code', *taken_apart(*piece), piece[1]) if kind == 'code' else (kind, *piece) for kind, *piece in declared(text)]
    if missing: sys.exit('quoth.h says nothing of:\n    ' + '\n    '.join(missing) + f'\napi: 0 passed, {len(missing)} failed')
    failed = 0
    for name, made in ('docs/API.md', page(text, pieces)), ('man/libquoth.3', manual(text, pieces)):
        path = os.path.join(ROOT, name)
        if '--check' not in sys.argv: open(path, 'w', encoding='utf8').write(made)
        elif not os.path.exists(path) or open(path, encoding='utf8').read() != made:
            print(f'{name} is not what include/quoth.h says: make docs')
            failed += 1
    print(f'api: {2 - failed} passed, {failed} failed')
    sys.exit(failed > 0)


if __name__ == '__main__': main()
