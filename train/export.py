"""Steps 6 to 8: a trained checkpoint becomes the model file that the program reads.

    export.py CHECKPOINT VOCABULARY.npy CARD.json OUT.qmodel [--calibrate TEXT_DIR]

Weights become int8 with a scale for each output, the tables of the input 7 bits with a scale for
each column; src/analyse/model.c draws the file, src/analyse/kernel.h says what it means.
integer_forward computes here, in numpy, what the program computes, to the bit. With --calibrate
the range of the stream is measured on the first texts of a folder, and the error of the scores
is reported in nats; without, the stream has 8 bits of fraction.
"""
import argparse, glob, hashlib, json, os, re, struct, sys
from dataclasses import dataclass
import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FORMAT = 2
STATEMENTS, NAMES = 1, 2                                   # label sets
LABELS, LINKS = 7, {STATEMENTS: 16, NAMES: 0}              # what they have
ZERO, STEP = 64, 1 / 16                                    # of an activation
SPLIT, MAX_SCALE, MAX_BIAS = 3, 2048, 1 << 28
GATE_STEPS, CERTAINTIES, LANES = 1024, 256, 8
TABLES = ('word', 'suffix', 'prefix', 'shape', 'place')
CLIP = 4                                                   # standard deviations of a column
TEXTS = 20                                                 # of a calibration


@dataclass
class Layer:
    weights: np.ndarray                                    # [outputs][taps * inputs] int8
    bias: np.ndarray                                       # [outputs] int32, ZERO taken off
    scale: np.ndarray                                      # [outputs] int32
    shift: int
    taps: int = 1
    dilation: int = 0


@dataclass
class Model:
    words: np.ndarray                                      # hashes, ascending
    row_of: np.ndarray                                     # row of a word id of the training
    tables: dict                                           # name: [rows][width] uint8
    enter: Layer
    blocks: list
    leave: Layer
    gate: np.ndarray
    certainty: np.ndarray
    start: np.ndarray                                      # [LANES] int16
    follow: np.ndarray                                     # [LANES][LANES] int16
    bits: int                                              # of the stream's fraction
    weights: dict                                          # of the judge: hash: 1/256 nats
    least: int                                             # their least sum
    label_set: int


def whole(x):
    """Nearest integer, halves upward."""
    return np.floor(np.asarray(x, 'f8') + .5).astype('i8')


def most(weights, bias):
    """The largest sum that each output can have: an activation is at most 64 from ZERO."""
    w = weights.astype('i8')
    return np.abs(bias + ZERO * w.sum(1)) + ZERO * np.abs(w).sum(1)


def quantise_layer(weight, bias, unit_in, unit_out, taps=1, dilation=0):
    """weight [outputs][inputs], of activations in steps of unit_in; outputs in units of unit_out."""
    weight, bias = np.asarray(weight, 'f8'), np.asarray(bias, 'f8')
    pad = -len(weight) % 32
    weight, bias = np.pad(weight, ((0, pad), (0, 0))), np.pad(bias, (0, pad))
    unit_out = np.pad(np.broadcast_to(np.asarray(unit_out, 'f8'), len(weight) - pad), (0, pad),
                      constant_values=1)
    unit = np.maximum(np.abs(weight).max(1) / 127, np.abs(bias) / unit_in / (1 << 21))
    unit[unit == 0] = unit[unit > 0].min(initial=1)        # an output that is read by nobody
    w = np.clip(whole(weight / unit[:, None]), -127, 127)
    b = whole(bias / unit_in / unit) + (1 << SPLIT) // 2 - ZERO * w.sum(1)
    factor = unit * unit_in / unit_out * (1 << SPLIT)
    factor[len(weight) - pad:] = 0
    for shift in range(30, 0, -1):
        scale = whole(factor * 2. ** shift)
        if scale.max() <= MAX_SCALE and \
                (((most(w, b) >> SPLIT) + 1) * scale + (1 << shift - 1)).max() < 1 << 31:
            break
    else:
        raise ValueError('a layer does not fit')
    assert np.abs(b).max() <= MAX_BIAS
    return Layer(w.astype('i1'), b.astype('i4'), scale.astype('i4'), shift, taps, dilation)


