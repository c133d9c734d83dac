#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bad input: badinput.py LIBING LIBRARY [--show]

Every row of rows.tsv is given to the command line and, where it is a request, to the C API too, in English
and in Chinese. It must be refused with its status and a message that contains its words, and the
directory must be afterwards what it was before, to the byte. --show prints what is said, and checks nothing.

A row is `lane TAB status TAB words TAB words in Chinese TAB input`; words are separated by ` | `. Lanes:

  request  TYPE {changes}   a good request of that type with JSON merged into it; null removes
  raw      bytes            a request as it stands; \\xhh and \\n as in Python, {N*text} is repeated
  lines    bytes            the same, several requests in one transaction
  cli      arguments        of the command line; {store} and {dir} are the fixture's
  pack     Lua              added to the pack's last file; the status is the code of the diagnosis
  files    MAKER arguments  a folder or file made by the function of that name below, then a command line
  api      CALL             a call of the C API that no binding would make
"""
import ctypes
import hashlib
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CLOCK = "2024-03-20T10:00:00+08:00"
CLOCK_MS = 1710900000000
GOOD = {
    "filed": {"type": "filed", "case": "C9", "at": "2024-03-15", "by": "clerk:1", "data": {
        "firm": "firm:F1", "pages": 4, "signed": True, "day": "2024-03-01", "at_time": "2024-03-01T08:00:00+08:00",
        "kind": "small", "sum": 100, "rate": "1.25", "tags": ["red"], "box": {"width": 3}}},
    "checked": {"type": "checked", "case": "C1", "at": "2024-03-16", "by": "chief:1", "data": {}},
    "withdrawn": {"type": "withdrawn", "case": "C1", "at": "2024-03-16", "by": "clerk:2", "data": {}},
    "renamed": {"type": "renamed", "party": "firm:F1", "at": "2024-03-16", "by": "clerk:1", "data": {"name": "x"}},
    "closed_year": {"type": "closed_year", "at": "2024-03-16", "by": "chief:1", "data": {"yuan": 1}},
}


# --- the fixture --------------------------------------------------------------------------------------

def run(*args, text=None):
    done = subprocess.run([LIBING, *map(str, args)], input=text, capture_output=True, timeout=120, check=False,
                          stdin=subprocess.DEVNULL if text is None else None)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def must(*args, text=None):
    status, out, err = run(*args, text=text)
    if status != 0:
        sys.exit(f"libing {' '.join(map(str, args))}: {out}{err}")


def make_fixture(folder):
    store = folder / "town.db"
    filed = dict(GOOD["filed"], case="C1", id="k1")
    must("init", store, "--clock", CLOCK)
    must("pack", "install", store, HERE / "pack", "--from", "2023-01-01", "--clock", CLOCK)
    must("append", store, "--clock", CLOCK, text=json.dumps(filed).encode())
    return store


def digest(folder):
    """Names, modes and bytes of everything below a folder."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(f"{path.relative_to(folder)} {path.stat().st_mode}\n".encode())
        if path.is_file():
            found.update(path.read_bytes())
    return found.hexdigest()


# --- inputs -------------------------------------------------------------------------------------------

def merge(into, changes):
    for key, value in changes.items():
        if value is None:
            into.pop(key, None)
        elif isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        else:
            into[key] = value
    return into


def unescape(text):
    text = re.sub(r"\{(\d+)\*([^{}]*)\}", lambda found: found[2] * int(found[1]), text)
    return re.sub(rb"\\x([0-9a-f]{2})|\\n|\\t", lambda found: bytes([int(found[1], 16)]) if found[1] else
                  {b"\\n": b"\n", b"\\t": b"\t"}[found[0]], text.encode("utf-8"))


def request_of(text):
    kind, _, changes = text.partition(" ")
    good = json.loads(json.dumps(GOOD[kind]))
    changes = re.sub(r"\{(\d+)\*([^{}]*)\}", lambda found: found[2] * int(found[1]), changes)
    return json.dumps(merge(good, json.loads(changes) if changes else {}), ensure_ascii=False).encode("utf-8")


# --- what is made for one row -------------------------------------------------------------------------

