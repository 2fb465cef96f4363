#!/usr/bin/env bash
# Measures our steps and PyTorch's in turn, both in the folder that eng/setup-peers.sh makes, and writes the table.
#
#   benchmarks/peers/run.sh [folder] [rounds] [prefix]      defaults: artifacts/peers/debian13, 15, all cases
#
# Needs the .NET SDK outside the folder: ours goes in self-contained. Prints the table and keeps it as
# artifacts/peers/table.md.
set -euo pipefail

repository=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-$repository/artifacts/peers/debian13}
rounds=${2:-15}
only=${3:-}
share=$repository/artifacts/peers/share

"$repository/eng/setup-peers.sh" "$folder"
mkdir -p "$share"
dotnet publish "$repository/benchmarks/Numerics.Benchmarks" -c Release -v quiet --self-contained \
    -r "$(dotnet --info | sed -n 's/^ *RID: *//p')" -o "$share/ours"
PEERS_SHARE=$share "$repository/eng/in-peers.sh" "$folder" \
    python3 /repository/benchmarks/peers/alternate.py /share/ours/Numerics.Benchmarks --rounds "$rounds" --only "$only" \
    | tee "$repository/artifacts/peers/table.md"
