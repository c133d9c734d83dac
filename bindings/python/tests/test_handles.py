# SPDX-License-Identifier: Apache-2.0
"""Handles in every order, threads, forks, callbacks that misbehave: a clear exception, never a crash."""

from __future__ import annotations

import asyncio
import copy
import datetime as dt
import gc
import logging
import os
import pathlib
import pickle
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable

import pytest
from conftest import SHOPS, VILLAGE, Town, found, verified

import libing

# --- closing ----------------------------------------------------------------------------------------


def test_close__a_second_time_does_nothing(town: Town) -> None:
    town.engine.close()
    town.engine.close()
    assert town.engine.closed
    assert repr(town.engine).endswith(" closed>")


def test_close__every_call_afterwards_is_a_closed_error(town: Town) -> None:
    town.engine.close()
    calls: list[Callable[[], object]] = [
        lambda: town.engine.info(),
        lambda: town.engine.append(found("F1")),
        lambda: town.engine.append_many([found("F1")]),
        lambda: town.engine.decisions(),
        lambda: town.engine.cases(),
        lambda: town.engine.records(),
        lambda: town.engine.inbox("committee"),
        lambda: town.engine.case("F1"),
        lambda: town.engine.explain(0),
        lambda: town.engine.measure("burnings"),
        lambda: town.engine.due(),
        lambda: town.engine.advance("2024-03-01"),
        lambda: town.engine.confirm(0, by="committee:c", at="2024-03-01"),
        lambda: town.engine.install(VILLAGE, valid_from="2024-01-01"),
        lambda: town.engine.import_csv("a", "b"),
        lambda: town.engine.__enter__(),
    ]
    for call in calls:
        with pytest.raises(libing.ClosedError, match="is closed"):
            call()


def test_close__an_iterator_of_a_closed_engine_is_a_closed_error(town: Town) -> None:
    town.engine.append_many([found(f"F{number}") for number in range(100)])
    rows = town.engine.records()
    next(rows)
    town.engine.close()
    with pytest.raises(libing.ClosedError):
        list(rows)


def test_rows__closed_before_their_end_are_at_their_end(town: Town) -> None:
    with town.engine.records() as rows:
        next(rows)
    assert [] == list(rows)
    rows.close()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
def test_collection__handles_may_be_dropped_in_any_order(town: Town, order: tuple[int, ...]) -> None:
    town.found()
    engine: libing.Engine | None = libing.open(town.path)
    assert engine is not None
    held: list[object] = [engine, engine.records(), engine.decisions()]
    witness = weakref.ref(engine)
    engine = None
    for index in order:
        held[index] = None
        gc.collect()
    assert witness() is None
    town.verified()


def test_engine__cannot_be_pickled_or_copied(town: Town) -> None:
    with pytest.raises(TypeError):
        pickle.dumps(town.engine)
    with pytest.raises(TypeError):
        copy.copy(town.engine)


def test_values__can_be_pickled_and_compared(town: Town) -> None:
    town.found()
    receipt = town.verified()
    assert receipt == pickle.loads(pickle.dumps(receipt))
    case = town.engine.case("F1")
    assert case == pickle.loads(pickle.dumps(case)) and hash(receipt.decisions[0]) is not None


def test_error__can_be_pickled(town: Town) -> None:
    with pytest.raises(libing.RequestError) as caught:
        town.engine.append("burn_fond", at="2024-03-14", by="grid_member:g1")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(caught.value), caught.value.code, caught.value.id) == (str(again), again.code, again.id)


# --- callbacks --------------------------------------------------------------------------------------


def test_callback__that_calls_its_engine_back_is_a_busy_error(tmp_path: pathlib.Path) -> None:
    engines: list[libing.Engine] = []

    def clock() -> dt.datetime:
        if engines:
            engines[0].info()
        return dt.datetime(2024, 3, 20, tzinfo=dt.timezone.utc)

    with libing.create(tmp_path / "village.db", clock=clock) as engine:
        engines.append(engine)
        with pytest.raises(libing.BusyError):
            engine.install(VILLAGE, valid_from="2023-01-01")
        engines.clear()
        engine.install(VILLAGE, valid_from="2023-01-01")


def test_callback__that_closes_its_engine_is_a_busy_error(tmp_path: pathlib.Path) -> None:
    engines: list[libing.Engine] = []

    def clock() -> dt.datetime:
        for engine in engines:
            engine.close()
        return dt.datetime(2024, 3, 20, tzinfo=dt.timezone.utc)

    with libing.create(tmp_path / "village.db", clock=clock) as engine:
        engines.append(engine)
        with pytest.raises(libing.BusyError):
            engine.install(VILLAGE, valid_from="2023-01-01")
        assert not engine.closed


def test_clock__what_it_raises_comes_out_unchanged(town: Town) -> None:
    broken = OSError("no clock")

    def clock() -> dt.datetime:
        raise broken

    before = town.engine.info().root
    with libing.open(town.path, clock=clock) as engine:
        with pytest.raises(OSError) as caught:
            engine.append(found("F1"))
    assert broken is caught.value
    assert before == town.engine.info().root


def test_clock__without_a_zone_is_refused(town: Town) -> None:
    with libing.open(town.path, clock=lambda: dt.datetime(2024, 3, 20)) as engine:
        with pytest.raises(ValueError, match="no time zone"):
            engine.append(found("F1"))


def test_log__opening_is_said_through_logging(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="libing"):
        libing.open(town.path).close()
    assert [f"opened {town.path}", f"closed {town.path}"] == caplog.messages


# --- threads ----------------------------------------------------------------------------------------


