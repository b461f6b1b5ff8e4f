# bash, zsh and fish offer every command, each command's options and values, files and people.
. "$HELPERS"
PATH=$(dirname "$QUOTH"):$PATH
export PATH QUOTH_ARCHIVE="$TMP/herald.quoth"
report tower >report.txt
line one 'north bridge' >lines.jsonl
ends 0 quoth add --quiet -a "$QUOTH_ARCHIVE" report.txt
words() { LC_ALL=C sort | paste -sd ' ' -; }

# expect LINE WORDS: what each shell must offer for LINE.
expect() { printf '%s: %s\n' "$1" "$2" >>expected; }

commands=$(quoth help | sed -n 's/^  \([a-z-]*\)  *[^ ].*/\1/p')
expect 'quoth ' "$(printf '%s\n' "$commands" | words)"
expect 'quoth help ' "$(printf '%s\n' "$commands" | words)"
expect 'quoth never' never-merge
expect 'quoth --' '--help --version'
for command in $commands; do
    quoth help "$command" >help
    expect "quoth $command --" "$(sed -n 's/^  \(--[a-z-]*\) .*/\1/p' help | words)"
    sed -n 's/^  --\([a-z-]*\) \([a-z0-9]*|[a-z|0-9]*\).*/\1 \2/p' help >values
    while read -r option values; do
        expect "quoth $command --$option " "$(echo "$values" | tr '|' '\n' | words)"
    done <values
done
[ "$(wc -l <expected)" -ge 60 ] || fail "too little is looked at: $(cat expected)"
expect 'quoth search --format=t' 'table tsv'
expect 'quoth extract --from jsonl li' lines.jsonl
expect 'quoth add rep' report.txt
expect 'quoth search --archive her' "$(ls -d her* | words)"
expect 'quoth evidence -o rep' report.txt
expect 'quoth timeline jane' jane-doe
expect 'quoth merge -a herald.quoth jane' jane-doe
expect 'quoth merge -a "herald.quoth" jane' jane-doe
expect 'quoth forget --speaker jane' jane-doe
expect 'quoth merge -a no.quoth jane' ''
expect 'quoth get rep' ''
expect 'quoth search rep' ''
expect 'quoth add --outlet rep' ''
expect 'quoth nonsense rep' ''

sed 's/:[^:]*$//' expected >asked
for shell in bash zsh fish; do
    command -v $shell >where || fail "$shell is not installed"
    HOME=$TMP "$HERE/../completion/$shell" "$HERE/../../completions" <asked >offered 2>errors ||
        fail "$shell: $(cat errors)"
    diff expected offered || fail "$shell offers something else: $(cat errors)"
done
