# What is no archive, a newer one, a damaged one, one that may not be written, a full disk:
# each has its status and says what is wrong, and nothing is lost.
. "$HELPERS"
report tower >a.txt
report mill >b.txt
ends 0 "$QUOTH" add --quiet -a good.quoth a.txt b.txt
id=$(id_about kind:direct -a good.quoth)

# all STATUS WORDS: what every command that reads or writes bad.quoth says.
all() {
    for command in verify "evidence $id -o x.zip" "forget --statement $id --why x --yes" "backup copy" "add --quiet a.txt"; do
        ends "$1" "$QUOTH" $command -a bad.quoth
        says "$2"
    done
    [ ! -e x.zip ] && [ ! -e copy ] && [ ! -e copy.unfinished ] || fail "something was left"
}
doctor() { # STATUS WORDS on standard output
    ends "$1" "$QUOTH" doctor -a bad.quoth
    grep -qF -- "$2" out || fail "doctor does not say '$2': $(cat out)"
}

# There is none.
for command in verify "evidence $id" "forget --finish" "backup copy" doctor "speaker Jo $id"; do
    ends 4 "$QUOTH" $command -a nowhere.quoth
    says 'there is no archive'
done

# It is none: text, and a database of another program.
head -c 20000 /dev/zero | tr '\0' 'x' >bad.quoth
cp bad.quoth before
all 4 'is no archive of quoth'
[ "$(grep -o 'bad\.quoth' err | wc -l)" -eq 1 ] || fail "the path is said twice: $(cat err)"
doctor 4 'is no archive of quoth'
same bad.quoth before
rm bad.quoth
python3 -c 'import sqlite3; db = sqlite3.connect("bad.quoth"); db.execute("CREATE TABLE holiday (day)"); db.commit()'
cp bad.quoth before
all 4 'is a database of another program'
doctor 4 'is a database of another program'
same bad.quoth before

# One that breaks off: what is wrong is said once.
head -c 3000 good.quoth >bad.quoth
ends 4 "$QUOTH" search -a bad.quoth tower
[ "$(grep -o malformed err | wc -l)" -eq 1 ] || fail "it is said twice: $(cat err)"

# Of a later format.
cp good.quoth bad.quoth
python3 -c 'import sqlite3; db = sqlite3.connect("bad.quoth"); db.execute("PRAGMA user_version = 99")'
cp bad.quoth before
all 4 'is of format 99'
doctor 4 'is of format 99'
same bad.quoth before

# A damaged page in the middle: verify goes on and names what it hits, and so does doctor.
python3 - <<'END'
import sqlite3
db = sqlite3.connect("file:good.quoth?mode=ro", uri=True)
size = db.execute("PRAGMA page_size").fetchone()[0]
for name in ("article", "source", "statements", "words_data", "capture", "ledger"):
    data = bytearray(open("good.quoth", "rb").read())
    root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (name,)).fetchone()[0]
    data[(root - 1) * size:root * size] = b"\x5a" * size
    open(f"bad-{name}", "wb").write(data)
END
for bad in bad-*; do
    cp "$bad" bad.quoth
    ends 4 "$QUOTH" verify -a bad.quoth
    grep -q '^DAMAGED file: ' out || fail "$bad: $(cat out)"
    tail -n 1 out | grep -q ' damaged$' || fail "$bad: no end: $(cat out)"
    ends 4 "$QUOTH" verify -a bad.quoth --format ndjson
    doctor 4 'restore a backup'
    ends 4 "$QUOTH" backup -a bad.quoth copy
    says 'damaged'
    [ ! -e copy ] && [ ! -e copy.unfinished ] || fail "a damaged copy was left"
