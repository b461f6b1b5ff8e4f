# Help and version: on standard output, status 0.
. "$HELPERS"
ends 0 "$QUOTH" --help
empty err
grep -q 'quoth COMMAND' out || fail "no usage"
grep -q '^  extract ' out || fail "no list of commands"
cp out overview
ends 0 "$QUOTH" help
same out overview
ends 0 "$QUOTH" -h
same out overview

ends 0 "$QUOTH" help extract
empty err
grep -q '^usage: quoth extract' out || fail "no usage of extract"
grep -q '^  --format ndjson|json|text ' out || fail "no option list"
cp out extract
ends 0 "$QUOTH" extract --help
same out extract
ends 0 "$QUOTH" extract nowhere.txt -h
same out extract

# Each option's text stands in one column, behind a value or below one that is too long.
for command in $(sed -n 's/^  \([a-z-]*\)  *[^ ].*/\1/p' overview); do
    ends 0 "$QUOTH" help "$command"
    [ "$(LC_ALL=C.UTF-8 awk 'length > 92' out)" = "" ] || fail "long lines in $command"
    sed '1,/^options:/d' out | grep -vE '^  --.{26} [^ ]|^  --[a-z-]+ [^ ]{11,}$|^ {31}[^ ]' >crooked
    empty crooked
done

ends 0 "$QUOTH" --version
grep -qx 'quoth [0-9]*\.[0-9]*\.[0-9]*' out || fail "no version"
head -n 1 out >version
ends 0 "$QUOTH" version
empty err
head -n 1 out | cmp - version || exit 1
grep -qxE 'model sha256:[0-9a-f]{64}' out || fail "no model"
grep -qxE 'names sha256:[0-9a-f]{64}' out || fail "no model of names"
grep -qxE 'kernel (c|avx2|vnni)' out || fail "no kernel"
ends 0 "$QUOTH" version --kernel c
grep -qx 'kernel c' out || fail "not the kernel that was asked for"
