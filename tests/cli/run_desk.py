#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The desk of the command line: drawings and pages of packs.

LIBING in the environment names the program. Needs nothing but Python's standard library.
"""
import html.parser
import json
import os
import pathlib
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LIBING = os.environ.get("LIBING", "libing")
SHOPS = str(HERE.parent / "api" / "people_pack")
SVG = "{http://www.w3.org/2000/svg}"
WORDS = ["整改中", "责令整改", "整改期限 10日", "陈述期限 48小时", "并行：notice", "期满时"]
PACKS = sorted({str(path.parent) for path in [*ROOT.glob("rules/*/pack.lua"), *ROOT.glob("tests/api/*/pack.lua")]})


def run(*args):
    """Exit status, standard output and standard error of one call."""
    done = subprocess.run([LIBING, *map(str, args)], capture_output=True, encoding="utf-8", timeout=120,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="libing-desk-")
        self.addCleanup(self.folder.cleanup)
        self.at = pathlib.Path(self.folder.name)

    def good(self, *args):
        status, out, err = run(*args)
        self.assertEqual((0, ""), (status, err), f"libing {' '.join(map(str, args))}\n{out}")
        return out

    def bad(self, status, fragment, *args):
        got, out, err = run(*args)
        self.assertEqual(status, got, f"libing {' '.join(map(str, args))}\n{out}{err}")
        self.assertIn(fragment, err)

    def pack(self, rules, head='id = "p", version = "1", time_zone = "+08:00"'):
        """A pack of one file."""
        folder = self.at / "pack"
        folder.mkdir(exist_ok=True)
        (folder / "pack.lua").write_text(f'pack {{ {head}, files = {{ "rules.lua" }} }}\n', "utf-8")
        (folder / "rules.lua").write_text(rules, "utf-8")
        return folder


def boxes(root):
    """(class, left, top, right, bottom) of each box that holds text."""
    for group in root.iter(SVG + "g"):
        rect = group.find(SVG + "rect")
        if rect is not None:
            left, top, width, height = (int(rect.get(name)) for name in ("x", "y", "width", "height"))
            yield group.get("class"), left, top, left + width, top + height


class Graph(Case):
    def pictures(self):
        for pack in PACKS:
            graphs = json.loads(self.good("pack", "graph", pack, "--format", "svg", "--json"))["procedures"]
            for graph in graphs:
                yield f"{pack} {graph['id']}", xml.fromstring(graph["text"])

    def test_svg__draws_every_procedure_without_boxes_on_one_another(self):
        count = 0
        for name, root in self.pictures():
            drawn = list(boxes(root))
            count += 1
            self.assertGreater(len(drawn), 1, name)
            for i, (_, left, top, right, bottom) in enumerate(drawn):
                for other in drawn[i + 1:]:
                    apart = right <= other[1] or other[3] <= left or bottom <= other[2] or other[4] <= top
                    self.assertTrue(apart, f"{name}: {drawn[i]} lies on {other}")
        self.assertGreater(count, 0)

    def test_svg__stays_on_its_paper_of_a3(self):
        for name, root in self.pictures():
            self.assertIn((root.get("width"), root.get("height")), [("297mm", "420mm"), ("420mm", "297mm")], name)
            left, top, width, height = map(int, root.get("viewBox").split())
            for box in boxes(root):
                self.assertTrue(left <= box[1] and box[3] <= left + width and top <= box[2] and box[4] <= top + height,
                                f"{name}: {box}")

    def test_svg__says_states_rules_and_lengths_in_chinese(self):
        self.good("pack", "graph", SHOPS, "--format", "svg", "--out", self.at / "one.svg")
        text = (self.at / "one.svg").read_text("utf-8")
        shown = "".join(part for element in xml.fromstring(text).iter(SVG + "text") for part in element.itertext())
        for words in WORDS:
            self.assertIn(words, shown)

    def test_svg__is_the_same_bytes_each_time(self):
        first, second = (self.good("pack", "graph", SHOPS, "--format", "svg") for _ in range(2))
        self.assertEqual(first, second)

    def test_titles__cannot_break_out_of_the_picture(self):
        pack = self.pack('case "c" { zh = "案", en = "case" }\n'
                         'event "e" { about = "c", opens = true, zh = "事", en = "event", fields = {} }\n'
                         'procedure "p" { case = "c", start = "a", states = { "a", "b" }, ends = { "b" },\n'
                         '  zh = "</title><script>alert(1)</script>&", en = "p" }\n'
                         'rule "r" { case = "c", on = "e", from = "a", to = "b", cite = "一", en = "r",\n'
                         '  zh = "\\"\'<b>&amp;" }\n')
        text = self.good("pack", "graph", pack, "--format", "svg")
        self.assertNotIn("<script>", text)
        shown = "".join(xml.fromstring(text).itertext())
        self.assertIn("</title><script>alert(1)</script>&", shown)
        self.assertIn("\"'<b>&amp;", shown)

    def test_ring__is_drawn_with_its_way_back(self):
        pack = self.pack('case "c" { zh = "案", en = "case" }\n'
                         'event "e" { about = "c", opens = true, zh = "事", en = "event", fields = {} }\n'
                         'procedure "p" { case = "c", start = "a", states = { "a", "b" }, zh = "环", en = "ring" }\n'
                         'rule "on" { case = "c", on = "e", from = "a", to = "b", cite = "一", zh = "去", en = "on" }\n'
                         'rule "back" { case = "c", on = "e", from = "b", to = "a", cite = "一", zh = "回", en = "back" }\n'
                         'rule "stay" { case = "c", on = "e", from = "b", to = "b", cite = "一", zh = "留", en = "stay" }\n')
        root = xml.fromstring(self.good("pack", "graph", pack, "--format", "svg"))
        kinds = sorted(kind for kind, *_ in boxes(root))
        self.assertEqual(["label", "label back-label", "state", "state start"], kinds)

    def test_mermaid__names_states_arrows_and_regions(self):
        pack = self.pack('case "c" { zh = "案", en = "case" }\n'
                         'event "e" { about = "c", opens = true, zh = "事", en = "event", fields = {} }\n'
                         'procedure "p" { case = "c", start = "a", states = { "a", "b", words_zh = { "甲", "乙" } },\n'
                         '  ends = { "b" }, zh = "程序", en = "p", regions = { side = { "a", "z" } },\n'
                         '  deadlines = { soon = { runs = "a", length = days(3), zh = "尽快", en = "soon" } } }\n'
                         'rule "r" { case = "c", on = "e", from = "a", to = "b", cite = "一", zh = "去: 乙", en = "go" }\n')
        self.assertEqual("stateDiagram-v2\n"
                         "    direction TB\n"
                         "    state \"程序\" as p_all {\n"
                         "        state \"甲\" as a\n"
                         "        state \"乙\" as b\n"
                         "        [*] --> a\n"
                         "        a --> b : r 去#58; 乙\n"
                         "        b --> [*]\n"
                         "        note right of a\n"
                         "            尽快 3日\n"
                         "        end note\n"
                         "        --\n"
                         "        state \"a\" as side__a\n"
                         "        state \"z\" as side__z\n"
                         "        [*] --> side__a\n"
                         "    }\n", self.good("pack", "graph", pack))

    def test_language__is_chinese_unless_english_is_asked_for(self):
        self.assertNotEqual(self.good("pack", "graph", SHOPS), self.good("pack", "graph", SHOPS, "--lang", "en"))
        self.assertEqual(self.good("pack", "graph", SHOPS), self.good("pack", "graph", SHOPS, "--lang", "zh"))

    def test_refusals__name_the_thing_and_the_way_out(self):
        self.bad(2, "mermaid or svg", "pack", "graph", SHOPS, "--format", "png")
        self.bad(2, "has no procedure 'nothing'", "pack", "graph", SHOPS, "--procedure", "nothing")
        self.bad(2, "no-such-pack", "pack", "graph", self.at / "no-such-pack")
        self.bad(2, "rules.lua:1:12: E105", "pack", "graph", self.pack('role "r" { zh = wrong }\n'))


class Reader(html.parser.HTMLParser):
    """Ids, links and texts of a page; tags must close in order."""
    EMPTY = {"meta", "br"}

    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.tags, self.parts = [], [], [], set(), []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            elif name == "href":
                self.links.append(value)
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.add(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> ends {self.open[-3:]}"
        self.open.pop()

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.parts.append(data)


class Doc(Case):
    def read(self, *args):
        reader = Reader()
        reader.feed(self.good("pack", "doc", *args))
        reader.close()
        self.assertEqual([], reader.open)
        reader.shown = "".join(reader.parts)
        return reader

    def test_page__is_well_formed_and_links_lead_somewhere(self):
        for pack in PACKS:
            page = self.read(pack)
            self.assertEqual(len(page.ids), len(set(page.ids)), pack)
            self.assertEqual(set(), {link for link in page.links if link[1:] not in page.ids}, pack)
            self.assertFalse(page.tags & {"script", "iframe", "img", "link"}, pack)

    def test_page__has_every_rule_of_the_pack(self):
        for pack in PACKS:
            page = self.read(pack)
            drawn = [name for name in page.ids if name.startswith("rule-")]
            self.assertTrue(drawn, pack)
            self.assertIn(f"规则 {len(drawn)} 条", page.shown)

    def test_page__says_conditions_outcomes_and_bases_in_words(self):
        page = self.read(self.pack(
            'role "mayor" { zh = "镇长", en = "mayor" }\n'
            'party "house" { zh = "户", en = "house" }\n'
            'law "环保法1" { zh = "环境保护法第一条", en = "art. 1", from = "2015-01-01", to = "2026-08-14" }\n'
            'case "c" { zh = "案", en = "case", subject = "who" }\n'
            'event "e" { about = "c", opens = true, zh = "发现", en = "found", by = "mayor",\n'
            '  fields = { who = party_id "house", size = integer { zh = "面积（亩）", en = "size (mu)" } } }\n'
            'action "pay" { zh = "发奖", en = "pay", kind = "proposal", decider = "mayor", fields = { sum = money { zh = "金额" } } }\n'
            'param "most" { zh = "上限（亩）", en = "most (mu)", assumed = true, note = "我们定的", unit = "mu", cite = "一",\n'
            '  from = { ["2024-01-01"] = 5, ["2025-01-01"] = 7 } }\n'
            'rule "r" { case = "c", on = "e", zh = "发奖励", en = "pay the reward", cite = "环保法1",\n'
            '  given = { any { ev.size:above(param.most), no(ev.size:below(2)) } }, must = pay { sum = yuan(100) } }\n'))
        for words in ["面积高于上限（7亩）", "并非：", "面积低于2亩", "下列之一", "应当", "发奖", "由镇长决定", "金额：100元",
                      "环境保护法第一条", "2026-08-14", "我方假定", "我们定的", "自 2024-01-01：5", "自 2025-01-01：7"]:
            self.assertIn(words, page.shown)

    def test_texts__cannot_break_out_of_the_page(self):
        page = self.read(self.pack(
            'case "c" { zh = "<script>1</script>", en = "case" }\n'
            'event "e" { about = "c", opens = true, zh = "<b onclick=x>", en = "event", fields = {} }\n'
            'action "a" { zh = "\\"&amp;", en = "a", kind = "record", fields = {} }\n'
            'rule "r" { case = "c", on = "e", cite = "</dd><script>", zh = "<i>", en = "r", must = a {}, note = "]]><!--" }\n'))
        self.assertNotIn("script", page.tags)
        for words in ["<script>1</script>", "<b onclick=x>", "\"&amp;", "</dd><script>", "<i>", "]]><!--"]:
            self.assertIn(words, page.shown)

    def test_language__is_chinese_unless_english_is_asked_for(self):
        self.assertIn("目录", self.read(SHOPS).shown)
        english = self.read(SHOPS, "--lang", "en").shown
        self.assertIn("Contents", english)
        self.assertNotIn("目录", english)

    def test_out__writes_the_same_page_to_a_file(self):
        self.assertEqual("", self.good("pack", "doc", SHOPS, "--out", self.at / "page.html"))
        self.assertEqual((self.at / "page.html").read_text("utf-8"), self.good("pack", "doc", SHOPS))


DIFFERED = (
    'role "mayor" { zh = "镇长", en = "mayor" }\n'
    'case "c" { zh = "案", en = "case" }\n'
    'event "e" { about = "c", opens = true, zh = "发现", en = "found", by = "mayor",\n'
    '  fields = { size = integer { zh = "面积", en = "size" }, kind = one_of { "coal", "straw" } { zh = "种类", en = "kind" } } }\n'
    'action "pay" { zh = "发奖", en = "pay", kind = "proposal", decider = "mayor", fields = { sum = money { zh = "金额", en = "sum" } } }\n'
    'param "reward" { zh = "奖金", en = "reward", unit = "fen", cite = "一", from = { ["2023-12-20"] = yuan(100) } }\n'
    'fact "large" { of = "c", zh = "大面积", en = "large", holds = { case.size:above(5) } }\n'
    'table "who" { zh = "由谁", en = "who", inputs = { case.kind }, outputs = { "role" }, hit = "unique",\n'
    '  rows = { { "coal", "mayor" }, { "straw", "mayor" } } }\n'
    'procedure "p" { case = "c", zh = "程序", en = "course", start = "a", states = { "a", "b", "z" }, ends = { "z" },\n'
    '  deadlines = { soon = { zh = "尽快", en = "soon", runs = "a", length = days(30) } } }\n'
    'rule "go" { case = "c", on = "e", from = "a", to = "b", zh = "去", en = "go", cite = "一",\n'
    '  given = { case.large, ev.size:below(9) }, must = pay { sum = param.reward } }\n'
    'rule "end" { case = "c", on = "lapse:soon", from = "a", to = "z", zh = "完", en = "end", cite = "一" }\n')


class Diff(Case):
    """What changes, and what is said of it; nothing else is."""
    CHANGES = [
        ("yuan(100) }", 'yuan(100), ["2024-07-01"] = yuan(200) }',
         ["~ param reward reward", "from 2024-07-01: 100 yuan → 200 yuan"]),
        ('["2023-12-20"]', '["2024-01-01"]', ["~ param reward reward", "from 2023-12-20: 100 yuan → not fixed"]),
        ("case.large, ", "", ["~ rule go go", "removed condition: large"]),
        ("case.large, ", "case.large, ev.size:isnt(7), ", ["~ rule go go", "added condition: size is not 7"]),
        ("ev.size:below(9)", "ev.size:below(8)", ["~ rule go go", "condition: size is below 9 → size is below 8"]),
        ("must = pay", "may = pay", ["~ rule go go", "outcome: must pay (sum: reward (100 yuan)) → may pay (sum: reward (100 yuan))"]),
        ("case.size:above(5)", "case.size:above(6)", ["~ fact c.large large", "condition: size is above 5 → size is above 6"]),
        ("days(30)", "days(20)", ["~ procedure p course", "deadline: soon: 30 days → soon: 20 days"]),
        ('"straw", "mayor"', '"straw", "nobody"', ["~ table who who", "row: straw → mayor → straw → nobody"]),
        ('cite = "一",\n  given', 'cite = "二",\n  given', ["~ rule go go", "basis: 一 → 二"]),
        ('decider = "mayor", ', "", ["~ action pay pay", "removed decided by: mayor"]),
        ('version = "1"', 'version = "2"', ["~ pack pack", "version: 1 → 2"]),
    ]

    def two(self, new, old=DIFFERED, head='id = "p", version = "1"'):
        first, second = self.at / "first", self.at / "second"
        for folder, text in ((first, old), (second, new)):
            folder.mkdir(exist_ok=True)
            (folder / "rules.lua").write_text(text, "utf-8")
        (first / "pack.lua").write_text('pack { id = "p", version = "1", files = { "rules.lua" } }\n', "utf-8")
        (second / "pack.lua").write_text(f'pack {{ {head}, files = {{ "rules.lua" }} }}\n', "utf-8")
        return run("pack", "diff", first, second)

    def test_same__is_said_and_is_no_finding(self):
        self.assertEqual((0, "the packs say the same\n", ""), self.two(DIFFERED))
        self.assertEqual((0, "the packs say the same\n", ""), self.two(DIFFERED.replace("  given", "\n -- a comment\n given")))

    def test_change__is_said_in_words_and_nothing_else(self):
        for old, new, (head, *details) in self.CHANGES:
            with self.subTest(new=new):
                text, pack = DIFFERED.replace(old, new, 1), 'id = "p", version = "1"'.replace(old, new)
                expected = "".join([head + "\n"] + [f"    {detail}\n" for detail in details])
                self.assertEqual((1, expected, ""), self.two(text, head=pack))

    def test_rule__added_and_removed(self):
        more = DIFFERED + 'rule "new" { case = "c", on = "e", zh = "新", en = "new one", cite = "二", must = pay { sum = yuan(5) } }\n'
        status, out, _ = self.two(more)
        self.assertEqual(1, status)
        self.assertIn("+ rule new new one\n    when: found\n    case: case\n    outcome: must pay (sum: 5 yuan)\n", out)
        self.assertEqual((1, "- rule new new one\n", ""), self.two(DIFFERED, old=more))

    def test_order__of_rules_that_move_is_a_change(self):
        lines = DIFFERED.splitlines(keepends=True)
        moved = "".join(lines[:-3] + lines[-1:] + lines[-3:-1])
        status, out, _ = self.two(moved)
        self.assertEqual(1, status)
        self.assertIn("~ rule end end\n    stands in another place: where go stood;", out)

    def test_state__removed_is_named(self):
        status, out, _ = self.two(DIFFERED.replace('"a", "b", "z"', '"a", "z"').replace('to = "b"', 'to = "z"'))
        self.assertEqual(1, status)
        self.assertIn("    removed state: b (b)\n", out)
        self.assertIn("    to state: b → z\n", out)

    def test_json__has_the_same_findings(self):
        _, out, _ = self.two(DIFFERED.replace("days(30)", "days(20)"))
        done = json.loads(run("pack", "diff", self.at / "first", self.at / "second", "--json")[1])
        self.assertFalse(done["same"])
        self.assertEqual(["procedure"], [change["construct"] for change in done["changes"]])
        for change in done["changes"]:
            for detail in change["details"]:
                self.assertIn(detail, out)

    def test_pilot_pack__is_the_same_as_itself(self):
        for pack in PACKS:
            self.good("pack", "diff", pack, pack)


class New(Case):
    def test_pack__begun_from_any_pack_loads_checks_clean_and_passes_its_scenario(self):
        for pack in PACKS:
            with self.subTest(pack=pack):
                mine = self.at / pathlib.Path(pack).name / "mine"
                status, out, err = run("pack", "check", pack)
                if status != 0 or "extends" in pathlib.Path(pack, "pack.lua").read_text("utf-8"):
                    continue
                self.good("pack", "new", mine, "--extends", pack, "--id", "my.town")
                self.assertEqual(out.splitlines()[-1], self.good("pack", "check", mine).splitlines()[-1])
                self.assertIn("1 passed, 0 failed", self.good("pack", "test", mine))

    def test_parent__beside_the_pack_is_not_copied_and_is_found(self):
        parent = self.at / "people"
        parent.mkdir()
        for path in pathlib.Path(SHOPS).iterdir():
            (parent / path.name).write_bytes(path.read_bytes())
        head = (parent / "pack.lua").read_text("utf-8")
        name = head.split('id = "')[1].split('"')[0]
        parent = parent.rename(self.at / name)
        self.good("pack", "new", self.at / "mine", "--extends", parent, "--id", "mine")
        self.assertFalse((self.at / "mine" / "base").exists())
        self.assertIn("0 errors", self.good("pack", "check", self.at / "mine"))

    def test_example__counts_when_it_is_uncommented_and_is_told(self):
        mine = self.at / "mine"
        self.good("pack", "new", mine, "--extends", SHOPS, "--id", "mine")
        own = (mine / "own.lua").read_text("utf-8").replace("-- param", "param").replace("-- drop", "drop")
        (mine / "own.lua").write_text(own, "utf-8")
        self.assertIn("0 errors", self.good("pack", "check", mine))
        status, out, _ = run("pack", "diff", SHOPS, mine)
        self.assertEqual(1, status)
        self.assertIn("from 2024-07-01: 500 yuan → 200 yuan", out)
        self.assertIn("- rule R-1", out)
        page = self.good("pack", "doc", mine)
        self.assertIn("镇长办公会纪要〔2024〕3号", page)
        self.assertIn("本镇不适用", page)

    def test_store__keeps_the_parent_and_replays_without_it(self):
        store = self.at / "town.libing"
        self.good("pack", "new", self.at / "mine", "--extends", SHOPS, "--id", "mine")
        self.good("init", store)
        self.good("pack", "install", store, self.at / "mine", "--from", "2024-01-01")
        for path in sorted((self.at / "mine").rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        self.good("verify", store)
        self.good("replay", store)

    def test_refusals__leave_what_is_there(self):
        self.good("pack", "new", self.at / "mine", "--extends", SHOPS, "--id", "mine")
        before = (self.at / "mine" / "own.lua").read_text("utf-8")
        self.bad(2, "already", "pack", "new", self.at / "mine", "--extends", SHOPS, "--id", "mine")
        self.assertEqual(before, (self.at / "mine" / "own.lua").read_text("utf-8"))
        self.bad(2, "no id of a pack", "pack", "new", self.at / "b", "--extends", SHOPS, "--id", "a b")
        self.bad(2, "extend that one", "pack", "new", self.at / "b", "--extends", self.at / "mine", "--id", "b")
        self.bad(2, "--extends", "pack", "new", self.at / "b", "--id", "b")
        self.assertFalse((self.at / "b").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
