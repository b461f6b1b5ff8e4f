#!/usr/bin/env python3
"""The rules of what a statement is, run against quoth. Standard library only; README.md tells the form of the examples.

  run.py [PROGRAM]        default: build/quoth
"""
import glob, json, os, re, subprocess, sys
from collections import Counter
sys.dont_write_bytecode = True      # leave no cache in the tree
import marks

HERE = os.path.dirname(os.path.abspath(__file__))
KEYS = ('kind', 'act', 'negated', 'parent', 'speaker', 'speaker kind', 'role', 'addressee', 'occasion', 'place', 'said',
        'via', 'carried', 'source', 'cue', 'block', 'inserts')
FIELDS = ('addressee', 'occasion', 'place', 'said', 'via')
GIVEN = ('published', 'outlet', 'title')

def attributes(line, found):
    """`= 2 parent: 1; kind: indirect` → ('2', {'parent': '1', 'kind': 'indirect'})"""
    ident, pairs = re.fullmatch(r'= (?:(\d+) )?(.*)', line).groups()
    out = dict(p.split(': ', 1) for p in pairs.split('; '))
    if (ident or '') not in found: raise ValueError(f'no such statement: {line}')
    if set(out) - set(KEYS): raise ValueError(f'unknown key: {line}')
    for role in ('source', 'cue'):
        if role in out and (out[role] != 'none' or found[ident or ''][role]): raise ValueError(f'{role} is marked, or said to be none: {line}')
    return ident or '', out

def example(where, words, lines):
    """One fence: its text and, by id, the statements that must be found in it."""
    if set(words[1:]) - {'later', 'known'}: raise ValueError(f'unknown fence: {" ".join(words)}')
    text, found = marks.read('\n'.join(l for l in lines if not l.startswith('= ')))
    given = dict(p.split(': ', 1) for l in lines if l.startswith('= article ') for p in l[10:].split('; '))
    if set(given) - set(GIVEN): raise ValueError(f'an article is given {", ".join(GIVEN)}')
    if (words[0] == 'nothing') == bool(found): raise ValueError('`statement` needs marks, `nothing` takes none')
    want = {i: {'spans': roles} for i, roles in found.items()}
    for line in lines:
        if line.startswith('= ') and not line.startswith('= article '):
            i, more = attributes(line, found)
            want[i] |= more
    for w in want.values():
        own = marks.kind([text[a:b] for a, b in w['spans']['content']])
        if w.get('kind', own) != own: raise ValueError(f'kind: its marks say {own}')
        if w.get('parent', 'none') not in [*want, 'none']: raise ValueError(f'no such parent: {w["parent"]}')
    return {'id': where, 'text': text, 'want': want, 'excused': len(words) > 1, **given}

def read_spec():
    examples, enough = [], {}
    for path in sorted(glob.glob(os.path.join(HERE, '[0-9]*.md'))):
        rule = fence = None
        for n, line in enumerate(open(path, encoding='utf8', newline='').read().split('\n'), 1):
            where = f'{os.path.basename(path)}:{n}'
            try:
                if fence is not None and line == '```':
                    examples.append(example(*fence))
                    if rule is None: raise ValueError('an example without a rule')
                    enough[rule][fence[1][0]] += 1
                    fence = None
                elif fence is not None: fence[2].append(line)
                elif line.startswith('## '): enough[rule := line[3:]] = Counter()
                elif line.startswith('```'):
                    fence = where, line[3:].split(), []
                    if fence[1][:1] not in (['statement'], ['nothing']): raise ValueError(f'unknown fence: {line}')
            except ValueError as e: sys.exit(f'{where}: {e}')
        if fence is not None: sys.exit(f'{fence[0]}: the fence is never closed')
    for rule, count in enough.items():
        if count['statement'] < 2 or count['nothing'] < 1: sys.exit(f'{rule}: needs two examples that must and one that must not')
    return examples

def ask(program, examples):
    """What the program finds, by example. A program that fails has found nothing worth comparing."""
    lines = ''.join(json.dumps({k: e[k] for k in ('id', 'text', *GIVEN) if k in e}) + '\n' for e in examples)
    out = subprocess.run([program, 'extract', '--from', 'jsonl', '--format', 'ndjson', '-'],
                         input=lines.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if out.returncode: raise OSError(f'{program}: exit status {out.returncode}: {out.stderr.decode()}')
    got = {e['id']: [] for e in examples}
    for line in out.stdout.decode().splitlines():
        s = json.loads(line)
        if s.get('type') == 'statement': got[s['article']['name']].append(s)
    return got

def spans(statement, role): return [tuple(x) for x in (statement.get(role) or {}).get('spans') or []]

def word(field):
    """What a record says in a field: a value, a name or words."""
    return (field or {}).get('value') or (field or {}).get('name') or (field or {}).get('text') or 'none'

def show(text, pieces): return ' | '.join(text[a:b] for a, b in pieces) or 'none'

def compare(e, got):
    """What is wrong, a line each: the program must find the wanted statements exactly, and no other."""
    text, wrong, pair, left = e['text'], [], {}, list(got)
    for i, w in e['want'].items():
        k = next((k for k, s in enumerate(left) if spans(s, 'content') == w['spans']['content']), None)
        pair[i] = None if k is None else left.pop(k)
    for i, w in e['want'].items():
        s = pair[i]
        if s is None:
            wrong.append(f'missing    {show(text, w["spans"]["content"])}')
            continue
        for role in ('source', 'cue'):
            if (w['spans'][role] or role in w) and spans(s, role) != w['spans'][role]:
                wrong.append(f'{role:10} {show(text, w["spans"][role])}, not: {show(text, spans(s, role))}')
        has = {'kind': s.get('kind'), 'act': s.get('act'), 'negated': str(bool(s.get('negated'))).lower(),
               'speaker': (s.get('speaker') or {}).get('name') or 'none', 'block': s.get('block'),
               'inserts': show(text, [x for i in s.get('inserts') or [] for x in spans({'i': i}, 'i')]),
               'speaker kind': s['speaker'].get('kind') or 'none', 'role': s['speaker'].get('role') or 'none',
               **{f: word(s[f]) for f in FIELDS[:4]}, 'via': ' | '.join(map(word, s['via'])) or 'none',
               'carried': ' | '.join(f for f in FIELDS if any(x and x.get('carried') for x in (s[f] if f == 'via' else [s[f]]))) or 'none',
               'parent': next((j for j, p in pair.items() if p and p['id'] == s.get('parent')), s.get('parent') or 'none')}
        wrong += [f'{k:10} {w[k]}, not: {v}' for k, v in has.items() if w.get(k, v) != v]
    return wrong + [f'too much   {show(text, spans(s, "content"))}' for s in left]

def main():
    if len(sys.argv) > 2 or sys.argv[1:2] in (['-h'], ['--help']): sys.exit(__doc__)
    examples, count = read_spec(), Counter()
    try: got = ask(sys.argv[1] if len(sys.argv) > 1 else 'build/quoth', examples)
    except (OSError, ValueError, KeyError) as e:
        print(f'cannot compare: {e!r}')
        examples = []
    for e in examples:
        wrong = compare(e, got[e['id']])
        if not wrong:
            count['passed'] += 1
            if e['excused']: print(f'{e["id"]}: now passes: remove its mark')
        elif e['excused']: count['known'] += 1
        else:
            count['failed'] += 1
            print(f'{e["id"]}: {e["text"]}', *wrong, sep='\n    ')
    print(f'spec: {count["passed"]} passed, {count["failed"]} failed, {count["known"]} known')
    sys.exit(bool(count['failed']) or not examples)

if __name__ == '__main__': main()
