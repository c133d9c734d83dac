# SPDX-License-Identifier: Apache-2.0
"""append_many from whatever holds requests, and what comes back as tables."""

from __future__ import annotations

import gzip
import json
import math
import pathlib
import time
from collections.abc import Callable, Iterator

import pandas
import pyarrow
import pytest
from conftest import ROOT, Town, found, verified

import libing
from libing import _native


def lines(count: int) -> list[str]:
    return [json.dumps(found(f"F{number}"), ensure_ascii=False) for number in range(count)]


STRUCT: dict[str, list[str] | list[dict[str, str]]] = {
    "type": ["burn_found"],
    "case": ["F0"],
    "at": ["2024-03-14"],
    "by": ["grid_member:g1"],
    "data": [{"household": "household:H0"}],
}

FLAT: dict[str, list[str] | list[str | None] | list[int | None]] = {
    "type": ["burn_found"] * 2 + ["burn_verified"],
    "case": ["F0", "F1", "F1"],
    "at": ["2024-03-14", "2024-03-14", "2024-03-15"],
    "by": ["grid_member:g1", "grid_member:g1", "committee:c1"],
    "household": ["household:H0", "household:H1", None],
    "act": [None, None, "2024-03-14"],
    "actor": [None, None, "member"],
    "size": [None, None, 3],
}


@pytest.mark.parametrize("block", [None, 1, 7, 10_000])
def test_append_many__takes_mappings_and_lines_in_blocks(town: Town, block: int | None) -> None:
    given: list[libing.Request] = [*lines(10), *(line.encode() + b"\n" for line in lines(20)[10:]), found("F20")]
    batch = town.engine.append_many(iter(given), block=block)
    assert (21, 21, 42) == (batch.requests, batch.appended, batch.records - (batch.records > 42))
    assert 21 == town.engine.info().cases


@pytest.mark.parametrize("block", [None, 3, 10_000])
def test_append_many__takes_one_text_bytes_or_file(town: Town, tmp_path: pathlib.Path, block: int | None) -> None:
    text = "\n".join(lines(10)) + "\n"
    (tmp_path / "requests.jsonl").write_text(text.replace("F", "P"), encoding="utf-8")
    town.engine.append_many(text, block=block)
    town.engine.append_many(text.replace("F", "B").encode(), block=block)
    assert 10 == town.engine.append_many(tmp_path / "requests.jsonl", block=block).appended
    assert 30 == town.engine.info().cases


def test_append_many__takes_a_data_frame(town: Town) -> None:
    assert 3 == town.engine.append_many(pandas.DataFrame(FLAT)).appended
    assert (3, 1) == (town.engine.case("F1").fields["size"], town.engine.measure("burnings", case="F1").value)


def test_append_many__takes_an_arrow_table(town: Town) -> None:
    assert 3 == town.engine.append_many(pyarrow.table(FLAT)).appended
    assert 2 == len(list(town.engine.decisions()))


def test_append_many__takes_an_arrow_table_with_data_in_a_struct(town: Town) -> None:
    assert 1 == town.engine.append_many(pyarrow.table(STRUCT)).appended


def test_append_many__a_failure_is_placed_and_the_blocks_before_it_stay(town: Town) -> None:
    given = [found(f"F{number}") for number in range(25)]
    given[17] = {**found("F17"), "type": "burn_fond"}
    with pytest.raises(libing.RequestError, match="^line 18: unknown event burn_fond") as caught:
        town.engine.append_many(given, block=10)
    assert 18 == caught.value.position
    assert 10 == town.engine.info().cases


def test_append_many__a_retry_with_keys_doubles_nothing(town: Town) -> None:
    given = [{**found(f"F{number}"), "id": f"desk-{number}"} for number in range(20)]
    town.engine.append_many(given[:12])
    batch = town.engine.append_many(given, block=5)
    assert (20, 8, 12) == (batch.requests, batch.appended, batch.repeated)


def test_append_many__what_the_iterable_raises_comes_out(town: Town) -> None:
    def read() -> Iterator[libing.Request]:
        yield found("F1")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        town.engine.append_many(read())
    assert 0 == town.engine.info().cases


def test_append_many__what_progress_raises_comes_out(town: Town) -> None:
    def stop(done: int, total: int) -> None:
        raise RuntimeError(f"{done} of {total}")

    with pytest.raises(RuntimeError, match="5 of 20"):
        town.engine.append_many([found(f"F{number}") for number in range(20)], block=5, progress=stop)


