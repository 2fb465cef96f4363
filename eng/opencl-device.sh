#!/usr/bin/env bash
# Runs a command where a real OpenCL device is: PoCL 6 of Debian 13, which compiles kernels for the machine's processor.
# (ILGPU asks for the generic address space, which older distributions' PoCL lacks.)
#
#   eng/opencl-device.sh [--read folder]... [--write folder]... command [argument ...]
#   eng/opencl-device.sh --check      says in one line why it can't run here (exit code 1), or nothing
#   eng/opencl-device.sh --set-up     sets up the folder only
#
# The Debian system is set up once, in the folder named by NUMERICS_OPENCL_FOLDER (default: numerics/opencl in the user's
# cache folder). Needs a Debian or Ubuntu machine, root, the package mirror that apt uses here, 1.1 GB of disk and a minute;
# once set up, only root. May run many times at once, and again after an interruption.
#
# The command runs under chroot, in mount and process namespaces of its own, with NUMERICS_DEVICE=OpenCL and the caller's
# NUMERICS_* variables, and with PoCL's newer way to take barriers (cbs): with its usual one it compiles a kernel with loops in
# loops for twenty seconds. The repository and the folders named by --read are visible at their own paths and read-only,
# those named by --write writable, as is /tmp, which is gone afterwards; the machine's .NET is on the path. The exit code is
# the command's.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian.sh"
folder=${NUMERICS_OPENCL_FOLDER:-$(cache_folder)/opencl}
system=$folder/$debian_suite
root=$folder/root
packages=pocl-opencl-icd,ocl-icd-libopencl1,ocl-icd-opencl-dev,libicu76,libssl3t64,zlib1g,libstdc++6
needed_kilobytes=1200000

main() {
    case ${1:-} in
        --check) check ;;
        --set-up) set_up ;;
        --inside) shift && inside "$@" ;;
        '' | -h | --help) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" ;;
        *) set_up; enter "$@" ;;
    esac
}

check() {
    [ "$(uname -s)" = Linux ] || fail "needs Linux"
    require_root
    unshare --mount --pid --fork true 2>/dev/null || fail "may not make a mount namespace here (unshare --mount)"
    [ -x "$(dotnet_folder)/dotnet" ] || fail "finds no dotnet on the path, nor in DOTNET_ROOT"
    if [ -d "$system" ]; then return; fi
    command -v apt-get >/dev/null || fail "needs apt-get, or a folder that is set up (NUMERICS_OPENCL_FOLDER)"
    require_disk "$folder" $needed_kilobytes
    mirror_answers || fail "the package mirror $(mirror) does not answer, and $folder is not set up"
}

# The system appears under its name only when it is complete; whoever comes meanwhile waits.
set_up() {
    if [ -d "$system" ]; then return; fi
    check
    mkdir -p "$folder"
    (
        flock 9
        if [ -d "$system" ]; then exit; fi
        rm -rf "$folder/unfinished"
        bootstrap "$folder/unfinished" "$packages" >"$folder/bootstrap.log" 2>&1 \
            || fail "debootstrap failed: $(tail -n 3 "$folder/bootstrap.log")"
        rm -rf "$folder/unfinished/var/cache/apt" "$folder/unfinished/var/lib/apt/lists"
        mkdir -p "$root"
        mv "$folder/unfinished" "$system"
    ) 9>"$folder/lock"
}

# A root of its own for each run: an empty tmpfs with the Debian system's programs, the machine's devices, .NET, and what
# the command shall see. Nothing that two runs share is writable, and all mounts end with the namespace.
enter() {
    exec unshare --mount --pid --fork --kill-child "$0" --inside --read "$(cd "$here/.." && pwd)" "$@"
}

inside() {
    local variables
    make_root
    while :; do
        case $1 in
            --read) show_read_only "$2" "$2"; shift 2 ;;
            --write) show "$2" "$2"; shift 2 ;;
            *) break ;;
        esac
    done
    mapfile -t variables < <(env | grep '^NUMERICS_[A-Z_]*=')
    exec chroot "$root" env -i HOME=/home LANG=C.UTF-8 PATH=/dotnet:/usr/bin:/bin DOTNET_ROOT=/dotnet DOTNET_NOLOGO=1 \
        DOTNET_CLI_TELEMETRY_OPTOUT=1 POCL_CACHE_DIR=/tmp/pocl POCL_WORK_GROUP_METHOD=cbs \
        "${variables[@]}" NUMERICS_DEVICE=OpenCL sh -c 'cd "$0" 2>/dev/null || cd /; exec "$@"' "$PWD" "$@"
}

make_root() {
    local name
    mount -t tmpfs -o mode=755 numerics-opencl "$root"
    for name in bin sbin lib lib64; do
        if [ -L "$system/$name" ]; then cp -P "$system/$name" "$root/"; fi
    done
    for name in usr etc; do show_read_only "$system/$name" "/$name"; done
    show_read_only "$(dotnet_folder)" /dotnet
    mkdir -p "$root"/{dev,proc,sys,home}
    mkdir -m 1777 "$root/tmp"
    mount --rbind /dev "$root/dev"
    mount --rbind /sys "$root/sys"
    mount -t proc proc "$root/proc"
}

dotnet_folder() { echo "${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}"; }

# Shows a folder of this machine at a path of the new root.
show() {
    mkdir -p "$root$2"
    mount --bind "$1" "$root$2"
}

show_read_only() {
    show "$1" "$2"
    mount -o remount,bind,ro "$root$2"
}

main "$@"
