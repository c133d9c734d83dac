/* SPDX-License-Identifier: Apache-2.0 */
/* tonumber, tostring, count. */
#include "script/internal.h"

#include <lauxlib.h>

static int base_tostring(lua_State *L)
{
    ing_charge(L, 0);
    luaL_checkany(L, 1);
    switch (lua_type(L, 1)) {
    case LUA_TNIL:
        lua_pushliteral(L, "nil");
        return 1;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, 1) ? "true" : "false");
        return 1;
    case LUA_TNUMBER:
    case LUA_TSTRING:
        (void)ing_arg_text(L, 1);
        lua_settop(L, 1);
        return 1;
    default: /* would show an address */
        return ing_raise(L, "tostring() of a %s", "tostring() 不接受 %s", luaL_typename(L, 1));
    }
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static int digit_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 10;
    return 36;
}

/* Digits of `base`, blanks around, perhaps a minus; wraps around as Lua does. */
static bool read_in_base(ing_text text, int base, lua_Integer *out)
{
    size_t i = 0;
    bool is_negative;
    size_t digits = 0;
    uint64_t number = 0;

    while (i < text.len && is_blank(text.ptr[i]))
        i++;
    is_negative = i < text.len && text.ptr[i] == '-';
    if (i < text.len && (text.ptr[i] == '-' || text.ptr[i] == '+'))
        i++;
    for (; i < text.len && digit_value(text.ptr[i]) < base; i++, digits++)
        number = number * (uint64_t)base + (uint64_t)digit_value(text.ptr[i]);
    while (i < text.len && is_blank(text.ptr[i]))
        i++;
    *out = (lua_Integer)(is_negative ? 0 - number : number);
    return i == text.len && digits > 0;
}

static int tonumber_in_base(lua_State *L)
{
    lua_Integer base = ing_arg_integer(L, 2);
    lua_Integer number;
    ing_text text;

    luaL_checktype(L, 1, LUA_TSTRING);
    luaL_argcheck(L, 2 <= base && base <= 36, 2, "base out of range");
    text.ptr = lua_tolstring(L, 1, &text.len);
    ing_charge(L, text.len);
    if (read_in_base(text, (int)base, &number))
        lua_pushinteger(L, number);
    else
        lua_pushnil(L);
    return 1;
}

static int base_tonumber(lua_State *L)
{
    ing_text text;

    if (!lua_isnoneornil(L, 2))
        return tonumber_in_base(L);
    luaL_checkany(L, 1);
    if (lua_type(L, 1) == LUA_TNUMBER) {
        lua_settop(L, 1);
        return 1;
    }
    if (lua_type(L, 1) == LUA_TSTRING) {
        text.ptr = lua_tolstring(L, 1, &text.len);
        ing_charge(L, text.len * 4); /* many digits are slow to read */
        if (lua_stringtonumber(L, text.ptr) == text.len + 1)
            return 1;
    }
    lua_settop(L, 0);
    lua_pushnil(L);
    return 1;
}

static int base_count(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)ing_list_count(L, 1));
    return 1;
}

const ing_library_entry ing_library_base[] = {
    { "count", base_count },       { "pairs", ing_pairs },        { "sample", ing_sample },
    { "tonumber", base_tonumber }, { "tostring", base_tostring }, { NULL, NULL }
};
