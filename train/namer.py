"""Names: learns person, organization and place. The teachers are as large as the tagger and begin with
its trunk; the student is what the program can afford, and begins with a teacher's tables.

    namer.py DIR [--trunk trunk.pt] [--width 160 --dilations 1 2 4 …] [--squeeze 32]
             [--corpus newswire] [--more LABELLED.pt --last 3] [--out names.pt]

The vectors of words (names_words.py) are not learnt: most names of an article were in none that was
learnt from. --squeeze: so many numbers of each are what enters the network, and the program's table.

--more: articles that pseudo_names.py labelled, learnt from beside the corpus but for the last epochs.
"""
import argparse, copy, os, time
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from corpus import INPUTS
from finetune import BATCH, collate, pieces, windows
from names import TYPES, agreed, documents
from network import DILATIONS, Trunk, WIDTH, WORD
from tagger import CRF, LABELS


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
        scores = net(x)[0].float()
    scores = agreed(scores.numpy(), doc['key'], doc['shape'])
    return net.crf.best(torch.from_numpy(scores)), scores


def evaluate(net, docs, exact=False):
    net.eval()
    out = exact_f1(docs, [label(net, doc, exact)[0] for doc in docs])
    net.train()
    return out


def told(f1):
    return ' '.join(f'{name} {value:.1f}' for name, value in zip((*TYPES, 'all'), f1))


class Vectors(Trunk):
    """A trunk whose words have fixed vectors [words][100], all of them or `squeeze` numbers of each."""

    def __init__(self, vectors, width, drop, dilations, squeeze):
        super().__init__(1, width, drop, dilations, squeeze or WORD)
        del self.word
        self.register_buffer('fixed', vectors)
        self.unknown = nn.Parameter(vectors[0].clone())
        self.squeeze = nn.Linear(WORD, squeeze, bias=False) if squeeze else nn.Identity()
        if squeeze:                                        # begins with what varies most
            known = vectors[2:60000:7] - vectors[2:60000:7].mean(0)
            self.squeeze.weight.data.copy_(torch.linalg.svd(known, full_matrices=False)[2][:squeeze])

    def vectors(self, x):
        """Row of each word; `unknown` of one that has none, or is in x['lost']."""
        words = x['word'].masked_fill(x['lost'], 0) if 'lost' in x else x['word']
        rows = F.embedding(words, self.fixed)
        return self.squeeze(torch.where((words == 0)[..., None], self.unknown.to(rows.dtype), rows))

    def table(self):
        """What the program looks up: [words][squeeze]."""
        rows = self.fixed.clone()
        rows[0] = self.unknown.data
        return self.squeeze(rows).detach()


class Namer(nn.Module):
    def __init__(self, vectors, drop, width, dilations, squeeze):
        super().__init__()
        self.trunk = Vectors(vectors, width, drop, dilations, squeeze)
        self.out = nn.Linear(width, len(LABELS))
        self.crf = CRF()

    def forward(self, x):
        return self.out(self.trunk(x)).float()

    def program(self):
        """The state of a network without squeeze, as export.py wants it."""
        of_words = ('trunk.fixed', 'trunk.unknown', 'trunk.squeeze')
        state = {k: v for k, v in self.state_dict().items() if not k.startswith(of_words)}
        return dict(state, **{'trunk.word.weight': self.trunk.table()})


def vectors_of(folder):
    return torch.from_numpy(np.load(os.path.join(folder, 'names-vectors.npy')))


def load(folder, name):
    """The network of a checkpoint, with the rounding of the integers."""
    saved = torch.load(os.path.join(folder, name))
    args = saved['args']
    net = Namer(vectors_of(folder), 0., args['width'], args['dilations'], args['squeeze'])
    net.load_state_dict(dict(saved['net'], **{'trunk.fixed': net.trunk.fixed}))
    net.trunk.round()
    return net


def begin(net, folder, trunk):
    """What fits of a checkpoint: of the tagger's trunk all for a teacher, the tables for a student."""
    state, mine = torch.load(os.path.join(folder, trunk))['net'], net.state_dict()
    net.load_state_dict({k: state[k] if k in state and state[k].shape == v.shape and k != 'trunk.fixed' else v
                         for k, v in mine.items()})


def options():
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
    args.add_argument('--squeeze', type=int, default=0, help='numbers of a word that enter; 0: all')
    args.add_argument('--drop-in', type=float, default=.15)
    args.add_argument('--batch', type=int, default=BATCH, help='windows of a step, beside --more')
    args.add_argument('--threads', type=int, default=2)
    return args.parse_args()


def main():
    args = options()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    train, dev = documents('train', args.dir, args.corpus), documents('dev', args.dir)
    net = Namer(vectors_of(args.dir), args.drop, args.width, args.dilations, args.squeeze)
    if args.trunk != 'none':
        begin(net, args.dir, args.trunk)
    net.trunk.drop_in = args.drop_in
    net.trunk.round()
    learnt = list(net.parameters())
    adam = torch.optim.AdamW(learnt, args.rate, betas=(.9, .98), weight_decay=.01)
    more = torch.load(os.path.join(args.dir, args.more)) if args.more else []
    own = len(windows(train, rng)) // BATCH
    both = len(windows(train + more, rng)) // args.batch
    total = both * (args.epochs - args.last) + own * args.last if more else own * args.epochs
    cycle = torch.optim.lr_scheduler.OneCycleLR(adam, args.rate, total + 2 * own, pct_start=.1)
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
                scores = net(x)
            loss = net.crf.loss(scores, x['labels'], mask)
            adam.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(learnt, 1.)
            adam.step()
            if step < cycle.total_steps - 1:               # windows are cut anew each epoch
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
    state = {k: v for k, v in mean.state_dict().items() if k != 'trunk.fixed'}
    program = {'program': mean.program()} if args.squeeze else {}
    torch.save({'net': state, 'args': vars(args), **program}, os.path.join(args.dir, args.out))


if __name__ == '__main__':
    main()
