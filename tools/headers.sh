#!/bin/sh
# Each header compiles alone, so none leans on what stands before it. quoth.h does so as
# older C and as C++ too, with both compilers: it is included by what is not ours.
#     tools/headers.sh FILE…
set -eu
cd "$(dirname "$0")/.."
for header; do
    printf '#include "%s"\nextern int nothing;\n' "$header" |
        ${CC:-gcc} -std=c17 -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc -I. -Wall -Wextra \
            -Wpedantic -Werror -fsyntax-only -x c - || { echo "alone: $header" >&2; exit 1; }
done
strict='-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror -fsyntax-only'
for standard in c99 c11 c17 c++11 c++17 c++20; do
    for compiler in gcc clang-14; do
        # shellcheck disable=SC2086  # a list of flags
        printf '#include "quoth.h"\nextern int nothing;\n' |
            $compiler -std=$standard $strict -Iinclude -x "${standard%%[0-9]*}" - ||
            { echo "$compiler, $standard: include/quoth.h" >&2; exit 1; }
    done
done
