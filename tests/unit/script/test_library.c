/* SPDX-License-Identifier: Apache-2.0 */
/* The functions of the language: what they give, what they refuse, and that there are no others. */
#include "script/internal.h"
#include "script_run.h"

#include <lauxlib.h>
#include <stdio.h>

/* --- what can be reached ------------------------------------------------------------------------
 */

static const char *const names[] = {
    "assert",          "count",          "error",           "ipairs",         "math",
    "math.abs",        "math.ceil",      "math.floor",      "math.fmod",      "math.max",
    "math.maxinteger", "math.min",       "math.mininteger", "math.tointeger", "math.type",
    "math.ult",        "pairs",          "sample",          "select",         "string",
    "string.byte",     "string.char",    "string.find",     "string.format",  "string.len",
    "string.lower",    "string.rep",     "string.reverse",  "string.sub",     "string.upper",
    "table",           "table.concat",   "table.insert",    "table.remove",   "table.sort",
    "table.unpack",    "tonumber",       "tostring",        "type",           "utf8",
    "utf8.char",       "utf8.codepoint", "utf8.len"
};

static const char *const metatable_names[] = { "__add", "__div", "__idiv", "__index", "__metatable",
                                               "__mod", "__mul", "__sub",  "__unm" };

typedef struct walk {
    ing_buf found; /* one name a line, sorted by the caller's list */
    size_t count;
} walk;

static bool is_listed(const char *const *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i], name) == 0)
            return true;
    }
    return false;
}

/* A library closure holds at most Lua's own C function and an integer. */
static void check_function(lua_State *L, int index, const char *name)
{
    assert_true(lua_iscfunction(L, index));
    for (int i = 1; lua_getupvalue(L, index, i) != NULL; i++) {
        bool plain = lua_type(L, -1) == LUA_TNUMBER || lua_iscfunction(L, -1);
        if (!plain)
            print_error("%s holds a %s\n", name, luaL_typename(L, -1));
        assert_true(plain);
        assert_null(lua_getupvalue(L, -1, 1));
        lua_pop(L, 1);
    }
}

/* Push the table that the proxy at `index` reads; check that the proxy is one. */
static void push_hidden(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    assert_int_equal(LUA_TUSERDATA, lua_type(L, index));
    assert_int_equal(1, lua_getmetatable(L, index));
    assert_int_equal(LUA_TBOOLEAN, lua_getfield(L, -1, "__metatable"));
    assert_int_equal(LUA_TFUNCTION, lua_getfield(L, -2, "__newindex"));
    assert_int_equal(LUA_TTABLE, lua_getfield(L, -3, "__index"));
    lua_replace(L, -4);
    lua_pop(L, 2);
    assert_int_equal(1, lua_getmetatable(L, -1));
    assert_int_equal(LUA_TFUNCTION, lua_getfield(L, -1, "__index"));
    lua_pop(L, 2);
}

static void walk_names(lua_State *L, const char *prefix, size_t *count)
{
    int hidden = lua_gettop(L);
    char name[64];

    lua_pushnil(L);
    while (lua_next(L, hidden) != 0) {
        assert_int_equal(LUA_TSTRING, lua_type(L, -2));
        (void)snprintf(name, sizeof name, "%s%s", prefix, lua_tostring(L, -2));
        if (!is_listed(names, sizeof names / sizeof *names, name))
            fail_msg("reachable and not listed: %s", name);
        (*count)++;
        if (lua_type(L, -1) == LUA_TFUNCTION) {
            check_function(L, -1, name);
        } else if (lua_type(L, -1) == LUA_TUSERDATA) {
            push_hidden(L, -1);
            (void)snprintf(name, sizeof name, "%s.", lua_tostring(L, -3));
            walk_names(L, name, count);
            lua_pop(L, 1);
        } else {
            assert_int_equal(LUA_TNUMBER, lua_type(L, -1));
        }
        lua_pop(L, 1);
    }
}

