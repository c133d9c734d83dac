#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Write the golden histories anew, with digests.txt and its line in CHANGELOG.md. Refused where a history
# comes out differently while the format version is the same; golden.py says when --same-format is right.
#
#   refresh.sh [--same-format]        LIBING=PATH in the environment: another command line than build/bin/libing
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
exec python3 "$here/golden.py" write "${LIBING:-$here/../../build/bin/libing}" "$@"
