#!/usr/bin/env python3
"""Scores statements against gold records: found, exact, kind, act, negated, parent.

    score_samples.py GOLD.json PREDICTED.ndjson

Gold statements are matched one to one to predicted ones by the overlap of their contents (shared
characters over all characters, white space apart, at least half), best first. `found` is the F1 of
that; the rest are shares of the matched. Thought and intent that match nothing are not held
against a prediction.
"""
import json, sys
from collections import defaultdict


def characters(text, statement, role='content'):
    spans = (statement.get(role) or {}).get('spans') or []
    return {i for a, b in spans for i in range(max(0, a), min(b, len(text))) if not text[i].isspace()}


def best_pairs(likely):
    """One to one, the best first, of (how good, gold, found)."""
    pairs, used = {}, set()
    for _, i, j in sorted(likely, reverse=True):
        if i not in pairs and j not in used:
            pairs[i] = j
            used.add(j)
    return pairs


def match(text, gold, found):
    """Pairs of indices into gold and found."""
    golds, founds = ([characters(text, s) for s in many] for many in (gold, found))
    likely = []
    for i, g in enumerate(golds):
        for j, f in enumerate(founds):
            overlap = len(g & f) / max(1, len(g | f))
            if overlap >= .5:
                cue = characters(text, gold[i], 'cue') & characters(text, found[j], 'cue')
                likely.append((overlap + .01 * bool(cue), i, j))
    return best_pairs(likely)


def score(gold_path, found_path):
    """Numbers in percent, by name."""
    found = defaultdict(list)
    with open(found_path, encoding='utf8') as file:
        for line in file:
            s = json.loads(line)
            found[s['article']['name']].append(s)
    with open(gold_path, encoding='utf8') as file: articles = json.load(file)['articles']
    c = defaultdict(int)
    for article in articles:
        gold, mine = article['statements'], found[article['id']]
        pairs = match(article['text'], gold, mine)
        c['gold'] += len(gold)
        c['matched'] += len(pairs)
        c['predicted'] += sum(j in pairs.values() or s['act'] in ('speech', 'writing') for j, s in enumerate(mine))
        place = {s['id']: j for j, s in enumerate(mine)}
        for i, j in pairs.items():
            g, m = gold[i], mine[j]
            c['exact'] += g['content']['spans'] == m['content']['spans']
            for field in ('kind', 'act', 'negated'): c[field] += g[field] == m[field]
            c['parent'] += (pairs.get(g['parent'], -1) if g['parent'] is not None else None) == place.get(m['parent'])
    out = {'found': 200 * c['matched'] / max(1, c['gold'] + c['predicted'])}
    for field in ('exact', 'kind', 'act', 'negated', 'parent'): out[field] = 100 * c[field] / max(1, c['matched'])
    return {**out, 'gold': c['gold'], 'predicted': c['predicted']}


if __name__ == '__main__':
    if len(sys.argv) != 3: sys.exit(__doc__)
    print('  '.join(f'{name} {value:.1f}' for name, value in score(*sys.argv[1:]).items()))
