#!/bin/sh
# Installs on Debian 12 what the Windows build needs: the cross compiler, the libraries that Debian packages for it, what builds the others
# from their source packages, and Wine, which runs the result.
set -eu

packages="g++-mingw-w64-x86-64-posix binutils-mingw-w64-x86-64 libgcrypt-mingw-w64-dev libgpg-error-mingw-w64-dev libgtest-dev libgmock-dev
  dpkg-dev make tcl librsvg2-bin icoutils zip osslsigncode openssl wine64 wine python3 msitools wixl"
missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
echo "Installing:$missing"
$as_root apt-get update -q
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
