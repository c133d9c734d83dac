/* SPDX-License-Identifier: Apache-2.0 */
/* string: Lua's functions without patterns and without the locale. Each sizes its result first, and
 * arithmetic on texts that are numbers is Lua's. */
#include "script/internal.h"

#include <lauxlib.h>
#include <string.h>

/* A position as Lua counts: negative from the end, clipped below at `low`. */
static size_t start_position(lua_Integer i, size_t len)
{
    if (i > 0)
        return (size_t)i;
    if (i == 0 || i < -(lua_Integer)len)
        return 1;
    return len + (size_t)i + 1;
}

static size_t end_position(lua_Integer i, size_t len)
{
    if (i > (lua_Integer)len)
        return len;
    if (i >= 0)
        return (size_t)i;
    return i < -(lua_Integer)len ? 0 : len + (size_t)i + 1;
}

static int string_len(lua_State *L)
{
    ing_charge(L, 0);
    lua_pushinteger(L, (lua_Integer)ing_arg_text(L, 1).len);
    return 1;
}

static int string_sub(lua_State *L)
{
    ing_text text = ing_arg_text(L, 1);
    size_t first = start_position(ing_arg_integer(L, 2), text.len);
    size_t last = end_position(ing_arg_integer_or(L, 3, -1), text.len);

    ing_charge(L, first <= last ? last - first + 1 : 0);
    lua_pushlstring(L, first <= last ? text.ptr + first - 1 : "",
                    first <= last ? last - first + 1 : 0);
    return 1;
}

static char to_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static char to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int map_bytes(lua_State *L, char (*change)(char))
{
    ing_text text = ing_arg_text(L, 1);
    char *out;

    ing_charge(L, text.len);
    out = ing_push_scratch(L, text.len, 1);
    for (size_t i = 0; i < text.len; i++)
        out[i] = change(text.ptr[i]);
    lua_pushlstring(L, out, text.len);
    return 1;
}

static int string_upper(lua_State *L)
{
    return map_bytes(L, to_upper);
}

static int string_lower(lua_State *L)
{
    return map_bytes(L, to_lower);
}

static int string_reverse(lua_State *L)
{
    ing_text text = ing_arg_text(L, 1);
    char *out;

    ing_charge(L, text.len);
    out = ing_push_scratch(L, text.len, 1);
    for (size_t i = 0; i < text.len; i++)
        out[i] = text.ptr[text.len - 1 - i];
    lua_pushlstring(L, out, text.len);
    return 1;
}

static int string_char(lua_State *L)
{
    int count = lua_gettop(L);
    char *out;

    ing_charge(L, (size_t)count);
    out = ing_push_scratch(L, (size_t)count, 1);
    for (int i = 0; i < count; i++) {
        lua_Integer byte = ing_arg_integer(L, i + 1);
        luaL_argcheck(L, byte >= 0 && byte <= 255, i + 1, "value out of range");
        out[i] = (char)(unsigned char)byte;
    }
    lua_pushlstring(L, out, (size_t)count);
    return 1;
}

static int string_byte(lua_State *L)
{
    ing_text text = ing_arg_text(L, 1);
    lua_Integer from = ing_arg_integer_or(L, 2, 1);
    size_t first = start_position(from, text.len);
    size_t last = end_position(ing_arg_integer_or(L, 3, from), text.len);
    size_t count = first <= last ? last - first + 1 : 0;

    ing_charge(L, count);
    ing_check_results(L, count, "byte");
    for (size_t i = 0; i < count; i++)
        lua_pushinteger(L, (unsigned char)text.ptr[first - 1 + i]);
    return (int)count;
}

