#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every test, from a fresh clone, with one command. Installs by name what is missing (as root, or
# through sudo), builds three trees and runs their tests:
#
#   build/test-asan   Debug with address, leak and undefined-behaviour sanitizers
#   build/test-clang  RelWithDebInfo with clang: unit and API tests; its warnings are errors too
#   build             RelWithDebInfo: build/bin/libing; what is built like that by users, and what depends
#                     on no build (lint, README, ...); unit tests only with --quick
#
# The last line is `N passed, N failed, N skipped` over all of them; every skipped test is named with
# its reason above it. The exit status is 0 only when nothing failed and everything could be installed.
#
#   tests/run.sh [--quick] [--long] [--bare]
#
#   --quick   the release tree alone
#   --long    longer campaigns (LIBING_TEST_LONG=1 for the tests); threads under the thread sanitizer; the
#             same decisions from gcc and clang, with -O0 and with -O3
#   With LIBING_SQLITE_SOURCE=DIR, a folder with SQLite's amalgamation, the tests of the store also run with
#   that SQLite built in: from 3.51.3 on in WAL mode.
#
#   --bare    the same in a minimal Debian made by debootstrap (tests/bare.sh)
set -uo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 1
quick=
packages="gcc libc6-dev clang cmake ninja-build pkg-config lua5.4 liblua5.4-dev libsqlite3-dev sqlite3
    libssl-dev zlib1g-dev libyaml-dev libcmocka-dev g++ python3 python3-dev python3-venv
    swig maven locales-all git binutils"

while [ $# -gt 0 ]; do
    case $1 in
    --quick) quick=1 ;;
    --long) export LIBING_TEST_LONG=1 ;;
    --bare) exec bash "$root/tests/bare.sh" ;;
    *) sed -n 's/^#   \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
    shift
done

begun=$(date +%s)
say() { printf '\n[%3ds] %s\n' "$(($(date +%s) - begun))" "$*"; }

# One closing line whatever happened; a step that could not be done counts as a failed test.
stop() {
    echo "$*" >&2
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
}

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# install NAME...: those that are missing, by name.
install() {
    local missing=() package
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "installing: ${missing[*]}"
    as_root apt-get update -q || return 1
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -yq --no-install-recommends "${missing[@]}" ||
        return 1
}

say "checking for the packages that the tests need"
command -v dpkg-query >/dev/null || stop "this script installs Debian packages, and there is no dpkg here"
# shellcheck disable=SC2086 # one word a package
install $packages || stop "packages could not be installed"
command -v javac >/dev/null || install default-jdk-headless || stop "a Java compiler could not be installed"
install "libclang-rt-$(clang -dumpversion | cut -d. -f1)-dev" || stop "clang's runtime could not be installed"

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
jobs=$(nproc)

# build NAME DIRECTORY OPTION...: configure and build one tree; what failed is counted by its name. `only`
# names the targets where not all are wanted.
only=
build() {
    local name=$1 tree=$2
    shift 2
    say "building $name in $tree"
    [ -f "$tree/CMakeCache.txt" ] || set -- -G Ninja "$@" # a tree that is there keeps its generator
    # shellcheck disable=SC2086 # one word a target
    if cmake -S . -B "$tree" -DLIBING_BUILD_TESTS=ON -DLIBING_WERROR=ON "$@" >"$results/$name.log" 2>&1 &&
        cmake --build "$tree" ${only:+--target $only} >>"$results/$name.log" 2>&1; then
        return 0
    fi
    tail -n 60 "$results/$name.log"
    echo "build.$name" >>"$results/failed"
    return 1
}

# run NAME DIRECTORY OPTION...: the tests of one tree. ctest's own totals are left out: the closing line
# adds up all trees.
run() {
    local name=$1 tree=$2
    shift 2
    say "testing $name"
    ctest --test-dir "$tree" --parallel "$jobs" --timeout 600 --output-on-failure --no-tests=error \
        --output-junit "$results/$name.xml" "$@" 2>&1 </dev/null |
        sed -u -E '/^Internal ctest changing into|^Test project|^ *Start +[0-9]+:|% tests passed|^The following tests|^Total Test time|^Errors while running|^Label Time Summary|^[^ ]+ += +[0-9.]+ sec|^Output.*LastTest|^\t +[0-9]+ - |^$/d'
    [ -s "$results/$name.xml" ] || echo "test.$name" >>"$results/failed"
}

