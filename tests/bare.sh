#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The two commands of README.md where nothing is installed: makes a minimal Debian of this machine's release
# in a temporary folder (debootstrap), clones HEAD into it, and runs examples/quickstart.sh and tests/run.sh
# there in a chroot. Needs root, a package mirror as the host's apt knows it, 4 GB and half an hour.
# Exit status 0 only when both commands succeeded.
#
#   tests/bare.sh [--keep] [OPTION OF run.sh...]
#
#   --keep   leave the tree where it is, and say where
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
keep=
if [ "${1:-}" = --keep ]; then
    keep=1
    shift
fi
[ "$(id -u)" = 0 ] || exec sudo -E bash "$0" ${keep:+--keep} "$@"

say() { printf '\n## %s\n' "$*"; }

if ! command -v debootstrap >/dev/null; then
    say "installing: debootstrap"
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends debootstrap
fi

codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
# shellcheck disable=SC2016 # apt's own variables
mirror=$(apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' |
    awk -v release="$codename" '$1 == release { print $2; exit }')
[ -n "$mirror" ] || { echo "apt knows no mirror of $codename"; exit 1; }

tree=$(mktemp -d)
clean() {
    umount "$tree/proc" 2>/dev/null || true
    if mountpoint -q "$tree/proc" 2>/dev/null; then
        echo "$tree is left: $tree/proc is still mounted"
    elif [ -n "$keep" ]; then
        echo "the tree is $tree"
    else
        rm -rf --one-file-system "$tree"
    fi
}
trap clean EXIT

say "a minimal $codename"
debootstrap --variant=minbase --include=ca-certificates "$codename" "$tree" "$mirror" >"$tree.log" 2>&1 ||
    { tail -n 30 "$tree.log"; rm -f "$tree.log"; exit 1; }
rm -f "$tree.log"
mount -t proc proc "$tree/proc"

# How this machine reaches its mirrors: sources, keys, what apt is told about the network, certificates.
rm -rf "$tree/etc/apt/sources.list" "$tree/etc/apt/sources.list.d"
for path in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/auth.conf /etc/apt/auth.conf.d \
    /etc/apt/preferences.d /etc/apt/keyrings /etc/apt/trusted.gpg.d /usr/share/keyrings /etc/ssl/certs \
    /usr/share/ca-certificates /usr/local/share/ca-certificates /etc/resolv.conf /etc/hosts; do
    if [ -e "$path" ]; then
        mkdir -p "$tree$(dirname "$path")"
        cp -RLf "$path" "$tree$(dirname "$path")/" 2>/dev/null || true # a dangling link is no loss
    fi
done
apt-config dump | grep -E '^Acquire::(http|https|ftp|AllowInsecure|Check-Valid-Until)' >"$tree/etc/apt/apt.conf.d/99host" || true
git clone -q --no-hardlinks "$root" "$tree/srv/libing"

network=()
for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY CI PIP_INDEX_URL PIP_CERT SSL_CERT_FILE; do
    [ -z "${!name:-}" ] || network+=("$name=${!name}")
done
inside() {
    chroot "$tree" /usr/bin/env -i HOME=/srv LANG=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin ${network[0]:+"${network[@]}"} \
        bash -c 'cd /srv/libing && exec "$@"' bash "$@" </dev/null
}

status=0
say "examples/quickstart.sh"
inside bash examples/quickstart.sh || { status=1; echo "examples/quickstart.sh: failed"; }
say "tests/run.sh $*"
inside bash tests/run.sh "$@" || status=1
exit $status
