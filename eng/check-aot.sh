#!/usr/bin/env bash
# Packs, then publishes a fresh project outside the repository with Native AOT, warnings as errors, and runs it: once as it
# is, once with a reference to Numerics.Gpu, whose kernels it does not call.
# Needs the .NET 10 SDK, a C toolchain (clang or gcc, zlib's headers), and a feed with the packages of
# runtime and compiler.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
template=$PWD/tests/Numerics.Packaging.Tests/Fresh
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
version=0.1.0-aot.$$

for project in Numerics Numerics.Core Numerics.Gpu; do
    dotnet pack "src/$project" -c Release -v q -o "$folder/feed" --artifacts-path "$folder/artifacts" \
        "-p:PackageVersion=$version"
done

cat > "$folder/nuget.config" <<XML
<configuration>
  <config><add key="globalPackagesFolder" value="$folder/packages" /></config>
  <packageSources><add key="packed" value="$folder/feed" /></packageSources>
</configuration>
XML
for reference in Numerics Numerics.Gpu; do
    mkdir "$folder/$reference"
    cd "$folder/$reference"
    for file in Fresh.csproj NormalizedDescent.cs Program.cs; do
        sed "s/VERSION/$version/; s/Include=\"Numerics\"/Include=\"$reference\"/" "$template/$file.txt" > "$file"
    done
    dotnet publish --use-current-runtime -c Release -o out -v q -warnaserror \
        -p:PublishAot=true -p:NumericsAotInstructionSet="${1:-}"
    ./out/Fresh | diff "$template/output.txt" -
    echo "Native AOT with $reference: no warnings, same output"
done