def quantise_table(rows):
    """[rows][width] float as uint8 and the unit of each column."""
    unit = np.minimum(np.abs(rows).max(0), CLIP * rows.std(0)) / (ZERO - 1)
    unit[unit == 0] = 1
    return (np.clip(whole(rows / unit), -ZERO, ZERO - 1) + ZERO).astype('u1'), unit


def scores256(x):
    return np.clip(whole(np.asarray(x, 'f8') * 256), -32768, 32767).astype('i2')


def certainty_table(slope=1., offset=0.):
    """255 times the logistic function of slope * margin + offset, of margins in 1/16 nats."""
    margin = (np.arange(CERTAINTIES) - CERTAINTIES // 2) / 16
    return whole(255 / (1 + np.exp(-(slope * margin + offset)))).astype('u1')


def gate_table():
    x = (np.arange(GATE_STEPS) - GATE_STEPS // 2) * 16 / GATE_STEPS
    return np.minimum(whole(32768 / (1 + np.exp(-x))), 32767).astype('i2')


def label_scores(start, trans):
    """Scores of the first label and of a label behind another, what is forbidden included."""
    from tagger import FORBIDDEN, allowed
    first, follow = np.full(LANES, -32768, 'i2'), np.full((LANES, LANES), -32768, 'i2')
    for b in range(LABELS):
        first[b] = scores256(start[b] + (0 if allowed(None, b) else FORBIDDEN))
        for a in range(LABELS):
            follow[a, b] = scores256(trans[a, b] + (0 if allowed(a, b) else FORBIDDEN))
    return first, follow


def quantise(net, vocabulary, bits=8, certainty=(1., 0.), dilations=None, weights=None, least=0):
    """A checkpoint's state_dict as a Model. `bits`: fraction of the stream."""
    from network import DILATIONS
    dilations = dilations or DILATIONS
    label_set = STATEMENTS if len(net['out.bias']) > LABELS else NAMES
    get = {k: v.detach().float().numpy() for k, v in net.items()}
    order = np.argsort(vocabulary)
    word = get['trunk.word.weight']
    row_of = np.zeros(len(word), 'i8')                     # what is in no row is unknown
    row_of[order + 2] = np.arange(len(order)) + 1
    rows = {name: get[f'trunk.{name}.weight'] for name in TABLES}
    rows['word'] = word[np.concatenate([[0], order + 2])]
    tables, units = {}, []
    for name in TABLES:
        tables[name], unit = quantise_table(rows[name].astype('f8'))
        units.append(unit)
    width = len(get['trunk.enter.bias'])
    stream = 2. ** -bits
    enter = quantise_layer(get['trunk.enter.weight'] * np.concatenate(units), get['trunk.enter.bias'],
                           1., stream)
    gate_unit = 16 / GATE_STEPS
    blocks = [quantise_layer(get[f'trunk.blocks.{i}.linear.weight'], get[f'trunk.blocks.{i}.linear.bias'],
                             STEP, np.repeat([stream, gate_unit], width), 3, k)
              for i, k in enumerate(dilations)]
    assert f'trunk.blocks.{len(blocks)}.linear.weight' not in get
    leave = quantise_layer(get['out.weight'], get['out.bias'], STEP, 1 / 256)
    start, follow = label_scores(get['crf.start'], get['crf.trans'])
    return Model(np.asarray(vocabulary, 'u8')[order], row_of, tables, enter, blocks, leave, gate_table(),
                 certainty_table(*certainty), start, follow, bits, weights or {}, least, label_set)


# ── What the program computes ────────────────────────────────────────────────

def sums(layer, x):
    """x [T][inputs] activations, 0…127. Products of float64 are exact here."""
    k = layer.dilation
    if layer.taps == 3:
        z = np.full((k, x.shape[1]), ZERO, x.dtype)
        x = np.concatenate([np.concatenate([z, x[:-k]])[:len(x)], x,
                            np.concatenate([x[k:], z])[-len(x):]], 1)
    out = x.astype('f8') @ layer.weights.T.astype('f8')
    return out.astype('i8') + layer.bias


def scaled(layer, x):
    return ((sums(layer, x) >> SPLIT) * layer.scale + (1 << layer.shift - 1)) >> layer.shift


def saturated(x):
    return np.clip(x, -32768, 32767)


def normed(h):
    d = h.shape[1]
    total = h.sum(1)
    spread = d * (h * h).sum(1) - total * total
    bits = np.array([int(v).bit_length() for v in spread])
    down, up = np.where(bits > 28, (bits - 27) // 2, 0), np.where(bits < 27, (28 - bits) // 2, 0)
    root = np.sqrt((spread >> 2 * down << 2 * up).astype('f8')).astype('i8')
    factor = (16 << 20) // np.maximum(root, 1)
    x = ((d * h - total[:, None]) << up[:, None]) >> down[:, None]
    y = (x * factor[:, None] + (1 << 19)) >> 20
    return np.where(spread[:, None] == 0, 0, np.clip(y, -64, 63)) + ZERO


def integer_forward(model, word, suffix, prefix, shape, place):
    """Labels [T][7] and links [T][16] in 1/256 nats of one article; `word` is a word id."""
    rows = dict(word=model.row_of[word], suffix=suffix, prefix=prefix, shape=shape, place=place)
    x = np.concatenate([model.tables[name][rows[name]] for name in TABLES], 1)
    h = saturated(scaled(model.enter, x))
    for block in model.blocks:
        a, b = np.split(scaled(block, normed(h)), 2, 1)
        gate = model.gate[np.clip(b + GATE_STEPS // 2, 0, GATE_STEPS - 1)].astype('i8')
        h = saturated(h + ((saturated(a) * gate + (1 << 14)) >> 15))
    y = saturated(scaled(model.leave, normed(h)))
    return y[:, :LABELS], y[:, LABELS:LABELS + LINKS[model.label_set]]


# ── The file ─────────────────────────────────────────────────────────────────

def part(raw):
    raw = raw if isinstance(raw, bytes) else np.ascontiguousarray(raw).tobytes()
    return raw + bytes(-len(raw) % 64)


def packed(weights):
    """[N][K] → [N/16][K/4][16][4]."""
    n, k = weights.shape
    return weights.reshape(n // 16, 16, k // 4, 4).transpose(0, 2, 1, 3)


def layer_parts(layer):
    n, k = layer.weights.shape
    return (part(struct.pack('<4I', layer.taps, k // layer.taps, n, layer.shift)) +
            part(layer.bias.astype('<i4')) + part(layer.scale.astype('<i4')) +
            part(packed(layer.weights)))


def feature_version():
    header = open(os.path.join(ROOT, 'src', 'analyse', 'feature.h')).read()
    return int(re.search(r'Q_FEATURE_VERSION = (\d+)', header)[1])


def file_bytes(model, record, language='en'):
    """The model file. `record`: JSON text."""
    record = record.encode()
    body = part(record) + part(model.words.astype('<u8'))
    for name in TABLES:
        body += part(model.tables[name])
    for table in (model.gate, model.certainty, model.start, model.follow):
        body += part(table)
    hashes = sorted(model.weights)
    body += part(np.array(hashes, '<u8')) + part(np.array([model.weights[h] for h in hashes], '<i2'))
    for layer in (model.enter, *model.blocks, model.leave):
        body += layer_parts(layer)
    shapes = [n for name in TABLES for n in model.tables[name].shape]
    dilations = [b.dilation for b in model.blocks] + [0] * (16 - len(model.blocks))
    header = struct.pack('<8s2IQ8s6I10I16IIi24x', b'quoth\r\n', FORMAT, feature_version(),
                         192 + len(body) + 32, language.encode(), model.label_set, LABELS,
                         LINKS[model.label_set], len(model.enter.bias), len(model.blocks), len(record),
                         *shapes, *dilations, len(hashes), model.least)
    return header + body + hashlib.sha256(header + body).digest()


# ── The float network beside it ──────────────────────────────────────────────

def float_forward(net, ids, dilations=None):
    """Labels, links and the largest size that the stream has, of one article."""
    import torch
    from network import DILATIONS, Trunk, normed as norm
    trunk = Trunk(len(net['trunk.word.weight']), len(net['trunk.enter.bias']), 0., dilations or DILATIONS,
                  net['trunk.word.weight'].shape[1])
    trunk.load_state_dict({k[6:]: v.float() for k, v in net.items() if k.startswith('trunk.')})
    x = {k: torch.from_numpy(np.asarray(v, 'i8'))[None] for k, v in ids.items()}
    with torch.no_grad():
        h = trunk.enter(torch.cat([getattr(trunk, name)(x[name]) for name in TABLES], 2))
        size = h.abs().max().item()
        for block in trunk.blocks:
            h = block(h)
            size = max(size, h.abs().max().item())
        y = (norm(h) @ net['out.weight'].float().T + net['out.bias'].float())[0].numpy()
    return y[:, :LABELS], y[:, LABELS:], size


def read_texts(folder, vocabulary):
    from corpus import features, inputs
    for path in sorted(glob.glob(os.path.join(folder, '*.txt')))[:TEXTS]:
        yield inputs(features(open(path, encoding='utf8', newline='').read()), vocabulary)


def stream_bits(size):
    """Bits of fraction so that one and a half of what was measured fits into int16."""
    return int(np.clip(np.floor(np.log2(32767 / (1.5 * size))), 4, 10))


def report(model, net, texts):
    off, labels, of = [], [], 0
    for ids in texts:
        want = np.concatenate(float_forward(net, ids, [b.dilation for b in model.blocks])[:2], 1)
        got = np.concatenate(integer_forward(model, **ids), 1) / 256
        off.append((got - want).ravel())
        labels.append((got[:, :LABELS].argmax(1) == want[:, :LABELS].argmax(1)).mean())
        of += len(want)
    off = np.concatenate(off)
    print(f'{of} tokens: scores are off by {np.sqrt((off ** 2).mean()):.4f} nats (root mean square), '
          f'{np.abs(off).max():.3f} at most; the best label is the same for {100 * np.mean(labels):.2f} %')


def main():
    args = argparse.ArgumentParser()
    args.add_argument('checkpoint')
    args.add_argument('vocabulary')
    args.add_argument('card')
    args.add_argument('out')
    args.add_argument('--calibrate', metavar='TEXT_DIR')
    args = args.parse_args()
    import torch
    checkpoint = torch.load(args.checkpoint, map_location='cpu')
    net, dilations = checkpoint.get('program', checkpoint['net']), checkpoint['args'].get('dilations')
    vocabulary = np.load(args.vocabulary)
    record = open(args.card, encoding='utf8').read()
    card = json.loads(record)
    texts = list(read_texts(args.calibrate, vocabulary)) if args.calibrate else []
    bits = 8
    if texts:
        size = max(float_forward(net, ids, dilations)[2] for ids in texts)
        bits = stream_bits(size)
        print(f'the stream reaches {size:.1f}: {bits} bits of fraction')
    model = quantise(net, vocabulary, bits, card.get('certainty', (1., 0.)), dilations,
                     weights=checkpoint.get('weights'), least=checkpoint.get('least', 0))
    if texts:
        report(model, net, texts)
    raw = file_bytes(model, record)
    with open(args.out + '.part', 'wb') as file:
        file.write(raw)
    os.replace(args.out + '.part', args.out)
    print(f'{args.out}: {len(raw)} bytes, sha256:{hashlib.sha256(raw).hexdigest()}')


if __name__ == '__main__':
    sys.exit(main())
