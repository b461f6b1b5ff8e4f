# quoth add: what is new, what is known, what is joined, what failed; nothing is there twice.
. "$HELPERS"
export QUOTH_ARCHIVE=$PWD/a.quoth
report tower >tower.txt
report bridge >bridge.txt
printf '{"id": "x", "text": "\\"We tried,\\" said Jane Roe.", "outlet": "Mirev Wire"}\n{"id": "y", "text": 3}\n' >two.jsonl

# receipts STATE…: the states that --format ndjson told, in their order.
receipts() {
    python3 -c 'import json, sys; print(*[json.loads(line)["state"] for line in open("out")])' >states
    echo "$*" >wanted
    same wanted states
}

ends 0 "$QUOTH" add --format ndjson tower.txt bridge.txt
receipts new new
grep -q '2 articles added' err || fail "no summary: $(cat err)"
before=$(sha256sum <a.quoth)
ends 0 "$QUOTH" add --format ndjson tower.txt bridge.txt
receipts known known
grep -q '2 captures were there already' err || fail "not said that they are known: $(cat err)"
[ "$before" = "$(sha256sum <a.quoth)" ] || fail "adding again changed the file"

# A file that was moved is no other capture; another outlet's is, of the same article.
cp tower.txt moved.txt
ends 0 "$QUOTH" add --format ndjson moved.txt
receipts known
ends 0 "$QUOTH" add --format ndjson --outlet 'Mirev Wire' tower.txt
receipts new
grep -q '1 more capture of an article that was there' err || fail "not joined: $(cat err)"

# Another text at the same address.
ends 0 "$QUOTH" add --url https://herald.example/1 tower.txt
ends 0 "$QUOTH" add --url https://herald.example/1 bridge.txt
grep -q '1 more capture of an article that was there' err || fail "no summary: $(cat err)"
report quay >quay.txt
ends 0 "$QUOTH" add --url https://herald.example/1 quay.txt
grep -q '1 new text at a known address' err || fail "not told to be edited: $(cat err)"

# Bad input is named, the rest goes on.
ends 3 "$QUOTH" add --format ndjson two.jsonl nowhere.txt
receipts new
grep -q '2 failed' err && grep -q 'two.jsonl' err && grep -q 'nowhere.txt' err ||
    fail "failures are not summed up: $(cat err)"

# --dry-run shows and keeps nothing.
report fair >fair.txt
before=$(sha256sum <a.quoth)
ends 0 "$QUOTH" add --dry-run --outlet Herald --published 2031-06-03 tower.txt fair.txt
grep -q "^new	2031-06-03	Herald	" out || fail "dry run: $(cat out)"
[ "$before" = "$(sha256sum <a.quoth)" ] || fail "a dry run changed the file"
ends 0 "$QUOTH" add --dry-run -a none.quoth tower.txt
[ ! -e none.quoth ] || fail "a dry run made an archive"

# The usual place, with its folders; -a wins over the environment.
unset QUOTH_ARCHIVE
ends 0 env XDG_DATA_HOME="$PWD/data" "$QUOTH" add tower.txt
[ -f data/quoth/archive.quoth ] || fail "no archive in the XDG data folder"
ends 0 env QUOTH_ARCHIVE=other.quoth "$QUOTH" add -a mine.quoth tower.txt
[ -f mine.quoth ] && [ ! -e other.quoth ] || fail "-a does not win"
ends 2 "$QUOTH" add -a mine.quoth
