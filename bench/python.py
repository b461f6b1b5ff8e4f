"""The Python package beside the program: the same articles, read, found and, in Python, built as records.

    python.py FILE JOBS    what is measured: goes through all of FILE
"""
import itertools, os, sys
from measure import NEWS, ROOT, RUNS, head, median, news, row, run

ARTICLES = 400
BAR = 0.9          # of the program's speed


def child(path, jobs):
    import quoth
    if not sum(len(article.statements) for article in quoth.extract_all(path, jobs=jobs)):
        sys.exit('no statement was found')


def package(program, path, jobs):
    library = os.path.join(os.path.dirname(program), 'libquoth.so')
    return run([sys.executable, os.path.abspath(__file__), path, str(jobs)],
               QUOTH_LIBRARY=library, PYTHONPATH=os.path.join(ROOT, 'python'))


def alternating(one, other):
    """What both used, in turns, so that what else the machine does is shared by both."""
    turns = [(one(), other()) for _ in range(RUNS)]
    return [turn[0] for turn in turns], [turn[1] for turn in turns]


def compare(what, ours, theirs, start):
    """A row; the share of the program's speed, by CPU seconds without what starting costs."""
    used, wanted = (median(ours, 'cpu') - start[0], median(theirs, 'cpu') - start[1])
    row(what, f'{wanted:.2f} s', f'{used:.2f} s', f'{100 * wanted / used:.0f} %',
        f'{100 * median(theirs, "wall") / median(ours, "wall"):.0f} %', f'{median(theirs, "peak"):.0f} MB',
        f'{median(ours, "peak"):.0f} MB')
    return wanted / used


def bench(program, folder):
    from bench import Corpus, extract, samples
    lines = list(itertools.islice(news() if NEWS else samples(), 10000))
    few, many = Corpus(folder, lines, ARTICLES), Corpus(folder, lines, 4 * ARTICLES)
    tiny = os.path.join(folder, 'tiny.jsonl')
    with open(tiny, 'w', encoding='utf8') as file: file.write('{"text": "“Yes,” she said."}\n')
    start = [median([one() for _ in range(RUNS)], 'cpu') for one in
             (lambda: package(program, tiny, 1), lambda: extract(program, tiny))]
    head('extract', 'program, CPU', 'Python, CPU', 'of its speed', 'by the clock', 'program', 'Python')
    shares = []
    for corpus, jobs in ((few, 1), (few, 2), (many, 2)):
        ours, theirs = alternating(lambda: package(program, corpus.path, jobs), lambda: run(
            [program, 'extract', '--format', 'ndjson', '--jobs', str(jobs), corpus.path]))
        shares.append(compare(f'{corpus.articles:,} articles, jobs {jobs}', ours, theirs, start))
    row('start-up', f'{start[1]:.3f} s', f'{start[0]:.3f} s', '', '', '', '')
    return [f'Python at {100 * share:.0f} % of the program' for share in shares if share < BAR]


if __name__ == '__main__': child(sys.argv[1], int(sys.argv[2]))
