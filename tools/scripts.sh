#!/bin/bash
# Scripts: shellcheck for the shell's, pyflakes and the compiler's own warnings for Python's.
# What is off: SC1090, tests source their helpers by a variable; SC1111, the quotes of what
# people say are meant.
cd "$(dirname "$0")/.." || exit 1
broken=0

# named PATTERN: our files of that name.
named() {
    find . \( -name .git -o -name build -o -name node_modules -o -path ./tests/cli \) -prune \
        -o -name "$1" -type f -print
}

mapfile -t shell < <(named '*.sh')
mapfile -t python < <(named '*.py')
shellcheck -S warning -e SC1090,SC1111 .ci/run "${shell[@]}" || broken=1
shellcheck -S warning -e SC1090,SC1111 -s sh tests/cli/*.sh tests/cli/helpers || broken=1 # sh FILE
pyflakes3 "${python[@]}" || broken=1
PYTHONPYCACHEPREFIX=build/pycache python3 -W error -m compileall -q -f "${python[@]}" || broken=1
exit $broken
