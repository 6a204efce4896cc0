#!/bin/sh
# Runs a Windows program on this machine: run-under-wine.sh PROGRAM ARGUMENTS... The Wine folder (its C: drive) is kept apart from the user's own.
set -eu
if [ -z "${WINEPREFIX:-}" ]; then
  WINEPREFIX=${XDG_CACHE_HOME:-$HOME/.cache}/counterfoil-wine
  mkdir -p "$WINEPREFIX"
fi
export WINEPREFIX WINEDEBUG="${WINEDEBUG:--all}" WINEDLLOVERRIDES="${WINEDLLOVERRIDES:-mscoree,mshtml=;winemenubuilder.exe=}"
for wine in /usr/lib/wine/wine64 "$(command -v wine64 || true)" "$(command -v wine || true)"; do
  if [ -x "$wine" ]; then exec "$wine" "$@"; fi
done
echo "Wine is not installed: packaging/windows/install-needs.sh installs it." >&2
exit 127