release=()
if [ -z "$quick" ]; then
    export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 UBSAN_OPTIONS=print_stacktrace=1
    build asan build/test-asan -DCMAKE_BUILD_TYPE=Debug -DLIBING_SANITIZE=address,undefined &&
        run asan build/test-asan --label-exclude once
    build clang build/test-clang -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_C_COMPILER=clang &&
        run clang build/test-clang --tests-regex '^(unit|api)\.' --label-exclude once
    export LIBING_OTHER_BUILD=$root/build/test-clang:$root/build/test-asan
    release=(--exclude-regex '^(unit\.|faults\.fault_)') # ran with clang, and with sanitizers
fi
if [ -z "$quick" ] && [ -n "${LIBING_TEST_LONG:-}" ]; then
    only=determinism_host
    for compiler in gcc clang; do
        for kind in Debug Release; do
            tree=build/test-$compiler-$kind
            build "$compiler-$kind" "$tree" -DCMAKE_BUILD_TYPE=$kind -DCMAKE_C_COMPILER=$compiler &&
                LIBING_OTHER_BUILD+=:$root/$tree
        done
    done
    only="crowd_writers crowd_writers_wal api_test_engine"
    build tsan build/test-tsan -DCMAKE_BUILD_TYPE=Debug -DLIBING_SANITIZE=thread &&
        run tsan build/test-tsan --tests-regex '^(crowd\.|api\.test_engine$)'
    only=
fi
if [ -z "$quick" ] && [ -n "${LIBING_SQLITE_SOURCE:-}" ]; then
    build sqlite build/test-sqlite -DCMAKE_BUILD_TYPE=RelWithDebInfo "-DLIBING_SQLITE_SOURCE=$LIBING_SQLITE_SOURCE" &&
        run sqlite build/test-sqlite --tests-regex '^(unit\.(sql|store|audit)|api|crowd|kill)\.'
fi
build release build -DCMAKE_BUILD_TYPE=Release && run release build ${release[0]:+"${release[@]}"}

# The Python package, as pip installs it, in an environment of its own.
python=$root/build/python/venv/bin/python
python_package() {
    say "building the Python package in build/python"
    { [ -x "$python" ] || python3 -m venv build/python/venv; } &&
        "$python" -m pip install -q ./bindings/python -r bindings/python/tests/requirements.txt
}
python_types() {
    (cd bindings/python && "$python" -m mypy && "$python" -m basedpyright --pythonpath "$python")
}
if python_package >"$results/python.log" 2>&1; then
    say "testing the Python package"
    "$python" -m pytest -q bindings/python/tests --junitxml "$results/python.xml"
    [ -s "$results/python.xml" ] || echo "test.python" >>"$results/failed"
    python_types || echo "python.types" >>"$results/failed"
else
    tail -n 60 "$results/python.log"
    echo "build.python" >>"$results/failed"
fi

# The Java package, as Maven builds it; without the network where everything is there already.
java_package() {
    local log=$results/java.log
    (cd bindings/java && rm -rf target/surefire-reports && mvn -B -o verify) >"$log" 2>&1 && return 0
    grep -q -e 'in offline mode' -e 'has not been downloaded' "$log" || return 1
    (cd bindings/java && mvn -B verify) >"$log" 2>&1
}
say "building and testing the Java package in bindings/java/target"
if ! java_package; then
    grep -v '^\[INFO\]' "$results/java.log" | tail -n 60
    echo "java.verify" >>"$results/failed"
fi
grep '^\[.*Tests run:.*-- in ' "$results/java.log"
cp bindings/java/target/surefire-reports/TEST-*.xml "$results" || echo "test.java" >>"$results/failed"

say "done"
touch "$results/failed"
python3 tests/support/count.py "$results"
