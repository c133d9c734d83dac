/* SPDX-License-Identifier: Apache-2.0 */
/* Words while files run: nodes, what can be done to them, and the constructs that declare.
 * Everything that takes a lua_State may raise; nothing is owned across a raise. */
#include "script/program_internal.h"

#include "base/mem.h"

#include <lauxlib.h>

#include <inttypes.h>
#include <stdio.h>

#define PATH_TEXT_MAX 80

/* Registry keys: the addresses. */
static const char node_key;    /* the metatable of nodes */
static const char library_key; /* Lua's table.concat and so on, behind the word `table` */

static const char *const constructs[] = { "party", "role", "case",      "event", "action",
                                          "param", "law",  "fact",      "table", "procedure",
                                          "rule",  "duty", "invariant", "pack",  "drop" };

/* Nodes are made while a file runs only: a function may hold one, but do nothing with it. */
static ing_program *program_of(lua_State *L)
{
    ing_program *program = lua_touserdata(L, lua_upvalueindex(1));
    if (program->running < 0)
        ing_raise(L, "a word was used inside a function: there, only f reads",
                  "函数中用了词语：函数内只能通过 f 读取");
    return program;
}

static bool is_construct(const ing_syntax *syntax)
{
    if (syntax->kind != ING_SYNTAX_NAME)
        return false;
    for (size_t i = 0; i < sizeof constructs / sizeof constructs[0]; i++) {
        if (ing_text_is(syntax->text, constructs[i]))
            return true;
    }
    return false;
}

void ing_declare_try_constructs(ing_nearest *nearest)
{
    for (size_t i = 0; i < sizeof constructs / sizeof constructs[0]; i++)
        ing_nearest_try(nearest, ing_text_of(constructs[i]));
}

bool ing_declare_is_heading(const ing_syntax *syntax)
{
    return syntax->kind == ING_SYNTAX_CALL && syntax->count == 2 && is_construct(syntax->kids[0]);
}

/* --- nodes ------------------------------------------------------------------------------------ */

ing_node *ing_declare_node(lua_State *L, int index)
{
    ing_node **box = lua_touserdata(L, index);
    if (box == NULL || lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index))
        return NULL;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &node_key);
    bool is_node = lua_rawequal(L, -1, -2) != 0;
    lua_pop(L, 2);
    return is_node ? *box : NULL;
}

static ing_node *new_node(lua_State *L, ing_program *program, ing_syntax_kind kind)
{
    ing_node *node = ing_tree_alloc(L, program, 1, sizeof *node);
    node->syntax.kind = kind;
    node->syntax.file = program->running;
    node->syntax.line = ing_program_line(L);
    node->height = 1;
    if (program->last_node != NULL)
        program->last_node->next = node;
    else
        program->first_node = node;
    program->last_node = node;
    return node;
}

static void push_node(lua_State *L, ing_node *node)
{
    ing_node **box = lua_newuserdatauv(L, sizeof(ing_node *), 0);
    *box = node;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &node_key);
    lua_setmetatable(L, -2);
}

static void push_name(lua_State *L, ing_program *program, ing_text name)
{
    ing_node *node = new_node(L, program, ING_SYNTAX_NAME);
    node->syntax.text = ing_tree_text(L, program, name);
    push_node(L, node);
}

static void set_height(lua_State *L, ing_program *program, ing_node *node, int32_t highest_kid)
{
    node->height = highest_kid + 1;
    if (node->height > ING_TREE_HEIGHT_MAX)
        ing_program_raise(L, program, "E100",
                          "an expression lies deeper than %d in itself: use a fact",
                          "表达式嵌套超过 %d 层：请改用 fact", ING_TREE_HEIGHT_MAX);
}

static const ing_syntax **new_kids(lua_State *L, ing_program *program, ing_node *node, size_t count)
{
    const ing_syntax **kids = ing_tree_alloc(L, program, count, sizeof(const ing_syntax *));
    node->syntax.count = count;
    node->syntax.kids = kids;
    return kids;
}

