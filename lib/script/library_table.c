/* SPDX-License-Identifier: Apache-2.0 */
/* table: concat, insert, remove, sort, unpack. A list ends before its first nil, whatever the hash
 * seed made of the table. */
#include "script/internal.h"

#include <lauxlib.h>

/* --- concat ------------------------------------------------------------------------------------
 */

/* Push element `i`, a text or a number, as a text. */
static ing_text push_piece(lua_State *L, lua_Integer i)
{
    int type = ing_list_get(L, 1, i);

    if (type != LUA_TSTRING && type != LUA_TNUMBER)
        (void)ing_raise(L, "concat() of a %s at index %I", "concat() 不接受 %s（下标 %I）",
                        lua_typename(L, type), (LUAI_UACINT)i);
    return ing_arg_text(L, lua_gettop(L));
}

static size_t size_of_concat(lua_State *L, ing_text separator, lua_Integer first, lua_Integer last)
{
    size_t size = 0;

    for (lua_Integer i = first; i <= last; i++) {
        ing_charge(L, 0);
        size += push_piece(L, i).len + (i < last ? separator.len : 0);
        ing_check_text_size(L, size, "concat");
        lua_pop(L, 1);
        if (i == last)
            break; /* the largest integer has no successor */
    }
    return size;
}

static int table_concat(lua_State *L)
{
    ing_text separator = lua_isnoneornil(L, 2) ? ING_TEXT_LIT("") : ing_arg_text(L, 2);
    lua_Integer first = ing_arg_integer_or(L, 3, 1);
    lua_Integer last =
        lua_isnoneornil(L, 4) ? (lua_Integer)ing_list_count(L, 1) : ing_arg_integer(L, 4);
    size_t size;
    size_t at = 0;
    char *out;

    if (ing_value_peek(L, 1) == NULL)
        luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 2);
    size = size_of_concat(L, separator, first, last);
    ing_charge(L, size);
    out = ing_push_scratch(L, size, 1);
    for (lua_Integer i = first; at < size || i < last; i++) {
        ing_text piece = push_piece(L, i);
        memcpy(out + at, piece.ptr, piece.len);
        at += piece.len;
        lua_pop(L, 1);
        if (i == last)
            break;
        memcpy(out + at, separator.ptr, separator.len);
        at += separator.len;
    }
    lua_pushlstring(L, out, size);
    return 1;
}

/* --- insert, remove, unpack --------------------------------------------------------------------
 */

static int table_insert(lua_State *L)
{
    int arguments = lua_gettop(L);
    lua_Integer end;
    lua_Integer at;

    ing_arg_table(L, 1);
    if (arguments != 2 && arguments != 3)
        return ing_raise(L, "insert() takes a table, perhaps a position, and a value",
                         "insert() 的参数为表、可选的位置和值");
    end = (lua_Integer)ing_list_count(L, 1) + 1;
    at = arguments == 2 ? end : ing_arg_integer(L, 2);
    luaL_argcheck(L, at >= 1 && at <= end, 2, "position out of bounds");
    ing_charge(L, (size_t)(end - at) * 2); /* each is read and written */
    for (lua_Integer i = end; i > at; i--) {
        lua_rawgeti(L, 1, i - 1);
        lua_rawseti(L, 1, i);
    }
    lua_pushvalue(L, arguments);
    lua_rawseti(L, 1, at);
    return 0;
}

static int table_remove(lua_State *L)
{
    lua_Integer count;
    lua_Integer at;

    ing_arg_table(L, 1);
    count = (lua_Integer)ing_list_count(L, 1);
    at = ing_arg_integer_or(L, 2, count);
    if (count == 0 && (at == 0 || at == 1)) {
        lua_pushnil(L);
        return 1;
    }
    luaL_argcheck(L, at >= 1 && at <= count + 1, 2, "position out of bounds");
    ing_charge(L, (size_t)(count + 1 - at) * 2);
    lua_rawgeti(L, 1, at);
    for (lua_Integer i = at; i < count; i++) {
        lua_rawgeti(L, 1, i + 1);
        lua_rawseti(L, 1, i);
    }
    if (at <= count) {
        lua_pushnil(L);
        lua_rawseti(L, 1, count);
    }
    return 1;
}

