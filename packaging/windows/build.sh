#!/bin/sh
# Installs what is needed, builds Counterfoil for 64-bit Windows, and makes build/counterfoil-<version>-windows-x64.zip and, for IT, .msi.
# A council's own signature: COUNTERFOIL_SIGN names a program that is called with each .exe and .dll and signs it in place.
set -eu
cd "$(dirname "$0")/../.."
jobs=$(nproc)

packaging/install-needs.sh
packaging/windows/install-needs.sh
# The blank workbooks and the examples are made by tools of this machine.
cmake --preset release
cmake --build --preset release -j "$jobs" --target make_template make_examples
libraries=$(packaging/windows/libraries-folder.sh)
mkdir -p "$(dirname "$libraries")"
flock "$libraries.lock" packaging/windows/libraries.sh "$libraries"  # one build of them at a time
cmake --preset windows -DCOUNTERFOIL_WINDOWS_LIBRARIES="$libraries"
cmake --build --preset windows -j "$jobs"
packaging/windows/make-zip.sh build/windows build
folder=$(ls -d build/windows/counterfoil-*-windows-x64)
version=$(basename "$folder" | sed 's/^counterfoil-//; s/-windows-x64$//')
packaging/windows/make-msi.sh "$folder" "$version" "build/$(basename "$folder").msi"
