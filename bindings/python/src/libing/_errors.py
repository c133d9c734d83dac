# SPDX-License-Identifier: Apache-2.0
"""What can go wrong, as exceptions: one class for each thing that a caller may want to handle."""

from __future__ import annotations

import enum

from . import _native

__all__ = [
    "BusyError", "ClosedError", "ConflictError", "DamagedError", "Error", "ExistsError", "ForkedError",
    "HostError", "InterruptedCallError", "InvalidError", "LimitError", "LockedError", "NoMemoryError",
    "NotFoundError", "NotStoreError", "PackError", "RequestError", "RoleError", "RuleError", "StaleError",
    "StateError", "Status", "StoreError", "TimeLimitError",
]


class Status(enum.IntEnum):
    """Outcome of a call, as `Error.code` gives it. The numbers are frozen."""

    OK = 0
    DONE = 1
    INVALID = -10
    CLOSED = -11
    BUSY = -12
    FORKED = -13
    NOTFOUND = -20
    EXISTS = -21
    CONFLICT = -22
    STALE = -23
    WORD = -30
    TYPE = -31
    DATE = -32
    TEXT = -33
    TOOLONG = -34
    FUTURE = -35
    ROLE = -40
    STATE = -41
    PACK = -50
    RULE = -51
    LIMIT = -52
    DEPTH = -53
    CALENDAR = -54
    STORE = -60
    NOTSTORE = -61
    VERSION = -62
    DAMAGED = -63
    FULL = -64
    READONLY = -65
    LOCKED = -66
    CLOCK = -67
    NOMEM = -70
    HOST = -71
    TIMEOUT = -72
    INTERRUPTED = -73


class Error(Exception):
    """Base of everything that libing raises of its own accord. Whatever failed, nothing was written.

    The message names the thing, the value and the place, in the engine's language.
    """

    code: Status
    """Which failure it is."""
    id: str
    """A name for it that never changes, such as `"vocabulary.unknown_field"`; may be empty."""
    rule: str | None
    """The rule concerned."""
    file: str | None
    """The file concerned: of a pack, or a store."""
    line: int | None
    """The line in `file`, from 1."""
    column: int | None
    """The column in `line`, from 1, in bytes."""
    seq: int | None
    """The record concerned."""
    detail: int
    """SQLite's extended code, or 0."""
    position: int | None
    """Which of many requests failed, from 1 (`Engine.append_many`)."""

    def __init__(
        self,
        message: str,
        *,
        code: Status,
        id: str = "",
        rule: str | None = None,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        seq: int | None = None,
        detail: int = 0,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.id = id
        self.rule = rule
        self.file = file
        self.line = line
        self.column = column
        self.seq = seq
        self.detail = detail
        self.position = None

    @property
    def message(self) -> str:
        """The sentence alone."""
        return str(self.args[0])

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file and self.line else ""
        return self.message if not place or place in self.message else place + self.message

    def __reduce__(self) -> tuple[object, ...]:
        fields = {name: value for name, value in vars(self).items() if name != "position"}
        return (_remake, (type(self), self.message, fields, self.position))


def _remake(kind: type[Error], message: str, fields: dict[str, object], position: int | None) -> Error:
    error = kind.__new__(kind, message)
    vars(error).update(fields, position=position)
    return error


class InvalidError(Error, ValueError):
    """An argument that is none: an unknown language, a missing path."""


class ClosedError(Error, ValueError):
    """The engine was closed."""


class BusyError(Error, RuntimeError):
    """A callback called its own engine back."""


class ForkedError(Error, RuntimeError):
    """The engine was opened before a fork; open another one in this process."""


class NotFoundError(Error, LookupError):
    """No such case, record, rule, measure or file."""


class ExistsError(Error):
    """It is there already: a store's file, a case that was expected not to exist."""


class ConflictError(Error):
    """The same idempotency key came with another request."""


class StaleError(Error):
    """The case has moved on since the version that was expected."""


class RequestError(Error, ValueError):
    """What a request says: an unknown word, a value of another type, no date, no JSON, too long, in the future."""


class RoleError(Error):
    """This role may not record that, or not after what it did before."""


class StateError(Error):
    """The store, case or decision is in no state for this."""


class PackError(Error):
    """A pack that does not load, or none in force that day."""


class RuleError(Error):
    """A rule failed while it was judged: `rule`, `file` and `line` say where."""


class LimitError(RuleError):
    """A rule used up its instructions or memory, or decisions caused decisions too deep."""


class StoreError(Error):
    """SQLite or the operating system failed; the disk is full; the file cannot be written."""


class NotStoreError(StoreError):
    """The file is no libing store, or one of a newer format."""


class DamagedError(StoreError):
    """The file contradicts itself."""


class LockedError(StoreError):
    """Another process held the write lock longer than the busy timeout."""


class NoMemoryError(Error, MemoryError):
    """Out of memory."""


class HostError(Error):
    """A callback failed; if it raised, that exception comes out instead."""


class TimeLimitError(Error):
    """The wall-clock guard ended an evaluation."""


class InterruptedCallError(Error):
    """`Engine.interrupt` ended the call."""


_CLASSES: dict[Status, type[Error]] = {
    Status.INVALID: InvalidError,
    Status.CLOSED: ClosedError,
    Status.BUSY: BusyError,
    Status.FORKED: ForkedError,
    Status.NOTFOUND: NotFoundError,
    Status.EXISTS: ExistsError,
    Status.CONFLICT: ConflictError,
    Status.STALE: StaleError,
    Status.WORD: RequestError,
    Status.TYPE: RequestError,
    Status.DATE: RequestError,
    Status.TEXT: RequestError,
    Status.TOOLONG: RequestError,
    Status.FUTURE: RequestError,
    Status.ROLE: RoleError,
    Status.STATE: StateError,
    Status.PACK: PackError,
    Status.RULE: RuleError,
    Status.LIMIT: LimitError,
    Status.DEPTH: LimitError,
    Status.CALENDAR: RuleError,
    Status.STORE: StoreError,
    Status.NOTSTORE: NotStoreError,
    Status.VERSION: NotStoreError,
    Status.DAMAGED: DamagedError,
    Status.FULL: StoreError,
    Status.READONLY: StoreError,
    Status.LOCKED: LockedError,
    Status.CLOCK: StoreError,
    Status.NOMEM: NoMemoryError,
    Status.HOST: HostError,
    Status.TIMEOUT: TimeLimitError,
    Status.INTERRUPTED: InterruptedCallError,
}


def make_error(
    code: int, line: int, column: int, detail: int, seq: int, id: str, file: str, rule: str, message: str
) -> Error:
    """The exception of a failed native call."""
    status = Status(code)
    return _CLASSES[status](
        message,
        code=status,
        id=id,
        rule=rule or None,
        file=file or None,
        line=line or None,
        column=column or None,
        seq=seq if seq >= 0 else None,
        detail=detail,
    )


_native.use_error_factory(make_error)
