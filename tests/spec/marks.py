"""Text marked with who said what; read by run.py here and by data/samples/make_gold.py.

  ⟦…⟧ content   <…> source   {…} cue        <She> {said} ⟦it was late⟧.
  with an id where an example has several:  <1,2: She> {1: said} ⟦1: it was late⟧, {2: adding} ⟦2: that it was wrong⟧.
"""
import re

OPEN = {'⟦': 'content', '<': 'source', '{': 'cue'}
CLOSE = {'⟧': 'content', '>': 'source', '}': 'cue'}
IDS = re.compile(r'(\d+(?:,\d+)*): ')

def read(marked):
    """The text without its marks, and {id: {role: [(start, end), …]}} in its code points; the id is '' where none is written."""
    text, length, found, stack, at = [], 0, {}, [], 0
    while at < len(marked):
        c = marked[at]; at += 1
        if c in OPEN:
            ids = IDS.match(marked, at)
            at = ids.end() if ids else at
            stack.append((OPEN[c], ids[1].split(',') if ids else [''], length))
        elif c in CLOSE:
            if not stack or stack[-1][0] != CLOSE[c]: raise ValueError(f'{c} closes nothing: {"".join(text)[-40:]}{c}')
            role, names, start = stack.pop()
            for name in names:
                found.setdefault(name, {r: [] for r in OPEN.values()})[role].append((start, length))
        else:
            text.append(c); length += 1
    if stack: raise ValueError(f'{stack[-1][0]} is never closed: {"".join(text)[stack[-1][2]:][:40]}')
    if '' in found and len(found) > 1: raise ValueError('some marks have an id, some have none')
    for name, roles in found.items():
        if not roles['content']: raise ValueError(f'statement {name} has no content')
        for spans in roles.values(): spans.sort()
    return ''.join(text), found

# „…“ stands before “…”, whose opening mark closes it. A quotation may be re-opened at each paragraph.
QUOTED = re.compile(r'„[^“”]*[“”]|“[^”]*”|"[^"]*"|«[^»]*»|(?:``|\'\').*?\'\'|‘.*?’(?!\w)|(?<!\w)\'.*?\'(?!\w)', re.S)

def kind(pieces):
    """tests/spec §3: how much of the content is inside its own quote marks."""
    bare = ' '.join(re.sub(r'(\n\s*)["“]', r'\1', p) for p in pieces)     # one quotation may go on in the next piece
    bare = re.sub(r'^that ', '', bare)
    outside = QUOTED.sub('', bare)
    if outside == bare: return 'indirect'
    return 'mixed' if any(c.isalnum() for c in outside) else 'direct'
