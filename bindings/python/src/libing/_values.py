# SPDX-License-Identifier: Apache-2.0
"""Values on their way in and out: JSON, dates, times, money."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias, cast

Json: TypeAlias = "None | bool | int | str | Sequence[Json] | Mapping[str, Json]"
"""What comes back: plain JSON. libing has no floats; money is an integer number of fen."""

Value: TypeAlias = (
    "None | bool | int | str | dt.date | dt.datetime | Decimal | Sequence[Value] | Mapping[str, Value]"
)
"""What may go in: JSON, dates and aware datetimes, and Decimal for fields of type decimal."""

When: TypeAlias = dt.date | dt.datetime | str
"""A day, or a time with its zone; or either as libing writes it: `"2024-06-28"`, `"2024-06-28T18:00:00+08:00"`."""

NOTHING: Mapping[str, Json] = MappingProxyType({})


class Clockface:
    """How a store writes times: in its own fixed zone."""

    __slots__ = ("_zone",)

    def __init__(self, zone: str) -> None:
        sign = -1 if zone[0] == "-" else 1
        hours, minutes = zone[1:].split(":")
        self._zone = dt.timezone(sign * dt.timedelta(hours=int(hours), minutes=int(minutes)))

    def text(self, when: When) -> str:
        """A date, time or text as libing wants it; aware datetimes are moved to the store's zone."""
        if isinstance(when, dt.datetime):
            if when.tzinfo is None:
                raise ValueError(f"{when!r} has no time zone; write tzinfo=..., or a date")
            return when.astimezone(self._zone).isoformat()
        if isinstance(when, dt.date):
            return when.isoformat()
        return when

    def default(self, value: object) -> object:
        """For json.dumps: what plain JSON lacks."""
        if isinstance(value, (dt.date, dt.datetime)):
            return self.text(value)
        if isinstance(value, Decimal):
            return format(value, "f")
        if isinstance(value, Mapping):
            return dict(cast("Mapping[str, object]", value))
        if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
            return list(cast("Sequence[object]", value))
        raise TypeError(f"a {type(value).__name__} is no value of a request: {value!r}")

    def encoder(self) -> json.JSONEncoder:
        """Writes requests: UTF-8 as it is, no spaces."""
        return json.JSONEncoder(
            ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=self.default
        )


def read(text: str | bytes) -> dict[str, Json]:
    """One JSON object that libing wrote."""
    return cast("dict[str, Json]", json.loads(text))


def when_of(text: str) -> dt.date | dt.datetime:
    """A date, or an aware datetime, from libing's writing of either."""
    if len(text) == 10:
        return dt.date.fromisoformat(text)
    return instant_of(text)


def instant_of(text: str) -> dt.datetime:
    """An aware datetime; `Z` is UTC."""
    return dt.datetime.fromisoformat(text[:-1] + "+00:00" if text.endswith("Z") else text)


def day_text(day: dt.date | str) -> str:
    """A day; a datetime is none."""
    if isinstance(day, dt.datetime):
        raise TypeError(f"a day is wanted, not the time {day!r}; write {day.date()!r}")
    return day.isoformat() if isinstance(day, dt.date) else day


def fen(yuan: Decimal | int | str) -> int:
    """Yuan as libing keeps money, in fen: `fen("100.50") == 10050`.

    Raises ValueError for fractions of a fen.
    """
    exact = Decimal(yuan) * 100
    if exact != exact.to_integral_value():
        raise ValueError(f"{yuan} yuan are no whole number of fen")
    return int(exact)


def yuan(fen: int) -> Decimal:
    """Fen as yuan: `yuan(10050) == Decimal("100.50")`."""
    return Decimal(fen).scaleb(-2)


def text_of(document: Mapping[str, Json], key: str) -> str:
    """A member that is text and always there."""
    return cast(str, document[key])


def optional_text(document: Mapping[str, Json], key: str) -> str | None:
    """A member that is text, if it is there."""
    return cast("str | None", document.get(key))


def integer(document: Mapping[str, Json], key: str) -> int:
    """A member that is an integer and always there."""
    return cast(int, document[key])


def optional_integer(document: Mapping[str, Json], key: str) -> int | None:
    """A member that is an integer, if it is there."""
    return cast("int | None", document.get(key))


def mapping(document: Mapping[str, Json], key: str) -> Mapping[str, Json]:
    """A member that is an object; empty if it is not there."""
    return cast("Mapping[str, Json]", document.get(key, NOTHING))


def objects(document: Mapping[str, Json], key: str) -> Sequence[Mapping[str, Json]]:
    """A member that is a list of objects; empty if it is not there."""
    return cast("Sequence[Mapping[str, Json]]", document.get(key, ()))


def texts(document: Mapping[str, Json], key: str) -> tuple[str, ...]:
    """A member that is a list of texts; empty if it is not there."""
    return tuple(cast("Sequence[str]", document.get(key, ())))
