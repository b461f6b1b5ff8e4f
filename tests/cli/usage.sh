# Wrong usage: status 2, a message that helps, nothing on standard output.
. "$HELPERS"
report bridge >a.txt

wrong() { # MESSAGE ARGUMENT…
    message=$1
    shift
    ends 2 "$QUOTH" "$@"
    says "$message"
    empty out
}
wrong "quoth help" # no command
wrong "did you mean 'extract'" extrac a.txt
wrong "quoth extract a.txt" a.txt
wrong "there is no command 'nonsense'" nonsense
wrong "- is standard input" extract
wrong "- is standard input" extract --format json
wrong "unknown option '--formt'; did you mean '--format'?" extract --formt json a.txt
wrong "unknown option '--formt'; did you mean '--format'?" extract --formt=json a.txt
wrong "unknown option '--nonsense'" extract a.txt --nonsense
wrong "unknown option '-x'" extract -x a.txt
wrong "this command takes no '--format'" version --format json
wrong "--format takes ndjson|json|text, not 'xml'" extract --format xml a.txt
wrong "--format takes ndjson|json|text, not ''" extract --format= a.txt
wrong "--format takes ndjson|json|text, not 'ndjson|json'" extract --format 'ndjson|json' a.txt
wrong "--format needs a value: ndjson|json|text" extract a.txt --format
wrong "--raw takes no value" extract --raw=1 a.txt
wrong "--jobs takes a number from 0 to 256, not '257'" extract --jobs 257 a.txt
wrong "--jobs takes a number" extract --jobs -1 a.txt
wrong "--jobs takes a number" extract --jobs= a.txt
wrong "--jobs takes a number" extract --jobs 99999999999999999999 a.txt
wrong "--port takes a number from 0 to 65535, not 'http'" serve --port http
wrong "--port takes a number from 0 to 65535, not '65536'" serve --port 65536
wrong "--kernel takes c|avx2|vnni, not 'gpu'" extract --kernel gpu a.txt
wrong "nowhere.qmodel" extract --model nowhere.qmodel a.txt
wrong "nowhere.qmodel" extract a.txt --model=nowhere.qmodel
wrong "nowhere.qmodel: cannot open" extract --names nowhere.qmodel a.txt
models=$HERE/../../data/models
wrong "names.qmodel: model file is one of names, where one of statements is wanted" \
    extract --model "$models/names.qmodel" --names "$models/names.qmodel" a.txt
wrong "en.qmodel: model file is one of statements" \
    extract --model "$models/en.qmodel" --names "$models/en.qmodel" a.txt
wrong "version takes no input" version a.txt
wrong "there is no command 'nonsense'" help nonsense
wrong "help takes one command" help extract version
wrong "--from takes auto|text|html|warc|feed|jsonl, not 'pdf'" extract --from pdf a.txt
wrong "no-such-charset" extract --charset no-such-charset a.txt
wrong "no language: german" extract --language german a.txt
wrong "no date: yesterday" extract --published yesterday a.txt
QUOTH_KERNEL=gpu wrong gpu extract a.txt
