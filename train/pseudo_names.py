"""Names: more to learn from. Several networks together label articles of the news corpus, from
which the student then learns beside the corpus (Hinton et al. 2015).

    pseudo_names.py DIR TOKENS OUT.pt A.pt B.pt …
"""
import os, sys
import numpy as np
import torch
import namer
from corpus import features, news
from names import agreed
from namer import inputs
from prepare import ids_of

EVERY, FROM = 7, 3   # articles are taken from all over the corpus
SHORTEST, LONGEST = 50, 3000                               # tokens


@torch.no_grad()
def main(folder, tokens, out, *parts):
    torch.set_num_threads(2)
    gaz = np.load(os.path.join(folder, 'gaz.npz'))
    fixed = torch.from_numpy(gaz['fixed'])
    nets = [namer.load(folder, part, 60000) for part in parts]
    for net in nets:
        net.eval()
    crf = nets[0].crf
    crf.start.data = sum(net.crf.start.data for net in nets) / len(nets)
    crf.trans.data = sum(net.crf.trans.data for net in nets) / len(nets)
    docs, count = [], 0
    for n, text in enumerate(news()):
        if n % EVERY != FROM or count >= int(tokens):
            continue
        found = features(text)
        if not SHORTEST < len(found) <= LONGEST:
            continue
        ids = ids_of(found, gaz['vocabulary']).astype('i8')
        doc = {k: found[k].astype('i8') for k in ('suffix', 'prefix', 'shape', 'place')}
        doc['word'] = ids
        x = {k: torch.from_numpy(v)[None] for k, v in doc.items()}
        x['fixed'] = fixed[x['word']]
        x['word'] = x['word'].masked_fill(x['word'] >= 60000, 0)
        bare = {k: v for k, v in x.items() if k != 'fixed'}
        with torch.autocast('cpu', torch.bfloat16):
            scores = sum(net(x if net.fixed else bare)[0][0].float() for net in nets) / len(nets)
        scores = agreed(scores.numpy(), found['word'], found['shape'])
        doc.update(labels=np.array(crf.best(torch.from_numpy(scores)), 'i1'), paragraph=found['paragraph'])
        doc.update({k: doc[k].astype('i4' if k == 'word' else 'i2') for k in ('word', 'suffix', 'prefix', 'shape', 'place')})
        docs.append(doc)
        count += len(found)
        if len(docs) % 500 == 0:
            print(len(docs), count, flush=True)
    torch.save(docs, os.path.join(folder, out))
    print(f'{len(docs)} articles, {count} tokens', flush=True)


if __name__ == '__main__':
    main(*sys.argv[1:])
