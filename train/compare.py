"""Step 9: the program against PyTorch. Exact F1 of the tagger's pieces on PolNeAR's dev part, the
float network here and the int8 network in C, on the same tokens.

    compare.py DIR MODEL.qmodel [KERNEL]

Exits with 1 when a role differs by more than 0.3.
"""
import ctypes, os, sys
import numpy as np
import torch
from attributions import documents
from corpus import Str, lib
from finetune import INPUTS, exact_f1
from tagger import load

MOST = .3
ROLES = ('source', 'cue', 'content')


class Options(ctypes.Structure):
    _fields_ = [('model_path', ctypes.c_char_p), ('kernel', ctypes.c_char_p), ('names_path', ctypes.c_char_p)]


def program(model, kernel):
    """A function from a document to the labels that the library gives."""
    engine = ctypes.c_void_p()
    options = Options(model.encode(), kernel and kernel.encode())
    if lib.quoth_engine_open(ctypes.byref(engine), ctypes.byref(options), None):
        raise SystemExit(f'{model}: cannot be loaded')
    lib.quoth_tags.argtypes = [ctypes.c_void_p, Str, ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t)]

    def tags(doc):
        raw = doc['text'].encode()
        out = np.empty(len(raw) + 1, 'u1')
        count = ctypes.c_size_t(len(out))
        if lib.quoth_tags(engine, Str(raw, len(raw)), out.ctypes.data, ctypes.byref(count)):
            raise RuntimeError('quoth_tags failed')
        return out[:count.value].tolist()
    return tags


def network(net):
    """The same from the float network, without bf16."""
    @torch.no_grad()
    def tags(doc):
        x = {k: torch.from_numpy(doc[k])[None] for k in INPUTS}
        return net.crf.best(net(x)[0][0])
    return tags


def main(folder, model, kernel=None):
    torch.set_num_threads(2)
    net = load(os.path.join(folder, 'tagger.pt'), len(np.load(os.path.join(folder, 'vectors.npy'))))
    for part in (net.trunk, *net.trunk.blocks):
        part.rounded = False
    net.eval()
    ways = {'float': network(net), 'int8 in C': program(model, kernel)}
    scores = {}
    dev = documents('dev', folder)
    for name, tags in ways.items():
        scores[name] = exact_f1(dev, [tags(doc) for doc in dev])
        print(f'{name:10s} ' + '  '.join(f'{r} {v:.2f}' for r, v in zip(ROLES, scores[name])))
    apart = np.abs(scores['float'] - scores['int8 in C']).max()
    print(f'at most {apart:.2f} apart')
    return int(apart > MOST)


if __name__ == '__main__':
    sys.exit(main(*sys.argv[1:]))
