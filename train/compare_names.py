"""Names: the program against PyTorch. Exact F1 on the articles kept out of training, the float network
here and the int8 network in C, on the same tokens.

    compare_names.py DIR CHECKPOINT MODEL.qmodel [KERNEL]

Exits with 1 when all types together differ by more than 0.3; of one type that is three names.
"""
import ctypes, sys
import numpy as np
import torch
from compare import MOST
from corpus import Str, lib
from names import documents
from namer import evaluate, exact_f1, load, told


class Options(ctypes.Structure):
    _fields_ = [('model_path', ctypes.c_char_p), ('kernel', ctypes.c_char_p), ('names_path', ctypes.c_char_p)]


def program(model, kernel):
    """A function from a document to the labels that the library gives."""
    engine = ctypes.c_void_p()
    if lib.quoth_engine_open(ctypes.byref(engine), ctypes.byref(Options(None, kernel and kernel.encode(), model.encode())), None):
        raise SystemExit(f'{model}: cannot be loaded')
    lib.quoth_names.argtypes = [ctypes.c_void_p, Str, ctypes.c_void_p, ctypes.POINTER(ctypes.c_size_t)]

    def labels(doc):
        raw = doc['text'].encode()
        out = np.empty(len(raw) + 1, 'u1')
        count = ctypes.c_size_t(len(out))
        if lib.quoth_names(engine, Str(raw, len(raw)), out.ctypes.data, ctypes.byref(count)):
            raise RuntimeError('quoth_names failed')
        return out[:count.value].tolist()
    return labels


def main(folder, checkpoint, model, kernel=None):
    torch.set_num_threads(2)
    net = load(folder, checkpoint)
    for part in (net.trunk, *net.trunk.blocks):
        part.rounded = False
    names, far = program(model, kernel), 0.
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