/* kids[0] = `subject`; kids[1…] = the values from stack index `first` up. */
static void push_application(lua_State *L, ing_program *program, ing_node *node, ing_node *subject,
                             int first)
{
    int top = lua_gettop(L);
    int32_t highest = subject->height;
    const ing_syntax **kids = new_kids(L, program, node, (size_t)(top - first) + 2);
    kids[0] = &subject->syntax;
    subject->is_used = true;
    for (int i = first; i <= top; i++) {
        int32_t height = 0;
        kids[i - first + 1] = ing_tree_read(L, program, i, &height);
        highest = height > highest ? height : highest;
    }
    set_height(L, program, node, highest);
    push_node(L, node);
}

/* "case.harm", or "case.x" for what is no path, for messages. */
static void print_path(const ing_syntax *syntax, char out[PATH_TEXT_MAX])
{
    const ing_syntax *base = syntax->kind == ING_SYNTAX_INDEX ? syntax->kids[0] : NULL;
    if (base == NULL || base->kind != ING_SYNTAX_NAME)
        (void)snprintf(out, PATH_TEXT_MAX, "case.x");
    else
        (void)snprintf(out, PATH_TEXT_MAX, "%.*s.%.*s", ING_TEXT_ARG(base->text),
                       ING_TEXT_ARG(syntax->text));
}

/* --- what can be done to a node --------------------------------------------------------------- */

static int on_index(lua_State *L)
{
    ing_program *program = program_of(L);
    ing_node *base = ing_declare_node(L, 1);
    if (lua_type(L, 2) != LUA_TSTRING)
        return ing_program_raise(
            L, program, "E100",
            "a value that is known only when a case is judged has no items while loading",
            "案件裁断时才知道的值，加载时没有元素可取");
    if (base->syntax.kind == ING_SYNTAX_NAME && ing_text_is(base->syntax.text, "table")) {
        lua_rawgetp(L, LUA_REGISTRYINDEX, &library_key);
        lua_pushvalue(L, 2);
        lua_gettable(L, -2); /* raises when there is no such function */
        return 1;
    }
    ing_text name;
    name.ptr = lua_tolstring(L, 2, &name.len);
    ing_node *node = new_node(L, program, ING_SYNTAX_INDEX);
    node->syntax.text = ing_tree_text(L, program, name);
    new_kids(L, program, node, 1)[0] = &base->syntax;
    base->is_used = true;
    set_height(L, program, node, base->height);
    push_node(L, node);
    return 1;
}

static int refuse_construct(lua_State *L, ing_program *program, ing_text name)
{
    if (ing_text_is(name, "pack"))
        return ing_program_raise(L, program, "E100", "pack has no id: write pack { … }",
                                 "pack 没有标识：请写 pack { … }");
    return ing_program_raise(
        L, program, "E100", "%.*s needs an id and a table: write %.*s \"id\" { … }",
        "%.*s 需要标识和表：请写 %.*s \"标识\" { … }", ING_TEXT_ARG(name), ING_TEXT_ARG(name));
}

/* The table at stack index 2 as the body of a declaration. */
static int declare(lua_State *L, ing_program *program, ing_text construct, ing_text id,
                   int32_t line)
{
    int32_t height = 0;
    ing_declaration made = { construct, id, NULL, program->running, line };
    made.body = ing_tree_read(L, program, 2, &height);
    if (program->declaration_count == program->declaration_cap) {
        size_t cap = program->declaration_cap * 2 + 64;
        ing_charge(L, cap * sizeof made);
        ing_declaration *grown = ing_mem_resize(program->declarations, cap, sizeof made);
        if (grown == NULL)
            return ing_raise_nomem(L);
        program->declarations = grown;
        program->declaration_cap = cap;
    }
    program->declarations[program->declaration_count++] = made;
    return 0;
}

