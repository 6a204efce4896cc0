#!/bin/sh
# Installs what is needed, builds Counterfoil, and passes its tests: as staff run it, on Windows (under Wine), with the sanitizers (memory,
# arithmetic, threads), and a minute of each fuzzer. Leaves the .zip for Windows in build/. At its end it prints where the minutes went.
set -eu
cd "$(dirname "$0")/.."
jobs=$(nproc)

minutes=$(mktemp)
now=$(mktemp)

# cpu_now: seconds of processor time that all finished commands of this script have taken, in $cpu.
cpu_now() {
  times >"$now"  # not in a subshell, whose own times would be none
  cpu=$(sed -n '2s/[ms]/ /gp' "$now" | awk '{ printf "%d", $1 * 60 + $2 + $3 * 60 + $4 }')
}

# begin "What follows": ends the step before it.
step=""
begin() {
  cpu_now
  if [ -n "$step" ]; then echo "$step|$(($(date +%s) - wall_begin))|$((cpu - cpu_begin))" >>"$minutes"; fi
  step=$1
  wall_begin=$(date +%s)
  cpu_begin=$cpu
  if [ -n "$step" ]; then echo "== $step"; fi
}

tell_minutes() {
  begin ""
  echo
  echo "Where the minutes went, on $jobs processors:"
  awk -F'|' '{ printf "  %-46s %6.1f min of wall time  %6.1f min of processor time\n", $1, $2 / 60, $3 / 60; wall += $2; used += $3 }
             END { printf "  %-46s %6.1f min of wall time  %6.1f min of processor time\n", "All of it", wall / 60, used / 60 }' "$minutes"
}
trap 'tell_minutes; rm -f "$minutes" "$now"' EXIT

begin "What is needed is installed"
packaging/install-needs.sh tests

begin "As staff run it: build"
cmake --preset release
cmake --build --preset release -j "$jobs"
begin "As staff run it: tests"
seen=$PWD/build/release/findings-seen.txt
rm -f "$seen"
COUNTERFOIL_FINDINGS_SEEN="$seen" ctest --preset release -j "$jobs" -LE tidy
python3 -B tests/house/findings_reported.py "$seen"

begin "For Windows: build"
packaging/windows/build.sh
begin "For Windows: tests under Wine"
packaging/windows/new-wine-folder.sh  # what an earlier run left in it is no part of this one
ctest --preset windows -j "$jobs"

begin "Address and undefined-behaviour sanitizers: build"
cmake --preset sanitize
cmake --build --preset sanitize -j "$jobs"
begin "Address and undefined-behaviour sanitizers: tests"
ctest --preset sanitize -j "$jobs" -LE "slow|fuzz|tidy"

begin "clang-tidy, eight minutes of it, what was changed first"
python3 -B tests/house/tidy.py . build/sanitize --budget 480 --jobs "$jobs"

begin "A minute of each fuzzer"
ctest --preset sanitize -j "$jobs" -L fuzz

begin "Thread sanitizer: build"
cmake --preset threads
cmake --build --preset threads -j "$jobs"
begin "Thread sanitizer: tests of what uses threads"
ctest --preset threads
