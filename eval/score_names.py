#!/usr/bin/env python3
"""How well names are found: exact F1 of person, organization and place.

    score_names.py [LIBRARY] [--names FILE] [--wrong]      default: build/libquoth.so

Scored are the articles of shared/data/newswire-ner from India, Japan and Ghana, which the model
never learnt from, put back into text. A name counts where its first and last sign and its type
are right. The corpus's other types (Facility, NORP, Misc, Date, Money, Product) are no names here:
one that is found is wrong. Skipped where there is no shared/ beside the checkout.
"""
import ctypes as c, os, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(ROOT, '..', 'shared')
sys.path.insert(0, os.path.join(ROOT, 'train'))
from named_articles import newswire                              # noqa: E402

TYPES = ('person', 'organization', 'place')


class Str(c.Structure): _fields_ = [('ptr', c.c_char_p), ('len', c.c_size_t)]
class Options(c.Structure): _fields_ = [('model_path', c.c_char_p), ('kernel', c.c_char_p), ('names_path', c.c_char_p)]


class Feature(c.Structure):
    _fields_ = [('start', c.c_uint32), ('end', c.c_uint32), ('word', c.c_uint64), ('part', c.c_uint64), ('suffix', c.c_uint16),
                ('prefix', c.c_uint16), ('shape', c.c_uint8), ('place', c.c_uint8), ('sentence', c.c_uint8),
                ('paragraph', c.c_uint8)]


class Finder:
    def __init__(self, library, names=None):
        self.quoth = c.CDLL(os.path.abspath(library))
        self.quoth.quoth_features.argtypes = [Str, c.c_void_p, c.POINTER(c.c_size_t)]
        self.quoth.quoth_names.argtypes = [c.c_void_p, Str, c.c_void_p, c.POINTER(c.c_size_t)]
        self.engine = c.c_void_p()
        if self.quoth.quoth_engine_open(c.byref(self.engine), c.byref(Options(names_path=names and names.encode())), None):
            sys.exit(f'cannot open the models of {library}')

    def __call__(self, text):
        """Names [(from, to, type)] in code points, and where tokens start and end."""
        raw = text.encode()
        tokens, labels = (Feature * (len(raw) + 1))(), (c.c_uint8 * (len(raw) + 1))()
        count = c.c_size_t(len(labels))
        if self.quoth.quoth_features(Str(raw, len(raw)), tokens, c.byref(count)): sys.exit('quoth_features failed')
        count = c.c_size_t(len(labels))
        if self.quoth.quoth_names(self.engine, Str(raw, len(raw)), labels, c.byref(count)): sys.exit('quoth_names failed')
        point, byte = {}, 0
        for at, sign in enumerate(text + ' '):
            point[byte] = at
            byte += len(sign.encode())
        names = []
        for token, label in zip(tokens[:count.value], labels):
            if label % 2: names.append((point[token.start], point[token.end], label // 2 + 1))
            elif label: names[-1] = (names[-1][0], point[token.end], label // 2)
        return names, {point[t.start] for t in tokens[:count.value]}, {point[t.end] for t in tokens[:count.value]}


def f1(right, found, gold): return 200 * right / max(1, found + gold)


def score(library, names=None):
    """[person, organization, place, together], or None where there is no corpus."""
    if not os.path.isdir(os.path.join(SHARED, 'data', 'newswire-ner')):
        print('skipped: names (no shared/data/newswire-ner beside the checkout)')
        return None
    find = Finder(library, names)
    counts = {kind: [0, 0, 0] for kind in range(4)}        # 0: together; right, found, gold
    articles = cut = 0
    for name, text, gold in newswire(SHARED, 'test'):
        found, starts, ends = find(text)
        articles += 1
        cut += sum(a not in starts or b not in ends for a, b, _ in gold)
        for i, some in enumerate((set(found) & set(gold), found, gold)):
            for _, _, kind in some: counts[kind][i] += 1; counts[0][i] += 1
        if '--wrong' in sys.argv:
            for a, b, kind in sorted(set(found) ^ set(gold)):
                sign = '-' if (a, b, kind) in gold else '+'
                print(f'    {name} {sign} {TYPES[kind - 1]:12} {text[max(0, a - 30):a]!r} {text[a:b]!r} {text[b:b + 20]!r}')
    scores = [f1(*counts[kind]) for kind in (1, 2, 3, 0)]
    print(f'names, {articles} articles, {counts[0][2]} names:  '
          + '  '.join(f'{kind} {value:.1f}' for kind, value in zip((*TYPES, 'together'), scores)))
    print(f'    counted as missed: {cut} that begin or end inside a word of ours, as Kyiv in Kyiv-based')
    return scores


if __name__ == '__main__':
    given, names = [], None
    words = iter(sys.argv[1:])
    for word in words:
        if word == '--names': names = next(words)
        elif not word.startswith('--'): given.append(word)
    score(given[0] if given else os.path.join(ROOT, 'build', 'libquoth.so'), names)
