# Who speaks in a headline is told by its form: never the outlet, and without the full stop.
. "$HELPERS"
under() { # FILE HEADLINE: a report under it
    printf '%s\n\nThe council met in Dorn Ferry on Monday, and the Herald said it was late. The chief of the harbour said the bridge was old.\n\nThe pier was built in 1931.\n' "$2" >"$1"
}
speakers() { # FILE [OPTION…]
    ends 0 "$QUOTH" extract --format ndjson "$@"
    python3 -c 'import json, sys
for line in open("out", encoding="utf8"):
    s = json.loads(line)
    if s["block"] == "headline": print((s["source"] or {}).get("text"))' >heads
}
under a.txt 'Bridge must close by May – harbour chief'
speakers a.txt
[ "$(cat heads)" = 'harbour chief' ] || fail "a dash: $(cat heads)"
under b.txt 'Bridge must close by May – The Herald'
speakers b.txt --outlet 'The Herald'
! grep -q Herald heads || fail "the outlet speaks"
under c.txt 'Harbour chief: bridge must close by May'
speakers c.txt
[ "$(cat heads)" = 'Harbour chief' ] || fail "a colon: $(cat heads)"
printf '{"title": "Bridge must close by May, says the harbour chief.", "text": "Bridge must close by May, says the harbour chief.\\n\\nThe council met in Dorn Ferry on Monday.\\n"}\n' >d.jsonl
speakers d.jsonl
[ "$(cat heads)" = 'the harbour chief' ] || fail "a full stop: $(cat heads)"
