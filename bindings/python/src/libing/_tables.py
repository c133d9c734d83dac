# SPDX-License-Identifier: Apache-2.0
"""Tables to and from pandas and Arrow; both are asked for only when they are used."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, Protocol, cast, runtime_checkable

if TYPE_CHECKING:
    import pandas


@runtime_checkable
class ArrowStream(Protocol):
    """Anything with Arrow's PyCapsule interface: tables of pyarrow, polars, DuckDB, pandas, and of libing."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...


class _Batch(Protocol):
    def to_pylist(self) -> list[dict[str, object]]: ...


class _Table(ArrowStream, Protocol):
    def to_batches(self, max_chunksize: int) -> list[_Batch]: ...


class _PyArrow(Protocol):
    def table(self, data: object, schema: object = None) -> _Table: ...
    def schema(self, fields: Sequence[tuple[str, object]]) -> object: ...
    def int64(self) -> object: ...
    def string(self) -> object: ...
    def timestamp(self, unit: str, *, tz: str) -> object: ...
    def list_(self, kind: object) -> object: ...


Kind = Literal["integer", "text", "texts", "instant"]

_CHUNK = 4096


def _pyarrow() -> _PyArrow:
    try:
        return cast(_PyArrow, cast(object, importlib.import_module("pyarrow")))
    except ImportError:
        raise ImportError("Arrow tables are made by pyarrow: pip install 'libing[arrow]'") from None


def rows_of_arrow(stream: ArrowStream) -> Iterator[Mapping[str, object]]:
    """A table's rows."""
    for batch in _pyarrow().table(stream).to_batches(max_chunksize=_CHUNK):
        yield from batch.to_pylist()


class Table:
    """Rows and columns: for pandas, and for whoever speaks Arrow (`polars.from_arrow`, DuckDB, `pyarrow.table`)."""

    __slots__ = ("_columns", "_rows")

    def __init__(self, columns: Mapping[str, Kind], rows: Iterable[Sequence[object]]) -> None:
        self._columns = columns
        self._rows = rows

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame."""
        try:
            import pandas
        except ImportError:
            raise ImportError("DataFrames are made by pandas: pip install 'libing[pandas]'") from None
        frame = pandas.DataFrame(list(self._rows), columns=list(self._columns))
        for name, kind in self._columns.items():
            if kind == "instant":
                frame[name] = pandas.to_datetime(frame[name], utc=True)
        return frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        arrow = _pyarrow()
        kinds = {
            "integer": arrow.int64(),
            "text": arrow.string(),
            "texts": arrow.list_(arrow.string()),
            "instant": arrow.timestamp("ms", tz="UTC"),
        }
        fields = [(name, kinds[kind]) for name, kind in self._columns.items()]
        columns = list(zip(*self._rows)) or [()] * len(self._columns)
        data = dict(zip(self._columns, map(list, columns)))
        return arrow.table(data, schema=arrow.schema(fields)).__arrow_c_stream__(requested_schema)
