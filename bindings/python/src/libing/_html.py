# SPDX-License-Identifier: Apache-2.0
"""Cases and decisions as HTML, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from ._records import Case, Decision


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        members = cast("Mapping[str, object]", value).items()
        return "; ".join(f"{escape(key)}: {_value(item)}" for key, item in members)
    if isinstance(value, (list, tuple)):
        return ", ".join(_value(item) for item in cast("Sequence[object]", value))
    if value is None:
        return "–"
    return escape(str(value))


def _rows(pairs: Iterable[tuple[str, object]]) -> str:
    return "".join(
        f'<tr><th style="text-align:left">{escape(name)}</th><td style="text-align:left">{_value(value)}</td></tr>'
        for name, value in pairs
    )


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    header = "".join(f"<th>{escape(name)}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{_value(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{header}</tr></thead><tbody>{body}</tbody></table>"


def decision(it: Decision) -> str:
    """A decision as a table, its facts folded."""
    pairs: list[tuple[str, object]] = [
        ("about", it.case or it.party or "the store"),
        ("at", it.at),
        ("modality", it.modality),
        *((f"  {name}", value) for name, value in it.arguments.items()),
        ("decided by", it.decider),
        ("clauses", it.cite),
        ("rule", it.rule),
        ("because of", f"record {it.cause}"),
    ]
    if it.standing:
        pairs.insert(2, ("standing", it.standing))
    facts = _table(("fact", "value", "record"), ((fact.name, fact.value, fact.seq) for fact in it.facts))
    return (
        f"<table><caption><b>{it.seq}: {escape(it.action)}</b></caption>{_rows(pairs)}</table>"
        f"<details><summary>{len(it.facts)} facts</summary>{facts}</details>"
    )


def case(it: Case) -> str:
    """A case: what is known of it, its deadlines, its records in order."""
    known: list[tuple[str, object]] = [("kind", it.kind), ("subject", it.subject), ("version", it.version)]
    known += [(f"state of {name}", value) for name, value in it.states.items()]
    known += list(it.fields.items())
    parts = [f"<table><caption><b>{escape(it.id)}</b></caption>{_rows(known)}</table>"]
    if it.deadlines:
        rows = ((one.name, one.procedure, one.due) for one in it.deadlines)
        parts.append(_table(("deadline", "procedure", "due"), rows))
    if it.decisions:
        made = ((one.seq, one.at, one.rule, one.modality, one.action, one.arguments) for one in it.decisions)
        parts.append(_table(("seq", "at", "rule", "modality", "action", "arguments"), made))
    told = ((one.seq, one.at, one.type, one.by, one.data) for one in it.records)
    table = _table(("seq", "at", "type", "by", "data"), told)
    parts.append(f"<details><summary>{len(it.records)} records</summary>{table}</details>")
    return "".join(parts)
