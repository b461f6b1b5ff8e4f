# What goes wrong is JSON where --format asks for JSON; ids and lists that are empty have the
# statuses of docs/FORMAT.md; one --quiet for all; a full disk and a closed pipe.
. "$HELPERS"
export QUOTH_ARCHIVE=$TMP/news.quoth
report bridge >a.txt

# object STATUS: ./err is one object of an error, and nothing else.
object() {
    STATUS=$1 python3 - <<'P' || fail "no error of status $1: $(cat err)"
import json, os
error = json.load(open('err'))
assert list(error) == ['ok', 'error', 'at', 'status'], error
assert error['ok'] is False and error['error'] and error['status'] == int(os.environ['STATUS']), error
P
}

# There is no archive: each command that has a form for programs says so in it.
for command in "search x" "timeline x" "show 00000000" "article 00000000" stats speakers ledger \
    verify doctor rebuild; do
    # shellcheck disable=SC2086
    ends 4 "$QUOTH" $command --format ndjson
    object 4
    grep -q 'there is no archive; quoth add makes one' err || fail "$command: $(cat err)"
    ends 4 "$QUOTH" $command
    says "news.quoth: there is no archive; quoth add makes one"
done
for command in "search x" stats speakers ledger "timeline x"; do
    ends 4 "$QUOTH" $command --format json
    object 4
done
echo nothing >bad.quoth
ends 4 "$QUOTH" add -a bad.quoth --format ndjson a.txt
object 4

# Wrong usage, too.
ends 2 "$QUOTH" search --format json --page-info x
object 2
ends 2 "$QUOTH" stats --format json x
object 2
ends 2 "$QUOTH" search --format json
object 2

ends 0 "$QUOTH" add -q a.txt
empty err
ends 0 "$QUOTH" search -q --format csv kind:direct
id=$(sed -n '2s/,.*//p' out)

# Nothing found is 1 of search and show alone; an id that is not there is wrong usage else.
ends 1 "$QUOTH" search nowhere
ends 1 "$QUOTH" show 00000000
ends 0 "$QUOTH" timeline Nobody
ends 0 "$QUOTH" speakers Nobody
for command in "article 00000000" "evidence 00000000" "forget --statement 00000000 --why x" \
    "merge nobody jane-doe" "undo 17"; do
    # shellcheck disable=SC2086
    ends 2 "$QUOTH" $command
done

# An option that another command has is not suggested.
ends 2 "$QUOTH" stats --limt 3
says "unknown option '--limt'"
! grep -q 'did you mean' err || fail "it suggests what stats does not take"
ends 2 "$QUOTH" speakers --limt 3
says "did you mean '--limit'"
ends 2 "$QUOTH" serch x
says "did you mean 'search'"

# Quiet.
for command in "add a.txt" "search bridge" "timeline Doe" "speakers" "alias jane-doe Doe-Roe" "undo 1" \
    "verify" "evidence $id -o proof.zip" "backup copy.quoth" "rebuild" "load dump.ndjson"; do
    [ "$command" != "load dump.ndjson" ] || "$QUOTH" dump dump.ndjson
    # shellcheck disable=SC2086
    ends 0 "$QUOTH" $command -q
    empty err
done

# A full disk, and a reader that goes away.
if [ -w /dev/full ]; then
    for command in "add --format ndjson --outlet Post a.txt" "search bridge" "timeline Doe" "speakers" stats \
        ledger "show $id" verify doctor dump "evidence $id -o -" "add --dry-run a.txt"; do
        # shellcheck disable=SC2086
        "$QUOTH" $command -a news.quoth >/dev/full 2>err
        got=$?
        [ $got -eq 5 ] || fail "'$command' on a full disk ended with $got: $(cat err)"
        says "standard output: "
    done
fi
for command in "search --all bridge" "timeline Doe" dump "speakers" "show $id"; do
    { # shellcheck disable=SC2086
        "$QUOTH" $command 2>err
        echo $? >status
    } | true
    [ "$(cat status)" -eq 141 ] || [ "$(cat status)" -eq 0 ] || fail "'$command': status $(cat status)"
    ! grep -q 'standard output' err || fail "'$command' is not quiet: $(cat err)"
done

# Progress is for a terminal alone; the summary names what failed.
i=0
while [ $i -lt 40 ]; do
    line $i "bridge $i" >>many.jsonl
    i=$((i + 1))
done
cat >terminal.py <<'P'
import os, pty, sys
seen = b''
def read(fd):
    global seen
    data = os.read(fd, 4096)
    seen += data
    return data
status = pty.spawn(sys.argv[1:], read)
open('seen', 'wb').write(seen)
sys.exit(os.waitstatus_to_exitcode(status))
P
ends 3 python3 terminal.py "$QUOTH" add many.jsonl nowhere.txt
grep -q 'articles, .* captures a second' seen || fail "no progress on a terminal: $(cat seen)"
grep -q '40 articles added' seen || fail "no summary: $(cat seen)"
grep -q '^quoth:   nowhere.txt' seen || fail "it does not name what failed: $(cat seen)"
ends 0 "$QUOTH" add many.jsonl
! grep -q 'a second' err || fail "progress where no terminal is"
