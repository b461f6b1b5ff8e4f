#!/bin/sh
# Runs the tests of the program: every other .sh here, or those named.
#     QUOTH=build/quoth tests/cli/run.sh [NAME…]
# A test gets the program in $QUOTH, a folder of its own in $TMP (where it is run), and
# helpers in $HELPERS; it prints nothing and ends with 0. The last line is the sum.
HERE=$(realpath "$(dirname "$0")")
QUOTH=$(realpath "${QUOTH:-$HERE/../../build/quoth}")
cd "$HERE" || exit 1
HELPERS=$HERE/helpers
export QUOTH HELPERS HERE
unset NO_COLOR QUOTH_KERNEL
export TERM=xterm
passed=0 failed=0

[ -x "$QUOTH" ] || echo "there is no program at $QUOTH"
[ $# -gt 0 ] || set -- *.sh
for test; do
    test=${test%.sh}.sh
    [ "$test" != run.sh ] || continue
    TMP=$(mktemp -d)
    export TMP
    log=$(cd "$TMP" && timeout 300 sh "$HERE/$test" 2>&1 </dev/null)
    status=$?
    rm -rf "$TMP"
    if [ $status -eq 0 ] && [ -z "$log" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$test: status $status"
        echo "$log" | sed 's/^/    /' | head -n 40
    fi
done

echo "cli: $passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
