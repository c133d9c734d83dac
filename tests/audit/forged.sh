#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# forged.sh LIBING FORGE: histories forged by someone who owns the library. Every hash and every table of a
# forged store is right, so `libing verify` finds nothing; `libing replay` names what was done, and where.
set -uo pipefail

libing=$1 forge=$2
history=$(cd "$(dirname "$0")/../golden/village" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

wrong() {
    echo "$*"
    failed=1
}

# said KIND SEQ: does the last replay have a finding of that kind about that record.
said() { grep -q "^{\"kind\":\"$1\",\"seq\":$2," "$work/replay"; }

# expect HOW SEQ KIND:SEQ...: forge decision SEQ that way; verify passes, replay tells each KIND about its SEQ.
expect() {
    local how=$1 seq=$2 copy=$work/$1-$2.db status finding
    shift 2
    "$forge" "$told" "$copy" "$how" "$seq" || { wrong "forge $how $seq failed"; return; }
    "$libing" verify "$copy" >"$work/verify" || wrong "verify of $how $seq: exit status $?: $(cat "$work/verify")"
    "$libing" replay "$copy" --json >"$work/replay"
    status=$?
    [ $status -eq 1 ] || wrong "replay of $how $seq: exit status $status, expected 1"
    for finding in "$@"; do
        said "${finding%:*}" "${finding#*:}" || wrong "replay of $how $seq does not say $finding: $(cat "$work/replay")"
    done
    "$libing" replay "$copy" >"$work/page"
    grep -q "^${1%:*} record ${1#*:}[,:]" "$work/page" || wrong "replay of $how $seq does not print $1"
}

told=$work/village.db
# The village's history: decision 6 (suspend) and what it causes, decision 7 (remind);
# decisions 14 and 15 follow from one event, of two cases.
"$libing" init "$work/village.db" --clock 2024-04-08T18:00:00+08:00 >"$work/log" || exit 1
"$libing" pack install "$work/village.db" "$history/pack" --from 2023-01-01 --clock 2024-04-08T18:00:00+08:00 >"$work/log" || exit 1
grep '"at":"2024-0[1-4]' "$history/requests.jsonl" |
    "$libing" append "$work/village.db" - --clock 2024-04-08T18:00:00+08:00 >"$work/log" || exit 1
"$libing" verify "$work/village.db" >"$work/log" && "$libing" replay "$work/village.db" >"$work/log" ||
    wrong "the village itself: $(cat "$work/log")"

expect amount 6 DIFFERENT:6
expect delete 7 OMITTED:7
expect add 7 EXTRA:8
expect swap 14 EXTRA:14 OMITTED:16 # the other's comes first, and is missed behind it

# The plants': what field B missed (record 10, and 11, its decision) is taken out whole.
told=$work/plants.db
"$libing" init "$told" --clock 2024-04-08T18:00:00+08:00 >"$work/log" &&
    "$libing" pack install "$told" "$history/../duty/pack" --from 2023-01-01 --clock 2024-04-08T18:00:00+08:00 >"$work/log" &&
    "$libing" append "$told" "$history/../duty/requests.jsonl" --clock 2024-04-08T18:00:00+08:00 >"$work/log" &&
    "$libing" replay "$told" >"$work/log" || wrong "the plants themselves: $(cat "$work/log")"
expect delete 11 OMITTED:11
told=$work/delete-11.db
expect delete 10 OMITTED:10
[ $failed -eq 0 ] && echo "six forgeries: verify is content, replay is not"
exit $failed
