#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""run_properties.py PACK FILE…: what may not change what a scenario comes to.

All days moved by 364, calendar and expectations too; all subjects renamed; events of one day that have nothing to
do with each other in another order; time advanced hourly, daily or never. LIBING names the program. Needs nothing
but Python's standard library: scenario files are rewritten as text.
"""
import collections
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

LIBING = os.environ.get("LIBING", "libing")
DAYS = 364  # whole weeks: rest days stay rest days
DAY = re.compile(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])")
SUBJECT = re.compile(r"(?<![\w:.-])([EFHPRSV])(\d+)([a-z]?)(?![\w:.-])")
EVENT = re.compile(r"^    - \{t: (\d{4}-\d\d-\d\d), ev: (\w+)(.*)\}$")


def run(*args):
    done = subprocess.run([LIBING, *map(str, args)], capture_output=True, encoding="utf-8", timeout=280)
    return done.returncode, done.stdout, done.stderr


def results(pack, path, *options):
    """Which scenarios passed; a file that is wrong ends it all."""
    status, out, err = run("pack", "test", pack, "--scenarios", path, "--json", *options)
    if status not in (0, 1):
        sys.exit(f"{path}: {err}")
    told = [json.loads(line) for line in out.splitlines()]
    return {one["scenario"]: one["report"] for one in told}


def decisions(folder):
    """What each kept store decided, without the places in its log."""
    out = {}
    for path in sorted(pathlib.Path(folder).glob("*.db")):
        status, text, err = run("decisions", path, "--json")
        if status != 0:
            sys.exit(err)
        said = collections.Counter()
        for line in text.splitlines():
            record = json.loads(line)
            data = record["data"]
            said[json.dumps([record["at"], record.get("case"), record.get("party"), record["rule"], data["action"],
                             data["args"], data.get("decider"), data["modality"], data.get("blocked")])] += 1
        out[path.stem] = said
    return out


# --- rewriting ---

def moved(text):
    """Every day, as far as days are written; the pack is judged from days of its own, so those follow too."""
    def later(match):
        day = datetime.date(*map(int, match.groups())) + datetime.timedelta(DAYS)
        return day.isoformat()
    years = re.sub(r"\b((?:for_)?year: )(\d{4})\b", lambda match: match[1] + str(int(match[2]) + 1), text)
    return DAY.sub(later, years)


def renamed(text):
    return SUBJECT.sub(lambda match: f"{match[1]}9{match[2]}{match[3]}", text)


def ids(rest):
    """Cases and parties that an event names."""
    return set(re.findall(r"\b([A-Z]+\d+[a-z]?)\b", rest))


def shuffled(text):
    """Neighbours on one day, hours unknown, that name nothing in common change places."""
    lines = text.split("\n")
    at = 0
    while at + 1 < len(lines):
        one, two = EVENT.match(lines[at]), EVENT.match(lines[at + 1])
        apart = one and two and one[1] == two[1] and ids(one[3]) and ids(two[3]) and not ids(one[3]) & ids(two[3])
        if apart:
            lines[at], lines[at + 1] = lines[at + 1], lines[at]
        at += 2 if apart else 1
    return "\n".join(lines)


# --- the properties ---

def check_rewritten(pack, path, folder, before, name, rewrite, but=()):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    other = pathlib.Path(folder) / f"{name}.yaml"
    other.write_text(rewrite(text), encoding="utf-8")
    if other.read_text(encoding="utf-8") == text:
        print(f"  {name}: nothing to rewrite")
        return ""
    after = results(pack, other)
    changed = [one for one in before if bool(before[one]) != bool(after[one]) and one not in but]
    print(f"  {name}: {len(before)} scenarios, {len(but)} left out, {len(changed)} changed")
    return "".join(f"{name}: {one}\n{after[one]}" for one in changed)


def check_pace(pack, path, folder):
    said = {"events": decisions(pathlib.Path(folder) / "events")}
    for how in ("daily", "hourly", "never"):
        keep = pathlib.Path(folder) / how
        results(pack, path, "--keep", keep, "--advance", how)
        said[how] = decisions(keep)
    late = {one for one in said["events"] if "recorded:" in scenario_text(path, one)}
    failed = ""
    for how in ("daily", "hourly", "never"):
        for one, expected in said["events"].items():
            if said[how][one] == expected or one in late:
                continue
            failed += f"advance {how}: {one}\n"
            failed += "".join(f"  only with events  {line}\n" for line in expected - said[how][one])
            failed += "".join(f"  only {how}  {line}\n" for line in said[how][one] - expected)
    print(f"  pace: {len(said['events'])} scenarios, {len(late)} with late records left out")
    return failed


def scenario_text(path, name):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    start = re.search(rf"^- id: {re.escape(name)}$", text, re.M)
    end = re.compile(r"^- id: ", re.M).search(text, start.end()) if start else None
    return text[start.start():end.start() if end else None] if start else ""


def immovable(path):
    """Scenarios about days that do not move: a law that changes, months, quarters and the years after an act, the
    first days of a year, which 364 days leave in it."""
    text = pathlib.Path(path).read_text(encoding="utf-8")
    names = re.findall(r"^- id: (\S+)$", text, re.M)
    out = set()
    for name in names:
        body = scenario_text(path, name)
        late = [match[0] for match in DAY.finditer(body) if match[0] >= "2025-08-15"]
        if late or re.search(r"law_changed|法典|period:|quarter:|duty:|DUTY_|budget|-01-0[12]\b|months|act_ended", body):
            out.add(name)
    return out


def competing(path):
    """Scenarios in which cases that name nothing in common still wait for the same money."""
    names = re.findall(r"^- id: (\S+)$", pathlib.Path(path).read_text(encoding="utf-8"), re.M)
    return {name for name in names if "budget" in scenario_text(path, name)}


def main():
    pack, *paths = sys.argv[1:]
    failed = ""
    for path in paths:
        if not os.path.exists(path):
            print(f"{path} is not there: left out")
            continue
        print(path)
        with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
            before = results(pack, path, "--keep", pathlib.Path(folder) / "events")
            failed += check_rewritten(pack, path, folder, before, "moved", moved, immovable(path))
            failed += check_rewritten(pack, path, folder, before, "renamed", renamed)
            failed += check_rewritten(pack, path, folder, before, "shuffled", shuffled, competing(path))
            failed += check_pace(pack, path, folder)
    sys.exit(failed or 0)


if __name__ == "__main__":
    main()
