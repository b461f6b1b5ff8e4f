"""What gazetteers say of words, for the teachers of names.

    gazetteer.py DIR GAZETTEER.json       (gazetteer.mjs)

Writes gazetteer.npz: hashes of words (the vocabulary's, then all others) and, of each, how large a
place has it in its name, whether it is a given or family name, and how often it is a name in
shared/data/names/latin-cyrillic.tsv (CC0).
"""
import json, os, sys
import numpy as np
from corpus import SHARED, word_hash
from prepare import SPECIAL


def main(folder, path):
    vocabulary = np.load(os.path.join(folder, 'vocabulary.npy'))
    lists = json.load(open(path, encoding='utf8'))
    spelt = {}
    for line in open(os.path.join(SHARED, 'data', 'names', 'latin-cyrillic.tsv'), encoding='utf8'):
        word, _, times = line.rstrip('\n').split('\t')
        spelt[word] = spelt.get(word, 0) + int(times)
    known = {}
    for column, values in enumerate((
            {word: np.log10(max(people, 100)) / 6 for word, people in lists['cities'].items()},
            dict.fromkeys(lists['persons'], 1),
            {word: (1 + np.log(times)) / 5 for word, times in spelt.items()})):
        for word, value in values.items():
            known.setdefault(word_hash(word), [0, 0, 0])[column] = min(1, value)
    words = [*vocabulary.tolist(), *sorted(known.keys() - set(vocabulary.tolist()))]
    rows = np.array([[0, 0, 0]] * SPECIAL + [known.get(word, [0, 0, 0]) for word in words], 'f4')
    np.savez(os.path.join(folder, 'gazetteer.npz'), words=np.array(words, 'u8'), known=rows)
    print(f'{len(known)} words: {len(lists["cities"])} of places, {len(lists["persons"])} and {len(spelt)} of persons')


if __name__ == '__main__':
    main(*sys.argv[1:])
