# SPDX-License-Identifier: Apache-2.0
"""A village's store, its rules, and a clock that stands where a test puts it."""

from __future__ import annotations

import datetime as dt
import pathlib
import signal
from collections.abc import Iterator, Mapping

import pytest

import libing

ROOT = pathlib.Path(__file__).resolve().parents[3]
VILLAGE = ROOT / "tests" / "api" / "pack"
SHOPS = ROOT / "tests" / "api" / "people_pack"
ZONE = dt.timezone(dt.timedelta(hours=8))


class Town:
    """A store under a clock."""

    def __init__(self, path: pathlib.Path, pack: pathlib.Path, now: dt.datetime) -> None:
        self.path = path
        self.now = now
        self.engine = libing.create(path, clock=self.clock)
        self.engine.install(pack, valid_from=dt.date(2023, 1, 1))

    def clock(self) -> dt.datetime:
        return self.now

    def found(self, case: str = "F1", household: str = "household:H1", **more: str) -> libing.Receipt:
        return self.engine.append(found(case, household, **more))

    def verified(self, case: str = "F1", **more: str) -> libing.Receipt:
        return self.engine.append(verified(case, **more))


def found(case: str, household: str = "household:H1", **more: str) -> Mapping[str, libing.Value]:
    data: Mapping[str, libing.Value] = {"household": household, **more}
    return {"type": "burn_found", "case": case, "at": "2024-03-14", "by": "grid_member:g1", "data": data}


def verified(case: str, actor: str = "member") -> Mapping[str, libing.Value]:
    data: Mapping[str, libing.Value] = {"act": dt.date(2024, 3, 14), "actor": actor}
    return {"type": "burn_verified", "case": case, "at": dt.date(2024, 3, 15), "by": "committee:c1", "data": data}


@pytest.fixture(autouse=True)
def interruptible() -> None:
    """Ctrl-C raises KeyboardInterrupt, also where the suite runs as a background job, which inherits it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def town(tmp_path: pathlib.Path) -> Iterator[Town]:
    made = Town(tmp_path / "village.db", VILLAGE, dt.datetime(2024, 3, 20, 10, tzinfo=ZONE))
    yield made
    made.engine.close()


@pytest.fixture
def shops(tmp_path: pathlib.Path) -> Iterator[Town]:
    made = Town(tmp_path / "shops.db", SHOPS, dt.datetime(2024, 3, 1, tzinfo=ZONE))
    yield made
    made.engine.close()
