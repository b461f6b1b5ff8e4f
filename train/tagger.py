"""The tagger: the trunk, an output layer for labels and links, and a linear-chain CRF."""
import torch
from torch import nn
from network import Trunk

LABELS = ('O', 'B-source', 'I-source', 'B-cue', 'I-cue', 'B-content', 'I-content')
LINKS = 16                                                 # src/record/annotation.h, enum q_link
CUE, SOURCE, SPEAKER, GOES_ON = slice(0, 5), slice(5, 10), slice(10, 15), 15
FORBIDDEN = -30.


def allowed(a, b):
    """May label b follow label a (None: the start)?"""
    return b == 0 or b % 2 == 1 or (a is not None and a in (b, b - 1))


class CRF(nn.Module):
    """Lafferty et al. 2001; the forward pass runs in log space over a padded batch."""

    def __init__(self, labels=len(LABELS)):
        super().__init__()
        self.start = nn.Parameter(torch.zeros(labels))
        self.trans = nn.Parameter(torch.zeros(labels, labels))
        self.register_buffer('no_start', torch.tensor([0. if allowed(None, b) else FORBIDDEN
                                                       for b in range(labels)]), persistent=False)
        self.register_buffer('no_trans', torch.tensor([[0. if allowed(a, b) else FORBIDDEN
                                                        for b in range(labels)]
                                                       for a in range(labels)]), persistent=False)

    def tables(self):
        return self.start + self.no_start, self.trans + self.no_trans

    def loss(self, scores, gold, mask):
        """Negative log likelihood of gold [B][T] under scores [B][T][labels], per token."""
        start, trans = self.tables()
        path = start[gold[:, 0]] + scores[:, 0].gather(1, gold[:, :1])[:, 0]
        step = scores[:, 1:].gather(2, gold[:, 1:, None])[..., 0] + trans[gold[:, :-1], gold[:, 1:]]
        path = path + (step * mask[:, 1:]).sum(1)
        alpha = start + scores[:, 0]
        for t in range(1, scores.shape[1]):
            after = torch.logsumexp(alpha[:, :, None] + trans, 1) + scores[:, t]
            alpha = torch.where(mask[:, t, None] > 0, after, alpha)
        return (torch.logsumexp(alpha, 1) - path).sum() / mask.sum()

    @torch.no_grad()
    def best(self, scores):
        """The best path over scores [T][labels]."""
        start, trans = (x.detach().numpy() for x in self.tables())
        scores = scores.numpy()
        alpha, back = start + scores[0], []
        for t in range(1, len(scores)):
            both = alpha[:, None] + trans
            who = both.argmax(0)
            alpha = both.max(0) + scores[t]
            back.append(who)
        path = [int(alpha.argmax())]
        for who in reversed(back):
            path.append(int(who[path[-1]]))
        return path[::-1]


class Tagger(nn.Module):
    def __init__(self, words, drop=.1):
        super().__init__()
        self.trunk = Trunk(words, drop=drop)
        self.out = nn.Linear(self.trunk.enter.out_features, len(LABELS) + LINKS)
        self.crf = CRF()

    def forward(self, x):
        y = self.out(self.trunk(x)).float()
        return y[..., :len(LABELS)], y[..., len(LABELS):]


def load(path, words):
    """The tagger of a checkpoint, with the rounding of the integers."""
    net = Tagger(words)
    net.load_state_dict(torch.load(path)['net'])
    net.trunk.round()
    return net
