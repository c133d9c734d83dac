# SPDX-License-Identifier: Apache-2.0
"""Opening, recording and reading."""

from __future__ import annotations

import datetime as dt
import pathlib
from decimal import Decimal

import pytest
from conftest import SHOPS, VILLAGE, ZONE, Town, found, verified

import libing


def test_append__an_event_gets_the_decisions_that_follow(town: Town) -> None:
    town.found()
    receipt = town.verified()
    assert [("S-1", "suspend"), ("S-3", "remind")] == [(it.rule, it.action) for it in receipt.decisions]
    assert {"household": "household:H1", "year": 2024, "amount": 30000} == receipt.decisions[0].arguments
    assert Decimal("300.00") == libing.yuan(30000)


def test_append__keywords_and_mapping_say_the_same(town: Town) -> None:
    by_words = town.engine.append(
        "burn_found", case="F1", at=dt.date(2024, 3, 14), by="grid_member:g1",
        data={"household": "household:H1"}, dry_run=True,
    )
    by_mapping = town.engine.append(found("F1"), dry_run=True)
    assert by_words == by_mapping


def test_append__a_dry_run_writes_nothing(town: Town) -> None:
    before = town.engine.info().records
    assert town.engine.append(found("F1"), dry_run=True).opened
    assert before == town.engine.info().records


def test_append__a_datetime_of_another_zone_is_moved_to_the_stores(town: Town) -> None:
    utc = dt.datetime(2024, 3, 14, 2, 30, tzinfo=dt.timezone.utc)
    receipt = town.engine.append({**found("F1"), "at": utc})
    assert utc == receipt.at
    assert isinstance(receipt.at, dt.datetime) and ZONE.utcoffset(None) == receipt.at.utcoffset()


def test_append__a_naive_datetime_is_refused(town: Town) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        town.engine.append({**found("F1"), "at": dt.datetime(2024, 3, 14, 2, 30)})


def test_append__a_float_is_refused_and_nothing_is_written(town: Town) -> None:
    before = town.engine.info().root
    with pytest.raises(libing.RequestError):
        town.engine.append("budget_set", at="2024-03-14", by="committee:c1", data={"yuan": 1.5})  # type: ignore[dict-item]
    assert before == town.engine.info().root


def test_append__an_integer_beyond_64_bits_is_refused(town: Town) -> None:
    with pytest.raises(libing.RequestError):
        town.engine.append("budget_set", at="2024-03-14", by="committee:c1", data={"yuan": 1 << 70})


def test_append__a_misspelt_event_is_a_value_error_with_code_and_suggestion(town: Town) -> None:
    with pytest.raises(libing.RequestError, match="did you mean burn_found") as caught:
        town.engine.append("burn_fond", case="F1", at="2024-03-14", by="grid_member:g1")
    assert libing.Status.WORD == caught.value.code
    assert "vocabulary.unknown_event" == caught.value.id
    assert isinstance(caught.value, ValueError)


def test_append__who_found_it_may_not_verify_it(town: Town) -> None:
    town.found()
    with pytest.raises(libing.RoleError):
        town.engine.append({**verified("F1"), "by": "grid_member:g1"})


def test_append__the_same_key_gets_the_first_receipt(town: Town) -> None:
    first = town.engine.append({**found("F1"), "id": "desk-1"})
    again = town.engine.append({**found("F1"), "id": "desk-1"})
    assert (first.seq, True) == (again.seq, again.repeated)


def test_append__the_same_key_with_another_request_is_a_conflict(town: Town) -> None:
    town.engine.append({**found("F1"), "id": "desk-1"})
    with pytest.raises(libing.ConflictError):
        town.engine.append({**found("F2"), "id": "desk-1"})


def test_append__a_stale_version_is_refused(town: Town) -> None:
    seen = town.found().version
    town.verified()
    with pytest.raises(libing.StaleError):
        town.engine.append({**verified("F1"), "expect": seen})


