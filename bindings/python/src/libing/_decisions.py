# SPDX-License-Identifier: Apache-2.0
"""Decisions as an iterator, and as a table."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from . import _native
from ._records import Decision
from ._rows import Rows
from ._tables import Kind, Table
from ._values import read

if TYPE_CHECKING:
    import pandas

_COLUMNS: dict[str, Kind] = {
    "seq": "integer", "at": "text", "recorded": "instant", "case": "text", "party": "text",
    "rule": "text", "action": "text", "modality": "text", "kind": "text", "standing": "text",
    "decider": "text", "cite": "texts", "arguments": "text", "cause": "integer", "pack": "integer",
}


def _row(it: Decision) -> tuple[object, ...]:
    arguments = json.dumps(it.arguments, ensure_ascii=False, separators=(",", ":"))
    return (
        it.seq, it.at.isoformat(), it.recorded, it.case, it.party, it.rule, it.action, it.modality, it.kind,
        it.standing, it.decider, list(it.cite), arguments, it.cause, it.pack,
    )


class Decisions(Rows[Decision]):
    """Decisions, one after the other, in one pass; what is left of them as a table.

    Columns: seq, at (text: a day or a time), recorded, case, party, rule, action, modality, kind, standing,
    decider, cite, arguments (JSON), cause, pack.
    """

    __slots__ = ()

    def __init__(
        self,
        handle: _native._Iterator,
        lock: threading.RLock,
        fetch: Callable[[_native._Iterator, int], bytes],
    ) -> None:
        super().__init__(handle, lock, fetch, lambda standing, line: Decision.of(read(line), standing or None, line))

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame."""
        return Table(_COLUMNS, map(_row, self)).to_pandas()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return Table(_COLUMNS, map(_row, self)).__arrow_c_stream__(requested_schema)
