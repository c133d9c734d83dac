/* SPDX-License-Identifier: Apache-2.0 */
/* Values across the border. Out of Lua by type alone, so that no script code runs meanwhile; into
 * Lua as integers, booleans, texts, and read-only userdata for lists and objects, read as they are
 * asked. */
#include "script/internal.h"

#include <lauxlib.h>

/* Registry key of the metatable: the address. */
static const char metatable_key = 0;

/* The node belongs to the evaluation, the userdata perhaps longer to a script: hence the
 * generation. */
typedef struct ing_value_box {
    const ing_json *node;
    uint32_t generation;
    bool is_strict;
} ing_value_box;

typedef struct ing_value_reader {
    lua_State *L;
    ing_arena *arena;
    unsigned flags;
} ing_value_reader;

/* --- out of Lua --------------------------------------------------------------------------------
 */

static void *new_result(ing_value_reader *r, size_t count, size_t size)
{
    void *memory;

    ing_charge_result(r->L, count * size);
    memory = ing_arena_new(r->arena, count, size);
    if (memory == NULL)
        (void)ing_raise_nomem(r->L);
    return memory;
}

static ing_text read_text(ing_value_reader *r, int index)
{
    ing_text text;
    char *copy;

    text.ptr = lua_tolstring(r->L, index, &text.len);
    if ((r->flags & ING_VALUE_JSON) != 0 && !ing_text_is_utf8(text))
        (void)ing_raise(r->L, "the result holds a text that is not UTF-8",
                        "结果中有不是 UTF-8 的文本");
    ing_charge_result(r->L, text.len + 1);
    copy = ing_arena_text(r->arena, text.ptr, text.len);
    if (copy == NULL)
        (void)ing_raise_nomem(r->L);
    return (ing_text){ copy, text.len };
}

static ing_json read_number(ing_value_reader *r, int index)
{
    lua_Integer number = lua_tointeger(r->L, index);

    if (!lua_isinteger(r->L, index)) {
        ing_number_text text;
        ing_number_format(r->L, index, &text);
        (void)ing_raise(r->L, "the result holds %s, which is no integer: use //",
                        "结果中的 %s 不是整数：请用 //", text.bytes);
    }
    if ((r->flags & ING_VALUE_JSON) != 0 &&
        (number > ING_JSON_INTEGER_MAX || number < -ING_JSON_INTEGER_MAX))
        (void)ing_raise(r->L, "the result holds %I, beyond 53 bits", "结果中的 %I 超出 53 位",
                        (LUAI_UACINT)number);
    return ing_json_of_integer(number);
}

/* Keys exactly 1…n: that many keys, each an integer, none below 1 or above their number. */
static bool is_list(lua_State *L, int index, size_t *count_out)
{
    size_t count = 0;
    lua_Unsigned largest = 0;
    bool is_positive = true;

    lua_pushnil(L);
    while (lua_next(L, index) != 0) {
        lua_pop(L, 1);
        ing_charge(L, 0);
        count++;
        if (!lua_isinteger(L, -1) || lua_tointeger(L, -1) < 1)
            is_positive = false;
        else if ((lua_Unsigned)lua_tointeger(L, -1) > largest)
            largest = (lua_Unsigned)lua_tointeger(L, -1);
    }
    *count_out = count;
    return is_positive && largest == count;
}

static ing_json read_any(ing_value_reader *r, int index, int depth);

static ing_json read_list(ing_value_reader *r, int index, size_t count, int depth)
{
    ing_json list = { .type = ING_JSON_LIST, .count = count };
    ing_json *items = new_result(r, count, sizeof *items);

    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(r->L, index, (lua_Integer)i + 1);
        items[i] = read_any(r, lua_gettop(r->L), depth);
        lua_pop(r->L, 1);
    }
    list.items = items;
    return list;
}

static ing_json read_record(ing_value_reader *r, int index, int depth)
{
    ing_json_builder builder = ing_json_begin(r->arena);
    const ing_json *record;

    lua_pushnil(r->L);
    while (lua_next(r->L, index) != 0) {
        ing_json *value = new_result(r, 2, sizeof *value); /* and its place among the members */
        if (lua_type(r->L, -2) != LUA_TSTRING)
            (void)ing_raise(r->L, "the result holds a table that is neither a list nor a record",
                            "结果中有既非列表也非记录的表");
        *value = read_any(r, lua_gettop(r->L), depth);
        lua_pop(r->L, 1);
        ing_json_put(&builder, read_text(r, lua_gettop(r->L)), value);
    }
    record = ing_json_end_object(&builder);
    if (record == NULL)
        (void)ing_raise_nomem(r->L);
    return *record;
}

static ing_json read_table(ing_value_reader *r, int index, int depth)
{
    size_t count = 0;

    if (depth > ING_VALUE_DEPTH)
        (void)ing_raise(r->L, "the result is more than %d tables deep", "结果的表嵌套超过 %d 层",
                        ING_VALUE_DEPTH);
    luaL_checkstack(r->L, 8, "result too deep");
    if (is_list(r->L, index, &count))
        return read_list(r, index, count, depth);
    if ((r->flags & ING_VALUE_RECORDS) == 0)
        (void)ing_raise(r->L, "the result holds a table whose keys are not exactly 1 to n",
                        "结果中的表的键不是 1 到 n");
    return read_record(r, index, depth);
}

