#!/usr/bin/env bash
# Runs a command inside the folder that setup-peers.sh made, in mount and process namespaces of its own.
#
#   eng/in-peers.sh folder command [argument ...]
#
# The repository is visible inside, read-only, at /repository; a folder named by PEERS_SHARE at /share, writable.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
export PEERS_ROOT=$(cd "$1" && pwd) PEERS_REPOSITORY=$(cd "$here/.." && pwd)
shift

exec unshare --mount --pid --fork bash -c '
    set -e
    mkdir -p "$PEERS_ROOT/repository" "$PEERS_ROOT/share"
    cp /etc/resolv.conf /etc/hosts "$PEERS_ROOT/etc/"
    mount -t proc proc "$PEERS_ROOT/proc"
    mount --rbind /dev "$PEERS_ROOT/dev"
    mount --rbind /sys "$PEERS_ROOT/sys"
    mount --bind "$PEERS_REPOSITORY" "$PEERS_ROOT/repository"
    mount -o remount,bind,ro "$PEERS_ROOT/repository"
    if [ -n "${PEERS_SHARE:-}" ]; then mount --bind "$PEERS_SHARE" "$PEERS_ROOT/share"; fi
    exec chroot "$PEERS_ROOT" env -i HOME=/root TERM="${TERM:-dumb}" LANG=C.UTF-8 http_proxy="${http_proxy:-}" \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"' in-peers "$@"
