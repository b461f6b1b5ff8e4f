# A person who is forgotten is in no decision, no split, no left-over of a rebuild and no
# dump; what was decided of others beside him is taken back where it stood in one entry.
. "$HELPERS"
export QUOTH_ARCHIVE=$PWD/a.quoth

# gone WORD: nothing in the file, beside it or in what can be had out of it.
gone() {
    for file in a.quoth a.quoth-* a.quoth.*; do
        [ ! -e "$file" ] || ! grep -qi "$1" "$file" || fail "$1 is in $file"
    done
    ends 0 "$QUOTH" dump
    ! grep -qi "$1" out || fail "$1 is in a dump: $(grep -i "$1" out | head -c 400)"
    ends 0 "$QUOTH" verify
    ends 0 "$QUOTH" verify --format ndjson
    grep -q '"damaged": 0, "different": 0, "orphans": 0}' out || fail "after $1: $(cat out)"
}
count() { python3 -c 'import sqlite3, sys; print(sqlite3.connect("file:a.quoth?mode=ro", uri=True).execute(sys.argv[1]).fetchone()[0])' "$1"; }

say 'Jane Roe' bridge >1.txt
say 'Jane Roe' quay >2.txt
say 'Jana Zqxvarnson' lock >3.txt
say 'Jana Zqxvarnson' mill >4.txt
say 'Arn Holm' tower >5.txt
say 'Arn Holm' weir >6.txt
ends 0 "$QUOTH" add --quiet 1.txt 2.txt 3.txt 4.txt 5.txt 6.txt

# Joined to somebody who stays: the decision spoke of him by an id that is nobody's now.
ends 0 "$QUOTH" merge jane-roe jana-zqxvarnson --why 'a pen name'
ends 0 "$QUOTH" forget --dry-run --statement "$(id_about "speaker:roe lock")"
cp out planned
ends 0 "$QUOTH" forget --statement "$(id_about "speaker:roe lock")" --why x
sed 's/^would forget/forgot/' planned | cmp - out || fail "the dry run counts otherwise: $(cat planned out)"
ends 0 "$QUOTH" forget --statement "$(id_about "speaker:roe mill")" --why x
gone zqxvarn
[ "$(count 'SELECT count(*) FROM ledger WHERE payload IS NULL')" = 1 ] || fail "decisions"

# A split of two statements, one of which goes: the other is its speaker's again.
bridge=$(id_about "speaker:roe bridge")
quay=$(id_about "speaker:roe quay")
ends 0 "$QUOTH" split jane-roe "$bridge" "$quay"
[ "$(count 'SELECT count(*) FROM given')" = 2 ] || fail "not parted"
ends 0 "$QUOTH" forget --statement "$bridge" --why x
[ "$(count 'SELECT count(*) FROM given')" = 0 ] || fail "still parted"
gone bridge
ends 0 "$QUOTH" speakers --format tsv --quiet
cut -f1 out | tail -n +2 | sort | tr '\n' ' ' >found
[ "$(cat found)" = 'arn-holm jane-roe ' ] || fail "people: $(cat found)"
"$QUOTH" dump >before.dump
ends 0 "$QUOTH" rebuild --quiet
"$QUOTH" dump | cmp - before.dump || fail "a rebuild gives something else"

# By name; what a killed rebuild or comparison left goes, too.
cp a.quoth a.quoth.rebuild
cp a.quoth a.quoth.compare-wal
grep -qi holm a.quoth.rebuild || fail "nothing is left over"
ends 2 "$QUOTH" forget --speaker 'Arn Holm' --why x
says '--yes'
ends 0 "$QUOTH" forget --speaker 'Arn Holm' --why x --yes
[ ! -e a.quoth.rebuild ] && [ ! -e a.quoth.compare-wal ] || fail "what was left over stays"
gone holm
ends 2 "$QUOTH" forget --speaker 'Arn Holm' --why x
says 'Arn Holm'

# A dump of before brings nothing back.
ends 0 "$QUOTH" load before.dump
says 'refused'
gone holm
gone zqxvarn

# An address is one however it is written; of a feed all that came from there goes, and what
# comes from there later is refused.
feed() { printf '<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title>
<item><title>A</title><link>https://herald.example/%s</link><description>“The %s stays open,” said Ina Berg, the engineer. She said the work would go on.</description></item></channel></rss>' "$1" "$1"; }
feed zqxroad >feed.xml
feed zqxtrack >later.xml
printf '{"text": "“The dam stays open,” said Ole Lund.", "url": "https://herald.example/feed/below"}\n' >below.jsonl
ends 0 "$QUOTH" add --quiet --url https://herald.example/feed feed.xml
ends 0 "$QUOTH" add --quiet below.jsonl
ends 0 "$QUOTH" forget --url HTTPS://Herald.Example/feed --why x --yes
gone zqxroad
ends 0 "$QUOTH" add --url https://herald.example/feed later.xml
says 'refused'
gone zqxtrack
ends 0 "$QUOTH" search --quiet dam
