#!/bin/sh
# Each header compiles alone, so none leans on what stands before it; quoth.h as C++ too.
#     tools/headers.sh FILE…
set -eu
cd "$(dirname "$0")/.."
for header; do
    printf '#include "%s"\nextern int nothing;\n' "$header" |
        ${CC:-gcc} -std=c17 -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc -I. -Wall -Wextra \
            -Wpedantic -Werror -fsyntax-only -x c - || { echo "alone: $header" >&2; exit 1; }
done
g++ -std=c++17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -x c++ include/quoth.h
