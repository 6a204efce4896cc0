#!/bin/sh
# An installer for IT from the folder that make-zip.sh made: make-msi.sh FOLDER VERSION OUTPUT.msi. Silent: msiexec /i FILE /qn; removal: msiexec /x FILE /qn.
# A council's own signature: COUNTERFOIL_SIGN, as with the .zip, is called with the installer too.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$(cd "$1" && pwd)
version=$2
output=$(cd "$(dirname "$3")" && pwd)/$(basename "$3")
description=$(mktemp --suffix=.wxs)
trap 'rm -f "$description"' EXIT
python3 "$here/make_msi.py" "$folder" "$version" "$description"
(cd "$folder" && wixl -a x64 -o "$output" "$description")
if [ -n "${COUNTERFOIL_SIGN:-}" ]; then "$COUNTERFOIL_SIGN" "$output"; fi
echo "Made $output ($(stat -c %s "$output") bytes)."
