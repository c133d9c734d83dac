#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""libing pack test on a small pack: what passes, how a failure is told, what is no scenario file.

LIBING in the environment names the program. Needs nothing but Python's standard library.
"""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
LIBING = os.environ.get("LIBING", "libing")
PACK = HERE / "pack"

HEAD = "schema: 1\ntimezone: Asia/Shanghai\ncalendar: {covers: [2024-01-01, 2024-03-31]}\nscenarios:\n"
ONE = """- id: X
  zh: 一
  en: one
  covers: []
  events:
    - {t: 2024-02-05, ev: defect_found, id: D1, shop: S1, kind: gas}
  as_of: 2024-02-12
  expect: {state: {D1: found}}
"""

FAILING = """\
FAIL  F-01  what is expected is not what comes
    tests/rehearse/failing.yaml
    line 18: missing  2024-02-06 CLOSE D1
    line 19: missing  2024-02-07 REMIND D1
      nearest  2024-02-09 REMIND D1 (R-8)
      silent   rule R-10 on asked: visits is at least 1 (was: 0)
    line 20: missing  2024-02-10 PROPOSE_FINE D1 {amount: 500.50} → office
      nearest  2024-02-10 PROPOSE_FINE D1 {amount: 500} → office (R-2)
    never, and yet  2024-02-06 ORDER_REPAIR D1 {due: 2024-02-09} → inspector (R-1)
    line 23: state of D1  expected fined, got overdue
    line 23: state of D1.notice  expected none, got served
    line 24: due fix_by  expected 2024-02-10, got 2024-02-09
    line 24: due D1.answer_by  expected 2024-02-09, got 2024-02-08
    line 25: fined on 2024-02-11  expected 33.34, got 500
    line 25: paid on 2024-02-11  expected 1, got 0
FAIL  F-02  an event that is refused
    tests/rehearse/failing.yaml
    line 33: fix_ordered refused: rule R-1 (shops.lua:34): working day asked for 2024-04-01, outside the calendar's cover 2024-01-01..2024-03-31
FAIL  F-03  a decision that was blocked
    tests/rehearse/failing.yaml
    line 45: missing  2024-02-10 PROPOSE_FINE D1
      nearest  2024-02-10 PROPOSE_FINE D1 {amount: 500} → office (R-2), blocked by R-3b
