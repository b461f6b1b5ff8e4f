# verify and evidence: what is kept is what was received, and damage is named.
. "$HELPERS"
export QUOTH_ARCHIVE=$PWD/a.quoth
report tower >tower.txt
report mill >mill.txt
cat >page.html <<'END'
<html><head><title>The bridge</title></head><body><h1>The bridge <script>alert(1)</script></h1>
<p>The council met on Monday in Lindholm to talk about the bridge and the harbour beside it.</p>
<p>“We will not sell the &lt;b&gt;bridge&lt;/b&gt; to anybody,” said Jane Roe, the mayor, on Monday evening.</p>
<p>She told reporters that the harbour was not for sale, and that it would stay open all year.</p></body></html>
END
python3 - <<'END'
page = open("page.html", "rb").read()
http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
head = (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2023-06-08T10:00:00Z\r\n"
        b"WARC-Target-URI: https://lindholm.example/bridge\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n" % len(http))
open("crawl.warc", "wb").write(head + http + b"\r\n\r\n")
END
ends 0 "$QUOTH" add --quiet tower.txt mill.txt crawl.warc
ends 0 "$QUOTH" verify
grep -qx '3 sources, 3 captures, 3 articles, [0-9]* statements: all as it was received and found' out || fail "verify: $(cat out)"
ends 0 "$QUOTH" verify --format ndjson
python3 -c 'import json; last = json.loads(open("out").read().splitlines()[-1]); assert last["type"] == "verified" and last["damaged"] == 0 and last["articles"] == 3, last' || fail ndjson

# A text that two outlets have is shown by two captures, both as they should be.
ends 0 "$QUOTH" add --quiet -a two.quoth --outlet Herald tower.txt
ends 0 "$QUOTH" add --quiet -a two.quoth --outlet Mirror tower.txt
ends 0 "$QUOTH" verify -a two.quoth
grep -qx '1 source, 2 captures, 1 article, [0-9]* statements: all as it was received and found' out || fail "two captures: $(cat out)"

# The proof of each: the record as extract prints it, the same bytes twice, whole by hand too.
for input in tower.txt crawl.warc; do
    "$QUOTH" extract --format ndjson $input | head -n 1 >line
    id=$(sed 's/.*"type": "statement", "id": "\([0-9a-f]*\)".*/\1/' line)
    ends 0 "$QUOTH" evidence "$id" -o $input.zip
    says 'quoth verify'
    ends 2 "$QUOTH" evidence "$id" -o $input.zip
    says '--force'
    cp $input.zip before.zip
    (trap '' XFSZ; ulimit -f 1; ends 5 "$QUOTH" evidence "$id" -o $input.zip --force)
    same $input.zip before.zip
    [ ! -e $input.zip.unfinished ] || fail "a file is left over"
    ends 0 "$QUOTH" evidence "$(echo "$id" | cut -c1-12)" --output=-
    same out $input.zip
    (unset QUOTH_ARCHIVE && cd / && "$QUOTH" verify "$TMP/$input.zip") >out 2>err || fail "not verified: $(cat out err)"
    rm -rf parts && mkdir parts
    python3 -m zipfile -e $input.zip parts
    (cd parts && sha256sum --quiet -c SHA256SUMS) || fail "sums of $input"
    same line parts/statement.json
    ! grep -qi '<script' parts/page.html || fail "a script is in the page"
    grep -q "Content-Security-Policy" parts/page.html || fail "no policy"
