/* SPDX-License-Identifier: Apache-2.0 */
/* pairs: the keys present at the start, in an order that is the language's and not the hash seed's:
 * numbers by value, texts by bytes, false, true. */
#include "script/internal.h"

#include <lauxlib.h>

typedef enum ing_key_rank { RANK_NUMBER, RANK_TEXT, RANK_FALSE, RANK_TRUE } ing_key_rank;

typedef struct ing_key {
    ing_key_rank rank;
    bool is_float;
    lua_Integer integer;
    lua_Number number;
    ing_text text;     /* held by the list of keys */
    lua_Integer place; /* in that list */
} ing_key;

/* A float key is never integral: Lua makes those integers. */
static bool integer_is_less(lua_Integer a, lua_Number b)
{
    lua_Integer whole;

    if (b >= 9223372036854775808.0)
        return true;
    if (b < -9223372036854775808.0)
        return false;
    whole = (lua_Integer)b; /* towards zero */
    return (lua_Number)whole > b ? a < whole : a <= whole;
}

static bool number_is_less(const ing_key *a, const ing_key *b)
{
    if (a->is_float && b->is_float)
        return a->number < b->number;
    if (a->is_float)
        return !integer_is_less(b->integer, a->number);
    if (b->is_float)
        return integer_is_less(a->integer, b->number);
    return a->integer < b->integer;
}

static bool key_is_less(lua_State *L, const ing_key *a, const ing_key *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank;
    if (a->rank == RANK_NUMBER)
        return number_is_less(a, b);
    if (a->text.len > 64 && b->text.len > 64)
        ing_charge(L, a->text.len < b->text.len ? a->text.len : b->text.len);
    return a->rank == RANK_TEXT && ing_text_order(a->text, b->text) < 0;
}

static void sift(lua_State *L, ing_key *keys, size_t root, size_t count)
{
    ing_key moved = keys[root];

    for (;;) {
        size_t child = root * 2 + 1;
        if (child >= count)
            break;
        if (child + 1 < count && key_is_less(L, &keys[child], &keys[child + 1]))
            child++;
        if (!key_is_less(L, &moved, &keys[child]))
            break;
        keys[root] = keys[child];
        root = child;
    }
    keys[root] = moved;
}

/* Keys are distinct, so any sort gives the same order; a heap needs no room. */
static void sort_keys(lua_State *L, ing_key *keys, size_t count)
{
    for (size_t i = count / 2; i > 0; i--)
        sift(L, keys, i - 1, count);
    for (size_t last = count; last > 1; last--) {
        ing_key largest = keys[0];
        keys[0] = keys[last - 1];
        keys[last - 1] = largest;
        sift(L, keys, 0, last - 1);
    }
}

static void read_key(lua_State *L, int index, ing_key *key)
{
    *key = (ing_key){ .rank = RANK_NUMBER };
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        key->is_float = !lua_isinteger(L, index);
        key->integer = key->is_float ? 0 : lua_tointeger(L, index);
        key->number = lua_tonumber(L, index);
        break;
    case LUA_TSTRING:
        key->rank = RANK_TEXT;
        key->text.ptr = lua_tolstring(L, index, &key->text.len);
        break;
    case LUA_TBOOLEAN:
        key->rank = lua_toboolean(L, index) ? RANK_TRUE : RANK_FALSE;
        break;
    default: /* would be ordered by address */
        (void)ing_raise(L, "pairs() of a table that has a %s as a key", "pairs() 的表以 %s 为键",
                        luaL_typename(L, index));
    }
}

static size_t count_keys(lua_State *L, int table)
{
    size_t count = 0;

    lua_pushnil(L);
    while (lua_next(L, table) != 0) {
        lua_pop(L, 1);
        count++;
        if (count % 256 == 0)
            ing_charge(L, 256);
    }
    return count;
}

static size_t logarithm(size_t n)
{
    size_t bits = 1;

    for (; n > 1; n /= 2)
        bits++;
    return bits;
}

/* Push the list of the keys of the table at `table`, in order. */
static void push_keys(lua_State *L, int table)
{
    size_t count = count_keys(L, table);
    lua_Integer place = 0;
    ing_key *keys;
    int unsorted;

    ing_charge(L, count * logarithm(count));
    lua_createtable(L, (int)count, 0);
    unsorted = lua_gettop(L);
    keys = ing_push_scratch(L, count, sizeof *keys);
    lua_pushnil(L);
    while (lua_next(L, table) != 0) {
        lua_pop(L, 1);
        read_key(L, -1, &keys[place]);
        keys[place].place = place + 1;
        place++;
        lua_pushvalue(L, -1);
        lua_rawseti(L, unsorted, place);
    }
    sort_keys(L, keys, count);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, unsorted, keys[i].place);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* The keys of a read-only value; an object's are in order already. */
static void push_value_keys(lua_State *L, const ing_json *value)
{
    ing_charge(L, value->count);
    lua_createtable(L, (int)value->count, 0);
    for (size_t i = 0; i < value->count; i++) {
        if (value->type == ING_JSON_LIST)
            lua_pushinteger(L, (lua_Integer)i + 1);
        else
            lua_pushlstring(L, value->members[i].key.ptr, value->members[i].key.len);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

/* Upvalues: what is walked, its keys, the place of the last key. */
static int next_pair(lua_State *L)
{
    lua_Integer place = lua_tointeger(L, lua_upvalueindex(3));

    for (;;) {
        ing_charge(L, 0);
        lua_settop(L, 0);
        place++;
        if (lua_rawgeti(L, lua_upvalueindex(2), place) == LUA_TNIL)
            return 1;
        lua_pushvalue(L, 1);
        if (lua_type(L, lua_upvalueindex(1)) == LUA_TTABLE)
            lua_rawget(L, lua_upvalueindex(1));
        else
            lua_gettable(L, lua_upvalueindex(1));
        if (!lua_isnil(L, 2))
            break; /* otherwise removed meanwhile */
    }
    lua_pushinteger(L, place);
    lua_replace(L, lua_upvalueindex(3));
    return 2;
}

int ing_pairs(lua_State *L)
{
    const ing_json *value = ing_value_peek(L, 1);

    ing_charge(L, 0);
    if (value == NULL)
        luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    if (value != NULL)
        push_value_keys(L, value);
    else
        push_keys(L, 1);
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 3);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}