static void walk_everything(lua_State *L, void *ctx)
{
    size_t count = 0;

    (void)ctx;
    ing_push_environment(L);
    push_hidden(L, -1);
    walk_names(L, "", &count);
    assert_int_equal(sizeof names / sizeof *names, count);
    lua_settop(L, 0);
    lua_rawgeti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    ing_push_environment(L);
    assert_true(lua_rawequal(L, 1, 2));
    lua_settop(L, 0);
    lua_pushliteral(L, "");
    assert_int_equal(1, lua_getmetatable(L, 1));
    for (lua_pushnil(L); lua_next(L, 2) != 0; lua_pop(L, 1)) {
        assert_true(is_listed(metatable_names, sizeof metatable_names / sizeof *metatable_names,
                              lua_tostring(L, 3)));
        if (lua_type(L, 4) == LUA_TFUNCTION)
            check_function(L, 4, lua_tostring(L, 3));
    }
    for (int type = LUA_TNIL; type < LUA_NUMTYPES; type++) {
        lua_settop(L, 0);
        if (type == LUA_TNIL)
            lua_pushnil(L);
        else if (type == LUA_TBOOLEAN)
            lua_pushboolean(L, 1);
        else if (type == LUA_TNUMBER)
            lua_pushinteger(L, 1);
        else if (type == LUA_TFUNCTION)
            lua_pushcfunction(L, ing_pairs);
        else if (type == LUA_TTHREAD)
            lua_pushthread(L);
        else
            continue;
        assert_int_equal(0, lua_getmetatable(L, 1));
    }
    lua_pushnil(L);
    assert_int_equal(LUA_TNIL, lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE));
}

static void environment__reaches_the_listed_names_and_no_other(void **state)
{
    script_fixture *fixture = *state;
    ing_program_limits limits = ING_LOAD_LIMITS;

    assert_int_equal(LIBING_OK, ing_script_run(fixture->script, &limits, LIBING_ERR_RULE,
                                               walk_everything, NULL, NULL, &fixture->err));
}

static void unlisted_names__are_errors_to_read_and_to_write(void **state)
{
    script_expect(*state, "blocked: unknown name 'nothing'", "return nothing");
    script_expect(*state, "blocked: 'os' is not part of the language", "return os");
    script_expect(*state, "blocked: string has no function 'gsub'", "return string.gsub");
    script_expect(*state, "blocked: string has no function 'nothing'", "return ('x').nothing");
    script_expect(*state, "blocked: math has no function 'number'", "return math[1]");
    script_expect(*state, "blocked: cannot write the global name 'x': use a local variable",
                  "x = 1");
    script_expect(*state, "blocked: cannot write the global name 'pairs': use a local variable",
                  "pairs = nil");
    script_expect(*state, "blocked: math is read-only: cannot write 'abs'", "math.abs = nil");
    script_expect(*state, "\"userdata\"", "return type(math)");
}

/* --- base ---------------------------------------------------------------------------------------
 */

static void count__stops_before_the_first_nil(void **state)
{
    script_expect(
        *state, "[0,3,1,2]",
        "return { count {}, count { 1, 2, 3 }, count { 1, nil, 3 }, count { 1, 2, x = 3 } }");
    script_expect(*state, "1000", "local t = {} for i = 1, 1000 do t[i] = i end return count(t)");
    script_expect(*state, "blocked: bad argument #1 to 'count' (table expected, got string)",
                  "return count 'abc'");
}

