# SPDX-License-Identifier: Apache-2.0
"""Lists too long to fetch at once: iterators that fetch in blocks."""

from __future__ import annotations

import threading
import weakref
from collections import deque
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

from . import _native

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T", covariant=True)

_BLOCK_FIRST = 64
_BLOCK_MAX = 4096


class Rows(Iterator[T], Generic[T]):
    """What a store has of something, one after the other, in one pass.

    Fetched in blocks while it is walked, so that memory does not grow with the store. Any number may be open;
    records that are appended meanwhile are seen. After the engine is closed it raises `ClosedError`.
    """

    __slots__ = ("_block", "_buffer", "_fetch", "_finalizer", "_handle", "_lock", "_make", "__weakref__")

    def __init__(
        self,
        handle: _native._Iterator,
        lock: threading.RLock,
        fetch: Callable[[_native._Iterator, int], bytes],
        make: Callable[[str, str], T],
    ) -> None:
        self._handle = handle
        self._lock = lock
        self._fetch = fetch
        self._make = make
        self._block = _BLOCK_FIRST
        self._buffer: deque[tuple[str, str]] = deque()
        self._finalizer = weakref.finalize(self, _native.iterator_free, handle)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        with self._lock:
            if not self._buffer and self._finalizer.alive:
                self._fill()
            if not self._buffer:
                raise StopIteration
            standing, text = self._buffer.popleft()
        return self._make(standing, text)

    def _fill(self) -> None:
        fields = self._fetch(self._handle, self._block).decode().split("\0")
        self._buffer.extend(zip(fields[0:-1:2], fields[1::2]))
        self._block = min(self._block * 4, _BLOCK_MAX)
        if not self._buffer:
            self._finalizer()

    def close(self) -> None:
        """Let go of it before its end; a second time does nothing."""
        with self._lock:
            self._buffer.clear()
            self._finalizer()

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{self!r} cannot be copied or pickled")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
