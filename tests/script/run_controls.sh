#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run_controls.sh WEAK_PAIRS WEAK_COROUTINE DIRECTORY SEED: two weakened sandboxes must be caught; tests
# that would not notice them would prove nothing. With a fixed SEED Lua's own order is one wrong order.
set -u
file=$3/77-pairs-order.lua
value=$(sed -n 's/^-- value=//p' "$file")
got=$(timeout 10 "$1" "$file" 2>&1)
case "$got" in
"deterministic $value") echo "FAIL: Lua's own pairs was not noticed: $got"; exit 1 ;;
esac
echo "noticed: $got"
if [ "$4" = fixed ] && [ "$got" != "$(timeout 10 "$1" "$file" 2>&1)" ]; then
    echo "FAIL: the hash seed was to be fixed, and two processes differ"
    exit 1
fi
timeout 2 "$2" "$3/78-coroutine.lua" >/dev/null 2>&1
code=$?
if [ $code -ne 124 ]; then
    echo "FAIL: a coroutine that no hook watches ended with $code"
    exit 1
fi
echo "noticed: an unwatched coroutine ran into the time limit"
