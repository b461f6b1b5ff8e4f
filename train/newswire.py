"""The tokens of shared/data/newswire-ner put back into text, as readers judged it."""
import os, re
from corpus import SHARED

BEFORE = set(".,;:!?)]}%”’'…") | {"'s", "’s", "n't", "n’t", "'re", "'ve", "'ll", "'d", "'m", '’re', '’ve',
                                  '’ll', '’d', '’m', '...', "''"}
BEHIND = set('([{“‘$£€#@') | {'``'}
PARAGRAPH = 2           # sentences


def join(lines):
    """Text of (word, label) lines; an empty word ends a sentence."""
    text, glue, inside, sentences = '', True, False, 0
    for word in lines:
        if not word:
            if text and not text.endswith('\n'):
                sentences += 1
                text += '\n\n' if sentences % PARAGRAPH == 0 else ' '
                glue = True
            continue
        if word == '"':
            joins, opens = inside, not inside
            inside = not inside
        else:
            joins = word in BEFORE or (word[0] in "’'" and len(word) <= 3 and word != "'")
            opens = word in BEHIND
        if text and not glue and not joins and not text.endswith((' ', '\n')):
            text += ' '
        text += word
        glue = opens
    text = re.sub(r'(?<=[A-Za-z0-9]) - (?=[a-z0-9])', '-', text.rstrip())
    return re.sub(r'’ s\b', '’s', text)


def articles():
    """(name of the file, text) in the order of the names."""
    folder = os.path.join(SHARED, 'data', 'newswire-ner', 'processed_annotated')
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding='utf8') as file:
            next(file)
            lines = [line.rstrip('\n') for line in file]
        yield name, join('' if not line.strip() else line.split('\t')[0] for line in lines
                         if not line.strip() or line.split('\t')[0].strip())
