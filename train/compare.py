"""Step 9: the program against PyTorch. Exact F1 of the tagger's pieces on PolNeAR's dev part, the
float network here and the int8 network in C, on the same tokens.

    compare.py DIR MODEL.qmodel [KERNEL]

Exits with 1 when a role differs by more than 0.3.
"""
import ctypes, os, sys
import numpy as np
import torch
from attributions import ROLES, documents
from corpus import INPUTS, Str, lib
from finetune import exact_f1
from tagger import load

MOST = .3


class Options(ctypes.Structure):
    _fields_ = [('model_path', ctypes.c_char_p), ('kernel', ctypes.c_char_p), ('names_path', ctypes.c_char_p)]


def program(call, **options):
    """A function from a document to the labels that `call` of the library gives it, by an engine of these options."""
    engine = ctypes.c_void_p()
    given = Options(**{k: v and v.encode() for k, v in options.items()})
    if lib.quoth_engine_open(ctypes.byref(engine), ctypes.byref(given), None):
        raise SystemExit(f'cannot be loaded: {options}')
    call.argtypes = [ctypes.c_void_p, Str, ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t)]

    def labels(doc):
        raw = doc['text'].encode()
        out = np.empty(len(raw) + 1, 'u1')
        count = ctypes.c_size_t(len(out))
        if call(engine, Str(raw, len(raw)), out.ctypes.data, ctypes.byref(count)):
            raise RuntimeError(f'{call.__name__} failed')
        return out[:count.value].tolist()
    return labels


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
    ways = {'float': network(net), 'int8 in C': program(lib.quoth_tags, model_path=model, kernel=kernel)}
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