static int string_rep(lua_State *L)
{
    ing_text text = ing_arg_text(L, 1);
    lua_Integer count = ing_arg_integer(L, 2);
    ing_text separator = lua_isnoneornil(L, 3) ? ING_TEXT_LIT("") : ing_arg_text(L, 3);
    size_t piece = text.len + separator.len;
    size_t size;
    char *out;

    ing_charge(L, 0);
    if (count <= 0 || piece == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    if ((lua_Unsigned)count > 2 * ING_TEXT_MAX / piece + 1)
        count = (lua_Integer)(2 * ING_TEXT_MAX / piece + 2); /* too large in any case */
    size = piece * (size_t)count - separator.len;
    ing_check_text_size(L, size, "rep");
    ing_charge(L, size);
    out = ing_push_scratch(L, size, 1);
    memcpy(out, text.ptr, text.len);
    if (count > 1)
        memcpy(out + text.len, separator.ptr, separator.len);
    for (size_t done = piece; done < size; done *= 2) /* what is there, once more */
        memcpy(out + done, out, done < size - done ? done : size - done);
    lua_pushlstring(L, out, size);
    return 1;
}

/* The offset of `what` at or after `from`, or the length of the text plus one. */
static size_t find_plain(lua_State *L, ing_text text, ing_text what, size_t from)
{
    ing_charge(L, text.len - from);
    for (size_t at = from; at + what.len <= text.len; at++) {
        if (what.len > 0 && text.ptr[at] != what.ptr[0])
            continue;
        if (what.len > 16)
            ing_charge(L, what.len); /* each candidate may be compared to its end */
        if (memcmp(text.ptr + at, what.ptr, what.len) == 0)
            return at;
    }
    return text.len + 1;
}

static int string_find(lua_State *L)
{
    ing_text text = ing_arg_text(L, 1);
    ing_text what = ing_arg_text(L, 2);
    size_t init = start_position(ing_arg_integer_or(L, 3, 1), text.len);
    size_t at;

    if (lua_type(L, 4) != LUA_TBOOLEAN || !lua_toboolean(L, 4))
        return ing_raise(L, "find() has no patterns: write find(text, what, init, true)",
                         "find() 不支持模式：请写 find(文本, 内容, 起点, true)");
    at = init > text.len + 1 ? text.len + 1 : find_plain(L, text, what, init - 1);
    if (at > text.len) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_pushinteger(L, (lua_Integer)(at + what.len));
    return 2;
}

const ing_library_entry ing_library_string[] = {
    { "byte", string_byte }, { "char", string_char },
    { "find", string_find }, { "format", ing_string_format },
    { "len", string_len },   { "lower", string_lower },
    { "rep", string_rep },   { "reverse", string_reverse },
    { "sub", string_sub },   { "upper", string_upper },
    { NULL, NULL }
};

/* --- "10" + 5 ----------------------------------------------------------------------------------
 */

/* Push the argument as a number; raises when it is none. */
static void push_operand(lua_State *L, int arg, const char *operator)
{
    ing_text text;

    if (lua_type(L, arg) == LUA_TNUMBER) {
        lua_pushvalue(L, arg);
        return;
    }
    if (lua_type(L, arg) == LUA_TSTRING && !ing_is_long_text(L, arg)) {
        text.ptr = lua_tolstring(L, arg, &text.len);
        ing_charge(L, text.len);
        if (lua_stringtonumber(L, text.ptr) == text.len + 1)
            return;
    }
    (void)ing_raise(L, "operator %s on a %s", "运算符 %s 不能用于 %s", operator,
                    luaL_typename(L, arg));
}

static int compute(lua_State *L, int operation, const char *operator)
{
    push_operand(L, 1, operator);
    if (operation != LUA_OPUNM)
        push_operand(L, 2, operator);
    lua_arith(L, operation);
    return 1;
}

static int operator_add(lua_State *L)
{
    return compute(L, LUA_OPADD, "+");
}

static int operator_sub(lua_State *L)
{
    return compute(L, LUA_OPSUB, "-");
}

static int operator_mul(lua_State *L)
{
    return compute(L, LUA_OPMUL, "*");
}

static int operator_div(lua_State *L)
{
    return compute(L, LUA_OPDIV, "/");
}

static int operator_idiv(lua_State *L)
{
    return compute(L, LUA_OPIDIV, "//");
}

static int operator_mod(lua_State *L)
{
    return compute(L, LUA_OPMOD, "%");
}

static int operator_unm(lua_State *L)
{
    return compute(L, LUA_OPUNM, "-");
}

const ing_library_entry ing_library_string_operators[] = {
    { "__add", operator_add },   { "__div", operator_div },
    { "__idiv", operator_idiv }, { "__mod", operator_mod },
    { "__mul", operator_mul },   { "__sub", operator_sub },
    { "__unm", operator_unm },   { NULL, NULL }
};
