# The man page lists the options of the table, in its order, with the same arguments.
. "$HELPERS"
ends 0 "$QUOTH" help extract
sed -n 's/^  --\([a-z-]*\) \([^ ]*\) .*/\1 \2/p; s/^  --\([a-z-]*\)  .*/\1 /p' out >table
sed -n 's/^\.It Fl -\([a-z-]*\) *\(Ar \(.*\)\)\{0,1\}$/\1 \3/p' "$HERE/../../man/quoth.1" >page
[ "$(wc -l <table)" -ge 10 ] || fail "too few options: $(cat table)"
same table page
page=$HERE/../../man/quoth.1
report tower >a.txt
ends 0 "$QUOTH" read a.txt
for key in $(python3 -c 'import json; one = json.load(open("out")); print(*one, *one["blocks"][0])'); do
    sed -n '/prints an object with these keys/,/^\.El/p' "$page" | grep -qw "$key" ||
        fail "the key $key of read is missing"
done
for kind in body headline standfirst list table quote post turn; do
    grep -A2 -F '.It Li block , confidence' "$page" | grep -qw $kind || fail "the block $kind is missing"
done
for status in 0 2 3 5 130; do
    grep -qx ".It $status" "$page" || fail "exit status $status is missing"
done
