# An article's result comes out before the next one comes in, whatever the jobs.
. "$HELPERS"
cat >run.py <<'P'
import json, os, subprocess, sys
for jobs in ('1', '4'):
    program = [os.environ['QUOTH'], 'extract', '--from', 'jsonl', '--format', 'json',
               '--jobs', jobs, '-']
    run = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for i, line in enumerate(open('lines.jsonl', 'rb')):
        run.stdin.write(line)
        run.stdin.flush()
        got = json.loads(run.stdout.readline())
        if got['article']['name'] != f'n{i}': sys.exit(f'{i}: {got}')
    run.stdin.close()
    if run.stdout.read(): sys.exit('more than what went in')
    if run.wait(30) != 0: sys.exit(f'status {run.returncode}')
P
for i in 0 1 2 3 4 5 6 7 8 9; do
    line n$i bridge
done >lines.jsonl
timeout 60 python3 run.py || exit 1
