#!/usr/bin/env python3
"""How well the language of a text is told: English or not, and which.

    score_language.py [LIBRARY]       default: build/libquoth.so

Of each set (languages.jsonl, which the word lists were tuned on, and languages-held.jsonl, which
was written afterwards) are scored the texts as they are, and passages of more than 40 words:
texts of one language, none of them mixed, joined at random with a fixed seed, a third of them
English, and the mixed texts that are that long. Then the share of English among the news in
shared/ beside the checkout, where it is there; each that is not told English is printed.
"""
import ctypes as c, json, os, random, subprocess, sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NEWS = os.path.join(ROOT, '..', 'shared', 'data', 'news')
PASSAGES, LONG = 600, 40


class Str(c.Structure): _fields_ = [('ptr', c.c_void_p), ('len', c.c_size_t)]


class Teller:
    def __init__(self, path):
        self.quoth = c.CDLL(os.path.abspath(path))
        self.quoth.quoth_article_new.restype = c.c_void_p
        self.quoth.quoth_article_language.restype = Str
        self.article = c.c_void_p(self.quoth.quoth_article_new())

    def __call__(self, text):
        raw = text.encode()
        kept = c.create_string_buffer(raw, len(raw) + 1)
        if self.quoth.quoth_article_set(self.article, Str(None, 0), Str(c.addressof(kept), len(raw)), None):
            sys.exit(f'not taken: {text[:60]}')
        told = self.quoth.quoth_article_language(self.article)
        return c.string_at(told.ptr, told.len).decode()


def words(text):
    """Chinese has no spaces: two signs are a word."""
    return sum(max(1, sum('\u3400' <= sign <= '\u9fff' for sign in word) // 2) for word in text.split())


def passages(texts):
    chance = random.Random(1)
    plain = {}
    for one in texts:
        if not one['mixed']: plain.setdefault(one['language'], []).append(one['text'])
    others = sorted(set(plain) - {'en'})
    for i in range(PASSAGES):
        language = 'en' if i % 3 == 0 else others[i % len(others)]
        left, joined = list(plain[language]), []
        chance.shuffle(left)
        while left and words(' '.join(joined)) <= LONG: joined.append(left.pop())
        yield {'language': language, 'text': '\n\n'.join(joined)}
    yield from (one for one in texts if one['mixed'] and words(one['text']) > LONG)


def score(tell, name, texts):
    told = [(one, tell(one['text'])) for one in texts]
    english = sum((got == 'en') == (one['language'] == 'en') for one, got in told)
    right = sum(got == one['language'] for one, got in told)
    print(f'{name:<28} {len(told):5}  English or not {100 * english / len(told):6.2f}  language {100 * right / len(told):6.2f}')
    for one, got in told:
        if got != one['language'] and '--wrong' in sys.argv: print(f'    {one["language"]} told {got}: {one["text"][:100]!r}')


def score_news(tell):
    if not os.path.isdir(NEWS): return print('skipped: real news (no shared/ beside the checkout)')
    count = other = 0
    for name in sorted(os.listdir(NEWS)):
        lines = subprocess.run(['zstd', '-dc', os.path.join(NEWS, name)], stdout=subprocess.PIPE, check=True).stdout
        for line in lines.decode().split('\n'):
            if not line: continue
            text = json.loads(line)['text']
            got = tell(text)
            count, other = count + 1, other + (got != 'en')
            if got != 'en': print(f'    {got}: {text[:100]!r}')
    print(f'{"news":<28} {count:5}  told English {100 - 100 * other / count:.3f}')


def run(library):
    tell = Teller(library)
    for name in ('languages', 'languages-held'):
        with open(os.path.join(ROOT, 'eval', f'{name}.jsonl'), encoding='utf8') as file: texts = [json.loads(line) for line in file]
        score(tell, name, texts)
        score(tell, f'{name}, over {LONG} words', list(passages(texts)))
    score_news(tell)


if __name__ == '__main__':
    given = [a for a in sys.argv[1:] if not a.startswith('--')]
    run(given[0] if given else os.path.join(ROOT, 'build', 'libquoth.so'))
