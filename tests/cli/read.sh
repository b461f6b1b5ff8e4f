# quoth read: an article a line, its blocks and what they tell; no model is needed.
. "$HELPERS"
cat >a.txt <<'T'
Council drops the bridge
By Jane Doe and Al Roe
8 Jun, 2031 12:05
The mayor said: “We will not sell the bridge,
Advertisement
not today.”
It was raining. (RELATED: Other Bridges)
T
line x tower >b.jsonl
printf '{"text": "It rained.", "authors": ["Zoë Poe", null, ""], "title": "Rain"}\n' >>b.jsonl
printf '{"text": "It rained.", "authors": "Zoë Poe"}\n{"text": "It rained.", "authors": null}\n' >>b.jsonl
ends 0 "$QUOTH" read --outlet "The Herald" a.txt b.jsonl
empty err
python3 - <<'P' || exit 1
import json
KEYS = ('name id path url outlet title authors published modified language '
        'canonical section guid told_by text body blocks').split()
articles = [json.loads(line) for line in open('out', encoding='utf8')]
for one in articles:
    assert list(one) == KEYS, list(one)
    assert one['outlet'] == 'The Herald' and one['modified'] is None
first = articles[0]
assert first['text'] == open('a.txt', encoding='utf8').read()
assert first['title'] == 'Council drops the bridge'
assert first['authors'] == ['Jane Doe', 'Al Roe'], first['authors']
assert first['published'] == {'value': '2031-06-08T12:05', 'precision': 'minute',
                              'text': '8 Jun, 2031 12:05'}, first['published']
cut = [(b['kind'], first['text'][b['span'][0]:b['span'][1]]) for b in first['blocks']]
assert cut[3] == ('body', 'The mayor said: “We will not sell the bridge,'), cut
assert cut[5] == ('body', 'not today.”') and first['blocks'][5]['flags'] == ['goes-on'], cut
assert cut[7] == ('furniture', '(RELATED: Other Bridges)'), cut
assert first['body'] == ('The mayor said: “We will not sell the bridge, not today.”\n\n'
                         'It was raining.'), first['body']
assert [a['authors'] for a in articles[2:]] == [['Zoë Poe'], ['Zoë Poe'], []]
assert [a['name'] for a in articles] == ['a', 'x', '2', '3', '4']
P
ends 0 "$QUOTH" read --format text a.txt
grep -qx 'headline    Council drops the bridge' out || fail "no headline in the text"
grep -qx 'body+       not today.”' out || fail "no mark where a body goes on"
printf 'Council drops the bridge\nNobody will miss it\nCouncil drops the bridge\nIt was old, they said.\n' >c.txt
ends 0 "$QUOTH" read --format text c.txt
grep -qx 'headline=   Council drops the bridge' out || fail "no mark where a headline is repeated: $(cat out)"
! grep -q '+' out || fail "a mark where nothing goes on"
ends 0 sh -c '"$0" read - <a.txt' "$QUOTH"
grep -q '"title": "Council drops the bridge"' out || fail "- is not standard input"
ends 2 "$QUOTH" read
says "read needs an INPUT"
ends 2 "$QUOTH" read --format ndjson a.txt
says "--format takes json|text"
ends 2 "$QUOTH" read --model x a.txt
says "this command takes no '--model'"
ends 3 "$QUOTH" read nowhere.txt a.txt
says nowhere.txt
[ "$(wc -l <out)" -eq 1 ] || fail "the good input is missing"
ends 0 "$QUOTH" read --jobs 1 b.jsonl a.txt
cp out one
ends 0 "$QUOTH" read --jobs 4 b.jsonl a.txt
same out one

# A file's name tells the date where nothing else does.
report tower >2031-06-03-tower.txt
report tower >2031-tower.txt
report tower >2031st.txt
for wanted in '2031-06-03-tower 2031-06-03 day' '2031-tower 2031 year' '2031st None None'; do
    set -- $wanted
    ends 0 "$QUOTH" read "$1.txt"
    got=$(python3 -c 'import json; d = json.load(open("out"))["published"] or {}
print(d.get("value"), d.get("precision"))')
    [ "$got" = "$2 $3" ] || fail "$1 is dated $got"
done
ends 0 "$QUOTH" read --published 2030 2031-tower.txt
grep -q '"value": "2030"' out || fail "a file's name wins over --published"
