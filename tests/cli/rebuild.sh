# quoth rebuild: the same model makes the same again; what is damaged is mended or named; a
# rebuild that is killed leaves the archive as it was.
. "$HELPERS"
export QUOTH_ARCHIVE=$PWD/a.quoth
report tower >tower.txt
report bridge >bridge.txt
report quay >quay.txt
ends 0 "$QUOTH" add tower.txt bridge.txt quay.txt
ends 0 "$QUOTH" dump before

# sql STATEMENT…: changes the archive behind its back.
sql() {
    python3 -c 'import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for statement in sys.argv[2:]:
    db.execute(statement)
db.commit()' "$QUOTH_ARCHIVE" "$@"
}

ends 0 "$QUOTH" rebuild
grep -q '3 captures, 3 articles' err || fail "no summary: $(cat err)"
grep -q 'gained\|lost\|changed' err && fail "something changed: $(cat err)"
ends 0 "$QUOTH" dump
same before out
ends 0 "$QUOTH" rebuild --compare
[ ! -s out ] || fail "a difference: $(cat out)"
ls a.quoth.* >/dev/null 2>&1 && fail "a file is left over"

# Derived tables that are damaged are made again, and what that gains is told.
sql "UPDATE article SET record = x'00' WHERE article = 1"
ends 4 "$QUOTH" rebuild --compare --format ndjson
grep -q '"change": "gained"' out && fail "what cannot be read is compared"
sql "DELETE FROM statements" "DELETE FROM appearance WHERE capture = 2" "DELETE FROM article WHERE article = 2"
cp a.quoth damaged.quoth
ends 4 "$QUOTH" rebuild --compare --format ndjson
grep -q '"type": "difference", "change": "gained", "id": "[0-9a-f]\{32\}", "article": "sha256:' out ||
    fail "nothing is gained: $(cat out err)"
ends 4 "$QUOTH" rebuild --compare
grep -q '^+  [0-9a-f]\{32\}  ' out || fail "no line for people: $(cat out)"
cmp -s a.quoth damaged.quoth || fail "--compare changed the archive"
ends 0 "$QUOTH" rebuild
grep -q 'gained' err || fail "gains are not counted: $(cat err)"
ends 0 "$QUOTH" dump
same before out

# So is one that has an article twice.
sql "CREATE TABLE twice AS SELECT * FROM article" "DROP TABLE article" "ALTER TABLE twice RENAME TO article" \
    "INSERT INTO article SELECT 99, id, capture, number, extractor, size, text, record FROM article LIMIT 1"
ends 4 "$QUOTH" verify
ends 0 "$QUOTH" rebuild --compare
ends 0 "$QUOTH" rebuild
ends 0 "$QUOTH" verify
ends 0 "$QUOTH" dump
same before out

# A capture whose bytes are damaged is named and kept, the others are there.
sql "UPDATE source SET bytes = zeroblob(40) WHERE source = 2"
ends 4 "$QUOTH" rebuild
grep -q '2 captures, 2 articles' err || fail "the others are not there: $(cat err)"
[ "$(python3 -c 'import sqlite3, sys; print(*sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM source").fetchone())' a.quoth)" = 3 ] ||
    fail "what was received is gone"

# Killed at any moment, the archive is whole, and the next one completes.
rm a.quoth*
ends 0 "$QUOTH" add tower.txt bridge.txt quay.txt
ends 0 "$QUOTH" dump before
for wait in 0.02 0.05 0.1 0.2 0.3; do
    "$QUOTH" rebuild --quiet &
    sleep $wait
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    ends 0 "$QUOTH" dump
    same before out
done
ends 0 "$QUOTH" rebuild
ls a.quoth.* >/dev/null 2>&1 && fail "a file is left over"
ends 0 "$QUOTH" dump
same before out
ends 2 "$QUOTH" rebuild tower.txt
QUOTH_ARCHIVE=$PWD/nowhere.quoth
ends 4 "$QUOTH" rebuild
