#!/usr/bin/env python3
"""Who a pronoun or a description is: what each clue weighs, learnt from sources that readers resolved.

    speakers.py PROGRAM          writes src/attribute/speaker/clue_weights.h and prints what it measured

speakers.tsv has, of sources in shared's news and newswire, the words that name their speaker in full.
The program says with --explain which clues each candidate has (src/attribute/speaker/candidate.h); a softmax
over the candidates of a source is fitted to them, with weights that all askers share and weights of
each one's own, both held small. Five folds by article tell what to expect.
"""
import hashlib, json, os, re, subprocess, sys, tempfile
from collections import Counter, defaultdict
import numpy as np
import newswire
from corpus import ROOT, SHARED, records

sys.path.insert(0, os.path.join(SHARED, 'tools'))
from score import same_name                                     # noqa: E402

HELD_SHARED, HELD_OWN = .02, .08                                # how much large weights cost
STEPS, FOLDS, LIMIT = 400, 5, 6.                                # LIMIT: nats


def names_of(kind):
    """The clues or askers, in the order of their numbers."""
    text = open(os.path.join(ROOT, 'src', 'attribute', 'speaker', 'candidate.c'), encoding='utf8').read()
    body = re.search(rf'q_{kind}_name\(.*?names\[\] = \{{(.*?)\}};', text, re.S)[1]
    return re.findall(r'"([a-z-]+)"', body)


def key(text): return hashlib.sha256(text.encode()).hexdigest()[:16]


def judged():
    """{article: {source spans: (name span or None, kind)}}"""
    out = defaultdict(dict)
    for line in open(os.path.join(ROOT, 'train', 'speakers.tsv'), encoding='utf8'):
        if line.startswith('#'): continue
        article, source, name, kind = line.rstrip('\n').split('\t')
        out[article][source] = (None if name == '-' else tuple(map(int, name.split('-'))), kind)
    return out


def corpora(wanted):
    """The articles that were read, as records of JSONL."""
    for record in records():
        if key(record['text']) in wanted: yield record
    for _, text in newswire.articles():
        if key(text) in wanted: yield {'text': text}


def cases(program):
    """(article, asker, [(clues, is it right)…], [shares]) of each source that was weighed."""
    gold, texts = judged(), {}
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf8') as file:
        for record in corpora(gold):
            texts[key(record['text'])] = record['text']
            file.write(json.dumps({**{k: record[k] for k in ('text', 'title', 'outlet', 'published', 'authors')
                                      if record.get(k)}, 'id': key(record['text'])}) + '\n')
        file.flush()
        found = subprocess.run([program, 'extract', '--explain', '--format', 'ndjson', file.name],
                               stdout=subprocess.PIPE, check=True).stdout.decode()
    out = []
    for line in found.splitlines():
        s = json.loads(line)
        article, weighed = s['article']['name'], s['speaker']['candidates']
        source = ','.join('%d-%d' % tuple(x) for x in (s['source'] or {}).get('spans', []))
        if 'left-out' in s['flags'] or source not in gold[article] or not weighed: continue
        span, _ = gold[article].pop(source)
        name = texts[article][slice(*span)] if span else None
        right = [bool(c['name'] and name and same_name(name, c['name'])) for c in weighed]
        own = s['source']['form'] == 'nominal' and name and same_name(name, s['source']['text'])
        lost = name and not any(right) and not own                # nobody who was weighed is right
        if own or not any(right): right = [r or c['name'] is None for r, c in zip(right, weighed)]
        clues = [c['clues'].split() for c in weighed]
        out.append((article, clues[0][0], [c[1:] for c in clues], right, bool(lost)))
    return out


def matrix(cases, askers, clues):
    """Features of all candidates, row by row: shared clues, then the asker's own; and where each case begins."""
    rows, right, begins = [], [], [0]
    for _, asker, weighed, is_right, _ in cases:
        for found, yes in zip(weighed, is_right):
            row = np.zeros((1 + len(askers), len(clues)), 'f4')
            for clue in found:
                row[0, clues.index(clue)] = row[1 + askers.index(asker), clues.index(clue)] = 1
            rows.append(row.ravel())
            right.append(yes)
        begins.append(len(rows))
    return np.array(rows), np.array(right), begins


