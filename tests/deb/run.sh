#!/bin/bash
# Installs the packages of build/deb in a fresh Debian 12 in a folder, does the main job there
# (debian/tests/main-job) as nobody, removes them, and looks for what is left. As root.
#     tests/deb/run.sh [SUITE]
# Debian's own packages are kept in build/deb/cache for the next time; the folder is in memory, of
# which it takes 1 GB.
set -euo pipefail
cd "$(dirname "$0")/../.."
suite=${1:-bookworm} out=$PWD/build/deb
root=$out/root cache=$out/cache
if [ "$(id -u)" -ne 0 ]; then
    echo 'skipped: only root may make a Debian in a folder'
    exit 0
fi
if ! unshare --mount true 2>/dev/null; then
    echo 'skipped: this machine lets nobody mount'
    exit 0
fi
# What is mounted, and what runs, is seen by this script alone and ends with it, however it ends.
if [ -z "${QUOTH_DEB_ALONE:-}" ]; then
    QUOTH_DEB_ALONE=1 exec unshare --mount --pid --fork --kill-child --propagation private "$0" "$@"
fi
mkdir -p "$root" "$cache"
mount -t tmpfs -o mode=755,size=2G tmpfs "$root" # so that nothing waits for a disk, or is left
began=$SECONDS
tell() { printf '%4d s  %s\n' $((SECONDS - began)) "$*"; }

# The sources of this machine's Debian, whatever mirror it uses.
# shellcheck disable=SC2016  # the dollars are for apt
mapfile -t sources < <(apt-get indextargets --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' \
    'Origin: Debian' 'Identifier: Packages' | grep " $suite")
read -r _ mirror _ <<<"${sources[0]:-}" # none: debootstrap's own

base=$cache/$suite-$(dpkg --print-architecture).tar
if [ ! -f "$base" ] || [ -n "$(find "$base" -mtime +7)" ]; then
    made=
    for _ in 1 2 3; do # a mirror may falter
        debootstrap --variant=minbase "$suite" "$root" ${mirror:+"$mirror"} >"$out/debootstrap.log" &&
            made=1 && break
    done
    [ "$made" ] || { tail "$out/debootstrap.log"; exit 1; }
    umount "$root/proc" 2>/dev/null || true
    tar -C "$root" --one-file-system --exclude=./var/cache/apt/archives/*.deb -cf "$base.new" .
    mv "$base.new" "$base"
else
    tar -C "$root" -xf "$base"
fi
tell "a fresh $suite"

mount -t proc proc "$root/proc"
[ ${#sources[@]} -eq 0 ] || printf '%s\n' "${sources[@]}" >"$root/etc/apt/sources.list"
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d" # no service is started
chmod +x "$root/usr/sbin/policy-rc.d"
echo force-unsafe-io >"$root/etc/dpkg/dpkg.cfg.d/quickly"
find "$cache" -name '*.deb' -exec cp -t "$root/var/cache/apt/archives" {} +
mkdir "$root/packages" "$root/job"
cp "$out"/*.deb "$root/packages"
tar -c data/samples tests/cases/example.c debian/tests/main-job | tar -x -C "$root/job"

inside() { # as root, with nothing of this shell's environment
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        ${http_proxy:+http_proxy="$http_proxy"} chroot "$root" "$@"
}
get() {
    inside apt-get -o Acquire::Retries=3 install -y -q --no-install-recommends "$@" >"$out/apt.log" 2>&1 ||
        { tail -n 20 "$out/apt.log"; exit 1; }
    cp -u "$root"/var/cache/apt/archives/*.deb "$cache"
}
as_nobody() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 chroot --userspec=65534:65534 "$root" \
        sh -c 'cd /job && exec debian/tests/main-job "$@"' sh "$@"
}
name_packages() { # NAME…: their files, as the chroot sees them, in `packages`
    packages=()
    for name; do packages+=("/packages/$(basename "$out/${name}"_*.deb)"); done
}

inside apt-get -o Acquire::Retries=3 update -q >"$out/apt.log" 2>&1 || { tail -n 20 "$out/apt.log"; exit 1; }
name_packages quoth libquoth0
get "${packages[@]}" man-db
tell 'quoth is installed'
as_nobody program
tell 'the program does its job'
name_packages libquoth-dev python3-quoth
get "${packages[@]}" gcc libc6-dev pkg-config
as_nobody library python
tell 'the library and the Python module do theirs'

inside apt-get purge -y -q quoth libquoth0 libquoth-dev python3-quoth >"$out/apt.log" 2>&1 ||
    { tail -n 20 "$out/apt.log"; exit 1; }
left=$(inside find / -xdev \( -path /packages -o -path /job -o -path /proc \) -prune -o -iname '*quoth*' -print)
[ -z "$left" ] || { printf 'left behind:\n%s\n' "$left"; exit 1; }
tell 'and nothing is left of them'