@pytest.mark.parametrize("note", ["𠮷", "🌾", "八义镇", "e\u0301", "\u2028", "line\nbreak", '"\\'])
def test_append__every_character_survives_both_ways(town: Town, note: str) -> None:
    receipt = town.engine.append(
        "visited", party="household:H1", at="2024-03-14", by="grid_member:g1", data={"note": note}
    )
    (record,) = town.engine.records(from_seq=receipt.seq)
    assert note == record.data["note"]


@pytest.mark.parametrize("note", ["nul\0", "\ud83c"])
def test_append__what_is_no_text_of_a_log_is_refused(town: Town, note: str) -> None:
    with pytest.raises(ValueError):
        town.engine.append("visited", party="household:H1", at="2024-03-14", by="grid_member:g1", data={"note": note})


def test_decisions__come_in_order_with_their_standing(town: Town) -> None:
    town.found()
    town.verified()
    town.engine.append("objection", case="F1", at="2024-03-16", by="committee:c1")
    assert [("suspend", "revoked"), ("remind", "in_force"), ("restore", "in_force")] == [
        (it.action, it.standing) for it in town.engine.decisions()
    ]


def test_decisions__a_filter_leaves_out_the_others(town: Town) -> None:
    for number in range(3):
        town.found(f"F{number}", f"household:H{number}")
        town.verified(f"F{number}")
    assert ["F1"] == [it.case for it in town.engine.decisions(case="F1", action="suspend")]
    assert ["S-3"] * 3 == [it.rule for it in town.engine.decisions(rule="S-3")]


def test_records__are_fetched_in_blocks_to_the_last(town: Town) -> None:
    town.engine.append_many([found(f"F{number}") for number in range(500)])
    lines = [it.line for it in town.engine.records()]
    assert town.engine.info().records == len(lines)
    assert list(range(len(lines))) == [it.seq for it in town.engine.records()]


def test_records__of_no_case_is_a_lookup_error(town: Town) -> None:
    with pytest.raises(LookupError, match="no case 'F9'"):
        town.engine.records(case="F9")


def test_case__has_fields_facts_and_records(town: Town) -> None:
    town.found(place="𠮷田🌾")
    town.verified()
    case = town.engine.case("F1")
    assert ("fire", "household:H1", 1) == (case.kind, case.subject, case.facts["burnings"])
    assert "𠮷田🌾" == case.fields["place"]
    assert ["burn_found", "case.opened", "burn_verified"] == [it.type for it in case.records[:3]]
    assert ["F1"] == [it.id for it in town.engine.cases(kind="fire")]


def test_explain__a_decision_names_rule_and_amount(town: Town) -> None:
    town.found()
    decision = town.verified().decisions[0]
    page = town.engine.explain(decision.seq)
    assert "suspend welfare (suspend)" in str(page) and "300 yuan" in str(page)
    assert repr(page).startswith(f"<Explanation of record {decision.seq}: Decision: suspend")


def test_explain__silence_names_the_condition_that_failed(town: Town) -> None:
    town.found()
    receipt = town.verified("F1", actor="tenant")
    assert "S-1" in town.engine.explain(receipt.seq, rule="S-1").text


def test_explain__speaks_the_engines_language(town: Town) -> None:
    town.found()
    seq = town.verified().decisions[0].seq
    with libing.open(town.path, language="zh", read_only=True) as auditor:
        assert "停发福利" in auditor.explain(seq).text


def test_measure__of_a_case_as_of_a_day(town: Town) -> None:
    town.found()
    town.verified()
    assert 1 == town.engine.measure("burnings", case="F1").value
    before = town.engine.measure("burnings", case="F1", as_of=dt.date(2024, 3, 14))
    assert (dt.date(2024, 3, 14), 0) == (before.as_of, before.value)
    assert 1 == town.engine.measure("burnings").total