static void tostring__shows_values_and_refuses_addresses(void **state)
{
    script_expect(*state, "\"nil|true|1|x|1.5|1.0|0.1|1e+300|-0.0|0.30000000000000004\"",
                  "return tostring(nil) .. '|' .. tostring(true) .. '|' .. tostring(1) .. '|' .. "
                  "tostring 'x' .. '|' .. "
                  "tostring(1.5) .. '|' .. tostring(1.0) .. '|' .. tostring(0.1) .. '|' .. "
                  "tostring(1e300) .. '|' .. "
                  "tostring(-0.0) .. '|' .. tostring(0.1 + 0.2)");
    script_expect(*state, "blocked: tostring() of a function", "return tostring(pairs)");
    script_expect(*state, "blocked: tostring() of a userdata", "return tostring(math)");
}

static void tonumber__reads_what_lua_reads(void **state)
{
    script_expect(*state, "\"10|255|16.0|nil|nil|nil|nil|35|-5|nil|nil\"",
                  "local function n(...) return tostring(tonumber(...)) end\n"
                  "return n '10' .. '|' .. n ' 0xff ' .. '|' .. n '0x1p4' .. '|' .. n '' .. '|' .. "
                  "n '1 2' .. '|' .. "
                  "n 'inf' .. '|' .. n {} .. '|' .. n('z', 36) .. '|' .. n(' -101 ', 2) .. '|' .. "
                  "n('9', 8) .. '|' .. "
                  "n('1\\0')");
    script_expect(*state, "blocked: bad argument #2 to 'tonumber' (base out of range)",
                  "return tonumber('1', 99)");
}

static void pairs__goes_by_numbers_texts_booleans(void **state)
{
    script_expect(*state, "\"-1 0.5 1 2 A a b false true \"",
                  "local s = '' for k in pairs { b = 1, a = 1, A = 1, [true] = 1, [false] = 1, "
                  "[0.5] = 1, [-1] = 1, 1, 1 } do "
                  "s = s .. tostring(k) .. ' ' end return s");
    script_expect(*state, "\"-inf -9.223372036854778e+18 9223372036854775807 inf \"",
                  "local s = '' for k in pairs { [1/0] = 1, [-1/0] = 1, [math.maxinteger] = 1, "
                  "[math.mininteger * 1.0 - 1025] = 1 } "
                  "do s = s .. tostring(k) .. ' ' end return s");
    script_expect(*state, "blocked: pairs() of a table that has a function as a key",
                  "for k in pairs { [pairs] = 1 } do end");
}

static void pairs__skips_what_is_removed_and_ignores_what_is_added(void **state)
{
    script_expect(*state, "\"ac\"",
                  "local t, s = { a = 1, b = 1, c = 1 }, '' for k in pairs(t) do t.b = nil t.d = 1 "
                  "s = s .. k end return s");
    script_expect(*state, "[1,3]",
                  "local t, r = { 1, 2, 3 }, {} for k in pairs(t) do r[count(r) + 1] = k t[2] = "
                  "nil end return r");
}

static void pairs__of_a_thousand_keys_is_sorted(void **state)
{
    script_expect(
        *state, "true",
        "local t, last = {}, -1 for i = 1, 1000 do t[(i * 7919) % 1009] = i end\n"
        "for k in pairs(t) do if k <= last then return false end last = k end return true");
}

static void sample__takes_the_least_hashes(void **state)
{
    script_expect(*state, "[\"d\",\"a\",\"c\"]",
                  "return sample('2024-Q1', { 'a', 'b', 'c', 'd' }, 3)");
    script_expect(*state, "[\"d\",\"a\",\"c\",\"b\"]",
                  "return sample('2024-Q1', { 'd', 'b', 'c', 'a' }, 9)");
    script_expect(*state, "[]", "return sample('s', { 'a' }, 0)");
    script_expect(*state, "blocked: sample() of a list that has 'a' twice",
                  "return sample('s', { 'a', 'b', 'a' }, 1)");
    script_expect(*state, "blocked: sample() needs a list of texts; element 1 is a number",
                  "return sample('s', { 1 }, 1)");
}

