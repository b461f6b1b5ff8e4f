# What somebody said over the years: a chart, and rows in the order of their days.
. "$HELPERS"
export QUOTH_ARCHIVE=$TMP/news.quoth
for year in 2023 2017 2018; do
    report bridge >$year.txt
    echo "It was $year." >>$year.txt # another text
    ends 0 "$QUOTH" add -q --outlet "Herald $year" --published $year-06-08 $year.txt
done
ends 0 "$QUOTH" timeline Doe
[ "$(sed -n 's/^\([0-9]\{4\}\) █.* 2$/\1/p' out | tr '\n' ' ')" = "2017 2018 2023 " ] ||
    fail "no chart of three years: $(cat out)"
grep -q '⋮' out || fail "the years between are not told: $(cat out)"
[ "$(sed -n 's/.*Herald \([0-9]*\).*/\1/p' out | uniq | tr '\n' ' ')" = "2017 2018 2023 " ] ||
    fail "not in the order of days: $(cat out)"
for sign in ● ○; do
    grep -q "  $sign  " out || fail "no sign $sign: $(cat out)"
done
ends 0 "$QUOTH" timeline --format csv -q Doe kind:direct
[ "$(grep -c ',direct,' out)" -eq 3 ] && [ "$(wc -l <out)" -eq 4 ] || fail "not three: $(cat out)"
ends 0 "$QUOTH" timeline --format ndjson -q --until 2018 --date-of published "Jane Doe"
[ "$(wc -l <out)" -eq 4 ] || fail "not four rows: $(cat out)"
ends 0 "$QUOTH" timeline --limit 2 Doe
says "2 of 6; more: --after "
grep -q '^2023 █.* 2$' out || fail "the chart is of the page alone: $(cat out)"
ends 0 "$QUOTH" timeline --format csv -q Doe "kind:direct OR kind:indirect"
[ "$(wc -l <out)" -eq 7 ] || fail "OR goes over the speaker: $(cat out)"
ends 0 "$QUOTH" timeline Nobody # a list of nothing
empty out
says "nothing found"
ends 0 "$QUOTH" timeline Doe tower
ends 2 "$QUOTH" timeline
ends 2 "$QUOTH" timeline Doe 'said:20x7'

# What has no date is not drawn as if it had been said when it came.
report quay >undated.txt
ends 0 "$QUOTH" add -q undated.txt
ends 0 "$QUOTH" timeline Doe
grep -q '^in undated articles 2$' out || fail "undated statements are not told: $(cat out)"

# Several of one name: which one?
printf '“The tower stays,” said Arn Doe, the builder, on Monday. “We will not sell the tower,” Arn Doe added.\n' >other.txt
ends 0 "$QUOTH" add -q --published 2019-01-01 other.txt
ends 2 "$QUOTH" timeline Doe
says "2 are called so"
says arn-doe
says jane-doe
empty out
ends 2 "$QUOTH" timeline --format json Doe
python3 -c 'import json; assert json.load(open("err"))["status"] == 2' || exit 1
ends 0 "$QUOTH" timeline --format csv -q jane-doe kind:direct
[ "$(grep -c ',jane-doe,Jane Doe,' out)" -eq 4 ] || fail "not Jane Doe alone: $(cat out)"
