# SPDX-License-Identifier: Apache-2.0
"""Requests in bulk: whatever holds them, as blocks of JSON Lines."""

from __future__ import annotations

import itertools
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sized
from typing import Protocol, TypeAlias, TypeVar, cast, runtime_checkable

from ._errors import Error
from ._tables import ArrowStream, rows_of_arrow
from ._values import Value


@runtime_checkable
class Frame(Protocol):
    """A pandas DataFrame."""

    def to_dict(self, orient: str, /) -> list[dict[str, object]]: ...


Request: TypeAlias = Mapping[str, Value] | str | bytes
Requests: TypeAlias = Iterable[Request] | bytes | os.PathLike[str] | ArrowStream | Frame
"""What `Engine.append_many` takes."""

_MEMBERS = {"type", "case", "party", "at", "by", "data", "id", "expect", "corrects"}
_NUMBERED = re.compile(r"(line |第)(\d+)(: |行：)")

E = TypeVar("E", bound=Exception)


def count(requests: Requests) -> int:
    """How many there are; 0 when that is not known before they are read."""
    if isinstance(requests, (str, bytes)) or not isinstance(requests, Sized):
        return 0
    return len(requests)


def placed(error: E, before: int) -> E:
    """The failure of a request, numbered from the first of all instead of the first of its block."""
    found = _NUMBERED.match(error.message) if isinstance(error, Error) else None
    if isinstance(error, Error) and found:
        error.position = before + int(found[2])
        error.args = (f"{found[1]}{error.position}{found[3]}{error.message[found.end():]}",)
    return error


def blocks(requests: Requests, size: int | None, encode: Callable[[object], str]) -> Iterator[str | bytes]:
    """Blocks of `size` lines, or one block of all."""
    if size is not None and size < 1:
        raise ValueError(f"a block of {size} requests")
    if isinstance(requests, (str, bytes)):
        yield from _text_blocks(_bytes(requests), size)
    elif isinstance(requests, os.PathLike):
        with open(requests, "rb") as lines:
            yield from _line_blocks(lines, size, encode)
    elif isinstance(requests, ArrowStream):
        yield from _line_blocks(map(_request, rows_of_arrow(requests)), size, encode)
    elif isinstance(requests, Frame):
        yield from _line_blocks(map(_request, requests.to_dict("records")), size, encode)
    else:
        yield from _line_blocks(requests, size, encode)


def _bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def _text_blocks(text: bytes, size: int | None) -> Iterator[bytes]:
    if size is None or text.count(b"\n") < size:
        yield text
        return
    lines = iter(text.split(b"\n"))
    while block := b"\n".join(itertools.islice(lines, size)):
        yield block


def _line_blocks(requests: Iterable[Request], size: int | None, encode: Callable[[object], str]) -> Iterator[bytes]:
    rest = iter(requests)
    while items := list(itertools.islice(rest, size)):
        block = b"\n".join([_line(item, encode) for item in items])
        if block.count(b"\n") >= len(items):
            raise ValueError("a line of JSON holds a line break; give it as a mapping")
        yield block


def _line(item: Request, encode: Callable[[object], str]) -> bytes:
    if isinstance(item, (str, bytes)):
        return _bytes(item).rstrip(b"\r\n")
    return encode(item).encode()


def _is_missing(value: object) -> bool:
    """None, NaN or NaT: what a table says where a row has no value."""
    return value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ == "NaTType"


def _request(row: Mapping[str, object]) -> Mapping[str, Value]:
    """A row of a table: columns that are no member of a request are fields of its data."""
    given = {name: _plain(value) for name, value in row.items() if not _is_missing(value)}
    request = {name: value for name, value in given.items() if name in _MEMBERS}
    data = dict(cast("Mapping[str, object]", request.get("data", {})))
    data.update((name, value) for name, value in given.items() if name not in _MEMBERS)
    request["data"] = data
    return cast("Mapping[str, Value]", request)


class _Scalar(Protocol):
    def item(self) -> object: ...


def _plain(value: object) -> object:
    """NumPy's scalars as Python's; a whole float of a column that had gaps as the integer it was."""
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        value = cast(_Scalar, value).item()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
