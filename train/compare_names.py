"""Names: the program against PyTorch. Exact F1 on the articles kept out of training, the float network
here and the int8 network in C, on the same tokens.

    compare_names.py DIR CHECKPOINT MODEL.qmodel [KERNEL]

Exits with 1 when all types together differ by more than 0.3 (of one type that would be three names).
"""
import sys
import numpy as np
import torch
from compare import MOST, program
from corpus import lib
from names import documents
from namer import evaluate, exact_f1, load, told


def main(folder, checkpoint, model, kernel=None):
    torch.set_num_threads(2)
    net = load(folder, checkpoint)
    for part in (net.trunk, *net.trunk.blocks):
        part.rounded = False
    names, far = program(lib.quoth_names, names_path=model, kernel=kernel), 0.
    for part in ('dev', 'test'):
        docs = documents(part, folder)
        scores = evaluate(net, docs, exact=True), exact_f1(docs, [names(doc) for doc in docs])
        print(f'{part:5s} float      {told(scores[0])}\n{part:5s} int8 in C  {told(scores[1])}')
        apart = np.abs(scores[0] - scores[1])
        far = max(far, apart[-1])
        print(f'{part:5s} {apart[-1]:.2f} apart, of one type at most {apart.max():.2f}')
    return int(far > MOST)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
