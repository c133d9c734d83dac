#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write a made-up road-fine event file: the columns of the published log, none of its content.

The same seed gives the same bytes. A few fixed cases make every finding and every outcome occur; the
others walk at random through the activities, with missing attributes and several events on one day.
"""
import argparse
import csv
import datetime
import random
import sys

COLUMNS = ("case_id", "seq", "activity", "date", "timestamp", "amount", "dismissal", "vehicleClass", "article",
           "points", "expense", "paymentAmount", "totalPaymentAmount", "notificationType", "lastSent", "resource",
           "matricola")
CREATE, SEND, NOTIFY = "Create Fine", "Send Fine", "Insert Fine Notification"
PENALTY, PAY, COLLECT = "Add penalty", "Payment", "Send for Credit Collection"
APPEAL, APPEAL_SENT = "Insert Date Appeal to Prefecture", "Send Appeal to Prefecture"
RESULT, TOLD, JUDGE = ("Receive Result Appeal from Prefecture", "Notify Result Appeal to Offender",
                       "Appeal to Judge")


def money(cents):
    return f"{cents // 100}.{cents % 100:02d}"


def create(amount=3500, points=0, dismissal="NIL", paid=0):
    return (CREATE, {"amount": money(amount), "points": str(points), "dismissal": dismissal,
                     "totalPaymentAmount": money(paid), "vehicleClass": "A", "article": "157", "resource": "561"})


def send(expense=1100):
    return (SEND, {"expense": money(expense)})


def notify():
    return (NOTIFY, {"notificationType": "P", "lastSent": "P"})


def penalty(amount=7150):
    return (PENALTY, {"amount": money(amount)})


def pay(part, total):
    return (PAY, {"paymentAmount": money(part), "totalPaymentAmount": money(total)})


def bare(activity):
    return (activity, {})


def appeal_sent(dismissal="NIL"):
    return (APPEAL_SENT, {"dismissal": dismissal})


def judge(dismissal="NIL"):
    return (JUDGE, {"dismissal": dismissal, "resource": "541", "matricola": "7"})


def without(event, *columns):
    activity, attributes = event
    return activity, {name: text for name, text in attributes.items() if name not in columns}


# Each fixed case: the day of its first event, then (days later, event). What it is about stands beside it.
FIXED = (
    ("2000-03-01", [(0, create()), (89, send()), (10, notify()), (59, penalty()), (1, bare(COLLECT))]),     # lawful
    ("2000-03-01", [(0, create()), (90, send())]),                                                          # G1, at the limit
    ("2000-03-01", [(0, create()), (79, send()), (1, notify()), (59, bare(APPEAL)), (1, appeal_sent())]),   # 80 days: no G1; T9
    ("2000-03-01", [(0, create()), (5, send()), (5, notify()), (60, bare(APPEAL)), (0, appeal_sent("#"))]), # G2; DISMISSED
    ("2000-03-01", [(0, create()), (5, send()), (5, bare(APPEAL)), (3, notify()), (9, penalty())]),         # G2n, T3
    ("2000-03-01", [(0, create()), (5, send()), (5, notify()), (0, judge("G")), (60, penalty())]),          # same day; T3d
    ("2000-03-01", [(0, create()), (5, send()), (5, notify()), (60, judge())]),                             # G3
    ("2000-03-01", [(0, create()), (5, judge())]),                                                          # G3n
    ("2001-01-31", [(0, create()), (5, send()), (5, notify()), (2, bare(APPEAL)), (0, appeal_sent("#")),
                    (30, bare(RESULT)), (0, bare(TOLD)), (9, judge())]),                                    # G4, T7
    ("2001-01-31", [(0, create()), (5, send()), (5, pay(4600, 4600)), (2, notify()), (60, penalty(4600)),
                    (9, pay(1100, 5700)), (9, bare(COLLECT))]),                                             # T2, G5
    ("2001-01-31", [(0, create()), (0, pay(3500, 3500)), (0, send())]),                                     # X1 on one day
    ("2001-01-31", [(0, create(points=2)), (0, pay(3500, 3500)), (9, send())]),                             # points: no X1
    ("2001-01-31", [(0, create(amount=0)), (9, send(0))]),                                                  # nothing due: no X1, PAID
    ("2001-01-31", [(0, create()), (9, pay(1000, 1500)), (9, pay(2000, 3500))]),                            # Q1 once; PAID
    ("2001-01-31", [(0, create()), (9, pay(3600, 3600))]),                                                  # T8
    ("2001-01-31", [(0, create(dismissal="T"))]),                                                           # DISMISSED_OTHER
    ("2004-12-31", [(0, create()), (1, pay(3500, 3500))]),                                                  # OPEN, from the next day PAID
    ("2008-12-30", [(0, create()), (1, pay(3500, 3500))]),                                                  # PAID on the day asked for
    ("2013-01-01", [(0, create())]),                                                                        # does not exist before
    # attributes that were never recorded
    ("2002-06-01", [(0, without(create(), "amount")), (9, send()), (9, bare(COLLECT))]),
    ("2002-06-01", [(0, without(create(), "totalPaymentAmount")), (9, pay(3500, 3500)), (2, send())]),
    ("2002-06-01", [(0, without(create(), "points")), (0, pay(3500, 3500)), (2, send())]),
    ("2002-06-01", [(0, without(create(), "dismissal")), (9, send()), (9, notify()), (9, bare(APPEAL)),
                    (9, without(appeal_sent(), "dismissal")), (9, bare(RESULT)), (9, penalty())]),
    ("2002-06-01", [(0, create()), (9, without(send(), "expense")), (9, pay(3500, 3500)), (1, bare(COLLECT))]),
    ("2002-06-01", [(0, create()), (9, without(pay(3500, 3500), "totalPaymentAmount")), (1, send())]),
    ("2002-06-01", [(0, create()), (9, without(pay(3500, 3500), "paymentAmount")), (1, send())]),
    ("2002-06-01", [(0, send()), (9, notify()), (9, penalty()), (9, bare(COLLECT))]),                       # never created
)


def attribute_noise(rng, event):
    """Now and then an attribute that the source system did not record."""
    activity, attributes = event
    return activity, {name: text for name, text in attributes.items() if rng.random() > 0.03}


def random_event(rng, state):
    activity = rng.choices((SEND, NOTIFY, PENALTY, PAY, COLLECT, APPEAL, APPEAL_SENT, RESULT, TOLD, JUDGE),
                           (9, 7, 6, 12, 4, 4, 4, 2, 2, 3))[0]
    if activity == SEND:
        return send(rng.choice((0, 1100, 1337)))
    if activity == PENALTY:
        state["amount"] = rng.choice((state["amount"], state["amount"] * 2, state["amount"] * 2 + 150))
        return penalty(state["amount"])
    if activity == PAY:
        part = rng.choice((state["amount"], state["amount"] + 1100, 500, 1000, 1))
        state["paid"] += part
        return pay(part, state["paid"] + rng.choice((0,) * 9 + (100,)))
    if activity == APPEAL_SENT:
        return appeal_sent(rng.choice(("NIL", "NIL", "#", "#", "D")))
    if activity == JUDGE:
        return judge(rng.choice(("NIL", "NIL", "NIL", "G")))
    return notify() if activity == NOTIFY else bare(activity)


def random_case(rng):
    day = datetime.date(2000, 1, 1) + datetime.timedelta(days=rng.randrange(4800))
    state = {"amount": rng.choice((0, 2100, 3500, 13400)), "paid": 0}
    events = [(0, create(state["amount"], rng.choice((0, 0, 0, 2, 5)), rng.choice(("NIL",) * 8 + ("#", "A"))))]
    for _ in range(rng.randrange(9)):
        events.append((rng.choice((0, 0, 1, 9, 30, 59, 60, 79, 80, 89, 90, 200)), random_event(rng, state)))
    return day.isoformat(), [(gap, attribute_noise(rng, event)) for gap, event in events]


def rows_of(number, start, events):
    day = datetime.date.fromisoformat(start)
    for seq, (gap, (activity, attributes)) in enumerate(events, 1):
        day += datetime.timedelta(days=gap)
        yield {"case_id": f"M{number}", "seq": seq, "activity": activity, "date": day.isoformat(),
               "timestamp": f"{day}T00:00:00+01:00", **attributes}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=400, help="random cases beside the fixed ones")
    parser.add_argument("out", help="CSV file, or - for standard output")
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    cases = list(FIXED) + [random_case(rng) for _ in range(arguments.cases)]
    file = sys.stdout if arguments.out == "-" else open(arguments.out, "w", encoding="utf-8", newline="")
    with file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        for number, (start, events) in enumerate(cases, 1):
            writer.writerows(rows_of(number, start, events))


if __name__ == "__main__":
    main()
