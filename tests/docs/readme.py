#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""README.md works when pasted: readme.py LIBING

In a copy of the tracked tree, every `sh` block is run in one shell, as someone would paste them from top to
bottom; a `text` block is what the block before it prints, `…` standing for what is left out. A `bash` block
is not run: it may hold tests/run.sh alone, which is what runs this test. The first command uses the command
line that is built already (LIBING), so that only one build is made here.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KNOWN = {"sh", "text", "bash", "c"}


def copy_tree(target):
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True, capture_output=True,
                           text=True).stdout.splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)


def matches(wanted, said):
    """Line for line; a line `…` stands for any number of lines, `…` in a line for any text."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n"
                      for line in wanted.splitlines())
    return re.fullmatch(pattern, said) is not None


def script_of(blocks):
    """One script; a mark that no command prints parts the output of the blocks."""
    mark = "\x1e"
    return "set -euo pipefail\n" + "".join(f"{body}printf '{mark}'\n" for language, body in blocks if language == "sh")


def main(libing):
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = BLOCK.findall(page)
    unknown = {language for language, _ in blocks} - KNOWN
    if unknown or [body for language, body in blocks if language == "bash"] != ["tests/run.sh\n"]:
        sys.exit(f"blocks that are not run: {unknown or 'other than tests/run.sh'}")
    if page.count("\n```\n") != len(blocks):
        sys.exit("a block that this test does not see")
    with tempfile.TemporaryDirectory() as folder:
        copy_tree(pathlib.Path(folder))
        done = subprocess.run(["bash", "-c", script_of(blocks)], cwd=folder, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False,
                              env=dict(os.environ, LIBING=libing))
    said = done.stdout.decode("utf-8").split("\x1e")
    if done.returncode != 0:
        sys.exit(f"exit status {done.returncode}\n{''.join(said)[-4000:]}")
    wrong, at, output = 0, 0, ""
    for language, body in blocks:
        if language == "sh":
            output, at = said[at], at + 1
        elif language == "text" and not matches(body, output):
            wrong += 1
            print(f"expected\n{body}came out\n{output}")
    print(f"{at} blocks run, {wrong} wrong")
    return 1 if wrong or at < 5 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
