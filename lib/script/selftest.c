/* SPDX-License-Identifier: Apache-2.0 */
/* Which Lua judges: its release and build, and a self-test whose text differs where releases do. */
#include "script/internal.h"

#define CROWD 260 /* constants beyond which 5.4.4 miscompiles a bitwise operand */

typedef struct ing_probe {
    const char *name;
    const char *chunk;
    bool is_crowded; /* preceded by many constants */
} ing_probe;

/* Past the lexer: these are things that the language refuses, or that Lua alone decides. A
 * difference that a new release shows is added at the end. */
static const ing_probe probes[] = {
    { "bitwise", "return (1 ~ (2 or 3)) .. ',' .. (5 & (6 or 1)) .. ',' .. (7 | (8 or 1))", true },
    { "index_of_comparison",
      "local t = { [true] = 'yes', [false] = 'no' }\n"
      "local function f(a, b) return t[a < b] end\n"
      "return f(1, 2) .. f(2, 1)",
      false },
    { "nan", "return 0/0 .. ',' .. -(0/0)", false },
    { "float_text",
      "return 1e15 .. ',' .. 1e100 .. ',' .. 0.1 .. ',' .. 3.0 .. ',' .. 2^53 .. ',' .. -0.0",
      false },
    { "division",
      "return -7 // 2 .. ',' .. 7 // -2 .. ',' .. -7 % 3 .. ',' .. 7 % -3 .. ',' .. -7 // 2.0 .. "
      "',' .. "
      "-7 % 3.0 .. ',' .. 5.5 // -2 .. ',' .. 5.5 % -2 .. ',' .. 1 // 0.0 .. ',' .. "
      "math.mininteger // -1 "
      ".. ',' .. math.mininteger % -1",
      false },
    { "fmod", "return math.fmod(-7, 3) .. ',' .. math.fmod(7, -3) .. ',' .. math.fmod(-6.5, 4)",
      false },
    { "text_to_number",
      "local t = {}\n"
      "for i, s in ipairs { '10', ' 0x10 ', '1e1', '0x1p4', '1e', '0x', '9223372036854775808', "
      "'1_0', '.5', "
      "'5.', 'inf', 'nan', '1e400' } do t[i] = tostring(tonumber(s)) end\n"
      "return table.concat(t, ',')",
      false },
    { "text_in_arithmetic",
      "return '10' + 5 .. ',' .. '3' * '4' .. ',' .. -'2' .. ',' .. 10 // '3'", false },
    { "text_in_bitwise", "return '3' | 4", false },
    { "text_in_for", "local n = 0 for i = 1, '3' do n = n + i end return n", false },
    { "tointeger", "return tostring(math.tointeger(3.0)) .. ',' .. tostring(math.tointeger('8'))",
      false },
    { "overflow",
      "return math.maxinteger + 1 .. ',' .. math.mininteger - 1 .. ',' .. math.maxinteger * 2",
      false },
    { "shift",
      "return (1 << 63) .. ',' .. (1 << 64) .. ',' .. (-1 >> 1) .. ',' .. (1 << -1) .. ',' .. ~0",
      false },
    { "mixed_comparison",
      "return tostring(2^53 == (1 << 53) + 1) .. ',' .. tostring((1 << 53) + 1 > 2^53) .. ',' .. "
      "tostring(math.maxinteger < 2^63) .. ',' .. tostring(1 == 1.0)",
      false },
    { "text_order",
      "return tostring('a' < 'B') .. ',' .. tostring('a\\0b' < 'a\\0c') .. ',' .. tostring('' < "
      "'\\0')",
      false },
    { "float_loop", "local n = 0 for x = 0, 1, 0.1 do n = n + 1 end return n", false },
    { "loop_overflow",
      "local n = 0 for i = math.maxinteger - 1, math.maxinteger do n = n + 1 end return n", false },
    { "assignment_order", "local i, t = 1, {} i, t[i] = i + 1, 20 return i .. ',' .. t[1]", false },
    { "closures_in_loop",
      "local t = {} for i = 1, 3 do local j = i t[i] = function() j = j + 1 return i * 10 + j end "
      "if i == 2 then break end end return t[1]() .. ',' .. t[1]() .. ',' .. t[2]()",
      false },
    { "long_list",
      "local function f() return 1, 2, 3 end local t = { f(), f(), (f()) } return count(t)",
      false },
    { "adjustment",
      "local function f(...) return select('#', ...) end return f(nil, nil) .. ',' .. f((f()))",
      false },
    { "escapes", "return '\\x41\\65\\u{41}\\z  \\u{10FFFF}' .. [[\n]] .. ('\\u{7FFFFFFF}'):len()",
      false },
    { "integer_numeral",
      "return 0xffffffffffffffffff .. ',' .. 9223372036854775807 .. ',' .. 9223372036854775808",
      false },
    { "constant_folding", "return 3 // 0.0 .. ',' .. -0.0 * 1 .. ',' .. 0x7fffffffffffffff + 1",
      false },
    { "integer_division_by_zero", "return 1 // 0", false },
    { "goto_continue",
      "local s = '' for i = 1, 4 do if i % 2 == 0 then goto continue end s = s .. i ::continue:: "
      "end return s",
      false },
    { "constant_variable", "local x <const> = 5 local function f() return x + 1 end return f()",
      false }
};