/* A copy: what the script was given lives in another arena than what it gives. */
static ing_json copy_node(ing_value_reader *r, const ing_json *node)
{
    ing_json copy = *node;
    char *bytes;

    if (node->type == ING_JSON_TEXT) {
        ing_charge_result(r->L, node->text.len + 1);
        bytes = ing_arena_text(r->arena, node->text.ptr, node->text.len);
        if (bytes == NULL)
            (void)ing_raise_nomem(r->L);
        copy.text.ptr = bytes;
    } else if (node->type == ING_JSON_LIST) {
        ing_json *items = new_result(r, node->count, sizeof *items);
        for (size_t i = 0; i < node->count; i++)
            items[i] = copy_node(r, &node->items[i]);
        copy.items = items;
    } else if (node->type == ING_JSON_OBJECT) {
        ing_json_member *members = new_result(r, node->count, sizeof *members);
        for (size_t i = 0; i < node->count; i++) {
            ing_json key = ing_json_of_text(node->members[i].key);
            members[i].key = copy_node(r, &key).text;
            members[i].value = copy_node(r, &node->members[i].value);
        }
        copy.members = members;
    }
    return copy;
}

static ing_json read_any(ing_value_reader *r, int index, int depth)
{
    const ing_json *node;

    switch (lua_type(r->L, index)) {
    case LUA_TBOOLEAN:
        return ing_json_of_boolean(lua_toboolean(r->L, index));
    case LUA_TNUMBER:
        return read_number(r, index);
    case LUA_TSTRING:
        return ing_json_of_text(read_text(r, index));
    case LUA_TTABLE:
        return read_table(r, index, depth + 1);
    default:
        node = ing_value_peek(r->L, index);
        if (node != NULL && (node->type == ING_JSON_LIST || (r->flags & ING_VALUE_RECORDS) != 0))
            return copy_node(r, node);
        (void)ing_raise(r->L, "the result holds a %s, which is no value", "结果中的 %s 不是值",
                        luaL_typename(r->L, index));
        return ing_json_of_boolean(false);
    }
}

const ing_json *ing_value_take(lua_State *L, int index, ing_arena *arena, unsigned flags)
{
    ing_value_reader reader = { L, arena, flags };
    ing_json *value;

    if (lua_isnoneornil(L, index))
        return NULL;
    value = new_result(&reader, 1, sizeof *value);
    *value = read_any(&reader, lua_absindex(L, index), 0);
    return value;
}

/* --- into Lua ----------------------------------------------------------------------------------
 */

void ing_value_push(lua_State *L, const ing_json *value, bool is_strict)
{
    ing_value_box *box;

    if (value == NULL) {
        lua_pushnil(L);
        return;
    }
    switch (value->type) {
    case ING_JSON_BOOLEAN:
        lua_pushboolean(L, value->truth);
        return;
    case ING_JSON_INTEGER:
        lua_pushinteger(L, value->number);
        return;
    case ING_JSON_TEXT:
        ing_charge(L, value->text.len);
        lua_pushlstring(L, value->text.ptr, value->text.len);
        return;
    case ING_JSON_LIST:
    case ING_JSON_OBJECT:
        break;
    }
    box = lua_newuserdatauv(L, sizeof *box, 0);
    *box = (ing_value_box){ value, ing_script_of(L)->run.generation, is_strict };
    lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key);
    lua_setmetatable(L, -2);
}

static const ing_value_box *peek_box(lua_State *L, int index)
{
    const ing_value_box *box = NULL;

    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index))
        return NULL;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &metatable_key);
    if (lua_rawequal(L, -1, -2))
        box = lua_touserdata(L, index < 0 && index > LUA_REGISTRYINDEX ? index - 2 : index);
    lua_pop(L, 2);
    if (box != NULL && box->generation != ing_script_of(L)->run.generation)
        (void)ing_raise(L, "a value of an earlier evaluation was kept", "保留了先前一次求值的值");
    return box;
}

const ing_json *ing_value_peek(lua_State *L, int index)
{
    const ing_value_box *box = peek_box(L, index);

    return box != NULL ? box->node : NULL;
}

void ing_value_push_item(lua_State *L, int index, lua_Integer i)
{
    const ing_value_box *box = peek_box(L, index);

    if (box != NULL && box->node->type == ING_JSON_LIST && i >= 1 &&
        (lua_Unsigned)i <= box->node->count)
        ing_value_push(L, &box->node->items[i - 1], box->is_strict);
    else
        lua_pushnil(L);
}

static int value_index(lua_State *L)
{
    const ing_value_box *box = peek_box(L, 1);
    const ing_json *member = NULL;
    ing_text key;

    ing_charge(L, 0);
    if (box == NULL)
        return luaL_typeerror(L, 1, "value");
    if (box->node->type == ING_JSON_LIST) {
        ing_value_push_item(L, 1, lua_isinteger(L, 2) ? lua_tointeger(L, 2) : 0);
        return 1;
    }
    if (lua_type(L, 2) == LUA_TSTRING) {
        key.ptr = lua_tolstring(L, 2, &key.len);
        member = ing_json_find(box->node, key);
        if (member == NULL && box->is_strict)
            return ing_raise(L, "there is no '%s'", "没有“%s”", key.ptr);
    }
    /* An empty cell says nothing: the request leaves the field out. */
    if (member != NULL && box->is_strict && member->type == ING_JSON_TEXT && member->text.len == 0)
        member = NULL;
    ing_value_push(L, member, box->is_strict);
    return 1;
}

static int value_write(lua_State *L)
{
    return ing_raise(L, "this value is read-only", "此值只读");
}

void ing_value_install(lua_State *L)
{
    lua_createtable(L, 0, 3);
    lua_pushcfunction(L, value_index);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, value_write);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &metatable_key);
}
