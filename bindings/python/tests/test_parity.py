# SPDX-License-Identifier: Apache-2.0
"""The table of what every verb does (tests/parity/behaviours.json), as this package does it."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import pathlib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from conftest import ROOT

import libing
from libing import _native

TABLE = json.loads((ROOT / "tests" / "parity" / "behaviours.json").read_text(encoding="utf-8"))
SYMBOLS = (ROOT / "tests" / "lint" / "exported_symbols.txt").read_text(encoding="utf-8").split()
Step = Mapping[str, Any]


class Bench:
    """A behaviour's store."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.folder = folder
        self.set_clock(TABLE["clock"])
        self.engine = libing.create(folder / "store.db", clock=lambda: self.now)
        self.engine.install(ROOT / TABLE["pack"], valid_from="2023-01-01")

    def set_clock(self, text: str) -> None:
        self.now = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))

    def store(self, step: Step) -> pathlib.Path:
        return self.folder / str(step.get("store", "store.db"))

    def write(self, name: str, text: str) -> pathlib.Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path


def some(step: Step, *names: str) -> dict[str, Any]:
    return {name: step[name] for name in names if name in step}


def said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "-" if value is None else str(value)


def named(it: object, *names: str) -> str:
    return " ".join(f"{name} {said(getattr(it, name))}" for name in names)


def actions(decisions: Iterable[libing.Decision]) -> str:
    told = ", ".join(it.action for it in decisions)
    return f": {told}" if told else ""


def receipt(it: libing.Receipt) -> str:
    told = f"seq {it.seq} case {said(it.case)} cv {said(it.version)} "
    return told + named(it, "late", "opened", "repeated") + actions(it.decisions)


def decisions(rows: Iterable[libing.Decision]) -> str:
    return ", ".join(f"{it.seq} {it.action} {it.standing}" for it in rows)


def told_case(it: libing.Case | libing.CaseSummary) -> str:
    return f"{it.id} {it.kind} {it.subject}"


def do_init(bench: Bench, step: Step) -> str:
    libing.create(bench.store(step), clock=lambda: bench.now, **some(step, "zone", "origin", "uid")).close()
    return "made"


def do_open(bench: Bench, step: Step) -> str:
    libing.open(bench.store(step), **some(step, "language")).close()
    return "opened"


def do_close(bench: Bench, step: Step) -> str:
    rows = bench.engine.records()
    bench.engine.close()
    return str(next(rows))


def do_interrupt(bench: Bench, step: Step) -> str:
    bench.engine.interrupt()
    return "nothing ran"


def do_install(bench: Bench, step: Step) -> str:
    return f"seq {bench.engine.install(ROOT / step['pack'], valid_from=step['from'])}"


def do_append(bench: Bench, step: Step) -> str:
    return receipt(bench.engine.append(step["request"], **some(step, "dry_run")))


def do_append_many(bench: Bench, step: Step) -> str:
    batch = bench.engine.append_many(step["requests"], **some(step, "dry_run"))
    return named(batch, "requests", "appended", "repeated", "decisions", "records")


def do_import(bench: Bench, step: Step) -> str:
    it = bench.engine.import_csv(bench.write("rows.csv", step["csv"]), bench.write("map.lua", step["map"]))
    return f"rows {it.requests} " + named(it, "dropped", "appended", "repeated", "decisions", "records")


def do_advance(bench: Bench, step: Step) -> str:
    it = bench.engine.advance(step["to"])
    return f"lapsed {it.lapsed}{actions(it.decisions)}"


def word(verb: Callable[..., libing.Receipt], step: Step) -> str:
    return receipt(verb(step["seq"], **some(step, "by", "at", "reason")))


def do_confirm(bench: Bench, step: Step) -> str:
    return word(bench.engine.confirm, step)


def do_decline(bench: Bench, step: Step) -> str:
    return word(bench.engine.decline, step)


def do_execute(bench: Bench, step: Step) -> str:
    return word(bench.engine.execute, step)


def do_decisions(bench: Bench, step: Step) -> str:
    return decisions(bench.engine.decisions(**some(step, "case", "rule", "action", "from_seq")))


def do_inbox(bench: Bench, step: Step) -> str:
    return decisions(bench.engine.inbox(step["role"]))


def do_records(bench: Bench, step: Step) -> str:
    return ", ".join(f"{it.seq} {it.type}" for it in bench.engine.records(**some(step, "case", "from_seq")))


def do_cases(bench: Bench, step: Step) -> str:
    return ", ".join(told_case(it) for it in bench.engine.cases(**some(step, "kind")))


def do_case_show(bench: Bench, step: Step) -> str:
    it = bench.engine.case(step["case"])
    return (
        f"{told_case(it)} version {it.version} repair {said(it.states.get('repair'))} "
        f"orders {said(it.facts.get('orders'))} note {said(it.fields.get('note'))} "
        f"records {len(it.records)} decisions {len(it.decisions)} deadlines {len(it.deadlines)}"
    )


def do_explain(bench: Bench, step: Step) -> str:
    return bench.engine.explain(step["seq"], **some(step, "rule")).text.split("\n")[0]


