"""Names of persons, organizations and places as training examples: ids and labels of every token.

Two corpora: shared/data/newswire-ner, articles from all over the world, and the news of GUM
(shared/data/gum-news), whose mentions become names by what is a proper noun in them.
"""
import glob, os, re
import numpy as np
from attributions import tokens_of
from corpus import SHARED, features, inputs, points_of
from named_articles import newswire

TYPES = ('person', 'organization', 'place')                # src/record/annotation.h, q_name_type
GUM = {'person': 1, 'organization': 2, 'place': 3}
TITLES = set('mr mrs ms miss dr prof sir lord lady president minister premier chancellor senator governor mayor judge '
             'justice general colonel major captain sergeant king queen prince princess pope bishop reverend rev '
             'professor director secretary chairman spokesman spokeswoman coach ambassador representative'.split())
IN_NAMES = ('of', 'for', '&', '-', 'the')                  # of organizations

CAPITAL = [1, 2, 3, 4, 8, 26, 28]                          # shapes, q_feature_is_capital
SHARE = .75                                                # of the way to the mean of a word's tokens


def agreed(scores, words, shapes):
    """What src/analyse/names.c does: a word with a capital mostly means one thing in an article."""
    scores = scores.copy()
    at = np.flatnonzero(np.isin(shapes, CAPITAL))
    _, group, count = np.unique(words[at], return_inverse=True, return_counts=True)
    for kind in range(1, len(TYPES) + 1):
        two = slice(2 * kind - 1, 2 * kind + 1)
        evidence = scores[at, two].max(1) - scores[at, 0]
        mean = np.bincount(group, evidence, len(count)) / count
        scores[at, two] += SHARE * (mean[group] - evidence)[:, None]
    return scores


def unlabelled(found, vocabulary):
    """A document as arrays of length T: what the networks see, and what `windows` and `agreed` ask for."""
    return dict(inputs(found, vocabulary), paragraph=found['paragraph'], key=found['word'])


def example(text, names, vocabulary):
    """One document: arrays of length T. A name that ends inside a token is in `gold` alone."""
    found = features(text)
    starts, ends = points_of(text, found['start']), points_of(text, found['end'])
    labels = np.zeros(len(found), 'i8')
    for a, b, kind in names:
        for i, j in tokens_of([(a, b)], starts, ends):
            if starts[i] == a and ends[j - 1] == b:
                labels[i:j] = 2 * kind
                labels[i] = 2 * kind - 1
    return dict(unlabelled(found, vocabulary), labels=labels, starts=starts, ends=ends, text=text, gold=set(names))


# ── GUM ──────────────────────────────────────────────────────────────────────

def sentences(path):
    """(rows of fields, whether a paragraph begins) of each sentence of a CoNLL-U file."""
    rows, opens, joined = [], True, 0
    for line in open(path, encoding='utf8'):
        if line.startswith('# newpar'):
            opens = True
        elif re.match(r'\d+-\d+\t', line):                # “boy’s”: its parts stand without a space
            joined = len(rows) + 1
        elif re.match(r'\d+\t', line):
            rows.append(line.rstrip('\n').split('\t'))
            if len(rows) == joined:
                rows[-1][9] += '|SpaceAfter=No'
        elif not line.strip() and rows:
            yield rows, opens
            rows, opens, joined = [], False, 0


def mentions(rows):
    """(type, from, to) of the mentions of one sentence, the longest first."""
    out, opened = [], []
    for i, row in enumerate(rows):
        found = re.search(r'(?:^|\|)Entity=([^|]*)', row[9])
        entity = found[1] if found else ''
        for begin, kind, end, other in re.findall(r'\((\d+)-(\w+)[^()]*(\)?)|(\d+)\)', entity):
            if end:
                out.append((kind, i, i + 1))
            elif begin:
                opened.append((begin, kind, i))
            else:
                at = max((k for k, o in enumerate(opened) if o[0] == other), default=None)
                if at is not None:
                    _, kind, start = opened.pop(at)
                    out.append((kind, start, i + 1))
    return sorted(out, key=lambda m: m[1] - m[2])


def name_of(rows, kind, a, b):
    """The tokens of a mention that are its name: the proper nouns about its head, without titles."""
    proper = [row[4] in ('NNP', 'NNPS') for row in rows]
    inside = {row[0] for row in rows[a:b]}
    heads = [i for i in range(a, b) if rows[i][6] not in inside]
    if len(heads) != 1 or not proper[heads[0]] or kind == 'person' and rows[heads[0]][4] == 'NNPS':
        return None                                        # a description, or a people
    i = j = heads[0]
    while i > a and proper[i - 1]:
        i -= 1
    while j + 1 < b and (proper[j + 1] or kind == 'organization' and rows[j + 1][1].lower() in IN_NAMES
                         and any(proper[j + 2:min(b, j + 4)])):
        j += 1
    for k in range(i, j):
        if kind == 'person' and rows[k][1].lower().rstrip('.') in TITLES:
            i = k + 1
    return i, j + 1


def gum():
    """(name, text, names) of GUM's news."""
    for path in sorted(glob.glob(os.path.join(SHARED, 'data', 'gum-news', 'dep', '*.conllu'))):
        text, names = '', []
        for rows, opens in sentences(path):
            if text:
                text = text.rstrip(' ') + ('\n\n' if opens else ' ')
            spans, taken = [], set()
            for row in rows:
                spans.append((len(text), len(text) + len(row[1])))
                text += row[1] + ('' if 'SpaceAfter=No' in row[9] else ' ')
            for kind, a, b in mentions(rows):
                name = GUM.get(kind) and name_of(rows, kind, a, b)
                if name and not taken & set(range(*name)):
                    taken |= set(range(*name))
                    names.append((spans[name[0]][0], spans[name[1] - 1][1], GUM[kind]))
        yield os.path.basename(path), text.rstrip(), sorted(names)


def words(folder):
    """Hashes of the words that the networks know."""
    return np.load(os.path.join(folder, 'names-vocabulary.npy'))


def documents(part, folder, corpus='newswire'):
    vocabulary = words(folder)
    articles = gum() if corpus == 'gum' else newswire(SHARED, part)
    return [dict(example(text, names, vocabulary), name=name) for name, text, names in articles]
