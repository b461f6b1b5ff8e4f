"""What every part of the bench needs: running programs and saying what they used."""
import collections, glob, json, os, shutil, signal, statistics, subprocess, sys

BENCH = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(BENCH)
SHARED = os.path.join(ROOT, '..', 'shared')
PAGES = os.path.join(SHARED, 'data', 'pages')
NEWS = sorted(glob.glob(os.path.join(SHARED, 'data', 'news', '*.jsonl.zst')))
RUNS = 3

Used = collections.namedtuple('Used', 'cpu wall peak')   # seconds, seconds, MB


def run(args, limit=0, good=(0,), quiet=False, **env):
    """What a program used that must end with a `good` status; None where it needs more than `limit` CPU seconds."""
    done = subprocess.run([sys.executable, '-IS', os.path.join(BENCH, 'launch.py'), str(limit), *args],
                          stdout=subprocess.PIPE, check=True, env={**os.environ, **env},
                          stderr=subprocess.DEVNULL if quiet else None)
    used = json.loads(done.stdout)
    if used['status'] == -signal.SIGXCPU: return None
    if used['status'] not in good: sys.exit(f'{" ".join(args)[:200]}: status {used["status"]}')
    return Used(used['cpu'], used['wall'], used['peak'])


def median(runs, which): return statistics.median(getattr(r, which) for r in runs)


def row(*cells): print('| ' + ' | '.join(cells) + ' |', flush=True)


def head(*cells):
    print()
    row(*cells)
    row(*['---'] * len(cells))


def node(script, *args):
    """What a script of the yardsticks prints, RUNS times; or why it cannot run."""
    if not shutil.which('node') or not shutil.which('npm'): return None, 'no node or npm here'
    with open(os.path.join(BENCH, 'package.json'), encoding='utf8') as file: wanted = json.load(file)['dependencies']
    if not all(os.path.isdir(os.path.join(BENCH, 'node_modules', name)) for name in wanted):
        done = subprocess.run(['npm', 'ci', '--silent', '--no-audit', '--no-fund'], cwd=BENCH,
                              capture_output=True, text=True)
        if done.returncode: return None, f'npm ci failed: {(done.stderr or done.stdout).strip()[-200:]}'
    return [json.loads(subprocess.run(['node', os.path.join(BENCH, script), *args], check=True,
                                      stdout=subprocess.PIPE).stdout) for _ in range(RUNS)], None


def news():
    """All articles of shared/data/news, a line of JSON each."""
    for path in NEWS:
        with subprocess.Popen(['zstd', '-dc', path], stdout=subprocess.PIPE) as pipe:
            yield from pipe.stdout
            pipe.kill()


def page_files(part):
    """The packed pages of shared/data/pages/PART; none without shared/."""
    return sorted(glob.glob(os.path.join(PAGES, part, '*.html.gz')))
