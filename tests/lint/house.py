#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The house rules that a compiler does not check.

    house.py rules    every source file against the rules below; one line for each breach
    house.py symbols LIBRARY   exported symbols of the shared library against exported_symbols.txt

Rules: which room may include which (docs/design.md), banned functions, length of functions and files,
an SPDX line in every file, unique names of .c files, SQL that is a constant, no path of one machine.
"""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Room -> rooms it may include, besides itself. The arrows of the house, downwards only.
BELOW = {
    "base": [],
    "json": ["base"],
    "crypto": ["base"],
    "proof": ["crypto", "json", "base"],
    "sql": ["base"],
    "store": ["sql", "proof", "crypto", "json", "base"],
    "script": ["json", "base"],
    "pack": ["script", "crypto", "json", "base"],
    "engine": ["pack", "store", "sql", "proof", "crypto", "json", "base"],
    "audit": ["engine", "pack", "store", "sql", "proof", "crypto", "json", "base"],
    "rehearse": ["engine", "pack", "store", "sql", "script", "proof", "crypto", "json", "base"],
    "exchange": ["engine", "pack", "store", "sql", "script", "proof", "crypto", "json", "base"],
}
# Headers of libraries that only one room may see.
OWNED = {
    "sqlite3.h": "sql", "lua.h": "script", "lauxlib.h": "script", "lualib.h": "script",
    "openssl/": "crypto", "zlib.h": "exchange", "yaml.h": "rehearse",
}
BANNED = re.compile(r"\b(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets|setjmp|longjmp|signal|localtime|"
                    r"gmtime|getenv|exit|abort|alloca)\s*\(")
MEMORY = re.compile(r"\b(malloc|calloc|realloc|free|strdup|strndup)\s*\(")
ASSEMBLED_SQL = re.compile(r'"(?:[^"\\\n]|\\.)*\b(?:SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|DROP)\b(?:[^"\\\n]|\\.)*%[-+ 0-9.*lhjz]*[sdiux]')
FUNCTION_LINES = 60
FILE_LINES = 800
MACHINE_PATH = re.compile(r"/(work|farm|root|tmp/wt|home/[a-z]+)/")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b")


def tracked():
    names = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True,
                           capture_output=True, text=True).stdout.split("\n")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def without_comments(text):
    """The code alone: comments and texts blanked, lines kept."""
    def blank(match):
        kept = match.group(0)
        return re.sub(r"[^\n]", " ", kept) if kept[0] == "/" else '"' + " " * (len(kept) - 2) + '"'
    return re.sub(r"/\*.*?\*/|//[^\n]*|\"(?:\\.|[^\"\\\n])*\"", blank, text, flags=re.S)


def includes(path, text):
    room = path.relative_to(ROOT / "lib").parts[0]
    for number, line in enumerate(text.split("\n"), 1):
        found = re.match(r'\s*#\s*include\s+(["<])([^">]+)[">]', line)
        if not found:
            continue
        name = found.group(2)
        if found.group(1) == '"':
            other = name.split("/")[0]
            if other != room and other not in BELOW[room]:
                yield number, f"room {room} may not include {name}"
        for header, owner in OWNED.items():
            if name.startswith(header) and room != owner:
                yield number, f"only room {owner} may include <{name}>"


def functions(code):
    """(first line, last line) of each function body whose brace stands alone in column 1."""
    start = None
    for number, line in enumerate(code.split("\n"), 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            yield start, number
            start = None


def is_flat_switch(lines):
    body = [line for line in lines if line.strip()]
    return sum(1 for line in body if re.match(r"\s*(case\b|default:)", line)) * 3 >= len(body) - 6


def c_rules(path, text):
    code = without_comments(text)
    lines = code.split("\n")
    parts = path.relative_to(ROOT).parts
    in_lib = parts[0] == "lib"
    if in_lib:
        yield from includes(path, text)
    if in_lib or parts[0] == "bindings":
        for number, line in enumerate(lines, 1):
            found = BANNED.search(line)
            if found:
                yield number, f"{found.group(1)} is banned"
            found = MEMORY.search(line)
            if in_lib and parts[1] != "base" and found:
                yield number, f"{found.group(1)} outside base; use ing_mem_*"
        for number, line in enumerate(text.split("\n"), 1):
            if ASSEMBLED_SQL.search(line):
                yield number, "SQL assembled at run time; bind parameters"
    if path.suffix == ".c":
        for start, end in functions(code):
            if end - start - 1 > FUNCTION_LINES and not is_flat_switch(lines[start:end - 1]):
                yield start, f"a function of {end - start - 1} lines; {FUNCTION_LINES} at most"
    if in_lib and parts[1] != "sql" and re.search(r"\bsqlite3_", code):
        yield 1, "sqlite3_ outside room sql"


def rules():
    breaches, seen = [], {}
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = []
        if path.suffix in {".c", ".h", ".py", ".sh", ".lua", ".java", ".i", ".cmake"} or path.name == "CMakeLists.txt":
            if "SPDX-License-Identifier: Apache-2.0" not in "\n".join(text.split("\n")[:5]):
                if "sandbox" not in name and "tests/script/attacks" not in name:
                    found.append((1, "no SPDX line"))
            if text.count("\n") > FILE_LINES:
                found.append((1, f"{text.count(chr(10))} lines; {FILE_LINES} at most"))
        if path.suffix in {".c", ".h"} and path.relative_to(ROOT).parts[0] in BELOW | {"lib": 1, "bindings": 1, "tests": 1}:
            found += c_rules(path, text)
        if path.suffix == ".c" and name.startswith(("lib/", "bindings/")):
            if path.name in seen:
                found.append((1, f"the name {path.name} is taken by {seen[path.name]}"))
            seen[path.name] = name
        if not name.startswith("tests/lint/"):
            for number, line in enumerate(text.split("\n"), 1):
                if MACHINE_PATH.search(line):
                    found.append((number, "a path of one machine"))
                if UNFINISHED.search(line):
                    found.append((number, "unfinished work"))
        breaches += [f"{name}:{line}: {what}" for line, what in found]
    print("\n".join(breaches) if breaches else "the house is in order")
    return 1 if breaches else 0


def symbols(library):
    wanted = (ROOT / "tests/lint/exported_symbols.txt").read_text().split()
    dump = subprocess.run(["nm", "-D", "--defined-only", library], check=True, capture_output=True, text=True)
    found = sorted(line.split()[-1] for line in dump.stdout.split("\n") if line)
    found = [name for name in found if not name.startswith(("__asan", "__ubsan", "_init", "_fini", "__bss", "_edata", "_end", "__odr_asan", "__lsan"))]
    for name in sorted(set(found) - set(wanted)):
        print(f"exported, but not listed: {name}")
    for name in sorted(set(wanted) - set(found)):
        print(f"listed, but not exported: {name}")
    return 1 if set(found) != set(wanted) else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["rules"]:
        sys.exit(rules())
    if len(sys.argv) == 3 and sys.argv[1] == "symbols":
        sys.exit(symbols(sys.argv[2]))
    sys.exit(__doc__)
