#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""house.py finds what it is there to find: a small tree in order, then one breach at a time."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

HOUSE = pathlib.Path(__file__).with_name("house.py")
HEAD = "/* SPDX-License-Identifier: Apache-2.0 */\n"
ORDERLY = {
    "lib/base/text.h": HEAD + "int ing_text(void);\n",
    "lib/base/text.c": HEAD + '#include "base/text.h"\n\nint ing_text(void)\n{\n    return 1;\n}\n',
    "lib/store/log.c": HEAD + '#include "sql/sql.h"\n#include "base/text.h"\n',
    "lib/sql/db.c": HEAD + "#include <sqlite3.h>\n",
    "lib/crypto/digest.c": HEAD + "#include <openssl/evp.h>\n",
    "bindings/cli/main.c": HEAD + "#include <libing.h>\n",
    "examples/run.sh": "#!/usr/bin/env bash\n# SPDX-License-Identifier: Apache-2.0\necho\n",
    "README.md": "# A tree\n",
}


def body(lines):
    return HEAD + "static int f(void)\n{\n" + "    g();\n" * lines + "}\n"


# What is planted where, and what house.py is to say of it.
BREACHES = {
    "room_includes_upwards": ("lib/base/up.c", HEAD + '#include "store/store.h"\n', "room base may not include store/store.h"),
    "room_includes_sideways": ("lib/pack/side.c", HEAD + '#include "store/store.h"\n', "room pack may not include store/store.h"),
    "engine_includes_script": ("lib/engine/lua.c", HEAD + '#include "script/program.h"\n', "room engine may not include script/program.h"),
    "sqlite_outside_sql": ("lib/store/raw.c", HEAD + "#include <sqlite3.h>\n", "only room sql may include <sqlite3.h>"),
    "sqlite_call_outside_sql": ("lib/store/called.c", HEAD + "int x = sqlite3_open();\n", "sqlite3_ outside room sql"),
    "lua_outside_script": ("lib/pack/lua_raw.c", HEAD + "#include <lua.h>\n", "only room script may include <lua.h>"),
    "openssl_outside_crypto": ("lib/proof/ssl_raw.c", HEAD + "#include <openssl/sha.h>\n", "only room crypto may include <openssl/sha.h>"),
    "banned_function": ("lib/json/json_copy.c", HEAD + "void f(char *a) { strcpy(a, a); }\n", "strcpy is banned"),
    "banned_function_in_the_command_line": ("bindings/cli/copy.c", HEAD + "void f(void) { exit(1); }\n", "exit is banned"),
    "sql_assembled_at_run_time": ("lib/store/late.c", HEAD + 'const char *f = "SELECT seq FROM %s";\n', "SQL assembled at run time"),
    "malloc_outside_base": ("lib/json/memory.c", HEAD + "void *f(void) { return malloc(1); }\n", "malloc outside base"),
    "function_too_long": ("lib/json/long.c", body(61), "a function of 61 lines"),
    "file_too_long": ("lib/json/file.h", HEAD + "int x;\n" * 800, "801 lines"),
    "no_licence_line": ("lib/json/no_head.h", "int x;\n", "no SPDX line"),
    "no_licence_line_in_a_script": ("examples/bare.sh", "echo\n", "no SPDX line"),
    "name_taken": ("lib/json/text.c", HEAD, "the name text.c is taken"),
    "path_of_one_machine": ("README.md", "see /root/x/notes\n", "a path of one machine"),
    "unfinished_work": ("lib/json/later.h", HEAD + "/* TODO: later */\n", "unfinished work"),
}
# What looks like a breach and is none.
FINE = {
    "banned_word_in_a_comment": ("lib/json/said.c", HEAD + "/* never call strcpy(a, b) */\n"),
    "banned_word_in_a_text": ("lib/json/text2.c", HEAD + 'const char *x = "exit()";\n'),
    "function_at_the_bound": ("lib/json/bound.c", body(60)),
    "sql_with_parameters": ("lib/store/early.c", HEAD + 'const char *f = "SELECT seq FROM log WHERE seq = ?1";\n'),
    "malloc_in_base": ("lib/base/mem.c", HEAD + "void *f(void) { return malloc(1); }\n"),
}


class House(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        subprocess.run(["git", "init", "-q"], cwd=self.root, check=True)
        for name, text in ORDERLY.items():
            self.plant(name, text)
        (self.root / "tests/lint").mkdir(parents=True)
        shutil.copy(HOUSE, self.root / "tests/lint")

    def plant(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def look(self, *arguments):
        done = subprocess.run([sys.executable, self.root / "tests/lint/house.py", *arguments],
                              capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    def test_tree_in_order_passes(self):
        self.assertEqual((0, "the house is in order\n"), self.look("rules"))

    def test_each_breach_is_named_with_its_file(self):
        for path, text, _ in BREACHES.values():
            self.plant(path, text)
        status, said = self.look("rules")
        self.assertEqual(1, status)
        for name, (path, _, message) in BREACHES.items():
            with self.subTest(name):
                mine = [line for line in said.splitlines() if line.startswith(path + ":")]
                self.assertEqual(1, len(mine), said)
                self.assertIn(message, mine[0])
        self.assertEqual(len(BREACHES), len(said.splitlines()), said)

    def test_what_only_looks_like_a_breach_passes(self):
        for path, text in FINE.values():
            self.plant(path, text)
        self.assertEqual((0, "the house is in order\n"), self.look("rules"))

    def test_symbols_that_are_not_listed_are_named(self):
        library = self.root / "libx.so"
        self.plant("x.c", HEAD + "int libing_x(void) { return 1; }\nint other(void) { return 1; }\n")
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, self.root / "x.c"], check=True)
        self.plant("tests/lint/exported_symbols.txt", "libing_x\nlibing_y\n")
        status, said = self.look("symbols", str(library))
        self.assertEqual(1, status)
        self.assertIn("exported, but not listed: other", said)
        self.assertIn("listed, but not exported: libing_y", said)
        self.plant("tests/lint/exported_symbols.txt", "libing_x\nother\n")
        self.assertEqual((0, ""), self.look("symbols", str(library)))


if __name__ == "__main__":
    unittest.main()
