/* SPDX-License-Identifier: Apache-2.0 */
/* Row maps: a state with a few more names, one function kept, called for each row. */
#include "script/rowmap.h"

#include "base/date.h"
#include "base/mem.h"
#include "script/internal.h"
#include "script/lexer.h"

#include <lauxlib.h>

#define CENTS_MAX (INT64_MAX / 100 - 1)

struct ing_rowmap {
    ing_script *script;
    ing_program_limits limits;
    int function, snapshot; /* references */
    bool is_altered;
};

typedef struct ing_map_source {
    ing_rowmap *map;
    ing_text name, source;
} ing_map_source;

typedef struct ing_map_row {
    ing_rowmap *map;
    const ing_json *row;
    bool is_strict; /* reading what it lacks raises */
    ing_arena *arena;
    const ing_json *value;
} ing_map_row;

/* --- names of a map's own ----------------------------------------------------------------------
 */

/* Digits from `at` on into *number; how many there were, 0 also when the number is too large. */
static size_t read_digits(ing_text text, size_t at, int64_t *number)
{
    size_t count = 0;

    for (; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++, count++) {
        if (*number > CENTS_MAX / 10 - 1)
            return 0;
        *number = *number * 10 + (text.ptr[at] - '0');
    }
    return count;
}

static ing_text text_argument(lua_State *L)
{
    ing_text text;

    luaL_checktype(L, 1, LUA_TSTRING);
    text.ptr = lua_tolstring(L, 1, &text.len);
    ing_charge(L, text.len);
    return text;
}

/* nil stays nil: what a row does not say is converted to nothing. */
static bool is_nothing(lua_State *L)
{
    return lua_gettop(L) == 1 && lua_isnil(L, 1);
}

static bool read_cents(ing_text text, int64_t *out)
{
    bool is_negative = text.len > 0 && text.ptr[0] == '-';
    size_t at = is_negative ? 1 : 0;
    int64_t whole = 0;
    int64_t part = 0;
    size_t digits = read_digits(text, at, &whole);
    size_t decimals = 0;

    at += digits;
    if (digits > 0 && at < text.len && text.ptr[at] == '.') {
        decimals = read_digits(text, at + 1, &part);
        if (decimals == 0 || decimals > 2)
            return false;
        at += decimals + 1;
    }
    if (digits == 0 || at != text.len)
        return false;
    *out = whole * 100 + (decimals == 1 ? part * 10 : part);
    *out = is_negative ? -*out : *out;
    return true;
}

static int map_cents(lua_State *L)
{
    ing_text text;
    int64_t cents;

    if (is_nothing(L))
        return 1;
    text = text_argument(L);
    if (!read_cents(text, &cents))
        return ing_raise(L, "'%s' is no amount with at most two decimals",
                         "“%s”不是至多两位小数的金额", text.ptr);
    lua_pushinteger(L, cents);
    return 1;
}

static int map_integer(lua_State *L)
{
    ing_text text;
    bool is_negative;
    int64_t number = 0;
    size_t digits;

    if (is_nothing(L))
        return 1;
    text = text_argument(L);
    is_negative = text.len > 0 && text.ptr[0] == '-';
    digits = read_digits(text, is_negative ? 1 : 0, &number);
    if (digits == 0 || digits + (is_negative ? 1 : 0) != text.len)
        return ing_raise(L, "'%s' is no integer", "“%s”不是整数", text.ptr);
    lua_pushinteger(L, is_negative ? -number : number);
    return 1;
}

static int map_date(lua_State *L)
{
    ing_text text;
    ing_date date;

    if (is_nothing(L))
        return 1;
    text = text_argument(L);
    if (!ing_date_parse(text, &date))
        return ing_raise(L, "'%s' is no date like 2006-07-24", "“%s”不是形如 2006-07-24 的日期",
                         text.ptr);
    lua_settop(L, 1);
    return 1;
}

/* --- loading -----------------------------------------------------------------------------------
 */

static void load_map(lua_State *L, void *ctx)
{
    ing_map_source *source = ctx;

    lua_createtable(L, 0, 3);
    lua_pushcfunction(L, map_cents);
    lua_setfield(L, -2, "cents");
    lua_pushcfunction(L, map_integer);
    lua_setfield(L, -2, "integer");
    lua_pushcfunction(L, map_date);
    lua_setfield(L, -2, "date");
    ing_environment_front(L);
    ing_script_compile(L, source->source, source->name);
    lua_call(L, 0, 1);
    if (lua_type(L, -1) != LUA_TFUNCTION || lua_iscfunction(L, -1))
        (void)ing_raise(L, "the file returns a %s, not a function of one row",
                        "文件返回 %s，而不是以一行为参数的函数", luaL_typename(L, -1));
    ing_function_snapshot(L, -1);
    source->map->snapshot = luaL_ref(L, LUA_REGISTRYINDEX);
    source->map->function = luaL_ref(L, LUA_REGISTRYINDEX);
}

