#!/bin/bash
# Keeps what fuzzing found in fuzz/corpus, where `make check` replays it: as few inputs of
# build/fuzz/corpus as reach, beside the seeds written by hand, every branch that all of
# them reach, each under the hash of its bytes. Those that were kept before are weighed
# again. What is above the limits is left out, the largest first.
#     fuzz/keep.sh fuzz_extract …
# In build/fuzz/corpus only our own seeds, and what they were turned into, may stand.
cd "$(dirname "$0")/.." || exit 1
most_bytes=4096 most_inputs=150 most_in_all=204800 failed=0

# keep TARGET
keep() {
    local name=${1#fuzz_} work file size bytes=0 inputs=0 all=0 kept=()
    work=$(mktemp -d)
    mkdir "$work/seeds" "$work/found"
    for file in fuzz/corpus/"$name"/*; do
        if [[ ${file##*/} =~ ^[0-9a-f]{40}$ ]]; then
            cp "$file" "$work/found"
            kept+=("$file")
        else
            cp "$file" "$work/seeds"
        fi
    done
    find build/fuzz/corpus/"$name" -type f -size -$((most_bytes + 1))c \
        -exec cp -t "$work/found" {} + 2>"$work/log"
    cp -r "$work/seeds" "$work/all"
    if ! build/fuzz/"$1" -set_cover_merge=1 -use_counters=0 -timeout=60 -rss_limit_mb=4096 \
        -max_len=65536 "$work/all" "$work/found" >"$work/log" 2>&1; then
        tail -n 20 "$work/log"
        rm -r "$work"
        failed=1
        return
    fi
    [ ${#kept[@]} -eq 0 ] || rm "${kept[@]}"
    while read -r size file; do
        [ ! -e "$work/seeds/$file" ] || continue
        all=$((all + 1))
        if [ $inputs -lt $most_inputs ] && [ $((bytes + size)) -le $most_in_all ]; then
            mv "$work/all/$file" fuzz/corpus/"$name"/"$file"
            bytes=$((bytes + size)) inputs=$((inputs + 1))
        fi
    done < <(cd "$work/all" && stat -c '%s %n' -- * | sort -n)
    echo "$1: $inputs of $all inputs kept, $bytes bytes, beside $(ls "$work/seeds" | wc -l) written by hand"
    rm -r "$work"
}

for target; do
    keep "$target"
done
exit $failed
