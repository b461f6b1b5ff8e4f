#!/usr/bin/env python3
"""The small job of each command, and unit tests, under valgrind: no wrong access, nothing undefined, nothing lost.

    tests/torture/memory.py [WORD…]      only the jobs and tests whose name has one of the words in it

Standard library only.
"""
import concurrent.futures, glob, os, shutil, subprocess, sys, tempfile
from jobs import ENVIRONMENT, QUOTH, ROOT, make_base, make_jobs, start_web
from serve import Server, requests

BUILD = os.path.dirname(QUOTH)
WRONG = 99
VALGRIND = ['valgrind', '--quiet', '--leak-check=full', '--errors-for-leak-kinds=definite,possible', f'--error-exitcode={WRONG}',
            '--child-silent-after-fork=yes', '--suppressions=' + os.path.join(ROOT, 'tests', 'torture', 'valgrind.supp')]
SLOWER = '100'    # what a test's seconds are times as many of; 20 to 50, and as much again where two run on a busy machine
# Hours under valgrind: it walks thousands of failures.
TOO_LONG = {'test_torture'}


def run(base, folder, job):
    place = os.path.join(folder, str(id(job)))
    shutil.copytree(base, place)
    done = subprocess.run([*VALGRIND, QUOTH, job.name, *job.arguments], cwd=place, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=600)
    shutil.rmtree(place)
    return None if done.returncode == 0 else f'{done.returncode}: {done.stderr.decode(errors="replace")[-5000:]}'


def run_unit(path):
    done = subprocess.run([*VALGRIND, path], env={**ENVIRONMENT, 'QUOTH_SLOWER': SLOWER}, stdin=subprocess.DEVNULL,
                          capture_output=True, timeout=580)
    return None if done.returncode == 0 else f'{done.returncode}: {done.stderr.decode(errors="replace")[-5000:]}'


def serve(base, folder, ids):
    place = os.path.join(folder, 'served')
    shutil.copytree(base, place)
    server = Server(place, {}, VALGRIND)
    codes = [server.ask(*request)[0] for request in requests(ids)]
    status, said = server.end()
    good = codes == [200, 200, 200, 200, 200, 201] and status == 0
    return None if good else f'{codes}, {status}: {said[-5000:]}'


def main():
    words, passed, failed = sys.argv[1:], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        base = os.path.join(folder, 'base')
        os.mkdir(base)
        ids = make_base(base)
        work = [(f'{one.name} {" ".join(one.arguments)}', run, (base, folder, one)) for one in make_jobs(ids, start_web())
                if one.name != 'serve']
        work.append(('serve', serve, (base, folder, ids)))
        for path in sorted(glob.glob(os.path.join(BUILD, 'unit', 'test_*'))):
            if os.path.basename(path) not in TOO_LONG: work.append((os.path.basename(path), run_unit, (path,)))
        work = [one for one in work if not words or any(word in one[0] for word in words)]
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            found = [(name, pool.submit(test, *arguments)) for name, test, arguments in work]
            for name, future in found:
                try:
                    problem = future.result()
                except subprocess.TimeoutExpired:
                    problem = 'it did not end'
                passed, failed = passed + (not problem), failed + bool(problem)
                if problem: print(f'FAILED {name}: {problem}', flush=True)
    print(f'valgrind: {passed} passed, {failed} failed')
    sys.exit(failed > 0 or not passed)


main()
