#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Run every sample of rules/README.md, in order, and compare what comes out with what stands there.

A fenced block says what it is: `lua file=PATH` and `json file=PATH` are written to PATH, with
`replace=ID` the declaration of that id in PATH is replaced; `sh` is run; `output` is what the `sh`
block before it prints. Commands see libing, `show` (decisions as short lines) and `tell` (each event
of a file, appended on its own day).
"""
import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOW = '''#!/usr/bin/env python3
"""Decisions as "date rule modality action arguments"; with names, only these arguments."""
import json, sys
for line in sys.stdin:
    record = json.loads(line)
    data = record["data"]
    arguments = {name: value for name, value in data["args"].items() if not sys.argv[1:] or name in sys.argv[1:]}
    print(record["at"][:10], record["rule"], data["modality"], data["action"],
          json.dumps(arguments, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
'''
TELL = '''#!/usr/bin/env python3
"""tell STORE EVENTS: append each event with the host's clock on its own day."""
import json, subprocess, sys
for line in open(sys.argv[2], encoding="utf-8"):
    at = json.loads(line)["at"]
    clock = at if "T" in at else at + "T18:00:00+08:00"
    subprocess.run(["libing", "append", sys.argv[1], "-", "--clock", clock, "--json"], input=line.encode(),
                   stdout=subprocess.DEVNULL, check=True)
'''


def replace_declaration(text, name, new):
    """The declaration begins at the start of a line and ends before the next line that does."""
    start = r"^pack\b" if name == "pack" else rf'^\w+ "{re.escape(name)}"'
    pattern = re.compile(start + r".*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
    found = pattern.search(text)
    if found is None:
        sys.exit(f"nothing to replace: {name}")
    return text[:found.start()] + new + text[found.end():]


def prepare(libing, rules):
    work = pathlib.Path(tempfile.mkdtemp())
    programs = work / ".bin"
    programs.mkdir()
    for name, text in (("show", SHOW), ("tell", TELL)):
        (programs / name).write_text(text, encoding="utf-8")
        (programs / name).chmod(0o755)
    (programs / "libing").symlink_to(libing)
    shutil.copytree(rules, work / "rules")
    return work, dict(os.environ, PATH=f"{programs}{os.pathsep}{os.environ['PATH']}")


def write(work, attributes, body):
    target = work / attributes["file"]
    target.parent.mkdir(parents=True, exist_ok=True)
    if "replace" in attributes:
        body = replace_declaration(target.read_text(encoding="utf-8"), attributes["replace"], body)
    target.write_text(body, encoding="utf-8")


def run(work, environment, body):
    done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", body], cwd=work, env=environment,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    output = done.stdout.decode("utf-8")
    if done.returncode != 0:
        sys.exit(f"exit status {done.returncode} of\n{body}\n{output}")
    return output


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("libing")
    parser.add_argument("page")
    arguments = parser.parse_args()
    page = pathlib.Path(arguments.page).resolve()
    work, environment = prepare(pathlib.Path(arguments.libing).resolve(), page.parent)
    output, wrong, samples = "", 0, 0
    for language, rest, body in BLOCK.findall(page.read_text(encoding="utf-8")):
        attributes = dict(part.split("=", 1) for part in rest.split())
        samples += 1
        if language == "sh":
            output = run(work, environment, body)
        elif language == "output":
            if output != body:
                wrong += 1
                print(f"expected\n{body}came out\n{output}")
        elif "file" in attributes:
            write(work, attributes, body)
        else:
            sys.exit(f"a sample of which nobody knows what to do with it: {language}{rest}")
    shutil.rmtree(work)
    print(f"{samples} samples, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
