#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Judge a road-fine event log: a fresh store, import, end of the log, verify, replay; what was found
# goes to OUT.json. Every finding and outcome comes out of the pack; this file only counts lines.
#
#   run.sh [--keep DIR] [--pack DIR] EVENTS.csv[.gz] OUT.json
#
#   --keep DIR   make the store in DIR (which must not exist yet) and leave it there
#   --pack DIR   judge by another pack with the same words
#   LIBING=PATH  in the environment: this command line instead of a release build in build/road_fines
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
pack=$here/pack
keep=
rules="G1 G2 G2n G3 G3n G4 G5 T2 T3 T3d T7 T8 T9 X1 Q1"
days="2004-12-31 2008-12-31 2012-12-31"

usage() { sed -n 's/^#   \{0,1\}//p' "$0" >&2; exit 2; }
say() { printf '%s %s\n' "$(date +%H:%M:%S)" "$*" >&2; }

while [ $# -gt 0 ]; do
    case $1 in
    --keep) [ $# -ge 2 ] || usage; keep=$2; shift 2 ;;
    --pack) [ $# -ge 2 ] || usage; pack=$2; shift 2 ;;
    -*) usage ;;
    *) break ;;
    esac
done
[ $# -eq 2 ] || usage
events=$1 out=$2
[ -r "$events" ] || { say "cannot read $events"; exit 2; }

if [ -z "${LIBING:-}" ]; then
    say "building libing (release) in build/road_fines"
    generator=
    if command -v ninja >/dev/null && [ ! -f "$root/build/road_fines/CMakeCache.txt" ]; then generator="-G Ninja"; fi
    # shellcheck disable=SC2086 # two words, or none
    cmake -S "$root" -B "$root/build/road_fines" $generator -DCMAKE_BUILD_TYPE=Release -DLIBING_BUILD_TESTS=OFF >/dev/null
    cmake --build "$root/build/road_fines" --parallel >/dev/null
    LIBING=$root/build/road_fines/bin/libing
fi

if [ -n "$keep" ]; then
    mkdir "$keep"
    work=$keep
else
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
fi
store=$work/fines.db

# time_of NAME COMMAND...: run it and note how long it took, in thousandths of a second.
time_of() {
    local name=$1 begun
    shift
    begun=$(date +%s%3N)
    "$@"
    echo "$name $(($(date +%s%3N) - begun))" >>"$work/seconds"
}

say "a fresh store, and the pack from 1990-01-01"
"$LIBING" init "$store" --zone +01:00 >/dev/null
"$LIBING" pack install "$store" "$pack" --from 1990-01-01 >/dev/null

say "importing $(basename "$events")"
time_of import "$LIBING" import "$store" "$events" --map "$here/map.lua" --json >"$work/import.json"

# The end of the log, dated as its last event: T7, T8 and T9 look at every case then.
last=$(gzip -cdf "$events" | python3 -c 'import csv, sys
print(max(row["date"] for row in csv.DictReader(sys.stdin)))')
say "closing the log on $last"
printf '{"type":"log_closed","at":"%s","by":"police_office:import","data":{}}\n' "$last" |
    time_of close "$LIBING" append "$store" - --json >"$work/close.json"

say "verifying"
time_of verify "$LIBING" verify "$store" --json >"$work/verify.json"
say "replaying"
time_of replay "$LIBING" replay "$store" --json >"$work/replay.json" || [ $? -eq 1 ]

say "counting"
"$LIBING" info "$store" --json >"$work/info.json"
count_findings() {
    local rule
    for rule in $rules; do
        echo "$rule $("$LIBING" decisions "$store" --rule "$rule" --json | wc -l)"
    done >"$work/findings"
}
measure_outcomes() {
    local day
    "$LIBING" measure "$store" outcome --json >"$work/outcomes.json"
    for day in $days; do
        "$LIBING" measure "$store" outcome --as-of "$day" --json >"$work/outcomes.$day.json"
    done
}
time_of findings count_findings
time_of outcomes measure_outcomes

python3 - "$work" $days >"$work/result.json" <<'PYTHON'
import json
import sys

work, days = sys.argv[1], sys.argv[2:]
OUTCOMES = ("CREDIT_COLLECTION", "DISMISSED", "PAID", "DISMISSED_OTHER", "OPEN")


def read(name):
    with open(f"{work}/{name}", encoding="utf-8") as file:
        return json.load(file)


def pairs(name):
    with open(f"{work}/{name}", encoding="utf-8") as file:
        return {key: int(value) for key, value in (line.split() for line in file)}


def counts(name):
    found = read(name)["counts"]
    unknown = set(found) - set(OUTCOMES)
    if unknown:
        sys.exit(f"outcomes that nobody declared: {sorted(unknown)}")
    return {outcome: found.get(outcome, 0) for outcome in OUTCOMES}


def last_line(name):
    """Of a check: its findings come first, one a line."""
    with open(f"{work}/{name}", encoding="utf-8") as file:
        return json.loads(file.read().splitlines()[-1])


info, replay = read("info.json"), last_line("replay.json")
different = sum(replay[kind] for kind in ("different", "omitted", "extra", "missing", "limit", "runtime"))
print(json.dumps({
    "cases": info["cases"], "events": read("import.json")["appended"], "decisions": info["decisions"],
    "findings": pairs("findings"), "outcomes": counts("outcomes.json"),
    "as_of": {day: counts(f"outcomes.{day}.json") for day in days},
    "replay": {"same": replay["same"], "different": different},
    "seconds": {name: value / 1000 for name, value in pairs("seconds").items()}}, indent=1))
PYTHON
cp "$work/result.json" "$out"
say "done: $out"