/* rule "id" gives a heading, which the table is given to; pack { … } declares at once. */
static int call_construct(lua_State *L, ing_program *program, ing_node *word)
{
    bool is_pack = ing_text_is(word->syntax.text, "pack");
    int wanted = is_pack ? LUA_TTABLE : LUA_TSTRING;
    if (lua_gettop(L) != 2 || lua_type(L, 2) != wanted)
        return refuse_construct(L, program, word->syntax.text);
    word->is_used = true;
    if (is_pack)
        return declare(L, program, word->syntax.text, ING_TEXT_NONE, ing_program_line(L));
    push_application(L, program, new_node(L, program, ING_SYNTAX_CALL), word, 2);
    return 1;
}

static int call_heading(lua_State *L, ing_program *program, ing_node *heading)
{
    const ing_syntax *word = heading->syntax.kids[0], *id = heading->syntax.kids[1];
    if (lua_gettop(L) != 2 || lua_type(L, 2) != LUA_TTABLE)
        return refuse_construct(L, program, word->text);
    heading->is_used = true;
    return declare(L, program, word->text, id->text, heading->syntax.line);
}

/* A call of x.name whose first argument is that very x was written x:name(…). */
static bool is_method(lua_State *L, const ing_node *callee)
{
    if (callee->syntax.kind != ING_SYNTAX_INDEX || lua_gettop(L) < 2)
        return false;
    const ing_node *first = ing_declare_node(L, 2);
    return first != NULL && &first->syntax == callee->syntax.kids[0];
}

static int on_call(lua_State *L)
{
    ing_program *program = program_of(L);
    ing_node *callee = ing_declare_node(L, 1);
    if (is_construct(&callee->syntax))
        return call_construct(L, program, callee);
    if (ing_declare_is_heading(&callee->syntax))
        return call_heading(L, program, callee);
    if (!is_method(L, callee)) {
        push_application(L, program, new_node(L, program, ING_SYNTAX_CALL), callee, 2);
        return 1;
    }
    ing_node *node = new_node(L, program, ING_SYNTAX_METHOD);
    node->syntax.text = callee->syntax.text;
    callee->is_used = true;
    push_application(L, program, node, ing_declare_node(L, 2), 3);
    return 1;
}

/* --- arithmetic ------------------------------------------------------------------------------- */

static void check_operand(lua_State *L, ing_program *program, int index)
{
    if (lua_isinteger(L, index) || ing_declare_node(L, index) != NULL)
        return;
    if (lua_type(L, index) == LUA_TNUMBER)
        ing_program_raise(L, program, "E105", "a fraction has no exact value: write ratio(3, 100)",
                          "小数没有精确值：请写 ratio(3, 100)");
    ing_program_raise(L, program, "E105",
                      "cannot compute with a %s: + - * take values and whole numbers",
                      "不能用 %s 计算：+ - * 的两边须是值或整数", luaL_typename(L, index));
}

static int arithmetic(lua_State *L, ing_syntax_kind kind)
{
    ing_program *program = program_of(L);
    check_operand(L, program, 1);
    check_operand(L, program, 2);
    ing_node *node = new_node(L, program, kind);
    const ing_syntax **kids = new_kids(L, program, node, 2);
    int32_t left = 0, right = 0;
    kids[0] = ing_tree_read(L, program, 1, &left);
    kids[1] = ing_tree_read(L, program, 2, &right);
    set_height(L, program, node, left > right ? left : right);
    push_node(L, node);
    return 1;
}

static int on_add(lua_State *L)
{
    return arithmetic(L, ING_SYNTAX_ADD);
}

static int on_subtract(lua_State *L)
{
    return arithmetic(L, ING_SYNTAX_SUBTRACT);
}

static int on_multiply(lua_State *L)
{
    return arithmetic(L, ING_SYNTAX_MULTIPLY);
}

/* --- what cannot be done ---------------------------------------------------------------------- */

