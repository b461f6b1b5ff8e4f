# Completion of quoth in fish. What there is, quoth tells itself: commands in `quoth help`,
# options and their values in `quoth help COMMAND`, people in `quoth speakers`.

function __quoth_commands
    $argv[1] help | string replace -rf '^  ([a-z-]+) +([^ ].*)' '$1\t$2'
end

# Those who say most in the archive that the words name, their names beside their ids.
function __quoth_people
    set -l archive
    for at in (seq 2 (count $argv))
        switch $argv[$at]
            case -a --archive
                test $at -lt (count $argv); and set archive --archive $argv[(math $at + 1)]
            case '--archive=*'
                set archive $argv[$at]
        end
    end
    $argv[1] speakers --quiet --format tsv --limit 1000 $archive 2>/dev/null |
        string replace -rf '^(?!id\t)([^\t]*)\t([^\t]*).*' '$1\t$2'
end

# __quoth_values TAKES WORD BEFORE TOKEN…: what stands for TAKES, the word by which help tells
# a value or the command's arguments. BEFORE is what is written before the value.
function __quoth_values
    set -l takes $argv[1]
    set -l tokens $argv[4..]
    switch $takes
        case '*FILE*' '*PATH*' '*FOLDER*' '*INPUT*'
            __fish_complete_path $argv[2] | string replace -r '^' -- $argv[3]
        case '*PERSON*' '*SPEAKER*' '*NAME|ID' '*[NAME]'
            __quoth_people $tokens | string replace -r '^' -- $argv[3]
        case '*COMMAND*'
            __quoth_commands $tokens[1]
        case '*'
            string match -qr '[A-Z]' -- $takes; or string split '|' -- $takes | string replace -r '^' -- $argv[3]
    end
end

function __quoth_complete
    set -l tokens (commandline -opc)
    set -l word (commandline -ct)
    if test (count $tokens) -eq 1
        if string match -q -- '-*' $word
            printf '%s\n' --help --version
        else
            __quoth_commands $tokens[1]
        end
        return
    end
    set -l help ($tokens[1] help $tokens[2] 2>/dev/null); or return
    set -l option $tokens[-1]
    set -l before ''
    if string match -qr '^--[a-z-]+=' -- $word
        set option (string replace -r '=.*' '' -- $word)
        set before $option=
        set word (string replace -r '^[^=]*=' '' -- $word)
    end
    switch $option
        case -a
            set option --archive
        case -o
            set option --output
    end
    set -l takes
    if string match -qr '^--[a-z-]+$' -- $option
        set takes (string replace -rf "^  $option ([^ ]+)( .*)?\$" '$1' -- $help)
    end
    if set -q takes[1]
        __quoth_values $takes "$word" "$before" $tokens
    else if string match -q -- '-*' $word
        string replace -rf '^  (--[a-z-]+)(?: [^ ]+)?(?: +([^ ].*))?$' '$1\t$2' -- $help
    else
        set takes (string replace -rf '.*\[OPTION\]… *' '' -- $help[1])
        # The PATH of quoth get is no file's.
        test "$takes" = PATH; or __quoth_values "$takes" "$word" '' $tokens
    end
end

complete -c quoth -f -a '(__quoth_complete)'
