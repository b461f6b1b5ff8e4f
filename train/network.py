"""The tagger's network: gated dilated convolutions over a whole article.

Everything in it can be run in integers to the bit (src/analyse/network.c): layer norms have no
parameters and are clamped to the range of 7 bits, the rest are matrix products, a gate and a sum.
"""
import torch
from torch import nn
from torch.nn import functional as F

WORD, SUFFIX, PREFIX, SHAPE, PLACE = 100, 16, 16, 8, 8     # widths of the input
INPUT = WORD + SUFFIX + PREFIX + SHAPE + PLACE              # 148
WIDTH = 160
DILATIONS = (1, 2, 4, 8, 16, 32, 1, 2, 4)
LOW, HIGH = -4.0, 63 / 16                                   # -64…63 in steps of 1/16


def normed(x, rounded=False):
    """Layer norm as the integers have it; rounded: to their steps, the gradient passed through."""
    y = F.layer_norm(x, x.shape[-1:]).clamp(LOW, HIGH)
    return y + ((y * 16).round() / 16 - y).detach() if rounded else y


class Block(nn.Module):
    def __init__(self, width, dilation, drop):
        super().__init__()
        self.dilation, self.drop, self.rounded = dilation, drop, False
        self.linear = nn.Linear(3 * width, 2 * width)

    def forward(self, x):                                   # [B][T][width]
        k, y = self.dilation, normed(x, self.rounded)
        z = torch.zeros_like(y[:, :k])
        y = torch.cat([torch.cat([z, y[:, :-k]], 1), y, torch.cat([y[:, k:], z], 1)], 2)
        y = F.glu(self.linear(y))
        if self.drop:
            y = F.dropout(y, self.drop, self.training)
        return x + y


class Trunk(nn.Module):
    def __init__(self, words, width=WIDTH, drop=0.1, dilations=DILATIONS, word=WORD):
        super().__init__()
        self.word = nn.Embedding(words, word)
        self.suffix = nn.Embedding(2048, SUFFIX)
        self.prefix = nn.Embedding(2048, PREFIX)
        self.shape = nn.Embedding(32, SHAPE)
        self.place = nn.Embedding(32, PLACE)
        self.enter = nn.Linear(INPUT - WORD + word, width)
        self.blocks = nn.ModuleList(Block(width, k, drop) for k in dilations)
        self.drop_in, self.rounded = 0.0, False

    def round(self):
        """From now on with the rounding of the integers: for fine-tuning."""
        for part in (self, *self.blocks):
            part.rounded = True

    def vectors(self, x):
        return self.word(x['word'])

    def forward(self, x):
        """x: dict of [B][T] long tensors. Returns [B][T][width], normed."""
        y = torch.cat([self.vectors(x), self.suffix(x['suffix']), self.prefix(x['prefix']),
                       self.shape(x['shape']), self.place(x['place'])], 2)
        if self.drop_in:
            y = F.dropout(y, self.drop_in, self.training)
        y = self.enter(y)
        for block in self.blocks:
            y = block(y)
        return normed(y, self.rounded)
