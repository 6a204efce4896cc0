#!/bin/sh
# The folder that staff copy, from a finished build, as a .zip: make-zip.sh BUILD OUTPUT_FOLDER. Fails when a file needs what Windows has not.
set -eu
build=$(cd "$1" && pwd)
output=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$build/CMakeCache.txt")
libraries=$(sed -n 's/^COUNTERFOIL_WINDOWS_LIBRARIES:[A-Z]*=//p' "$build/CMakeCache.txt")
name=counterfoil-$version-windows-x64
folder=$build/$name
stage=$build/stage

rm -rf "$folder"
mkdir -p "$folder/bin" "$folder/plugins" "$folder/licences"
cp "$stage/bin/counterfoil.exe" "$folder/bin/"
cp "$stage/bin/counterfoil-window.exe" "$folder/Counterfoil.exe"  # what staff see first
# The installed tasks: those that the manifest lists.
tasks=$(python3 -c 'import json, sys; print(" ".join(plugin["file"] for plugin in json.load(open(sys.argv[1], encoding="utf-8"))["plugins"]))' "$stage/plugins/plugins.json")
for task in $tasks; do cp "$stage/plugins/$task" "$folder/plugins/"; done
cp -R "$stage/share" "$stage/examples" "$folder/"
find "$folder/examples" -name planted.json -delete  # for tests: what was planted where
cp "$libraries"/licences/*.txt "$libraries/libraries.txt" "$folder/licences/"
# Notepad of every age shows lines that end as Windows' do.
sed "s/@VERSION@/$version/; s/\$/\r/" "$here/README.txt" >"$folder/README.txt"

# A signature changes the file, so it comes before the list with each task's digest.
if [ -n "${COUNTERFOIL_SIGN:-}" ]; then
  for file in "$folder"/*.exe "$folder"/bin/*.exe "$folder"/plugins/*.dll; do "$COUNTERFOIL_SIGN" "$file"; done
fi
# shellcheck disable=SC2086
"$here/run-under-wine.sh" "$build/engine/host/make_manifest.exe" "$folder/plugins" "$folder/plugins/plugins.json" $tasks

python3 "$here/imports.py" "$folder" >"$folder/licences/imports.txt"
(cd "$folder" && find . -type f ! -name SHA256SUMS.txt | LC_ALL=C sort | sed 's|^\./||' | tr '\n' '\0' | xargs -0 sha256sum) >"$folder/SHA256SUMS.txt"

# The same content gives the same bytes: a fixed time, and names in order.
find "$folder" -exec touch -h -d "2025-01-01T00:00:00Z" {} +
rm -f "$output/$name.zip"
(cd "$build" && find "$name" -type f | LC_ALL=C sort | TZ=UTC zip -q -X -9 "$output/$name.zip" -@)
echo "Made $output/$name.zip ($(stat -c %s "$output/$name.zip") bytes). Imports of each file:"
cat "$folder/licences/imports.txt"
