/* SPDX-License-Identifier: Apache-2.0 */
/* What a rule's function holds from outside itself. It must not be a place to keep something from
 * one evaluation to the next: tables are refused at load, assignments are found and undone
 * afterwards. */
#include "script/internal.h"

#include <lauxlib.h>

/* A snapshot is a table: [0] = number of entries, entry i = [3i+1] function, [3i+2] number of its
 * upvalue, [3i+3] value. */

static void refuse(lua_State *L, const char *name, int value)
{
    static const char en[] =
        "the function uses '%s' from outside, a %s: build it inside the function, or use a "
        "parameter";
    static const char chinese[] = "函数使用了外部的“%s”（%s）：请在函数内构造，或用参数";
    ing_script *script = ing_script_of(L);
    libing_error zh = LIBING_ERROR_INIT;
    lua_Debug ar = { 0 };
    const char *type = luaL_typename(L, value);

    lua_pushvalue(L, value - 1); /* the function */
    lua_getinfo(L, ">S", &ar);
    (void)ing_fail(&script->error, LIBING_ERR_PACK, "script.upvalue", en, chinese, name, type);
    ing_error_place(&script->error, ing_text_of(ar.short_src), ar.linedefined, 0);
    ing_error_language(&zh, "zh");
    (void)ing_fail(&zh, LIBING_ERR_PACK, "script.upvalue", en, chinese, name, type);
    memcpy(script->zh, zh.message, sizeof script->zh);
    script->run.loading = true; /* the verdict is load-error */
    (void)ing_raise_error(L, &script->error);
}

/* The value on top is upvalue `name` of the function below it. */
static void check_upvalue(lua_State *L, const char *name)
{
    int value = lua_gettop(L);

    switch (lua_type(L, value)) {
    case LUA_TNIL:
    case LUA_TBOOLEAN:
    case LUA_TNUMBER:
    case LUA_TSTRING:
    case LUA_TFUNCTION:
        return;
    case LUA_TUSERDATA:
        if (ing_value_peek(L, value) == NULL)
            return; /* a proxy or word of ours, which nobody can write to */
        break;
    default:
        break;
    }
    refuse(L, name, value);
}

/* Stack: snapshot, seen functions, list of functions; the function on top. */
static void add_function(lua_State *L, int seen, int list, lua_Integer *last)
{
    lua_pushvalue(L, -1);
    if (lua_rawget(L, seen) == LUA_TNIL) {
        lua_pushvalue(L, -2);
        lua_pushboolean(L, 1);
        lua_rawset(L, seen);
        lua_pushvalue(L, -2);
        lua_rawseti(L, list, ++*last);
    }
    lua_pop(L, 1);
}

static void add_entry(lua_State *L, int snapshot, lua_Integer entry, int upvalue)
{
    lua_pushvalue(L, -2);
    lua_rawseti(L, snapshot, 3 * entry + 1);
    lua_pushinteger(L, upvalue);
    lua_rawseti(L, snapshot, 3 * entry + 2);
    lua_pushvalue(L, -1);
    lua_rawseti(L, snapshot, 3 * entry + 3);
}

void ing_function_snapshot(lua_State *L, int index)
{
    int snapshot = lua_gettop(L) + 1;
    int seen = snapshot + 1;
    int list = snapshot + 2;
    lua_Integer entries = 0;
    lua_Integer last = 0;

    luaL_checkstack(L, 12, "snapshot");
    index = lua_absindex(L, index);
    lua_newtable(L);
    lua_newtable(L);
    lua_newtable(L);
    lua_pushvalue(L, index);
    add_function(L, seen, list, &last);
    lua_pop(L, 1);
    for (lua_Integer i = 1; i <= last; i++) {
        lua_rawgeti(L, list, i);
        for (int upvalue = 1;; upvalue++) {
            const char *name = lua_getupvalue(L, -1, upvalue);
            if (name == NULL)
                break;
            ing_charge(L, 16);
            check_upvalue(L, name);
            add_entry(L, snapshot, entries++, upvalue);
            if (lua_type(L, -1) == LUA_TFUNCTION)
                add_function(L, seen, list, &last);
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    lua_pushinteger(L, entries);
    lua_rawseti(L, snapshot, 0);
    lua_settop(L, snapshot);
}

/* Equal, and of one subtype: 1 and 1.0 are a difference, a number that is none equals itself. */
static bool is_same(lua_State *L, int a, int b)
{
    if (lua_type(L, a) == LUA_TNUMBER && lua_type(L, b) == LUA_TNUMBER) {
        lua_Number x = lua_tonumber(L, a);
        lua_Number y = lua_tonumber(L, b);
        if (lua_isinteger(L, a) != lua_isinteger(L, b))
            return false;
        if (x != x && y != y)
            return true;
    }
    return lua_rawequal(L, a, b) != 0;
}

bool ing_function_restore(lua_State *L, int index)
{
    bool is_unchanged = true;
    lua_Integer entries;

    index = lua_absindex(L, index);
    lua_rawgeti(L, index, 0);
    entries = lua_tointeger(L, -1);
    lua_pop(L, 1);
    for (lua_Integer i = 0; i < entries; i++) {
        int upvalue;
        lua_rawgeti(L, index, 3 * i + 2);
        upvalue = (int)lua_tointeger(L, -1);
        lua_pop(L, 1);
        lua_rawgeti(L, index, 3 * i + 1);
        (void)lua_getupvalue(L, -1, upvalue);
        lua_rawgeti(L, index, 3 * i + 3);
        if (is_same(L, -1, -2)) {
            lua_pop(L, 3);
            continue;
        }
        is_unchanged = false;
        (void)lua_setupvalue(L, -3, upvalue);
        lua_pop(L, 2);
    }
    return is_unchanged;
}
