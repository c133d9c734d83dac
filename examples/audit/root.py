#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The root of the Merkle tree over a log, without libing: `libing log STORE | root.py`

RFC 6962: leaf = SHA-256(0x00 line), node = SHA-256(0x01 left right), split at the largest power of two. A
line ends with its newline. The root must be the one that `libing verify` prints, today and from any copy.
"""
import hashlib
import sys


def root(leaves):
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root(leaves[:middle]) + root(leaves[middle:])).digest()


lines = [hashlib.sha256(b"\x00" + line).digest() for line in sys.stdin.buffer]
print("root", (root(lines) if lines else hashlib.sha256(b"").digest()).hex())
