#!/usr/bin/env bash
# Checks white space against .editorconfig; with "fix" as argument, mends it. Code style is checked by every build.
# Needs the .NET 10 SDK. Approved outputs of the generator (tests/**/Approved) are as the generator writes them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
mode=(--verify-no-changes)
if [ "${1:-}" = fix ]; then
    mode=()
fi
git ls-files '*.cs' ':!:tests/*/Approved/*' | xargs dotnet format whitespace . --folder "${mode[@]}" --include
