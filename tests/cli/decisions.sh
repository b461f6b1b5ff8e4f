# What was decided holds wherever it comes: after a load, a rebuild, and no longer once a
# forgetting took its words.
. "$HELPERS"
say 'Nikolai Lindholmov' bridge >1.txt
say 'Nikolay Lindholmov' tower >2.txt
say 'Jane Roe' quay >3.txt
say 'Nikolai Lindholmov' mill >4.txt
say 'Nikolai Lindholmov' lock >5.txt
ends 0 "$QUOTH" add -a a.quoth 1.txt 2.txt 3.txt 4.txt 5.txt

who() { # who speaks how often in archive $1
    ends 0 "$QUOTH" speakers -a "$1" --format tsv --quiet
    sort out >"$2"
}
who a.quoth undecided
tower=$(id_about tower -a a.quoth)
mill=$(id_about mill -a a.quoth)
lock=$(id_about lock -a a.quoth)
ends 0 "$QUOTH" split -a a.quoth nikolai-lindholmov "$tower" "$mill"
who a.quoth split
cmp -s undecided split && fail "nothing was split: $(cat split)"
ends 0 "$QUOTH" merge -a a.quoth nikolai-lindholmov jane-roe
ends 0 "$QUOTH" split -a a.quoth nikolai-lindholmov "$lock"
ends 0 "$QUOTH" undo -a a.quoth 2
who a.quoth wanted

# A new archive, one that has the captures, and one that has some.
ends 0 "$QUOTH" dump -a a.quoth a.nd
ends 0 "$QUOTH" load -a new.quoth a.nd
who new.quoth found
same wanted found
ends 0 "$QUOTH" add -a had.quoth 5.txt 4.txt 3.txt 2.txt 1.txt
who had.quoth found
same undecided found
ends 0 "$QUOTH" load -a had.quoth a.nd
who had.quoth found
same wanted found
ends 0 "$QUOTH" add -a some.quoth 2.txt
grep '"quoth-dump"\|"ledger"' a.nd >decisions.nd
ends 0 "$QUOTH" load -a some.quoth decisions.nd
ends 0 "$QUOTH" add -a some.quoth 4.txt 5.txt 3.txt 1.txt
who some.quoth found
same wanted found
for archive in new had some a; do
    ends 0 "$QUOTH" verify -a $archive.quoth
    ends 0 "$QUOTH" rebuild -a $archive.quoth
    who $archive.quoth found
    same wanted found
    ends 0 "$QUOTH" verify -a $archive.quoth
done

# Undone after a rebuild, and after a load.
for archive in a had; do
    ends 0 "$QUOTH" undo -a $archive.quoth 1
    ends 0 "$QUOTH" undo -a $archive.quoth 3
    who $archive.quoth found
    same undecided found
done

# One of two statements that were split off is forgotten, and with it the words of the split.
ends 0 "$QUOTH" forget -a new.quoth --statement "$mill" --why 'asked for' --yes
ends 0 "$QUOTH" forget -a new.quoth --statement "$lock" --why 'asked for' --yes
ends 0 "$QUOTH" add -a left.quoth 1.txt 2.txt 3.txt
who left.quoth wanted
who new.quoth found
same wanted found
ends 0 "$QUOTH" verify -a new.quoth

# A name that is no text is refused, and nothing is kept of it.
other=$(printf 'Ren\351')
ends 0 "$QUOTH" ledger -a left.quoth --format tsv
mv out before
ends 2 "$QUOTH" merge -a left.quoth --who "$other" nikolai-lindholmov jane-roe
says 'not UTF-8'
USER=$other ends 2 "$QUOTH" merge -a left.quoth nikolai-lindholmov jane-roe
USER=$other ends 2 "$QUOTH" forget -a left.quoth --statement "$tower" --why x --yes
says 'not UTF-8'
ends 0 "$QUOTH" ledger -a left.quoth --format tsv
same before out
