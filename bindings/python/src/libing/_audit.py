# SPDX-License-Identifier: Apache-2.0
"""Verify and replay: is the record whole, and does it follow from its causes."""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, Protocol

from . import _native
from ._progress import Progress, reporting
from ._tables import Kind, Table

if TYPE_CHECKING:
    import pandas

    from ._engine import Language, StrPath

_BLOCK_BYTES = 1 << 18
_FIELDS = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that an audit found."""

    kind: str
    """verify: DAMAGED; replay: DIFFERENT, OMITTED, EXTRA, MISSING, LIMIT, RUNTIME."""
    seq: int | None
    """The first record concerned."""
    table: str
    """Where in the file."""
    column: str
    rule: str | None
    recorded: str
    """replay: the line as it was recorded."""
    recomputed: str
    """replay: the line as the rules say it."""
    message: str

    def __str__(self) -> str:
        return f"{self.kind} {'' if self.seq is None else self.seq}: {self.message}"


def _findings_of(block: bytes) -> Iterator[Finding]:
    # A damaged store may hold any bytes.
    fields = block.decode(errors="replace").split("\0")[:-1]
    for start in range(0, len(fields), _FIELDS):
        kind, seq, table, column, rule, recorded, recomputed, message = fields[start : start + _FIELDS]
        number = int(seq)
        yield Finding(
            kind, number if number >= 0 else None, table, column, rule or None, recorded, recomputed, message
        )


_COLUMNS: dict[str, Kind] = {
    "kind": "text", "seq": "integer", "rule": "text", "recorded": "text", "recomputed": "text",
    "message": "text",
}


class Findings(Iterable[Finding]):
    """What an audit found, in order of discovery; fetched in blocks while it is walked, as often as you like."""

    __slots__ = ("_report", "__weakref__")

    def __init__(self, report: _native._Report) -> None:
        self._report = report
        weakref.finalize(self, _native.audit_free, report)

    def __iter__(self) -> Iterator[Finding]:
        start = 0
        while block := _native.audit_findings(self._report, start, _BLOCK_BYTES):
            yield from _findings_of(block)
            start += len(block)

    def __repr__(self) -> str:
        return f"<libing.Findings: {'some' if any(True for _ in self) else 'none'}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self!r} cannot be copied or pickled")

    def _table(self) -> Table:
        rows = ((it.kind, it.seq, it.rule, it.recorded, it.recomputed, it.message) for it in self)
        return Table(_COLUMNS, rows)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame: kind, seq, rule, recorded, recomputed, message."""
        return self._table().to_pandas()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table().__arrow_c_stream__(requested_schema)


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` saw. True when the record is whole."""

    records: int
    """Checked."""
    blobs: int
    """Checked."""
    damages: int
    root: str
    """Root of the tree recomputed from the log, in hex: compare it with the one you kept."""
    findings: Findings

    def __bool__(self) -> bool:
        return self.damages == 0


@dataclass(frozen=True, slots=True)
class Replay:
    """What `replay` saw. True when every decision follows from its causes."""

    causes: int
    """Events, lapses, officers' words that were fed again."""
    same: int
    """Causes whose consequences came out equal, line for line."""
    different: int
    omitted: int
    """Recomputed, not recorded."""
    extra: int
    """Recorded, not recomputed."""
    missing: int
    """A pack, calendar or blob that is not there."""
    limit: int
    runtime: int
    runtimes: str
    """Which Lua judged and which replayed, where they differ; else empty."""
    broken: int
    """Records after which an invariant of the pack does not hold."""
    findings: Findings

    def __bool__(self) -> bool:
        return self.same == self.causes and not any(
            (self.different, self.omitted, self.extra, self.missing, self.limit, self.runtime, self.broken)
        )

    def to_pandas(self) -> pandas.DataFrame:
        """Its findings as a DataFrame."""
        return self.findings.to_pandas()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.findings.__arrow_c_stream__(requested_schema)


class _Audit(Protocol):
    def __call__(self, path: str, language: str, host: _native._Host, /) -> _native._Report: ...


def _run(
    audit: _Audit,
    path: StrPath,
    language: Language,
    on_finding: Callable[[Finding], object] | None,
    progress: Callable[[int, int], object] | None,
) -> tuple[list[str], Findings]:
    def tell(done: int, total: int) -> None:
        if progress is not None:
            progress(done, total)

    def found(block: bytes) -> None:
        if on_finding is not None:
            for finding in _findings_of(block):
                on_finding(finding)

    host = _native.host_new(None, None, tell if progress else None, found if on_finding else None)
    try:
        report = audit(os.fspath(path), language, host)
    finally:
        _native.host_free(host)
    findings = Findings(report)
    return _native.audit_summary(report).decode().split("\0")[:-1], findings


def verify(
    path: StrPath,
    *,
    language: Language = "en",
    on_finding: Callable[[Finding], object] | None = None,
    progress: Progress = None,
) -> Verification:
    """Check a store's log against its tree, its blobs and its tables. Runs no rule and never writes.

    May run beside a writer. `on_finding` is called as things are found; what it raises ends the check.

        if not libing.verify("town.db"): ...

    Raises:
        NotFoundError, NotStoreError, StoreError: the file.
    """
    with reporting(progress, "verify", "record") as report:
        summary, findings = _run(_native.store_verify, path, language, on_finding, report)
    records, blobs, damages, root = summary
    return Verification(int(records), int(blobs), int(damages), root, findings)


def replay(
    path: StrPath,
    *,
    language: Language = "en",
    on_finding: Callable[[Finding], object] | None = None,
    progress: Progress = None,
) -> Replay:
    """Feed every recorded cause to the recorded rules again, and compare what follows, line by line.

    It finds what hashes cannot: a history that was rewritten with correct hashes. Never writes, may run beside a
    writer; Ctrl-C stops it. `on_finding` is called as things are found; what it raises ends the replay.

    Raises:
        DamagedError: a record cannot be read at all.
        NotFoundError, NotStoreError, StoreError: the file.
    """
    with reporting(progress, "replay", "record") as report:
        summary, findings = _run(_native.store_replay, path, language, on_finding, report)
    causes, same, different, omitted, extra, missing, limit, runtime = map(int, summary[:8])
    broken = int(summary[9])
    return Replay(causes, same, different, omitted, extra, missing, limit, runtime, summary[8], broken, findings)
