#!/usr/bin/env python3
"""How well speakers are named, and how far their confidence can be believed.

    score_speakers.py [PROGRAM] [-v]      default: build/quoth; -v lists the wrong ones

Read from shared/ beside the checkout: the attributions of GUM's news (source and cue are marked,
and who the source is follows from coreference), and records-dev, matched as its tools/score.py
does. Of GUM the text is put together from the tokens and read like any other article.

A GUM attribution and a statement match, one to one, where their sources or cues overlap. The gold
speaker is the longest proper name of the source's chain; any name of the chain counts as right, in
full is the longest. A chain without a name has the source's own words, or those of another mention
of it; where all are pronouns, nobody is right.
"""
import importlib.util, json, os, re, subprocess, sys, tempfile
from collections import Counter, defaultdict
from score_samples import best_pairs, match

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHARED = os.path.join(ROOT, '..', 'shared')
GUM = os.path.join(SHARED, 'data', 'gum-news', 'dep')
RECORDS = os.path.join(SHARED, 'data', 'records-dev.json')
BUCKETS = (0, 50, 60, 70, 80, 90)
# Words that GUM counts to a person's name.
OFFICES = set('President Minister Secretary Senator Representative Governor Mayor Chief Commissioner Professor Chancellor '
              'Director General Judge Ambassador Coroner Justice Prosecutor Spokesman Spokeswoman Chairman Officer CEO CFO Major Captain King Queen Prince Princess Pope Sir Dr. Dr Mr. Mr Mrs. Mrs Ms. Ms'.split())


def tools():
    spec = importlib.util.spec_from_file_location('score', os.path.join(SHARED, 'tools', 'score.py'))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# ── GUM ──

class Token:
    def __init__(self, fields, sentence):
        self.form, self.tag, self.misc = fields[1], fields[3], fields[9]
        self.proper = fields[4].startswith('NNP')
        self.head, self.sentence = int(fields[6]), sentence
        self.span = None


class Document:
    """Text, tokens (numbered from 1, as the signals count them), mentions by chain, attributions."""

    def __init__(self, path):
        self.name = os.path.basename(path).removesuffix('.conllu')
        self.meta, self.text, self.tokens = {}, '', [None]
        with open(path, encoding='utf8') as file: self.read(file.read())
        self.chains, self.mentions = defaultdict(list), []
        self.read_mentions()

    def read(self, conllu):
        sentence, first, skip, space, ends = 0, 0, 0, '', set()
        for line in conllu.split('\n'):
            if match := re.match(r'# (?:meta::)?(\w+)(?: id)? = (.*)', line):
                self.meta.setdefault(match[1], match[2])
                if match[1] == 'sent_id':
                    sentence, first = sentence + 1, len(self.tokens) - 1
                    if sentence in ends: space = '\n\n'
                if match[1] == 'newpar_block':  # of so many sentences
                    space, ends = '\n\n', ends | {sentence + 1 + int(n) for n in re.findall(r'\((\d+) s\)', line)}
            if not line or line[0] == '#': continue
            fields = line.split('\t')
            if '.' in fields[0]: continue
            gap = '' if 'SpaceAfter=No' in fields[9] else ' '
            if '-' in fields[0]:  # a word of several tokens; their forms are its letters
                start, end = map(int, fields[0].split('-'))
                self.add_space(space)
                space, skip = gap, end - start + 1
                continue
            token = Token(fields, sentence)
            token.head += first if token.head else 0
            if skip: skip -= 1
            else:
                self.add_space(space)
                space = gap
            start = len(self.text)
            self.text += token.form
            token.span = (start, len(self.text))
            self.tokens.append(token)

    def add_space(self, space):
        if self.text: self.text += space

    def words(self, ids):
        """The text from the first to the last of the tokens."""
        return self.text[self.tokens[min(ids)].span[0]:self.tokens[max(ids)].span[1]]

    def head_of(self, ids):
        """The token that the others hang on."""
        for i in ids:
            if self.tokens[i].head not in ids and self.tokens[i].tag not in ('PUNCT', 'ADP', 'DET'): return i
        return min(ids)

    def read_mentions(self):
        open_ = []
        for i, token in enumerate(self.tokens):
            entity = token and re.search(r'(?:^|\|)Entity=([^|]*)', token.misc)
            for part in re.findall(r'\([^()]+\)?|[^()]+\)', entity[1]) if entity else ():
                if part[0] == '(':
                    chain, kind, _, _, _, least = part[1:].rstrip(')').split('-')[:6]
                    open_.append((chain, kind, least, i))
                    if part[-1] != ')': continue
                    chain, kind, least, start = open_.pop()
                else:
                    at = max(k for k, one in enumerate(open_) if one[0] == part[:-1])
                    chain, kind, least, start = open_.pop(at)
                ids = set(range(start, i + 1))
                core = [start + int(k) - 1 for k in least.split(',')] if least[0].isdigit() else sorted(ids)
                self.mentions.append((chain, ids))
                self.chains[chain].append((kind, ids, core))

    def proper_name(self, kind, ids, core):
        """The proper name at the head of a mention, or None; a person's has no office and no other mention in it."""
        person, head = kind == 'person', self.head_of(ids)
        inner = set().union(*(those for _, those in self.mentions if those < ids)) if person else set()
        runs, run = [], []
        for k in sorted(ids):
            token = self.tokens[k]
            office = person and token.form in OFFICES
            if office: run = []  # what stands before it belongs to it
            elif token.proper and k not in inner: run.append(k)
            elif run and not (token.form == '-' if person else token.tag in ('ADP', 'DET', 'CCONJ') or token.form in ',-&'):
                runs, run = runs + [run], []
        runs = [run for run in runs + [run] if set(run) & set(core) and (person or head in run)]
        return self.words(max(reversed(runs), key=len)) if runs else None

    def chain_of(self, ids):
        """Of the mention with the same head that is most like the tokens."""
        head, best = self.head_of(ids), (0, None)
        for chain, those in self.mentions:
            if head in those and self.head_of(those) == head:
                best = max(best, (len(ids & those) / len(ids | those), chain))
        return best[1]

    def speakers(self, ids):
        """Names of the source's chain, the longest first; its descriptions where it has none."""
        chain = self.chain_of(ids)
        mentions = self.chains[chain] if chain else []
        usual = Counter(kind for kind, _, _ in mentions).most_common(1)
        names = [name for kind, those, core in mentions
                 if kind == usual[0][0] and self.tokens[min(those)].form.lower() not in ('a', 'an')
                 and (name := self.proper_name(kind, those, core))]
        if names: return sorted(dict.fromkeys(names), key=lambda n: -len(n.split())), []
        own = [those for _, those, _ in mentions] + [ids]
        return [], [self.words(those) for those in own if any(self.tokens[k].tag not in ('PRON', 'DET') for k in those)]

    def attributions(self):
        for token in self.tokens[1:]:
            relations = re.search(r'(?:^|\|)Discourse=([^|]*)', token.misc)
            for relation in relations[1].split(';') if relations else ():
                if not relation.startswith('attribution-'): continue
                one = {'source': set(), 'cue': set(), 'quotes': 'grf-qt' in relation}
                for kind, ids in re.findall(r'(sem-atsrc|lex-ind\w+)-([\d,-]+)-', relation):
                    for piece in ids.split(','):
                        first, _, last = piece.partition('-')
                        one['source' if kind == 'sem-atsrc' else 'cue'] |= set(range(int(first), int(last or first) + 1))
                yield one

    def letters(self, ids): return {i for k in ids for i in range(*self.tokens[k].span)}


