# Sourced by the scripts that set up a Debian system, or a part of one, in a folder.

debian_suite=trixie

fail() { echo "$(basename "$0" .sh): $*" >&2; exit 1; }

# The folder for what is fetched once for all clones of the repository.
cache_folder() { echo "${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/numerics"; }

# The mirror of the machine's own Debian packages; on another system, or where apt names none, Debian's usual one.
mirror() {
    local found
    found=$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' \
        | sed -n 's/^Debian|Debian|//p' | head -1)
    echo "${found:-http://deb.debian.org/debian/}"
}

# The proxy that apt uses here, if any.
proxy() {
    local address=
    eval "$(apt-config shell address Acquire::http::Proxy)"
    echo "${address:-${http_proxy:-}}"
}

# Whether the mirror answers, within seconds.
mirror_answers() {
    local index
    index=$(mktemp)
    /usr/lib/apt/apt-helper -qq -o Acquire::Retries=0 -o Acquire::http::Timeout=5 -o Acquire::https::Timeout=5 \
        download-file "$(mirror)dists/$debian_suite/InRelease" "$index" >/dev/null 2>&1
    local status=$?
    rm -f "$index"
    return $status
}

# Fails unless the file system of a folder, or of the nearest parent there is, has so many kilobytes free.
require_disk() {
    local folder=$1 needed=$2 free
    while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
    free=$(df --output=avail -k "$folder" | tail -1)
    [ "$free" -ge "$needed" ] || fail "$folder has $((free / 1024)) MB free, needs $((needed / 1024))"
}

require_root() { [ "$(id -u)" = 0 ] || fail "needs root (debootstrap and chroot)"; }

# A minimal Debian system in a new folder, with further packages (separated by commas) if named. What debootstrap mounts
# is mounted in a namespace of its own: an interrupted run leaves nothing mounted.
bootstrap() {
    local folder=$1 packages=${2:-}
    if ! command -v debootstrap >/dev/null; then
        apt-get -qq update
        apt-get -qq install -y debootstrap debian-archive-keyring
    fi
    http_proxy=$(proxy) unshare --mount debootstrap --variant=minbase ${packages:+"--include=$packages"} \
        "$debian_suite" "$folder" "$(mirror)"
}
