/* SPDX-License-Identifier: Apache-2.0 */
/* Functions that facts hold: kept while files run, called later with `f`, through which they read.
 *
 * `f` and the beginnings of its paths are userdata that live for one call. What the host answers is
 * remembered in them, so that a loop does not ask twice. */
#include "script/program_internal.h"

#include <lauxlib.h>

#define PATH_LENGTH_MAX 16
#define SLOTS_OUTSIDE   8 /* Lua slots that are needed outside the protected call */

static const char functions_key; /* registry: handle → function, -handle → what it holds */
static const char path_key;      /* registry: the metatable of `f` and its paths */
static const char unknown_key;   /* its address stands for a remembered nil */

/* User values of a path. */
enum { PATH_ANSWERS = 1, PATH_PARENT, PATH_NAME, PATH_VALUES = PATH_NAME };

/* One call. It lives in the C frame of ing_program_call(). */
typedef struct call {
    ing_program *program;
    const ing_function_host *host;
    ing_arena *arena;
    int64_t function;
    const ing_json *out;
    bool is_host_failure; /* a callback failed: with this, which comes out as it is */
    libing_error failure;
} call;

typedef struct path {
    call *owner;
    uint32_t generation; /* of the evaluation that made it */
} path;

/* --- keeping ---------------------------------------------------------------------------------- */

int64_t ing_program_keep(lua_State *L, ing_program *program, int index)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    lua_pushvalue(L, index);
    lua_rawseti(L, -2, (lua_Integer)program->function_count + 1);
    lua_pop(L, 1);
    return ++program->function_count;
}

void ing_program_snapshot(lua_State *L, const ing_program *program, int64_t kept)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    for (lua_Integer handle = kept + 1; handle <= program->function_count; handle++) {
        lua_rawgeti(L, -1, handle);
        ing_function_snapshot(L, lua_gettop(L));
        lua_rawseti(L, -3, -handle);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* --- f ---------------------------------------------------------------------------------------- */

static call *owner_of(lua_State *L, int index)
{
    const path *self = lua_touserdata(L, index);
    if (self->generation != ing_script_of(L)->run.generation)
        ing_raise(L, "f belongs to another call", "f 属于另一次调用");
    return self->owner;
}

static void push_path(lua_State *L, call *owner)
{
    path *self = lua_newuserdatauv(L, sizeof *self, PATH_VALUES);
    self->owner = owner;
    self->generation = ing_script_of(L)->run.generation;
    lua_newtable(L);
    lua_setiuservalue(L, -2, PATH_ANSWERS);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &path_key);
    lua_setmetatable(L, -2);
}

/* What the host answered: a value, or a failure that comes out of the call as it is. */
static void push_answer(lua_State *L, call *owner, libing_status status, const ing_json *value)
{
    if (status != LIBING_OK) {
        owner->is_host_failure = true;
        owner->failure.code = status;
        ing_raise_error(L, &owner->failure);
    }
    ing_value_push(L, value, false);
}

/* Keeps the value on top under the key at `key` in the answers of `index`; nil as a mark. */
static void remember(lua_State *L, int index, int key)
{
    lua_getiuservalue(L, index, PATH_ANSWERS);
    lua_pushvalue(L, key);
    if (lua_isnil(L, -3))
        lua_pushlightuserdata(L, (void *)&unknown_key);
    else
        lua_pushvalue(L, -3);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

/* Pushes what is remembered; false (and nothing pushed) when nothing is. */
static bool recall(lua_State *L, int index, int key)
{
    lua_getiuservalue(L, index, PATH_ANSWERS);
    lua_pushvalue(L, key);
    lua_rawget(L, -2);
    lua_remove(L, -2);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        return false;
    }
    if (lua_touserdata(L, -1) == &unknown_key) {
        lua_pop(L, 1);
        lua_pushnil(L);
    }
    return true;
}

static ing_text text_at(lua_State *L, int index)
{
    ing_text out;
    out.ptr = lua_tolstring(L, index, &out.len);
    return out;
}

/* The names from f to the path at 1, then the key at 2. The path's user values hold the texts. */
static size_t spell(lua_State *L, ing_text out[PATH_LENGTH_MAX])
{
    ing_text reversed[PATH_LENGTH_MAX];
    size_t count = 0;
    reversed[count++] = text_at(L, 2);
    lua_pushvalue(L, 1);
    while (lua_getiuservalue(L, -1, PATH_NAME) == LUA_TSTRING) {
        if (count == PATH_LENGTH_MAX)
            ing_raise(L, "a path of f has more than %d names", "f 的路径超过 %d 个名称",
                      PATH_LENGTH_MAX);
        reversed[count++] = text_at(L, -1);
        lua_pop(L, 1);
        lua_getiuservalue(L, -1, PATH_PARENT);
        lua_remove(L, -2);
    }
    lua_pop(L, 2);
    for (size_t i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    return count;
}

static void push_longer(lua_State *L, call *owner)
{
    push_path(L, owner);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, PATH_PARENT);
    lua_pushvalue(L, 2);
    lua_setiuservalue(L, -2, PATH_NAME);
}

static bool is_root(lua_State *L, int index)
{
    bool is_named = lua_getiuservalue(L, index, PATH_NAME) == LUA_TSTRING;
    lua_pop(L, 1);
    return !is_named;
}