def jsonl(documents, path):
    with open(path, 'w', encoding='utf8') as file:
        for d in documents:
            file.write(json.dumps({'id': d.name, 'text': d.text, 'title': d.meta.get('title'), 'outlet': 'Wikinews',
                                   'published': d.meta.get('dateCreated')}) + '\n')


def extract(program, path):
    done = subprocess.run([program, 'extract', '--format', 'ndjson', '--from', 'jsonl', path], stdout=subprocess.PIPE)
    if done.returncode: sys.exit(f'quoth extract: status {done.returncode}')
    found = defaultdict(list)
    for line in done.stdout.decode().splitlines():
        s = json.loads(line)
        found[s['article']['name']].append(s)
    return found


def match_gum(document, gold, found, chars):
    likely = []
    for j, s in enumerate(found):
        mine = {role: chars(document.text, (s[role] or {}).get('spans') or []) for role in ('source', 'cue')}
        for i, g in enumerate(gold):
            good = 0
            for role, weight in (('source', 1), ('cue', 2)):
                theirs = document.letters(g[role])
                good += weight * len(theirs & mine[role]) / max(1, len(theirs | mine[role]))
            if good: likely.append((good, i, -j))
    return {i: -j for i, j in best_pairs(likely).items()}


# ── Scores ──

