# quoth dump and load: what was dumped is what is loaded, shards in any order are one archive,
# damage is named at its line and costs its capture alone.
. "$HELPERS"
report tower >tower.txt
report bridge >bridge.txt
report quay >quay.txt
ends 0 "$QUOTH" add -a one.quoth --outlet 'Mirev Wire' tower.txt bridge.txt
ends 0 "$QUOTH" dump -a one.quoth one.nd
no_parts() { ! ls -- *.unfinished >/dev/null 2>&1 || fail "a file is left over: $(ls -- *.unfinished)"; }
no_parts
ends 0 "$QUOTH" dump -a one.quoth
same one.nd out
python3 - <<'PY' || fail "a line of the dump is not what docs/FORMAT.md says"
import base64, hashlib, json
kinds, captures = [], {}
for line in open("one.nd", encoding="utf-8"):
    record = json.loads(line)
    kinds.append(record["type"])
    if record["type"] == "capture":
        captures[record["id"]] = record
        assert hashlib.sha256(record["bytes"].encode()).hexdigest() == record["hash"]
    if record["type"] == "article":
        assert record["capture"] in captures and record["text"] == captures[record["capture"]]["bytes"]
    if record["type"] == "statement":
        for a, b in record["content"]["spans"]:
            assert 0 <= a < b
assert kinds[0] == "quoth-dump" and kinds.count("capture") == 2 and "statement" in kinds
PY

# Loaded, it prints the same; loaded again, nothing changes.
ends 0 "$QUOTH" load -a two.quoth one.nd
grep -q '2 articles added' err || fail "no summary: $(cat err)"
ends 0 "$QUOTH" dump -a two.quoth
same one.nd out
ends 0 "$QUOTH" load -a two.quoth --quiet - <one.nd
[ ! -s err ] || fail "not quiet: $(cat err)"
ends 0 "$QUOTH" dump -a two.quoth
same one.nd out

# Shards that share a text.
ends 0 "$QUOTH" add -a three.quoth bridge.txt quay.txt
ends 0 "$QUOTH" dump -a three.quoth three.nd
gzip -k three.nd
ends 0 "$QUOTH" load -a ab.quoth one.nd three.nd.gz
ends 0 "$QUOTH" load -a ba.quoth three.nd one.nd
for archive in ab ba; do
    ends 0 "$QUOTH" dump -a $archive.quoth
    sort out >$archive.sorted
done
same ab.sorted ba.sorted
ends 0 "$QUOTH" add -a all.quoth --outlet 'Mirev Wire' tower.txt bridge.txt
ends 0 "$QUOTH" add -a all.quoth bridge.txt quay.txt
for archive in all ab; do
    ends 0 "$QUOTH" dump -a $archive.quoth
    sed 's/"added": [0-9]*/"added": 0/' out | sort >$archive.sorted
done
same all.sorted ab.sorted

# The capture that leads is damaged: what is said in the article stood with it.
ends 0 "$QUOTH" add -a led.quoth --published 2031-05-02 tower.txt
ends 0 "$QUOTH" add -a led.quoth --published 2031-05-01 tower.txt
ends 0 "$QUOTH" dump -a led.quoth led.nd
ends 0 "$QUOTH" load -a whole.quoth led.nd
sed 's/\("type": "capture".*2031-05-01.*"hash": "\)./\1x/' led.nd >unled.nd
ends 3 "$QUOTH" load -a unled.quoth unled.nd
grep -q 'said in 1 of the articles is not known.*quoth rebuild finds it' err || fail "statements are lost in silence: $(cat err)"
ends 0 "$QUOTH" rebuild -a unled.quoth
ends 0 "$QUOTH" search -a unled.quoth tower

