# Completion of quoth in bash. What there is, quoth tells itself: commands in `quoth help`,
# options and their values in `quoth help COMMAND`, people in `quoth speakers`.

_quoth_commands() {
    "$1" help | sed -n 's/^  \([a-z-]*\)  *[^ ].*/\1/p'
}

# _quoth_people PROGRAM WORD…: those who say most in the archive that the words name, which
# are as they were typed, with quote marks and backslashes.
_quoth_people() {
    local program=$1 archive=()
    while shift && [ $# -gt 1 ]; do
        case $1 in -a | --archive) archive=(--archive "$(xargs printf %s <<<"$2")") ;; esac
    done
    "$program" speakers --quiet --format tsv --limit 1000 "${archive[@]}" | sed '1d; s/\t.*//'
}

# What stands for TAKES, the word by which help tells a value or the command's arguments.
_quoth_values() {
    local takes=$1 word=$2 program=$3
    shift 3
    case $takes in
    *FILE* | *PATH* | *FOLDER* | *INPUT*) compgen -f -- "$word" ;;
    *PERSON* | *SPEAKER* | *'NAME|ID' | *'[NAME]') compgen -W "$(_quoth_people "$program" "$@")" -- "$word" ;;
    *COMMAND*) compgen -W "$(_quoth_commands "$program")" -- "$word" ;;
    *[[:upper:]]*) ;;
    *) compgen -W "${takes//|/ }" -- "$word" ;;
    esac
}

_quoth() {
    local program=$1 word=${COMP_WORDS[COMP_CWORD]} words=() each help takes
    for each in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do # --format=json comes as three words
        [ "$each" = = ] || words+=("$each")
    done
    [ "$word" != = ] || word=
    if [ ${#words[@]} -eq 0 ]; then
        takes="COMMAND"
        [[ $word != -* ]] || takes="--help|--version"
    else
        help=$("$program" help "${words[0]}" 2>/dev/null) || return
        each=${words[-1]/#-a/--archive}
        takes=$(awk -v option="${each/#-o/--output}" \
            '$1 == option && /^  --[a-z-]* [^ ]/ { print $2 }' <<<"$help")
        if [ -z "$takes" ] && [[ $word == -* ]]; then
            takes=$(awk '/^  --/ { printf "%s|", $1 }' <<<"$help")
        elif [ -z "$takes" ]; then
            takes=$(sed -n '1s/.*\[OPTION\]… *//p' <<<"$help")
            [ "$takes" != PATH ] || return # of quoth get: no file's
        fi
    fi
    # Of no use in the shell below, so it stands here.
    case $takes in *FILE* | *PATH* | *FOLDER* | *INPUT*) compopt -o filenames 2>/dev/null ;; esac
    mapfile -t COMPREPLY < <(_quoth_values "$takes" "$word" "$program" "${words[@]}" 2>/dev/null)
}

complete -F _quoth quoth
