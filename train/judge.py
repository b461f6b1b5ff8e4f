"""Step 8: the judge. Which of the attributions that the rules leave are statements?

    judge.py DIR CARD [--in tagger.pt] [--out judged.pt] [--least P]

Readers judged attributions in articles of shared/data/news by eye (judgements.tsv; README.md says
how). A logistic regression weighs the evidence that the program notes (`quoth extract --explain`;
src/attribute/judge.c) together with the tagger's state at the source, cue and content, which becomes
three outputs of its last layer. The program must be built, with any model of this tagger's.
Articles are split in ten for the figures that are printed; the weights are of all of them.
"""
import argparse, collections, hashlib, json, os, subprocess, tempfile
import numpy as np
import torch
from torch.nn import functional as F
from attributions import edges
from card import read, write
from corpus import ROOT, features, inputs, news, points_of, word_hash
from tagger import LABELS, SPEAKER, load

FOLDS = 10
MARKS = '“”"‘’\'«»'
WEAKEST = 2                    # of the weights that are kept, in 1/256 nats


def judgements():
    """{article id: {key: verdict}}, the key as key_of makes it: the cue's span, else where the content starts"""
    out = collections.defaultdict(dict)
    with open(os.path.join(ROOT, 'train', 'judgements.tsv'), encoding='utf8') as file:
        for line in file:
            if line.startswith('sha256:'):
                article = out[line.rstrip('\n')]
            elif not line.startswith('#'):
                cue, content, verdict = line.rstrip('\n').split('\t')
                article[cue or 'content ' + content] = verdict
    return out


def texts(wanted):
    """The articles of the news corpus that were judged: {article id: text}."""
    out = {}
    for text in news():
        ident = 'sha256:' + hashlib.sha256(text.encode()).hexdigest()
        if ident in wanted:
            out[ident] = text
    return out


def candidates(articles):
    """What the program weighs, each a record with its evidence."""
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', encoding='utf8') as file:
        for ident, text in articles.items():
            file.write(json.dumps({'id': ident, 'text': text}) + '\n')
        file.flush()
        done = subprocess.run([os.path.join(ROOT, 'build', 'quoth'), 'extract', '--explain', '--format',
                               'ndjson', file.name], capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def key_of(record):
    spans = (record['cue'] or {}).get('spans')
    return '%d-%d' % tuple(spans[0]) if spans else 'content %d' % record['content']['spans'][0][0]


@torch.no_grad()
def states(net, vocabulary, text):
    found = features(text)
    x = {k: torch.from_numpy(v)[None] for k, v in inputs(found, vocabulary).items()}
    return points_of(text, found['start']), points_of(text, found['end']), net.trunk(x)[0].numpy()


def mean_state(starts, ends, state, spans):
    rows = []
    for a, b in spans:
        i, j = int(np.searchsorted(ends, a, 'right')), int(np.searchsorted(starts, b, 'left'))
        rows += edges((i, j))
    return state[rows].mean(0) if rows else np.zeros(state.shape[1], 'f4')


def inside(text, outer):
    """The content of `outer` as the program reads it again, and where each character is from."""
    at = []
    for n, (a, b) in enumerate(outer['content']['spans']):
        quoted = text[a] in MARKS
        while a < b and text[a] in MARKS:
            a += 1
        while a < b and text[b - 1] in MARKS:
            b -= 1
        if n == 0 and not quoted and text[a:a + 5].lower() == 'that ':
            a += 5
        at += ([at[-1]] if at else []) + list(range(a, b))       # pieces stand a space apart
    words = ''.join(' ' if i and at[i] == at[i - 1] else text[k] for i, k in enumerate(at))
    return words, {k: i for i, k in reversed(list(enumerate(at)))}


def moved(spans, where):
    return [(where[a], where[b - 1] + 1) for a, b in spans if a in where and b - 1 in where]


def examples(folder, checkpoint):
    vocabulary = np.load(os.path.join(folder, 'vocabulary.npy'))
    net = load(os.path.join(folder, checkpoint), len(np.load(os.path.join(folder, 'vectors.npy')))).eval()
    judged = judgements()
    articles = texts(judged)
    print(f'{len(articles)} of {len(judged)} judged articles found')
    evidence, seen, real, of = [], [], [], []
    last, by_id = None, {}
    for record in candidates(articles):
        ident = record['article']['name']
        by_id[record['id']] = record
        verdict = judged[ident].get(key_of(record))
        if verdict is None or 'evidence' not in record:      # posts are not weighed
            continue
        reads = record['parent'] or ident
        text, place = (inside(articles[ident], by_id[record['parent']]) if record['parent']
                       else (articles[ident], None))
        if reads != last:
            where, last = states(net, vocabulary, text), reads
        evidence.append(sorted(set(record['evidence'].split('\n')) - {''}))
        spans = [(record[role] or {'spans': []})['spans'] for role in ('cue', 'source', 'content')]
        seen.append(np.concatenate([mean_state(*where, moved(s, place) if place else s) for s in spans]))
        real.append(verdict != 'W')
        of.append(ident)
    print(f'{len(real)} judged candidates, {100 * (1 - np.mean(real)):.1f} % no statement')
    return evidence, np.array(seen, 'f4'), np.array(real, 'f4'), of


def table(evidence, names):
    rows, columns = [], []
    for n, one in enumerate(evidence):
        for name in one:
            if name in names:
                rows.append(n)
                columns.append(names[name])
    at = torch.tensor([rows, columns])
    return torch.sparse_coo_tensor(at, torch.ones(len(rows)), (len(evidence), len(names))).coalesce()


def fit(evidence, seen, real, plain, net):
    """Weights of the evidence and of the states; `plain`, `net`: what their squares cost."""
    counts = collections.Counter(name for one in evidence for name in one)
    names = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c > 1))}
    x, h, y = table(evidence, names), torch.from_numpy(seen), torch.from_numpy(real)
    w = torch.zeros(len(names), requires_grad=True)
    u = torch.zeros(seen.shape[1], requires_grad=True)
    search = torch.optim.LBFGS([w, u], max_iter=80, line_search_fn='strong_wolfe')

    def loss():
        search.zero_grad()
        score = torch.sparse.mm(x, w[:, None])[:, 0] + h @ u
        out = F.binary_cross_entropy_with_logits(score, y, reduction='sum')
        out = out + plain * (w * w).sum() + net * (u * u).sum()
        out.backward()
        return out

    search.step(loss)
    return names, w.detach().numpy(), u.detach().numpy()