static void select__counts_and_picks(void **state)
{
    script_expect(*state, "[3,2,3]", "return { select('#', 1, 2, 3), select(2, 1, 2, 3) }");
    script_expect(*state, "[\"b\"]", "return { (select(-1, 'a', 'b')) }");
}

/* --- string -------------------------------------------------------------------------------------
 */

static void string__cuts_and_turns_as_lua_does(void **state)
{
    script_expect(*state, "\"bc|c|abc||bc||cba|ABC\xc3\xa9|abc\"",
                  "local s = 'abc' return s:sub(2) .. '|' .. s:sub(-1) .. '|' .. s:sub(-9, 9) .. "
                  "'|' .. s:sub(3, 2) .. '|' .. "
                  "s:sub(2, 3) .. '|' .. s:sub(5) .. '|' .. s:reverse() .. '|' .. "
                  "('abc\\u{e9}'):upper() .. '|' .. ('ABC'):lower()");
    script_expect(*state, "[97,98,99]", "return { ('abc'):byte(1, -1) }");
    script_expect(*state, "[0,99]", "return { select('#', ('abc'):byte(0)), ('abc'):byte(-1) }");
    script_expect(*state, "\"a,a,a||xx\"",
                  "return ('a'):rep(3, ',') .. '|' .. ('a'):rep(-1) .. '|' .. ('x'):rep(2)");
    script_expect(*state, "\"AB\"", "return string.char(65, 66)");
    script_expect(*state, "blocked: bad argument #1 to 'char' (value out of range)",
                  "return string.char(256)");
    script_expect(*state, "\"3.5|7\"", "return string.rep(3.5, 1) .. '|' .. string.len(1234567)");
}

static void find__takes_plain_text_only(void **state)
{
    script_expect(*state, "[2,3]", "return { ('a.b.'):find('.b', 1, true) }");
    script_expect(*state, "[1,0]", "return { ('abc'):find('', 1, true) }");
    script_expect(*state, "[4,3]", "return { ('abc'):find('', 4, true) }");
    script_expect(*state, "nil", "return ('abc'):find('', 5, true)");
    script_expect(*state, "nil", "return ('abc'):find('abcd', 1, true)");
    script_expect(*state, "3", "return (('abab'):find('ab', -2, true))");
    script_expect(*state, "blocked: find() has no patterns: write find(text, what, init, true)",
                  "return ('a'):find('a')");
    script_expect(*state, "blocked: find() has no patterns: write find(text, what, init, true)",
                  "return ('a'):find('a', 1, 1)");
}

static void format__knows_eight_conversions(void **state)
{
    script_expect(
        *state, "\"[   42|42   |00042|+42|-0042|002a|2A|0x2a]\"",
        "return ('[%5d|%-5d|%05d|%+d|%05d|%.4x|%X|%#x]'):format(42, 42, 42, 42, -42, 42, 42, 42)");
    script_expect(
        *state, "\"[ab|  ab|ab  |a|%|nil|true|1.5]\"",
        "return ('[%s|%4s|%-4s|%.1s|%%|%s|%s|%s]'):format('ab', 'ab', 'ab', 'ab', nil, true, 1.5)");
    script_expect(*state, "\"[1.50|1.500000e+00|1.5|  nan|-inf|-001.50]\"",
                  "return ('[%.2f|%e|%g|%05f|%f|%07.2f]'):format(1.5, 1.5, 1.5, 0/0, -1/0, -1.5)");
    script_expect(*state, "410", "return ('%.99f'):format(-1e308):len()");
    script_expect(*state, "\"-9223372036854775808|ffffffffffffffff\"",
                  "return ('%d|%x'):format(math.mininteger, -1)");
    script_expect(*state,
                  "blocked: bad argument #2 to 'format' (number has no integer representation)",
                  "return string.format('%d', 1.5)");
    script_expect(*state, "blocked: bad argument #2 to 'format' (no value)",
                  "return string.format('%d')");
    script_expect(*state, "blocked: format() of a table", "return ('%s'):format({})");
}

