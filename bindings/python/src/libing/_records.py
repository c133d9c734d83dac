# SPDX-License-Identifier: Apache-2.0
"""What a store says, as frozen dataclasses. Each is made from one document or one line of libing's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, fields
from typing import TYPE_CHECKING, Literal, cast

from . import _html
from ._tables import Table
from ._values import (
    Json, instant_of, integer, mapping, objects, optional_integer, optional_text, read, text_of, texts, when_of,
)

if TYPE_CHECKING:
    import pandas

Standing = Literal["in_force", "blocked", "confirmed", "executed", "declined", "revoked"]
"""How a decision stands now."""


def _short(arguments: Mapping[str, Json]) -> str:
    shown = [f"{name}={value}" for name, value in arguments.items() if isinstance(value, (str, int))]
    return ", ".join(shown[:4] + (["…"] if len(shown) > 4 or len(shown) < len(arguments) else []))


@dataclass(frozen=True, slots=True, repr=False)
class Record:
    """One record of the log: an event, or what followed from one."""

    seq: int
    """Its place in the log, from 0."""
    type: str
    """The event's type, `decision`, `case.opened`, `pack.installed`, …"""
    at: dt.date | dt.datetime
    """When it was true."""
    recorded: dt.datetime
    """When it was recorded, UTC."""
    case: str | None
    party: str | None
    version: int | None
    """The case's version after it."""
    by: str | None
    """Who reported it: role and pseudonym."""
    cause: int | None
    """The record that it follows from; None for what was reported."""
    data: Mapping[str, Json] = field(hash=False)
    line: str
    """The record as it is stored and hashed: one line of canonical JSON."""

    @classmethod
    def of(cls, document: Mapping[str, Json], line: str = "") -> Record:
        """From a record's JSON."""
        return cls(
            seq=integer(document, "seq"),
            type=text_of(document, "type"),
            at=when_of(text_of(document, "at")),
            recorded=instant_of(text_of(document, "t")),
            case=optional_text(document, "case"),
            party=optional_text(document, "party"),
            version=optional_integer(document, "cv"),
            by=optional_text(document, "by"),
            cause=optional_integer(document, "cause"),
            data=mapping(document, "data"),
            line=line,
        )

    def __repr__(self) -> str:
        about = self.case or self.party or "the store"
        return f"<Record {self.seq}: {self.type} about {about}, {self.at}>"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that a decision rests on."""

    name: str
    value: Json = field(hash=False)
    """None when it was not known."""
    seq: int | None = None
    """The record it comes from."""


@dataclass(frozen=True, slots=True, repr=False)
class Decision:
    """What a rule concluded. The machine proposes, people decide: `decider` is the role whose word it wants."""

    seq: int
    """Its place in the log; `Engine.explain`, `confirm`, `decline` and `execute` take it."""
    at: dt.date | dt.datetime
    """When what caused it was true."""
    recorded: dt.datetime
    """When it was recorded, UTC."""
    case: str | None
    party: str | None
    rule: str
    """The rule's id."""
    action: str
    arguments: Mapping[str, Json] = field(hash=False)
    modality: Literal["must", "may", "must_not"]
    kind: str
    """record, proposal, order, referral, computed, duty or guard."""
    cite: tuple[str, ...]
    """The clauses it rests on."""
    decider: str | None
    """The role that decides it."""
    facts: tuple[Fact, ...] = field(hash=False)
    cause: int
    """The record that caused it."""
    pack: int
    """The record that installed the pack it was judged by."""
    standing: Standing | None
    """How it stood when it was read; None in a receipt."""
    line: str
    """The record as it is stored and hashed; empty in a receipt."""

    @classmethod
    def of(cls, document: Mapping[str, Json], standing: str | None = None, line: str = "") -> Decision:
        """From a decision's record."""
        data = mapping(document, "data")
        return cls(
            seq=integer(document, "seq"),
            at=when_of(text_of(document, "at")),
            recorded=instant_of(text_of(document, "t")),
            case=optional_text(document, "case"),
            party=optional_text(document, "party"),
            rule=text_of(document, "rule"),
            action=text_of(data, "action"),
            arguments=mapping(data, "args"),
            modality=cast('Literal["must", "may", "must_not"]', text_of(data, "modality")),
            kind=text_of(data, "kind"),
            cite=texts(data, "cite"),
            decider=optional_text(data, "decider"),
            facts=tuple(
                Fact(text_of(fact, "name"), fact.get("value"), optional_integer(fact, "seq"))
                for fact in objects(data, "facts")
            ),
            cause=integer(document, "cause"),
            pack=integer(document, "pack"),
            standing=cast("Standing | None", standing),
            line=line,
        )

    def __repr__(self) -> str:
        about = self.case or self.party or "the store"
        standing = f", {self.standing}" if self.standing else ""
        return (
            f"<Decision {self.seq}: {self.rule} {self.modality} {self.action}({_short(self.arguments)})"
            f" about {about}{standing}>"
        )

    def _repr_html_(self) -> str:
        return _html.decision(self)


