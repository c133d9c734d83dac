/* SPDX-License-Identifier: Apache-2.0 */
/* The environment: an allow-list of names behind read-only proxies. What is not listed does not
 * exist; reading or writing it raises. The proxies are empty userdata, so that nothing can be
 * written into them even by functions that ignore metatables. */
#include "script/internal.h"

#include <lauxlib.h>
#include <lualib.h>

/* Registry keys: the addresses. */
static const char environment_key = 0;
static const char names_key = 0;

/* Lua's own, taken from its libraries. */
static const char *const lua_base[] = { "assert", "error", "ipairs", "type", NULL };
static const char *const lua_math[] = { "abs", "ceil",      "floor", "fmod", "max",
                                        "min", "tointeger", "type",  "ult",  NULL };

/* Names of Lua's own libraries that are not part of the language: no words either. */
static const char *const refused[] = {
    "_G",       "_VERSION",     "bit32",  "collectgarbage", "coroutine", "debug",        "dofile",
    "getfenv",  "getmetatable", "io",     "load",           "loadfile",  "loadstring",   "module",
    "newproxy", "next",         "os",     "package",        "pcall",     "print",        "rawequal",
    "rawget",   "rawlen",       "rawset", "require",        "setfenv",   "setmetatable", "unpack",
    "warn",     "xpcall",       NULL
};

/* --- proxies -----------------------------------------------------------------------------------
 */

static const char *key_text(lua_State *L, int index)
{
    return lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : luaL_typename(L, index);
}

static int on_missing(lua_State *L)
{
    return ing_raise(L, "%s has no function '%s'", "%s 中没有函数“%s”",
                     lua_tostring(L, lua_upvalueindex(1)), key_text(L, 2));
}

static int on_write(lua_State *L)
{
    return ing_raise(L, "%s is read-only: cannot write '%s'", "%s 只读：不能写入“%s”",
                     lua_tostring(L, lua_upvalueindex(1)), key_text(L, 2));
}

static void close_metatable(lua_State *L)
{
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
}

/* The table on top reads names that it lacks through `missing`. */
static void set_missing(lua_State *L, const char *title, lua_CFunction missing)
{
    lua_createtable(L, 0, 2);
    lua_pushstring(L, title);
    lua_pushcclosure(L, missing, 1);
    lua_setfield(L, -2, "__index");
    close_metatable(L);
    lua_setmetatable(L, -2);
}

/* As ing_push_proxy(), for a table that has its own way with missing names. */
static void push_shell(lua_State *L, const char *title, lua_CFunction call)
{
    lua_newuserdatauv(L, 1, 0);
    lua_createtable(L, 0, 4);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushstring(L, title);
    lua_pushcclosure(L, on_write, 1);
    lua_setfield(L, -2, "__newindex");
    if (call != NULL) {
        lua_pushcfunction(L, call);
        lua_setfield(L, -2, "__call");
    }
    close_metatable(L);
    lua_setmetatable(L, -2);
    lua_remove(L, -2);
}

void ing_push_proxy(lua_State *L, const char *title, lua_CFunction call)
{
    set_missing(L, title, on_missing);
    push_shell(L, title, call);
}

/* --- the environment ---------------------------------------------------------------------------
 */

static int on_unknown_name(lua_State *L)
{
    ing_script *script = ing_script_of(L);
    const char *name = key_text(L, 2);

    for (size_t i = 0; refused[i] != NULL; i++) {
        if (strcmp(name, refused[i]) == 0)
            return ing_raise(L, "'%s' is not part of the language", "语言中没有“%s”", name);
    }
    if (script->resolve != NULL && lua_type(L, 2) == LUA_TSTRING) {
        lua_settop(L, 2);
        if (script->resolve(L, name, script->resolve_ctx) != 0)
            return 1;
    }
    return ing_raise(L, "unknown name '%s'", "未知名称“%s”", name);
}

static int on_global_write(lua_State *L)
{
    return ing_raise(L, "cannot write the global name '%s': use a local variable",
                     "不能写入全局名称“%s”：请用局部变量", key_text(L, 2));
}

void ing_push_environment(lua_State *L)
{
    lua_rawgetp(L, LUA_REGISTRYINDEX, &environment_key);
}