def test_threads__on_one_engine_queue(town: Town) -> None:
    def tell(thread: int) -> None:
        for number in range(20):
            town.found(f"T{thread}-{number}")
            list(town.engine.records(case=f"T{thread}-{number}"))

    threads = [threading.Thread(target=tell, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 80 == town.engine.info().cases
    assert libing.verify(town.path)


def test_threads__may_share_an_iterator(town: Town) -> None:
    town.engine.append_many([found(f"F{number}") for number in range(300)])
    rows = town.engine.records()
    seen: list[int] = []

    def walk() -> None:
        seen.extend(record.seq for record in rows)

    threads = [threading.Thread(target=walk) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(range(town.engine.info().records)) == sorted(seen)


def test_threads__closing_waits_for_the_call_that_runs(town: Town) -> None:
    requests = [found(f"F{number}") for number in range(2000)]
    ended: list[object] = []

    def tell() -> None:
        try:
            ended.append(town.engine.append_many(requests, block=50))
        except libing.ClosedError as error:
            ended.append(error)

    thread = threading.Thread(target=tell)
    thread.start()
    time.sleep(0.02)
    town.engine.close()
    thread.join()
    assert 1 == len(ended)
    assert libing.verify(town.path)


def test_threads__the_gil_is_free_during_a_call(town: Town) -> None:
    town.engine.append_many([found(f"F{number}") for number in range(3000)], block=None)
    ticks = 0
    done = threading.Event()

    def replay() -> None:
        libing.replay(town.path)
        done.set()

    thread = threading.Thread(target=replay)
    thread.start()
    while not done.wait(0.001):
        ticks += 1
    thread.join()
    assert ticks > 3


def test_interrupt__ends_the_call_in_another_thread(town: Town) -> None:
    caught: list[BaseException] = []
    requests = [found(f"F{number}") for number in range(20000)]

    def tell() -> None:
        try:
            town.engine.append_many(requests, block=None)
        except libing.Error as error:
            caught.append(error)

    thread = threading.Thread(target=tell)
    thread.start()
    while thread.is_alive():
        town.engine.interrupt()
        time.sleep(0.002)
    thread.join()
    assert [libing.InterruptedCallError] == [type(error) for error in caught], caught
    assert 0 == town.engine.info().cases


def test_interrupt__when_nothing_runs_does_nothing(town: Town) -> None:
    town.engine.interrupt()
    town.engine.close()
    town.engine.interrupt()


def test_asyncio__calls_run_in_threads(town: Town) -> None:
    async def tell() -> list[libing.Receipt]:
        requests = (asyncio.to_thread(town.engine.append, found(f"F{number}")) for number in range(5))
        return await asyncio.gather(*requests)

    assert [True] * 5 == [receipt.opened for receipt in asyncio.run(tell())]


# --- processes --------------------------------------------------------------------------------------

CHILD = """if True:
    import gc, os, sys, warnings, libing
    warnings.simplefilter("ignore")
    engine = libing.open(sys.argv[1])
    rows = engine.records()
    next(rows)
    child = os.fork()
    if child == 0:
        try:
            engine.info()
        except libing.ForkedError as error:
            print("child:", error.code.name, flush=True)
        engine.close()
        del rows, engine
        gc.collect()
        with libing.open(sys.argv[1]) as own:
            print("own:", own.info().cases, flush=True)
        sys.exit(0)
    print("status:", os.waitpid(child, 0)[1])
    print("parent:", engine.info().cases, libing.verify(sys.argv[1]).damages)
"""


def test_fork__the_child_is_told_and_the_parent_goes_on(town: Town) -> None:
    town.found()
    done = subprocess.run([sys.executable, "-c", CHILD, str(town.path)], capture_output=True, text=True)
    assert ["child: FORKED", "own: 1", "status: 0", "parent: 1 0"] == done.stdout.splitlines(), done.stderr


REPLAY = """if True:
    import signal, sys, libing
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job inherits it ignored
    def told(done, total):
        print("running", flush=True)
    try:
        while True:
            libing.replay(sys.argv[1], progress=told)
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


def test_replay__ctrl_c_stops_it_cleanly(town: Town) -> None:
    town.engine.append_many([found(f"F{number}") for number in range(6000)], block=None)
    child = subprocess.Popen([sys.executable, "-c", REPLAY, str(town.path)], stdout=subprocess.PIPE, text=True)
    with child:
        assert child.stdout is not None
        assert "running\n" == child.stdout.readline()
        child.send_signal(signal.SIGINT)
        assert child.stdout.read().endswith("stopped\n")
    assert 0 == child.returncode


def test_append_many__ctrl_c_leaves_the_block_unwritten(town: Town) -> None:
    requests = [found(f"F{number}") for number in range(20000)]
    timer = threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT))
    before = town.engine.info().root
    timer.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            town.engine.append_many(requests, block=None)
            time.sleep(10)
    finally:
        timer.join()
    assert before == town.engine.info().root


def test_exit__with_everything_open_is_clean(town: Town) -> None:
    script = f"""if True:
        import libing, threading
        engine = libing.open({str(town.path)!r})
        rows = engine.records()
        found = libing.replay({str(town.path)!r}).findings
        cycle = [engine]; cycle.append(cycle)"""
    done = subprocess.run([sys.executable, "-X", "dev", "-c", script], capture_output=True, text=True)
    assert (0, "") == (done.returncode, done.stderr)


def test_verified__many_engines_on_one_file_take_turns(town: Town) -> None:
    town.found()
    with libing.open(town.path, clock=town.clock) as other:
        other.append(verified("F1"))
        assert 2 == len(list(town.engine.decisions()))
        assert libing.check_pack(SHOPS) == ()
