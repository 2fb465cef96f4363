#!/usr/bin/env bash
# Sets up the folder in which PyTorch is measured beside our kernels: a Debian 13 system with PyTorch, POT
# (optimal transport) and a C++ compiler.
#
#   eng/setup-peers.sh [folder]      default: artifacts/peers/debian13
#
# Needs a Debian or Ubuntu machine, root, the package mirror that apt uses here, 2 GB of disk and a few minutes.
# May be run again at any time: it does only what is missing. eng/in-peers.sh runs a command inside.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
. "$here/debian.sh"
folder=${1:-$here/../artifacts/peers/debian13}
# libopenblas0-pthread: without it SciPy has the reference BLAS, five times as slow.
# libsleef-dev: without its header PyTorch's compiler finds no vector instructions and emits scalar loops.
packages="python3-torch libtorch-dev g++ libsleef-dev python3-setuptools python3-dev python3-numpy python3-pot libopenblas0-pthread \
python3-matplotlib"
needed_kilobytes=3000000

main() {
    require_root
    mkdir -p "$folder"
    folder=$(cd "$folder" && pwd)
    if verify 2>/dev/null; then return; fi
    require_disk "$folder" $needed_kilobytes
    bootstrap_once
    install_packages
    verify
}

bootstrap_once() {
    if [ -e "$folder/etc/peers-bootstrapped" ]; then return; fi
    bootstrap "$folder"
    echo "$(mirror) $debian_suite" > "$folder/etc/peers-bootstrapped"
}

install_packages() {
    http_proxy=$(proxy) "$here/in-peers.sh" "$folder" sh -c "
        set -e
        export DEBIAN_FRONTEND=noninteractive
        apt-get -qq update
        apt-get -qq install -y --no-install-recommends $packages
        apt-get clean"
}

# Ends with a folder in which PyTorch imports, compiles and can use vector instructions: peers.py checks that first.
verify() {
    "$here/in-peers.sh" "$folder" python3 -c '
import sys
sys.path.insert(0, "/repository/benchmarks/peers")
import ot, peers, torch
double = torch.compile(lambda x: 2 * x + 1)
assert double(torch.ones(64)).sum().item() == 192
vectors = peers.cpu_vec_isa.pick_vec_isa()
assert vectors, "the compiler finds no vector instructions"
print("PyTorch", torch.__version__, "imports and compiles for", vectors)'
}

main
