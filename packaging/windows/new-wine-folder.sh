#!/bin/sh
# Begins Counterfoil's own Wine folder anew: the C: drive of a machine on which nothing was ever done. What Wine says while it makes one would else
# stand in the output of whichever test comes first.
set -eu
folder=${XDG_CACHE_HOME:-$HOME/.cache}/counterfoil-wine
rm -rf "$folder"
mkdir -p "$folder"
export WINEPREFIX="$folder"
"$(dirname "$0")/run-under-wine.sh" wineboot --init
timeout 120 wineserver -w || true  # until all that it started has ended
