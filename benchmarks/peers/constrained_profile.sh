#!/usr/bin/env bash
# The 68 constrained test problems by our method and by SciPy's, in the folder that eng/setup-peers.sh makes: prints a table, and draws
# artifacts/peers/profile.png.
#
#   benchmarks/peers/constrained_profile.sh [folder]      default: artifacts/peers/debian13
#
# Needs the .NET SDK outside the folder: ours goes in self-contained.
set -euo pipefail

repository=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-$repository/artifacts/peers/debian13}
share=$repository/artifacts/peers/share

mkdir -p "$share"
dotnet publish "$repository/benchmarks/Numerics.Benchmarks" -c Release -v quiet --self-contained \
    -r "$(dotnet --info | sed -n 's/^ *RID: *//p')" -o "$share/ours"
PEERS_SHARE=$share "$repository/eng/in-peers.sh" "$folder" \
    python3 /repository/benchmarks/peers/constrained_profile.py /share/ours/Numerics.Benchmarks /share/profile.png
mv "$share/profile.png" "$repository/artifacts/peers/profile.png"
