"""The articles of shared/data/newswire-ner (tokens and names) put back into text as closely as can be: names
are learnt from it and scored by it. (newswire.py is the plainer text in which readers judged speakers; as
speakers.tsv holds spans of that, it stays as it is.)

eval/score_names.py reads them here, too: so nothing but Python's own library is imported.
"""
import os, re

NEWSWIRE = {'Person': 1, 'Organization': 2, 'Location': 3}
HELD = ('in_', 'jp_', 'ghana_')                            # never learnt from: the score is theirs
DEV_EVERY = 8                                              # of the other outlets: these choose settings

CLITIC = re.compile(r"['’´`](s|t|m|d|re|ve|ll)", re.I)
INITIAL = re.compile(r'[A-Z]\.')
CLOSES = set('.,;:!?)]}%”»…') | {'...', "''", '™', '®', '°'}
OPENS = set('([{“«$£€₹₡#@') | {'``'}
APART = set('a an and as at but by for from he her his i if in is it not of on or she so than that the their then '
            'there they this to was we were what when where which while who with you'.split())


def hyphened(before, label_before, label, after, label_after):
    """Whether a hyphen joins two words, or is a dash between them."""
    if not (before[-1:].isalnum() and after[:1].isalnum()):
        return False
    if label.startswith('I-') and label_after.startswith('I-'):
        return True
    if after.lower() in APART or before[0].isupper() and after[0].isupper() and label_before == 'O':
        return after in ('in', 'to', 'of', 'the', 'and') and before in ('built', 'opt', 'day', 'face', 'one')
    return True


def joined(words):
    """One block's (word, label) pairs as text, and the span of each word."""
    out, spans, glue, double, single = '', [], True, False, False
    skip = False                                           # this word belongs to the mark before it
    for i, (word, label) in enumerate(words):
        before = words[i - 1] if i else ('', 'O')
        after = words[i + 1] if i + 1 < len(words) else ('', 'O')
        left = right = False                               # glued to the word before, behind
        if skip:
            left, skip = True, False
        elif word == '"':
            left, right, double = double, not double, not double
        elif word in ('-', '‐', '‑'):
            left = right = not (i == 1 and before[0].isupper()) and hyphened(*before, label, *after)
        elif INITIAL.fullmatch(word) and INITIAL.fullmatch(before[0]) and len(word + before[0]) == 4:
            left = before[0] + word == 'U.S.'
        elif word == '/':
            left = right = True
        elif word in ("'", '’', '‘', '`', '´'):
            if word != '‘' and CLITIC.fullmatch(word + after[0]):
                left, skip = True, True
            elif before[0].lower() in ('o', 'd', 'l', 'mi', 'al') and after[0][:1].isalpha() and word != '‘':
                left, skip = True, True
            elif word == '‘' or not single and not before[0].endswith('s') and after[0][:1].isalnum():
                right, single = True, True
            else:
                left, single = True, False
        elif word in CLOSES or CLITIC.fullmatch(word) or word.lower() in ("n't", 'n’t'):
            left = True
        elif word in OPENS:
            right = True
        if out and not glue and not left:
            out += ' '
        spans.append((len(out), len(out) + len(word)))
        out += word
        glue = right
    return out, spans


def blocks(path):
    """The (word, label) pairs of a file, block by block; the first line is the article's address."""
    out = [[]]
    for n, line in enumerate(open(path, encoding='utf8')):
        fields = line.rstrip('\n').split('\t')
        word = re.sub('[\u200b\u00ad\ufeff]', '', fields[0]).strip()
        if n == 0 and '://' in word:
            continue
        if word:
            out[-1].append((word, next((f for f in reversed(fields[1:]) if f), 'O')))
        elif not fields[-1] and out[-1]:
            out.append([])
    return [b for b in out if b]


def article(path):
    """Text of a file of the newswire corpus, and its names [(from, to, type)] in code points."""
    text, names = '', []
    for words in blocks(path):
        line, spans = joined(words)
        if text:
            text += ' ' if line[0].islower() else '\n\n'
        last = 'O'
        for (word, label), (a, b) in zip(words, spans):
            kind = NEWSWIRE.get(label[2:])
            if kind and (label[0] == 'B' or last[2:] != label[2:]):
                names.append((len(text) + a, len(text) + b, kind))
            elif kind:
                names[-1] = (names[-1][0], len(text) + b, kind)
            last = label
        text += line
    # “Hyundai Heavy Industries Co.”: the corpus keeps the stop apart, the tokens here do not
    dotted = re.compile(r'\.(?!\s*$|\s+[A-Z])')
    return text, [(a, b + bool(dotted.match(text, b)), kind) for a, b, kind in names]


def part_of(name, outlets):
    if name.startswith(HELD):
        return 'test'
    return 'dev' if outlets.index(outlet(name)) % DEV_EVERY == DEV_EVERY // 2 else 'train'


def outlet(name):
    return re.sub(r'_\d+\.txt\.tsv$', '', name)


def newswire(shared, part):
    """(name, text, names) of every article of a part: train, dev or test."""
    folder = os.path.join(shared, 'data', 'newswire-ner', 'processed_annotated')
    files = sorted(os.listdir(folder))
    outlets = sorted({outlet(f) for f in files if not f.startswith(HELD)})
    for name in files:
        if part_of(name, outlets) == part:
            yield (name, *article(os.path.join(folder, name)))
