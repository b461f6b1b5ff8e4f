# SIGINT: status 130, and what was written is whole.
. "$HELPERS"
cat >run.py <<'P'
import os, signal, subprocess, sys
program = [os.environ['QUOTH'], 'extract', '--from', 'jsonl', '--format', 'ndjson', '-']
run = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
run.stdin.write(open('one.jsonl', 'rb').read())
run.stdin.flush()
first = run.stdout.readline()
run.send_signal(signal.SIGINT)
rest = run.stdout.read()
if run.wait(30) != 130: sys.exit(f'status {run.returncode}')
if not (first + rest).endswith(b'\n'): sys.exit('cut within a record')
P
line one bridge >one.jsonl
timeout 60 python3 run.py || exit 1