class Makers:
    """Each makes something in `folder` and gives the arguments of a command line."""

    def __init__(self, folder, store):
        self.folder, self.store = folder, store

    def copy(self):
        made = self.folder / "made.db"
        shutil.copy(self.store, made)
        return made

    def pragma(self, name, value, *command):
        made = self.copy()
        db = sqlite3.connect(made)
        db.execute(f"PRAGMA {name} = {int(value)}")
        db.commit()
        db.close()
        return [*command, made]

    def cut(self, size, *command):
        made = self.copy()
        os.truncate(made, int(size))
        return [*command, made]

    def overwritten(self, at, *command):
        made = self.copy()
        with open(made, "r+b") as file:
            file.seek(int(at))
            file.write(b"\xff" * 512)
        return [*command, made]

    def text(self, *command):
        made = self.folder / "made.db"
        made.write_bytes(b"This is no database at all, it is a letter.\n" * 40)
        return [*command, made]

    def empty(self, *command):
        made = self.folder / "made.db"
        made.write_bytes(b"")
        return [*command, made]

    def other_database(self, *command):
        made = self.folder / "made.db"
        db = sqlite3.connect(made)
        db.execute("CREATE TABLE t(a)")
        db.commit()
        db.close()
        return [*command, made]

    def folder_instead(self, *command):
        made = self.folder / "made.db"
        made.mkdir()
        return [*command, made]

    def broken_link(self, *command):
        made = self.folder / "made.db"
        made.symlink_to(self.folder / "nowhere.db")
        return [*command, made]

    def pack_of(self, **files):
        made = self.folder / "made"
        shutil.copytree(HERE / "pack", made)
        for name, text in files.items():
            (made / f"{name}.lua").write_bytes(text if isinstance(text, bytes) else text.encode())
        return made

    def pack_without(self, name, *command):
        made = self.pack_of()
        (made / name).unlink()
        return [*command, made]

    def pack_empty(self, *command):
        made = self.folder / "made"
        made.mkdir()
        return [*command, made]

    def pack_long_file(self, *command):
        return [*command, self.pack_of(forms=b"-- x\n" * 20000)]

    def pack_of_megabytes(self, count, *command):
        files = {f"f{i}": b"--" + b"x" * 65000 + b"\n" for i in range(int(count) * 16)}
        head = (HERE / "pack/pack.lua").read_text(encoding="utf-8")
        names = "".join(f', "{name}.lua"' for name in files)
        return [*command, self.pack_of(pack=head.replace('"forms.lua"', '"forms.lua"' + names), **files)]

    def pack_of_rules(self, count, *command):
        forms = (HERE / "pack/forms.lua").read_text(encoding="utf-8")
        one = 'rule "M-%d" { case = "claim", on = "fild", must = note { pages = 1 } }\n'
        per, count, files = 500, int(count), {}
        for start in range(0, count, per):
            files[f"f{start}"] = "".join(one % i for i in range(start, start + per))
        head = (HERE / "pack/pack.lua").read_text(encoding="utf-8")
        names = "".join(f', "{name}.lua"' for name in files)
        return [*command, self.pack_of(forms=forms, pack=head.replace('"forms.lua"', '"forms.lua"' + names), **files)]

    def pack_head(self, old, new, *command):
        head = (HERE / "pack/pack.lua").read_text(encoding="utf-8")
        if old not in head:
            raise ValueError(old)
        return [*command, self.pack_of(pack=head.replace(old, new.replace("_", " ")))]

    def csv(self, rows, map_text, *rest):
        (self.folder / "made.csv").write_bytes(unescape(rows))
        (self.folder / "made.lua").write_bytes(unescape(map_text))
        return ["import", self.store, self.folder / "made.csv", "--map", self.folder / "made.lua", "--clock", CLOCK, *rest]


# --- the C API ----------------------------------------------------------------------------------------

class Error(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("code", ctypes.c_int), ("line", ctypes.c_int32),
                ("column", ctypes.c_int32), ("detail", ctypes.c_int32), ("seq", ctypes.c_int64),
                ("id", ctypes.c_char * 32), ("file", ctypes.c_char * 128), ("rule", ctypes.c_char * 64),
                ("message", ctypes.c_char * 512), ("language", ctypes.c_char * 8), ("reserved", ctypes.c_char * 56)]


CLOCK_FN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_int64))


@CLOCK_FN
def tell_time(_user, out):
    out[0] = CLOCK_MS
    return 0


