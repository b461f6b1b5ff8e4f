"""Step 4: more to learn from. Several taggers together label articles of the news corpus; one
network then learns from their labels beside PolNeAR's (self-training with an ensemble,
Hinton et al. 2015): the gain of several networks at the price of one.

    pseudo.py DIR TOKENS OUT.pt A.pt B.pt …
"""
import os, sys
import numpy as np
import torch
from attributions import SKIP, edges
from corpus import INPUTS, features, inputs, news
from finetune import pieces
from tagger import CUE, GOES_ON, SOURCE, SPEAKER, load

EVERY = 11                                                 # articles are taken from all over the corpus
SHORTEST, LONGEST = 50, 3000                               # tokens


@torch.no_grad()
def label(doc, nets):
    """Adds what the nets say together: labels, and links at the edges of the pieces."""
    x = {k: torch.from_numpy(doc[k])[None] for k in INPUTS}
    scores, links = 0., 0.
    with torch.autocast('cpu', torch.bfloat16):
        for net in nets:
            s, k = net(x)
            scores, links = scores + s[0] / len(nets), links + k[0] / len(nets)
    path = nets[0].crf.best(scores)
    out = np.full((len(path), 4), SKIP, 'i8')
    found = pieces(path)
    for group, column, role in ((CUE, 0, 5), (SPEAKER, 2, 5), (SOURCE, 1, 3)):
        best = links[:, group].argmax(1).numpy()
        for piece in found[role]:
            at = edges(piece)
            out[at, column] = np.bincount(best[at]).argmax()
    for piece in found[5]:
        at = edges(piece)
        out[at, 3] = int(links[at, GOES_ON].mean() > 0)
    doc['labels'], doc['links'] = np.array(path, 'i8'), out


def main(folder, tokens, out, *parts):
    torch.set_num_threads(2)
    vocabulary = np.load(os.path.join(folder, 'vocabulary.npy'))
    nets = [load(os.path.join(folder, p), len(np.load(os.path.join(folder, 'vectors.npy')))) for p in parts]
    for net in nets:
        net.eval()
    start = sum(net.crf.start.data for net in nets) / len(nets)
    nets[0].crf.start.data, nets[0].crf.trans.data = start, sum(n.crf.trans.data for n in nets) / len(nets)
    docs, count = [], 0
    for n, text in enumerate(news()):
        if n % EVERY or count >= int(tokens):
            continue
        found = features(text)
        if SHORTEST < len(found) <= LONGEST:
            doc = dict(inputs(found, vocabulary), paragraph=found['paragraph'])
            label(doc, nets)
            docs.append(doc)
            count += len(found)
    torch.save(docs, os.path.join(folder, out))
    print(f'{len(docs)} articles, {count} tokens', flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
