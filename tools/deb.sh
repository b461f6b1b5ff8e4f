#!/bin/bash
# Builds the Debian packages in build/deb, from a clean copy of what git knows (all files, where
# there is no git) and of npm's modules, and asks lintian about them.
#     tools/deb.sh   →   build/deb/quoth_0.1.0_amd64.deb …
set -euo pipefail
cd "$(dirname "$0")/.."
out=$PWD/build/deb
rm -rf "$out/tree" "$out"/quoth_* "$out"/*quoth*.deb
mkdir -p "$out/tree"
{
    git ls-files -z 2>"$out/log" ||
        find . \( -path ./build -o -path ./.git -o -name node_modules \) -prune -o -type f -print0
    printf 'web/node_modules\0'
} | tar -c --null --verbatim-files-from -T - | tar -x -C "$out/tree"
touch "$out/tree/web/node_modules/.package-lock.json" # as new as it must be: nothing is fetched

cd "$out/tree"
# A tree of its own, as a machine that builds packages has it: no make above it, Debian's tools.
env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME="$HOME" LC_ALL=C.UTF-8 \
    DEB_BUILD_OPTIONS="noautodbgsym parallel=$(nproc)" \
    dpkg-buildpackage -b -uc -us >"$out/log" 2>&1 || { tail -n 40 "$out/log"; exit 1; }
cd "$out"
rm -rf tree
lintian --allow-root --info --display-info --fail-on error,warning quoth_*.changes
ls -l ./*.deb
