#!/usr/bin/env python3
"""data/lexicon/given.txt: given names of women and of men, counted in shared/data/news.

    given_names.py OUT

A name counts for a sex where it begins the last full name before the first *he, his, him, she, her*
of a sentence, and where its family name is called Mr., Mrs. or Ms. in the article. As most who
are spoken of are men, a woman's is what half of at least six cases agree about, a man's eleven of
twelve, in at least three articles; what stands twenty times as often in small letters is no name.
"""
import re, sys
from collections import Counter, defaultdict
from corpus import news

WORD = r"[A-Z][a-zà-ÿ]+(?:[-'’][A-Z]?[a-zà-ÿ]+)?"
FULL = re.compile(rf"(?<!\w)({WORD})(?: [A-Z]\.)? ({WORD})(?![\w-])")
SENTENCE = re.compile(r'(?<=[.?!”"])\s+')
PRONOUN = re.compile(r'\b(he|his|him|she|her|hers)\b')
CALLED = re.compile(rf"\b(Mr|Mrs|Ms)\.? ({WORD})")
LOWER = re.compile(r'\b[a-z]{3,}\b')
COMMON = 20             # times as often in small letters: a word, no name
LEAST, ARTICLES, SHARE = 6, 3, {'f': 1 / 2, 'm': 11 / 12}


def main():
    count, articles, common = defaultdict(Counter), Counter(), Counter()
    for text in news():
        common.update(LOWER.findall(text))
        seen, families = set(), defaultdict(set)
        for sentence in SENTENCE.split(text):
            names = FULL.findall(sentence)
            for given, family in names:
                families[family].add(given)
            pronoun = PRONOUN.search(sentence)
            before = FULL.findall(sentence[:pronoun.start()]) if pronoun else []
            if before:
                given = before[-1][0]
                count[given]['m' if pronoun[0] in ('he', 'his', 'him') else 'f'] += 1
                seen.add(given)
        for title, family in set(CALLED.findall(text)):
            if len(families[family]) == 1:
                given = next(iter(families[family]))
                count[given]['m' if title == 'Mr' else 'f'] += 1
                seen.add(given)
        articles.update(seen)
    kept = []
    for given, of in count.items():
        total = of['m'] + of['f']
        seldom = total < LEAST or articles[given] < ARTICLES
        word = common[given.lower()] >= COMMON * total or given.endswith(('’s', "'s"))
        if not seldom and not word:
            kept += [(given.lower(), sex) for sex in 'fm' if of[sex] >= SHARE[sex] * total]
    with open(sys.argv[1], 'w', encoding='utf8') as out:
        out.write('# Given names with m or f; train/given_names.py counted them, README.md says in what.\n')
        for given, sex in sorted(set(kept), key=lambda k: (k[0] + " ").encode()):
            out.write(f'{given} {sex}\n')
    print(len(kept), Counter(sex for _, sex in kept))


if __name__ == '__main__':
    main()
