#!/bin/sh
# Installs what is needed, builds the command and its tasks (no tests; preset "quick"), and runs the main job on the example exports: two payment exports into the comparison workbook.
set -eu
cd "$(dirname "$0")/.."

packaging/install-needs.sh
cmake --preset quick
cmake --build --preset quick

stage=build/quick/stage
out="build/CWD comparison.xlsx"
rm -f "$out"
"$stage/bin/counterfoil" run cwd-comparison \
  --previous "$stage/examples/CWD payments 13 Oct to 9 Nov 2025.csv" \
  --current "$stage/examples/CWD payments 10 Nov to 7 Dec 2025.xlsx" \
  --rates "$stage/examples/Approved rates.xlsx" \
  --workbook "$out" --ledger build/example-ledger.sqlite

if [ -x "$stage/bin/counterfoil-window" ]; then
  echo
  echo "In a window: $stage/bin/counterfoil-window"
fi
