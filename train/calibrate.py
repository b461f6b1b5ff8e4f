"""Step 7: what a confidence means. Fits P(right) = logistic(slope * margin + offset) to the
statements that the program finds on PolNeAR's dev part, and writes it into the card, from which
export.py takes it (Platt 1999).

    calibrate.py build/quoth CARD        CARD.json and CARD.md

Right: linked as tools/score.py counts it. The program must hold a model without a calibration.
"""
import json, os, subprocess, sys
import numpy as np
from attributions import ROLES
from card import read, write
from corpus import SHARED, polnear

sys.path.insert(0, os.path.join(SHARED, 'tools'))
from score import chars, pieces, read_brat, spans_of      # noqa: E402


def judged(program):
    """(confidence, right) of every statement on dev."""
    folder = os.path.join(SHARED, 'data', 'polnear', 'dev')
    names = sorted(n[:-4] for n in os.listdir(folder) if n.endswith('.ann'))
    files = [os.path.join(folder, n + '.txt') for n in names]
    found = {}
    out = subprocess.run([program, 'extract', '--raw', '--format', 'ndjson', *files],
                         capture_output=True, check=True).stdout
    for line in out.splitlines():
        s = json.loads(line)
        found.setdefault(s['article']['name'], []).append(s)
    for name, text, _ in polnear('dev'):
        gold = [{r: chars(text, a[r]) for r in a}
                for a in read_brat(os.path.join(folder, name + '.ann'), text)]
        for s in found.get(name, []):
            mine = {r: chars(text, pieces(text, spans_of(s, r))) for r in ROLES}
            right = any(len(g['content'] & mine['content']) >= .8 * len(g['content'] | mine['content'])
                        and all(bool(g[r] & mine[r]) or not (g[r] or mine[r]) for r in ('source', 'cue'))
                        for g in gold)
            yield s['confidence'], right


def fit(margins, right):
    """[slope, offset] by logistic regression: Newton's steps, halved while they lead away."""
    x, w = np.stack([margins, np.ones_like(margins)], 1), np.array([.5, 0.])
    loss = lambda w: np.logaddexp(0, np.where(right > 0, -1, 1) * (x @ w)).sum()
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (right - p))
        while loss(w + step) > loss(w) and np.abs(step).max() > 1e-6:
            step /= 2
        w = w + step
    return w


def main(program, card):
    pairs = np.array(list(judged(program)), 'f8')
    sure = pairs[:, 0].clip(.005, .995)
    slope, offset = fit(np.log(sure / (1 - sure)), pairs[:, 1])
    for low in np.arange(0, 1, .1):
        at = (pairs[:, 0] >= low) & (pairs[:, 0] < low + .1)
        if at.any():
            print(f'{low:.1f}–{low + .1:.1f}: {at.sum():5d} statements, {100 * pairs[at, 1].mean():.0f} % right')
    print(f'slope {slope:.3f} offset {offset:.3f}')
    record = read(card)
    record['certainty'] = [round(float(slope), 3), round(float(offset), 3)]
    write(card, record)


if __name__ == '__main__':
    main(*sys.argv[1:])
