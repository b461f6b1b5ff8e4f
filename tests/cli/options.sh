# Where options may stand, and what they set.
. "$HELPERS"
report bridge >a.txt
report tower >--raw
ends 0 "$QUOTH" extract --format ndjson a.txt
[ -s out ] || fail "nothing found"
cp out want
ends 0 "$QUOTH" extract a.txt --format ndjson
same out want
ends 0 "$QUOTH" extract --format=json a.txt --format=ndjson # the last one counts
same out want
ends 0 "$QUOTH" extract --format ndjson -- --raw
grep -q tower out || fail "-- does not end the options"

ends 0 "$QUOTH" extract --format=json --outlet "The Herald" --url=https://example.org/a \
    --published 2023-06-08 a.txt
python3 - <<'P' || fail "options did not reach the article"
import json
article = json.load(open('out'))['article']
assert article['outlet'] == 'The Herald', article
assert article['url'] == 'https://example.org/a', article
assert article['published']['value'] == '2023-06-08', article
assert article['published']['precision'] == 'day', article
assert article['path'] == 'a.txt' and article['name'] == 'a', article
P

ends 0 sh -c '"$0" extract --format ndjson - <a.txt' "$QUOTH"
grep -q '“We will not sell the bridge,”' out || fail "- is not standard input"
line x tower >lines
ends 0 "$QUOTH" extract --from jsonl --format ndjson lines
grep -q '"name": "x"' out || fail "--from jsonl does not read JSON lines"
ends 0 "$QUOTH" extract --raw --format ndjson a.txt
[ -s out ] || fail "--raw found nothing"
printf '\223We will not sell,\224 said Jos\351 Doe, the mayor.\n' >latin.txt
ends 0 "$QUOTH" extract --charset windows-1252 --format json latin.txt
grep -q '“We will not sell,” said José Doe' out || fail "--charset was not used"