# Damage: the second line, a capture's, is named; the other capture is loaded.
sed '2s/"kind"/kind/' one.nd >bad.nd
ends 3 "$QUOTH" load -a bad.quoth bad.nd
grep -q 'bad.nd: line 2: .*(byte [0-9]*)' err || fail "not named: $(cat err)"
grep -q '1 article added' err || fail "the other is not loaded: $(cat err)"
lines=$(wc -l <one.nd)
head -n $((lines - 1)) one.nd >cut.nd
ends 3 "$QUOTH" load -a cut.quoth cut.nd
grep -q 'without all of its statements' err || fail "not seen that it is cut off: $(cat err)"
echo hello >none.nd
ends 3 "$QUOTH" load -a bad.quoth none.nd
grep -q 'none.nd: no dump of quoth' err || fail "not refused: $(cat err)"
ends 3 "$QUOTH" load -a bad.quoth nowhere.nd
ends 2 "$QUOTH" load -a bad.quoth
ends 2 "$QUOTH" dump -a one.quoth a b
ends 4 "$QUOTH" dump -a nowhere.quoth
ends 5 "$QUOTH" dump -a one.quoth nowhere/one.nd
mkdir folder
ends 5 "$QUOTH" dump -a one.quoth folder
ends 5 "$QUOTH" dump -a one.quoth /dev/full
no_parts
cp one.nd before.nd
(trap '' XFSZ; ulimit -f 1; ends 5 "$QUOTH" dump -a one.quoth one.nd)
same one.nd before.nd
no_parts
ln -s one.nd link # as /dev/stdout is one
ends 0 "$QUOTH" dump -a one.quoth link
[ -L link ] || fail "the link is no link any more"
same one.nd before.nd
ln -s nowhere.nd dangling # as /dev/stdout is one where that is closed
ends 0 "$QUOTH" dump -a one.quoth dangling
[ -L dangling ] || fail "the link is no link any more"
same nowhere.nd before.nd

(echo kept && "$QUOTH" dump -a one.quoth /proc/self/fd/1) >>longer.nd || fail "$?"
(echo kept && cat before.nd) >longer.expected
same longer.nd longer.expected

# Seen by no more people than the archive, or the file before it.
mode() { stat -c %a "$1"; }
cp one.quoth private.quoth
chmod 600 private.quoth
ends 0 "$QUOTH" dump -a private.quoth private.nd
[ "$(mode private.nd)" = 600 ] || fail "a private archive's dump has the mode $(mode private.nd)"
chmod 640 private.nd
ends 0 "$QUOTH" dump -a private.quoth private.nd
[ "$(mode private.nd)" = 640 ] || fail "the mode became $(mode private.nd)"

# What is damaged is left out, and does not replace what was whole.
cp one.quoth hurt.quoth
python3 -c 'import sqlite3; db = sqlite3.connect("hurt.quoth"); db.execute("UPDATE source SET bytes = x'"'00'"' WHERE source = 1"); db.commit()'
ends 4 "$QUOTH" dump -a hurt.quoth one.nd
same one.nd before.nd
says 'one.nd stays as it was; one.nd.unfinished has what could be read'
[ "$(grep -c '"type": "capture"' one.nd.unfinished)" = 1 ] || fail "not the other capture: $(cat one.nd.unfinished)"
rm one.nd.unfinished
ends 4 "$QUOTH" dump -a hurt.quoth new.nd
[ "$(grep -c '"type": "capture"' new.nd)" = 1 ] || fail "not the other capture: $(cat new.nd)"
no_parts

# Never onto the archive, by its name, by a link to it, by the name of a backup's half.
cp one.quoth before.quoth
ln -s one.quoth to-one
cp one.quoth that.unfinished
ends 2 "$QUOTH" dump -a one.quoth one.quoth
says 'the archive lies there'
ends 2 "$QUOTH" dump -a one.quoth to-one
ends 2 "$QUOTH" backup -a one.quoth --force one.quoth
ends 2 "$QUOTH" dump -a that.unfinished that
ends 2 "$QUOTH" backup -a that.unfinished that
for kept in one.quoth that.unfinished; do same $kept before.quoth; done
