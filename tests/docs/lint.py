#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/lint.md: every code that the library can give has a section, and every example gives its code alone.

    lint.py LIBING
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def codes_of_the_library():
    files = [*ROOT.glob("lib/pack/*.c"), *ROOT.glob("lib/script/*.c")]
    return {code for path in files for code in re.findall(r'"([EW][12]\d\d)"', path.read_text("utf-8"))}


def findings(libing, folder, words, example):
    (folder / "pack.lua").write_text('pack { id = "p", version = "1", files = { "words.lua", "rules.lua" } }\n', "utf-8")
    (folder / "words.lua").write_text(words, "utf-8")
    (folder / "rules.lua").write_text(example, "utf-8")
    done = subprocess.run([libing, "pack", "check", folder, "--json"], capture_output=True, encoding="utf-8", timeout=60)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    head, *sections = re.split(r"^## ", (ROOT / "docs/lint.md").read_text("utf-8"), flags=re.M)
    words = re.search(r"```lua\n(.*?)```", head, re.S).group(1)
    told = {section[:4] for section in sections}
    wrong = [f"{code}: no section in docs/lint.md" for code in sorted(codes_of_the_library() - told)]
    wrong += [f"{code}: the library never gives it" for code in sorted(told - codes_of_the_library())]
    with tempfile.TemporaryDirectory(prefix="libing-lint-") as name:
        for section in sections:
            examples = re.findall(r"```lua\n(.*?)```", section, re.S)
            if not examples:
                wrong.append(f"{section[:4]}: no example")
            for example in examples:
                found = findings(sys.argv[1], pathlib.Path(name), words, example)
                if [(one["code"], one["file"]) for one in found] != [(section[:4], "rules.lua")]:
                    wrong.append(f"{section[:4]}: found {found} in\n{example}")
    print("\n".join(wrong) if wrong else f"{len(sections)} codes, each with an example that gives it")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
