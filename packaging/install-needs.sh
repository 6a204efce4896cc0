#!/bin/sh
# Installs on Debian 12 what Counterfoil needs: to build and run (default), and with "tests" also what its tests and fuzzers need.
set -eu

to_build="g++ cmake ninja-build ccache pkg-config libboost-dev nlohmann-json3-dev libspdlog-dev libfmt-dev libcli11-dev
  libdeflate-dev libpugixml-dev libsqlite3-dev libgcrypt20-dev libxlsxwriter-dev libgtest-dev libgmock-dev libbenchmark-dev
  libwxgtk3.2-dev libgtk-3-dev"
to_test="clang clang-format-14 clang-tidy libclang-rt-dev python3 python3-openpyxl python3-lxml libreoffice-calc-nogui poppler-utils unzip
  libgdiplus xvfb xauth xdotool openbox imagemagick dbus-x11 at-spi2-core python3-pyatspi gir1.2-atspi-2.0"

# The validator of Microsoft's Open XML SDK, one of the two judges of what is written (tests/xlsx/judges.py), where dotnet is installed.
restore_validator() {
  if [ "$1" != tests ]; then return 0; fi
  if command -v dotnet >/dev/null 2>&1; then
    if "$(dirname "$0")/../tests/xlsx/open_xml_validator/build.sh" restore; then return 0; fi
    echo "THE LIBRARIES OF THE OPEN XML SDK'S VALIDATOR CANNOT BE HAD: its tests will be skipped"
  else
    echo "dotnet IS NOT INSTALLED: the tests of the Open XML SDK's validator will be skipped"
  fi
  [ -z "${COUNTERFOIL_NEEDS_DOTNET:-}" ]
}
restore_validator "${1:-}"

packages="$to_build"
if [ "${1:-}" = tests ]; then packages="$packages $to_test"; fi

missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed' && continue
  # The desktop package serves as well as the one without windows.
  if [ "$package" = libreoffice-calc-nogui ] && command -v soffice >/dev/null 2>&1; then continue; fi
  missing="$missing $package"
done
[ -z "$missing" ] && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
echo "Installing:$missing"
$as_root apt-get update -q
# shellcheck disable=SC2086
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing
