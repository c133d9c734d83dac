#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every verb of the C interface is in behaviours.json, under its name in each language, and is tried there.

A new public symbol needs a row in `verbs`: {"c": its verb, "python": ..., "java": ...}, and a behaviour that does
it; or {"within": the verb through which a language reaches it}.
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
SYMBOLS = HERE.parent / "lint/exported_symbols.txt"


def main():
    table = json.loads((HERE / "behaviours.json").read_text(encoding="utf-8"))
    symbols = SYMBOLS.read_text(encoding="utf-8").split()
    verbs, languages = table["verbs"], table["languages"]
    tried = {step["do"] for behaviour in table["behaviours"] for step in behaviour["steps"]}
    wrong = [f"{name} is exported, and has no row in behaviours.json" for name in symbols if name not in verbs]
    for name, row in verbs.items():
        if name not in symbols:
            wrong.append(f"{name} has a row, and is not exported")
        elif "within" in row:
            if row["within"] not in symbols:
                wrong.append(f"{name} is within {row['within']}, which is not exported")
        else:
            wrong += [f"{name} has no name in {language}" for language in languages if not row.get(language)]
            if row.get("c") not in tried:
                wrong.append(f"{name} is tried by no behaviour")
    names = [behaviour["name"] for behaviour in table["behaviours"]]
    wrong += [f"two behaviours are named {name}" for name in set(names) if names.count(name) > 1]
    print("\n".join(wrong) if wrong else f"{len(verbs)} symbols, {len(names)} behaviours")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