def test_append_many__a_bar_of_tqdm(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.engine.append_many([found(f"F{number}") for number in range(20)], block=5, progress=True)
    assert "20/20" in capsys.readouterr().err


def test_append_many__a_line_that_breaks_is_refused(town: Town) -> None:
    with pytest.raises(ValueError, match="line break"):
        town.engine.append_many([json.dumps(found("F1"), indent=1)])


def test_append_many__a_dry_run_writes_nothing(town: Town) -> None:
    before = town.engine.info().root
    assert 5 == town.engine.append_many(lines(5), dry_run=True).appended
    assert before == town.engine.info().root


@pytest.mark.parametrize("value", [math.nan, object(), b"bytes"])
def test_append_many__a_value_that_is_none_is_refused(town: Town, value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        town.engine.append_many([{**found("F1"), "data": {"household": value}}])  # type: ignore[dict-item]


def test_append_many__reaches_four_fifths_of_the_native_rate(tmp_path: pathlib.Path) -> None:
    """In processor time, which other programs do not spend; the best of runs that take turns."""
    requests = [
        '{"type":"create_fine","case":"N%d","at":"2012-01-01","by":"police_office:1",'
        '"data":{"amount":3500,"paid":0,"points":0,"dismissal":"NIL"}}' % number
        for number in range(3000)
    ]
    text = "\n".join(requests).encode()

    def cost(name: str, append: Callable[[libing.Engine], object]) -> float:
        with libing.create(tmp_path / f"{name}.db", zone="+01:00") as engine:
            engine.install(ROOT / "examples" / "road_fines" / "pack", valid_from="2000-01-01")
            begun = time.process_time()
            append(engine)
            return time.process_time() - begun

    native, bulk = [], []
    for run in range(4):
        native.append(cost(f"native{run}", lambda it: it._call(_native.engine_append_many, text, False)))
        bulk.append(cost(f"bulk{run}", lambda it: it.append_many(iter(requests))))
    assert min(native) / min(bulk) >= 0.8


def test_import_csv__makes_a_request_of_each_row(town: Town, tmp_path: pathlib.Path) -> None:
    (tmp_path / "map.lua").write_text(
        'return function(row)\n  if row.skip then return nil end\n'
        '  return { type = "burn_found", case = row.case, at = "2024-03-14", by = "grid_member:g1",\n'
        '    data = { household = "household:" .. row.household } }\nend\n'
    )
    with gzip.open(tmp_path / "rows.csv.gz", "wt", encoding="utf-8") as rows:
        rows.write("case,household,skip\nF1,H1,\nF2,H2,yes\nF3,H3,\n")
    seen: list[tuple[int, int]] = []
    batch = town.engine.import_csv(
        tmp_path / "rows.csv.gz", tmp_path / "map.lua", progress=lambda done, total: seen.append((done, total))
    )
    assert (3, 1, 2) == (batch.requests, batch.dropped, batch.appended)


# --- tables -----------------------------------------------------------------------------------------


@pytest.fixture
def decided(town: Town) -> Town:
    town.engine.append_many([request for number in range(50) for request in
                             (found(f"F{number}", f"household:H{number}"), verified(f"F{number}"))])
    return town


def test_decisions__as_a_data_frame(decided: Town) -> None:
    frame = decided.engine.decisions().to_pandas()
    assert 100 == len(frame)
    assert {"suspend": 50, "remind": 50} == frame.action.value_counts().to_dict()
    assert "datetime64" in str(frame.recorded.dtype) and "int64" == str(frame.seq.dtype)
    amounts = [json.loads(text)["amount"] for text in frame[frame.action == "suspend"].arguments]
    assert [30000] * 50 == amounts


def test_decisions__as_an_arrow_table(decided: Town) -> None:
    table = pyarrow.table(decided.engine.decisions(action="suspend"))
    assert 50 == table.num_rows
    assert ["三（三）4"] == table["cite"][0].as_py()
    assert "timestamp[ms, tz=UTC]" == str(table.schema.field("recorded").type)


def test_decisions__none_is_an_empty_table(town: Town) -> None:
    assert 0 == pyarrow.table(town.engine.decisions()).num_rows
    assert [] == list(town.engine.decisions().to_pandas().seq)


def test_replay__as_a_data_frame_and_arrow_table(decided: Town) -> None:
    replay = libing.replay(decided.path)
    assert 0 == len(replay.to_pandas()) == pyarrow.table(replay).num_rows


def test_batch__adds_up_and_is_a_table(decided: Town) -> None:
    batch = libing.Batch(requests=2, appended=2) + libing.Batch(requests=3, repeated=3)
    assert (5, 2, 3) == (batch.requests, batch.appended, batch.repeated)
    assert [5] == list(batch.to_pandas().requests)
    assert [5] == pyarrow.table(batch)["requests"].to_pylist()


def test_decision__as_html_escapes_what_people_wrote(town: Town) -> None:
    town.found(place="<script>")
    decision = town.verified().decisions[0]
    html = town.engine.case("F1")._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;" in html
    assert "suspend" in decision._repr_html_() and "三（三）4" in decision._repr_html_()