def shares(x, weights, begins):
    """Softmax over the candidates of each case."""
    out = x @ weights
    for a, b in zip(begins, begins[1:]):
        e = np.exp(out[a:b] - out[a:b].max())
        out[a:b] = e / e.sum()
    return out


def fit(x, right, begins, count):
    weights = np.zeros(x.shape[1])
    held = np.full(x.shape[1], HELD_OWN)
    held[:count] = HELD_SHARED
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        p = shares(x, weights, begins)
        target = np.zeros_like(p)
        for a, b in zip(begins, begins[1:]):
            good = p[a:b] * right[a:b]
            target[a:b] = good / max(good.sum(), 1e-9)
        slope = x.T @ (p - target) + held * weights * 10
        mean = .9 * mean + .1 * slope
        square = .99 * square + .01 * slope ** 2
        rate = .05 * (1 - step / (STEPS + 1))
        weights -= rate * (mean / (1 - .9 ** step)) / (np.sqrt(square / (1 - .99 ** step)) + 1e-8)
    return weights


def measure(cases, p, begins, heading):
    """What is named, and rightly; and how often a share is right."""
    named, good, table = Counter(), Counter(), defaultdict(list)
    for (a, b), case in zip(zip(begins, begins[1:]), cases):
        best = int(np.argmax(p[a:b]))
        wrong_words = 'nobody' in case[2][best] and case[4]
        yes = case[3][best] and not wrong_words
        for group in (case[1], 'all'):
            named[group] += 1
            good[group] += yes
        if not wrong_words: table[min(9, int(p[a + best] * 10))].append(yes)
    print(heading, ' '.join(f'{g} {100 * good[g] / named[g]:.1f} % of {named[g]}' for g in sorted(named)))
    print('  share: right ', '  '.join(f'.{k} {100 * np.mean(v):.0f} % of {len(v)}' for k, v in sorted(table.items())))


def write(weights, askers, clues):
    count = len(clues)
    path = os.path.join(ROOT, 'src', 'attribute', 'speaker', 'clue_weights.h')
    text = open(path, encoding='utf8').read()
    rows = []
    for k in range(len(askers)):
        sums = weights[:count] + weights[(1 + k) * count:(2 + k) * count]
        rows.append('    {' + ', '.join(str(int(round(256 * max(-LIMIT, min(LIMIT, w))))) for w in sums) + '}')
    head, rest = text.split('static const int16_t', 1)
    tail = rest[rest.index('};\n\n// exp'):]
    with open(path, 'w', encoding='utf8') as out:
        out.write(head + 'static const int16_t CLUE_WEIGHTS[Q_ASKERS][Q_CLUES] = {\n' + ',\n'.join(rows) + ',\n' + tail)


def main():
    askers, clues = names_of('asker'), names_of('clue')
    found = cases(sys.argv[1])
    print(len(found), 'sources', Counter(c[1] for c in found))
    x, right, begins = matrix(found, askers, clues)
    fold = np.array([int(c[0], 16) % FOLDS for c in found])
    p = np.zeros(len(x))
    row_fold = np.repeat(fold, np.diff(begins))
    for k in range(FOLDS):
        def part(keep):
            chosen = [c for c, f in zip(found, fold) if (f == k) != keep]
            sizes = np.cumsum([0] + [len(c[2]) for c in chosen])
            rows = (row_fold == k) != keep
            return x[rows], right[rows], list(sizes)
        a, b, c = part(True)
        weights = fit(a, b, c, len(clues))
        held = part(False)
        p[row_fold == k] = shares(held[0], weights, held[2])
    measure(found, p, begins, 'held out:')
    weights = fit(x, right, begins, len(clues))
    measure(found, shares(x, weights, begins), begins, 'learnt on:')
    write(weights, askers, clues)


if __name__ == '__main__':
    main()
