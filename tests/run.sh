#!/bin/bash
# Runs every suite on each build folder, the folders side by side, and adds them up.
#     tests/run.sh build build/asan
# A suite says `N passed, N failed` in its last lines, or cmocka's `[  PASSED  ] N test(s).`;
# one that is missing or that ran nothing has failed. The last line here is the total.
set -u
cd "$(dirname "$0")/.." || exit 1
sums=$(mktemp)
wrong=$(mktemp) # once more at the end, where it is seen
trap 'rm -f "$sums" "$wrong"' EXIT

# What a suite's output adds up to: passed, failed, skipped.
count() {
    awk '/^\[  PASSED  \] [0-9]+ test/ { p += $4 }
         /^\[  FAILED  \] [0-9]+ test/ { f += $4 }
         /^\[  SKIPPED \] [0-9]+ test/ { s += $4 }
         /^([a-z]+: )?[0-9]+ passed, [0-9]+ failed/ {
             sub(/^[a-z]+: /, ""); p += $1; f += $3; if ($6 ~ /^skipped/) s += $5 }
         END { print p + 0, f + 0, s + 0 }' "$1"
}

# suite NAME COMMAND…: shows the output only if something failed; all in one piece, as
# another folder's suites run beside it.
suite() {
    local report
    report=$(run_suite "$@")
    printf '%s\n' "$report"
}

run_suite() {
    local name=$1 log status p f s began=$SECONDS
    shift
    log=$BUILD/log/$name.txt
    mkdir -p "$(dirname "$log")"
    timeout 900 "$@" >"$log" 2>&1 </dev/null
    status=$?
    read -r p f s < <(count "$log")
    if [ "$f" -eq 0 ] && { [ $status -ne 0 ] || [ $((p + s)) -eq 0 ]; }; then
        f=1
    fi
    if [ "$f" -ne 0 ]; then
        tail -n 60 "$log" | sed 's/^/    /'
        echo "    ($BUILD: $name ended with status $status; all of it is in $log)"
        { echo "$BUILD: $name, status $status:" && tail -n 6 "$log" | sed 's/^/    /'; } >>"$wrong"
    fi
    printf '%-11s %-24s %4d passed %3d failed' "$BUILD" "$name" "$p" "$f"
    [ "$s" -eq 0 ] || printf ' %3d skipped' "$s"
    grep -oE '[1-9][0-9]* known' "$log" | tail -n 1 | sed 's/^/  /' | tr -d '\n'
    printf '  %3d s\n' $((SECONDS - began))
    grep -h '^skipped: ' "$log" | sed 's/^/    /'
    echo "$p $f $s" >>"$sums"
}

# Every suite on the folder $BUILD.
folder() {
    export BUILD QUOTH=$PWD/$BUILD/quoth
    preload=() # python loads the library, so ASan's run-time must be there before it
    [ "$BUILD" != build/asan ] ||
        preload=(env LD_PRELOAD="$(gcc -print-file-name=libasan.so)" ASAN_OPTIONS=detect_leaks=0)
    for test in tests/unit/test_*.c; do
        test=$(basename "$test" .c)
        suite "unit/$test" "$BUILD/unit/$test"
    done
    for target in fuzz/fuzz_*.c; do
        target=$(basename "$target" .c)
        suite "replay/${target#fuzz_}" "$BUILD/replay/${target#fuzz_}" "fuzz/corpus/${target#fuzz_}"
    done
    suite example tests/cases/example.sh "$BUILD/example"
    suite spec python3 tests/spec/run.py "$QUOTH"
    suite cli sh tests/cli/run.sh
    suite fetch python3 tests/fetch/run.py
    suite api "${preload[@]}" python3 tests/api/ctypes_test.py
    suite python "${preload[@]}" python3 tests/python/run.py
    suite symbols python3 tests/api/symbols.py
    suite hostile python3 tests/hostile/run.py
    suite web python3 tests/web/run.py
    suite web-api python3 tests/web/api.py
    suite archive python3 tests/archive/run.py
    suite kernels python3 tests/kernels/run.py
    suite docs python3 tests/docs/run.py
    # Not beside ASan, which brings its own malloc.
    [ "$BUILD" = build/asan ] || suite torture python3 tests/torture/run.py
    # What is installed is the plain build; and a browser's time is not spent on the
    # sanitizers: tests/web/run.py asks those pages.
    if [ "$BUILD" = build ]; then
        suite install tests/install/run.sh
        suite script tests/web/browser.sh script
        suite page tests/web/browser.sh page
    fi
}

[ $# -gt 0 ] || set -- build
folders=()
for BUILD; do
    folder &
    folders+=($!)
done
for one in "${folders[@]}"; do
    wait "$one" || { echo 'a folder was not gone through to its end'; echo 0 1 0 >>"$sums"; }
done
read -r passed failed skipped < <(awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }' "$sums")
total="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || total="$total, $skipped skipped"
mkdir -p build/log
echo
cat "$wrong"
echo "$total"
echo "$total" >build/log/total
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
