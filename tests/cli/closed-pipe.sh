# A reader that goes away ends the program quietly, by SIGPIPE.
. "$HELPERS"
for i in 1 2 3 4 5 6 7 8; do
    report bridge
done >long.txt
i=0
while [ $i -lt 60 ]; do
    set -- "$@" long.txt
    i=$((i + 1))
done
{
    "$QUOTH" extract --format json "$@" 2>err
    echo $? >status
} | head -c 1 >out
[ "$(cat status)" -eq 141 ] || fail "status $(cat status)"
empty err
# Also where the parent ignores the signal.
{
    sh -c 'trap "" PIPE; exec "$@"' sh "$QUOTH" extract --format json "$@" 2>err
    echo $? >status
} | head -c 1 >out
[ "$(cat status)" -eq 141 ] || fail "status $(cat status) with SIGPIPE ignored"
empty err
