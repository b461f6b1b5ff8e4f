# Three reports of six years name one man in two spellings, and tell their date, outlet and
# through whom the words came: all of it is in the timeline, in order.
. "$HELPERS"
export QUOTH_ARCHIVE=$TMP/news.quoth
cat >interview.txt <<'END'
Tavria's Security Board expects headway in talks with Mirev on timber

January 16, 2017 Velpress

Secretary of the Tavrian Security Board Nikolai Oskarev expects headway in talks with Mirev on stolen timber.

"Regrettably, the last cabinet liked photographs (of logs) better than talks," he said in an interview with the Lindholm Gazette, which will be printed on January 17. "That is why the thieves have had three easy summers."

"The new cabinet will name a partner for us by the autumn," he added.
END
cat >meeting.txt <<'END'
Secretary of Tavria's Security Board Nikolay Oskarev © The Herald / Arn Lind
Tavria will answer any attack on its harbours, the secretary of Tavria's Security Board said at a forum in Sornau on Tuesday.

“Our harbours are safe,” Nikolay Oskarev told the forum, as cited by Mirev Wire. “Whoever tries it will be sorry.”

Oskarev added that talks go on.
END
cat >briefing.txt <<'END'
8 Jun, 2023 12:05

HomeTavria News

Neighbour closes its border by its own choice – Oskarev

Mirev has lost the right to decide for itself, the secretary of the Security Board, Nikolai Oskarev, told reporters in Dorn on Thursday.

“They [the ministers] do what the Hansa tells them,” Oskarev said, according to Mirev Wire.
END
ends 0 "$QUOTH" add -q --outlet Velpress --published 2017-01-16 interview.txt
ends 0 "$QUOTH" add -q --outlet "The Herald" --published 2018-04-24 meeting.txt
ends 0 "$QUOTH" add -q --outlet "Tavria Today" briefing.txt

# One man, one id, both spellings.
ends 0 "$QUOTH" speakers --format json Oskarev
python3 - <<'P' || exit 1
import json
answer = json.load(open('out'))
assert answer['total'] == 1, answer
(one,) = answer['rows']
assert sorted(one['spellings']) == ['Nikolai Oskarev', 'Nikolay Oskarev'], one
assert one['articles'] == 3 and one['first'] == '2017-01-16' and one['last'] == '2023-06-08', one
P
ends 0 "$QUOTH" speakers Oskarev
for words in 'said       8' 'first      2017-01-16' 'spellings  Nikolai Oskarev; Nikolay Oskarev'; do
    grep -qF "$words" out || fail "the table of one does not say '$words': $(cat out)"
done

# The years in order; each row with its outlet, and via where the text tells it.
ends 0 "$QUOTH" timeline -q --format ndjson Oskarev
python3 - <<'P' || exit 1
import json
rows = [json.loads(line) for line in open('out')]
assert {row['person']['id'] for row in rows} == {'nikolai-oskarev'}, rows
years = [row['date']['value'][:4] for row in rows]
assert years == sorted(years) and set(years) == {'2017', '2018', '2023'}, years
outlets = {'2017': 'Velpress', '2018': 'The Herald', '2023': 'Tavria Today'}
via = {'2017': 'Lindholm Gazette', '2018': 'Mirev Wire', '2023': 'Mirev Wire'}
for year in outlets:
    of = [row for row in rows if row['date']['value'][:4] == year]
    assert {row['article']['outlet'] for row in of} == {outlets[year]}, of
    names = {one['name'] for row in of for one in row['via']}
    assert via[year] in names, (year, names)
P
ends 0 "$QUOTH" timeline Oskarev
[ "$(sed -n 's/^\([0-9]\{4\}\) █.*/\1/p' out | tr '\n' ' ')" = "2017 2018 2023 " ] ||
    fail "no chart of three years: $(cat out)"

# What is told by the text itself (a title, a date) comes back with it.
ends 0 "$QUOTH" timeline -q --format csv Oskarev
for id in $(sed -n '2,$s/,.*//p' out); do
    ends 0 "$QUOTH" show "$id"
    grep -qF 'where it was found' out || fail "show does not tell where: $(cat out)"
    "$QUOTH" show --format json "$id" >one
    ends 0 "$QUOTH" article "$(python3 -c 'import json; print(json.load(open("one"))["article"]["id"])')"
    grep -qF 'where it was found' out || fail "article does not tell where: $(cat out)"
done
