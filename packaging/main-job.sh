#!/bin/sh
# Installs what is needed, builds Counterfoil, and runs the main job on the example exports: two payment exports into the comparison workbook.
set -eu
cd "$(dirname "$0")/.."

packaging/install-needs.sh
cmake --preset release
cmake --build --preset release

stage=build/release/stage
out="build/CWD comparison.xlsx"
rm -f "$out"
"$stage/bin/counterfoil" run cwd-comparison \
  --previous "$stage/examples/$(ls $stage/examples | grep -m1 period-1)" \
  --current "$stage/examples/$(ls $stage/examples | grep -m1 period-2)" \
  --workbook "$out" --ledger build/example-ledger.sqlite
