#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# run_attacks.sh TOOL DIRECTORY…: every attack file ends as its first line says, with the value that its
# `-- value=` line gives, alike in 21 processes under three locales, on standard input, and without
# its comments; none takes two seconds of the processor. A directory that is not there is a named skip.
set -u
tool=$1
shift
locales="C de_DE.UTF-8 en_US.UTF-8"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# Where exactly a limit is met is no part of its verdict.
verdict() {
    # The processor's time, since the machine may be busy with other tests.
    (ulimit -t 2 && exec timeout 60 "$@")
    code=$?
    [ $code -eq 0 ] || echo "exit $code"
}
short() {
    sed -E 's/^(limit:[a-z]+).*/\1/'
}

check_file() {
    file=$1
    expected=$(sed -n '1s/.*expected: //p' "$file")
    value=$(sed -n 's/^-- value=//p' "$file")
    first=$(verdict "$tool" "$file" 2>&1 | short)
    if [ "${first%% *}" != "$expected" ] || { [ -n "$value" ] && [ "$first" != "$expected $value" ]; }; then
        echo "FAIL $file: expected $expected $value, got $first"
        return
    fi
    for locale in $locales; do
        for _ in 1 2 3 4 5 6 7; do
            got=$(LC_ALL=$locale verdict "$tool" "$file" 2>&1 | short)
            [ "$got" = "$first" ] || echo "FAIL $file under $locale: $first, then $got"
        done
    done
    # Lines may go with the comments: the places in messages then differ.
    plain=$(echo "$first" | sed -E 's/rule:[0-9]+: //')
    got=$(verdict "$tool" - <"$file" 2>&1 | short)
    [ "$got" = "$first" ] || echo "FAIL $file on standard input: $got"
    got=$(sed '/^-- /d' "$file" | verdict "$tool" - 2>&1 | short | sed -E 's/rule:[0-9]+: //')
    [ "$got" = "$plain" ] || echo "FAIL $file without comments: $got"
}

for locale in $locales; do
    LC_ALL=$locale locale charmap >/dev/null 2>"$scratch/complaint"
    [ ! -s "$scratch/complaint" ] || echo "SKIP locale $locale: not installed"
done
count=0
running=0
for directory in "$@"; do
    if [ ! -d "$directory" ]; then
        echo "SKIP $directory: not there"
        continue
    fi
    for file in "$directory"/*.lua; do
        count=$((count + 1))
        check_file "$file" >"$scratch/$count" &
        running=$((running + 1))
        if [ $running -ge 2 ]; then
            wait -n
            running=$((running - 1))
        fi
    done
done
wait
cat "$scratch"/[0-9]*
failures=$(cat "$scratch"/[0-9]* | grep -c '^FAIL')
echo "$count files, $failures failures"
[ "$failures" -eq 0 ] && [ "$count" -gt 0 ]
