#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whoever edits a store with another program is noticed: tamper.py LIBING

Tells the golden histories to stores of their own. Then, in a copy each time and from another process:
one edit of each column of each table (triggers dropped before and restored after), a row taken away, a row
put in, each trigger and each index dropped. Every time `libing verify` must exit with 1 and name the table
and the first record concerned. The untouched stores must pass, so that the check is not noise.
"""
import json
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "golden"))
import golden  # noqa: E402  (beside this folder)


def verify(libing, store):
    done = subprocess.run([libing, "verify", store, "--json"], capture_output=True, text=True, encoding="utf-8",
                          check=False)
    if done.returncode not in (0, 1):
        return done.returncode, [], done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return done.returncode, lines[:-1], done.stdout


def changed(value):
    """Another value of the same type; a large step, so that it takes no other row's key."""
    if value is None:
        return "x"
    if isinstance(value, int):
        return value + 1_000_003
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1]) if value else b"x"
    return value + "x"


def tables(db):
    return [name for name, in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]


def columns(db, table):
    """(name, type, is part of the key)"""
    return [(row[1], row[2], row[5] > 0) for row in db.execute(f'PRAGMA table_info("{table}")')]


def triggers(db):
    return db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()


def without_triggers(db, change):
    """Drop the triggers, change, put them back as they were."""
    kept = triggers(db)
    for name, _ in kept:
        db.execute(f'DROP TRIGGER "{name}"')
    change(db)
    for _, sql in kept:
        db.execute(sql)


def middle_row(db, table):
    """The row in the middle, as {column: value}, and the condition that finds it."""
    names = [name for name, _, _ in columns(db, table)]
    keys = [name for name, _, is_key in columns(db, table) if is_key]
    count, = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    if count == 0:
        return None, None, None
    order = ", ".join(f'"{key}"' for key in keys)
    row = db.execute(f'SELECT * FROM "{table}" ORDER BY {order} LIMIT 1 OFFSET {count // 2}').fetchone()
    row = dict(zip(names, row))
    return row, " AND ".join(f'"{key}" IS ?' for key in keys), [row[key] for key in keys]


def edit_of(table, column):
    def change(db):
        row, where, keys = middle_row(db, table)
        value = changed(row[column])
        if row[column] is None and dict((c[0], c[1]) for c in columns(db, table))[column] == "INTEGER":
            value = 1
        db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', [value, *keys])
    return change


def removal_from(table):
    def change(db):
        _, where, keys = middle_row(db, table)
        db.execute(f'DELETE FROM "{table}" WHERE {where}', keys)
    return change


def addition_to(table):
    """A copy of the row in the middle under other keys."""
    def change(db):
        row, _, _ = middle_row(db, table)
        unique = {column for index in db.execute(f'PRAGMA index_list("{table}")').fetchall() if index[2]
                  for _, _, column in db.execute(f'PRAGMA index_info("{index[1]}")')}
        keys = {name for name, _, is_key in columns(db, table) if is_key} | unique
        values = [changed(value) if name in keys else value for name, value in row.items()]
        db.execute(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(values))})', values)
    return change


def attempts(db):
    """(what, table, the record that must be named or None, change)"""
    for table in tables(db):
        row, _, _ = middle_row(db, table)
        if row is None:
            continue
        for column, _, is_key in columns(db, table):
            seq = row["seq"] if "seq" in row and not is_key and table != "entry" else None
            yield f"{table}.{column} edited", table, seq, edit_of(table, column)
        yield f"a row taken from {table}", table, None, removal_from(table)
        yield f"a row put into {table}", table, None, addition_to(table)
    for name, table in db.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"):
        yield f"index {name} dropped", table, None, lambda db, name=name: db.execute(f'DROP INDEX "{name}"')


def dropped_triggers(db):
    for name, table in db.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"):
        yield f"trigger {name} dropped", table, None, name


def judge(libing, copy, what, table, seq):
    """What is wrong with verify's answer, or None."""
    status, findings, said = verify(libing, copy)
    mine = [finding for finding in findings if finding.get("table") == table]
    if status != 1:
        return f"{what}: exit status {status}, expected 1: {said}"
    if not mine:
        return f"{what}: no finding names table {table}: {said}"
    if "dropped" not in what and not any("seq" in finding for finding in mine):
        return f"{what}: no finding names a record: {said}"
    if seq is not None and seq not in [finding.get("seq") for finding in mine]:
        return f"{what}: no finding names record {seq}: {said}"
    return None


def change_copy(store, copy, act):
    shutil.copyfile(store, copy)
    db = sqlite3.connect(copy, isolation_level=None)
    db.execute("PRAGMA synchronous = OFF")
    try:
        act(db)
    finally:
        db.close()


def tamper(libing, store, folder):
    copy = folder / "copy.db"
    db = sqlite3.connect(store)
    plans = [(what, table, seq, lambda db, change=change: without_triggers(db, change))
             for what, table, seq, change in attempts(db)]
    plans += [(what, table, seq, lambda db, name=name: db.execute(f'DROP TRIGGER "{name}"'))
              for what, table, seq, name in dropped_triggers(db)]
    touched = {table for _, table, _, _ in plans if middle_row(db, table)[0] is not None}
    everything = set(tables(db))
    db.close()
    wrong = []
    for what, table, seq, act in plans:
        change_copy(store, copy, act)
        wrong.append(judge(libing, copy, what, table, seq))
    wrong = [text for text in wrong if text]
    return len(plans), touched, everything, wrong


def main(libing):
    done, touched, everything, wrong = 0, set(), set(), []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for history in golden.histories():
            store = folder / f"{history.name}.db"
            golden.tell(libing, history, store)
            status, _, said = verify(libing, store)
            if status != 0:
                wrong.append(f"{history.name} untouched: exit status {status}: {said}")
            count, mine, all_tables, found = tamper(libing, store, folder)
            done, touched, everything, wrong = done + count, touched | mine, everything | all_tables, wrong + found
    wrong += [f"no history has a row in table {table}" for table in sorted(everything - touched)]
    print("\n".join([*wrong, f"{done} changes of {len(everything)} tables, {len(wrong)} wrong"]))
    return 1 if wrong or done == 0 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
