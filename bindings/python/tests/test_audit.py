# SPDX-License-Identifier: Apache-2.0
"""Verify and replay, of whole stores and of forged ones."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, Town, found

import libing


@pytest.fixture
def forged(town: Town, tmp_path: pathlib.Path) -> pathlib.Path:
    """A copy in which somebody raised an amount; by another process, as only those may use another SQLite."""
    town.found()
    town.verified()
    copy = tmp_path / "forged.db"
    shutil.copy(town.path, copy)
    script = """if True:
        import sqlite3, sys
        store = sqlite3.connect(sys.argv[1])
        store.create_function("edit", 1, lambda line: line.replace(b'"amount":30000', b'"amount":90000'))
        name, sql = store.execute("SELECT name, sql FROM sqlite_schema WHERE name = 'log_keeps_lines'").fetchone()
        store.execute(f"DROP TRIGGER {name}")
        store.execute("UPDATE log SET line = edit(line) WHERE instr(CAST(line AS TEXT), '\\"amount\\":30000') > 0")
        store.execute(sql)
        store.commit()"""
    subprocess.run([sys.executable, "-c", script, str(copy)], check=True)
    return copy


def test_verify__a_whole_store_is_true(town: Town) -> None:
    town.found()
    seen = libing.verify(town.path)
    assert seen and [] == list(seen.findings)
    assert (town.engine.info().records, town.engine.info().root) == (seen.records, seen.root)


def test_replay__a_whole_store_is_true(town: Town) -> None:
    town.found()
    town.verified()
    seen = libing.replay(town.path)
    assert seen and (2, 2) == (seen.causes, seen.same)


def test_verify__a_changed_line_is_damage(forged: pathlib.Path) -> None:
    seen = libing.verify(forged)
    assert not seen and seen.damages == len(list(seen.findings))
    assert "DAMAGED" == next(iter(seen.findings)).kind


def test_replay__a_changed_amount_is_different_with_both_lines(forged: pathlib.Path) -> None:
    seen = libing.replay(forged, language="zh")
    first = next(iter(seen.findings))
    assert not seen and ("DIFFERENT", "S-1") == (first.kind, first.rule)
    assert '"amount":90000' in first.recorded and '"amount":30000' in first.recomputed
    assert "规则得出的内容不同" == first.message


def test_findings__can_be_walked_twice(forged: pathlib.Path) -> None:
    findings = libing.replay(forged).findings
    assert list(findings) == list(findings) != []


def test_replay__what_a_finding_callback_raises_comes_out_unchanged(forged: pathlib.Path) -> None:
    enough = RuntimeError("enough")

    def stop(finding: libing.Finding) -> None:
        raise enough

    with pytest.raises(RuntimeError) as caught:
        libing.replay(forged, on_finding=stop)
    assert enough is caught.value


def test_replay__progress_ends_at_the_total(town: Town) -> None:
    town.engine.append_many([found(f"F{number}") for number in range(300)])
    seen: list[tuple[int, int]] = []
    libing.replay(town.path, progress=lambda done, total: seen.append((done, total)))
    assert seen and seen[-1][0] == seen[-1][1] == town.engine.info().records


def test_replay__what_progress_raises_comes_out_unchanged(town: Town) -> None:
    town.found()

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        libing.replay(town.path, progress=stop)
    with pytest.raises(KeyboardInterrupt):
        libing.verify(town.path, progress=stop)


def test_audits__no_file_is_a_lookup_error(tmp_path: pathlib.Path) -> None:
    with pytest.raises(libing.NotFoundError):
        libing.verify(tmp_path / "nothing.db")
    with pytest.raises(libing.NotFoundError):
        libing.replay(tmp_path / "nothing.db")


def test_audits__callers_may_replay_from_a_callback(town: Town) -> None:
    town.found()
    inner: list[bool] = []
    libing.replay(town.path, progress=lambda done, total: inner.append(bool(libing.verify(town.path))))
    assert inner and all(inner)


def test_findings__of_the_pilot_are_none(tmp_path: pathlib.Path) -> None:
    with libing.create(tmp_path / "pilot.db") as pilot:
        pilot.install(ROOT / "rules" / "bayi", valid_from="2023-12-20")
    assert libing.replay(tmp_path / "pilot.db")
