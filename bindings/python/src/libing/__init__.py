# SPDX-License-Identifier: Apache-2.0
"""libing (礼兵): rules over an append-only case store, with decisions that are dated, explained and replayable.

    import libing
    from datetime import date

    with libing.open("town.db") as town:
        receipt = town.append("report_verified", case="RP1", at=date(2024, 6, 28), by="township_gov:b",
                              data={"result": "true", "keys": [...]})
        for decision in receipt.decisions:
            print(town.explain(decision.seq))

    assert libing.verify("town.db")     # the record is whole
    assert libing.replay("town.db")     # and every decision follows from its causes

The same events under the same rules give the same decisions, byte for byte. Rules propose, people decide: every
decision names the role that decides it.
"""

from . import _native
from ._audit import Finding, Findings, Replay, Verification, replay, verify
from ._bulk import Request, Requests
from ._decisions import Decisions
from ._engine import Clock, Engine, Language, StrPath, create, open
from ._errors import (
    BusyError,
    ClosedError,
    ConflictError,
    DamagedError,
    Error,
    ExistsError,
    ForkedError,
    HostError,
    InterruptedCallError,
    InvalidError,
    LimitError,
    LockedError,
    NoMemoryError,
    NotFoundError,
    NotStoreError,
    PackError,
    RequestError,
    RoleError,
    RuleError,
    StaleError,
    StateError,
    Status,
    StoreError,
    TimeLimitError,
)
from ._packs import (
    Diagnostic,
    Drawing,
    PackChange,
    PackComparison,
    Rehearsal,
    ScenarioResult,
    begin_pack,
    check_pack,
    compare_packs,
    describe_pack,
    draw_pack,
    rehearse,
)
from ._progress import Progress
from ._records import (
    Advance,
    Batch,
    Case,
    CaseSummary,
    Deadline,
    Decision,
    Explanation,
    Fact,
    Info,
    Measure,
    Note,
    Pack,
    Receipt,
    Record,
    Standing,
)
from ._rows import Rows
from ._tables import ArrowStream
from ._values import Json, Value, When, fen, yuan

__version__ = _native.library_version()

__all__ = [
    "Advance", "ArrowStream", "Batch", "BusyError", "Case", "CaseSummary", "Clock", "ClosedError", "ConflictError",
    "DamagedError", "Deadline", "Decision", "Decisions", "Diagnostic", "Drawing", "Engine", "Error", "ExistsError",
    "Explanation", "Fact", "Finding", "Findings", "ForkedError", "HostError", "Info", "InterruptedCallError",
    "InvalidError", "Json", "Language", "LimitError", "LockedError", "Measure", "NoMemoryError", "NotFoundError",
    "NotStoreError", "Note", "Pack", "PackChange", "PackComparison", "PackError", "Progress", "Receipt", "Record", "Rehearsal", "Replay", "Request",
    "RequestError", "Requests", "RoleError", "Rows", "RuleError", "ScenarioResult", "StaleError", "Standing",
    "StateError", "Status", "StoreError", "StrPath", "TimeLimitError", "Value", "Verification", "When", "begin_pack", "check_pack",
    "compare_packs", "create", "describe_pack", "draw_pack", "fen", "open", "rehearse", "replay", "verify", "yuan",
]

# Where people find them, in tracebacks, reprs and pickles.
def _adopt() -> None:
    for name in __all__:
        if isinstance(globals()[name], type):
            globals()[name].__module__ = __name__


_adopt()
