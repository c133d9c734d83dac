#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The closing line of tests/run.sh says what happened: passed, failed (also what could not start), skipped."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

COUNT = pathlib.Path(__file__).resolve().parents[1] / "support/count.py"
GOOD = '<testcase name="good" status="run"><system-out></system-out></testcase>'
SKIPPED = ('<testcase name="skip" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/>'
           '<system-out>first\nskipped: no data\n</system-out></testcase>')
BAD = '<testcase name="bad" status="fail"><failure message=""/><system-out></system-out></testcase>'
MISSING = ('<testcase name="missing" status="notrun"><skipped message="Unable to find executable"/>'
           '<system-out>Unable to find executable: prog</system-out></testcase>')
DISABLED = '<testcase name="off" status="disabled"><system-out>Disabled</system-out></testcase>'
PYTEST = '<testcase classname="test_a" name="{}" time="0.1">{}</testcase>'


class Count(unittest.TestCase):
    def count(self, failed="", **trees):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "failed").write_text(failed, encoding="utf-8")
            for tree, cases in trees.items():
                (folder / f"{tree}.xml").write_text(f"<testsuite>{''.join(cases)}</testsuite>", encoding="utf-8")
            done = subprocess.run([sys.executable, COUNT, folder], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout.splitlines()

    def test_trees_are_added_up(self):
        self.assertEqual((0, ["3 passed, 0 failed, 0 skipped"]), self.count(asan=[GOOD, GOOD], release=[GOOD]))

    def test_skipped_is_named_with_its_reason_and_fails_nothing(self):
        self.assertEqual((0, ["skipped  asan: skip: no data", "1 passed, 0 failed, 1 skipped"]),
                         self.count(asan=[GOOD, SKIPPED]))

    def test_what_failed_or_could_not_start_is_a_failure(self):
        for case, name in ((BAD, "bad"), (MISSING, "missing"), (DISABLED, "off")):
            with self.subTest(name):
                self.assertEqual((1, [f"FAILED   asan: {name}", "1 passed, 1 failed, 0 skipped"]),
                                 self.count(asan=[GOOD, case]))

    def test_pytest_is_counted_too(self):
        cases = [PYTEST.format("good", ""), PYTEST.format("bad", '<failure message="no"/>'),
                 PYTEST.format("broken", '<error message="no"/>'),
                 PYTEST.format("skip", '<skipped type="pytest.skip" message="no data"/>')]
        self.assertEqual((1, ["skipped  python: skip: no data", "FAILED   python: bad", "FAILED   python: broken",
                              "1 passed, 2 failed, 1 skipped"]), self.count(python=cases))

    def test_build_that_failed_is_a_failure(self):
        self.assertEqual((1, ["FAILED   build.clang", "1 passed, 1 failed, 0 skipped"]),
                         self.count("build.clang\n", asan=[GOOD]))

    def test_nothing_run_is_no_success(self):
        self.assertEqual((1, ["0 passed, 0 failed, 0 skipped"]), self.count())


if __name__ == "__main__":
    unittest.main()