class Options(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("language", ctypes.c_char_p), ("busy_timeout_ms", ctypes.c_int32),
                ("read_only", ctypes.c_bool), ("clock", CLOCK_FN), ("clock_user", ctypes.c_void_p),
                ("log", ctypes.c_void_p), ("log_user", ctypes.c_void_p), ("progress", ctypes.c_void_p),
                ("progress_user", ctypes.c_void_p), ("timeout_ms", ctypes.c_int64), ("cache_bytes", ctypes.c_int64)]


class Word(ctypes.Structure):
    _fields_ = [("size", ctypes.c_size_t), ("by", ctypes.c_char_p), ("at", ctypes.c_char_p),
                ("reason", ctypes.c_char_p)]


class Api:
    """The library itself, opened anew for every call."""

    def __init__(self, library, store):
        self.lib = ctypes.CDLL(str(library))
        self.lib.libing_status_name.restype = ctypes.c_char_p
        self.store = store

    def call(self, language, function):
        """Status name and message of function(engine, err)."""
        err = Error(size=ctypes.sizeof(Error), seq=-1)
        options = Options(size=ctypes.sizeof(Options), language=language.encode(), busy_timeout_ms=100, clock=tell_time)
        engine = ctypes.c_void_p()
        status = self.lib.libing_open(str(self.store).encode(), ctypes.byref(options), ctypes.byref(engine),
                                      ctypes.byref(err))
        if status == 0:
            status = function(engine, ctypes.byref(err))
        self.lib.libing_close(engine)
        if status < 0 and err.code != status:
            return "another code in the record", ""
        return self.lib.libing_status_name(status).decode(), err.message.decode("utf-8")

    def append(self, language, request):
        return self.call(language, lambda engine, err: self.lib.libing_append(
            engine, request, ctypes.c_size_t(len(request)), None, None, err))

    def append_many(self, language, lines):
        return self.call(language, lambda engine, err: self.lib.libing_append_many(
            engine, lines, ctypes.c_size_t(len(lines)), None, None, err))

    def while_locked(self, engine, err):
        other = sqlite3.connect(self.store)
        other.execute("BEGIN IMMEDIATE")
        request = request_of("closed_year")
        status = self.lib.libing_append(engine, request, ctypes.c_size_t(len(request)), None, None, err)
        other.rollback()
        other.close()
        return status

    def read_only(self, out, err):
        """Only reading was asked for, and then something is to be written."""
        options = Options(size=ctypes.sizeof(Options), language=err._obj.language, read_only=True, clock=tell_time)
        status = self.lib.libing_open(str(self.store).encode(), ctypes.byref(options), ctypes.byref(out), err)
        request = request_of("closed_year")
        if status == 0:
            status = self.lib.libing_append(out, request, ctypes.c_size_t(len(request)), None, None, err)
        self.lib.libing_close(out)
        return status

    def misuse(self, language, name):
        lib, out = self.lib, ctypes.c_void_p()
        ref = ctypes.byref(out)
        calls = {
            "append without a request": lambda e, err: lib.libing_append(e, None, ctypes.c_size_t(3), None, ref, err),
            "append without an engine": lambda e, err: lib.libing_append(None, b"{}", ctypes.c_size_t(2), None, ref, err),
            "append_many without lines": lambda e, err: lib.libing_append_many(e, None, ctypes.c_size_t(3), None, None, err),
            "advance without a time": lambda e, err: lib.libing_advance(e, None, ref, err),
            "show without a case": lambda e, err: lib.libing_case_show(e, None, ref, err),
            "show without out": lambda e, err: lib.libing_case_show(e, b"C1", None, err),
            "measure without a name": lambda e, err: lib.libing_measure(e, None, None, None, ref, err),
            "inbox without a role": lambda e, err: lib.libing_inbox(e, None, ref, err),
            "confirm without a word": lambda e, err: lib.libing_confirm(e, ctypes.c_int64(5), None, ref, err),
            "confirm without by": lambda e, err: lib.libing_confirm(
                e, ctypes.c_int64(5), ctypes.byref(Word(ctypes.sizeof(Word), None, b"2024-03-16", None)), ref, err),
            "install without a folder": lambda e, err: lib.libing_install(e, None, b"2024-01-01", None, err),
            "import without a map": lambda e, err: lib.libing_import(e, b"x.csv", None, None, None, err),
            "explain record -1": lambda e, err: lib.libing_explain(e, ctypes.c_int64(-1), None, ref, err),
            "open without out": lambda e, err: lib.libing_open(b"x", None, None, err),
            "open without a path": lambda e, err: lib.libing_open(None, None, ref, err),
            "verify without a path": lambda e, err: lib.libing_verify(None, None, None, err),
            "replay without a path": lambda e, err: lib.libing_replay(None, None, None, err),
            "check without a folder": lambda e, err: lib.libing_pack_check(None, None, ref, err),
            "append while another process writes": self.while_locked,
            "append to a store opened for reading": lambda e, err: self.read_only(out, err),
            "options of another size": lambda e, err: lib.libing_open(
                str(self.store).encode(), ctypes.byref(Options(size=8)), ref, err),
        }
        return self.call(language, calls[name])


