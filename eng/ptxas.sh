#!/usr/bin/env bash
# Prints the path of ptxas, NVIDIA's assembler for PTX, which says what a kernel would use on a device: registers, spills.
# Fetches it the first time: Debian's non-free package nvidia-cuda-toolkit is downloaded and one program unpacked from it;
# nothing is installed.
#
#   eng/ptxas.sh
#   eng/ptxas.sh --check      says in one line why it can't run here (exit code 1), or nothing
#
# The program is kept in the folder named by NUMERICS_PTXAS_FOLDER (default: numerics/ptxas in the user's cache folder).
# Needs apt and Debian's keyring, the package mirror that apt uses here, 84 MB of download, 150 MB of disk; once fetched,
# nothing. May run many times at once, and again after an interruption.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian.sh"
folder=${NUMERICS_PTXAS_FOLDER:-$(cache_folder)/ptxas}
program=$folder/$debian_suite/ptxas
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
needed_kilobytes=150000

main() {
    case ${1:-} in
        --check) check ;;
        '') fetch; echo "$program" ;;
        *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" ;;
    esac
}

check() {
    [ "$(uname -sm)" = "Linux x86_64" ] || fail "needs Linux on x86_64"
    if [ -x "$program" ]; then return; fi
    command -v apt-get >/dev/null || fail "needs apt-get"
    [ -e "$keyring" ] || fail "needs $keyring (package debian-archive-keyring)"
    require_disk "$folder" $needed_kilobytes
    mirror_answers || fail "the package mirror $(mirror) does not answer, and $folder has no ptxas"
}

# The program appears under its name only when it is complete; whoever comes meanwhile waits.
fetch() {
    if [ -x "$program" ]; then return; fi
    check
    mkdir -p "$folder"
    (
        flock 9
        if [ -x "$program" ]; then exit; fi
        rm -rf "$folder/unfinished"
        download >"$folder/download.log" 2>&1 || fail "the download failed: $(tail -n 3 "$folder/download.log")"
        mkdir -p "$folder/$debian_suite"
        mv "$folder/unfinished/usr/bin/ptxas" "$program"
        rm -rf "$folder/unfinished"
    ) 9>"$folder/lock"
}

# apt with a configuration of its own: the machine's sources, lists and installed packages are neither read nor changed.
download() {
    local unfinished=$folder/unfinished
    mkdir -p "$unfinished"/{state/lists/partial,cache/archives/partial}
    : >"$unfinished/status"
    echo "deb [arch=amd64 signed-by=$keyring] $(mirror) $debian_suite non-free" >"$unfinished/sources.list"
    local options=(-qq -o "Dir::State=$unfinished/state" -o "Dir::State::status=$unfinished/status"
        -o "Dir::Cache=$unfinished/cache" -o "Dir::Etc::sourcelist=$unfinished/sources.list"
        -o Dir::Etc::sourceparts=- -o APT::Sandbox::User= -o APT::Architecture=amd64)
    apt-get "${options[@]}" update && cd "$unfinished" && apt-get "${options[@]}" download nvidia-cuda-toolkit \
        && dpkg-deb --fsys-tarfile nvidia-cuda-toolkit_*.deb | tar -x ./usr/bin/ptxas
}

main "$@"