def do_measure(bench: Bench, step: Step) -> str:
    return named(bench.engine.measure(step["name"], **some(step, "case", "as_of")), "value", "total")


def do_due(bench: Bench, step: Step) -> str:
    return ", ".join(f"{it.case} {it.name} {it.due}" for it in bench.engine.due(**some(step, "until")))


def do_info(bench: Bench, step: Step) -> str:
    return named(bench.engine.info(), "zone", "records", "cases", "decisions")


def do_verify(bench: Bench, step: Step) -> str:
    return named(libing.verify(bench.store(step)), "records", "damages")


def do_replay(bench: Bench, step: Step) -> str:
    seen = libing.replay(bench.store(step))
    return named(seen, "causes", "same", "different", "omitted", "extra", "missing", "limit")


def do_pack_check(bench: Bench, step: Step) -> str:
    found = libing.check_pack(ROOT / step["pack"], **some(step, "language"))
    errors = sum(it.is_error for it in found)
    return ", ".join([f"errors {errors}", *(f"{it.code} {it.file}:{it.line or 0}" for it in found)])


def do_pack_graph(bench: Bench, step: Step) -> str:
    drawn = libing.draw_pack(ROOT / step["pack"], **some(step, "procedure", "format", "language"))
    return " ".join(f"id {it.id} {it.text[:4]}" for it in drawn)


def do_pack_doc(bench: Bench, step: Step) -> str:
    page = libing.describe_pack(ROOT / step["pack"], **some(step, "language"))
    return f"{page[:15]} {'整改' if '整改' in page else 'repair'}"


def do_pack_diff(bench: Bench, step: Step) -> str:
    it = libing.compare_packs(ROOT / step["old"], ROOT / step["new"], **some(step, "language"))
    removed = "".join(f" id {one.id}" for one in it.changes if one.change == "removed")
    return named(it, "same") + removed


def do_pack_new(bench: Bench, step: Step) -> str:
    libing.begin_pack(bench.folder / step["folder"], ROOT / step["pack"], step["named"], **some(step, "language"))
    return f"errors {sum(it.is_error for it in libing.check_pack(bench.folder / step['folder']))}"


def do_pack_test(bench: Bench, step: Step) -> str:
    run = libing.rehearse(ROOT / step["pack"], **some(step, "only", "without"))
    told = "".join(f"{it.scenario} {'passed' if it else 'failed'}, " for it in run.results)
    return f"{told}{run.passed} of {run.passed + run.failed}"


def do_status_name(bench: Bench, step: Step) -> str:
    return _native.status_name(step["status"])


def do_version(bench: Bench, step: Step) -> str:
    header = (ROOT / "CMakeLists.txt").read_text(encoding="utf-8")
    return "as built" if f"project(libing VERSION {libing.__version__} " in header else libing.__version__


@pytest.mark.parametrize("behaviour", TABLE["behaviours"], ids=lambda it: it["name"].replace(" ", "_"))
def test_behaviour(behaviour: Mapping[str, Any], tmp_path: pathlib.Path) -> None:
    bench = Bench(tmp_path)
    for step in behaviour["steps"]:
        if "clock" in step:
            bench.set_clock(step["clock"])
        do = globals()[f"do_{step['do']}"]
        if "fails" not in step:
            assert step.get("answer", answer := do(bench, step)) == answer
            continue
        with pytest.raises(libing.Error) as caught:
            do(bench, step)
        error = caught.value
        assert step["fails"] == _native.status_name(error.code) == f"LIBING_ERR_{error.code.name}"
        for name in ("id", "message", "file", "line"):
            assert step.get(name, getattr(error, name)) == getattr(error, name)
    bench.engine.close()


def reached(name: str) -> object:
    it: object = libing
    for part in name.split("."):
        it = getattr(it, part)
    return it


def test_verbs__every_symbol_has_a_name_here_that_is_public_and_explained() -> None:
    names = {symbol: TABLE["verbs"][symbol]["python"] for symbol in SYMBOLS if "within" not in TABLE["verbs"][symbol]}
    for symbol, name in names.items():
        verb = reached(name)
        assert not callable(verb) or inspect.getdoc(verb), symbol


def test_verbs__everything_public_here_is_in_the_table() -> None:
    known = {row["python"] for row in TABLE["verbs"].values() if "python" in row}
    functions = {name for name in libing.__all__ if inspect.isfunction(getattr(libing, name))}
    methods = {f"Engine.{name}" for name, it in vars(libing.Engine).items()
               if inspect.isfunction(it) and not name.startswith("_")}
    assert {"fen", "yuan"} == (functions | methods) - known


def test_status__has_the_numbers_of_the_header() -> None:
    header = (ROOT / "include" / "libing" / "status.h").read_text(encoding="utf-8")
    numbers = {name: int(number) for name, number in re.findall(r"^\s+LIBING_(?:ERR_)?(\w+) = (-?\d+)", header, re.M)}
    assert numbers == {it.name: it.value for it in libing.Status}