# --- rows ---------------------------------------------------------------------------------------------

def say(language, *args, text=None):
    """Status name and message of a command line that must fail."""
    code, out, err = run(*args, "--json", "--lang", language, text=text)
    if code == 0:
        return "accepted", out
    if not err.strip(): # a check ran and found something
        found = [json.loads(line) for line in out.splitlines()]
        return found[0]["code"], " / ".join(f"{one['file']}:{one['line']} {one['message']}" for one in found)
    error = json.loads(err.strip().splitlines()[-1])["error"]
    wanted = 2 if error["code"] > -60 else 3
    place = f"{error.get('file', '')}:{error.get('line', '')} "
    return error["status"] if code == wanted else f"exit status {code}", place + error["message"]


def check_pack(language, folder, lua):
    made = folder / "made"
    shutil.copytree(HERE / "pack", made)
    with open(made / "forms.lua", "ab") as file:
        file.write(unescape(lua) + b"\n")
    _, out, _ = run("pack", "check", made, "--json", "--lang", language)
    found = [json.loads(line) for line in out.splitlines()]
    return found[0]["code"] if found else "accepted", " / ".join(one["message"] for one in found)


def answers(lane, text, language, folder, store, api):
    """Every way in which a row is given, with what came of it."""
    if lane in {"request", "raw", "lines"}:
        given = request_of(text) if lane == "request" else unescape(text)
        yield api.append_many(language, given) if lane == "lines" else api.append(language, given)
        yield say(language, "append", store, "--clock", CLOCK, text=given)
    elif lane == "api":
        yield api.misuse(language, text)
    elif lane == "cli":
        yield say(language, *[word.replace("{store}", str(store)).replace("{dir}", str(folder)).replace("~", " ")
                              for word in text.split()])
    elif lane == "pack":
        yield check_pack(language, folder, text)
    else:
        name, *args = text.split(" ~ ")
        makers = Makers(folder, store)
        yield say(language, *getattr(makers, name)(*args))


def rows():
    for number, line in enumerate((HERE / "rows.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            lane, status, english, chinese, text = line.split("\t")
            yield number, lane, status, {"en": english, "zh": chinese}, text


def check_row(row, store, api, kept, show):
    number, lane, status, words, text = row
    wrong = []
    for language in ("en", "zh"):
        before = digest(kept)
        with tempfile.TemporaryDirectory() as name:
            for got, message in answers(lane, text, language, pathlib.Path(name), store, api):
                if show:
                    print(f"{number}\t{lane}\t{got}\t{message}\t{text[:90]}")
                elif got != status:
                    wrong.append(f"{got}, not {status}: {message}")
                else:
                    wrong += [f"'{word}' is not in: {message}" for word in words[language].split(" | ") if word not in message]
        if digest(kept) != before:
            wrong.append("the directory is not what it was")
    return [f"rows.tsv:{number}: {text[:100]}: {what}" for what in wrong]


def main():
    show = "--show" in sys.argv
    with tempfile.TemporaryDirectory() as name:
        kept = pathlib.Path(name)
        store = make_fixture(kept)
        api = Api(sys.argv[2], store)
        checked = [check_row(row, store, api, kept, show) for row in rows()]
    wrong = [line for one in checked for line in one]
    print("\n".join(wrong))
    print(f"{len(checked)} rows of bad input, {sum(1 for one in checked if one)} wrong")
    return 1 if wrong or len(checked) < 150 else 0


if __name__ == "__main__":
    LIBING = sys.argv[1]
    sys.exit(main())
