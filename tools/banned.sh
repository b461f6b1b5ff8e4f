#!/bin/bash
# Calls that we do without, file lengths, file names.
#     anywhere       strcpy strcat sprintf gets atoi strtok localtime
#     in src/        printing, exit, abort: a library leaves these to the program
#     in src/        malloc and free outside base/: memory is an arena's
# tools/banned.allow lists the files that may all the same, `FILE CALL`; it only shrinks.
cd "$(dirname "$0")/.." || exit 1
shopt -s nullglob
allow=tools/banned.allow
broken=0 used=$(mktemp)
trap 'rm -f "$used"' EXIT

complain() {
    echo "banned: $1" >&2
    broken=1
}

# The code of a file without comments and strings, line by line.
code() {
    gcc -fpreprocessed -dD -E -w -x c "$1" | sed -E 's/"([^"\\]|\\.)*"/""/g'
}

# search FILE CALL…
search() {
    local file=$1 text call
    shift
    text=$(code "$file")
    for call; do
        grep -qE "(^|[^A-Za-z0-9_.>])$call *\(" <<<"$text" || continue
        if grep -qxF "$file $call" "$allow"; then
            echo "$file $call" >>"$used"
        else
            complain "$file calls $call"
        fi
    done
}

for file in src/*.[ch] src/*/*.[ch] src/*/*/*.[ch] cli/*.[ch] web/*.[ch]; do
    search "$file" strcpy strcat sprintf vsprintf gets atoi atol strtok localtime gmtime
done
for file in src/*.[ch] src/*/*.[ch] src/*/*/*.[ch]; do
    search "$file" printf fprintf vprintf vfprintf puts fputs putchar perror exit _exit abort
    [[ $file == src/base/* ]] || search "$file" malloc calloc realloc aligned_alloc strdup free
done
while read -r line; do
    grep -qxF "$line" "$used" || complain "$allow: '$line' is not needed any more, remove it"
done < <(grep -v '^#' "$allow")

sources=(include/*.h src/*.[chS] src/*/*.[chS] src/*/*/*.[chS] cli/*.[ch] fuzz/*.c tests/*/*.[ch])
for file in "${sources[@]}" web/*.[chS]; do
    [ "$file" != include/quoth.h ] || continue # the one public header, most of it comments
    lines=$(wc -l <"$file")
    [ "$lines" -le 1000 ] || complain "$file has $lines lines, more than 1000"
done
twice=$(printf '%s\n' "${sources[@]##*/}" | sort | uniq -d)
[ -z "$twice" ] || complain "two files of one name: $twice"

exit $broken
