#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From a bare Debian machine to a township's case store in build/quickstart/township.db: builds libing and
# tells it three stories of a made-up township under its plan, "courtesy first, force after" (先礼后兵):
# one enterprise reports in time and is spared, another does neither and is fined, a household loses its
# welfare and gets it back on appeal. Then the rules pass their scenarios, the store is verified and
# replayed, and a tampered copy is noticed.
#
# Packages that are missing are installed by name with apt-get (as root, or through sudo); nothing else on
# the machine is changed outside this directory. A second run builds nothing and begins with a new store.
# In the environment: LIBING=PATH uses that command line instead of building one, QUICKSTART_DIR=DIR
# another place than build/quickstart.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=${QUICKSTART_DIR:-$root/build/quickstart}
store=$work/township.db
packages="gcc libc6-dev cmake ninja-build pkg-config liblua5.4-dev libsqlite3-dev libssl-dev zlib1g-dev libyaml-dev sqlite3"

step() { printf '\n== %s\n' "$*"; }
# show COMMAND...: print it as one would type it, then run it.
show() {
    local word text='$ libing'
    for word in "${@:2}"; do
        text="$text ${word#"$root/"}"
    done
    echo "$text"
    "$@"
}

if [ -z "${LIBING:-}" ]; then
    step "1. what is needed to build / 构建所需软件包"
    missing=
    for package in $packages; do
        dpkg -s "$package" >/dev/null 2>&1 || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        echo "installing:$missing"
        as_root=
        [ "$(id -u)" = 0 ] || as_root=sudo
        $as_root apt-get update
        # shellcheck disable=SC2086 # one word a package
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing
    else
        echo "nothing is missing"
    fi

    step "2. build / 构建"
    cmake -S "$root" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DLIBING_BUILD_TESTS=OFF >/dev/null
    cmake --build "$work/build"
    LIBING=$work/build/bin/libing
fi

# tell FILE: each event on its own day; --clock stands where the host's clock stood.
tell() {
    local event at clock
    while IFS= read -r event; do
        at=$(printf '%s' "$event" | sed 's/.*"at":"\([^"]*\)".*/\1/')
        case $at in
        *T*) clock=$at ;;
        *) clock=${at}T18:00:00+08:00 ;;
        esac
        printf '%s  %s\n' "$at" "$(printf '%s' "$event" | sed 's/^{"type":"\([^"]*\)".*/\1/')"
        printf '%s' "$event" | "$LIBING" append "$store" - --clock "$clock" --lang zh | sed 's/^/    /'
    done <"$root/examples/quickstart/$1"
}
# number ACTION: the record of the first such decision.
number() { "$LIBING" decisions "$store" --action "$1" --json | sed -n '1s/.*"seq":\([0-9]*\),.*/\1/p'; }

step "3. a store and its rules / 案卷库与规则包"
mkdir -p "$work"
rm -f "$work"/*.db "$work"/*.db-*
show "$LIBING" init "$store" --clock 2023-12-20T09:00:00+08:00
show "$LIBING" pack install "$store" "$root/rules/bayi" --from 2023-12-20 --clock 2023-12-20T09:00:00+08:00

step "4. courtesy: reported by itself, corrected in its term, spared / 礼：主动报告，限期改正，不予处罚"
tell 1-spared.jsonl

step "5. force: neither corrected nor reported / 兵：不改不报，一经查实"
tell 2-escalated.jsonl
echo
echo "deadlines that run / 正在计时的期限"
show "$LIBING" due "$store"
echo
echo "a week later nothing has been corrected: order_by lapses / 一周后仍未改正，期限届满"
show "$LIBING" advance "$store" --to 2024-01-24T08:00:00+08:00 --clock 2024-01-24T08:00:00+08:00 --lang zh
echo
echo "rules propose, people decide / 规则只提建议，由人决定"
show "$LIBING" inbox "$store" --role eco_branch --lang zh
show "$LIBING" confirm "$store" "$(number propose_fine)" --by eco_branch:head --clock 2024-01-25T10:00:00+08:00
show "$LIBING" execute "$store" "$(number grant_reward)" --by township_gov:cashier --clock 2024-01-26T10:00:00+08:00
show "$LIBING" explain "$store" "$(number propose_fine)" --lang zh

step "6. straw: welfare suspended, restored on appeal / 焚烧秸秆：停发福利，异议成立后恢复"
tell 3-restored.jsonl

step "7. the year's decisions / 全年决定"
show "$LIBING" decisions "$store" --lang zh

step "8. do the rules say what the plan's cases expect / 规则是否符合方案案例"
show "$LIBING" pack test "$root/rules/bayi" --scenarios "$root/rules/bayi/scenarios.yaml" --lang zh

step "9. is the record whole, and does it follow from its causes / 核验与重演"
show "$LIBING" verify "$store"
show "$LIBING" replay "$store"

step "10. somebody turns 100 yuan into 900 in a copy / 有人在副本里把100元改成900元"
copy=$work/tampered.db
cp "$store" "$copy"
trigger=$(sqlite3 "$copy" "SELECT sql FROM sqlite_schema WHERE name = 'log_keeps_lines'")
sqlite3 "$copy" "DROP TRIGGER log_keeps_lines;
    UPDATE log SET line = CAST(replace(CAST(line AS TEXT), '\"yuan\":10000', '\"yuan\":90000') AS BLOB)
     WHERE instr(CAST(line AS TEXT), '\"yuan\":10000') > 0;
    $trigger;"
status=0
show "$LIBING" verify "$copy" || status=$?
if [ "$status" -ne 1 ]; then
    echo "the tampering was not noticed (exit status $status)" >&2
    exit 1
fi

step "done / 完成"
echo "the change was noticed; the store is ${store#"$root/"}"
