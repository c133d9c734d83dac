#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Count the findings and outcomes of a road-fine event file without libing.

An independent reading of the published definitions, against which run.sh's numbers are compared.
It owns nothing of libing: the standard library, the CSV, and the definitions in the comments below.

Reading of values that were never recorded: `expense` counts as 0; a guard ("must hold", G1 to G5)
whose value is missing does not hold; every other finding needs all its values to be there.
"""
import argparse
import csv
import datetime
import gzip
import json
import sys

FINDINGS = ("G1", "G2", "G2n", "G3", "G3n", "G4", "G5", "T2", "T3", "T3d", "T7", "T8", "T9", "X1", "Q1")
OUTCOMES = ("CREDIT_COLLECTION", "DISMISSED", "PAID", "DISMISSED_OTHER", "OPEN")
AS_OF = ("2004-12-31", "2008-12-31", "2012-12-31")
DISMISSED = ("#", "G")
SEND_DAYS = [90]                        # G1's constant; --send-days changes it


def cents(text):
    """Exact cents of a decimal text; None when it is empty."""
    if not text:
        return None
    whole, _, part = text.partition(".")
    return int(whole) * 100 + int((part + "00")[:2])


def days(earlier, later):
    return (datetime.date.fromisoformat(later) - datetime.date.fromisoformat(earlier)).days


class Case:
    """What is known of one fine after the events read so far."""

    def __init__(self):
        self.amount = self.paid = self.dismissal = self.points = None
        self.expense = 0
        self.first = {}                 # activity -> date of its first event

    def due(self):
        """Paid in full; False while amount or payments are unknown."""
        return self.amount is not None and self.paid is not None and self.paid >= self.amount + self.expense

    def unpaid(self):
        return self.amount is not None and self.paid is not None and self.paid < self.amount + self.expense

    def write(self, row):
        if row["amount"]:
            self.amount = cents(row["amount"])
        if row["expense"]:
            self.expense = cents(row["expense"])
        if row["totalPaymentAmount"]:
            self.paid = cents(row["totalPaymentAmount"])
        if row["dismissal"]:
            self.dismissal = row["dismissal"]
        if row["points"]:
            self.points = int(row["points"])
        self.first.setdefault(row["activity"], row["date"])

    def outcome(self):
        if "Send for Credit Collection" in self.first:
            return "CREDIT_COLLECTION"
        if self.dismissal in DISMISSED:
            return "DISMISSED"
        if self.due():
            return "PAID"
        if self.dismissal not in (None, "NIL"):
            return "DISMISSED_OTHER"
        return "OPEN"


def appeal(case, row, late, unnotified):
    """An appeal must come less than 60 days after a notification; it counts in one of two findings."""
    notified = case.first.get("Insert Fine Notification")
    if notified is None:
        return [unnotified]
    return [late] if days(notified, row["date"]) >= 60 else []


def on_send(case, row):
    found = []
    created = case.first.get("Create Fine")
    if created is None or days(created, row["date"]) >= SEND_DAYS[0]:
        found.append("G1")
    known = None not in (case.amount, case.paid, case.points)
    if known and case.paid >= case.amount > 0 and case.points == 0:
        found.append("X1")
    return found


def on_penalty(case, row):
    return [name for name, wrong in (
        ("T2", case.due()),
        ("T3", "Insert Date Appeal to Prefecture" in case.first),
        ("T3d", case.dismissal in DISMISSED)) if wrong]


def on_payment(case, row):
    total, part = cents(row["totalPaymentAmount"]), cents(row["paymentAmount"])
    known = None not in (total, part, case.paid)
    return ["Q1"] if known and total != case.paid + part else []


GUARDS = {
    "Send Fine": on_send,
    "Insert Date Appeal to Prefecture": lambda case, row: appeal(case, row, "G2", "G2n"),
    "Appeal to Judge": lambda case, row: appeal(case, row, "G3", "G3n"),
    "Receive Result Appeal from Prefecture": lambda case, row: [] if case.dismissal == "NIL" else ["G4"],
    "Send for Credit Collection": lambda case, row: [] if case.unpaid() else ["G5"],
    "Add penalty": on_penalty,
    "Payment": on_payment,
}


def at_end(case):
    prefecture = {"Insert Date Appeal to Prefecture", "Send Appeal to Prefecture"} & set(case.first)
    known = case.amount is not None and case.paid is not None
    return [name for name, wrong in (
        ("T7", bool(prefecture) and "Appeal to Judge" in case.first),
        ("T8", known and case.paid > case.amount + case.expense),
        ("T9", "Insert Fine Notification" in case.first and case.outcome() == "OPEN")) if wrong]


def empty_outcomes():
    return dict.fromkeys(OUTCOMES, 0)


def count_case(rows, result):
    case = Case()
    waiting = list(AS_OF)
    for row in rows:
        while waiting and row["date"] > waiting[0]:
            count_as_of(case, waiting.pop(0), result)
        for name in GUARDS.get(row["activity"], lambda case, row: [])(case, row):
            result["findings"][name] += 1
        case.write(row)
    for day in waiting:
        count_as_of(case, day, result)
    for name in at_end(case):
        result["findings"][name] += 1
    result["outcomes"][case.outcome()] += 1


def count_as_of(case, day, result):
    """A case none of whose events lies on or before the day does not exist then."""
    if case.first:
        result["as_of"][day][case.outcome()] += 1


def read(path):
    with open(path, "rb") as probe:
        zipped = probe.read(2) == b"\x1f\x8b"
    with (gzip.open if zipped else open)(path, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def count(path):
    cases = {}
    for row in read(path):
        cases.setdefault(row["case_id"], []).append(row)
    result = {"cases": len(cases), "events": sum(map(len, cases.values())),
              "findings": dict.fromkeys(FINDINGS, 0), "outcomes": empty_outcomes(),
              "as_of": {day: empty_outcomes() for day in AS_OF}}
    for rows in cases.values():
        count_case(sorted(rows, key=lambda row: int(row["seq"])), result)
    return result


def differences(mine, theirs, where=""):
    """Every number of `mine` that `theirs` does not repeat; an absent count is 0."""
    if isinstance(mine, dict):
        theirs = theirs if isinstance(theirs, dict) else {}
        for key in sorted(set(mine) | (set(theirs) if where else set())):
            yield from differences(mine.get(key, 0), theirs.get(key, 0), f"{where}.{key}" if where else key)
    elif isinstance(theirs, dict):
        yield from (f"{where}.{key}: expected nothing, got {theirs[key]}" for key in theirs)
    elif mine != theirs:
        yield f"{where}: expected {mine}, got {theirs}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("csv")
    parser.add_argument("--send-days", type=int, default=90, help="another constant for G1")
    parser.add_argument("--compare", metavar="OUT.json", help="compare with run.sh's result; exit 1 if it differs")
    arguments = parser.parse_args()
    SEND_DAYS[0] = arguments.send_days
    mine = count(arguments.csv)
    if arguments.compare is None:
        json.dump(mine, sys.stdout, indent=1)
        print()
        return 0
    with open(arguments.compare, encoding="utf-8") as file:
        theirs = json.load(file)
    mine["decisions"] = sum(mine["findings"].values())
    wrong = list(differences(mine, theirs))
    if theirs["replay"]["different"] != 0 or theirs["replay"]["same"] < mine["events"]:
        wrong.append(f"replay: {theirs['replay']}")
    print("\n".join(wrong) if wrong else f"all numbers agree: {arguments.csv}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
