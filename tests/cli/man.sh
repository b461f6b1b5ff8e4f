# The man page has each command, with the options of the table, and no others.
. "$HELPERS"
page=$HERE/../../man/quoth.1
ends 0 "$QUOTH" help
sed -n 's/^  \([a-z-]*\)  *[^ ].*/\1/p' out >commands
[ "$(wc -l <commands)" -ge 25 ] || fail "too few commands: $(cat commands)"
for command in $(cat commands); do
    ends 0 "$QUOTH" help "$command"
    sed -n "s/^  --\([a-z-]*\) \([^ ][^ ]*\).*/$command --\1 \2/p; s/^  --\([a-z-]*\)  .*/$command --\1/p" out
done | sed 's/ *$//' | sort >table
PAGE=$page python3 - <<'P' >listed || exit 1
import os, re
commands = open('commands').read().split()
page = open(os.environ['PAGE'], encoding='utf8').read()
section = re.search(r'^\.Sh COMMANDS\n(.*?)^\.Sh OPTIONS\n(.*?)^\.Sh ', page, re.S | re.M)
described = re.findall(r'^\.It Cm ([a-z-]+)', section[1], re.M)
assert sorted(described) == sorted(commands), set(described) ^ set(commands)
rows = []
for name, argument, takers in re.findall(r'^\.It Fl -([a-z-]+)(?: Ar (\S+))?\n\.Pq (.*)$', section[2], re.M):
    named = re.findall(r'[a-z-]+', takers.split('Cm ', 1)[1]) if 'Cm ' in takers else []
    assert set(named) <= set(commands), takers
    for command in commands if takers == 'all' else \
            [c for c in commands if c not in named] if takers.startswith('all but ') else named:
        rows.append(f'{command} --{name} {argument}'.rstrip())
print('\n'.join(rows))
assert len(re.findall(r'^\.It Fl -', section[2], re.M)) == len(set(re.findall(r'^\.It Fl -.*\n\.Pq .*$', section[2], re.M)))
P
sort -o listed listed
diff table listed || exit 1
report tower >a.txt
ends 0 "$QUOTH" read a.txt
for key in $(python3 -c 'import json; one = json.load(open("out")); print(*one, *one["blocks"][0])'); do
    sed -n '/prints an object with these keys/,/^\.El/p' "$page" | grep -qw "$key" ||
        fail "the key $key of read is missing"
done
for kind in body headline standfirst list table quote post turn; do
    grep -A2 -F '.It Li block , confidence' "$page" | grep -qw $kind || fail "the block $kind is missing"
done
for status in 0 1 2 3 4 5 130; do
    grep -qx ".It $status" "$page" || fail "exit status $status is missing"
done
for variable in QUOTH_ARCHIVE XDG_DATA_HOME NO_COLOR QUOTH_KERNEL; do
    grep -qx ".It Ev $variable" "$page" || fail "$variable is missing"
done
if command -v mandoc >where; then
    mandoc -Tlint -W warning "$page" || exit 1
fi