0 passed, 3 failed
"""


def run(*args, cwd=None):
    """Exit status, standard output and standard error of one call."""
    done = subprocess.run([LIBING, *map(str, args)], capture_output=True, encoding="utf-8", timeout=120,
                          stdin=subprocess.DEVNULL, cwd=cwd)
    return done.returncode, done.stdout, done.stderr


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
        self.addCleanup(shutil.rmtree, self.folder)

    def good(self, *args):
        status, out, err = run(*args)
        self.assertEqual((0, ""), (status, err), out)
        return out

    def file(self, text):
        path = self.folder / "own.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    def refused(self, text, place, message):
        path = self.file(text)
        self.assertEqual((2, "", f"libing: {path}:{place}: {message}\n"),
                         run("pack", "test", PACK, "--scenarios", path))


class Passing(Case):
    def test_pack__passes_its_own_scenarios_in_order_of_files(self):
        told = self.good("pack", "test", PACK).splitlines()
        self.assertEqual([f"pass  T-0{i}" for i in range(1, 9)], [line[:10] for line in told[:-1]])
        self.assertEqual("8 passed, 0 failed", told[-1])

    def test_only__runs_one_of_them(self):
        self.assertEqual("通过  T-02  期限当日不产生次日的结果\n通过 1，失败 0\n",
                         self.good("pack", "test", PACK, "--only", "T-02", "--lang", "zh"))

    def test_scenarios__given_again_are_all_run(self):
        told = self.good("pack", "test", PACK, "--scenarios", PACK / "scenarios.yaml", "--scenarios", self.file(HEAD + ONE))
        self.assertIn("pass  X  one\n8 passed, 0 failed\n", told)

    def test_pack__without_scenarios_has_nothing_to_fail(self):
        copy = self.folder / "pack"
        shutil.copytree(PACK, copy)
        (copy / "scenarios.yaml").unlink()
        shutil.rmtree(copy / "scenarios")
        (copy / "given.lua").unlink()
        self.assertEqual("0 passed, 0 failed\n", self.good("pack", "test", copy))

    def test_kept__stores_are_whole_and_replay(self):
        keep = self.folder / "stores"
        self.good("pack", "test", PACK, "--keep", keep)
        self.assertEqual([f"T-0{i}.db" for i in range(1, 9)], sorted(path.name for path in keep.glob("*.db")))
        for path in keep.glob("*.db"):
            self.assertIn(" 0 damages", self.good("verify", path).replace(",", ""))
            self.assertIn(", 0 findings", self.good("replay", path))
        status, _, err = run("pack", "test", PACK, "--keep", keep)
        self.assertEqual((2, f"libing: file '{keep}/T-01.db' exists already\n"), (status, err))

    def test_adoption__is_a_record_that_stops_clocks(self):
        keep = self.folder / "stores"
        self.good("pack", "test", PACK, "--keep", keep, "--only", "T-05")
        records = [json.loads(line) for line in self.good("log", keep / "T-05.db", "--json").splitlines()]
        adopted = [record for record in records if record["type"] == "case.adopted"]
        self.assertEqual([{"procedure": "repair", "reason": "scenario", "state": "fined"}],
                         [record["data"] for record in adopted])
        moved = [record["data"] for record in records if record.get("cause") == adopted[0]["seq"]]
        self.assertEqual([{"cleared": ["fix_by"], "from": "fined", "procedure": "repair", "to": "fined"}], moved)

    def test_advance__however_often_gives_equal_decisions(self):
        said = []
        for how in ("events", "daily", "hourly", "never"):
            keep = self.folder / how
            self.good("pack", "test", PACK, "--keep", keep, "--advance", how)
            said.append(sorted(path.name + line for path in keep.glob("*.db") for line in decisions(self, path)))
        self.assertTrue(said[0])
        self.assertEqual([said[0]] * 3, said[1:])


def decisions(case, path):
    """What was decided, without the places in the log."""
    for line in case.good("decisions", path, "--json").splitlines():
        record = json.loads(line)
        yield json.dumps([record["at"], record.get("case"), record["rule"], record["data"]["action"], record["data"]["args"]])


class Failing(Case):
    def test_report__says_what_was_expected_what_came_and_which_rule_was_silent(self):
        status, out, err = run("pack", "test", "tests/rehearse/pack", "--scenarios", "tests/rehearse/failing.yaml",
                               cwd=HERE.parent.parent)
        self.assertEqual((1, FAILING, ""), (status, out, err))

    def test_json__has_one_line_a_scenario(self):
        status, out, _ = run("pack", "test", PACK, "--scenarios", HERE / "failing.yaml", "--json")
        told = [json.loads(line) for line in out.splitlines()]
        self.assertEqual(1, status)
        self.assertEqual([("F-01", False), ("F-02", False), ("F-03", False)],
                         [(one["scenario"], one["passed"]) for one in told])
        self.assertIn("missing  2024-02-06 CLOSE D1\n", told[0]["report"])

    def test_without__a_rule_its_scenarios_fail(self):
        status, out, _ = run("pack", "test", PACK, "--without", "R-5")
        self.assertEqual(1, status)
        self.assertEqual(["T-04", "T-05"], [line.split()[1] for line in out.splitlines() if line.startswith("FAIL")])

    def test_each_without__names_the_rules_that_nobody_misses(self):
        status, out, err = run("pack", "test", PACK, "--each-without")
        table = {line.split(" ", 1)[0]: line.split(" ", 1)[1].strip() for line in out.splitlines()}
        self.assertEqual((0, ""), (status, err))
        self.assertEqual("T-04 T-05", table["R-5"])
        self.assertEqual("T-07", table["R-9"])
        self.assertEqual("T-03", table["R-3b"])
        self.assertTrue(out.endswith("\n11 rules, 0 that nobody misses\n"), out)
        status, out, _ = run("pack", "test", PACK, "--each-without", "--scenarios", self.file(HEAD + ONE))
        self.assertEqual(1, status)
        self.assertIn("R-5                      nobody misses it\n", out)


class Refused(Case):
    def test_event__unknown_names_the_nearest(self):
        self.refused(HEAD + ONE.replace("ev: defect_found", "ev: defect_fond"), "10:27",
                     "unknown event defect_fond; did you mean defect_found?")

    def test_field__unknown_names_the_nearest(self):
        self.refused(HEAD + ONE.replace("kind: gas", "knd: gas"), "10:59", "unknown field knd; did you mean kind?")

    def test_field__of_another_type_is_named_with_it(self):
        self.refused(HEAD + ONE.replace("kind: gas", "kind: gas, loss: 1.234"), "10:76",
                     "defect_found.loss: '1.234' is no money")
        self.refused(HEAD + ONE.replace("shop: S1", "shop: E1"), "10:55", "defect_found.shop: 'E1' is no party_id{shop}")

    def test_field__missing_is_named(self):
        self.refused(HEAD + ONE.replace(", kind: gas", ""), "10:7", "defect_found lacks field kind")

    def test_role__that_may_not_record_it_is_refused(self):
        self.refused(HEAD + ONE.replace("kind: gas", "kind: gas, by: office").replace("ev: defect_found", "ev: fix_ordered")
                     .replace("shop: S1, kind: gas, ", ""), "10:7",
                     "case D1 was never opened, and fix_ordered presupposes no state to begin in")

    def test_key__unknown_or_missing_is_refused(self):
        self.refused(HEAD + ONE.replace("as_of:", "asof:"), "11:3", "unknown key asof; did you mean as_of?")
        self.refused(HEAD + ONE.replace("  as_of: 2024-02-12\n", ""), "5:3", "key 'as_of' is missing")
        self.refused(HEAD.replace("schema: 1", "schema: 2") + ONE, "1:9", "schema must be 1")

    def test_events__backwards_or_after_the_end_are_refused(self):
        two = ONE.replace("  as_of", "    - {t: 2024-02-04, ev: visited, shop: S1}\n  as_of")
        self.refused(HEAD + two, "11:7", "events go backwards in time")
        self.refused(HEAD + two.replace("02-04", "02-13"), "11:7", "the event is after as_of")

    def test_expectation__of_unknown_words_is_refused(self):
        self.refused(HEAD + ONE.replace("{D1: found}", "{D1: fund}"), "12:24", "unknown state fund; did you mean found?")
        self.refused(HEAD + ONE.replace("{D1: found}", "{D2: found}"), "12:20", "unknown case D2; did you mean D1?")
        self.refused(HEAD + ONE.replace("state: {D1: found}", "never: [CLOSED]"), "12:20",
                     "unknown action closed; did you mean close?")
        self.refused(HEAD + ONE.replace("state: {D1: found}", "due: {fix: 2024-02-09}"), "12:18", "unknown deadline fix")
        self.refused(HEAD + ONE.replace("{state: {D1: found}}", "{}"), "12:11", "expect: nothing is expected")

    def test_scenario__twice_is_refused(self):
        self.refused(HEAD + ONE + ONE, "13:3", "scenario X stands here twice")

    def test_given__unknown_or_wrong_stands_where_it_is_given(self):
        self.refused(HEAD + ONE + "  given: {exemt: [gas]}\n", "13:11", "unknown given exemt; did you mean exempt?")
        self.refused(HEAD + ONE + "  given: {exempt: [coal]}\n", "13:19",
                     "given.exempt: fine.exempt: 'coal' is no one_of{gas, wiring}")

    def test_param__unknown_names_the_nearest(self):
        self.refused(HEAD + ONE + "  params: {fix.workday: 3}\n", "13:12", "unknown param fix.workday; did you mean fix.workdays?")

    def test_calendar__wrong_is_refused(self):
        self.refused(HEAD.replace("[2024-01-01, 2024-03-31]", "[2024-01-01]") + ONE, "3:20",
                     "calendar.covers must be two dates, [2024-01-01, 2024-12-31]")
        self.refused(HEAD.replace("03-31]", "03-31], holidays: [2024-2-1]") + ONE, "3:57",
                     "calendar.holidays: '2024-2-1' is no date or range 2024-02-10..2024-02-17")

    def test_yaml__with_anchors_or_twice_a_key_is_refused(self):
        self.refused(HEAD + ONE.replace("[]", "&a []"), "8:11", "anchors and tags are not allowed")
        self.refused(HEAD + ONE + "  en: two\n", "13:3", "key 'en' stands here twice")

    def test_command__names_what_is_not_there(self):
        self.assertEqual((2, "", "libing: no scenario 'T-99'\n"), run("pack", "test", PACK, "--only", "T-99"))
        self.assertEqual((2, "", f"libing: there is no '{self.folder}/no.yaml'\n"),
                         run("pack", "test", PACK, "--scenarios", self.folder / "no.yaml"))
        status, _, err = run("pack", "test", PACK, "--without", "R-55")
        self.assertEqual(2, status)
        self.assertIn("unknown rule R-55; did you mean R-5?", err)
        status, _, err = run("pack", "test", PACK, "--advance", "weekly")
        self.assertEqual(2, status)
        self.assertIn("no way to advance 'weekly': events, daily, hourly or never", err)

    def test_given_lua__that_fails_names_its_line(self):
        copy = self.folder / "pack"
        shutil.copytree(PACK, copy)
        given = (copy / "given.lua").read_text(encoding="utf-8")
        (copy / "given.lua").write_text(given.replace("at = day }", "at = days }"), encoding="utf-8")
        self.assertEqual((2, "", f"libing: {copy}/given.lua:6: given.rules_in_force: unknown name 'days'\n"),
                         run("pack", "test", copy))


if __name__ == "__main__":
    unittest.main()