class Score:
    def __init__(self, title):
        self.title, self.count, self.wrong = title, Counter(), []
        self.buckets = defaultdict(list)  # (confidence, right) of each that names somebody

    def add(self, speaker, right, full, gold, words):
        named = speaker['name'] is not None
        self.count['right' if right else 'wrong' if named else 'none'] += 1
        self.count['named'] += named
        self.count['right named'] += right and named
        self.count['full'] += full
        percent = round(100 * speaker['confidence'])
        if named: self.buckets[max(b for b in BUCKETS if b <= percent)].append((percent, right))
        if not right: self.wrong.append(f'{words!r}: {gold!r}, told {speaker["name"]!r} at {percent} %')

    def summary(self):
        """P and R of speakers; the share of the matched that is sure (0.9 and more), and how many of these are right."""
        c, sure = self.count, self.buckets[BUCKETS[-1]]
        told = sum(c[k] for k in ('right', 'wrong', 'none'))
        parts = ((c['right named'], c['named']), (c['right named'], c['gold named']), (len(sure), told),
                 (sum(r for _, r in sure), len(sure)))
        return [100 * part / max(1, whole) for part, whole in parts]

    def show(self, verbose):
        c, told = self.count, sum(self.count[k] for k in ('right', 'wrong', 'none'))
        print(f'{self.title}: {c["gold"]} gold, {told} matched with a statement ({share(told, c["gold"])} %)')
        print(f'  speaker  {c["right"]} right, {c["wrong"]} wrong, {c["none"]} none   '
              f'P {share(c["right named"], c["named"])}  R {share(c["right named"], c["gold named"])} of the matched   '
              f'in full {share(c["full"], c["full of"])} of {c["full of"]}')
        print('  confidence   how many  right    %   mean')
        for least, most in zip(BUCKETS, (*BUCKETS[1:], 100)):
            one = self.buckets[least]
            right = sum(r for _, r in one)
            mean = f'{sum(p for p, _ in one) / len(one):5.1f}' if one else '    –'
            print(f'  {least / 100:.2f}–{most / 100:.2f}  {len(one):9} {right:6}  {share(right, len(one)):>5}  {mean}')
        if verbose:
            for line in self.wrong: print('    ' + line)
        print()


def alike(tool, words, told):
    """Do both describe the same? Half their words, or all of the gold's."""
    return tool.overlap(words, told) or set(tool.words(words)) <= set(tool.words(told))


def where(s): return f'{(s["source"] or {}).get("text")}, {(s["cue"] or {}).get("text")}'


def share(part, whole): return f'{100 * part / whole:.1f}' if whole else '–'


def score_gum(program, tool, folder):
    documents = [Document(os.path.join(GUM, name)) for name in sorted(os.listdir(GUM)) if '_news_' in name]
    path = os.path.join(folder, 'gum.jsonl')
    jsonl(documents, path)
    found, out = extract(program, path), Score(f'GUM news, {len(documents)} articles')
    for d in documents:
        all_ = list(d.attributions())
        gold = [g for g in all_ if g['source'] and (g['cue'] or g['quotes'])]
        out.count['left out'] += len(all_) - len(gold)
        out.count['gold'] += len(gold)
        for i, j in match_gum(d, gold, found[d.name], tool.chars).items():
            s = found[d.name][j]
            speaker, (names, own) = s['speaker'], d.speakers(gold[i]['source'])
            told = speaker['name']
            if told is None: right = not names and not own
            else: right = any(tool.same_name(n, told) for n in names) or any(alike(tool, w, told) for w in own)
            full = bool(names) and told is not None and tool.full_name(names[0], told)
            out.count['full of'] += bool(names)
            out.count['gold named'] += bool(names or own)
            words = f'{d.name.removeprefix("GUM_news_")}: {d.words(gold[i]["source"])} | {where(s)}'
            out.add(speaker, right, full, (names + own)[:2], words)
    out.title += f' ({out.count["left out"]} attributions more have neither cue nor quote marks: credits of pictures)'
    return out


def score_records(program, tool):
    with open(RECORDS, encoding='utf8') as file: gold = json.load(file)['articles']
    found = extract(program, RECORDS + 'l')
    out = Score(f'records-dev, {len(gold)} articles')
    for article in gold:
        theirs, mine = article['statements'], found[article['id']]
        out.count['gold'] += len(theirs)
        for i, j in match(article['text'], theirs, mine).items():
            name, speaker = theirs[i].get('speaker'), mine[j]['speaker']
            told = speaker['name']
            right = name is None and told is None or name is not None and told is not None and tool.same_name(name, told)
            out.count['gold named'] += name is not None
            out.count['full of'] += name is not None
            full = told is not None and name is not None and tool.full_name(name, told)
            words = f'{article["id"]}: {where(mine[j])}'
            out.add(speaker, right, full, name, words)
    return out


def run(program):
    """Both scores, or none where shared/ is not there."""
    if not os.path.isdir(SHARED):
        print('skipped: speakers of GUM news and records-dev (no shared/ beside the checkout)')
        return []
    tool = tools()
    with tempfile.TemporaryDirectory() as folder: scores = [score_gum(program, tool, folder), score_records(program, tool)]
    for one in scores: one.show('-v' in sys.argv)
    return scores


if __name__ == '__main__':
    given = [a for a in sys.argv[1:] if not a.startswith('-')]
    run(os.path.abspath(given[0] if given else os.path.join(ROOT, 'build', 'quoth')))
