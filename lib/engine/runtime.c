/* SPDX-License-Identifier: Apache-2.0 */
/* Which Lua, SQLite and libing judge in this process. */
#include "engine/runtime.h"

#include "pack/lua_runtime.h"
#include "sql/sql.h"

#include <libing/version.h>

libing_status ing_runtime_describe(ing_hasher *hasher, ing_arena *arena, const ing_json **out,
                                   libing_error *err)
{
    ing_lua_runtime lua;
    ing_digest digest;
    char hex[65];
    char *kept;
    ing_json_builder data = ing_json_begin(arena);
    libing_status status = ing_lua_runtime_describe(&lua, err);

    *out = NULL;
    if (status == LIBING_OK)
        status = ing_hasher_digest(hasher, lua.selftest.ptr, lua.selftest.len, NULL, 0, NULL, 0, &digest,
                                   err);
    ing_buf_free(&lua.selftest);
    if (status != LIBING_OK)
        return status;
    ing_digest_hex(&digest, hex);
    kept = ing_arena_text(arena, hex, 64);
    if (kept == NULL)
        return ing_fail_nomem(err);
    ing_json_put_text(&data, "library", ING_TEXT_LIT("libing " LIBING_VERSION));
    ing_json_put_text(&data, "lua", lua.build);
    ing_json_put_text(&data, "seed", lua.seed);
    ing_json_put_text(&data, "selftest", (ing_text){ kept, 64 });
    ing_json_put_text(&data, "sqlite", ing_text_of(ing_sql_version()));
    *out = ing_json_end_object(&data);
    return *out != NULL ? LIBING_OK : ing_fail_nomem(err);
}
