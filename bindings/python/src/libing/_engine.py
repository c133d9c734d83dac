# SPDX-License-Identifier: Apache-2.0
"""The engine: one open store, and the verbs that record events, decide and explain."""

from __future__ import annotations

import datetime as dt
import logging
import os
import threading
import weakref
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Concatenate, Literal, NoReturn, ParamSpec, TypeVar, overload

from . import _bulk, _native
from ._decisions import Decisions
from ._errors import BusyError, ClosedError, Status
from ._progress import Progress, reporting
from ._records import Advance, Batch, Case, CaseSummary, Deadline, Explanation, Info, Measure, Receipt, Record
from ._rows import Rows
from ._values import Clockface, Value, When, day_text, objects, read

if TYPE_CHECKING:
    from typing_extensions import Self

P = ParamSpec("P")
R = TypeVar("R")

Language = Literal["en", "zh"]
"""Of messages and explanations."""
Clock = Callable[[], dt.datetime]
"""Stands in for the system's clock; the datetime has a zone."""
StrPath = str | os.PathLike[str]

log = logging.getLogger("libing")
_LEVELS = (logging.DEBUG, logging.INFO, logging.WARNING)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.timezone.utc)
_MILLISECOND = dt.timedelta(milliseconds=1)


def _log(level: int, message: str) -> None:
    log.log(_LEVELS[level], "%s", message)


def _milliseconds(clock: Clock) -> Callable[[], int]:
    def tell() -> int:
        now = clock()
        if now.tzinfo is None:
            raise ValueError(f"the clock said {now!r}, which has no time zone")
        return (now - _EPOCH) // _MILLISECOND

    return tell


def _release(engine: _native._Engine, host: _native._Host, process: int) -> None:
    """Free an engine; in a forked child it is the parent's, and closing it would touch the parent's file."""
    if os.getpid() == process:
        _native.engine_close(engine)
        _native.host_free(host)


class _Reporter:
    """Where the library's progress goes: to the callback of the call that is running."""

    __slots__ = ("current",)

    def __init__(self) -> None:
        self.current: Callable[[int, int], object] | None = None

    def __call__(self, done: int, total: int) -> None:
        if self.current is not None:
            self.current(done, total)


