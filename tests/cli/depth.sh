# Statements inside statements have no depth of their own; where the limit of what is read again
# is reached, the statement that is not looked into says so.
. "$HELPERS"
nested() { # DEPTH
    python3 -c 'import sys
names = ["the mayor", "the envoy", "the clerk", "the pilot"]
text = " ".join(f"{names[i % 4]} said that" for i in range(int(sys.argv[1])))
print(text[0].upper() + text[1:] + " it rained.")' "$1" >a.txt
    ends 0 "$QUOTH" extract --format ndjson a.txt
}
nested 30
[ "$(wc -l <out)" = 30 ] || fail "thirty levels: $(wc -l <out)"
grep -q inside-not-read out && fail "thirty levels are too many"
nested 2000
grep -q '"flags": \["inside-not-read"\]' out || fail "what is not read does not say so"