@dataclass(frozen=True, slots=True)
class Note:
    """Why a rule that matched made no new decision."""

    note: str
    rule: str
    text: str
    """The reason in the engine's language."""
    decision: int | None = None
    """The decision that is in force already."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one recorded event, or to an officer's word."""

    seq: int
    at: dt.date | dt.datetime
    recorded: dt.datetime
    case: str | None
    party: str | None
    version: int | None
    """The case's version after it; give it as `expect` to be refused when somebody was faster."""
    late: bool
    """It is older than what is recorded already about the case."""
    repeated: bool
    """It was recorded before, under the same idempotency key; this is the first receipt again."""
    opened: bool
    """It opened the case."""
    decisions: tuple[Decision, ...]
    notes: tuple[Note, ...]

    @classmethod
    def of(cls, text: str) -> Receipt:
        """From a receipt's document."""
        document = read(text)
        return cls(
            seq=integer(document, "seq"),
            at=when_of(text_of(document, "at")),
            recorded=instant_of(text_of(document, "t")),
            case=optional_text(document, "case"),
            party=optional_text(document, "party"),
            version=optional_integer(document, "cv"),
            late=document["late"] is True,
            repeated=document["repeated"] is True,
            opened=document["opened"] is True,
            decisions=tuple(Decision.of(one) for one in objects(document, "decisions")),
            notes=tuple(
                Note(text_of(one, "note"), text_of(one, "rule"), text_of(one, "text"), optional_integer(one, "decision"))
                for one in objects(document, "notes")
            ),
        )


@dataclass(frozen=True, slots=True)
class Batch:
    """What a bulk call did."""

    requests: int = 0
    """Read."""
    appended: int = 0
    """Events recorded."""
    repeated: int = 0
    """Answered from an earlier receipt."""
    decisions: int = 0
    """Made."""
    records: int = 0
    """Written in all."""
    dropped: int = 0
    """Rows of an import that its map passed over."""

    def __add__(self, other: Batch) -> Batch:
        return Batch(
            self.requests + other.requests,
            self.appended + other.appended,
            self.repeated + other.repeated,
            self.decisions + other.decisions,
            self.records + other.records,
            self.dropped + other.dropped,
        )

    def _table(self) -> Table:
        return Table({one.name: "integer" for one in fields(self)}, [astuple(self)])

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas DataFrame of one row."""
        return self._table().to_pandas()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table().__arrow_c_stream__(requested_schema)


@dataclass(frozen=True, slots=True)
class Advance:
    """What ended when time went on."""

    to: dt.date | dt.datetime
    lapsed: int
    """Deadlines that ended."""
    closed: int
    """Periods of duties that were over."""
    decisions: tuple[Decision, ...]

    @classmethod
    def of(cls, text: str) -> Advance:
        """From libing_advance's document."""
        document = read(text)
        return cls(
            to=when_of(text_of(document, "to")),
            lapsed=integer(document, "lapsed"),
            closed=integer(document, "closed"),
            decisions=tuple(Decision.of(one) for one in objects(document, "decisions")),
        )


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline that runs."""

    case: str
    procedure: str
    name: str
    due: dt.date | dt.datetime
    """The last day, or the moment."""
    set_by: int
    """The record that set it."""

    @classmethod
    def of(cls, document: Mapping[str, Json]) -> Deadline:
        """From one of libing_due's list."""
        return cls(
            case=text_of(document, "case"),
            procedure=text_of(document, "procedure"),
            name=text_of(document, "deadline"),
            due=when_of(text_of(document, "due")),
            set_by=integer(document, "set_by"),
        )


