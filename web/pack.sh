#!/bin/sh
# The files of the page as one: a line `NAME LENGTH` for each, an empty line, their bytes.
#     web/pack.sh FOLDER… >assets.pack
# Of two files of one name the first counts.
set -eu
LC_ALL=C
export LC_ALL
list=$(mktemp)
trap 'rm -f "$list"' EXIT
for folder; do
    find "$folder" -maxdepth 1 -type f ! -name '.*' -printf '%f\t%s\t%p\n'
done | sort -s -t "$(printf '\t')" -k1,1 -u >"$list"
cut -f1,2 "$list" | tr '\t' ' '
echo
cut -f3 "$list" | while IFS= read -r file; do cat "$file"; done
