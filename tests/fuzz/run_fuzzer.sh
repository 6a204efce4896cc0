#!/bin/sh
# run_fuzzer.sh FUZZER SEEDS FOUND SECONDS MOST_BYTES: runs from the seeds; what is new goes to FOUND, which later runs begin with too.
# Any input that crashes, runs over ten seconds or needs over a gigabyte ends it with a status other than nothing, and is kept in FOUND.
# The search begins the same way every time, so that what CI finds is found again at the desk; FUZZ_SEED=0 searches from elsewhere.
set -eu
fuzzer=$1 seeds=$2 found=$3 seconds=$4 most=$5
mkdir -p "$found/corpus"
[ -d "$seeds" ] || { echo "no seeds at $seeds" >&2; exit 2; }
exec "$fuzzer" -seed="${FUZZ_SEED:-1}" -max_total_time="$seconds" -max_len="$most" -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 -print_funcs=0 -verbosity=0 \
  ${FUZZ_DICTIONARY:+-dict="$FUZZ_DICTIONARY"} -artifact_prefix="$found/" "$found/corpus" "$seeds"
