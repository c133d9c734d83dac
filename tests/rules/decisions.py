#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tell a pack what happened and compare its decisions with a page of expectations.

The page holds histories, each of them a store of its own:

    # title
    > DATE[Thh:mm] EVENT [CASE] [ROLE] {"field": value, …}
    < DATE CASE ACTION modality {"argument": value, …}

`>` is an event, told on its own day; `<` is a decision. All decisions of a history are listed, in
order; a decision shows at least the arguments given.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

BORN = "2023-01-01T09:00:00+08:00"


def histories(page):
    for line in page.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            events, decisions = [], []
            yield line[2:], events, decisions
        elif line.startswith("> "):
            events.append(read_event(line[2:]))
        elif line.startswith("< "):
            decisions.append(read_decision(line[2:]))


def read_event(line):
    words, _, data = line.partition("{")
    day, kind, *rest = words.split()
    role = rest.pop()
    request = {"type": kind, "at": day if len(day) == 10 else day + ":00+08:00", "by": role + ":test",
               "data": json.loads("{" + data)}
    if rest:
        request["case"] = rest[0]
    return request


def read_decision(line):
    words, _, arguments = line.partition("{")
    day, case, action, modality = words.split()
    return day, case, action, modality, json.loads("{" + arguments)


class Store:
    def __init__(self, libing, path):
        self.libing, self.path = libing, path

    def run(self, *arguments, text=None):
        done = subprocess.run([self.libing, *arguments], input=text, capture_output=True, encoding="utf-8", check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{arguments[0]}: {done.stderr.splitlines()[0]}")
        return done.stdout

    def tell(self, request, clock):
        self.run("append", self.path, "-", "--clock", clock, "--json", text=json.dumps(request, ensure_ascii=False))


def decide(libing, pack, path, events):
    store = Store(libing, path)
    store.run("init", path, "--clock", BORN)
    store.run("pack", "install", path, pack, "--from", "2023-01-01", "--clock", BORN)
    for request in events:
        at = request["at"]
        store.tell(request, at if "T" in at else at + "T18:00:00+08:00")
    return [json.loads(line) for line in store.run("decisions", path, "--json").splitlines()]


def agrees(expected, record):
    day, case, action, modality, arguments = expected
    data = record["data"]
    return ((day, case, action, modality) == (record["at"][:10], record.get("case"), data["action"], data["modality"])
            and all(data["args"].get(name) == value for name, value in arguments.items()))


def shown(record):
    data = record["data"]
    return (f"{record['at'][:10]} {record.get('case')} {data['action']} {data['modality']} "
            f"{json.dumps(data['args'], ensure_ascii=False)}   rule {record['rule']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("libing", "pack", "page"):
        parser.add_argument(name)
    arguments = parser.parse_args()
    wrong = total = 0
    with tempfile.TemporaryDirectory() as work:
        for title, events, decisions in list(histories(pathlib.Path(arguments.page))):
            total += 1
            made = decide(arguments.libing, arguments.pack, os.path.join(work, f"{total}.db"), events)
            if len(made) != len(decisions) or not all(map(agrees, decisions, made)):
                wrong += 1
                print(f"{title}\n  expected", *decisions, "  came out", *map(shown, made), sep="\n    ")
    print(f"{total} histories, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
