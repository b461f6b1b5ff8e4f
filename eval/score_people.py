#!/usr/bin/env python3
"""Whether speakers of two articles are joined to one person where they are one.

    score_people.py [PROGRAM] [--part tune|held]      default: build/quoth, both parts

people-pairs.tsv has 200 pairs of speakers, told by name, role and article, whether they are the
same (looked up by hand in both articles), and of what kind the pair is. They are of the articles
of shared/data/news whose id begins with 0 or 1, drawn by surname before anything was joined: half
were looked at while the rules were written (tune), half were not (held). All those articles are
added to an archive, which is asked whose the statements are. Skipped without shared/.
"""
import collections, csv, glob, hashlib, json, os, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NEWS = os.path.join(ROOT, '..', 'shared', 'data', 'news')
ROLE = 48                                           # characters of a role that the pairs have


def pick(path):
    """The articles that pairs are of, as JSONL."""
    with open(path, 'wb') as out:
        for packed in sorted(glob.glob(os.path.join(NEWS, '*.jsonl.zst'))):
            lines = subprocess.run(['zstd', '-dc', packed], stdout=subprocess.PIPE, check=True).stdout
            for line in lines.splitlines(keepends=True):
                text = json.loads(line)['text']
                if hashlib.sha256(text.encode()).hexdigest()[0] in '01': out.write(line)


class People:
    def __init__(self, program, folder):
        self.program, self.archive, self.known = program, os.path.join(folder, 'people.quoth'), {}
        pick(os.path.join(folder, 'news.jsonl'))
        subprocess.run([program, 'add', '-a', self.archive, '--from', 'jsonl', os.path.join(folder, 'news.jsonl')], check=True)

    def __call__(self, name, role, article):
        """Ids of the persons whom the article calls so."""
        if article not in self.known:
            rows = subprocess.run([self.program, 'search', '-a', self.archive, '--format', 'ndjson', '--all', '--quiet', f'article:{article[7:]}'],
                                  stdout=subprocess.PIPE).stdout
            self.known[article] = [json.loads(row) for row in rows.splitlines()]
        return {row['person']['id'] for row in self.known[article] if row.get('person') and row['speaker']['name']
                and ' '.join(row['speaker']['name'].split()) == name and (row['speaker']['role'] or '')[:ROLE].strip() == role}


def score(program, part=None):
    """Precision, recall, in percent; what is wrong is printed."""
    pairs = csv.DictReader(open(os.path.join(ROOT, 'eval', 'people-pairs.tsv'), encoding='utf8'), delimiter='\t', quoting=csv.QUOTE_NONE)
    count = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        people = People(program, folder)
        for pair in pairs:
            a, b = (people(pair['name_' + x], pair['role_' + x], pair['article_' + x]) for x in 'ab')
            joined, same = bool(a & b), pair['same'] == 'yes'
            count[pair['part'], joined, same] += 1
            if joined != same and part in (None, pair['part']):
                print(f'{"wrongly joined" if joined else "not joined":<15}{pair["part"]}  {pair["kind"]:<16}{pair["name_a"]} [{pair["role_a"]}]'
                      f' {", ".join(a) or "not found"} | {pair["name_b"]} [{pair["role_b"]}] {", ".join(b) or "not found"}')
    results = {}
    for name, parts in (('tune', ['tune']), ('held', ['held']), ('all', ['tune', 'held'])):
        right, found, gold = (sum(n for (p, j, s), n in count.items() if p in parts and test(j, s))
                              for test in (lambda j, s: j and s, lambda j, s: j, lambda j, s: s))
        results[name] = 100 * right / max(1, found), 100 * right / max(1, gold)
        print(f'people, {name:<5} precision {results[name][0]:.1f}  recall {results[name][1]:.1f}  of {gold} that are one')
    return results['all']


if __name__ == '__main__':
    if not os.path.isdir(NEWS): sys.exit('skipped: no shared/ beside the checkout')
    words = [a for a in sys.argv[1:] if not a.startswith('--')]
    only = sys.argv[sys.argv.index('--part') + 1] if '--part' in sys.argv else None
    if only in words: words.remove(only)
    score(os.path.abspath(words[0] if words else os.path.join(ROOT, 'build', 'quoth')), only)
