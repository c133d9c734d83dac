#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_scenarios.py PACK [FILE…]: the pack passes its own scenarios, and those files that are there; a store of
each is whole and replays. LIBING in the environment names the program.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

LIBING = os.environ.get("LIBING", "libing")


def run(*args):
    done = subprocess.run([LIBING, *map(str, args)], capture_output=True, encoding="utf-8", timeout=280)
    return done.returncode, done.stdout + done.stderr


def check_store(path):
    """What is wrong with one store; empty when nothing is."""
    said = ""
    for verb, fine in (("verify", " 0 damages"), ("replay", ", 0 findings")):
        status, out = run(verb, path)
        if status != 0 or fine not in out:
            said += f"{verb} {path.name}: exit status {status}\n{out}"
    return said


def test(pack, files):
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        options = [option for file in files for option in ("--scenarios", file)]
        status, out = run("pack", "test", pack, *options, "--keep", folder)
        failed = "" if status == 0 else "".join(line + "\n" for line in out.splitlines() if line[:4] not in ("pass", "通过"))
        stores = sorted(pathlib.Path(folder).glob("*.db"))
        failed += "".join(check_store(path) for path in stores)
        print(out.splitlines()[-1] if out else "nothing was said", f"– {len(stores)} stores", *files)
        return failed


def main():
    pack, *files = sys.argv[1:]
    failed = test(pack, [])
    for file in files:
        if os.path.exists(file):
            failed += test(pack, [file])
        else:
            print(f"{file} is not there: left out")
    sys.exit(failed or 0)


if __name__ == "__main__":
    main()
