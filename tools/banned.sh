#!/bin/bash
# Calls that we do without, and file names that stand twice.
#     anywhere       what writes past its end, cannot fail well, or is not for threads
#     in src/        printing, exit, abort: a library leaves these to the program
#     in src/        malloc and free outside base/: memory is an arena's
# tools/banned.allow lists the files that may all the same, `FILE CALL`; it only shrinks.
cd "$(dirname "$0")/.." || exit 1
shopt -s nullglob
allow=tools/banned.allow
broken=0 used=$(mktemp)
trap 'rm -f "$used"' EXIT

complain() {
    echo "banned: $1" >&2
    broken=1
}

anywhere='strcpy strcat stpcpy strncat sprintf vsprintf gets scanf fscanf vscanf alloca
    atoi atol atoll atof strtok localtime gmtime ctime asctime rand srand setjmp longjmp
    system popen tmpnam tempnam mktemp syscall dlopen dlsym asm __asm __asm__'
library='printf fprintf vprintf vfprintf dprintf puts fputs putchar putc fputc perror syslog
    err errx warn warnx stdin stdout stderr exit _exit _Exit quick_exit atexit abort assert
    raise kill signal sigaction fork setenv putenv setlocale'
memory='malloc calloc realloc reallocarray aligned_alloc posix_memalign strdup strndup free
    getline getdelim open_memstream asprintf vasprintf'

# `FILE NAME` for each banned name that a file has anywhere but in comments, in strings and
# behind a dot or an arrow: a pointer to it, a macro of it, one in brackets count as calls.
mentions() {
    for file in src/*.[ch] src/*/*.[ch] src/*/*/*.[ch] cli/*.[ch] web/*.[ch]; do
        echo "#file $file"
        gcc -fpreprocessed -dD -E -w -x c "$file"
    done | awk -v anywhere="$anywhere" -v library="$library" -v memory="$memory" '
        function ban(names, as, list, i) {
            for (i = split(names, list); i > 0; i--) banned[list[i]] = as
        }
        BEGIN { ban(anywhere, 1); ban(library, 2); ban(memory, 3) }
        /^#file / { file = $2; where = file ~ /^src\/base\// ? 2 : file ~ /^src\// ? 3 : 1; next }
        /^ *# *include/ { next }
        {
            gsub(/"([^"\\]|\\.)*"|\047([^\047\\]|\\.)+\047/, "\"\"")
            gsub(/format\(printf,/, "") # an attribute
            gsub(/(\.|->) *[A-Za-z_][A-Za-z0-9_]*/, " ")
            gsub(/__builtin_/, " ")
            for (i = split($0, words, /[^A-Za-z0-9_]+/); i > 0; i--)
                if (banned[words[i]] && banned[words[i]] <= where) print file, words[i]
        }' | sort -u
}

while read -r file name; do
    if grep -qxF "$file $name" "$allow"; then
        echo "$file $name" >>"$used"
    else
        complain "$file calls $name"
    fi
done < <(mentions)
while read -r line; do
    grep -qxF "$line" "$used" || complain "$allow: '$line' is not needed any more, remove it"
done < <(grep -v '^#' "$allow")

sources=(include/*.h src/*.[chS] src/*/*.[chS] src/*/*/*.[chS] cli/*.[ch] fuzz/*.c tests/*/*.[ch])
twice=$(printf '%s\n' "${sources[@]##*/}" | sort | uniq -d)
[ -z "$twice" ] || complain "two files of one name: $twice"

exit $broken
