# Output that cannot be written: a message and status 5, for every command.
. "$HELPERS"
[ -c /dev/full ] || exit 0
report bridge >a.txt
for arguments in "extract a.txt" "extract --format ndjson --jobs 4 a.txt a.txt a.txt" \
    "version" "help" "help extract" "--help" "--version" "extract --help"; do
    # shellcheck disable=SC2086
    "$QUOTH" $arguments >/dev/full 2>err
    got=$?
    [ $got -eq 5 ] || fail "'$arguments' ended with $got"
    says "quoth: standard output: "
    "$QUOTH" $arguments >&- 2>err
    got=$?
    [ $got -eq 5 ] || fail "'$arguments' with a closed output ended with $got"
done
