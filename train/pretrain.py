"""Step 2: pre-training. The trunk guesses hidden words of the news corpus.

    pretrain.py DIR --steps N [--decay M] [--resume CHECKPOINT]

15 % of the tokens lose word, suffix, prefix and shape; the network says which of the 16,384 most
frequent words stood there, by the word vectors themselves (tied output). The learning rate
warms up, stays, and falls linearly over the last M steps, so that a run can be gone on with
from any checkpoint and ended at any step.
"""
import argparse, os, time
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from corpus import INPUTS
from network import Trunk, WORD

GUESSED = 16384
MASK_WORD, MASK_SUFFIX, MASK_PREFIX, MASK_SHAPE = 1, 0, 0, 31
BATCH, LENGTH = 32, 256
PEAK, WARM = 2e-3, 300


class Guesser(nn.Module):
    """The trunk and the way back to the word vectors."""

    def __init__(self, vectors):
        super().__init__()
        self.trunk = Trunk(len(vectors))
        self.trunk.word.weight.data.copy_(torch.from_numpy(vectors))
        self.out = nn.Linear(self.trunk.enter.out_features, WORD)
        self.bias = nn.Parameter(torch.zeros(GUESSED))

    def forward(self, x, hidden, target):
        y = self.trunk(x)[hidden]
        y = self.out(y) @ self.trunk.word.weight[:GUESSED].T
        return F.cross_entropy(y.float() + self.bias, target, ignore_index=-1)


class Stream:
    """Windows of the corpus in a random order, an epoch after the other."""

    def __init__(self, path, seed):
        data = np.load(path)
        self.data = {k: data[k] for k in INPUTS}
        self.windows = (len(self.data['word']) - 1) // LENGTH
        self.seed = seed

    def batch(self, step):
        per = self.windows // BATCH
        order = np.random.default_rng([self.seed, step // per]).permutation(self.windows)
        rows = order[step % per * BATCH:][:BATCH]
        at = rows[:, None] * LENGTH + np.arange(LENGTH)
        x = {k: torch.from_numpy(v[at].astype('i8')) for k, v in self.data.items()}
        rng = torch.Generator().manual_seed(self.seed * 1000003 + step)
        hidden = torch.rand(x['word'].shape, generator=rng) < .15
        target = x['word'][hidden].clone()
        target[(target >= GUESSED) | (target == 0)] = -1
        for key, value in (('word', MASK_WORD), ('suffix', MASK_SUFFIX), ('prefix', MASK_PREFIX),
                           ('shape', MASK_SHAPE)):
            x[key][hidden] = value
        return x, hidden, target


def rate(step, steps, decay):
    if step < WARM:
        return PEAK * (step + 1) / WARM
    return PEAK * min(1, (steps - step) / max(1, decay))


def main():
    args = argparse.ArgumentParser()
    args.add_argument('dir')
    args.add_argument('--steps', type=int, required=True)
    args.add_argument('--decay', type=int, default=1500)
    args.add_argument('--resume')
    args.add_argument('--out', default='trunk.pt')
    args.add_argument('--every', type=int, default=500)
    args.add_argument('--threads', type=int, default=2)
    args = args.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(1)
    stream = Stream(os.path.join(args.dir, 'news.npz'), 1)
    net = Guesser(np.load(os.path.join(args.dir, 'vectors.npy')))
    table = list(net.trunk.word.parameters())
    rest = [p for p in net.parameters() if p is not table[0]]
    adam = torch.optim.AdamW([{'params': rest, 'weight_decay': .01, 'pace': 1.},
                              {'params': table, 'weight_decay': 0., 'pace': .25}],
                             PEAK, betas=(.9, .98))
    first = 0
    if args.resume:
        state = torch.load(args.resume)
        net.load_state_dict(state['net'])
        adam.load_state_dict(state['adam'])
        first = state['step']
    began, mean = time.time(), 0.
    for step in range(first, args.steps):
        x, hidden, target = stream.batch(step)
        for group in adam.param_groups:
            group['lr'] = group['pace'] * rate(step, args.steps, args.decay)
        with torch.autocast('cpu', torch.bfloat16):
            loss = net(x, hidden, target)
        adam.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(rest, 1.)
        adam.step()
        mean += (loss.item() - mean) / min(step - first + 1, 100)
        if (step + 1) % 50 == 0:
            speed = (step + 1 - first) * BATCH * LENGTH / (time.time() - began)
            print(f'step {step + 1} loss {mean:.3f} {speed:.0f} tokens/s', flush=True)
        if (step + 1) % args.every == 0 or step + 1 == args.steps:
            path = os.path.join(args.dir, args.out)
            torch.save({'net': net.state_dict(), 'adam': adam.state_dict(), 'step': step + 1,
                        'steps': args.steps}, path + '.part')
            os.replace(path + '.part', path)


if __name__ == '__main__':
    main()
