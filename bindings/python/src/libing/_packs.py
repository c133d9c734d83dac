# SPDX-License-Identifier: Apache-2.0
"""Rule packs at the desk of those who write them: check, draw, describe, compare, rehearse. None of it needs a store."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from . import _native
from ._progress import Progress, reporting
from ._values import objects, optional_text, read, text_of, texts

if TYPE_CHECKING:
    from ._engine import Language, StrPath

_FORMATS = {"mermaid": 1, "svg": 2}
_TIMES = {"events": 0, "daily": 1, "hourly": 2, "never": 3}
_RESULT_FIELDS = 6


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong with a pack. A code that begins with E keeps it from loading."""

    code: str
    file: str
    """Relative to the pack's directory."""
    line: int | None
    column: int | None
    message: str

    @property
    def is_error(self) -> bool:
        """Whether it keeps the pack from loading."""
        return self.code.startswith("E")

    def __str__(self) -> str:
        return f"{self.file}:{self.line or 0}:{self.column or 0}: {self.code} {self.message}"


def _fields(block: bytes) -> list[str]:
    return block.decode(errors="replace").split("\0")[:-1]


def check_pack(directory: StrPath, *, language: Language = "en") -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a rule pack, in order of file, line and column; empty when it is clean.

    Raises:
        NotFoundError: no such folder, or it has no pack.lua.
    """
    fields = _fields(_native.pack_check(os.fspath(directory), language))
    return tuple(
        Diagnostic(code, file, int(line) or None, int(column) or None, message)
        for code, file, line, column, message in zip(*[iter(fields)] * 5)
    )


@dataclass(frozen=True, slots=True)
class Drawing:
    """A procedure, drawn."""

    id: str
    zh: str | None
    en: str | None
    format: Literal["mermaid", "svg"]
    text: str
    """The drawing: a page of SVG, or Mermaid's text."""

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Drawing of {self.id}: {len(self.text)} characters of {self.format}>"

    def _repr_html_(self) -> str | None:
        return self.text if self.format == "svg" else None


def draw_pack(
    directory: StrPath,
    *,
    procedure: str | None = None,
    format: Literal["mermaid", "svg"] = "svg",
    language: Language = "zh",
) -> tuple[Drawing, ...]:
    """Draw a pack's procedures: states, the rules on the arrows, regions, deadlines. A notebook shows them.

    Raises:
        NotFoundError: no such folder or procedure.
        PackError: the pack does not load.
    """
    if format not in _FORMATS:
        raise ValueError(f"format {format!r} is none of {', '.join(_FORMATS)}")
    document = read(_native.pack_graph(os.fspath(directory), procedure, _FORMATS[format], language))
    return tuple(
        Drawing(text_of(one, "id"), optional_text(one, "zh"), optional_text(one, "en"), format, text_of(one, "text"))
        for one in objects(document, "procedures")
    )


def begin_pack(directory: StrPath, extends: StrPath, id: str, *, language: Language = "zh") -> None:
    """Begin a pack of one's own that extends another: it loads, checks clean and passes its scenario as it is.

    Raises:
        NotFoundError: no parent there.
        ExistsError: the folder holds a pack already.
        PackError: the parent does not load.
    """
    _native.pack_new(os.fspath(directory), os.fspath(extends), id, language)


def describe_pack(directory: StrPath, *, language: Language = "zh") -> str:
    """The whole pack as one page of HTML for people who read no Lua; complete in itself, fit to print.

    Raises:
        NotFoundError: no such folder.
        PackError: the pack does not load.
    """
    return text_of(read(_native.pack_doc(os.fspath(directory), language)), "text")


@dataclass(frozen=True, slots=True)
class PackChange:
    """One thing in which a pack differs from another."""

    change: Literal["added", "changed", "removed"]
    construct: str
    """rule, param, table, law, …"""
    id: str
    title: str | None
    details: tuple[str, ...]
    """What is different, in sentences."""


@dataclass(frozen=True, slots=True)
class PackComparison:
    """In what a pack differs from another."""

    same: bool
    changes: tuple[PackChange, ...]

    def __str__(self) -> str:
        parts: list[str] = []
        for it in self.changes:
            parts.append(f"{it.change} {it.construct} {it.id}{' ' + it.title if it.title else ''}")
            parts += (f"    {sentence}" for sentence in it.details)
        return "\n".join(parts)


def compare_packs(old: StrPath, new: StrPath, *, language: Language = "zh") -> PackComparison:
    """What is different between two packs, in words: values with their days, conditions, states, deadlines, tables.

    Raises:
        NotFoundError: no such folder.
        PackError: a pack that does not load.
    """
    document = read(_native.pack_diff(os.fspath(old), os.fspath(new), language))
    changes = tuple(
        PackChange(
            cast('Literal["added", "changed", "removed"]', text_of(one, "change")),
            text_of(one, "construct"), text_of(one, "id"), optional_text(one, "title"), texts(one, "details"),
        )
        for one in objects(document, "changes")
    )
    return PackComparison(document["same"] is True, changes)


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    """How one scenario went. True when it passed."""

    file: str
    scenario: str
    """Its id."""
    title: str
    without: str | None
    """The rule that was left out."""
    passed: bool
    report: str
    """What was expected and what came; empty when it passed."""

    def __bool__(self) -> bool:
        return self.passed


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How a pack did on its scenarios. True when all passed."""

    passed: int
    failed: int
    results: tuple[ScenarioResult, ...]

    def __bool__(self) -> bool:
        return self.failed == 0

    def __str__(self) -> str:
        reports = "".join(f"{one.scenario}\n{one.report}\n" for one in self.results if not one.passed)
        return f"{reports}{self.passed} passed, {self.failed} failed"


def rehearse(
    directory: StrPath,
    *,
    files: Iterable[StrPath] | None = None,
    only: str | None = None,
    without: str | None = None,
    each_without: bool = False,
    keep: StrPath | None = None,
    time: Literal["events", "daily", "hourly", "never"] = "events",
    language: Language = "en",
    progress: Progress = None,
) -> Rehearsal:
    """Run a pack on scenarios: histories in YAML with what is expected of them.

    Args:
        directory: folder with pack.lua and given.lua.
        files: scenario files; None are the pack's own.
        only: run this scenario alone.
        without: leave out this rule.
        each_without: run all again and again, each time without one of the rules: does any scenario notice?
        keep: folder that keeps a store of each scenario.
        time: how often time is advanced between events; decisions are the same however often it is.
        language: of titles and reports.
        progress: `progress(done, 0)` after each scenario.

    Raises:
        NotFoundError: no such folder, file, scenario or rule.
        PackError: the pack does not load.
        RequestError: a scenario file that is wrong; `file` and `line` say where.
    """
    if time not in _TIMES:
        raise ValueError(f"time {time!r} is none of {', '.join(_TIMES)}")
    names = b"".join(os.fsencode(file) + b"\0" for file in files or ())
    with reporting(progress, "rehearse", "scenario") as report:

        def tell(done: int, total: int) -> None:
            if report is not None:
                report(done, total)

        host = _native.host_new(None, None, tell if report else None, None)
        try:
            passed, failed, *fields = _fields(
                _native.pack_test(
                    os.fspath(directory), language, names, only, without, each_without,
                    os.fspath(keep) if keep is not None else None, _TIMES[time], host,
                )
            )
        finally:
            _native.host_free(host)
    results = tuple(
        ScenarioResult(file, scenario, title, left_out or None, went == "1", said)
        for file, scenario, title, left_out, went, said in zip(*[iter(fields)] * _RESULT_FIELDS)
    )
    return Rehearsal(int(passed), int(failed), results)
