#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Add up what ctest said of several trees: count.py DIRECTORY

DIRECTORY holds one JUnit file for each tree (TREE.xml), of ctest or of pytest, and `failed`, names of builds that failed, one a
line. Names what was skipped, with its reason, and what failed; the last line is the total.
"""
import pathlib
import sys
import xml.etree.ElementTree


def reason(case):
    """The last line that a skipped test printed says why."""
    if is_left_out(case):
        return case.find("skipped").get("message", "no reason given")
    said = (case.findtext("system-out") or "").strip().splitlines()
    return said[-1].strip().removeprefix("skipped: ") if said else "no reason given"


def is_passed(case):
    """ctest says so; pytest says only what else happened."""
    if case.get("status") is not None:
        return case.get("status") == "run"
    return all(case.find(what) is None for what in ("failure", "error", "skipped"))


def is_left_out(case):
    """What pytest skipped."""
    return case.get("status") is None and case.find("skipped") is not None


def is_skipped(case):
    """ctest calls `skipped` also what it could not start; only exit code 77 is one."""
    told = case.find("skipped")
    return told is not None and told.get("message", "").startswith("SKIP_")


def main(directory):
    passed, skipped = 0, []
    failed = (directory / "failed").read_text(encoding="utf-8").split()
    for path in sorted(directory.glob("*.xml")):
        for case in xml.etree.ElementTree.parse(path).getroot().iter("testcase"):
            name = f"{path.stem}: {case.get('name')}"
            if is_passed(case):
                passed += 1
            elif is_skipped(case) or is_left_out(case):
                skipped.append(f"{name}: {reason(case)}")
            else:
                failed.append(name)
    for name in skipped:
        print(f"skipped  {name}")
    for name in failed:
        print(f"FAILED   {name}")
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if failed or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