static int table_unpack(lua_State *L)
{
    lua_Integer first = ing_arg_integer_or(L, 2, 1);
    lua_Integer last =
        lua_isnoneornil(L, 3) ? (lua_Integer)ing_list_count(L, 1) : ing_arg_integer(L, 3);
    size_t count = first <= last ? (size_t)last - (size_t)first : 0;

    if (ing_value_peek(L, 1) == NULL)
        luaL_checktype(L, 1, LUA_TTABLE);
    if (first > last)
        return 0;
    ing_check_results(L, count < ING_RESULTS_MAX ? count + 1 : ING_RESULTS_MAX + 1, "unpack");
    ing_charge(L, count + 1);
    for (size_t i = 0; i <= count; i++)
        (void)ing_list_get(L, 1, first + (lua_Integer)i);
    return (int)count + 1;
}

/* --- sort --------------------------------------------------------------------------------------
 */

/* Is the value at -2 less than the one at -1? Both stay. The function, if any, is argument 2. */
static bool is_less(lua_State *L)
{
    bool less;

    if (lua_type(L, 2) == LUA_TFUNCTION) {
        ing_charge(L, 0);
        lua_pushvalue(L, 2);
        lua_pushvalue(L, -3);
        lua_pushvalue(L, -3);
        lua_call(L, 2, 1);
        less = lua_toboolean(L, -1);
        lua_pop(L, 1);
        return less;
    }
    if (lua_type(L, -1) == LUA_TSTRING && lua_type(L, -2) == LUA_TSTRING) {
        ing_text a, b;
        a.ptr = lua_tolstring(L, -2, &a.len);
        b.ptr = lua_tolstring(L, -1, &b.len);
        ing_charge(L, a.len < b.len ? a.len : b.len);
        return ing_text_order(a, b) < 0;
    }
    ing_charge(L, 0);
    return lua_compare(L, -2, -1, LUA_OPLT);
}

/* Merge the runs [low, middle) and [middle, high) of the list at `from` into the one at `to`. An
 * element of the right run goes first only if it is less: stable, and one result whatever the
 * function answers. */
static void merge(lua_State *L, int from, int to, lua_Integer low, lua_Integer middle,
                  lua_Integer high)
{
    lua_Integer left = low;
    lua_Integer right = middle;

    for (lua_Integer at = low; at < high; at++) {
        bool take_right = left == middle;
        if (left < middle && right < high) {
            lua_rawgeti(L, from, right);
            lua_rawgeti(L, from, left);
            take_right = is_less(L);
            lua_pop(L, 2);
        }
        lua_rawgeti(L, from, take_right ? right++ : left++);
        lua_rawseti(L, to, at);
    }
}

static void copy_list(lua_State *L, int from, int to, lua_Integer count)
{
    ing_charge(L, (size_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, from, i);
        lua_rawseti(L, to, i);
    }
}

/* On copies: the table changes at the end, or not at all when the function raises. */
static int table_sort(lua_State *L)
{
    lua_Integer count;
    int from = 3;
    int to = 4;

    ing_arg_table(L, 1);
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    count = (lua_Integer)ing_list_count(L, 1);
    lua_settop(L, 2);
    if (count < 2)
        return 0;
    lua_createtable(L, (int)count, 0);
    lua_createtable(L, (int)count, 0);
    copy_list(L, 1, from, count);
    for (lua_Integer width = 1; width < count; width *= 2) {
        ing_charge(L, (size_t)count);
        for (lua_Integer low = 1; low <= count; low += 2 * width) {
            lua_Integer middle = low + width <= count + 1 ? low + width : count + 1;
            lua_Integer high = middle + width <= count + 1 ? middle + width : count + 1;
            merge(L, from, to, low, middle, high);
        }
        from = to;
        to = from == 3 ? 4 : 3;
    }
    copy_list(L, from, 1, count);
    return 0;
}

const ing_library_entry ing_library_table[] = {
    { "concat", table_concat }, { "insert", table_insert }, { "remove", table_remove },
    { "sort", table_sort },     { "unpack", table_unpack }, { NULL, NULL }
};
