# An article that is not English gives no statements, and says why; --language overrules.
. "$HELPERS"
report bridge >en.txt
printf 'Der Rat tagte am Montag. „Wir werden die Brücke nicht verkaufen“, sagte Jane Doe.\n' >de.txt
why='the article is in German (de), the model reads English (en)'
note="de.txt: no statements of de: $why; --language overrules"

ends 0 "$QUOTH" extract --format ndjson en.txt
empty err
mv out want
ends 0 "$QUOTH" extract --format ndjson de.txt en.txt de.txt
same out want
[ "$(cat err)" = "quoth: $note
quoth: $note" ] || fail "not one note an article: $(cat err)"

ends 0 "$QUOTH" extract --format json de.txt
empty err
grep -q "\"language\": \"de\", \"text\": .*\"statements\": \[\], \"why\": \"$why\"}\$" out ||
    fail "json does not say why: $(cat out)"
ends 0 "$QUOTH" extract de.txt
empty err
tr -s '\n ' '  ' <out | grep -qF "not read: $why" || fail "the text does not say why: $(cat out)"

ends 0 "$QUOTH" extract --format json --language en de.txt
grep -q '"language": "en", .*"why": null}$' out || fail "--language en does not overrule"
ends 0 "$QUOTH" extract --format ndjson --language=fr-CA en.txt
empty out
says "en.txt: no statements of en: the article is in French (fr-CA), the model reads English (en)"
ends 0 "$QUOTH" extract --format ndjson --language cy - <en.txt
says "standard input: no statements of -: the article is in another language (cy), the model"

# A record's own field wins over its text, but not over the option.
sed 's/.*/“We will not sell,” said Jane Doe, the mayor./' en.txt | head -n 1 >line
printf '{"id": "7", "text": "%s", "language": "de"}\n' "$(cat line)" >a.jsonl
ends 0 "$QUOTH" extract --format ndjson a.jsonl
empty out
says "a.jsonl: no statements of 7: the article is in German (de)"
ends 0 "$QUOTH" extract --format ndjson --language en a.jsonl
grep -q '"language": "en"' out || fail "the option does not win over the record"
