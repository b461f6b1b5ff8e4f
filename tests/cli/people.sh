# quoth speakers, merge, split, alias, never-merge, undo, ledger: who is one, and who says so.
. "$HELPERS"
export QUOTH_ARCHIVE=$PWD/a.quoth
say 'Nikolai Lindholmov' bridge >1.txt
say 'Nikolay Lindholmov' tower >2.txt
say 'Jane Roe' quay >3.txt
ends 0 "$QUOTH" add 1.txt 2.txt 3.txt

# people: who is in the archive.
people() {
    ends 0 "$QUOTH" speakers --format tsv --quiet
    cut -f1 out | tail -n +2 | sort >found
    printf '%s\n' "$@" >wanted
    same wanted found
}

people jane-roe nikolai-lindholmov
ends 0 "$QUOTH" speakers lindholmov --format json
grep -q '"spellings": \["Nikolai Lindholmov", "Nikolay Lindholmov"\]' out || fail "spellings: $(cat out)"
grep -q '"statements": 2, "articles": 2' out || fail "numbers: $(cat out)"
ends 0 "$QUOTH" speakers nikolay-lindholmov --format csv
grep -q '^nikolai-lindholmov,' out || fail "an id does not lead: $(cat out)"
ends 0 "$QUOTH" speakers --limit 1 --format ndjson --page-info
next=$(sed -n 's/.*"next": "\([^"]*\)".*/\1/p' out)
ends 0 "$QUOTH" speakers --limit 1 --after "$next" --format csv
[ "$(grep -c . out)" = 2 ] || fail "no second page: $(cat out)"
ends 2 "$QUOTH" speakers roe --after "$next"

# Decisions, and what makes no sense.
ends 0 "$QUOTH" merge nikolai-lindholmov 'Jane Roe' --who Odd --why 'a pen name'
people nikolai-lindholmov
ends 2 "$QUOTH" merge nikolai-lindholmov jane-roe
ends 2 "$QUOTH" merge nikolai-lindholmov nobody
ends 2 "$QUOTH" merge nikolai-lindholmov
ends 0 "$QUOTH" undo 1
people jane-roe nikolai-lindholmov
ends 2 "$QUOTH" undo 1
ends 2 "$QUOTH" undo 17
ends 2 "$QUOTH" undo x
ends 0 "$QUOTH" never-merge nikolai-lindholmov jane-roe
ends 2 "$QUOTH" merge nikolai-lindholmov jane-roe
ends 2 "$QUOTH" split jane-roe 'Jane Roe'

# A statement that somebody else said, and back.
id=$(id_about 'speaker:lindholmov tower')
ends 0 "$QUOTH" split nikolai-lindholmov "$id"
ends 0 "$QUOTH" speakers --format tsv --quiet
grep -q '^nikolai-lindholmov-[0-9a-f]\{6\}	' out || fail "not split: $(cat out)"
ends 0 "$QUOTH" verify
ends 2 "$QUOTH" split nikolai-lindholmov "$id"
ends 0 "$QUOTH" undo 4
people jane-roe nikolai-lindholmov
ends 0 "$QUOTH" verify

# A name that is decided on is kept for whoever comes.
ends 0 "$QUOTH" alias jane-roe 'Ebba Harsk'
say 'Ebba Harsk' lock >4.txt
ends 0 "$QUOTH" add 4.txt
people jane-roe nikolai-lindholmov
ends 0 "$QUOTH" ledger
grep -q '^entry  day         verb ' out || fail "a table that says not what is what: $(cat out)"
ends 0 "$QUOTH" ledger --format tsv
cut -f1,3-6 out >found
printf '1\tOdd\tmerge\tundone\t\n' >wanted
sed -n 2p found | cmp - wanted || fail "ledger: $(cat out)"
[ "$(grep -c . out)" = 7 ] || fail "ledger: $(cat out)"
ends 0 env COLUMNS=80 "$QUOTH" ledger
grep -q '^    1  ....-..-..  merge        undone     jane-roe is' out || fail "no table: $(cat out)"

# An id is one's, whoever else has its words; a name that nobody has is no failure.
say 'Jane Roe Tolva' dock >5.txt
ends 0 "$QUOTH" add 5.txt
people jane-roe jane-roe-tolva nikolai-lindholmov
ends 0 "$QUOTH" speakers jane-roe --format csv
[ "$(grep -c . out)" = 2 ] || fail "an id is several: $(cat out)"
ends 0 env COLUMNS=80 "$QUOTH" speakers jane-roe
grep -q '^spellings  Ebba Harsk; Jane Roe$' out || fail "one is not told line by line: $(cat out)"
ends 0 "$QUOTH" speakers 'jane roe' --format csv
[ "$(grep -c . out)" = 3 ] || fail "a name is one: $(cat out)"
ends 0 "$QUOTH" speakers Nobody --format csv
grep -q 'nobody here is called Nobody' err || fail "not said: $(cat err)"

# Nearly one id out of two blocks: whatever came last, people are the same.
say 'Jane McLindholm' spire >8.txt
say 'Jane Mc-Lindholm' sluice >9.txt
for order in '8.txt 9.txt' '9.txt 8.txt'; do
    rm -f c.quoth
    for input in $order; do
        ends 0 "$QUOTH" add --quiet -a c.quoth $input
    done
    ends 0 "$QUOTH" verify -a c.quoth
    ends 0 "$QUOTH" speakers --format tsv --quiet -a c.quoth
    cut -f1-4 out >found
    [ -e wanted-c ] || cp found wanted-c
    same wanted-c found
done