typedef struct ing_probe_call {
    ing_text chunk;
    ing_buf *out;
} ing_probe_call;

static void run_probe(lua_State *L, void *ctx)
{
    ing_probe_call *call = ctx;
    ing_text text;

    ing_script_compile(L, call->chunk, ING_TEXT_LIT("selftest"));
    lua_call(L, 0, 1);
    if (lua_type(L, -1) != LUA_TSTRING && lua_type(L, -1) != LUA_TNUMBER)
        (void)ing_raise(L, "a probe gave no text", "探测没有给出文本");
    text = ing_arg_text(L, lua_gettop(L));
    ing_buf_slice(call->out, text);
}

static void write_chunk(const ing_probe *probe, ing_buf *chunk)
{
    ing_buf_clear(chunk);
    if (probe->is_crowded) {
        ing_buf_text(chunk, "local a\n");
        for (int i = 1; i <= CROWD; i++)
            ing_buf_printf(chunk, "a = %d.5\n", i);
    }
    ing_buf_text(chunk, probe->chunk);
}

static libing_status write_probes(ing_script *script, ing_buf *chunk, ing_buf *out,
                                  libing_error *err)
{
    ing_program_limits limits = ING_LOAD_LIMITS;

    for (size_t i = 0; i < sizeof probes / sizeof *probes; i++) {
        ing_probe_call call = { .out = out };
        ing_verdict verdict;
        libing_status status;
        write_chunk(&probes[i], chunk);
        call.chunk = ing_buf_view(chunk);
        ing_buf_printf(out, "%s=", probes[i].name);
        status = ing_script_run(script, &limits, LIBING_ERR_RULE, run_probe, &call, &verdict, err);
        if (status != LIBING_OK && verdict == ING_VERDICT_ABORTED)
            return status;
        ing_buf_text(out, status != LIBING_OK ? "error\n" : "\n"); /* refusing is an answer, too */
        if (chunk->failed || out->failed)
            return ing_fail_nomem(err);
    }
    return LIBING_OK;
}

libing_status ing_lua_selftest(ing_buf *out, libing_error *err)
{
    ing_script *script = NULL;
    ing_buf chunk = ING_BUF_INIT;
    libing_error ignored = LIBING_ERROR_INIT;
    libing_status status = ing_script_new(NULL, &script, err);

    ing_buf_clear(out);
    if (status == LIBING_OK)
        status = write_probes(script, &chunk, out, err != NULL ? err : &ignored);
    if (status != LIBING_OK)
        ing_buf_clear(out);
    ing_buf_free(&chunk);
    ing_script_free(script);
    return status;
}

/* The release of the library that runs, which may be newer than the header's: lua_ident begins with
 * "$LuaVersion: Lua 5.4.4 ". */
const char *ing_lua_build(void)
{
    static const char *const builds[] = { "5.4.0 " LIBING_LUA_BUILD, "5.4.1 " LIBING_LUA_BUILD,
                                          "5.4.2 " LIBING_LUA_BUILD, "5.4.3 " LIBING_LUA_BUILD,
                                          "5.4.4 " LIBING_LUA_BUILD, "5.4.5 " LIBING_LUA_BUILD,
                                          "5.4.6 " LIBING_LUA_BUILD, "5.4.7 " LIBING_LUA_BUILD,
                                          "5.4.8 " LIBING_LUA_BUILD, "5.4.9 " LIBING_LUA_BUILD };
    static const char before[] = "Lua 5.4.";
    const char *at = strstr(lua_ident, before);
    char release = at != NULL ? at[sizeof before - 1] : '\0';

    if (release < '0' || release > '9')
        return LUA_VERSION_MAJOR "." LUA_VERSION_MINOR "." LUA_VERSION_RELEASE " " LIBING_LUA_BUILD;
    return builds[release - '0'];
}

const char *ing_lua_seed(void)
{
    return LIBING_LUA_SEED;
}