static void format__refuses_every_other_conversion(void **state)
{
    static const char *const bad[] = { "%p",     "%q",  "%a",   "%i",
                                       "%c",     "%u",  "%o",   "%100d",
                                       "%.100f", "%",   "%5",   "%5.",
                                       "%#d",    "%+s", "%05s", "%------------d",
                                       "%l",     "%*d" };
    char source[64];

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        (void)snprintf(source, sizeof source, "return ('%s'):format(1)", bad[i]);
        script_expect(
            *state,
            "blocked: format() knows %d %x %X %s %e %f %g %%, width and precision at most 99",
            source);
    }
}

static void texts__are_numbers_in_arithmetic(void **state)
{
    script_expect(*state, "[15,6,1,-2,3,1,20]",
                  "return { '10' + 5, '2' * '3', 3 - '2', -'2', 7 // '2', '7' % 3, 4 * '5' }");
    script_expect(*state, "\"3.5\"", "return tostring('7' / 2)");
    script_expect(*state, "blocked: operator + on a string", "return 'a' + 1");
    script_expect(*state, "blocked: operator + on a table", "return '1' + {}");
}

/* --- table, utf8 --------------------------------------------------------------------------------
 */

static void table__inserts_and_removes(void **state)
{
    script_expect(*state, "[0,1,2,3]",
                  "local t = { 1, 2 } table.insert(t, 3) table.insert(t, 1, 0) return t");
    script_expect(*state, "[3,1,[2]]",
                  "local t = { 1, 2, 3 } return { table.remove(t), table.remove(t, 1), t }");
    script_expect(*state, "[true,0]", "local t = {} return { table.remove(t) == nil, count(t) }");
    script_expect(*state, "blocked: bad argument #2 to 'insert' (position out of bounds)",
                  "table.insert({}, 2, 1)");
    script_expect(*state, "blocked: bad argument #2 to 'remove' (position out of bounds)",
                  "table.remove({ 1 }, 3)");
    script_expect(*state, "blocked: this value is read-only", "table.insert(string, 1)");
}

static void concat__joins_texts_and_numbers(void **state)
{
    script_expect(*state, "\"a,1,2.5\"", "return table.concat({ 'a', 1, 2.5 }, ',')");
    script_expect(*state, "\"b-c\"", "return table.concat({ 'a', 'b', 'c', 'd' }, '-', 2, 3)");
    script_expect(*state, "\"\"", "return table.concat({}, ',') .. table.concat({ '', '', '' })");
    script_expect(*state, "blocked: concat() of a table at index 1", "return table.concat { {} }");
    script_expect(*state, "blocked: concat() of a nil at index 2",
                  "return table.concat({ 'a' }, ',', 1, 2)");
    script_expect(*state, "blocked: the result of 'concat' would be a text over 64 KiB",
                  "local s = ('x'):rep(60000) return table.concat { s, s }");
}

static void unpack__gives_at_most_250_results(void **state)
{
    script_expect(*state, "[1,2,3]", "return { table.unpack { 1, 2, 3 } }");
    script_expect(*state, "250", "return select('#', table.unpack({}, 1, 250))");
    script_expect(*state, "blocked: 'unpack' would give more than 250 results",
                  "return table.unpack({}, 1, 251)");
    script_expect(*state, "blocked: 'unpack' would give more than 250 results",
                  "return table.unpack({}, math.mininteger, math.maxinteger)");
    script_expect(*state, "1",
                  "return select('#', table.unpack({}, math.maxinteger, math.maxinteger))");
}