void ing_environment_front(lua_State *L)
{
    ing_push_environment(L);
    lua_getmetatable(L, -1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &names_key); /* front, environment, its metatable, names */
    if (lua_type(L, -4) == LUA_TTABLE) {
        lua_createtable(L, 0, 2);
        lua_insert(L, -2);
        lua_setfield(L, -2, "__index");
        close_metatable(L);
        lua_setmetatable(L, -4);
        lua_pushvalue(L, -3);
    }
    lua_setfield(L, -2, "__index");
    lua_pop(L, 3);
}

/* --- building ----------------------------------------------------------------------------------
 */

/* Numbers may be written as texts for Lua's own functions; the longest text takes 50 µs to read. */
static int guarded(lua_State *L)
{
    int last = (int)lua_tointeger(L, lua_upvalueindex(2));
    int top = lua_gettop(L);

    ing_charge(L, (size_t)top);
    for (int arg = 1; arg <= top && arg <= last; arg++) {
        if (ing_is_long_text(L, arg))
            return luaL_typeerror(L, arg, "number");
    }
    return lua_tocfunction(L, lua_upvalueindex(1))(L);
}

/* Replaces the function on top; its first `arguments` arguments are numbers. */
static void guard(lua_State *L, int arguments)
{
    lua_pushinteger(L, arguments);
    lua_pushcclosure(L, guarded, 2);
}

static void push_entries(lua_State *L, const ing_library_entry *entries)
{
    lua_newtable(L);
    for (; entries->name != NULL; entries++) {
        lua_pushcfunction(L, entries->function);
        lua_setfield(L, -2, entries->name);
    }
}

/* Into the table below, as the field `title`. */
static void add_proxy(lua_State *L, const char *title)
{
    ing_push_proxy(L, title, NULL);
    lua_setfield(L, -2, title);
}

/* Lua's library, opened into a table of its own; names are at `names`. */
static void add_math(lua_State *L, int names)
{
    int scratch;

    lua_pushcfunction(L, luaopen_math);
    lua_call(L, 0, 1);
    scratch = lua_gettop(L);
    lua_newtable(L);
    for (size_t i = 0; lua_math[i] != NULL; i++) {
        lua_getfield(L, scratch, lua_math[i]);
        guard(L, ING_ARGUMENTS_MAX * 2);
        lua_setfield(L, -2, lua_math[i]);
    }
    lua_getfield(L, scratch, "maxinteger");
    lua_setfield(L, -2, "maxinteger");
    lua_getfield(L, scratch, "mininteger");
    lua_setfield(L, -2, "mininteger");
    ing_push_proxy(L, "math", NULL);
    lua_setfield(L, names, "math");
    lua_settop(L, names);
}

/* Lua's base library goes into the table of globals, which nobody sees afterwards. */
static void add_base(lua_State *L, int names)
{
    lua_pushcfunction(L, luaopen_base);
    lua_call(L, 0, 1);
    for (size_t i = 0; lua_base[i] != NULL; i++) {
        lua_getfield(L, -1, lua_base[i]);
        lua_setfield(L, names, lua_base[i]);
    }
    lua_getfield(L, -1, "select");
    guard(L, 1);
    lua_setfield(L, names, "select");
    lua_settop(L, names);
    for (const ing_library_entry *entry = ing_library_base; entry->name != NULL; entry++) {
        lua_pushcfunction(L, entry->function);
        lua_setfield(L, names, entry->name);
    }
}

/* Otherwise ("x"):rep would be Lua's own, and "10" + 5 would be an error. */
static void set_string_metatable(lua_State *L, int names)
{
    lua_pushliteral(L, "");
    push_entries(L, ing_library_string_operators);
    lua_getfield(L, names, "string");
    lua_setfield(L, -2, "__index");
    close_metatable(L);
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}

void ing_library_install(lua_State *L)
{
    int names;

    lua_newtable(L);
    names = lua_gettop(L);
    add_base(L, names);
    add_math(L, names);
    push_entries(L, ing_library_string);
    add_proxy(L, "string");
    push_entries(L, ing_library_table);
    add_proxy(L, "table");
    push_entries(L, ing_library_utf8);
    add_proxy(L, "utf8");
    set_string_metatable(L, names);
    set_missing(L, "", on_unknown_name);
    lua_pushvalue(L, names);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &names_key);
    push_shell(L, "", NULL);
    lua_getmetatable(L, -1);
    lua_pushcfunction(L, on_global_write);
    lua_setfield(L, -2, "__newindex");
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS); /* every chunk's first upvalue */
    lua_rawsetp(L, LUA_REGISTRYINDEX, &environment_key);
}
