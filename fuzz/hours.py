#!/usr/bin/env python3
"""Fuzzes every target until it has run its time without a finding, and keeps count of it.

    fuzz/hours.py [--jobs 2] [--slice 300]     goes on where an earlier run ended; Ctrl-C ends it
    fuzz/hours.py --table                      what was run, as docs/RELIABILITY.md has it

Each run of a target is a line of fuzz/hours.tsv: its day, target, seconds of processor time, inputs,
branches, and the file that it found, or `none`. A finding sets the target's time back to nothing;
the target waits until the file has gone from build/fuzz: mended, kept as a seed, and built again.
A run that ends before its time and leaves no file (interrupted, not built) is not counted, and its job
ends. Exits with 1 where a target has not had its time.
"""
import argparse, os, re, subprocess, sys, threading, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, 'build', 'fuzz')
LOG = os.path.join(ROOT, 'fuzz', 'hours.tsv')
HOUR = ('extract', 'html', 'warc', 'model', 'archive')     # the others have a quarter of one
FIRST = (*HOUR, 'text', 'jsonl', 'http', 'charset', 'feed', 'query', 'request', 'options')
TARGETS = sorted(name[5:-2] for name in os.listdir(os.path.join(ROOT, 'fuzz')) if re.match(r'fuzz_\w+\.c$', name))


def goal(target): return 3600 if target in HOUR else 900


class Hours:
    """What a target has run."""
    def __init__(self):
        # clean: seconds since the last finding; before: those up to it
        self.clean = self.before = self.inputs = self.branches = self.findings = 0
        self.waits = False

    def add(self, seconds, inputs, branches, found):
        self.clean += seconds
        self.inputs += inputs
        self.branches = max(self.branches, branches)
        if found == 'none': return
        self.before, self.clean, self.findings = self.before + self.clean, 0, self.findings + 1
        self.waits = os.path.exists(os.path.join(ROOT, found))


def logged():
    hours = {target: Hours() for target in TARGETS}
    if os.path.exists(LOG):
        for line in open(LOG):
            _, target, seconds, inputs, branches, found = line.rstrip('\n').split('\t')
            if target in hours: hours[target].add(float(seconds), int(inputs), int(branches), found)
    return hours


def run(target, seconds):
    """One line of the log; None: it ended before its time, and left no input that tells why."""
    child = subprocess.Popen(['fuzz/run.sh', str(seconds), 'fuzz_' + target], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    text = open(os.path.join(BUILD, f'fuzz_{target}.log'), errors='replace').read()
    numbers = {name: re.findall(pattern, text) for name, pattern in
        (('inputs', r'stat::number_of_executed_units: *(\d+)'), ('branches', r' cov: (\d+)'))}
    found = re.findall(r'Test unit written to (\S+)', text)
    found = [one for one in found if 'slow-unit' not in one]     # the clock's, on a busy machine
    if child.returncode and not found: return None
    inputs, branches = (int(numbers[name][-1]) if numbers[name] else 0 for name in ('inputs', 'branches'))
    return (time.strftime('%Y-%m-%d', time.gmtime()), target, f'{used.ru_utime + used.ru_stime:.1f}', inputs, branches,
        found[-1] if found else 'none')


def table():
    print('| target | CPU minutes since the last finding | goal | inputs | branches | findings |')
    print('| --- | ---: | ---: | ---: | ---: | ---: |')
    hours = logged()
    for target in sorted(TARGETS, key=lambda target: (-goal(target), target not in FIRST, target)):
        one = hours[target]
        before = f' ({one.before / 60:.1f} before it)' if one.findings else ''
        print(f'| {target} | {one.clean / 60:.1f}{before} | {goal(target) // 60}',
            f'{one.inputs:,} | {one.branches:,} | {one.findings} |', sep=' | ')


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument('--jobs', type=int, default=2, help='targets at a time')
    options.add_argument('--slice', type=int, default=300, help='seconds of one run')
    options.add_argument('--table', action='store_true')
    options = options.parse_args()
    if options.table: return table()
    lock, busy = threading.Lock(), set()

    def next_target():
        with lock:
            hours = logged()
            left = [one for one in TARGETS
                if one not in busy and hours[one].clean < goal(one) and not hours[one].waits]
            if not left: return None, 0
            target = min(left, key=lambda one: (one not in FIRST, hours[one].clean / goal(one)))
            busy.add(target)
            return target, min(options.slice, int(goal(target) - hours[target].clean) + 1)

    def work():
        while True:
            target, seconds = next_target()
            if not target: return
            line = run(target, seconds)
            if not line: return print(f'{target} ended before its time: build/fuzz/fuzz_{target}.log', flush=True)
            with lock:
                with open(LOG, 'a') as log: log.write('\t'.join(map(str, line)) + '\n')
                busy.discard(target)
            print(time.strftime('%H:%M'), *line, flush=True)
    threads = [threading.Thread(target=work) for _ in range(options.jobs)]
    for one in threads: one.start()
    for one in threads: one.join()
    table()
    return int(any(one.clean < goal(target) for target, one in logged().items()))


if __name__ == '__main__': sys.exit(main())