@dataclass(frozen=True, slots=True)
class CaseSummary:
    """A case in a list of cases; `Engine.case` has all of it."""

    id: str
    kind: str
    subject: str | None
    """The party whose case it is."""
    version: int
    opened: int
    """Its first record."""
    last: int
    """Its newest record."""

    @classmethod
    def of(cls, document: Mapping[str, Json]) -> CaseSummary:
        """From one of libing_cases' items."""
        return cls(
            id=text_of(document, "id"),
            kind=text_of(document, "kind"),
            subject=optional_text(document, "subject"),
            version=integer(document, "version"),
            opened=integer(document, "opened"),
            last=integer(document, "last"),
        )


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """One case with everything that is known about it."""

    id: str
    kind: str
    subject: str | None
    version: int
    fields: Mapping[str, Json] = field(hash=False)
    """What events said of it, the newest value of each field."""
    states: Mapping[str, Json] = field(hash=False)
    """Where it stands in each procedure."""
    facts: Mapping[str, Json] = field(hash=False)
    """What the pack makes of it."""
    deadlines: tuple[Deadline, ...]
    records: tuple[Record, ...]
    decisions: tuple[Decision, ...]

    @classmethod
    def of(cls, text: str) -> Case:
        """From libing_case_show's document."""
        document = read(text)
        return cls(
            id=text_of(document, "id"),
            kind=text_of(document, "kind"),
            subject=optional_text(document, "subject"),
            version=integer(document, "version"),
            fields=mapping(document, "fields"),
            states=mapping(document, "states"),
            facts=mapping(document, "facts"),
            deadlines=tuple(Deadline.of(one) for one in objects(document, "deadlines")),
            records=tuple(Record.of(one) for one in objects(document, "records")),
            decisions=tuple(Decision.of(one) for one in objects(document, "decisions")),
        )

    def __repr__(self) -> str:
        return (
            f"<Case {self.id}: {self.kind}, version {self.version}, "
            f"{len(self.records)} records, {len(self.decisions)} decisions>"
        )

    def _repr_html_(self) -> str:
        return _html.case(self)


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """Why a decision was made, or why rules stayed silent. Print it: it is a page to read."""

    seq: int
    text: str
    """The page, in the engine's language."""
    document: Mapping[str, Json] = field(hash=False)
    """The same for programs: clauses, rule, pack, facts, causes."""

    @classmethod
    def of(cls, text: str) -> Explanation:
        """From libing_explain's document."""
        document = read(text)
        return cls(seq=integer(document, "seq"), text=text_of(document, "text"), document=document)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        first, _, _ = self.text.partition("\n")
        return f"<Explanation of record {self.seq}: {first}>"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as of a day."""

    name: str
    as_of: dt.date | None
    """None: all that is recorded."""
    case: str | None
    value: Json = field(hash=False)
    """Of one case, or of the store; None when it is not known, and where cases are counted."""
    counts: Mapping[str, Json] = field(hash=False)
    """How many cases have each value; empty where there is one value."""
    total: int | None
    """How many cases were counted."""

    @classmethod
    def of(cls, text: str) -> Measure:
        """From libing_measure's document."""
        document = read(text)
        as_of = optional_text(document, "as_of")
        return cls(
            name=text_of(document, "name"),
            as_of=dt.date.fromisoformat(as_of) if as_of else None,
            case=optional_text(document, "case"),
            value=document.get("value"),
            counts=mapping(document, "counts"),
            total=optional_integer(document, "total"),
        )


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that is installed in a store."""

    seq: int
    name: str
    version: str
    valid_from: dt.date
    """The first day whose events it judges."""
    digest: str


@dataclass(frozen=True, slots=True, repr=False)
class Info:
    """What a store is."""

    path: str
    origin: str
    uid: str
    zone: str
    format: int
    records: int
    cases: int
    decisions: int
    root: str
    """Root of the Merkle tree over all records, in hex: keep it elsewhere, and nobody can rewrite the log."""
    packs: tuple[Pack, ...]
    document: Mapping[str, Json] = field(hash=False)
    """All that libing says, with runtime, journal and library."""

    @classmethod
    def of(cls, text: str) -> Info:
        """From libing_info's document."""
        document = read(text)
        return cls(
            path=text_of(document, "path"),
            origin=text_of(document, "origin"),
            uid=text_of(document, "uid"),
            zone=text_of(document, "zone"),
            format=integer(document, "format"),
            records=integer(document, "records"),
            cases=integer(document, "cases"),
            decisions=integer(document, "decisions"),
            root=text_of(document, "root"),
            packs=tuple(
                Pack(
                    integer(one, "seq"),
                    text_of(one, "name"),
                    text_of(one, "version"),
                    dt.date.fromisoformat(text_of(one, "from")),
                    text_of(one, "digest"),
                )
                for one in objects(document, "packs")
            ),
            document=document,
        )

    def __repr__(self) -> str:
        packs = ", ".join(f"{pack.name} {pack.version}" for pack in self.packs)
        return (
            f"<Info {self.path}: {self.records} records, {self.cases} cases, {self.decisions} decisions,"
            f" packs: {packs or 'none'}>"
        )
