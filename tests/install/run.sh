#!/bin/bash
# make install into a folder: what is there, that a program links with it, shared and static, and
# that make uninstall takes it all away. Uses what is built in build/.
cd "$(dirname "$0")/../.." || exit 1
suite=install
. tests/expect.sh

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
install() { make --no-print-directory "$1" DESTDIR="$folder/a stage" PREFIX=/opt/q libdir=/opt/q/lib/quadruped; }
there() { find "$folder/a stage" ! -type d -printf '%P\n' | LC_ALL=C sort; }
version=$(sed -n 's/^#define QUOTH_VERSION "\(.*\)"/\1/p' include/quoth.h)

install install >"$folder/log" || cat "$folder/log"
all=$(there)
expect 'what is installed' "$(there | grep -v '/man/')" "opt/q/bin/quoth
opt/q/include/quoth.h
opt/q/lib/quadruped/libquoth.a
opt/q/lib/quadruped/libquoth.so
opt/q/lib/quadruped/libquoth.so.${version%%.*}
opt/q/lib/quadruped/libquoth.so.$version
opt/q/lib/quadruped/pkgconfig/quoth.pc
opt/q/share/bash-completion/completions/quoth
opt/q/share/fish/vendor_completions.d/quoth.fish
opt/q/share/zsh/site-functions/_quoth"
expect 'man pages' "$(there | sed -n 's|^opt/q/share/man/man[1-9]/||p' | LC_ALL=C sort)" "$(ls man | LC_ALL=C sort)"

mv "$folder/a stage/opt/q" "$folder/q" # as a package would be unpacked elsewhere
export PKG_CONFIG_PATH=$folder/q/lib/quadruped/pkgconfig
told() { pkg-config --define-variable=prefix="$folder/q" "$@" quoth; }
expect 'its version' "$(told --modversion)" "$version"
expect 'what a program needs' "$(told --libs | xargs)" "-L$folder/q/lib/quadruped -lquoth"
sample=data/samples/2031-lock.txt
want=$(build/example $sample)
expect 'the example tells something' "${want:+some}" some
# shellcheck disable=SC2046  # lists of options
gcc -o "$folder/shared" tests/cases/example.c $(told --cflags --libs)
expect 'linked with the shared library' "$(LD_LIBRARY_PATH=$folder/q/lib/quadruped "$folder/shared" $sample)" "$want"
rm "$folder"/q/lib/quadruped/libquoth.so*
# shellcheck disable=SC2046
gcc -o "$folder/static" tests/cases/example.c $(told --cflags --static --libs)
expect 'linked with the static library' "$("$folder/static" $sample)" "$want"

mkdir -p "$folder/a stage"
install install >"$folder/log" || cat "$folder/log"
expect 'what is installed once more' "$(there)" "$all"
install uninstall >"$folder/log" || cat "$folder/log"
expect 'what uninstall leaves' "$(there)" ''

finish