done
same parts/source.html page.html
cmp -n "$(wc -c <parts/record.warc)" parts/record.warc crawl.warc || fail "another record"
grep -q '&lt;b&gt;bridge' parts/page.html || fail "the page does not escape"
python3 - <<'END' || fail "the annotation"
import json
a, s = json.load(open("parts/annotation.json")), json.load(open("parts/statement.json"))
text = open("parts/article.txt", encoding="utf-8", newline="").read()
assert a["type"] == "Annotation" and a["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
assert a["target"]["source"] == "https://lindholm.example/bridge"
assert a["target"]["state"] == {"type": "TimeState", "sourceDate": "2023-06-08T10:00Z", "cached": "source.html"}, a["target"]["state"]
quote, place = a["target"]["selector"]
assert [place["start"], place["end"]] == s["content"]["spans"][0]
assert text[place["start"]:place["end"]] == quote["exact"] == s["content"]["text"]
assert text[:place["start"]].endswith(quote["prefix"]) and text[place["end"]:].startswith(quote["suffix"])
assert len(quote["prefix"]) == 32 and a["body"][0]["value"] == "Jane Roe"
END

# A byte of any part changed, a part gone, one too many: named, status 4.
cat >change.py <<'END'
import subprocess, sys, zipfile, hashlib, os
quoth = os.environ["QUOTH"]
parts = {n: zipfile.ZipFile("crawl.warc.zip").read(n) for n in zipfile.ZipFile("crawl.warc.zip").namelist()}
def check(what, files, wanted, words=""):
    with zipfile.ZipFile("bad.zip", "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in files:
            out.writestr(name, data)
    done = subprocess.run([quoth, "verify", "bad.zip"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != wanted or words not in done.stdout + done.stderr:
        print(what, done.returncode, done.stdout, done.stderr)
def resum(files):  # as one who forges would: the list of sums, and the manifest, made to fit
    import json
    files = dict(files)
    manifest = json.loads(files["manifest.json"])
    for row in manifest["files"]:
        data = files[row["name"]]
        row["bytes"], row["sha256"] = len(data), hashlib.sha256(data).hexdigest()
    files["manifest.json"] = json.dumps(manifest).encode()
    files["SHA256SUMS"] = "".join(f"{hashlib.sha256(d).hexdigest()}  {n}\n" for n, d in files.items() if n != "SHA256SUMS").encode()
    return list(files.items())
check("packed by another program", list(parts.items()), 0)
for name in parts:
    for at in (0, len(parts[name]) // 2, len(parts[name]) - 1):
        data = bytearray(parts[name])
        data[at] ^= 1
        check(f"{name} at {at}", [(n, bytes(data) if n == name else d) for n, d in parts.items()], 4)
    if name != "record.warc":
        check(f"without {name}", [(n, d) for n, d in parts.items() if n != name], 4, "missing")
check("without record.warc", [(n, d) for n, d in parts.items() if n != "record.warc"], 4)
# Forged so that all sums fit: the parts say different things.
for name, old, new, words in (
        ("article.txt", b"not sell", b"now sell", "its hash is not the id"),
        ("statement.json", b"not sell", b"now sell", "not in the text"),
        ("statement.json", b'"Jane Roe"', b'"Jane Doe"', ""),
        ("annotation.json", b"not sell", b"now sell", "does not select"),
        ("source.html", b"not sell", b"now sell", "not what record.warc holds"),
        ("record.warc", b"not sell", b"now sell", "id of the capture")):
    assert old in parts[name], name
    files = resum({n: d.replace(old, new) if n == name else d for n, d in parts.items()}.items())
    check(f"forged {name} {old}", files, 0 if b"Roe" in old else 4, words)
import warnings
warnings.simplefilter("ignore")
for name in ("../evil", "/etc/evil", "a/b", "..", ".hidden", "a\\b", "evil.txt", "c\n"):
    check(f"name {name!r}", list(parts.items()) + [(name, b"x")], 4)
check("two of one name", list(parts.items()) + [("article.txt", b"x")], 4)
check("two sources", list(parts.items()) + [("source.txt", b"x")], 4, "does not belong")
check("many files", [(f"f{n}", b"") for n in range(5000)], 4, "at most")
check("nothing", [], 4)
check("a bomb", [(n, bytes(600 << 20) if n == "page.html" else d) for n, d in parts.items()], 4, "larger")
whole = open("crawl.warc.zip", "rb").read()
for size in (0, 1, 22, 100, len(whole) // 2, len(whole) - 1):
    open("bad.zip", "wb").write(whole[:size])
    done = subprocess.run([quoth, "verify", "bad.zip"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 4 or "not a zip of evidence" not in done.stderr:
        print("cut at", size, done.returncode, done.stderr)
END
python3 change.py
ends 4 "$QUOTH" verify nowhere.zip
ends 2 "$QUOTH" verify a b
ends 2 "$QUOTH" evidence
ends 2 "$QUOTH" evidence 0000000000
says 'no statement'
ends 2 "$QUOTH" evidence xyz

# Damage of each kind in an archive: named with its id, the rest is looked at all the same.
damage() { # WHAT-IS-SAID SQL
    cp a.quoth bad.quoth
    python3 -c 'import sqlite3, sys; db = sqlite3.connect("bad.quoth"); db.execute(sys.argv[1]); db.commit()' "$2"
    ends 4 "$QUOTH" verify -a bad.quoth
    grep -q "^DAMAGED $1" out || fail "'$2' is not named as '$1': $(cat out)"
    tail -n 1 out | grep -q '^[234] sources, ' || fail "verify did not go on: $(cat out)"
    ends 4 "$QUOTH" verify -a bad.quoth --format ndjson
    ends 4 "$QUOTH" doctor -a bad.quoth
}
damage 'source sha256:[0-9a-f]*: ' "UPDATE source SET bytes = (SELECT bytes FROM source WHERE source = 2) WHERE source = 1"
damage 'source sha256:[0-9a-f]*: ' "UPDATE source SET hash = zeroblob(32) WHERE source = 1"
damage 'capture [0-9a-f]*: its source is missing' "DELETE FROM source WHERE source = 1"
damage 'capture [0-9a-f]*: its id' "UPDATE capture SET url = 'https://forged.example/' WHERE capture = 1"
damage 'article sha256:[0-9a-f]*: ' "UPDATE article SET id = zeroblob(32) WHERE article = 1"
damage 'article sha256:[0-9a-f]*: ' "UPDATE article SET record = zeroblob(9) WHERE article = 1"
damage 'article sha256:[0-9a-f]*: ' "UPDATE article SET text = zeroblob(9) WHERE article = 1"
damage 'article sha256:[0-9a-f]*: it does not appear' "DELETE FROM appearance WHERE article = 1"
damage '[a-z]* [^ ]*: ' "UPDATE statements SET columns = zeroblob(length(columns)) WHERE article = 2"
damage '[a-z]* ' "UPDATE statements SET first = 1 WHERE article = 2"
damage 'article ' "DELETE FROM statements WHERE article = 2"
damage '[a-z]* ' "UPDATE statement_ids SET handles = zeroblob(length(handles))"
damage 'article [^ ]*: who speaks' "DELETE FROM voiced WHERE article = 1"
damage 'person ' "DELETE FROM spelling"
damage 'statement [0-9a-f]*: its words are not in the index' "DELETE FROM words_docsize WHERE id = 1"
damage '[a-z]*: ' "DELETE FROM words_data WHERE id > 10"
# What questions are asked of, one by one: rows of the index, of people, of appearances.
damage 'statement [0-9a-f]*: the words of the index' "INSERT INTO words (rowid, content) VALUES (1, 'quince')"
damage 'statement [0-9a-f]*: the words of the index' "INSERT INTO words (words, rowid, content) VALUES ('delete', 2, 'not')"
damage 'index: ' "UPDATE spelling_words_data SET block = zeroblob(length(block)) WHERE id > 10"
damage 'statement [0-9a-f]*: its speaker is not' "UPDATE spelling SET text = 'Jan Roe' WHERE text = 'Jane Roe'"
damage 'statement [0-9a-f]*: its speaker is not' "UPDATE spelling SET kind = 2"
damage 'person jane-roe: nobody' "UPDATE person SET name = 'Jan Roe' WHERE person = 'jane-roe'"
damage 'person jane-roe: how often' "UPDATE person SET statements = statements + 1 WHERE person = 'jane-roe'"
damage 'person jan-roe: ' "INSERT INTO person SELECT 'jan-roe', name, kind, statements FROM person WHERE person = 'jane-roe'"
damage 'person: \|person jane-roe: ' "UPDATE spelling SET person = 'jan-roe' WHERE person = 'jane-roe'"
damage 'person [a-z]*: an id leads' "INSERT INTO person_was VALUES ('x', 'nobody')"
damage 'article [^ ]*: title, address' "UPDATE appearance SET title = 'The mill' WHERE article = 3"
damage 'article [^ ]*: title, address' "UPDATE appearance SET address = 'https://lindholm.example/' WHERE article = 3"
damage 'article [^ ]*: title, address' "UPDATE appearance SET url = 7 WHERE article = 3"
damage 'article [^ ]*: title, address' "UPDATE appearance SET published = 700000 WHERE article = 1"
damage 'article [^ ]*: its statements have other days' "UPDATE statements SET captured = captured + 1 WHERE article = 1"
damage 'article [^ ]*: its statements have other days' "UPDATE statements SET published_to = 700000 WHERE article = 1"
damage 'article [^ ]*: ' "UPDATE appearance SET about = zeroblob(9) WHERE article = 3"
damage 'article [0-9]*: ' "INSERT INTO voiced VALUES (1, 99, 1, x'00')"
damage 'article [^ ]*: it is not told by what' "UPDATE article SET extractor = 99"
damage 'outlet ' "UPDATE appearance SET outlet = 99 WHERE article = 1"
# The ledger's chain.
ends 0 "$QUOTH" alias jane-roe 'Jane Doe'
damage 'ledger: entry 1 ' "UPDATE ledger SET payload = replace(payload, 'Doe', 'Roe')"
damage 'ledger: entry 1 ' "UPDATE ledger SET who = 'somebody'"
damage 'ledger: entry 1 ' "UPDATE ledger SET at = at + 1"
damage 'ledger: entry 1 ' "UPDATE ledger SET hash = zeroblob(32)"

# An article that another capture shows, too: how that one shows it is looked at as well.
cp crawl.warc again.warc
sed -i 's/2023-06-08T10:00:00Z/2023-06-09T10:00:00Z/' again.warc
ends 0 "$QUOTH" add --quiet again.warc
ends 0 "$QUOTH" verify
damage 'article [^ ]*: ' "UPDATE appearance SET about = zeroblob(9) WHERE capture = (SELECT max(capture) FROM capture)"
damage 'article [^ ]*: title, address' "UPDATE appearance SET title = 'x' WHERE capture = (SELECT max(capture) FROM capture)"

# Hostile words and names, characters beyond the basic plane before the statement, pieces.
cat >hostile.jsonl <<'END'
{"id": "h", "title": "</title><script>alert('1')</script> ]]> & \u202egnp.exe", "outlet": "<b onload=x>\"Post\"", "url": "https://lindholm.example/?a=<1>&b=\"2\"", "published": "2023-06-08", "text": "🦭🦭 The seals <i>came</i> ]]> back. “We 🦭 will not </blockquote><script> sell it,” said Jane Roe\u2069, the mayor, “to anybody at all.”"}
END
ends 0 "$QUOTH" add --quiet hostile.jsonl
cat >hostile.py <<'END'
import json, os, subprocess, zipfile, hashlib
from html.parser import HTMLParser
quoth = os.environ["QUOTH"]
rows = subprocess.run([quoth, "search", "--format", "ndjson", "--quiet", "sell"], stdout=subprocess.PIPE, check=True).stdout.splitlines()
ids = [r["id"] for r in map(json.loads, rows) if "🦭" in r["content"]["text"]]
assert ids, rows
class Page(HTMLParser):
    tags, words = [], ""
    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not any(k.startswith("on") or k in ("href", "src") for k, _ in attrs), attrs
    def handle_data(self, data): self.words += data
for id in ids:
    subprocess.run([quoth, "evidence", id, "-o", "h.zip", "--force"], check=True, stderr=subprocess.DEVNULL)
    z = zipfile.ZipFile("h.zip")
    assert z.testzip() is None and all(i.date_time == (1980, 1, 1, 0, 0, 0) for i in z.infolist())
    parts = {n: z.read(n) for n in z.namelist()}
    for line in parts["SHA256SUMS"].decode().splitlines():
        assert hashlib.sha256(parts[line[66:]]).hexdigest() == line[:64], line
    text, s, a = parts["article.txt"].decode(), json.loads(parts["statement.json"]), json.loads(parts["annotation.json"])
    assert hashlib.sha256(parts["article.txt"]).hexdigest() == s["article"]["id"][7:]
    targets = a["target"] if isinstance(a["target"], list) else [a["target"]]
    assert len(targets) == len(s["content"]["spans"])
    for target, (start, end) in zip(targets, s["content"]["spans"]):
        quote, place = target["selector"]
        assert (place["start"], place["end"]) == (start, end) and text[start:end] == quote["exact"]
        assert text[max(0, start - 32):start] == quote["prefix"] and text[end:end + 32] == quote["suffix"]
        assert target["state"]["cached"] in parts and target["state"]["sourceDate"].endswith("Z")
    assert a["created"].endswith("Z") and a["id"].endswith(id) and a["creator"]["type"] == "Software"
    page = Page()
    page.feed(parts["page.html"].decode())
    assert set(page.tags) <= {"html", "head", "meta", "title", "style", "body", "h1", "h2", "blockquote", "dl", "dt", "dd", "p", "mark", "code"}, page.tags
    assert "<script>" in page.words and not set(page.words) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
END
python3 hostile.py
# What a web archive held is read out of its record to the same text.
"$QUOTH" read parts/record.warc | python3 -c 'import json, sys; a = json.load(sys.stdin); assert a["text"] == open("parts/article.txt", encoding="utf-8", newline="").read()' || fail "the record reads otherwise"
# Each fiftieth byte of each part.
cat >bytes.py <<'END'
import os, subprocess, zipfile
z = zipfile.ZipFile("crawl.warc.zip")
parts = {n: z.read(n) for n in z.namelist()}
for name in parts:
    for at in range(3, len(parts[name]), 1 + len(parts[name]) // 25):
        data = bytearray(parts[name])
        data[at] ^= 1 << at % 8
        with zipfile.ZipFile("bad.zip", "w") as out:
            for n, d in parts.items():
                out.writestr(n, bytes(data) if n == name else d)
        done = subprocess.run([os.environ["QUOTH"], "verify", "bad.zip"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 4:
            print(name, at, done.returncode, done.stdout, done.stderr)
END
python3 bytes.py

# A title that stands in the text, of an article that came twice, is no damage.
cat >twice.jsonl <<'J'
{"outlet": "Herald", "published": "2021-03-04", "text": "Harbour stays open\n\n“We will not close the harbour,” said Jane Roe.\n"}
{"outlet": "Post", "published": "2021-03-02", "text": "Harbour stays open\n\n“We will not close the harbour,” said Jane Roe.\n"}
J
ends 0 "$QUOTH" add -q -a twice.quoth twice.jsonl
ends 0 "$QUOTH" verify -a twice.quoth