class Engine:
    """One open store with its rules. `libing.open` and `libing.create` make it; close it, or use `with`.

    Any thread may call; calls on one engine queue, so open several on the same file to run in parallel. The GIL
    is free during every call. After `os.fork` open another one: the parent's raises `ForkedError` in the child.

    Never open the same file through `sqlite3` in this process: closing that drops this engine's locks.
    """

    __slots__ = (
        "_calls", "_clockface", "_finalizer", "_gate", "_handle", "_lock", "_path", "_process", "_reporter",
        "__weakref__",
    )

    def __init__(
        self,
        path: StrPath,
        *,
        language: Language = "en",
        read_only: bool = False,
        busy_timeout: float = 10.0,
        timeout: float | None = None,
        cache_bytes: int | None = None,
        clock: Clock | None = None,
    ) -> None:
        """Open an existing store; see `libing.open`."""

        def make(host: _native._Host) -> _native._Engine:
            return _native.engine_open(
                os.fspath(path), language, round(busy_timeout * 1000), read_only, round((timeout or 0) * 1000),
                cache_bytes or 0, host,
            )

        self._attach(path, clock, make)

    @classmethod
    def create(
        cls,
        path: StrPath,
        *,
        zone: str = "+08:00",
        origin: str | None = None,
        uid: str | None = None,
        language: Language = "en",
        busy_timeout: float = 10.0,
        timeout: float | None = None,
        cache_bytes: int | None = None,
        clock: Clock | None = None,
    ) -> Self:
        """Create a store and open it; see `libing.create`."""

        def make(host: _native._Host) -> _native._Engine:
            return _native.engine_create(
                os.fspath(path), zone, origin, uid, language, round(busy_timeout * 1000),
                round((timeout or 0) * 1000), cache_bytes or 0, host,
            )

        self = cls.__new__(cls)
        self._attach(path, clock, make)
        return self

    def _attach(
        self, path: StrPath, clock: Clock | None, make: Callable[[_native._Host], _native._Engine]
    ) -> None:
        self._path = os.fspath(path)
        self._lock = threading.RLock()
        self._gate = threading.RLock()  # between interrupt() and close(); never held across a call
        self._calls = 0
        self._clockface: Clockface | None = None
        self._process = os.getpid()
        self._reporter = _Reporter()
        self._handle: _native._Engine | None = None
        host = _native.host_new(_milliseconds(clock) if clock else None, _log, self._reporter, None)
        try:
            handle = make(host)
        except BaseException:
            _native.host_free(host)
            raise
        self._handle = handle
        self._finalizer = weakref.finalize(self, _release, handle, host, self._process)
        log.debug("opened %s", self._path)

    # --- life ---------------------------------------------------------------------------------------

    def _call(self, verb: Callable[Concatenate[_native._Engine, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        if os.getpid() != self._process:  # another thread may have held the lock when we were forked
            return verb(self._open_handle(), *args, **kwargs)
        with self._lock:
            handle = self._open_handle()
            self._calls += 1
            try:
                return verb(handle, *args, **kwargs)
            finally:
                self._calls -= 1

    def _open_handle(self) -> _native._Engine:
        if self._handle is None:
            raise ClosedError(f"the engine of {self._path} is closed", code=Status.CLOSED, id="engine.closed")
        return self._handle

    def close(self) -> None:
        """Close it; a second time does nothing. Waits for a call that is running in another thread."""
        if os.getpid() != self._process:
            return
        with self._lock:
            if self._calls:
                raise BusyError("a callback closed its own engine", code=Status.BUSY, id="engine.busy")
            with self._gate:
                self._handle = None
                self._finalizer()
        log.debug("closed %s", self._path)

    @property
    def closed(self) -> bool:
        """Whether it was closed."""
        return self._handle is None

    @property
    def path(self) -> str:
        """The store's file, as it was given."""
        return self._path

    def __enter__(self) -> Self:
        self._open_handle()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<libing.Engine {self._path!r}{' closed' if self.closed else ''}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self!r} cannot be copied or pickled")

    def interrupt(self) -> None:
        """End the call that is running on this engine, in whichever thread, with `InterruptedCallError`.

        It leaves everything as it was. Does nothing when none is running.
        """
        with self._gate:
            if self._handle is not None and os.getpid() == self._process:
                _native.engine_interrupt(self._handle)

    def _text(self, when: When) -> str:
        if not isinstance(when, dt.datetime):
            return when.isoformat() if isinstance(when, dt.date) else when
        return self._zone().text(when)

    def _zone(self) -> Clockface:
        if self._clockface is None:
            self._clockface = Clockface(self.info().zone)
        return self._clockface

    # --- recording ----------------------------------------------------------------------------------

    def install(self, directory: StrPath, *, valid_from: dt.date | str) -> int:
        """Install a rule pack: it judges events from the day `valid_from` on, until a later one does.

        Returns the record that says so. Installing what is in force from that day already writes nothing.

        Raises `PackError` for a pack with errors (`libing.check_pack` lists them all), `NotFoundError`.
        """
        seq = self._call(_native.engine_install, os.fspath(directory), day_text(valid_from))
        log.debug("installed %s in %s as record %d", os.fspath(directory), self._path, seq)
        return seq

    @overload
    def append(self, request: Mapping[str, Value], /, *, dry_run: bool = False) -> Receipt: ...
    @overload
    def append(
        self,
        type: str,
        /,
        *,
        at: When,
        by: str,
        case: str | None = None,
        party: str | None = None,
        data: Mapping[str, Value] | None = None,
        id: str | None = None,
        expect: int | None = None,
        corrects: int | None = None,
        dry_run: bool = False,
    ) -> Receipt: ...
    def append(
        self,
        request: str | Mapping[str, Value],
        /,
        *,
        at: When | None = None,
        by: str | None = None,
        case: str | None = None,
        party: str | None = None,
        data: Mapping[str, Value] | None = None,
        id: str | None = None,
        expect: int | None = None,
        corrects: int | None = None,
        dry_run: bool = False,
    ) -> Receipt:
        """Record one event and everything that follows from it, in one durable transaction.

        Either a whole request as a mapping, as it came over the network, or its type with keywords:

            engine.append("report_filed", case="RP1", at=date(2024, 6, 3), by="township_gov:a", data={...})

        Args:
            request: the event's type as a pack declares it, or the whole request.
            at: when it was true: a date, or a datetime with a zone.
            by: who reports it: role and pseudonym, `"township_gov:a"`.
            case: the case that it is about; or `party`; or neither, for an event about the store.
            party: the party that it is about.
            data: the event's fields.
            id: an idempotency key: the same request under the same key gets the first receipt again.
            expect: the case's version that was seen, -1 for a case that must not exist.
            corrects: the record of an event that this one corrects.
            dry_run: answer as if it had been recorded, and write nothing.

        Raises:
            RequestError: a word the pack does not know, a value of another type, no date, …
            RoleError: this role may not say that.
            StaleError, ConflictError, ExistsError: somebody was faster; a key came twice with two requests.
            PackError, RuleError, LimitError: the rules.
        """
        if isinstance(request, str):
            members: dict[str, Value] = {
                "type": request, "at": at, "by": by, "case": case, "party": party, "data": data or {},
                "id": id, "expect": expect, "corrects": corrects,
            }
            request = {name: value for name, value in members.items() if value is not None}
        text = self._zone().encoder().encode(request)
        return Receipt.of(self._call(_native.engine_append, text, dry_run))

    def append_many(
        self,
        requests: _bulk.Requests,
        /,
        *,
        block: int | None = 10_000,
        dry_run: bool = False,
        progress: Progress = None,
    ) -> Batch:
        """Record many events: in blocks of `block` requests, each in one transaction, or all in one for None.

        When a request fails, its block is not recorded and the blocks before it are; the exception's `position`
        says which it was, counted from 1. Give requests an `id`, and the whole can be told again after a failure.

        Args:
            requests: mappings or lines of JSON, from any iterable; or JSON Lines as one text, bytes or file
                (`pathlib.Path`); or a DataFrame or Arrow table, where columns that are no member of a request are
                fields of its `data`, and what is missing in a row is left out.
            block: requests a transaction.
            dry_run: answer as if they had been recorded, and write nothing.
            progress: `progress(done, total)` in requests; True draws a bar of tqdm.
        """
        done = Batch()
        encode = self._zone().encoder().encode
        with reporting(progress, "append", "request") as report:
            total = _bulk.count(requests)
            for lines in _bulk.blocks(requests, block, encode):
                try:
                    done += Batch(*_numbers(self._call(_native.engine_append_many, lines, dry_run)))
                except Exception as error:
                    raise _bulk.placed(error, done.requests) from None
                if report is not None:
                    report(done.requests, total)
        log.debug("appended %d requests to %s", done.requests, self._path)
        return done

    def import_csv(
        self,
        csv: StrPath,
        map: StrPath,
        *,
        rows_per_transaction: int = 10_000,
        progress: Progress = None,
    ) -> Batch:
        """Append the rows of a CSV file, gzipped or not, through a map: a Lua file that makes a request of a row.

        Whole transactions of `rows_per_transaction` are kept when a later row fails.
        """
        with reporting(progress, "import", "B") as report, self._lock:
            self._reporter.current = report
            try:
                counts = _numbers(
                    self._call(_native.engine_import, os.fspath(csv), os.fspath(map), rows_per_transaction)
                )
            finally:
                self._reporter.current = None
        rows, dropped, appended, repeated, decisions, records = counts
        return Batch(rows, appended, repeated, decisions, records, dropped)

    def advance(self, to: When) -> Advance:
        """Say what time it is: deadlines that ended before `to` lapse, with what that causes.

        Advancing often, late or never gives equal decisions: an event lapses what ended before it.
        """
        return Advance.of(self._call(_native.engine_advance, self._text(to)))

    def confirm(self, decision: int, *, by: str, at: When, reason: str | None = None) -> Receipt:
        """The word of the role that decides: this decision stands."""
        return Receipt.of(self._call(_native.engine_confirm, decision, by, self._text(at), reason))

    def decline(self, decision: int, *, by: str, at: When, reason: str | None = None) -> Receipt:
        """The word of the role that decides: this decision is no longer in force."""
        return Receipt.of(self._call(_native.engine_decline, decision, by, self._text(at), reason))

    def execute(self, decision: int, *, by: str, at: When, reason: str | None = None) -> Receipt:
        """Record that a decision was carried out: the money was handed over."""
        return Receipt.of(self._call(_native.engine_execute, decision, by, self._text(at), reason))

    # --- reading ------------------------------------------------------------------------------------

    def decisions(
        self,
        *,
        case: str | None = None,
        rule: str | None = None,
        action: str | None = None,
        from_seq: int = 0,
    ) -> Decisions:
        """Decisions in order of their records, and how they stand now."""
        return self._decisions(self._call(_native.engine_decisions, case, rule, action, from_seq))

    def inbox(self, role: str) -> Decisions:
        """What waits for a role: decisions in force that nobody has confirmed, declined or executed."""
        return self._decisions(self._call(_native.engine_inbox, role))

    def _decisions(self, handle: _native._Iterator) -> Decisions:
        return Decisions(handle, self._lock, self._fetch)

    def _fetch(self, handle: _native._Iterator, count: int) -> bytes:
        return self._call(lambda _: _native.iterator_block(handle, count))

    def records(self, *, case: str | None = None, from_seq: int = 0) -> Rows[Record]:
        """The log's records in order; with a case, that case's. Raises `NotFoundError` for no such case."""
        handle = self._call(_native.engine_records, case, from_seq)
        return Rows(handle, self._lock, self._fetch, lambda _, line: Record.of(read(line), line))

    def cases(self, *, kind: str | None = None) -> Rows[CaseSummary]:
        """Cases in order of opening."""
        handle = self._call(_native.engine_cases, kind)
        return Rows(handle, self._lock, self._fetch, lambda _, line: CaseSummary.of(read(line)))

    def case(self, id: str) -> Case:
        """One case with everything that is known about it. Raises `NotFoundError`."""
        return Case.of(self._call(_native.engine_case_show, id))

    def explain(self, seq: int, *, rule: str | None = None) -> Explanation:
        """Why a decision was made; or, with the record of an event, why rules spoke or stayed silent.

        With `rule`, that rule alone. For a rule that stayed silent: its first condition that failed, and what
        would have had to be different.
        """
        return Explanation.of(self._call(_native.engine_explain, seq, rule))

    def measure(self, name: str, *, case: str | None = None, as_of: dt.date | str | None = None) -> Measure:
        """A measure as of the end of a day: of a case, of the store, or counted over all cases of its kind."""
        day = day_text(as_of) if as_of is not None else None
        return Measure.of(self._call(_native.engine_measure, name, case, day))

    def due(self, *, until: dt.date | str | None = None) -> tuple[Deadline, ...]:
        """Deadlines that run, soonest first; with `until`, those that end by the end of that day."""
        document = read(self._call(_native.engine_due, day_text(until) if until is not None else None))
        return tuple(Deadline.of(one) for one in objects(document, "deadlines"))

    def info(self) -> Info:
        """What this store is: origin, zone, packs, how much it holds, the root of its log."""
        return Info.of(self._call(_native.engine_info))


def _numbers(block: bytes) -> list[int]:
    return [int(field) for field in block.split(b"\0")[:-1]]


def open(  # noqa: A001 (libing.open reads well, as gzip.open does)
    path: StrPath,
    *,
    language: Language = "en",
    read_only: bool = False,
    busy_timeout: float = 10.0,
    timeout: float | None = None,
    cache_bytes: int | None = None,
    clock: Clock | None = None,
) -> Engine:
    """Open an existing store.

    Args:
        path: the store's file.
        language: of messages and explanations, `"en"` or `"zh"`.
        read_only: nothing can be appended, the file is not touched.
        busy_timeout: seconds to wait for another process that writes.
        timeout: seconds that one evaluation may take; None is no guard. It aborts and never decides.
        cache_bytes: for cases kept in memory; None is 64 MiB.
        clock: stands in for the system's clock.

    Raises:
        NotFoundError: no such file.
        NotStoreError, DamagedError, LockedError, StoreError: the file.
    """
    return Engine(
        path, language=language, read_only=read_only, busy_timeout=busy_timeout, timeout=timeout,
        cache_bytes=cache_bytes, clock=clock,
    )


def create(
    path: StrPath,
    *,
    zone: str = "+08:00",
    origin: str | None = None,
    uid: str | None = None,
    language: Language = "en",
    busy_timeout: float = 10.0,
    timeout: float | None = None,
    cache_bytes: int | None = None,
    clock: Clock | None = None,
) -> Engine:
    """Create a store and open it.

    Args:
        path: a file that must not exist; `ExistsError` if it does.
        zone: the fixed offset of its dates and times.
        origin: the log's name in checkpoints; None is `"local/<uid>"`.
        uid: 32 hex digits; None is random.
        language, busy_timeout, timeout, cache_bytes, clock: as of `libing.open`.
    """
    return Engine.create(
        path, zone=zone, origin=origin, uid=uid, language=language, busy_timeout=busy_timeout, timeout=timeout,
        cache_bytes=cache_bytes, clock=clock,
    )
