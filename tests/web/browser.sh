#!/bin/sh
# The page in a browser, and its script by itself.
#     QUOTH=build/quoth BUILD=build tests/web/browser.sh page [WORD]   clicks and types; WORD: only tests with it
#     tests/web/browser.sh screens          pictures of each page into build/screens
#     tests/web/browser.sh script           tests/web/unit, by node alone
# Where node or Chromium is missing it says so, and counts as skipped. The last line is the sum.
set -eu
cd "$(dirname "$0")"
what=$1
shift

skip() {
    echo "skipped: $1"
    echo "$what: 0 passed, 0 failed, 1 skipped"
    exit 0
}

command -v node >/dev/null || skip "node is missing"
major=$(node -p 'process.versions.node.split(".")[0]')
[ "$major" -ge 18 ] || skip "node $major is too old: 18 or later"

if [ "$what" = script ]; then
    sum=$(mktemp)
    trap 'rm -f "$sum"' EXIT
    status=0
    node --test --test-reporter=tap unit/*.test.js >"$sum" 2>&1 || status=$?
    [ $status -eq 0 ] || cat "$sum"
    awk '/^# pass/ { p = $3 } /^# fail/ { f = $3 } /^# cancelled/ { f += $3 }
         END { print "script: " p + 0 " passed, " f + 0 " failed" }' "$sum"
    exit $status
fi

[ -x "${CHROMIUM:=$(command -v chromium || true)}" ] || skip "chromium is missing"
export CHROMIUM
made=node_modules/.package-lock.json
# shellcheck disable=SC3013  # every sh of Debian has -nt; to dash nothing is newer than what is not there
if [ ! -e $made ] || [ package-lock.json -nt $made ]; then
    command -v npm >/dev/null || skip "npm is missing"
    npm ci --silent --no-audit --no-fund
fi
exec node "$what.js" "$@"