static libing_status load(ing_rowmap *map, ing_text name, ing_text text, libing_error *err)
{
    ing_program_limits limits = ING_LOAD_LIMITS;
    ing_map_source source = { .map = map, .name = name };
    ing_buf blanked = ING_BUF_INIT;
    ing_tokens tokens = ING_TOKENS_INIT;
    libing_status status = ing_source_read(text, name, ING_SOURCE_PACK, &blanked, &tokens, err);

    if (status == LIBING_OK) {
        source.source = ing_buf_view(&blanked);
        status =
            ing_script_run(map->script, &limits, LIBING_ERR_PACK, load_map, &source, NULL, err);
        if (err != NULL && status != LIBING_OK && err->file[0] == '\0')
            ing_error_place(err, name, 0, 0);
    }
    if (status == LIBING_OK)
        ing_script_settle(map->script);
    ing_tokens_free(&tokens);
    ing_buf_free(&blanked);
    return status;
}

libing_status ing_rowmap_new(ing_text name, ing_text source, const ing_program_limits *limits,
                             const ing_script_options *options, ing_rowmap **out, libing_error *err)
{
    ing_rowmap *map = ing_mem_new(1, sizeof *map);
    libing_status status;

    *out = NULL;
    if (map == NULL)
        return ing_fail_nomem(err);
    map->limits = limits != NULL ? *limits : ING_EVALUATE_LIMITS;
    map->function = LUA_NOREF;
    map->snapshot = LUA_NOREF;
    status = ing_script_new(options, &map->script, err);
    if (status == LIBING_OK)
        status = load(map, name, source, err);
    if (status != LIBING_OK) {
        ing_rowmap_free(map);
        return status;
    }
    *out = map;
    return LIBING_OK;
}

void ing_rowmap_free(ing_rowmap *map)
{
    if (map == NULL)
        return;
    ing_script_free(map->script);
    ing_mem_free(map);
}

/* --- rows --------------------------------------------------------------------------------------
 */

static void apply_row(lua_State *L, void *ctx)
{
    ing_map_row *row = ctx;

    lua_rawgeti(L, LUA_REGISTRYINDEX, row->map->function);
    ing_value_push(L, row->row, row->is_strict);
    lua_call(L, 1, 1);
    row->value = ing_value_take(L, -1, row->arena, ING_VALUE_RECORDS | ING_VALUE_JSON);
    if (row->value != NULL && row->value->type != ING_JSON_OBJECT &&
        !(row->value->type == ING_JSON_LIST && row->value->count == 0))
        (void)ing_raise(L, "the function returns neither nil nor a record",
                        "函数返回的既非 nil 也非记录");
}

static void restore(lua_State *L, void *ctx)
{
    ing_rowmap *map = ctx;

    lua_rawgeti(L, LUA_REGISTRYINDEX, map->snapshot);
    map->is_altered = !ing_function_restore(L, -1);
}

static libing_status apply(ing_rowmap *map, const ing_json *row, bool is_strict, ing_arena *arena,
                           const ing_json **out, libing_error *err)
{
    ing_program_limits restoring = ING_LOAD_LIMITS;
    ing_map_row call = { .map = map, .row = row, .is_strict = is_strict, .arena = arena };
    libing_status status;
    libing_status restored;

    *out = NULL;
    status =
        ing_script_run(map->script, &map->limits, LIBING_ERR_RULE, apply_row, &call, NULL, err);
    restored = ing_script_run(map->script, &restoring, LIBING_ERR_RULE, restore, map, NULL,
                              status == LIBING_OK ? err : NULL);
    if (status == LIBING_OK)
        status = restored;
    if (status == LIBING_OK && map->is_altered)
        return ing_fail(err, LIBING_ERR_RULE, "script.state",
                        "the map changed a variable outside its function",
                        "映射改动了函数之外的变量");
    if (status == LIBING_OK)
        *out = call.value;
    return status;
}

libing_status ing_rowmap_apply(ing_rowmap *map, const ing_json *row, ing_arena *arena,
                               const ing_json **out, libing_error *err)
{
    return apply(map, row, true, arena, out, err);
}

libing_status ing_rowmap_call(ing_rowmap *map, const ing_json *value, ing_arena *arena,
                              const ing_json **out, libing_error *err)
{
    return apply(map, value, false, arena, out, err);
}
