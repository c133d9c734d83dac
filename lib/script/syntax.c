/* SPDX-License-Identifier: Apache-2.0 */
/* A Lua value as syntax, copied at once: what a file does to its tables afterwards changes nothing.
 * Everything here may raise. */
#include "script/program_internal.h"

#include <lauxlib.h>

#include <inttypes.h>
#include <stdalign.h>
#include <stdlib.h>

#define ARENA_ALIGNMENT alignof(max_align_t)

/* Lua slots that one level of a table needs: key, value, and what a message takes. */
#define SLOTS_A_LEVEL 8

typedef struct tree {
    lua_State *L;
    ing_program *program;
    int level; /* tables around the value that is read */
} tree;

/* Lengths of a Lua table's two parts. */
typedef struct extent {
    size_t items, members;
} extent;

static const ing_syntax *read_value(tree *t, int index, int32_t *height);

void *ing_tree_alloc(lua_State *L, ing_program *program, size_t count, size_t size)
{
    /* What files build counts as if Lua held it: one limit for both. */
    ing_script *script = ing_script_of(L);
    const size_t limit = (size_t)ING_LOAD_LIMITS.memory_bytes + program->start_bytes;
    const bool is_over = script->used >= limit || program->arena.used_bytes >= limit - script->used;
    ing_charge(L, count * size);
    program->arena.limit_bytes = is_over ? 1 : limit - script->used;
    void *out = ing_arena_new(&program->arena, count, size);
    if (out != NULL)
        return out;
    if (count * size + ARENA_ALIGNMENT < program->arena.limit_bytes - program->arena.used_bytes &&
        !is_over)
        ing_raise_nomem(L);
    script->run.refused = true;
    script->run.line = ing_program_line(L);
    lua_pushnil(L);
    (void)lua_error(L);
    return NULL;
}

ing_text ing_tree_text(lua_State *L, ing_program *program, ing_text text)
{
    ing_charge(L, text.len);
    if (!ing_text_is_utf8(text))
        ing_program_raise(L, program, "E105", "a text is not valid UTF-8, or holds a zero byte",
                          "文本不是有效的 UTF-8，或含零字节");
    char *copy = ing_tree_alloc(L, program, text.len + 1, 1);
    if (text.len > 0)
        memcpy(copy, text.ptr, text.len);
    return (ing_text){ copy, text.len };
}

static ing_syntax *new_constant(tree *t, ing_syntax_kind kind)
{
    ing_syntax *syntax = ing_tree_alloc(t->L, t->program, 1, sizeof *syntax);
    syntax->kind = kind;
    syntax->file = t->program->running;
    return syntax;
}

static const ing_syntax *read_number(tree *t, int index)
{
    if (lua_isinteger(t->L, index)) {
        ing_syntax *syntax = new_constant(t, ING_SYNTAX_INTEGER);
        syntax->number = lua_tointeger(t->L, index);
        return syntax;
    }
    ing_number_text digits;
    ing_number_format(t->L, index, &digits);
    ing_syntax *syntax = new_constant(t, ING_SYNTAX_FLOAT);
    syntax->text = ing_tree_text(t->L, t->program, (ing_text){ digits.bytes, digits.len });
    return syntax;
}

static const ing_syntax *read_text(tree *t, int index)
{
    ing_text text;
    text.ptr = lua_tolstring(t->L, index, &text.len);
    ing_syntax *syntax = new_constant(t, ING_SYNTAX_TEXT);
    syntax->text = ing_tree_text(t->L, t->program, text);
    return syntax;
}

/* Counts the items up to the first nil. */
static size_t count_items(tree *t, int index)
{
    size_t count = 0;
    while (lua_rawgeti(t->L, index, (lua_Integer)count + 1) != LUA_TNIL) {
        lua_pop(t->L, 1);
        ing_charge(t->L, 1);
        count++;
    }
    lua_pop(t->L, 1);
    return count;
}

static void refuse_key(tree *t, size_t items, lua_Integer stray)
{
    if (stray != 0)
        ing_program_raise(
            t->L, t->program, "E105", "a list has an item %" PRId64 " but no item %zu (it is nil)",
            "列表有第 %" PRId64 " 项，却没有第 %zu 项（为 nil）", (int64_t)stray, items + 1);
    ing_program_raise(t->L, t->program, "E105",
                      "a table has a key that is neither a text nor a whole number",
                      "表的键既不是文本也不是整数");
}

/* Looks at every key; the order of Lua's own table must not choose the message. */
static extent measure(tree *t, int index)
{
    extent out = { count_items(t, index), 0 };
    lua_Integer stray = 0;
    bool is_odd = false;
    lua_pushnil(t->L);
    while (lua_next(t->L, index) != 0) {
        lua_pop(t->L, 1);
        ing_charge(t->L, 1);
        if (lua_type(t->L, -1) == LUA_TSTRING) {
            out.members++;
        } else if (!lua_isinteger(t->L, -1)) {
            is_odd = true;
        } else {
            lua_Integer key = lua_tointeger(t->L, -1);
            bool is_item = key >= 1 && (lua_Unsigned)key <= out.items;
            if (!is_item && (stray == 0 || key < stray))
                stray = key;
            is_odd = is_odd || key == 0;
        }
    }
    if (stray != 0 || is_odd)
        refuse_key(t, out.items, stray);
    return out;
}

