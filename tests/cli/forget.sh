# What is forgotten leaves no byte in the file, its log, its index, or what is packed in it.
. "$HELPERS"
export QUOTH_ARCHIVE=$PWD/a.quoth
mark=zqxvarn

# The marker in a text, a title, an address, a name, an outlet, a path; in a page, in JSON
# lines, in a feed with an item that has nothing to do with it.
mkdir in
cat >"in/$mark.html" <<END
<html><head><title>The $mark bridge</title><meta property="og:site_name" content="The $mark Post">
<link rel="canonical" href="https://lindholm.example/$mark"></head><body><h1>The $mark bridge</h1>
<p>The council met on Monday in Lindholm to talk about the bridge and the harbour beside it.</p>
<p>“We will not sell the $mark bridge to anybody,” said Jana ${mark}son, the mayor, on Monday evening.</p>
<p>She told reporters that the harbour was not for sale, and that it would stay open all year.</p></body></html>
END
report tower >in/other.txt
{
    line 1 harbour
    printf '{"id": "2", "title": "%s", "url": "https://lindholm.example/%s-2", "outlet": "%s Times", "text": "“The %s stays,” said Arn %sson, the mayor."}\n' $mark $mark $mark $mark $mark
} >in/lines.jsonl
cat >in/feed.xml <<END
<?xml version="1.0"?><rss version="2.0"><channel><title>Herald</title><link>https://herald.example/</link>
<item><title>The $mark road</title><link>https://herald.example/$mark</link><description>“The $mark road stays open,” said Ina ${mark}dottir, the engineer. She said the work would go on.</description></item>
<item><title>The mill</title><link>https://herald.example/mill</link><description>“The old mill stays closed,” said Ole Lund, the miller. He said the roof was not safe.</description></item>
</channel></rss>
END
ends 0 "$QUOTH" add --quiet in
ends 0 "$QUOTH" verify

cat >look.py <<'END'
import json, os, sqlite3, subprocess, sys
archive, mark = sys.argv[1], sys.argv[2].encode()
for name in (archive, archive + "-wal", archive + "-shm"):
    if os.path.exists(name) and mark in open(name, "rb").read().lower():
        print("the marker is in", name)
db = sqlite3.connect(f"file:{archive}?mode=ro", uri=True)
for table, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
    if table in ("words", "spelling_words"):
        continue
    for row in db.execute(f"SELECT * FROM \"{table}\""):
        for value in row:
            value = value.encode() if isinstance(value, str) else value
            if isinstance(value, bytes) and mark in value.lower():
                print("the marker is in the table", table)
for source, in db.execute("SELECT bytes FROM source"):
    if mark in subprocess.run(["zstd", "-dqc"], input=source, stdout=subprocess.PIPE, check=True).stdout.lower():
        print("the marker is in a source")
if db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (sys.argv[2] + "*",)).fetchone()[0]:
    print("the index finds the marker")
if db.execute("PRAGMA freelist_count").fetchone()[0]:
    print("there are free pages")
END
python3 look.py a.quoth $mark >found
grep -q 'in a source' found || fail "the marker is not there to be forgotten"

id_of() { # the id of the article whose input is $1, of its number $2
    "$QUOTH" read "$1" | python3 -c 'import json, sys; print([json.loads(l)["id"] for l in sys.stdin][int(sys.argv[1])])' "$2"
}
page=$(id_of "in/$mark.html" 0)
item=$(id_of in/feed.xml 0)

# How much would go is told first; what is more than was named needs a yes; a reason too.
ends 2 "$QUOTH" forget --article "$page"
says '--why'
ends 2 "$QUOTH" forget --why x
ends 2 "$QUOTH" forget --article "$page" --url x --why x
ends 2 "$QUOTH" forget --article sha256:00000000 --why x
ends 2 "$QUOTH" forget --url https://nowhere.example/ --why x
cp a.quoth before
ends 0 "$QUOTH" forget --article "$page" --dry-run
grep -q '^would forget 1 article with 1 capture, ' out || fail "dry run: $(cat out)"
same a.quoth before
ends 2 "$QUOTH" forget --article "$item" --why 'asked for'
says '--yes'
grep -q '1 other that stood in no other capture' out || fail "others: $(cat out)"