static void sort__is_stable_and_takes_any_comparator(void **state)
{
    script_expect(*state, "[1,2,3,4,5]", "local t = { 3, 5, 1, 4, 2 } table.sort(t) return t");
    script_expect(*state, "[\"B\",\"_\",\"a\"]",
                  "local t = { 'a', '_', 'B' } table.sort(t) return t");
    script_expect(
        *state, "\"b1 d1 a2 c2 e2 \"",
        "local t = { {'a',2}, {'b',1}, {'c',2}, {'d',1}, {'e',2} } table.sort(t, function(x, y) "
        "return x[2] < y[2] end)\n"
        "local s = '' for _, v in ipairs(t) do s = s .. v[1] .. v[2] .. ' ' end return s");
    script_expect(*state, "true",
                  "local t, x = {}, 1 for i = 1, 500 do x = (x * 1103515245 + 12345) % 2147483648 "
                  "t[i] = x end table.sort(t)\n"
                  "for i = 2, 500 do if t[i - 1] > t[i] then return false end end return true");
    script_expect(*state, "blocked: attempt to compare string with number",
                  "table.sort { 1, 'a' }");
    script_expect(
        *state, "[2,1]",
        "local t = { 2, 1 } local ok = false table.sort(t, function() return false end) return t");
}

static void utf8__is_strict(void **state)
{
    script_expect(*state, "[3,20108]",
                  "return { utf8.char(20108):len(), utf8.codepoint(utf8.char(20108)) }");
    script_expect(*state, "2", "return utf8.len '\\u{4E8C}\\u{5341}'");
    script_expect(*state, "[true,2]", "local n, at = utf8.len 'a\\xff' return { n == nil, at }");
    script_expect(*state, "[true,1]",
                  "local n, at = utf8.len '\\xed\\xa0\\x80' return { n == nil, at }");
    script_expect(*state, "blocked: bad argument #1 to 'char' (value out of range)",
                  "return utf8.char(0xD800)");
    script_expect(*state, "blocked: invalid UTF-8 at byte 1", "return utf8.codepoint '\\xc0\\x80'");
}

static void long_texts__are_no_numbers_for_functions(void **state)
{
    script_expect(*state, "2", "return math.floor('2.5')");
    script_expect(*state, "blocked: bad argument #1 to 'abs' (number expected, got string)",
                  "return math.abs((' '):rep(300) .. '1')");
    script_expect(*state, "blocked: bad argument #2 to 'rep' (number expected, got string)",
                  "return string.rep('x', (' '):rep(300) .. '1')");
}

#define SCRIPT_TEST(name) cmocka_unit_test_setup_teardown(name, script_setup, script_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SCRIPT_TEST(environment__reaches_the_listed_names_and_no_other),
        SCRIPT_TEST(unlisted_names__are_errors_to_read_and_to_write),
        SCRIPT_TEST(count__stops_before_the_first_nil),
        SCRIPT_TEST(tostring__shows_values_and_refuses_addresses),
        SCRIPT_TEST(tonumber__reads_what_lua_reads),
        SCRIPT_TEST(pairs__goes_by_numbers_texts_booleans),
        SCRIPT_TEST(pairs__skips_what_is_removed_and_ignores_what_is_added),
        SCRIPT_TEST(pairs__of_a_thousand_keys_is_sorted),
        SCRIPT_TEST(sample__takes_the_least_hashes),
        SCRIPT_TEST(select__counts_and_picks),
        SCRIPT_TEST(string__cuts_and_turns_as_lua_does),
        SCRIPT_TEST(find__takes_plain_text_only),
        SCRIPT_TEST(format__knows_eight_conversions),
        SCRIPT_TEST(format__refuses_every_other_conversion),
        SCRIPT_TEST(texts__are_numbers_in_arithmetic),
        SCRIPT_TEST(table__inserts_and_removes),
        SCRIPT_TEST(concat__joins_texts_and_numbers),
        SCRIPT_TEST(unpack__gives_at_most_250_results),
        SCRIPT_TEST(sort__is_stable_and_takes_any_comparator),
        SCRIPT_TEST(utf8__is_strict),
        SCRIPT_TEST(long_texts__are_no_numbers_for_functions)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
