#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# check.sh pkg_config|find_package BUILD: install BUILD into a temporary prefix, build examples/c/first.c
# against what was installed alone, run it, and compare with examples/c/first.expected.
set -euo pipefail

way=$1 build=$2
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cmake --install "$build" --prefix "$work/made here" >"$work/install.log" || { cat "$work/install.log"; exit 1; }
mv "$work/made here" "$work/prefix" # an installed tree can be moved
library=$(dirname "$(find "$work/prefix" -name 'libing.so' | head -n 1)")

case $way in
pkg_config)
    export PKG_CONFIG_PATH=$library/pkgconfig
    # shellcheck disable=SC2046 # flags are words
    cc -std=c99 -Wall -Wextra -Wpedantic -Werror "$root/examples/c/first.c" $(pkg-config --cflags --libs libing) \
        -Wl,-rpath,"$library" -o "$work/first"
    ;;
find_package)
    cmake -S "$here/project" -B "$work/build" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" -DEXAMPLE="$root/examples/c/first.c" \
        >"$work/configure.log" || { cat "$work/configure.log"; exit 1; }
    cmake --build "$work/build" >"$work/build.log" || { cat "$work/build.log"; exit 1; }
    cp "$work/build/first" "$work/first"
    ;;
*)
    echo "pkg_config or find_package?"
    exit 2
    ;;
esac

"$work/first" "$work/first.db" "$work/prefix/share/libing/rules/bayi" >"$work/output"
diff "$root/examples/c/first.expected" "$work/output"
"$work/prefix/bin/libing" verify "$work/first.db"