def score(model, evidence, seen):
    names, w, u = model
    return np.array([sum(w[names[n]] for n in one if n in names) for one in evidence]) + seen @ u


def area(scores, real):
    """Under the ROC curve: how often a statement scores above what is none."""
    rank = np.empty(len(scores))
    rank[np.argsort(scores)] = np.arange(len(scores))
    good = real.sum()
    return (rank[real == 1].sum() - good * (good - 1) / 2) / (good * (len(real) - good))


def main():
    args = argparse.ArgumentParser()
    args.add_argument('dir')
    args.add_argument('card', help='of the model; its figures are added')
    args.add_argument('--in', dest='checkpoint', default='tagger.pt')
    args.add_argument('--out', default='judged.pt')
    args.add_argument('--plain', type=float, default=2.)
    args.add_argument('--net', type=float, default=40.)
    args.add_argument('--least', type=float, default=.75, help='chance from which on it is a statement')
    args = args.parse_args()
    evidence, seen, real, of = examples(args.dir, args.checkpoint)
    order = sorted(set(of), key=lambda i: hashlib.sha256(i.encode()).digest())
    fold = np.array([order.index(i) % FOLDS for i in of])
    scores = np.zeros(len(real))
    for k in range(FOLDS):
        train, held = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        model = fit([evidence[i] for i in train], seen[train], real[train], args.plain, args.net)
        scores[held] = score(model, [evidence[i] for i in held], seen[held])
    print(f'area under the curve {area(scores, real):.4f}, on articles not learnt from')
    figures = {}
    for least in sorted({.4, .5, .6, .7, .8, args.least}):
        kept = scores >= np.log(least / (1 - least))
        wrong, right = 100 * (1 - real[kept].mean()), 100 * (kept * real).sum() / real.sum()
        print(f'least {least}: wrong among the kept {wrong:.1f} %, kept of the right {right:.1f} %')
        figures[least] = {'least': least, 'left': round(float(wrong), 1), 'kept': round(float(right), 1)}
    record = read(args.card)
    record['judge'] = {'judgements': len(real), 'wrong': round(100 * (1 - float(real.mean())), 1),
                       'area': round(float(area(scores, real)), 3), **figures[args.least]}
    write(args.card, record)
    names, w, u = fit(evidence, seen, real, args.plain, args.net)
    weights = {word_hash(n): int(round(256 * w[i])) for n, i in names.items()}
    checkpoint = torch.load(os.path.join(args.dir, args.checkpoint))
    for key in ('out.weight', 'out.bias'):          # the links to the speaker are read by nobody
        checkpoint['net'][key][len(LABELS) + SPEAKER.start:len(LABELS) + SPEAKER.stop] = 0
    width = len(u) // 3
    for k in range(3):
        row = len(LABELS) + SPEAKER.start + k
        checkpoint['net']['out.weight'][row] = torch.from_numpy(u[k * width:(k + 1) * width])
    checkpoint['weights'] = {h: v for h, v in weights.items() if abs(v) >= WEAKEST}
    checkpoint['least'] = int(round(256 * np.log(args.least / (1 - args.least))))
    torch.save(checkpoint, os.path.join(args.dir, args.out))
    print(f'{args.out}: {len(checkpoint["weights"])} weights')
    strongest = sorted(names, key=lambda n: w[names[n]])
    print('against:', ', '.join(strongest[:12]), '\nfor:', ', '.join(strongest[:-13:-1]))


if __name__ == '__main__':
    main()
