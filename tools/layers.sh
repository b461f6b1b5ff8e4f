#!/bin/bash
# The include law (src/README.md): base includes nothing of ours, record only base, a stage
# only base, record and itself (query also archive), cli and web only quoth.h and their own.
# quoth.h may be included anywhere; src/quoth.c and src/evidence.c string the stages together.
cd "$(dirname "$0")/.." || exit 1
broken=0

# check FOLDER ALLOWED…: every include in quotes must start with one of the folders.
check() {
    local folder=$1 line path
    shift
    [ -d "$folder" ] || return
    while IFS= read -r line; do
        path=$(sed 's/.*"\([^"]*\)".*/\1/' <<<"$line")
        [ "$path" = quoth.h ] && continue
        [ -f "$folder/$path" ] && continue
        for ok; do
            [[ $path == $ok* ]] && continue 2
        done
        echo "layers: $line" >&2
        broken=1
    done < <(grep -nE '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' -r "$folder" --include='*.[ch]')
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
    *) echo "layers: $folder is no stage (src/README.md)" >&2 && broken=1 ;;
    esac
done

for file in src/*.[ch]; do
    case $(basename "$file") in
    quoth.c | evidence.c) ;;
    *) echo "layers: $file belongs in a folder (src/README.md)" >&2 && broken=1 ;;
    esac
done

# Libraries stay behind one folder each.
behind() {
    if grep -rnE "include *<$1" src cli web --include='*.[ch]' | grep -v "^$2"; then
        echo "layers: $1 belongs in $2" >&2
        broken=1
    fi
}
behind sqlite3 src/archive/
behind uchardet src/read/
behind jansson "\(src/\(read\|archive\|evidence\)\|web\)/"
behind zip src/evidence/
behind curl src/fetch/
behind microhttpd web/server

exit $broken
