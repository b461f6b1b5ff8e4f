# The man page lists the options of the table, in its order, with the same arguments.
. "$HELPERS"
ends 0 "$QUOTH" help extract
sed -n 's/^  --\([a-z-]*\) \([^ ]*\) .*/\1 \2/p; s/^  --\([a-z-]*\)  .*/\1 /p' out >table
sed -n 's/^\.It Fl -\([a-z-]*\) *\(Ar \(.*\)\)\{0,1\}$/\1 \3/p' "$HERE/../../man/quoth.1" >page
[ "$(wc -l <table)" -ge 10 ] || fail "too few options: $(cat table)"
same table page
for status in 0 2 3 5 130; do
    grep -qx ".It $status" "$HERE/../../man/quoth.1" || fail "exit status $status is missing"
done
