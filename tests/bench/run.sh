#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run.sh [EVENTS …]: libing beside plain SQLite on made-up road fines, one table for each size
# (default 10,000 and 100,000; say 1000000 for the long one). Ratios are within one run; the
# machine's own rates are in the first lines of each table.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build
[ -x "$build/tests/libing_bench" ] || { cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo >/dev/null; ninja -C "$build" tests/libing_bench >/dev/null; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
if [ $# -eq 0 ]; then set -- 10000 100000; fi
for events in "$@"; do
  python3 "$root/tests/bench/make_requests.py" "$events" > "$dir/events.jsonl"
  echo "== $events events"
  "$build/tests/libing_bench" "$dir" "$root/examples/road_fines/pack" "$dir/events.jsonl"
done