ends 0 "$QUOTH" forget --article "$page" --why 'asked for'
# The other item is in another capture, too: it stays, and that one leads.
printf '{"text": "“The old mill stays closed,” said Ole Lund, the miller. He said the roof was not safe.", "outlet": "Mill News"}\n' >mill.jsonl
ends 0 "$QUOTH" add mill.jsonl
says '1 more capture of an article that was there'
ends 0 "$QUOTH" forget --article "$item" --why 'asked for'
grep -q '^1 more stays' out || fail "the other item: $(cat out)"
ends 0 "$QUOTH" forget --url "https://lindholm.example/$mark-2" --why 'asked for'
python3 look.py a.quoth $mark >found
empty found
ends 0 "$QUOTH" verify
grep -q '^3 sources, 3 captures, 3 articles, ' out || fail "what is left: $(cat out)"

# It is refused when it comes again, also in other bytes or from elsewhere.
ends 0 "$QUOTH" add in
says 'refused'
cp "in/$mark.html" elsewhere.html
ends 0 "$QUOTH" add elsewhere.html
says 'refused'
printf '{"text": "“Another story,” said Arn Holm, the mayor.", "url": "https://lindholm.example/%s-2"}\n' $mark >again.jsonl
ends 0 "$QUOTH" add again.jsonl
says 'refused'
ends 0 "$QUOTH" verify
grep -q '^3 sources, 3 captures, 3 articles, ' out || fail "what was refused is there: $(cat out)"

# A reader that holds on to what was there: it is said, and finished later.
trap 'touch go' EXIT
python3 - <<'END' &
import os, sqlite3, time
db = sqlite3.connect("file:a.quoth?mode=ro", uri=True)
db.execute("BEGIN"); db.execute("SELECT count(*) FROM capture").fetchone()
open("ready", "w").close()
while not os.path.exists("go"):
    time.sleep(0.02)
END
while [ ! -e ready ]; do sleep 0.05; done
other=$(id_of in/other.txt 0)
ends 4 "$QUOTH" forget --article "$other" --why 'asked for'
says 'forget --finish'
ends 0 "$QUOTH" doctor
grep -q 'a forgetting was interrupted' out || fail "doctor does not see it: $(cat out)"
touch go
wait
ends 0 "$QUOTH" forget --finish
ends 0 "$QUOTH" doctor
! grep -q 'a forgetting was interrupted' out || fail "it is not finished"
python3 look.py a.quoth tower >found
empty found
ends 0 "$QUOTH" verify

# Another program brings the log into the file, for as long as somebody reads it: waited for.
ends 0 "$QUOTH" add -q -a busy.quoth in/other.txt
cat >busy.py <<'END'
import os, sqlite3, subprocess, threading, time
writer = sqlite3.connect("busy.quoth", isolation_level=None, check_same_thread=False)
writer.execute("INSERT INTO tombstone (hash, what, at) VALUES (x'', -1, 1)")  # all but the log's cutting is done
reader = sqlite3.connect("busy.quoth", isolation_level=None)
reader.execute("BEGIN")
reader.execute("SELECT count(*) FROM tombstone").fetchall()
writer.execute("UPDATE capture SET added = added")
writer.execute("PRAGMA busy_timeout = 30000")
other = threading.Thread(target=lambda: writer.execute("PRAGMA wal_checkpoint(RESTART)").fetchall())
other.start()
time.sleep(0.2)
finish = subprocess.Popen([os.environ["QUOTH"], "forget", "-a", "busy.quoth", "--finish"])
time.sleep(1)
assert finish.poll() is None, "it did not wait"
reader.execute("COMMIT")
assert finish.wait() == 0
other.join()
END
python3 busy.py || fail "a log that another program cuts is not waited for"
