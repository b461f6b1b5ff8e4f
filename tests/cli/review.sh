# Statements are accepted, rejected, given to speakers and edited in the ledger: that outlives
# a rebuild and a load, is undone, forgotten with its statement, and written for training.
. "$HELPERS"
printf 'The council met on Monday.\n\n“We will not sell the bridge,” said Jane Roe, the mayor of Tolva.\n' >1.txt
printf 'It rained 😀 in Tolva.\n\n“The quay is shut,” said Arn Lindholm, the harbour master.\n' >2.txt
printf 'On Tuesday it rained.\n\n“The mill will open,” said Ebba Harsk, the owner.\n' >3.txt
ends 0 "$QUOTH" add -a a.quoth 1.txt 2.txt 3.txt
bridge=$(id_about bridge -a a.quoth)
quay=$(id_about quay -a a.quoth)
mill=$(id_about mill -a a.quoth)
rows() { # who says what in archive $1, and how it was judged
    ends 0 "$QUOTH" search -a "$1" --all --sort doubt --format json --quiet ''
    python3 - "$2" <<'P'
import json, sys
rows = json.load(open('out'))['rows']
told = sorted((row['id'], row['person'] and (row['person']['id'], row['person']['name']),
               row['review'] and (row['review']['judged'], row['review']['entry'], row['review']['who'])) for row in rows)
print(*told, sep='\n', file=open(sys.argv[1], 'w'))
P
}
rows a.quoth untouched

ends 0 "$QUOTH" accept -a a.quoth --who 'Odd Harsk' --why 'it says so' "$bridge" "$quay"
ends 0 "$QUOTH" reject -a a.quoth --who 'Odd Harsk' "$mill"
ends 0 "$QUOTH" speaker -a a.quoth jane-roe "$quay"
ends 0 "$QUOTH" speaker -a a.quoth 'Sanne Tolva' "$mill"
ends 0 "$QUOTH" rename -a a.quoth jane-roe 'Jane Q. Roe'
rows a.quoth wanted
grep -q "$bridge.*'jane-roe', 'Jane Q. Roe'.*'accepted', 1, 'Odd Harsk'" wanted || fail "bridge: $(cat wanted)"
grep -q "$quay.*'jane-roe', 'Jane Q. Roe'.*'accepted', 1" wanted || fail "quay: $(cat wanted)"
grep -q "$mill.*'sanne-tolva', 'Sanne Tolva'.*'rejected', 2" wanted || fail "mill: $(cat wanted)"
ends 0 "$QUOTH" ledger -a a.quoth
for words in '2 statements' 'accepted' '1 statement is' 'rejected' 'jane-roe goes by'; do
    grep -q "$words" out || fail "the ledger does not say $words: $(cat out)"
done
ends 0 "$QUOTH" search -a a.quoth --quiet --format tsv -- is:reviewed -is:rejected
[ "$(tail -n +2 out | wc -l)" -eq 2 ] || fail "reviewed and not rejected: $(cat out)"
ends 0 "$QUOTH" show -a a.quoth "$mill"
grep -q 'rejected by Odd Harsk' out || fail "show does not tell the review"
ends 2 "$QUOTH" accept -a a.quoth 0123456789abcdef0123456789abcdef
ends 2 "$QUOTH" accept -a a.quoth
ends 2 "$QUOTH" accept -a a.quoth 01234567
says '01234567 is no whole id of a statement, which has 32 digits'
ends 2 "$QUOTH" reject -a a.quoth 01234567
ends 2 "$QUOTH" rename -a a.quoth jane-roe

# Wherever it comes, and whatever is read again.
ends 0 "$QUOTH" dump -a a.quoth a.nd
ends 0 "$QUOTH" load -a new.quoth a.nd
ends 0 "$QUOTH" add -a had.quoth 3.txt 2.txt 1.txt
grep '"quoth-dump"\|"ledger"' a.nd >decisions.nd
ends 0 "$QUOTH" load -a had.quoth decisions.nd
ends 0 "$QUOTH" load -a before.quoth decisions.nd
ends 0 "$QUOTH" add -a before.quoth 2.txt 1.txt 3.txt
for archive in a new had before; do
    rows $archive.quoth found
    same wanted found
    ends 0 "$QUOTH" verify -a $archive.quoth
    ends 0 "$QUOTH" rebuild -a $archive.quoth
    rows $archive.quoth found
    same wanted found
    ends 0 "$QUOTH" verify -a $archive.quoth
done

# For training: places are those of the text, and a rejected statement is none.
ends 0 "$QUOTH" brat -a a.quoth brat
[ "$(ls brat | wc -l)" -eq 7 ] || fail "files: $(ls brat)"
python3 - <<'P' || exit 1
import glob, re
told = 0
for name in glob.glob('brat/*.ann'):
    text = open(name[:-3] + 'txt', encoding='utf8', newline='').read()
    marks = {}
    for line in open(name, encoding='utf8', newline='\n'):
        key, what, *covered = line.rstrip('\n').split('\t')
        marks[key] = what
        if key[0] == 'T':
            kind, places = what.split(' ', 1)
            parts = [tuple(map(int, place.split())) for place in places.split(';')]
            assert ' '.join(text[a:b] for a, b in parts).replace('\n', ' ') == covered[0], line
        if key[0] == 'E':
            assert re.fullmatch(r'Cue:T\d+ Source:T\d+ Content:T\d+', what), line
            told += 1
    assert 'mill' not in text or not marks, marks
assert told == 2, told
P
ends 0 "$QUOTH" brat -a had.quoth --all brat2
rm -r brat2

# Taken back one by one, the last first.
for entry in 5 4 3 2 1; do
    ends 0 "$QUOTH" undo -a had.quoth $entry
done
rows had.quoth found
same untouched found

# What was said of a statement goes with it.
ends 0 "$QUOTH" forget -a new.quoth --statement "$mill" --why 'asked for' --yes
grep -q "$mill\|Sanne" new.quoth && fail "a statement that is forgotten is in the file"
ends 0 "$QUOTH" verify -a new.quoth
ends 0 "$QUOTH" search -a new.quoth --quiet --format tsv is:accepted
[ "$(tail -n +2 out | wc -l)" -eq 2 ] || fail "accepted: $(cat out)"