static int order_members(const void *a, const void *b)
{
    const ing_syntax_member *left = a, *right = b;
    return ing_text_order(left->name, right->name);
}

/* Names first, sorted; then values in that order, so that nothing follows Lua's order of keys. */
static int32_t read_members(tree *t, int index, ing_syntax_member *members, size_t count)
{
    size_t at = 0;
    lua_pushnil(t->L);
    while (lua_next(t->L, index) != 0) {
        lua_pop(t->L, 1);
        if (lua_type(t->L, -1) != LUA_TSTRING)
            continue;
        ing_text name;
        name.ptr = lua_tolstring(t->L, -1, &name.len);
        members[at].name = name; /* the table holds it */
        at++;
    }
    qsort(members, count, sizeof *members, order_members);
    int32_t height = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t kid_height = 0;
        lua_pushlstring(t->L, members[i].name.ptr, members[i].name.len);
        lua_rawget(t->L, index);
        members[i].name = ing_tree_text(t->L, t->program, members[i].name);
        members[i].value = read_value(t, lua_gettop(t->L), &kid_height);
        lua_pop(t->L, 1);
        height = kid_height > height ? kid_height : height;
    }
    return height;
}

static int32_t read_items(tree *t, int index, const ing_syntax **items, size_t count)
{
    int32_t height = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t kid_height = 0;
        lua_rawgeti(t->L, index, (lua_Integer)i + 1);
        items[i] = read_value(t, lua_gettop(t->L), &kid_height);
        lua_pop(t->L, 1);
        height = kid_height > height ? kid_height : height;
    }
    return height;
}

static const ing_syntax *read_table(tree *t, int index, int32_t *height)
{
    if (t->level >= ING_TREE_DEPTH_MAX)
        ing_program_raise(t->L, t->program, "E105",
                          "tables lie deeper than %d in one another, or one in itself",
                          "表嵌套超过 %d 层，或表包含自身", ING_TREE_DEPTH_MAX);
    luaL_checkstack(t->L, SLOTS_A_LEVEL, "table");
    t->level++;
    const extent size = measure(t, index);
    ing_syntax *syntax = new_constant(t, ING_SYNTAX_TABLE);
    const ing_syntax **items =
        ing_tree_alloc(t->L, t->program, size.items, sizeof(const ing_syntax *));
    ing_syntax_member *members = ing_tree_alloc(t->L, t->program, size.members, sizeof *members);
    int32_t item_height = read_items(t, index, items, size.items);
    int32_t member_height = read_members(t, index, members, size.members);
    syntax->count = size.items;
    syntax->kids = items;
    syntax->member_count = size.members;
    syntax->members = members;
    *height = 1 + (item_height > member_height ? item_height : member_height);
    t->level--;
    return syntax;
}

static const ing_syntax *read_function(tree *t, int index)
{
    if (lua_iscfunction(t->L, index))
        ing_program_raise(t->L, t->program, "E105",
                          "a library function is no value: write function(f) … end",
                          "库函数不能作为值：请写 function(f) … end");
    ing_syntax *syntax = new_constant(t, ING_SYNTAX_FUNCTION);
    lua_Debug ar;
    lua_pushvalue(t->L, index);
    if (lua_getinfo(t->L, ">S", &ar) != 0)
        syntax->line = (int32_t)ar.linedefined;
    syntax->number = ing_program_keep(t->L, t->program, index);
    return syntax;
}

static const ing_syntax *read_node(tree *t, int index, int32_t *height)
{
    ing_node *node = ing_declare_node(t->L, index);
    if (node == NULL)
        ing_program_raise(t->L, t->program, "E105",
                          "a library is no value: name one of its functions",
                          "库不能作为值：请写库中的函数");
    node->is_used = true;
    *height = node->height;
    return &node->syntax;
}

static const ing_syntax *read_value(tree *t, int index, int32_t *height)
{
    *height = 1;
    switch (lua_type(t->L, index)) {
    case LUA_TBOOLEAN: {
        ing_syntax *syntax = new_constant(t, ING_SYNTAX_BOOLEAN);
        syntax->truth = lua_toboolean(t->L, index) != 0;
        return syntax;
    }
    case LUA_TNUMBER:
        return read_number(t, index);
    case LUA_TSTRING:
        return read_text(t, index);
    case LUA_TTABLE:
        return read_table(t, index, height);
    case LUA_TFUNCTION:
        return read_function(t, index);
    case LUA_TUSERDATA:
        return read_node(t, index, height);
    default:
        ing_program_raise(t->L, t->program, "E105",
                          "nil is no value here: a local that was never given one?",
                          "此处的值为 nil：是否有局部变量未赋值？");
        return NULL;
    }
}

const ing_syntax *ing_tree_read(lua_State *L, ing_program *program, int index, int32_t *height)
{
    tree t = { L, program, 0 };
    return read_value(&t, lua_absindex(L, index), height);
}
