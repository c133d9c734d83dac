/* SPDX-License-Identifier: Apache-2.0 */
/* sample(seed, ids, n): the first n of the texts `ids`, ordered by SHA-256(seed ‖ 0x0A ‖ id).
 * Anyone can draw again with sha256sum. */
#include "script/internal.h"

#include <lauxlib.h>

typedef struct ing_draw {
    uint8_t digest[32];
    lua_Integer place; /* in ids */
} ing_draw;

/* Bottom-up merge of `draws`, with room for as many behind them; the result is where it says. */
static ing_draw *sort_draws(ing_draw *draws, size_t count)
{
    ing_draw *from = draws;
    ing_draw *to = draws + count;

    for (size_t width = 1; width < count; width *= 2) {
        ing_draw *sorted = to;
        for (size_t low = 0; low < count; low += 2 * width) {
            size_t middle = low + width < count ? low + width : count;
            size_t high = middle + width < count ? middle + width : count;
            size_t left = low;
            size_t right = middle;
            for (size_t at = low; at < high; at++) {
                bool take_right =
                    left == middle ||
                    (right < high && memcmp(from[right].digest, from[left].digest, 32) < 0);
                to[at] = from[take_right ? right++ : left++];
            }
        }
        to = from;
        from = sorted;
    }
    return from;
}

static void hash_ids(lua_State *L, ing_text seed, ing_draw *draws, lua_Integer count)
{
    ing_script *script = ing_script_of(L);

    for (lua_Integer i = 1; i <= count; i++) {
        ing_text id;
        libing_status status;
        if (ing_list_get(L, 2, i) != LUA_TSTRING)
            (void)ing_raise(L, "sample() needs a list of texts; element %I is a %s",
                            "sample() 需要文本列表；第 %I 项为 %s", (LUAI_UACINT)i,
                            luaL_typename(L, -1));
        id.ptr = lua_tolstring(L, -1, &id.len);
        ing_charge(L, (seed.len + id.len + 64) * 16); /* a hash is ten times a copy */
        status = script->hash(script->hash_ctx, seed, id, draws[i - 1].digest, &script->error);
        if (status != LIBING_OK)
            (void)ing_raise_error(L, &script->error);
        draws[i - 1].place = i;
        lua_pop(L, 1);
    }
}

static void refuse_twins(lua_State *L, const ing_draw *draws, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (memcmp(draws[i - 1].digest, draws[i].digest, 32) == 0) {
            (void)ing_list_get(L, 2, draws[i].place);
            (void)ing_raise(L, "sample() of a list that has '%s' twice",
                            "sample() 的列表中“%s”出现两次", lua_tostring(L, -1));
        }
    }
}

int ing_sample(lua_State *L)
{
    ing_text seed;
    lua_Integer wanted;
    size_t count;
    ing_draw *draws;

    luaL_checktype(L, 1, LUA_TSTRING);
    seed.ptr = lua_tolstring(L, 1, &seed.len);
    wanted = ing_arg_integer(L, 3);
    luaL_argcheck(L, wanted >= 0, 3, "negative number of elements");
    if (ing_script_of(L)->hash == NULL)
        return ing_raise(L, "sample() is not available here", "此处不能使用 sample()");
    count = ing_list_count(L, 2);
    lua_settop(L, 3);
    draws = ing_push_scratch(L, count * 2, sizeof *draws);
    hash_ids(L, seed, draws, (lua_Integer)count);
    ing_charge(L, count * 16);
    draws = sort_draws(draws, count);
    refuse_twins(L, draws, count);
    if ((lua_Unsigned)wanted > count)
        wanted = (lua_Integer)count;
    lua_createtable(L, (int)wanted, 0);
    for (lua_Integer i = 1; i <= wanted; i++) {
        (void)ing_list_get(L, 2, draws[i - 1].place);
        lua_rawseti(L, -2, i);
    }
    return 1;
}
