#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_requests.py EVENTS [SEED]: made-up road fines as JSON Lines, about EVENTS events, on standard output.

Cases of two to six events in the proportions of a real log; interleaved in time, so that the (case,
version) index of a store is written out of order, as it is in life.
"""
import datetime
import json
import random
import sys

SHAPES = [(["create_fine", "send_fine"], 17), (["create_fine", "payment"], 40),
          (["create_fine", "send_fine", "fine_notified", "add_penalty", "collection"], 47),
          (["create_fine", "send_fine", "fine_notified", "add_penalty", "payment"], 9),
          (["create_fine", "send_fine", "fine_notified", "appeal_prefect", "add_penalty", "appeal_sent"], 3),
          (["create_fine", "send_fine", "fine_notified", "appeal_judge", "add_penalty", "payment"], 1)]


def case_events(rng, number):
    day = datetime.date(2000, 1, 1) + datetime.timedelta(days=rng.randrange(4000))
    paid, amount = 0, rng.choice([2100, 3500, 7150])
    for step in rng.choices([s for s, _ in SHAPES], [w for _, w in SHAPES])[0]:
        data = {}
        if step == "create_fine":
            data = {"amount": amount, "paid": 0, "points": 0, "dismissal": "NIL"}
        elif step == "send_fine":
            data = {"expense": 1100}
        elif step == "add_penalty":
            amount *= 2
            data = {"amount": amount}
        elif step == "payment":
            part = rng.choice([amount, amount // 2])
            paid += part
            data = {"payment": part, "paid": paid}
        yield day, {"type": step, "case": f"N{number}", "at": day.isoformat(), "by": "police_office:import", "data": data}
        day += datetime.timedelta(days=rng.randrange(1, 120))


def main():
    wanted, seed = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    rng = random.Random(seed)
    block, made, number = [], 0, 0
    while made < wanted:
        events = list(case_events(rng, number))
        block += [(day, index, request) for index, (day, request) in enumerate(events)]
        made, number = made + len(events), number + 1
        if len(block) >= 20000 or made >= wanted:
            block.sort(key=lambda item: (item[0], item[2]["case"], item[1]))
            for _, _, request in block:
                print(json.dumps(request, separators=(",", ":"), sort_keys=True))
            block = []


if __name__ == "__main__":
    main()
