#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Same input, same decision: in every process, under every locale of the host, from every compiler.

    check.py locales HOST               HOST = the program determinism_host
    check.py compilers HOST             and that of the tree which LIBING_OTHER_BUILD names in the environment,
                                        built by another compiler; exit 77 where there is none

Tells the golden histories and compares the logs, masked as golden.py masks them, with each other and with
log.jsonl. LIBING_TEST_LONG in the environment: more processes.
"""
import concurrent.futures
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "golden"))
import golden  # noqa: E402  (beside this folder)

LOCALES = ("C", "de_DE.UTF-8", "en_US.UTF-8", "tr_TR.UTF-8", "zh_CN.UTF-8")
PROCESSES = 20 if os.environ.get("LIBING_TEST_LONG") else 3


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
    print(f"{len(runs)} processes, {wrong} differ")
    return 1 if wrong or not runs else 0


def main(arguments):
    if len(arguments) == 2 and arguments[0] == "locales":
        return compare([(arguments[1], history, locale) for history in golden.histories() for locale in LOCALES
                        for _ in range(PROCESSES)])
    if len(arguments) == 2 and arguments[0] == "compilers":
        other = pathlib.Path(os.environ.get("LIBING_OTHER_BUILD", "none")) / "tests/determinism_host"
        if not os.access(other, os.X_OK):
            print("skipped: LIBING_OTHER_BUILD names no build by another compiler")
            return 77
        return compare([(host, history, locale) for history in golden.histories() for locale in LOCALES[:2]
                        for host in (arguments[1], str(other))])
    sys.exit(__doc__)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
