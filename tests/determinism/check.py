#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Same input, same decision: in every process, under every locale of the host, from every compiler.

    check.py locales HOST               HOST = the program determinism_host of one build tree
    check.py compilers HOST             and those of the trees which LIBING_OTHER_BUILD names in the environment,
                                        with ':' between them, built by other compilers, with other options;
                                        exit 77 where there is none

Tells the golden histories and compares the logs, masked as golden.py masks them, with each other and with
log.jsonl; the closing line says what was compared. LIBING_TEST_LONG in the environment: 20 processes of each
build under each of the five locales, otherwise a few.
"""
import concurrent.futures
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "golden"))
import golden  # noqa: E402  (beside this folder)

LOCALES = ("C", "de_DE.UTF-8", "en_US.UTF-8", "tr_TR.UTF-8", "zh_CN.UTF-8")
IS_LONG = bool(os.environ.get("LIBING_TEST_LONG"))
PROCESSES = 20 if IS_LONG else 3


def milliseconds(text):
    return round(datetime.datetime.fromisoformat(text).timestamp() * 1000)


def lines_for(history, setup):
    requests = (history / "requests.jsonl").read_text(encoding="utf-8").splitlines()
    lines = [f"{milliseconds(setup['clock'])}\t"]
    return lines + [f"{milliseconds(clock)}\t{text}" for text, clock in golden.clocks(requests, setup)]


def tell(host, history, locale):
    """The log that comes out of one process; an explanation instead of it when something is wrong."""
    setup = json.loads((history / "setup.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([host, folder, str(history / "pack"), setup["from"], setup["zone"]],
                              input="\n".join(lines_for(history, setup)) + "\n", capture_output=True, text=True,
                              encoding="utf-8", check=False, env=dict(os.environ, LC_ALL=locale, LANG=locale))
    said = done.stdout.splitlines()
    if done.returncode == 3:
        return ["two stores of one process differ"]
    if done.returncode != 0:
        return [f"exit status {done.returncode}: {done.stderr}"]
    if said[0] != locale:
        print(f"skipped: this machine has no locale {locale}")
        sys.exit(77)
    return [golden.masked(line) for line in said[1:]]


def compare(runs):
    """Every run of (host, history, locale) against the log that is kept."""
    wrong = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (host, history, locale), lines in zip(runs, pool.map(lambda run: tell(*run), runs)):
            wanted = (history / "log.jsonl").read_text(encoding="utf-8").splitlines()
            if lines != wanted:
                wrong += 1
                first = next((pair for pair in zip(wanted, lines) if pair[0] != pair[1]), (len(wanted), len(lines)))
                print(f"{history.name} under {locale} by {host}:\n  expected {first[0]}\n  came out {first[1]}")
    return wrong


def described(host):
    """How the build tree of a host was compiled: "gcc -O2", "clang -O0 address,undefined"."""
    tree = next(path for path in pathlib.Path(host).resolve().parents if (path / "CMakeCache.txt").exists())
    cache = dict(re.findall(r"^(\w+):\w+=(.*)$", (tree / "CMakeCache.txt").read_text(encoding="utf-8"), re.M))
    said = subprocess.run([cache["CMAKE_C_COMPILER"], "--version"], capture_output=True, text=True, check=True).stdout
    flags = cache.get(f"CMAKE_C_FLAGS_{cache['CMAKE_BUILD_TYPE'].upper()}", "")
    level = re.search(r"-O\w", flags)
    return " ".join(filter(None, ("clang" if "clang" in said else "gcc", level.group(0) if level else "-O0",
                                  cache.get("LIBING_SANITIZE", ""))))


def compare_all(hosts, locales, processes):
    told = golden.histories()
    runs = [(host, history, locale) for host in hosts for history in told for locale in locales
            for _ in range(processes)]
    wrong = compare(runs)
    print(f"{' | '.join(described(host) for host in hosts)}: {len(hosts)} builds x {len(locales)} locales x "
          f"{processes} processes, {len(told)} histories each: {len(runs)} logs, {wrong} differ")
    return 1 if wrong or not runs else 0


def others():
    """The hosts of the other trees; those that are not there are named."""
    found = []
    for tree in filter(None, os.environ.get("LIBING_OTHER_BUILD", "").split(":")):
        host = pathlib.Path(tree) / "tests/determinism_host"
        if os.access(host, os.X_OK):
            found.append(str(host))
        else:
            print(f"there is no {host}")
    return found


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "locales":
        return compare_all([arguments[1]], LOCALES, PROCESSES)
    if len(arguments) == 2 and arguments[0] == "compilers":
        hosts = others()
        if not hosts:
            print("skipped: LIBING_OTHER_BUILD names no build by another compiler")
            return 77
        hosts.insert(0, arguments[1])
        return compare_all(hosts, LOCALES, PROCESSES) if IS_LONG else compare_all(hosts, LOCALES[:2], 1)
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
