"""Steps 3 and 5: fine-tuning. Learns labels and links from PolNeAR's training part.

    finetune.py DIR [--trunk trunk.pt] [--seed 1] [--epochs 8] [--more LABELLED.pt --last 3] [--out tagger.pt]

Windows of up to 256 tokens are cut at paragraph ends, at another place each epoch. What is
saved is the exponential mean of the weights. --more: articles that pseudo.py labelled, learnt from
too but for the last epochs.
"""
import argparse, copy, os, time
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from attributions import ROLES, SKIP, documents
from corpus import INPUTS
from tagger import CUE, GOES_ON, SOURCE, SPEAKER, Tagger

LENGTH, BATCH = 256, 16


def windows(docs, rng):
    """(document, from, to) of windows that end at paragraph ends where they can."""
    out = []
    for n, doc in enumerate(docs):
        count, at = len(doc['word']), 0
        limit = int(rng.integers(LENGTH // 4, LENGTH + 1)) if rng is not None else LENGTH
        breaks = np.flatnonzero(doc['paragraph'])
        while at < count:
            end = min(at + limit, count)
            inside = breaks[(breaks > at + limit // 3) & (breaks <= end)]
            if end < count and len(inside):
                end = int(inside[-1])
            out.append((n, at, end))
            at, limit = end, LENGTH
    return out


def collate(docs, chosen):
    """Windows as padded rows [B][T]: inputs and labels, and 1 where there is a token."""
    longest = max(b - a for _, a, b in chosen)
    x = {k: np.zeros((len(chosen), longest), 'i8') for k in (*INPUTS, 'labels')}
    mask = np.zeros((len(chosen), longest), 'f4')
    for row, (n, a, b) in enumerate(chosen):
        for k in x:
            x[k][row, :b - a] = docs[n][k][a:b]
        mask[row, :b - a] = 1
    return {k: torch.from_numpy(v) for k, v in x.items()}, torch.from_numpy(mask)


def collate_links(docs, chosen):
    """Their links [B][T][4]."""
    links = np.full((len(chosen), max(b - a for _, a, b in chosen), 4), SKIP, 'i8')
    for row, (n, a, b) in enumerate(chosen):
        links[row, :b - a] = docs[n]['links'][a:b]
    return torch.from_numpy(links)


def link_loss(scores, gold):
    loss = 0.
    for n, group in enumerate((CUE, SOURCE, SPEAKER)):
        loss = loss + F.cross_entropy(scores[..., group].reshape(-1, 5), gold[..., n].reshape(-1),
                                      ignore_index=SKIP)
    known = gold[..., 3] >= 0
    return loss + F.binary_cross_entropy_with_logits(scores[..., GOES_ON][known],
                                                     gold[..., 3][known].float())


def pieces(path):
    """Runs of BIO labels as {role number 1 3 5: [(from, to)]}."""
    out, since = {1: [], 3: [], 5: []}, None
    for i, label in enumerate([*path, 0]):
        if since is not None and (label == 0 or label % 2 == 1):
            out[path[since]].append((since, i))
            since = None
        if label % 2 == 1:
            since = i
    return out


def exact_f1(docs, paths):
    """Exact F1 of source, cue and content pieces; paths: the labels of each document."""
    hit, made, gold = np.zeros(3), np.zeros(3), np.zeros(3)
    for doc, path in zip(docs, paths):
        mine = pieces(path)
        for k, role in enumerate(ROLES):
            theirs = {p for a in doc['gold'] for p in a[role]}
            ours = set(mine[2 * k + 1])
            hit[k] += len(ours & theirs)
            made[k] += len(ours)
            gold[k] += len(theirs)
    return 200 * hit / (made + gold)


@torch.no_grad()
def evaluate(net, docs):
    """Exact F1 of source, cue, content pieces; accuracy of the links on gold pieces."""
    net.eval()
    paths = []
    right, asked = np.zeros(4), np.zeros(4)
    for n, doc in enumerate(docs):
        whole = [(n, 0, len(doc['word']))]
        x, links = collate(docs, whole)[0], collate_links(docs, whole)
        with torch.autocast('cpu', torch.bfloat16):
            scores, link = net(x)
        paths.append(net.crf.best(scores[0]))
        for k, group in enumerate((CUE, SOURCE, SPEAKER)):
            known = links[0, :, k] >= 0
            right[k] += (link[0][known][:, group].argmax(1) == links[0, known, k]).sum()
            asked[k] += known.sum()
        known = links[0, :, 3] >= 0
        right[3] += ((link[0][known][:, GOES_ON] > 0) == (links[0, known, 3] > 0)).sum()
        asked[3] += known.sum()
    net.train()
    return exact_f1(docs, paths), 100 * right / asked


def options():
    args = argparse.ArgumentParser()
    args.add_argument('dir')
    args.add_argument('--trunk', default='trunk.pt')
    args.add_argument('--seed', type=int, default=1)
    args.add_argument('--epochs', type=int, default=8)
    args.add_argument('--rate', type=float, default=1e-3)
    args.add_argument('--drop', type=float, default=.2)
    args.add_argument('--forget', type=float, default=.05, help='share of words made unknown')
    args.add_argument('--links', type=float, default=.05, help='weight of the links\' loss')
    args.add_argument('--more', help='articles labelled by pseudo.py, learnt from but for the last epochs')
    args.add_argument('--last', type=int, default=3, help='epochs without --more')
    args.add_argument('--out', default='tagger.pt')
    args.add_argument('--threads', type=int, default=2)
    return args.parse_args()


def main():
    args = options()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    train, dev = documents('train', args.dir), documents('dev', args.dir)
    words = len(np.load(os.path.join(args.dir, 'vectors.npy')))
    net = Tagger(words, args.drop)
    if args.trunk != 'none':
        state = torch.load(os.path.join(args.dir, args.trunk))['net']
        net.trunk.load_state_dict({k[6:]: v for k, v in state.items() if k.startswith('trunk.')})
    net.trunk.drop_in = .1
    net.trunk.round()
    table = [net.trunk.word.weight]
    rest = [p for p in net.parameters() if p is not table[0]]
    adam = torch.optim.AdamW([{'params': rest, 'weight_decay': .01},
                              {'params': table, 'weight_decay': 0.}], args.rate, betas=(.9, .98))
    more = torch.load(os.path.join(args.dir, args.more)) if args.more else []
    own = len(windows(train, rng)) // BATCH
    per_epoch = len(windows(train + more, rng)) // BATCH
    total = per_epoch * (args.epochs - args.last) + own * args.last if more else own * args.epochs
    cycle = torch.optim.lr_scheduler.OneCycleLR(adam, [args.rate, args.rate * .2], total + own,
                                                pct_start=.15)
    mean = copy.deepcopy(net)
    step = 0
    for epoch in range(args.epochs):
        began, sums = time.time(), np.zeros(2)
        docs = train + more if epoch < args.epochs - args.last else train
        order = windows(docs, rng)
        order.sort(key=lambda w: w[2] - w[1] + rng.random() * 40)      # windows of like length
        batches = [order[i:i + BATCH] for i in range(0, len(order), BATCH)]
        rng.shuffle(batches)
        for chosen in batches:
            x, mask = collate(docs, chosen)
            links = collate_links(docs, chosen)
            lost = torch.from_numpy(rng.random(x['word'].shape) < args.forget)
            x['word'][lost] = 0
            with torch.autocast('cpu', torch.bfloat16):
                scores, link = net(x)
            tags = net.crf.loss(scores, x['labels'], mask)
            linked = link_loss(link, links)
            adam.zero_grad(set_to_none=True)
            (tags + args.links * linked).backward()
            nn.utils.clip_grad_norm_(rest, 1.)
            adam.step()
            if step < total + own - 1:
                cycle.step()
            step += 1
            keep = min(.998, step / (step + 10))
            with torch.no_grad():
                for a, b in zip(mean.parameters(), net.parameters()):
                    a.lerp_(b, 1 - keep)
            sums += tags.item(), linked.item()
        print(f'epoch {epoch + 1} loss {sums[0] / len(batches):.4f} links {sums[1] / len(batches):.3f}'
              f' {time.time() - began:.0f} s', flush=True)
        if epoch >= 2 or epoch + 1 == args.epochs:
            f1, linked = evaluate(mean, dev)
            print('  dev source {:.1f} cue {:.1f} content {:.1f}'.format(*f1),
                  ' links cue {:.1f} source {:.1f} speaker {:.1f} goes on {:.1f}'.format(*linked), flush=True)
    torch.save({'net': mean.state_dict(), 'args': vars(args)}, os.path.join(args.dir, args.out))


if __name__ == '__main__':
    main()
