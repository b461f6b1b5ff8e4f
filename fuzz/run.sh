#!/bin/bash
# Runs fuzz targets for some seconds each; the last line is `fuzz: N passed, N failed`.
#     fuzz/run.sh 10 fuzz_extract …
# New inputs stay in build/fuzz/corpus (`make fuzz-corpus` keeps of them), a crash in
# build/fuzz/crash-*. No -max_len: a seed would be cut there, and a zip without its end is none;
# libFuzzer's own is the longest seed, and at least 4,096 bytes.
cd "$(dirname "$0")/.." || exit 1
seconds=$1 passed=0 failed=0
shift
for target; do
    found=build/fuzz/corpus/${target#fuzz_}
    words=() # that inputs of this kind are made of
    [ ! -f fuzz/"${target#fuzz_}".dict ] || words=(-dict=fuzz/"${target#fuzz_}".dict)
    mkdir -p "$found"
    if build/fuzz/"$target" -max_total_time="$seconds" -timeout=20 -reload=0 -rss_limit_mb=4096 \
        -artifact_prefix=build/fuzz/ -print_final_stats=1 "${words[@]}" \
        "$found" fuzz/corpus/"${target#fuzz_}" >build/fuzz/"$target".log 2>&1; then
        echo "$target: $(sed -n 's/stat::number_of_executed_units: *//p' build/fuzz/"$target".log) inputs"
        passed=$((passed + 1))
    else
        tail -n 40 build/fuzz/"$target".log
        failed=$((failed + 1))
    fi
done
echo "fuzz: $passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
