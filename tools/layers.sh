#!/bin/bash
# The include law (src/README.md): base includes nothing of ours, record only base, a stage
# only base, record and itself (query also archive), cli and web only quoth.h and their own.
# quoth.h may be included anywhere; src/quoth.c, src/store.c and src/evidence.c string the
# stages together.
cd "$(dirname "$0")/.." || exit 1
broken=0

complain() {
    echo "layers: $1" >&2
    broken=1
}

# An include has one form, so that none is overlooked: a path from include/, src/ or the
# root in quotes, or a header of somebody else's in brackets.
form='^#include ("[a-z][a-z0-9_/]*\.h"|<[a-zA-Z0-9_/-]+\.h>)( *//.*)?$'
while IFS= read -r line; do
    text=${line#*:*:}
    [[ $text =~ $form ]] || complain "$line is no usual include"
    [[ ! $text =~ \<(quoth\.h|(src|include|cli|web|base|record|fetch|read|analyse|attribute|archive|query|evidence|print)/) ]] ||
        complain "$line is ours: in quotes"
done < <(grep -rnE '(#|%:|\?\?=).*\b(include|include_next|import)\b' src cli web include \
    --include='*.[ch]')

# Nor is anything declared past the headers, but what the assembler puts there (.incbin).
while IFS= read -r line; do
    complain "$line is declared past its header"
done < <(grep -rnwE 'extern' src cli web --include='*.c' |
    grep -vE 'extern const char \w+\[\], \w+_end\[\];')
while IFS= read -r line; do
    complain "$line is declared past its header"
done < <(find src cli web -name '*.c' -exec awk '
    /^[a-z].*[ *]q(uoth)?_[a-z0-9_]*\(/ && !/^static/ { head = FILENAME ":" FNR ":" $0 }
    head && /[{;]$/ { if (/;$/) print head; head = "" }' {} +)

# check FOLDER ALLOWED…: every include in quotes must start with one of the folders, or name
# a file beside it.
check() {
    local folder=$1 line path
    shift
    [ -d "$folder" ] || return
    while IFS= read -r line; do
        path=${line#*\"}
        path=${path%%\"*}
        [ "$path" = quoth.h ] && continue
        [[ $path != */* && -f ${line%/*:*:*}/$path ]] && continue
        for ok; do
            [[ $path == "$ok"* ]] && continue 2
        done
        complain "$line"
    done < <(grep -nE '^#include "' -r "$folder" --include='*.[ch]')
}

check src/base base/
check src/record base/ record/
for stage in fetch read analyse attribute print archive evidence; do
    check src/$stage base/ record/ $stage/
done
check src/query base/ record/ query/ archive/
check cli cli/ web/web.h
check web web/
for folder in src/*/; do
    case $(basename "$folder") in
    base | record | fetch | read | analyse | attribute | print | archive | query | evidence) ;;
    *) complain "$folder is no stage (src/README.md)" ;;
    esac
done

for file in src/*.[chS]; do
    case $(basename "$file") in
    quoth.c | store.c | evidence.c) ;;
    *) complain "$file belongs in a folder (src/README.md)" ;;
    esac
done

# Libraries stay behind one folder each.
behind() {
    if grep -rnE "^#include <$1" src cli web --include='*.[ch]' | grep -v "^$2"; then
        complain "$1 belongs in $2"
    fi
}
behind sqlite3 src/archive/
behind uchardet src/read/
behind jansson "\(src/\(base\|read\|archive\|evidence\)\|web\)/"
behind zip src/evidence/
behind curl src/fetch/
behind microhttpd "web/\(server\|headers\)\."
behind brotli src/read/
behind zstd "src/\(read\|archive\)/"
behind openssl "src/\(base\|archive\|fetch\)/"

exit $broken