static int on_list(lua_State *L)
{
    static const char *const scopes[] = { "", "party", "store", NULL };
    call *owner = owner_of(L, lua_upvalueindex(1));
    const ing_text word = ing_arg_text(L, 1);
    const char *scope = lua_isnoneornil(L, 2) ? "" : ing_arg_text(L, 2).ptr;
    size_t known = 1;
    while (*scope != '\0' && scopes[known] != NULL && strcmp(scope, scopes[known]) != 0)
        known++;
    if (scopes[known] == NULL)
        ing_raise(L, "f.list: the scope is \"party\" or \"store\", not \"%s\"",
                  "f.list：范围是 \"party\" 或 \"store\"，不是 \"%s\"", scope);
    lua_settop(L, 2);
    lua_pushfstring(L, "%s:", scope);
    lua_pushvalue(L, 1);
    lua_concat(L, 2); /* at 3; a name of a path has no ':' in front, so the two never meet */
    if (recall(L, lua_upvalueindex(1), 3))
        return 1;
    const ing_json *value = NULL;
    libing_status status = owner->host->list(owner->host->ctx, word,
                                             *scope == '\0' ? ING_TEXT_NONE : ing_text_of(scope),
                                             owner->arena, &value, &owner->failure);
    push_answer(L, owner, status, value);
    remember(L, lua_upvalueindex(1), 3);
    return 1;
}

static int on_path_index(lua_State *L)
{
    call *owner = owner_of(L, 1);
    if (lua_type(L, 2) != LUA_TSTRING)
        return ing_raise(L, "f has names only: f.ev.household", "f 只有名称可取：f.ev.household");
    if (recall(L, 1, 2))
        return 1;
    if (is_root(L, 1) && ing_text_is(text_at(L, 2), "list")) {
        lua_pushvalue(L, 1);
        lua_pushcclosure(L, on_list, 1);
        return 1;
    }
    ing_text names[PATH_LENGTH_MAX];
    const size_t count = spell(L, names);
    const ing_json *value = NULL;
    ing_charge(L, count);
    libing_status status =
        owner->host->read(owner->host->ctx, names, count, owner->arena, &value, &owner->failure);
    if (status == LIBING_DONE)
        push_longer(L, owner);
    else
        push_answer(L, owner, status, value);
    remember(L, 1, 2);
    return 1;
}

static int on_path_write(lua_State *L)
{
    return ing_raise(L, "f is read-only", "f 是只读的");
}

void ing_call_open(lua_State *L)
{
    static const luaL_Reg methods[] = { { "__index", on_path_index },
                                        { "__newindex", on_path_write },
                                        { NULL, NULL } };
    lua_newtable(L);
    luaL_setfuncs(L, methods, 0);
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pushliteral(L, "beginning of a path"); /* what Lua's own messages call it */
    lua_setfield(L, -2, "__name");
    lua_rawsetp(L, LUA_REGISTRYINDEX, &path_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
}

/* --- calling ---------------------------------------------------------------------------------- */

static void call_function(lua_State *L, void *ctx)
{
    call *now = ctx;
    ing_declare_end(L, now->program);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    lua_rawgeti(L, -1, (lua_Integer)now->function);
    push_path(L, now);
    lua_call(L, 1, 1);
    now->out = ing_value_take(L, lua_gettop(L), now->arena, ING_VALUE_RECORDS | ING_VALUE_JSON);
}

/* Where the function begins, for what has no line of its own. Never raises. */
static void place_at_function(lua_State *L, const call *now, libing_error *err)
{
    lua_Debug ar;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    lua_rawgeti(L, -1, (lua_Integer)now->function);
    if (lua_getinfo(L, ">S", &ar) != 0 && ar.linedefined > 0)
        ing_error_place(err, ing_text_of(ar.short_src), ar.linedefined, 0);
    lua_pop(L, 1);
}

/* Puts back what the function holds from outside; true when it had changed nothing. Never raises.
 */
static bool restore(lua_State *L, const call *now)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    lua_rawgeti(L, -1, -(lua_Integer)now->function);
    bool is_same = ing_function_restore(L, lua_gettop(L));
    lua_pop(L, 2);
    return is_same;
}

/* Is it there, and did its file run to the end. Never raises. */
static bool is_callable(lua_State *L, int64_t function)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    bool has_snapshot = function >= 1 && lua_rawgeti(L, -1, -(lua_Integer)function) == LUA_TTABLE;
    lua_settop(L, function >= 1 ? -3 : -2);
    return has_snapshot;
}

libing_status ing_program_call(ing_program *program, int64_t function,
                               const ing_function_host *host, const ing_program_limits *limits,
                               ing_arena *arena, const ing_json **out, libing_error *err)
{
    ing_script *script = program->script;
    call now = { program, host, arena, function, NULL, false, LIBING_ERROR_INIT };
    *out = NULL;
    if (!lua_checkstack(script->L, SLOTS_OUTSIDE))
        return ing_fail_nomem(err);
    if (!is_callable(script->L, function))
        return ing_fail(err, LIBING_ERR_INVALID, "program.function", "there is no function %lld",
                        "没有函数 %lld", (long long)function);
    if (script->depth == 0 && !program->is_settled) {
        ing_script_settle(script);
        program->is_settled = true;
    }
    ing_error_language(&now.failure, err != NULL ? err->language : "en");
    script->is_chinese = strncmp(now.failure.language, "zh", 2) == 0;
    libing_status status =
        ing_script_run(script, limits, LIBING_ERR_RULE, call_function, &now, NULL, err);
    bool is_same = restore(script->L, &now);
    if (status == LIBING_OK && !is_same)
        status =
            ing_fail(err, LIBING_ERR_RULE, "script.state",
                     "the function changed a variable outside itself", "函数改动了函数之外的变量");
    if (status == LIBING_OK)
        *out = now.out;
    else if (now.is_host_failure && err != NULL && status == now.failure.code)
        *err = now.failure;
    else if (err != NULL && err->line == 0)
        place_at_function(script->L, &now, err);
    return status;
}
