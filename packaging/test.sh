#!/bin/sh
# Installs what is needed, builds Counterfoil, and passes its tests: as staff run it, on Windows (under Wine), with the sanitizers, and a
# minute of each fuzzer. Leaves the .zip for Windows in build/.
set -eu
cd "$(dirname "$0")/.."
jobs=$(nproc)

packaging/install-needs.sh tests

echo "== As staff run it"
cmake --preset release
cmake --build --preset release -j "$jobs"
ctest --preset release -j "$jobs"

echo "== For Windows"
packaging/windows/build.sh
ctest --preset windows -j "$jobs"

echo "== With the address and undefined-behaviour sanitizers"
cmake --preset sanitize
cmake --build --preset sanitize -j "$jobs"
ctest --preset sanitize -j "$jobs" -LE "slow|fuzz"

echo "== A minute of each fuzzer"
ctest --preset sanitize -j "$jobs" -L fuzz
