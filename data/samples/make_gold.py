#!/usr/bin/env python3
"""gold.txt, written by hand → gold.json, read by scores: finds the marked words in the reports. Standard library only.

  make_gold.py [--check]        --check writes nothing and fails when gold.json is not what gold.txt says
"""
import json, os, sys
HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True      # leave no cache in the tree
sys.path.insert(0, os.path.join(HERE, '..', '..', 'tests', 'spec'))
import marks

ARTICLE = ('outlet', 'published', 'title', 'url')
STATEMENT = ('id', 'parent', 'speaker', 'addressee', 'occasion', 'place', 'said', 'via', 'inserts')
ACTS, KINDS = ('speech', 'writing', 'thought', 'intent'), ('direct', 'mixed', 'indirect')
SPEAKERS = ('person', 'organization', 'group', 'document', 'anonymous')

class Wrong(Exception): pass

def need(true, what):
    if not true: raise Wrong(what)

def find(text, marked):
    """Spans of the marks in the text. ` ~ ` skips to the next place where what follows it stands."""
    plain, found = marks.read(marked)
    need(set(found) == {''}, 'one statement without an id')
    places, at = [], 0
    for part in plain.split(' ~ '):
        here = text.find(part, at)
        need(here >= 0, f'not in the text: {part}')
        need(places or text.find(part, here + 1) < 0, f'in the text more than once: {part}')
        start = places[-1][1] + 3 if places else 0
        places.append((start, start + len(part), here))
        at = here + len(part)
    def move(offset):
        for start, end, here in places:
            if start <= offset <= end: return here + offset - start
        raise Wrong('a mark stands beside ~')
    return {role: [[move(a), move(b)] for a, b in spans] for role, spans in found[''].items()}

def fields(lines, known):
    out = {}
    for line in lines:
        key, colon, value = line.partition(': ')
        need(colon and key in known, f'not a field: {line}')
        need(key not in out, f'{key} twice')
        out[key] = value.strip()
    return out

def several(value): return [v.strip() for v in value.split(' | ')] if value else []

def statement(article, people, lines):
    head, f, text = lines[0][1:].split(), fields(lines[2:], STATEMENT), article['text']
    need(head[0] in KINDS and head[1] in ACTS and head[2:] in ([], ['negated']), f'head: {lines[0]}')
    spans = find(text, lines[1])
    words = [text[a:b] for a, b in spans['content']]
    need(marks.kind(words) == head[0], f'its marks say {marks.kind(words)}')
    need('speaker' not in f or f['speaker'] in people, f'unknown speaker: {f.get("speaker")}')
    said = several(f.get('said')) or [None, None]
    for words_of_text in [f.get(k) for k in ('addressee', 'occasion', 'place')] + said[1:]:
        need(words_of_text is None or words_of_text.lower() in text.lower(), f'not in the text: {words_of_text}')
    for insert in several(f.get('inserts')):
        need(any(insert in w for w in words), f'not in the content: {insert}')
    kind, role = people[f['speaker']] if 'speaker' in f else (None, None)
    return {'act': head[1], 'kind': head[0], 'speaker': f.get('speaker'), 'speaker_kind': kind, 'role': role,
            'addressee': f.get('addressee'), 'occasion': f.get('occasion'), 'place': f.get('place'),
            'said': said[0], 'said_text': said[1], 'via': several(f.get('via')), 'negated': 'negated' in head,
            'parent': f.get('parent'), 'inserts': several(f.get('inserts')), 'content': {'spans': spans['content']},
            'cue': {'spans': spans['cue']} if spans['cue'] else None,
            'source': {'spans': spans['source']} if spans['source'] else None}, f.get('id')

def paragraphs(path):
    """(line number, lines) of each paragraph; a line that starts with ; is a remark."""
    first, lines = 0, []
    for n, line in enumerate([*open(path, encoding='utf8'), '\n'], 1):
        line = line.rstrip()
        if line.startswith(';'): continue
        if line:
            if not lines: first = n
            lines.append(line)
        elif lines:
            yield first, lines
            lines = []

def read_gold(path):
    articles, people, ids = [], {}, {}
    for n, lines in paragraphs(path):
        try:
            if lines[0].startswith('# '):
                name = lines[0][2:]
                a = {'id': name} | fields([l for l in lines[1:] if l[0] != '@'], ARTICLE)
                a['text'] = open(os.path.join(HERE, name + '.txt'), encoding='utf8', newline='').read()
                a['statements'] = []
                articles.append(a)
                people, ids = {}, {}
                for line in (l for l in lines if l[0] == '@'):
                    who, kind, *role = several(line[2:])
                    need(kind in SPEAKERS, f'not a kind of speaker: {kind}')
                    people[who] = kind, role[0] if role else None
            else:
                need(lines[0].startswith('= ') and articles and len(lines) > 1, f'neither article nor statement: {lines[0]}')
                s, name = statement(articles[-1], people, lines)
                if s['parent'] is not None:
                    need(s['parent'] in ids, f'the parent must come first: {s["parent"]}')
                    s['parent'] = ids[s['parent']]
                if name: ids[name] = len(articles[-1]['statements'])
                articles[-1]['statements'].append(s)
        except (Wrong, ValueError, IndexError) as e:
            sys.exit(f'{path}:{n}: {e}')
    return articles

def dump(articles):
    """One statement a line, so that a change of gold.txt shows as a change of that line."""
    def one(x): return json.dumps(x, ensure_ascii=False)
    def block(a):
        head = ', '.join(f'{one(k)}: {one(v)}' for k, v in a.items() if k != 'statements')
        return '{' + head + ', "statements": [\n ' + ',\n '.join(map(one, a['statements'])) + ']}'
    return '{"articles": [\n' + ',\n'.join(map(block, articles)) + ']}\n'

def main():
    if sys.argv[1:] not in ([], ['--check']): sys.exit(__doc__)
    articles = read_gold(os.path.join(HERE, 'gold.txt'))
    out, path = dump(articles), os.path.join(HERE, 'gold.json')
    if '--check' in sys.argv:
        if open(path, encoding='utf8').read() != out: sys.exit('gold.json is not what gold.txt says: run make_gold.py')
    else: open(path, 'w', encoding='utf8').write(out)
    print(f'{len(articles)} articles, {sum(len(a["statements"]) for a in articles)} statements')

if __name__ == '__main__': main()
