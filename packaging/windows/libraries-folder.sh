#!/bin/sh
# Prints the folder of the libraries for Windows: the one that COUNTERFOIL_WINDOWS_LIBRARIES names, else one in the user's cache. The cache is
# outside of the tree, so that a new clone finds what an earlier one built; it is keyed by what goes into the libraries: the script that builds
# them, the toolchain, the compiler, and the versions of their sources.
set -eu
if [ -n "${COUNTERFOIL_WINDOWS_LIBRARIES:-}" ]; then
  echo "$COUNTERFOIL_WINDOWS_LIBRARIES"
  exit 0
fi
here=$(cd "$(dirname "$0")" && pwd)
# Debian builds each of these from the source package that libraries.sh takes.
sources="libwxgtk3.2-dev libdeflate-dev libpugixml-dev libsqlite3-dev libgtest-dev libgcrypt-mingw-w64-dev libgpg-error-mingw-w64-dev g++-mingw-w64-x86-64-posix mingw-w64-x86-64-dev"
key=$({
  cat "$here/libraries.sh" "$here/toolchain.cmake"
  for package in $sources; do dpkg-query -W -f='${Package} ${Version}\n' "$package" 2>/dev/null || echo "$package is not installed"; done
} | sha256sum | cut -c1-16)
echo "${XDG_CACHE_HOME:-$HOME/.cache}/counterfoil/windows-libraries/$key"
