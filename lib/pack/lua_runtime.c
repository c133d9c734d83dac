/* SPDX-License-Identifier: Apache-2.0 */
/* Which Lua judges packs here. */
#include "pack/lua_runtime.h"

#include "script/program.h"

libing_status ing_lua_runtime_describe(ing_lua_runtime *out, libing_error *err)
{
    *out = (ing_lua_runtime){ ing_text_of(ing_lua_build()), ing_text_of(ing_lua_seed()), ING_BUF_INIT };
    return ing_lua_selftest(&out->selftest, err);
}
