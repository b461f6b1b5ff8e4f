"""Names: learns person, organization and place. The teacher is as large as the tagger and begins with
its trunk; the student is what the program can afford, and begins with the trunk's tables.

    namer.py DIR [--trunk trunk.pt] [--width 160 --dilations 1 2 4 …] [--more LABELLED.pt] [--out names.pt]

--more: articles that pseudo_names.py labelled, learnt from beside the corpus but for the last epochs.
"""
import argparse, copy, os, time
import numpy as np
import torch
from torch import nn
from finetune import BATCH, INPUTS, pieces, windows
from names import TYPES, agreed, documents
from network import DILATIONS, WIDTH, WORD
from tagger import Tagger


def collate(docs, chosen):
    longest = max(b - a for _, a, b in chosen)
    x = {k: np.zeros((len(chosen), longest), 'i8') for k in (*INPUTS, 'labels')}
    mask = np.zeros((len(chosen), longest), 'f4')
    for row, (n, a, b) in enumerate(chosen):
        for k in x:
            x[k][row, :b - a] = docs[n][k][a:b]
        mask[row, :b - a] = 1
    return {k: torch.from_numpy(v) for k, v in x.items()}, torch.from_numpy(mask)


def spans(doc, path):
    """Names of a path of labels as code points."""
    found = pieces(path)
    return {(int(doc['starts'][a]), int(doc['ends'][b - 1]), kind)
            for kind in (1, 2, 3) for a, b in found[2 * kind - 1]}


def exact_f1(docs, paths):
    """Exact F1 of person, organization, place, and of the three together."""
    counts = np.zeros((3, len(TYPES) + 1))                 # right, found, gold
    for doc, path in zip(docs, paths):
        mine = spans(doc, path)
        for row, names in enumerate((mine & doc['gold'], mine, doc['gold'])):
            for _, _, kind in names:
                counts[row, [kind - 1, -1]] += 1
    return 200 * counts[0] / np.maximum(counts[1] + counts[2], 1)


@torch.no_grad()
def label(net, doc, exact=False):
    """Labels of an article as the program gives them, and the scores that they are of."""
    x = {k: torch.from_numpy(doc[k])[None] for k in INPUTS}
    with torch.autocast('cpu', torch.bfloat16, enabled=not exact):
        scores = net(x)[0][0].float()
    scores = agreed(scores.numpy(), doc['key'], doc['shape'])
    return net.crf.best(torch.from_numpy(scores)), scores


def evaluate(net, docs, exact=False):
    net.eval()
    out = exact_f1(docs, [label(net, doc, exact)[0] for doc in docs])
    net.train()
    return out


def told(f1):
    return ' '.join(f'{name} {value:.1f}' for name, value in zip((*TYPES, 'all'), f1))


def load(folder, name, words):
    """The network of a checkpoint, with the rounding of the integers."""
    saved = torch.load(os.path.join(folder, name))
    net = Tagger(words, 0., 0, saved['args']['width'], saved['args']['dilations'], saved['net'].get('trunk.known'))
    net.load_state_dict(saved['net'])
    net.trunk.round()
    return net


def begin(net, folder, trunk):
    """What fits of a checkpoint: of the tagger's trunk all for a teacher, the tables for a student."""
    state, mine, enter = torch.load(os.path.join(folder, trunk))['net'], net.state_dict(), 'trunk.enter.weight'
    more = mine[enter].shape[1] - state[enter].shape[1]    # columns of what gazetteers say
    if more and len(mine[enter]) == len(state[enter]):
        state[enter] = torch.cat([state[enter][:, :WORD], mine[enter][:, WORD:WORD + more], state[enter][:, WORD:]], 1)
    net.load_state_dict({k: state[k] if k in state and state[k].shape == v.shape else v for k, v in mine.items()})


def main():
    args = argparse.ArgumentParser()
    args.add_argument('dir')
    args.add_argument('--trunk', default='trunk.pt')
    args.add_argument('--width', type=int, default=WIDTH)
    args.add_argument('--dilations', type=int, nargs='+', default=DILATIONS)
    args.add_argument('--seed', type=int, default=1)
    args.add_argument('--epochs', type=int, default=6)
    args.add_argument('--rate', type=float, default=1e-3)
    args.add_argument('--drop', type=float, default=.2)
    args.add_argument('--forget', type=float, default=.05, help='share of words made unknown')
    args.add_argument('--more', help='articles labelled by pseudo_names.py')
    args.add_argument('--last', type=int, default=3, help='epochs without --more')
    args.add_argument('--corpus', default='newswire', choices=('newswire', 'gum'))
    args.add_argument('--out', default='names.pt')
    args.add_argument('--gazetteer', action='store_true', help='a teacher that knows gazetteer.npz')
    args.add_argument('--batch', type=int, default=BATCH, help='windows of a step, beside --more')
    args.add_argument('--threads', type=int, default=2)
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    train, dev = documents('train', args.dir, args.corpus), documents('dev', args.dir)
    words = len(np.load(os.path.join(args.dir, 'vectors.npy')))
    known = torch.from_numpy(np.load(os.path.join(args.dir, 'gazetteer.npz'))['known']) if args.gazetteer else None
    net = Tagger(words, args.drop, 0, args.width, args.dilations, known)
    if args.trunk != 'none':
        begin(net, args.dir, args.trunk)
    net.trunk.drop_in = .1
    net.trunk.round()
    table = [net.trunk.word.weight]
    rest = [p for p in net.parameters() if p is not table[0]]
    adam = torch.optim.AdamW([{'params': rest, 'weight_decay': .01},
                              {'params': table, 'weight_decay': 0.}], args.rate, betas=(.9, .98))
    more = torch.load(os.path.join(args.dir, args.more)) if args.more else []
    own = len(windows(train, rng)) // BATCH
    both = len(windows(train + more, rng)) // args.batch
    total = both * (args.epochs - args.last) + own * args.last if more else own * args.epochs
    cycle = torch.optim.lr_scheduler.OneCycleLR(adam, [args.rate, args.rate * .2], total + own,
                                                pct_start=.15)
    mean, step = copy.deepcopy(net), 0
    for epoch in range(args.epochs):
        began, lost = time.time(), 0.
        docs, batch = (train + more, args.batch) if epoch < args.epochs - args.last else (train, BATCH)
        order = windows(docs, rng)
        order.sort(key=lambda w: w[2] - w[1] + rng.random() * 40)      # windows of like length
        batches = [order[i:i + batch] for i in range(0, len(order), batch)]
        rng.shuffle(batches)
        for chosen in batches:
            x, mask = collate(docs, chosen)
            x['lost'] = torch.from_numpy(rng.random(x['word'].shape) < args.forget)
            with torch.autocast('cpu', torch.bfloat16):
                scores, _ = net(x)
            loss = net.crf.loss(scores, x['labels'], mask)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(rest, 1.)
            adam.step()
            if step < total + own - 1:
                cycle.step()
            step += 1
            keep = min(.998, step / (step + 10))
            with torch.no_grad():
                for a, b in zip(mean.parameters(), net.parameters()):
                    a.lerp_(b, 1 - keep)
            lost += loss.item()
        print(f'epoch {epoch + 1} loss {lost / len(batches):.4f} {time.time() - began:.0f} s', flush=True)
        if epoch >= 2 or epoch + 1 == args.epochs:
            print('  dev ' + told(evaluate(mean, dev)), flush=True)
    print('test ' + told(evaluate(mean, documents('test', args.dir))), flush=True)
    torch.save({'net': mean.state_dict(), 'args': vars(args)}, os.path.join(args.dir, args.out))


if __name__ == '__main__':
    main()
