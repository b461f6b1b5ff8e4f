#!/bin/bash
# Runs the documented program: it must find as many statements as quoth extract does, and
# fail with a message on a file that is not there.
#     tests/cases/example.sh build/example
cd "$(dirname "$0")/../.." || exit 1
suite=example
. tests/expect.sh

sample=data/samples/2031-lock.txt
found=$("$QUOTH" extract --format ndjson $sample | grep -c '"type": *"statement"')
printed=$("$1" $sample)
expect "status" $? 0
expect "statements" "$(grep -c . <<<"$printed")" "$found"
expect "a statement" "$(grep -c 'Talsko.*: ' <<<"$printed" | sed 's/[1-9].*/some/')" some
message=$("$1" nowhere.txt 2>&1)
expect "status of a missing file" $? 1
expect "its message" "${message%%:*}" nowhere.txt

finish
