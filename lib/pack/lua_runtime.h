/* SPDX-License-Identifier: Apache-2.0 */
/* Which Lua judges packs here (SANDBOX §5); rooms above do not see the script room. */
#ifndef ING_PACK_LUA_RUNTIME_H
#define ING_PACK_LUA_RUNTIME_H

#include "base/buf.h"
#include "base/error.h"

typedef struct ing_lua_runtime {
    ing_text build;                 /* "5.4.4 system"; static */
    ing_text seed;                  /* "random" or "fixed"; static */
    ing_buf selftest;               /* text of the self-test; the caller frees it */
} ing_lua_runtime;

libing_status ing_lua_runtime_describe(ing_lua_runtime *out, libing_error *err);

#endif
