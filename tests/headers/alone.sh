#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# alone.sh SOURCE_INCLUDE BUILD_INCLUDE: compile every public header by itself, and twice over, as C99 and
# as C++11 with warnings as errors; CC and CXX name the compilers.
set -uo pipefail

source_include=$1 build_include=$2
warnings="-Wall -Wextra -Wpedantic -Werror"
failed=0 checked=0

# compile HEADER COMPILER OPTION...
compile() {
    local header=$1
    shift
    # shellcheck disable=SC2086 # one word an option
    if ! printf '#include <%s>\n#include <%s>\nint main(void) { return 0; }\n' "$header" "$header" |
        "$@" $warnings -I"$source_include" -I"$build_include" -fsyntax-only -; then
        echo "<$header> does not compile: $*"
        failed=1
    fi
    checked=$((checked + 1))
}

if ! command -v "${CC:-}" >/dev/null || ! command -v "${CXX:-}" >/dev/null; then
    echo "skipped: a C and a C++ compiler are needed"
    exit 77
fi
headers=$(cd "$source_include" && find . -name '*.h' | sed 's/^\.\///' | sort)
for header in $headers libing/version.h; do
    compile "$header" "$CC" -std=c99 -x c
    compile "$header" "$CXX" -std=c++11 -x c++
done
[ "$checked" -gt 2 ] || { echo "no headers in $source_include"; exit 1; }
echo "$checked compilations"
exit $failed
