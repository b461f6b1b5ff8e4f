# Colours: on a terminal only, not with NO_COLOR or TERM=dumb; --color says otherwise.
. "$HELPERS"
report bridge >a.txt
cat >coloured.py <<'P'
"""coloured.py ARGUMENT…: runs the program on a terminal; 0 if it used colours, 3 if not, 1 if it failed."""
import os, pty, sys
child, terminal = pty.fork()
if child == 0:
    os.execv(os.environ['QUOTH'], ['quoth', 'extract', *sys.argv[1:], 'a.txt'])
got = b''
while True:
    try: piece = os.read(terminal, 65536)
    except OSError: break
    if not piece: break
    got += piece
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
if status != 0 or b'Jane Doe' not in got: sys.exit(f'status {status}: {got}')
sys.exit(0 if b'\033[' in got else 3)
P
ends 0 python3 coloured.py
ends 0 python3 coloured.py --color always
ends 3 python3 coloured.py --color never
ends 3 python3 coloured.py --format json
ends 3 env NO_COLOR=1 python3 coloured.py
ends 0 env NO_COLOR= python3 coloured.py
ends 3 env TERM=dumb python3 coloured.py
ends 0 env NO_COLOR=1 python3 coloured.py --color always

has_colour() {
    "$QUOTH" extract "$@" a.txt | grep -q "$(printf '\033')"
}
has_colour && fail "colours in a pipe"
has_colour --color always || fail "no colours with --color always"
has_colour --color always --format ndjson && fail "colours in ndjson"
"$QUOTH" extract a.txt >plain
"$QUOTH" extract --color always a.txt | sed "s/$(printf '\033')\[[0-9;]*m//g" | cmp - plain
