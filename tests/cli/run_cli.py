#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The command line as its users meet it: help, exit statuses, messages, tables, JSON.

LIBING in the environment names the program. Needs nothing but Python's standard library.
"""
import gzip
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import unicodedata
import unittest

HERE = pathlib.Path(__file__).resolve().parent
LIBING = os.environ.get("LIBING", "libing")
PACK = str(HERE / "pack")
SHOPS = str(HERE.parent / "api" / "people_pack")
MAP = str(HERE / "map.lua")
CLOCK = "2024-04-01T09:00:00+08:00"
COMMANDS = ["init", "info", "pack check", "pack test", "pack install", "pack graph", "pack doc", "pack diff", "pack new", "append", "import",
            "case list", "case show",
            "decisions", "explain", "inbox", "confirm", "decline", "execute", "due", "advance", "measure", "log",
            "verify", "replay", "help"]

LENT = {"type": "lent", "case": "L1", "at": "2024-02-01", "by": "librarian:a",
        "data": {"reader": "reader:R1", "title": "水浒传"}}
RETURNED = {"type": "returned", "case": "L1", "at": "2024-03-11", "by": "librarian:a",
            "data": {"damaged": True}}
LENT_AGAIN = {"type": "lent", "case": "长-2", "at": "2024-03-12", "by": "librarian:a",
              "data": {"reader": "reader:R2"}}
SECOND = {"type": "lent", "case": "L2", "at": "2024-03-12", "by": "librarian:a",
          "data": {"reader": "reader:R2"}}


def run(*args, text=None, **kwargs):
    """Exit status, standard output and standard error of one call."""
    done = subprocess.run([LIBING, *map(str, args)], input=text, capture_output=True, encoding="utf-8",
                          timeout=120, stdin=subprocess.DEVNULL if text is None else None, **kwargs)
    return done.returncode, done.stdout, done.stderr


def lines(*requests):
    return "".join(json.dumps(request, ensure_ascii=False) + "\n" for request in requests)


def width(text):
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


class Case(unittest.TestCase):
    def good(self, *args, **kwargs):
        status, out, err = run(*args, **kwargs)
        self.assertEqual((0, ""), (status, err), f"libing {' '.join(map(str, args))}\n{out}")
        return out

    def json_lines(self, *args, **kwargs):
        return [json.loads(line) for line in self.good(*args, "--json", **kwargs).splitlines()]

    def bad(self, status, fragment, *args, **kwargs):
        got, out, err = run(*args, **kwargs)
        self.assertEqual(status, got, f"libing {' '.join(map(str, args))}\n{out}{err}")
        self.assertTrue(err.startswith("libing: "), err)
        self.assertIn(fragment, err)
        return err


class Help(Case):
    def test_help__lists_every_command(self):
        listed = self.good("help")
        self.assertEqual(listed, self.good("--help"))
        self.assertEqual(listed, self.good("-h"))
        for name in COMMANDS:
            self.assertIn(f"\n  {name} ", listed)

    def test_command__help_has_description_options_and_example(self):
        for name in COMMANDS:
            with self.subTest(name):
                page = self.good(*name.split(), "--help")
                self.assertTrue(page.startswith(f"Usage: libing {name} [OPTIONS]"), page)
                for part in ("\nOptions:\n", "\n  Example:\n", f"      libing {name}", "--json", "--lang"):
                    self.assertIn(part, page)
                self.assertEqual(page, self.good(*name.split(), "-h"))
                self.assertEqual(page, self.good("help", *name.split()))

    def test_command__help_speaks_chinese_when_asked(self):
        for name in COMMANDS:
            with self.subTest(name):
                page = self.good(*name.split(), "--help", "--lang", "zh")
                self.assertTrue(page.startswith(f"用法：libing {name} [选项]"), page)
                self.assertIn("\n选项：\n", page)

    def test_help__fits_a_terminal(self):
        for language in ("en", "zh"):
            for name in COMMANDS:
                for line in self.good(*name.split(), "--help", "--lang", language).splitlines():
                    self.assertLessEqual(width(line), 88, line)

    def test_group__help_lists_its_commands(self):
        self.assertIn("  pack install  ", self.good("pack", "--help"))
        self.assertNotIn("  append", self.good("help", "pack"))

    def test_version__is_one_line(self):
        self.assertRegex(self.good("--version"), r"^libing \d+\.\d+\.\d+\n$")

    def test_nothing__shows_help_and_is_usage_error(self):
        status, out, _ = run()
        self.assertEqual(2, status)
        self.assertIn("Commands:", out)

    def test_language__is_not_taken_from_the_environment(self):
        env = dict(os.environ, LIBING_LANG="zh", LANG="zh_CN.UTF-8")
        self.assertIn("Usage:", self.good("help", env=env))


class BadArguments(Case):
    TABLE = [
        (2, "unknown command 'verfy'; did you mean 'verify'?", ["verfy", "s"]),
        (2, "unknown command 'pak check'; did you mean 'pack check'?", ["pak", "check", "x"]),
        (2, "unknown command 'case lst'; did you mean 'case list'?", ["case", "lst", "x"]),
        (2, "unknown command 'xyzzy'; 'libing help' lists them", ["xyzzy"]),
        (2, "'pack' is not a command by itself", ["pack"]),
        (2, "unknown command 'nonsense'", ["help", "nonsense"]),
        (2, "unknown option '--dryrun'; did you mean '--dry-run'?", ["append", "s", "--dryrun"]),
        (2, "unknown option '--jsn'; did you mean '--json'?", ["verify", "s", "--jsn"]),
        (2, "unknown option '--frobnicate'", ["--frobnicate"]),
        (2, "unknown option '-x'", ["verify", "s", "-x"]),
        (2, "option '--each' takes no value", ["append", "s", "--each=3"]),
        (2, "option '--kind' needs a value", ["case", "list", "s", "--kind"]),
        (2, "no language 'fr': en or zh", ["info", "s", "--lang", "fr"]),
        (2, "'verify' needs STORE", ["verify"]),
        (2, "'case show' needs STORE CASE", ["case", "show", "s"]),
        (2, "'verify' does not take 'b'", ["verify", "a", "b"]),
        (2, "'pack install' needs --from DATE", ["pack", "install", "s", PACK]),
        (2, "'import' needs --map FILE.lua", ["import", "s", "a.csv"]),
        (2, "--each with --dry-run", ["append", "s", "--each", "--dry-run"]),
        (2, "SEQ 'x1' is no whole number from 0 on", ["explain", "s", "x1"]),
        (2, "SEQ '99999999999999999999' is no whole number", ["explain", "s", "99999999999999999999"]),
        (2, "SEQ 'x1' is no whole number from 0 on", ["confirm", "s", "x1", "--by", "office:1"]),
        (2, "'inbox' needs --role ROLE", ["inbox", "s"]),
        (2, "'advance' needs --to TIME", ["advance", "s"]),
        (2, "'execute' needs --by ROLE:NAME", ["execute", "s", "7"]),
        (2, "no file '/no/such.json'", ["append", "s", "/no/such.json"]),
        (2, "/no/such.store", ["info", "/no/such.store"]),
        (2, "/no/such.store", ["verify", "/no/such.store"]),
        (2, "/no/such.store", ["replay", "/no/such.store"]),
        (2, "/no/such", ["pack", "check", "/no/such"]),
    ]

    def test_argument__mistake_is_named_with_its_status(self):
        for status, fragment, args in self.TABLE:
            with self.subTest(" ".join(args)):
                self.bad(status, fragment, *args)

    def test_argument__mistake_is_json_when_asked(self):
        for status, _, args in self.TABLE:
            with self.subTest(" ".join(args)):
                got, out, err = run(*args, "--json")
                if args[-1] == "--kind":  # then --json is the option's value
                    continue
                self.assertEqual((status, ""), (got, out))
                error = json.loads(err.splitlines()[-1])["error"]
                self.assertLess(error["code"], 0)
                self.assertTrue(error["status"].startswith("LIBING_ERR_"))
                self.assertTrue(error["message"])

    def test_argument__mistake_is_chinese_wherever_the_language_stands(self):
        self.assertIn("没有命令", self.bad(2, "是否指 'verify'", "--lang", "zh", "verfy"))
        self.bad(2, "没有选项", "verify", "s", "--frobnicate", "--lang=zh")

    def test_clock__must_be_a_moment_with_an_offset(self):
        with tempfile.TemporaryDirectory() as folder:
            for text in ("2024-02-30T00:00:00Z", "2024-03-15", "2024-03-15T09:00:00", "2024-03-15T25:00:00Z",
                         "2024-03-15T09:00:00+0800", "2024-03-15T09:00:00.5Z", "yesterday", ""):
                with self.subTest(text):
                    self.bad(2, "--clock", "init", f"{folder}/s", "--clock", text)
                    self.assertFalse(os.path.exists(f"{folder}/s"))


class Stores(Case):
    """A store with one loan that came back late and damaged, and one that is still out."""

    @classmethod
    def setUpClass(cls):
        cls.made = tempfile.TemporaryDirectory()
        cls.model = f"{cls.made.name}/model.db"
        for args, text in ((["init", cls.model, "--uid", "0" * 32, "--clock", CLOCK], None),
                           (["pack", "install", cls.model, PACK, "--from", "2024-01-01", "--clock", CLOCK], None),
                           (["append", cls.model, "--clock", CLOCK], lines(LENT, RETURNED, SECOND))):
            status, out, err = run(*args, text=text)
            if status != 0:
                raise RuntimeError(f"libing {' '.join(args)}: {status}\n{out}{err}")

    @classmethod
    def tearDownClass(cls):
        cls.made.cleanup()

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.store = f"{self.folder.name}/store.db"
        shutil.copy(self.model, self.store)

    def write(self, name, text):
        path = pathlib.Path(self.folder.name) / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)

    def records(self):
        return self.json_lines("info", self.store)[0]["records"]

    def decision(self, rule):
        return self.json_lines("decisions", self.store, "--rule", rule)[0]

    # --- making ---------------------------------------------------------------------------------

    def test_init__says_what_the_store_is(self):
        path = f"{self.folder.name}/new.db"
        made = self.json_lines("init", path, "--origin", "library.example/east", "--zone", "+09:00")[0]
        self.assertEqual(("library.example/east", "+09:00"), (made["origin"], made["zone"]))
        self.bad(2, "new.db", "init", path)

    def test_init__refuses_a_zone_or_uid_that_is_none(self):
        self.bad(2, "+25:00", "init", f"{self.folder.name}/a", "--zone", "+25:00")
        self.bad(2, "xyz", "init", f"{self.folder.name}/b", "--uid", "xyz")

    def test_clock__is_the_time_of_the_record(self):
        first = self.json_lines("log", self.store)[0]
        self.assertEqual("2024-04-01T01:00:00.000Z", first["t"])

    def test_install__answers_with_its_record_and_again_with_the_same(self):
        args = ("pack", "install", self.store, PACK, "--from", "2025-01-01", "--clock", CLOCK)
        first = self.json_lines(*args)
        self.assertEqual("2025-01-01", first[0]["from"])
        self.assertEqual(first, self.json_lines(*args))

    def test_install__refuses_a_date_that_is_none(self):
        self.bad(2, "2024-13-01", "pack", "install", self.store, PACK, "--from", "2024-13-01")

    def test_file_that_is_no_store__is_a_store_failure(self):
        path = self.write("text.db", "nothing of the kind" * 100)
        for command in ("info", "log", "verify", "replay"):
            with self.subTest(command):
                self.bad(3, "text.db", command, path)

    # --- packs ----------------------------------------------------------------------------------

    def test_check__clean_pack_is_fine(self):
        self.assertEqual("0 errors, 0 warnings\n", self.good("pack", "check", PACK))
        self.assertEqual("", self.good("pack", "check", PACK, "--json"))

    def test_check__faulty_pack_is_status_1_with_places(self):
        folder = pathlib.Path(self.folder.name) / "faulty"
        shutil.copytree(PACK, folder)
        rules = folder / "rules.lua"
        rules.write_text(rules.read_text().replace("must = remind {", "must = remnd {"))
        status, out, err = run("pack", "check", folder)
        self.assertEqual((1, ""), (status, err))
        self.assertRegex(out, r"(?m)^.*/faulty/rules\.lua:\d+:(\d+:)? E\d+ .*remind")
        status, out, _ = run("pack", "check", folder, "--json")
        self.assertEqual(1, status)
        found = [json.loads(line) for line in out.splitlines()]
        self.assertIn("rules.lua", [finding["file"] for finding in found])
        self.assertNotEqual(out, run("pack", "check", folder, "--json", "--lang", "zh")[1])
        self.bad(2, "remnd", "pack", "install", self.store, folder, "--from", "2025-01-01")

    # --- appending ------------------------------------------------------------------------------

    def test_append__one_request_gives_a_receipt(self):
        request = dict(SECOND, type="returned", at="2024-03-20", data={"damaged": True})
        path = self.write("request.json", json.dumps(request, indent=2))
        receipt = self.json_lines("append", self.store, path, "--clock", CLOCK)[0]
        self.assertEqual("L2", receipt["case"])
        self.assertEqual(["charge"], [made["data"]["action"] for made in receipt["decisions"]])

    def test_append__receipt_is_a_sentence_and_a_table_for_people(self):
        request = lines(dict(SECOND, type="returned", at="2024-03-20", data={"damaged": True}))
        shown = self.good("append", self.store, "-", "--clock", CLOCK, text=request)
        self.assertRegex(shown, r"^record \d+, case L2, late\n")
        self.assertRegex(shown, r"damaged +may +charge")

    def test_append__dry_run_writes_nothing(self):
        before = self.records()
        request = lines(dict(SECOND, case="L3"))
        self.assertIn("would be record", self.good("append", self.store, "--dry-run", "--clock", CLOCK, text=request))
        self.good("append", self.store, "--dry-run", "--clock", CLOCK, text=lines(LENT, dict(SECOND, case="L4")))
        self.assertEqual(before, self.records())

    def test_append__several_lines_are_all_or_none(self):
        before = self.records()
        wrong = dict(SECOND, type="lnt", case="L4")
        error = self.bad(2, "lnt", "append", self.store, "--clock", CLOCK,
                         text=lines(dict(SECOND, case="L3"), wrong))
        self.assertIn("2", error)
        self.assertEqual(before, self.records())
        batch = self.json_lines("append", self.store, "--clock", CLOCK,
                                text=lines(dict(SECOND, case="L3")) + "\n" + lines(dict(SECOND, case="L4")))[0]
        self.assertEqual((2, 2, 0), (batch["requests"], batch["appended"], batch["repeated"]))

    def test_append__each_keeps_what_came_before_the_failure(self):
        text = lines(dict(SECOND, case="L3")) + "\n" + lines(dict(SECOND, type="lnt", case="L4"))
        status, out, err = run("append", self.store, "--each", "--json", "--clock", CLOCK, text=text)
        self.assertEqual(2, status)
        self.assertEqual(["L3"], [json.loads(line)["case"] for line in out.splitlines()])
        self.assertTrue(err.startswith("libing: line 3: "), err)
        self.assertEqual(["L1", "L2", "L3"], [one["id"] for one in self.json_lines("case", "list", self.store)])

    def test_append__bad_input_is_status_2(self):
        table = {
            "empty": "", "blank": " \n\n", "no JSON": "hello", "a list": "[1]", "cut off": '{"type":"lent"',
            "word": lines(dict(LENT, type="borrowed")), "role": lines(dict(LENT, by="reader:x", case="N1")),
            "field": lines(dict(LENT, case="N1", data={"readr": "reader:R1"})),
            "type": lines(dict(LENT, case="N1", data={"reader": 7})),
            "date": lines(dict(LENT, case="N1", at="2024-02-30")),
            "zone": lines(dict(LENT, case="N1", at="2024-02-01T09:00:00+01:00")),
            "future": lines(dict(LENT, case="N1", at="2034-02-01")),
            "stale": lines(dict(RETURNED, expect=77)), "exists": lines(dict(LENT, expect=-1)),
            "no pack": lines(dict(LENT, case="N1", at="2023-02-01")),
        }
        before = self.records()
        for name, text in table.items():
            with self.subTest(name):
                status, out, err = run("append", self.store, "--json", "--clock", CLOCK, text=text)
                self.assertEqual((2, ""), (status, out), err)
                self.assertIn("message", json.loads(err.splitlines()[-1])["error"])
                status, _, err = run("append", self.store, "--clock", CLOCK, "--lang", "zh", text=text)
                self.assertEqual(2, status)
                self.assertTrue(any(ord(char) > 0x4E00 for char in err), err)
        self.assertEqual(before, self.records())

    def test_append__same_key_is_answered_once_and_conflicts_otherwise(self):
        request = dict(SECOND, case="L9", id="k1")
        first = self.json_lines("append", self.store, "--clock", CLOCK, text=lines(request))[0]
        second = self.json_lines("append", self.store, "--clock", CLOCK, text=lines(request))[0]
        self.assertEqual((first["seq"], True), (second["seq"], second["repeated"]))
        self.bad(2, "k1", "append", self.store, "--clock", CLOCK, text=lines(dict(request, at="2024-03-13")))

    def test_clock__far_behind_the_log_is_a_system_failure(self):
        self.bad(3, "clock", "append", self.store, "--clock", "2024-03-01T00:00:00Z", text=lines(dict(LENT, case="N1")))

    def test_interrupt__while_waiting_for_input_leaves_everything_as_it_was(self):
        before = self.records()
        with subprocess.Popen([LIBING, "append", self.store, "--json"], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            child.stdin.write(lines(dict(SECOND, case="L3")).encode())
            child.stdin.flush()
            time.sleep(0.5)
            child.send_signal(signal.SIGINT)
            out, err = child.stdout.read(), child.stderr.read().decode()
            self.assertEqual(3, child.wait(timeout=20))
        self.assertEqual(b"", out)
        self.assertEqual("LIBING_ERR_INTERRUPTED", json.loads(err.splitlines()[-1])["error"]["status"])
        self.assertEqual(before, self.records())

    # --- importing ------------------------------------------------------------------------------

    def test_import__rows_become_events(self):
        report = self.json_lines("import", self.store, HERE / "loans.csv", "--map", MAP, "--clock", CLOCK)[0]
        self.assertEqual((4, 1, 3), (report["rows"], report["dropped"], report["appended"]))
        lent = self.json_lines("case", "show", self.store, "I1")[0]
        self.assertEqual("红楼梦, 上", lent["fields"]["title"])
        self.assertNotIn("title", self.json_lines("case", "show", self.store, "I2")[0]["fields"])

    def test_import__gzip_is_read_alike(self):
        path = self.write("loans.csv.gz", gzip.compress((HERE / "loans.csv").read_bytes()))
        self.assertIn("4 rows, 1 dropped: 3 events recorded",
                      self.good("import", self.store, path, "--map", MAP, "--clock", CLOCK))

    def test_import__failure_names_the_line_and_keeps_whole_transactions(self):
        path = self.write("bad.csv", "id,day,reader,title\nI1,2024-03-02,R7,\nI2,2024-03-33,R8,\n")
        error = self.bad(2, f"{path}:3:", "import", self.store, path, "--map", MAP, "--rows", "1", "--clock", CLOCK)
        self.assertIn("2024-03-33", error)
        self.assertIn("I1", [one["id"] for one in self.json_lines("case", "list", self.store)])

    def test_import__bad_input_is_status_2(self):
        table = {
            "columns": "id,day,reader,title\nI1,2024-03-02,R7\n", "quote": "id,day,reader,title\n\"I1,2024-03-02,R7,\n",
            "bytes": b"id,day,reader,title\nI1,2024-03-02,R7,\xD5\xC5\n", "empty": "",
        }
        before = self.records()
        for name, text in table.items():
            with self.subTest(name):
                path = self.write(f"{name}.csv", text)
                self.bad(2, path, "import", self.store, path, "--map", MAP, "--clock", CLOCK)
        self.bad(2, "/no/such.csv", "import", self.store, "/no/such.csv", "--map", MAP, "--clock", CLOCK)
        self.bad(2, "/no/such.lua", "import", self.store, HERE / "loans.csv", "--map", "/no/such.lua",
                 "--clock", CLOCK)
        for name, text in {"syntax": "return function(", "no function": "return 7",
                           "raises": "return function(row)\n  error('no')\nend",
                           "loops": "return function(row)\n  while true do end\nend",
                           "escapes": "return function(row) return os.time() end",
                           "word": "return function(row) return { type = 7 } end"}.items():
            with self.subTest(name):
                path = self.write("map.lua", text)
                self.bad(2, "", "import", self.store, HERE / "loans.csv", "--map", path, "--clock", CLOCK)
        self.assertEqual(before, self.records())

    # --- looking --------------------------------------------------------------------------------

    def test_cases__are_listed_and_filtered_by_kind(self):
        self.assertEqual(["L1", "L2"], [one["id"] for one in self.json_lines("case", "list", self.store)])
        self.assertEqual(2, len(self.json_lines("case", "list", self.store, "--kind", "loan")))

    def test_table__columns_are_aligned_with_chinese_text(self):
        self.good("append", self.store, "--clock", CLOCK, text=lines(dict(SECOND, case="L3", data={
            "reader": "reader:R3", "title": "三国演义，上册"})))
        for language in ("en", "zh"):
            shown = self.good("case", "list", self.store, "--lang", language).splitlines()
            starts = {width(line[:line.index("reader:")]) for line in shown[1:]}
            self.assertEqual(1, len(starts), shown)
            title = "当事人" if language == "zh" else "SUBJECT"
            self.assertEqual(starts, {width(shown[0][:shown[0].index(title)])})
            self.assertEqual(shown, [line.rstrip() for line in shown])

    def test_case__is_shown_with_fields_facts_records_and_decisions(self):
        shown = self.good("case", "show", self.store, "L1")
        for part in ("\nFields\n", "水浒传", "\nFacts\n", "lent_for", "\nRecords\n", "\nDecisions\n", "remind"):
            self.assertIn(part, shown)
        document = self.json_lines("case", "show", self.store, "L1")[0]
        self.assertEqual(("L1", "loan"), (document["id"], document["kind"]))
        self.bad(2, "L77", "case", "show", self.store, "L77")

    def test_decisions__are_filtered_by_rule_case_action_and_seq(self):
        every = self.json_lines("decisions", self.store)
        self.assertEqual(["remind", "charge"], [made["data"]["action"] for made in every])
        self.assertEqual(["in_force", "in_force"], [made["standing"] for made in every])
        self.assertEqual([every[0]], self.json_lines("decisions", self.store, "--rule", "late"))
        self.assertEqual([every[1]], self.json_lines("decisions", self.store, "--action", "charge"))
        self.assertEqual(every, self.json_lines("decisions", self.store, "--case", "L1"))
        self.assertEqual([], self.json_lines("decisions", self.store, "--case", "L2"))
        self.assertEqual([every[1]], self.json_lines("decisions", self.store, "--from-seq", every[1]["seq"]))
        self.bad(2, "--from-seq", "decisions", self.store, "--from-seq", "-1")

    def test_decisions__table_says_how_they_stand_in_both_languages(self):
        self.assertRegex(self.good("decisions", self.store), r"late +must +remind +in force +days=39")
        self.assertRegex(self.good("decisions", self.store, "--lang", "zh"), r"late +应当 +remind +有效 +days=39")

    def test_explain__prints_the_text_of_the_document(self):
        seq = self.decision("late")["seq"]
        document = self.json_lines("explain", self.store, seq)[0]
        self.assertEqual(document["text"].rstrip("\n") + "\n", self.good("explain", self.store, seq))
        chinese = self.good("explain", self.store, seq, "--lang", "zh")
        self.assertIn("借阅天数", chinese)
        self.assertNotEqual(chinese, self.good("explain", self.store, seq))
        self.bad(2, "7777", "explain", self.store, 7777)
        self.bad(2, "nonesuch", "explain", self.store, seq, "--rule", "nonesuch")

    def test_measure__is_counted_or_of_one_case_as_of_a_day(self):
        self.assertEqual({"BACK": 1, "OUT": 1}, self.json_lines("measure", self.store, "state_of_loan")[0]["counts"])
        self.assertEqual("BACK\n", self.good("measure", self.store, "state_of_loan", "--case", "L1"))
        self.assertEqual("OUT\n", self.good("measure", self.store, "state_of_loan", "--case", "L1",
                                            "--as-of", "2024-03-10"))
        self.assertRegex(self.good("measure", self.store, "state_of_loan", "--lang", "zh"), r"合计 +2\n$")
        self.bad(2, "nonesuch", "measure", self.store, "nonesuch")
        self.bad(2, "2024-02-30", "measure", self.store, "state_of_loan", "--as-of", "2024-02-30")

    def test_log__prints_records_as_they_are_stored(self):
        printed = self.good("log", self.store).splitlines()
        self.assertEqual(self.records(), len(printed))
        for seq, line in enumerate(printed):
            record = json.loads(line)
            self.assertEqual(seq, record["seq"])
            self.assertEqual(line, json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":")))
        of_case = self.json_lines("log", self.store, "--case", "L1")
        self.assertEqual({"L1"}, {record["case"] for record in of_case})
        self.assertEqual(printed[3:], self.good("log", self.store, "--from-seq", "3").splitlines())

    def test_options__may_stand_before_and_after_operands(self):
        self.assertEqual(self.good("decisions", "--rule", "late", self.store),
                         self.good("decisions", self.store, "--rule=late"))

    # --- checking -------------------------------------------------------------------------------

    def test_verify_and_replay__whole_store_is_fine(self):
        seen = self.json_lines("verify", self.store)[-1]
        self.assertEqual((0, self.records()), (seen["damages"], seen["records"]))
        self.assertRegex(self.good("verify", self.store), r"(?m)^root [0-9a-f]{64}$")
        replayed = self.json_lines("replay", self.store)[-1]
        self.assertEqual(3, replayed["causes"])
        self.assertEqual(replayed["causes"], replayed["same"])
        self.assertIn("已重演 3 个起因", self.good("replay", self.store, "--lang", "zh"))

    def test_verify__changed_record_is_status_1_and_named(self):
        base = sqlite3.connect(self.store)
        triggers = base.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'log'")
        triggers = triggers.fetchall()
        for name, _ in triggers:
            base.execute(f"DROP TRIGGER {name}")
        changed = base.execute("UPDATE log SET line = CAST(replace(CAST(line AS TEXT), 'R1', 'R9') AS BLOB) "
                               "WHERE instr(CAST(line AS TEXT), '\"lent\"') > 0 "
                               "AND instr(CAST(line AS TEXT), 'L1') > 0").rowcount
        for _, sql in triggers:
            base.execute(sql)
        base.commit()
        base.close()
        self.assertEqual(1, changed)
        status, out, err = run("verify", self.store, "--json")
        self.assertEqual((1, ""), (status, err))
        found = [json.loads(line) for line in out.splitlines()]
        self.assertEqual("DAMAGED", found[0]["kind"])
        self.assertGreater(found[-1]["damages"], 0)
        status, out, err = run("verify", self.store)
        self.assertEqual((1, ""), (status, err))
        self.assertTrue(out.startswith("DAMAGED: log.line, record "), out)

    # --- output ---------------------------------------------------------------------------------

    def test_output__reader_that_leaves_is_no_failure(self):
        self.good("append", self.store, "--clock", CLOCK,
                  text=lines(*(dict(SECOND, case=f"M{i}") for i in range(2000))))
        with subprocess.Popen([LIBING, "log", self.store], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as child:
            child.stdout.readline()
            child.stdout.close()
            self.assertEqual(b"", child.stderr.read())
            self.assertEqual(0, child.wait(timeout=20))

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full here")
    def test_output__full_disk_is_a_system_failure(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([LIBING, "info", self.store], stdout=full, stderr=subprocess.PIPE, check=False)
        self.assertEqual(3, done.returncode)
        self.assertIn(b"standard output", done.stderr)


def defect(event, at, by="inspector:1", **data):
    return {"type": event, "case": "D1", "at": at, "by": by, "data": data}


class People(Case):
    """A defect that was to be repaired by 12 March 2024."""

    DAY = "2024-03-13T09:00:00+08:00"

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.store = f"{folder.name}/store.db"
        clock = "2024-03-02T10:00:00+08:00"
        self.good("init", self.store, "--clock", clock)
        self.good("pack", "install", self.store, SHOPS, "--from", "2024-01-01", "--clock", clock)
        self.good("append", self.store, "--clock", clock, text=lines(
            defect("defect_found", "2024-03-01", shop="shop:S1"),
            defect("notice_served", "2024-03-01T10:00:00+08:00"), defect("fix_ordered", "2024-03-02")))

    def advance(self):
        return self.good("advance", self.store, "--to", "2024-03-13", "--clock", self.DAY)

    def fine(self):
        return self.json_lines("inbox", self.store, "--role", "office")[0]["seq"]

    def test_due__is_listed_soonest_first_until_a_day(self):
        self.assertRegex(self.good("due", self.store), r"(?s)^DUE .*\n2024-03-03T10:00:00\+08:00  answer_by .*"
                                                       r"\n2024-03-12 +fix_by +repair +\d+  D1\n$")
        self.assertRegex(self.good("due", self.store, "--lang", "zh"), r"^届满 +期限 ")
        self.assertNotIn("fix_by", self.good("due", self.store, "--until", "2024-03-11"))
        self.assertEqual(["answer_by", "fix_by"],
                         [one["deadline"] for one in self.json_lines("due", self.store)[0]["deadlines"]])
        self.bad(2, "2024-02-30", "due", self.store, "--until", "2024-02-30")

    def test_advance__says_what_lapsed_and_what_that_caused(self):
        self.assertRegex(self.advance(), r"(?s)^2 deadlines lapsed\n\nDecisions\n.*R-3 +may +propose_fine")
        self.assertEqual("0 deadlines lapsed\n", self.advance())
        again = self.json_lines("advance", self.store, "--to", "2024-03-19", "--clock", "2024-03-19T09:00:00+08:00")
        self.assertEqual((1, "2024-03-19"), (again[0]["lapsed"], again[0]["to"]))
        self.bad(2, "soon", "advance", self.store, "--to", "soon", "--clock", "2024-03-20T09:00:00+08:00")
        self.bad(2, "2024-04-20", "advance", self.store, "--to", "2024-04-20", "--clock", "2024-03-20T09:00:00+08:00")

    def test_inbox__lists_what_waits_for_a_role(self):
        self.assertEqual("", self.good("inbox", self.store, "--role", "office"))
        self.advance()
        self.assertRegex(self.good("inbox", self.store, "--role", "office"), r"R-3 +may +propose_fine +amount=50000")
        waiting = self.json_lines("inbox", self.store, "--role", "office")
        self.assertEqual([("propose_fine", "in_force")], [(one["data"]["action"], one["standing"]) for one in waiting])
        self.bad(2, "did you mean office?", "inbox", self.store, "--role", "ofice")

    def test_confirm__takes_the_day_of_the_clock_in_the_stores_zone(self):
        self.advance()
        seq = self.fine()
        receipt = self.json_lines("confirm", self.store, seq, "--by", "office:1", "--reason", "同意",
                                  "--clock", "2024-03-13T17:30:00Z")[0]
        said = self.json_lines("log", self.store, "--from-seq", receipt["seq"])[0]
        self.assertEqual(("decision.confirmed", "2024-03-14", "office:1", {"decision": seq, "reason": "同意"}),
                         (said["type"], said["at"], said["by"], said["data"]))
        self.assertEqual(["alert"], [made["data"]["action"] for made in receipt["decisions"]])
        self.assertEqual("", self.good("inbox", self.store, "--role", "office"))
        self.bad(2, "confirmed already", "confirm", self.store, seq, "--by", "office:1",
                 "--clock", "2024-03-14T09:00:00+08:00")

    def test_execute_and_decline__are_shown_as_receipts(self):
        self.advance()
        seq = self.fine()
        clock = ("--clock", self.DAY)
        self.bad(2, "for office to decide", "decline", self.store, seq, "--by", "inspector:1", *clock)
        self.assertRegex(self.good("execute", self.store, seq, "--by", "office:1", "--at", "2024-03-13", *clock),
                         r"(?s)^record \d+, case D1\n\nDecisions\n.*F-2 .*kind=fine_paid\n$")
        self.bad(2, "executed already", "decline", self.store, seq, "--by", "office:1", *clock)
        order = self.json_lines("inbox", self.store, "--role", "inspector")[0]["seq"]
        self.assertRegex(self.good("decline", self.store, order, "--by", "inspector:1", "--lang", "zh", *clock),
                         r"^记录 \d+，案卷 D1\n$")
        self.assertRegex(self.good("decisions", self.store, "--action", "order_repair"), "declined")

    def test_case__shows_states_deadlines_and_moves(self):
        shown = self.good("case", "show", self.store, "D1")
        self.assertIn("\nStates\nnotice  served\nrepair  fixing\n", shown)
        self.assertRegex(shown, r"\nDeadlines\nDUE .*\n2024-03-03T10:00:00\+08:00  answer_by ")
        self.assertIn("found → fixing (repair), set fix_by=2024-03-12", shown)
        self.assertIn("none → served (notice), set answer_by=2024-03-03T10:00:00+08:00", shown)
        self.good("append", self.store, "--clock", self.DAY, text=lines(
            defect("more_time", "2024-03-10", by="office:1", to="2024-03-14"), defect("fixed", "2024-03-13")))
        shown = self.good("case", "show", self.store, "D1", "--lang", "zh")
        self.assertIn("fixing（repair），起算 fix_by=2024-03-14", shown)
        self.assertIn("fixing → fixed（repair），停止 fix_by", shown)
        self.assertIn("repair  fixed", shown)

    def test_replay__of_lapses_and_words_is_the_same(self):
        self.advance()
        self.good("confirm", self.store, self.fine(), "--by", "office:1", "--clock", self.DAY)
        self.assertIn("6 causes replayed, 6 same, 0 findings", self.good("replay", self.store))
        self.assertEqual(0, self.json_lines("verify", self.store)[-1]["damages"])


if __name__ == "__main__":
    unittest.main()
