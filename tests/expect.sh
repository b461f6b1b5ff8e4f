# shellcheck shell=bash disable=SC2154
# For tests in bash, which say their name first: suite=install; . tests/expect.sh
passed=0 failed=0
expect() { # WHAT GOT WANT
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$suite: $1: got '$2', want '$3'"
    fi
}
finish() { # the sum, as tests/run.sh reads it
    echo "$suite: $passed passed, $failed failed"
    [ $failed -eq 0 ]
}
