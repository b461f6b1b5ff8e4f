"""Names: more to learn from. The teachers together label articles of the news corpus, from which the
student then learns beside the corpus: what they know at the price of one small network (Hinton et
al. 2015).

    pseudo_names.py DIR TOKENS OUT.pt A.pt B.pt …
"""
import os, sys
import numpy as np
import torch
from corpus import INPUTS, features, news
from namer import load
from names import agreed, unlabelled, words

EVERY, FROM = 7, 3                                         # articles are taken from all over the corpus
SHORTEST, LONGEST = 50, 3000                               # tokens
SMALL = {'word': 'i4', 'labels': 'i1'}                     # of what is kept; the rest in 2 bytes


@torch.no_grad()
def label(doc, nets):
    """Adds what the nets say together."""
    x = {k: torch.from_numpy(doc[k])[None] for k in INPUTS}
    with torch.autocast('cpu', torch.bfloat16):
        scores = sum(net(x)[0].float() for net in nets) / len(nets)
    scores = agreed(scores.numpy(), doc['key'], doc['shape'])
    doc['labels'] = np.array(nets[0].crf.best(torch.from_numpy(scores)))


def main(folder, tokens, out, *parts):
    torch.set_num_threads(2)
    vocabulary = words(folder)
    nets = [load(folder, part) for part in parts]
    for net in nets:
        net.eval()
    nets[0].crf.start.data = sum(net.crf.start.data for net in nets) / len(nets)
    nets[0].crf.trans.data = sum(net.crf.trans.data for net in nets) / len(nets)
    docs, count = [], 0
    for n, text in enumerate(news()):
        if n % EVERY != FROM or count >= int(tokens):
            continue
        found = features(text)
        if SHORTEST < len(found) <= LONGEST:
            doc = unlabelled(found, vocabulary)
            label(doc, nets)
            docs.append({k: doc[k].astype(SMALL.get(k, 'i2')) for k in (*INPUTS, 'paragraph', 'labels')})
            count += len(found)
    torch.save(docs, os.path.join(folder, out))
    print(f'{len(docs)} articles, {count} tokens', flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