static int refuse_comparison(lua_State *L, const char *verb)
{
    const ing_node *node = ing_declare_node(L, 1);
    if (node == NULL)
        node = ing_declare_node(L, 2);
    char path[PATH_TEXT_MAX];
    print_path(&node->syntax, path);
    return ing_program_raise(L, program_of(L), "E104",
                             "a comparison was computed while loading; write %s:%s(…)",
                             "比较在加载时就被计算了；请写 %s:%s(…)", path, verb);
}

static int on_less(lua_State *L)
{
    /* 3 < case.x comes here as well, and so does case.x > 3, with its sides changed. */
    return refuse_comparison(L, ing_declare_node(L, 1) != NULL ? "below" : "above");
}

static int on_at_most(lua_State *L)
{
    return refuse_comparison(L, ing_declare_node(L, 1) != NULL ? "upto" : "atleast");
}

static int on_equal(lua_State *L)
{
    return refuse_comparison(L, "is");
}

static int on_concat(lua_State *L)
{
    return ing_program_raise(
        L, program_of(L), "E100",
        "a value that is known only when a case is judged cannot be joined to a text",
        "案件裁断时才知道的值不能与文本拼接");
}

static int on_operator(lua_State *L)
{
    return ing_program_raise(
        L, program_of(L), "E105",
        "this operator does not work on values of a case: + - * and ratio(3, 100) do",
        "该运算符不能用于案件的值：可用 + - * 和 ratio(3, 100)");
}

static int on_write(lua_State *L)
{
    return ing_program_raise(L, program_of(L), "E100", "the values of a case cannot be written",
                             "案件的值不可写");
}

/* --- the mode of words ------------------------------------------------------------------------ */

static int resolve(lua_State *L, const char *name, void *ctx)
{
    push_name(L, ctx, ing_text_of(name));
    return 1;
}

/* These two are library names as well, and so never reach resolve(). */
static void push_front(lua_State *L, ing_program *program)
{
    static const char *const words[] = { "count", "table" };
    lua_createtable(L, 0, 2);
    for (size_t i = 0; i < 2; i++) {
        push_name(L, program, ing_text_of(words[i]));
        lua_setfield(L, -2, words[i]);
    }
}

void ing_declare_begin(lua_State *L, ing_program *program)
{
    ing_script *script = ing_script_of(L);
    program->has_front = true;
    push_front(L, program);
    ing_environment_front(L);
    script->resolve = resolve;
    script->resolve_ctx = program;
}

void ing_declare_end(lua_State *L, ing_program *program)
{
    if (!program->has_front)
        return;
    lua_pushnil(L);
    ing_environment_front(L);
    program->has_front = false;
}

void ing_declare_open(lua_State *L, ing_program *program)
{
    static const luaL_Reg methods[] = { { "__index", on_index },
                                        { "__call", on_call },
                                        { "__add", on_add },
                                        { "__sub", on_subtract },
                                        { "__mul", on_multiply },
                                        { "__lt", on_less },
                                        { "__le", on_at_most },
                                        { "__eq", on_equal },
                                        { "__concat", on_concat },
                                        { "__newindex", on_write },
                                        { "__unm", on_operator },
                                        { "__div", on_operator },
                                        { "__mod", on_operator },
                                        { "__idiv", on_operator },
                                        { "__pow", on_operator },
                                        { "__len", on_operator },
                                        { "__band", on_operator },
                                        { "__bor", on_operator },
                                        { "__bxor", on_operator },
                                        { "__bnot", on_operator },
                                        { "__shl", on_operator },
                                        { "__shr", on_operator },
                                        { NULL, NULL } };
    lua_newtable(L);
    lua_pushlightuserdata(L, program);
    luaL_setfuncs(L, methods, 1);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushliteral(L, "value of a case"); /* what Lua's own messages call a node */
    lua_setfield(L, -2, "__name");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &node_key);
    ing_push_environment(L);
    lua_getfield(L, -1, "table");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &library_key);
    lua_pop(L, 1);
}
