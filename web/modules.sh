#!/bin/sh
# The modules of npm as the browser gets them: copied, with bare imports turned into the
# addresses under which quoth serves them.
#     web/modules.sh web/node_modules build/web/modules
#     import{options as n}from"preact"   →   import{options as n}from"/assets/preact.js"
set -eu
from=$1 to=$2
rm -rf "$to"
mkdir -p "$to"

# copy MODULE FILE NAME
copy() {
    sed -E -e 's|(from\|import) ?"preact/hooks"|\1"/assets/hooks.js"|g' \
        -e 's|(from\|import) ?"@dagrejs/dagre"|\1"/assets/dagre.js"|g' \
        -e 's|(from\|import) ?"([a-z][a-z0-9-]*)"|\1"/assets/\2.js"|g' \
        -e '/^\/\/# sourceMappingURL=/d' "$from/$1/$2" >"$to/$3.js"
    licence "$1"
}

licence() {
    { printf '%s\n\n' "$1"; cat "$from/$1"/LICENSE*; printf '\n\n'; } >>"$to/licences.txt"
}

copy preact dist/preact.mjs preact
copy preact hooks/dist/hooks.mjs hooks
copy htm dist/htm.mjs htm
copy @dagrejs/dagre dist/dagre.esm.js dagre
for part in scale array color format interpolate time time-format; do
    copy d3-$part dist/d3-$part.min.mjs d3-$part
done
licence @dagrejs/graphlib # inside dagre
licence internmap         # inside d3-array

# Every import is of a file that is there.
grep -ohE '(from|import) ?["'\''][^"'\'']*["'\'']' "$to"/*.js | sed -E 's/.*["'\''](.*)["'\'']$/\1/' |
    sort -u | while IFS= read -r address; do
    case $address in
    /assets/*) [ -f "$to/${address#/assets/}" ] && continue ;;
    esac
    echo "web/modules.sh: $address is imported, but not there" >&2
    exit 1
done
