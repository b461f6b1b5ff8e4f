"""PolNeAR documents as training examples: ids, labels and links of every token."""
import os
import numpy as np
from corpus import features, inputs, points_of, polnear

ROLES = ('source', 'cue', 'content')
EDGE = 8             # links are read off the first and last tokens of a piece
NONE, LEFT, FAR_LEFT, RIGHT, FAR_RIGHT = range(5)
SKIP = -1


def tokens_of(spans, starts, ends):
    """Code-point spans as token spans; pieces that touch are joined."""
    out = []
    for a, b in spans:
        i, j = int(np.searchsorted(ends, a, 'right')), int(np.searchsorted(starts, b, 'left'))
        if i >= j:
            continue
        if out and out[-1][1] >= i:
            out[-1] = (out[-1][0], max(j, out[-1][1]))
        else:
            out.append((i, j))
    return out


def where(piece, wanted, ranks):
    """Class of the nearest of `wanted` as seen from `piece`; ranks: all pieces of that role, in order."""
    if not wanted:
        return NONE
    far = lambda p: max(p[0] - piece[1], piece[0] - p[1])
    best = min(wanted, key=far)
    if best[0] < piece[0]:
        between = sum(best[0] < p[0] < piece[0] for p in ranks)
        return FAR_LEFT if between else LEFT
    between = sum(piece[0] < p[0] < best[0] for p in ranks)
    return FAR_RIGHT if between else RIGHT


def edges(piece):
    a, b = piece
    return list(range(a, b)) if b - a <= 2 * EDGE else [*range(a, a + EDGE), *range(b - EDGE, b)]


def example(text, attributions, vocabulary):
    """One document: arrays of length T, links [T][4] (SKIP where there is nothing to learn)."""
    found = features(text)
    starts, ends = points_of(text, found['start']), points_of(text, found['end'])
    count = len(found)
    labels, links = np.zeros(count, 'i8'), np.full((count, 4), SKIP, 'i8')
    gold = [{r: tokens_of(a[r], starts, ends) for r in ROLES} for a in attributions]
    for number, role in ((5, 'content'), (1, 'source'), (3, 'cue')):   # a cue inside a content wins
        for a in gold:
            for i, j in a[role]:
                labels[i:j] = number + 1
                labels[i] = number
    all_cues = sorted({p for a in gold for p in a['cue']})
    all_sources = sorted({p for a in gold for p in a['source']})
    contents = sorted((p, k) for k, a in enumerate(gold) for p in a['content'])
    for n, (piece, k) in enumerate(contents):
        at = edges(piece)
        links[at, 0] = where(piece, gold[k]['cue'], all_cues)
        links[at, 2] = where(piece, gold[k]['source'], all_sources)
        links[at, 3] = int(n > 0 and contents[n - 1][1] == k)
    for a in gold:
        for piece in a['cue']:
            links[edges(piece), 1] = where(piece, a['source'], all_sources)
    return dict(inputs(found, vocabulary), paragraph=found['paragraph'],
                labels=labels, links=links, starts=starts, ends=ends, gold=gold)


def documents(part, folder):
    vocabulary = np.load(os.path.join(folder, 'vocabulary.npy'))
    return [dict(example(text, gold, vocabulary), name=name, text=text)
            for name, text, gold in polnear(part)]