done
# Bits changed here and there, eight at a time, give no crash.
python3 - <<'END'
import os, random, subprocess
quoth, good = os.environ["QUOTH"], open("good.quoth", "rb").read()
random.seed(7)
for n in range(60):
    data = bytearray(good)
    for _ in range(8):
        data[random.randrange(100, len(data))] ^= 1 << random.randrange(8)
    open("bad.quoth", "wb").write(data)
    for command in (["verify"], ["doctor"]):
        done = subprocess.run([quoth, *command, "-a", "bad.quoth"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode not in (0, 4):
            print("changed bits", n, command, done.returncode, done.stderr)
END
rm -f bad.quoth-wal bad.quoth-shm

# A backup: of an archive in use, to a name that is taken, to itself.
ends 0 "$QUOTH" backup -a good.quoth copy
ends 0 "$QUOTH" verify -a copy
ends 2 "$QUOTH" backup -a good.quoth copy
says 'is there already'
ends 0 "$QUOTH" backup -a good.quoth --force copy
ends 2 "$QUOTH" backup -a good.quoth --force good.quoth
ln -s copy link
for name in link /dev/full .; do
    ends 2 "$QUOTH" backup -a good.quoth --force $name
    says 'it is not replaced'
done
[ -L link ] || fail "the link is gone"
ends 2 "$QUOTH" backup -a good.quoth
ends 5 "$QUOTH" backup -a good.quoth nowhere/copy
ends 0 "$QUOTH" verify -a good.quoth

# A disk that is full at some size: nothing half is left, the archive is whole.
cp good.quoth bad.quoth
trap '' XFSZ
for blocks in 0 1 20 60; do
    (ulimit -f $blocks && exec "$QUOTH" backup -a bad.quoth full-copy) >/dev/null 2>&1
    [ $? -eq 5 ] || fail "backup does not tell a full disk at $blocks"
    (ulimit -f $blocks && exec "$QUOTH" forget -a bad.quoth --statement "$id" --why x --yes) >/dev/null 2>&1
    [ $? -eq 5 ] || fail "forget does not tell a full disk at $blocks"
    ends 0 "$QUOTH" verify -a bad.quoth
done
(ulimit -f 1 && exec "$QUOTH" evidence -a bad.quoth "$id" -o full.zip) >/dev/null 2>&1
[ $? -eq 5 ] || fail "evidence does not tell a full disk"
trap - XFSZ
[ ! -e full-copy ] && [ ! -e full-copy.unfinished ] && [ ! -e full.zip ] || fail "a full disk keeps something"
if [ -w /dev/full ]; then
    "$QUOTH" evidence -a good.quoth "$id" -o - >/dev/full 2>err
    [ $? -eq 5 ] || fail "a full disk is not told"
    "$QUOTH" verify -a good.quoth >/dev/full 2>err
    [ $? -eq 5 ] || fail "a full disk is not told by verify"
fi

# Read-only: it is looked at all the same, and nothing is written.
mkdir locked
cp good.quoth locked/bad.quoth
chmod 444 locked/bad.quoth
chmod 555 locked
if [ "$(id -u)" -ne 0 ]; then
    ends 0 "$QUOTH" verify -a locked/bad.quoth
    ends 0 "$QUOTH" doctor -a locked/bad.quoth
    ends 5 "$QUOTH" forget -a locked/bad.quoth --statement "$id" --why x --yes
    says 'read-only'
    ends 0 "$QUOTH" backup -a locked/bad.quoth from-locked
    ends 5 "$QUOTH" add -a locked/new.quoth a.txt
    says "folder locked: Permission denied"
    chmod 000 locked/bad.quoth
    ends 5 "$QUOTH" add -a locked/bad.quoth a.txt
    says "bad.quoth: it cannot be opened"
fi
chmod 755 locked

# Another program writes: forgetting waits, then gives up with nothing done, and what could
# not be verified is not passed over.
cp good.quoth bad.quoth
trap 'touch go' EXIT
python3 - <<'END' &
import os, sqlite3, time
db = sqlite3.connect("bad.quoth", isolation_level=None)
db.execute("BEGIN IMMEDIATE")
open("ready", "w").close()
while not os.path.exists("go"):
    time.sleep(0.02)
END
while [ ! -e ready ]; do sleep 0.05; done
ends 4 "$QUOTH" verify -a bad.quoth
says 'all but the index of words was looked at'
ends 0 "$QUOTH" backup -a bad.quoth while-written
ends 4 "$QUOTH" forget -a bad.quoth --statement "$id" --why x --yes
says 'another program is writing'
touch go
wait
ends 0 "$QUOTH" verify -a bad.quoth

# A clock that was put back, and articles of tomorrow: doctor tells.
cp good.quoth bad.quoth
python3 -c 'import sqlite3; db = sqlite3.connect("bad.quoth"); db.execute("UPDATE capture SET added = added + 172800"); db.execute("UPDATE statements SET captured = captured + 2"); db.commit()'
report weir >weir.txt
ends 0 "$QUOTH" add --quiet -a bad.quoth --published 2999-01-01 weir.txt
doctor 0 'later than it is now'
report lock >c.txt
ends 0 "$QUOTH" add -a bad.quoth c.txt
says "clock stands "
doctor 0 'articles are dated after today'
question=$(sed -n "s/.*quoth search '\(published:>[-0-9]*\)'.*/\1/p" out)
ends 0 "$QUOTH" search -a bad.quoth --quiet "$question" # what it advises is a question
: >bad.quoth.rebuild
doctor 0 'left by one that was interrupted'
ends 0 "$QUOTH" doctor -a good.quoth --format ndjson
python3 -c 'import json
for line in open("out"): assert json.loads(line)["type"] == "note"' || fail ndjson
ends 0 "$QUOTH" doctor -a good.quoth --fix
ends 2 "$QUOTH" doctor x
