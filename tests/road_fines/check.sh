#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Compare every number of examples/road_fines/run.sh with expect.py's; then change one constant of a
# copied pack (90 days -> 80) and see that G1, and nothing else, changes.
#
#   check.sh EVENTS.csv          exit 77 (skipped) when there is no such file
#   check.sh --generated SEED    with made-up events
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
example=$(cd "$here/../../examples/road_fines" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

if [ "${1:-}" = --generated ]; then
    events=$work/events.csv
    python3 "$here/make_events.py" --seed "${2:?seed}" "$events"
else
    events=${1:?EVENTS.csv or --generated SEED}
    [ -r "$events" ] || { echo "skipped: no $events"; exit 77; }
fi

"$example/run.sh" "$events" "$work/plain.json"
python3 "$here/expect.py" "$events" --compare "$work/plain.json"

cp -R "$example/pack" "$work/pack"
chmod -R u+w "$work/pack"
sed -i '/^param "days.send"/s/= 90 }/= 80 }/' "$work/pack/vocabulary.lua"
! cmp -s "$work/pack/vocabulary.lua" "$example/pack/vocabulary.lua" || { echo "the constant was not found"; exit 1; }
"$example/run.sh" --pack "$work/pack" "$events" "$work/changed.json"
python3 "$here/expect.py" "$events" --send-days 80 --compare "$work/changed.json"

python3 - "$work/plain.json" "$work/changed.json" <<'PYTHON'
import json
import sys

plain, changed = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
moved = {name for name in plain["findings"] if plain["findings"][name] != changed["findings"][name]}
same = all(plain[part] == changed[part] for part in ("cases", "events", "outcomes", "as_of"))
if moved != {"G1"} or not same:
    sys.exit(f"a changed constant of G1 moved {sorted(moved)}")
print(f"90 -> 80 days: G1 {plain['findings']['G1']} -> {changed['findings']['G1']}, nothing else")
PYTHON
