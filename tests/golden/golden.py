#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden histories: the bytes that this format writes, kept.

    golden.py check LIBING       tell each history to a fresh store, compare its log line by line, replay
    golden.py digests            digests.txt against the files, the format and CHANGELOG.md
    golden.py write LIBING [--same-format]    make log.jsonl and digests.txt anew (refresh.sh)

A history NAME/ is setup.json {from, zone, clock}, requests.jsonl, pack/ (a frozen copy) and log.jsonl.
Each request is told on its own day: the host's clock stands at its `at`, or at 18:00 of its date, and
never goes back. What differs between machines (which Lua, SQLite and libing ran) is masked, and so is the model's digest.

A store written by format N must read the same for ever. So a log that comes out differently is refused by
`write` unless the format was raised; --same-format is for a format that no release has carried yet.
"""
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
UID = "00112233445566778899aabbccddeeff"
# What differs between machines, and the digest of the compiled model: a later libing may put more into it.
MASKED = {"runtime.attached": ("lua", "seed", "selftest", "sqlite", "library"), "store.created": ("library",),
          "pack.installed": ("model",)}
REMEDY = ("the golden histories changed: if the bytes that libing writes changed, raise ING_FORMAT_VERSION, name it in "
          "CHANGELOG.md and run tests/golden/refresh.sh; if they should not have changed, this is a defect")


def histories():
    return sorted(path.parent for path in HERE.glob("*/requests.jsonl"))


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def masked(line):
    """The line as it stands, but for what is masked."""
    record = json.loads(line)
    names = MASKED.get(record["type"], ())
    for name in names:
        if name in record["data"]:
            record["data"][name] = "*"
    return canonical(record) if names else line


def clocks(requests, setup):
    """The host's clock at each request."""
    now = setup["clock"]
    for text in requests:
        at = json.loads(text)["at"]
        now = max(now, at if "T" in at else f"{at}T18:00:00{setup['zone']}")
        yield text, now


def run(libing, *arguments, given=None):
    done = subprocess.run([libing, *map(str, arguments)], input=given, capture_output=True, text=True, check=False,
                          encoding="utf-8")
    if done.returncode != 0:
        sys.exit(f"libing {' '.join(map(str, arguments))}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def tell(libing, history, store):
    """Make the store; answer its log, masked."""
    setup = json.loads((history / "setup.json").read_text(encoding="utf-8"))
    requests = (history / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    run(libing, "init", store, "--uid", UID, "--zone", setup["zone"], "--clock", setup["clock"])
    run(libing, "pack", "install", store, history / "pack", "--from", setup["from"], "--clock", setup["clock"])
    for text, clock in clocks(requests, setup):
        run(libing, "append", store, "-", "--clock", clock, given=text)
    return [masked(line) for line in run(libing, "log", store, "--json").splitlines()]


def check_one(libing, history):
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "store.db"
        lines = tell(libing, history, store)
        wanted = (history / "log.jsonl").read_text(encoding="utf-8").splitlines()
        wrong = [f"line {number}:\n  expected {before}\n  came out {after}"
                 for number, (before, after) in enumerate(zip(wanted, lines), 1) if before != after]
        if len(wanted) != len(lines):
            wrong.append(f"expected {len(wanted)} lines, {len(lines)} came out")
        run(libing, "verify", store)
        replay = json.loads(run(libing, "replay", store, "--json").splitlines()[-1])
        if replay["same"] != replay["causes"] or replay["causes"] == 0:
            wrong.append(f"replay: {replay}")
    print(f"{history.name}: {len(lines)} records, {replay['causes']} causes, {len(wrong)} wrong")
    for text in wrong[:5]:
        print(text)
    return not wrong


def check(libing):
    good = [check_one(libing, history) for history in histories()]
    if all(good) and len(good) >= 3:
        return 0
    print(REMEDY)
    return 1


def format_version():
    header = (ROOT / "lib/json/record.h").read_text(encoding="utf-8")
    return int(re.search(r"#define ING_FORMAT_VERSION (\d+)", header).group(1))


def listing():
    """digests.txt as it ought to be: the format, then every file of every history."""
    lines = [f"format {format_version()}"]
    for history in histories():
        for path in sorted(item for item in history.rglob("*") if item.is_file()):
            lines.append(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(HERE).as_posix()}")
    return "\n".join(lines) + "\n"


def digests():
    wanted, found = (HERE / "digests.txt").read_text(encoding="utf-8"), listing()
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    mark = hashlib.sha256(wanted.encode()).hexdigest()[:16]
    wrong = sorted(set(wanted.splitlines()) ^ set(found.splitlines()))
    for line in wrong:
        print(f"{'not in digests.txt' if line in found else 'only in digests.txt'}: {line}")
    if not re.search(rf"format {format_version()}\b[^\n]*{mark}", changelog):
        wrong.append(mark)
        print(f"CHANGELOG.md has no line that names 'format {format_version()}' and the golden histories '{mark}'")
    if wrong:
        print(REMEDY)
    return 1 if wrong else 0


def write(libing, same_format):
    recorded = HERE / "digests.txt"
    raised = not recorded.exists() or f"format {format_version()}\n" not in recorded.read_text(encoding="utf-8")
    for history in histories():
        log = history / "log.jsonl"
        before = log.read_text(encoding="utf-8") if log.exists() else None
        with tempfile.TemporaryDirectory() as folder:
            after = "\n".join(tell(libing, history, pathlib.Path(folder) / "store.db")) + "\n"
        if before not in (None, after) and not raised and not same_format:
            sys.exit(f"{history.name} comes out differently, and the format is still {format_version()}: {REMEDY}")
        log.write_text(after, encoding="utf-8")
    recorded.write_text(listing(), encoding="utf-8")
    mark = hashlib.sha256(recorded.read_bytes()).hexdigest()[:16]
    changelog = ROOT / "CHANGELOG.md"
    text = changelog.read_text(encoding="utf-8")
    changelog.write_text(re.sub(rf"(format {format_version()}\b[^\n]*golden histories `)[0-9a-f]*`", rf"\g<1>{mark}`",
                                text, count=1), encoding="utf-8")
    print(f"format {format_version()}, golden histories {mark}")
    return digests()


def main(arguments):
    if arguments == ["digests"]:
        return digests()
    if len(arguments) == 2 and arguments[0] == "check":
        return check(arguments[1])
    if len(arguments) in (2, 3) and arguments[0] == "write" and arguments[2:] in ([], ["--same-format"]):
        return write(arguments[1], len(arguments) == 3)
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