def test_info__counts_and_names_the_pack(town: Town) -> None:
    town.found()
    info = town.engine.info()
    assert (1, 0, "+08:00") == (info.cases, info.decisions, info.zone)
    assert [dt.date(2023, 1, 1)] == [pack.valid_from for pack in info.packs]
    assert 64 == len(info.root)


def day(number: int, hour: int = 0) -> dt.datetime:
    return dt.datetime(2024, 3, number, hour, tzinfo=ZONE)


def test_people__inbox_confirm_and_execute(shops: Town) -> None:
    shops.engine.append("defect_found", case="D1", at=day(1), by="inspector:i1", data={"shop": "shop:S1"})
    shops.engine.append("fix_ordered", case="D1", at=day(1), by="inspector:i1")
    assert [("fix_by", dt.date(2024, 3, 11))] == [(it.name, it.due) for it in shops.engine.due()]
    shops.now = day(12, 9)
    advance = shops.engine.advance(dt.date(2024, 3, 12))
    assert (1, ["alert", "propose_fine"]) == (advance.lapsed, [it.action for it in advance.decisions])
    (fine,) = shops.engine.inbox("office")
    said = shops.engine.confirm(fine.seq, by="office:o1", at=day(12, 9), reason="屡次逾期")
    assert ["alert"] == [it.action for it in said.decisions]
    shops.engine.execute(fine.seq, by="office:o1", at=day(12, 9))
    assert [] == list(shops.engine.inbox("office"))
    assert "executed" == next(shops.engine.decisions(action="propose_fine")).standing
    with pytest.raises(libing.StateError):
        shops.engine.decline(fine.seq, by="office:o1", at=day(12, 9))


def test_inbox__of_an_unknown_role_suggests_one(shops: Town) -> None:
    with pytest.raises(libing.RequestError, match="did you mean office"):
        shops.engine.inbox("ofice")


def test_install__of_a_pack_with_errors_names_file_and_line(town: Town, tmp_path: pathlib.Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    for file in VILLAGE.iterdir():
        text = file.read_text(encoding="utf-8")
        (broken / file.name).write_text(text.replace('ev.actor:is "member"', 'ev.actr:is "member"'), encoding="utf-8")
    with pytest.raises(libing.PackError) as caught:
        town.engine.install(broken, valid_from="2024-01-01")
    assert "village.lua" == caught.value.file
    (found_error,) = (it for it in libing.check_pack(broken) if it.is_error)
    assert (caught.value.file, caught.value.line) == (found_error.file, found_error.line)


def test_check_pack__a_clean_pack_has_nothing() -> None:
    assert () == libing.check_pack(SHOPS, language="zh")


def test_check_pack__no_folder_is_a_lookup_error(tmp_path: pathlib.Path) -> None:
    with pytest.raises(libing.NotFoundError):
        libing.check_pack(tmp_path / "nothing")


def test_create__over_a_file_that_exists_is_refused(town: Town) -> None:
    with pytest.raises(libing.ExistsError):
        libing.create(town.path)


def test_open__a_file_that_is_no_store_is_refused(tmp_path: pathlib.Path) -> None:
    (tmp_path / "letter.txt").write_text("dear libing" * 100)
    with pytest.raises(libing.NotStoreError):
        libing.open(tmp_path / "letter.txt")


def test_open__read_only_refuses_to_append(town: Town) -> None:
    with libing.open(town.path, read_only=True, clock=town.clock) as reader:
        with pytest.raises(libing.StoreError) as caught:
            reader.append(found("F1"))
    assert libing.Status.READONLY == caught.value.code


def test_open__an_unknown_language_is_refused(town: Town) -> None:
    with pytest.raises(libing.InvalidError, match="write zh or en"):
        libing.open(town.path, language="fr")  # type: ignore[arg-type]


def test_open__a_path_with_a_nul_is_refused() -> None:
    with pytest.raises(ValueError, match="NUL"):
        libing.open("village\0.db")
