# SPDX-License-Identifier: Apache-2.0
"""How far a long call has come: the caller's callback, or tqdm's bar."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Callable, Generator
from typing import Protocol, TypeAlias, cast

Progress: TypeAlias = Callable[[int, int], object] | bool | None
"""`progress(done, total)`, called a few times a second at most, `total` 0 where it is not known; or True for
a bar of tqdm. What it raises ends the call, which leaves everything as it was, and comes out unchanged."""


class _Bar(Protocol):
    total: float | None
    n: float

    def update(self, n: float = 1) -> bool | None: ...
    def close(self) -> None: ...


class _Tqdm(Protocol):
    def __call__(self, *, desc: str, unit: str) -> _Bar: ...


@contextlib.contextmanager
def reporting(progress: Progress, what: str, unit: str) -> Generator[Callable[[int, int], object] | None, None, None]:
    """The callback for one long call."""
    if progress is not True:
        yield progress or None
        return
    try:
        tqdm = cast(_Tqdm, importlib.import_module("tqdm.auto").tqdm)
    except ImportError:
        raise ImportError("progress=True draws its bar with tqdm: pip install tqdm") from None
    bar = tqdm(desc=what, unit=unit)

    def show(done: int, total: int) -> None:
        bar.total = total or None
        bar.update(done - bar.n)

    try:
        yield show
    finally:
        bar.close()
