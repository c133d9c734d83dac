/* SPDX-License-Identifier: Apache-2.0 */
/* What functions of ours are given: texts, numbers, lists; and the caps on what they give. Numbers
 * become texts here and nowhere else, so that every build prints them alike. */
#include "script/internal.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* The shortest of 15 to 17 digits that reads back. */
static void format_float(double number, ing_number_text *out)
{
    size_t i = 0;
    int len = 0;

    if (isnan(number)) { /* its sign is the processor's */
        memcpy(out->bytes, "nan", 4);
        out->len = 3;
        return;
    }
    for (int digits = 15; digits <= 17; digits++) {
        len = snprintf(out->bytes, sizeof out->bytes, "%.*g", digits, number);
        if (strtod(out->bytes, NULL) == number)
            break;
    }
    out->len = (size_t)len;
    if (isinf(number))
        return;
    while (i < out->len && (out->bytes[i] == '-' || (out->bytes[i] >= '0' && out->bytes[i] <= '9')))
        i++;
    if (i == out->len) { /* looks like an integer */
        memcpy(out->bytes + out->len, ".0", 3);
        out->len += 2;
    }
}

void ing_number_format(lua_State *L, int index, ing_number_text *out)
{
    if (lua_isinteger(L, index))
        out->len = (size_t)snprintf(out->bytes, sizeof out->bytes, "%lld",
                                    (long long)lua_tointeger(L, index));
    else
        format_float(lua_tonumber(L, index), out);
}

ing_text ing_arg_text(lua_State *L, int arg)
{
    ing_text text;

    if (lua_type(L, arg) == LUA_TNUMBER) {
        ing_number_text number;
        ing_number_format(L, arg, &number);
        lua_pushlstring(L, number.bytes, number.len);
        lua_replace(L, arg);
    }
    if (lua_type(L, arg) != LUA_TSTRING)
        (void)luaL_typeerror(L, arg, "string");
    text.ptr = lua_tolstring(L, arg, &text.len);
    return text;
}

bool ing_is_long_text(lua_State *L, int index)
{
    return lua_type(L, index) == LUA_TSTRING && lua_rawlen(L, index) > ING_SHORT_NUMERAL;
}

lua_Integer ing_arg_integer(lua_State *L, int arg)
{
    if (ing_is_long_text(L, arg))
        (void)luaL_typeerror(L, arg, "number");
    return luaL_checkinteger(L, arg);
}

lua_Integer ing_arg_integer_or(lua_State *L, int arg, lua_Integer otherwise)
{
    return lua_isnoneornil(L, arg) ? otherwise : ing_arg_integer(L, arg);
}

void ing_check_text_size(lua_State *L, size_t bytes, const char *function)
{
    if (bytes > ING_TEXT_MAX)
        (void)ing_raise(L, "the result of '%s' would be a text over 64 KiB",
                        "“%s”的结果会是超过 64 KiB 的文本", function);
}

void ing_check_results(lua_State *L, size_t count, const char *function)
{
    if (count > ING_RESULTS_MAX)
        (void)ing_raise(L, "'%s' would give more than %d results", "“%s”会给出超过 %d 个结果",
                        function, ING_RESULTS_MAX);
    luaL_checkstack(L, (int)count + 4, "too many results");
}

void *ing_push_scratch(lua_State *L, size_t count, size_t size)
{
    if (count > (size_t)ING_LOAD_LIMITS.memory_bytes / size)
        (void)ing_raise(L, "too many elements", "元素过多");
    return lua_newuserdatauv(L, count > 0 ? count * size : 1, 0);
}

void ing_arg_table(lua_State *L, int arg)
{
    if (lua_type(L, arg) == LUA_TUSERDATA)
        (void)ing_raise(L, "this value is read-only", "此值只读");
    luaL_checktype(L, arg, LUA_TTABLE);
}

size_t ing_list_count(lua_State *L, int arg)
{
    const ing_json *value = ing_value_peek(L, arg);
    int top = lua_gettop(L);
    lua_Integer n = 0;

    ing_charge(L, 0);
    if (value != NULL && value->type == ING_JSON_LIST)
        return value->count;
    luaL_checktype(L, arg, LUA_TTABLE);
    luaL_checkstack(L, 20, "count");
    while (lua_rawgeti(L, arg, n + 1) != LUA_TNIL) {
        n++;
        if (n % 16 == 0)
            lua_settop(L, top); /* once in a while: this loop is where insert() spends its time */
        if (n % 256 == 0)
            ing_charge(L, 256);
    }
    lua_settop(L, top);
    return (size_t)n;
}

int ing_list_get(lua_State *L, int arg, lua_Integer i)
{
    if (lua_type(L, arg) == LUA_TTABLE)
        return lua_rawgeti(L, arg, i);
    ing_value_push_item(L, arg, i);
    return lua_type(L, -1);
}
