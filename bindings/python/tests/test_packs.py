# SPDX-License-Identifier: Apache-2.0
"""Packs at the desk: draw and rehearse. What check says is in test_engine.py and the parity table."""

from __future__ import annotations

import pathlib

import pytest
from conftest import ROOT

import libing

PACK = ROOT / "tests" / "parity" / "pack"


def test_draw_pack__a_notebook_shows_svg_and_no_mermaid() -> None:
    (drawn,) = libing.draw_pack(PACK)
    assert drawn._repr_html_() == drawn.text and drawn.text.startswith("<svg")
    assert ("repair", "整改", "repair") == (drawn.id, drawn.zh, drawn.en)
    (text,) = libing.draw_pack(PACK, format="mermaid", language="en")
    assert text._repr_html_() is None and "being repaired" in str(text)


def test_draw_pack__an_unknown_format_is_refused() -> None:
    with pytest.raises(ValueError, match="none of mermaid, svg"):
        libing.draw_pack(PACK, format="png")  # type: ignore[arg-type]


def test_rehearse__tells_what_failed_and_in_which_language() -> None:
    run = libing.rehearse(PACK, language="zh")
    assert not run and (1, 1) == (run.passed, run.failed)
    (failed,) = (it for it in run.results if not it)
    assert ("P-2", "逾期却不罚款") == (failed.scenario, failed.title)
    assert "PROPOSE_FINE" in failed.report and str(run).endswith("1 passed, 1 failed")


def test_rehearse__each_without_names_the_rule_left_out() -> None:
    run = libing.rehearse(PACK, each_without=True, only="P-1")
    assert {None, "R-1", "R-2", "R-3", "T-1"} == {it.without for it in run.results}


def test_rehearse__keeps_the_stores_and_takes_files(tmp_path: pathlib.Path) -> None:
    seen: list[int] = []
    run = libing.rehearse(PACK, files=[PACK / "scenarios.yaml"], keep=tmp_path, time="daily",
                          progress=lambda done, total: seen.append(done))
    assert [1, 2] == seen and 2 == len(run.results)
    assert libing.replay(tmp_path / "P-1.db")


def test_rehearse__what_progress_raises_comes_out() -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        libing.rehearse(PACK, progress=stop)


def test_rehearse__a_wrong_file_names_its_line(tmp_path: pathlib.Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    text = (PACK / "scenarios.yaml").read_text(encoding="utf-8")
    line = 1 + text[: text.index("fix_ordered")].count("\n")
    wrong.write_text(text.replace("fix_ordered", "fix_orderd"), encoding="utf-8")
    with pytest.raises(libing.RequestError) as caught:
        libing.rehearse(PACK, files=[wrong])
    assert (str(wrong), line) == (caught.value.file, caught.value.line)
