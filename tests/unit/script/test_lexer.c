/* SPDX-License-Identifier: Apache-2.0 */
/* Tokens, blanked comments, and what is refused in the text. */
#include "base/mem.h"
#include "script/lexer.h"

#include <lauxlib.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h> /* cmocka wants these four before it */
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

static libing_error last;
static const char *language = "en";

static libing_status read_as(ing_text source, ing_source_kind kind)
{
    ing_buf blanked = ING_BUF_INIT;
    ing_tokens tokens = ING_TOKENS_INIT;
    libing_status status;

    last = (libing_error)LIBING_ERROR_INIT;
    ing_error_language(&last, language);
    status = ing_source_read(source, ING_TEXT_LIT("rule.lua"), kind, &blanked, &tokens, &last);
    ing_tokens_free(&tokens);
    ing_buf_free(&blanked);
    return status;
}

static void expect_refusal(const char *source, const char *id, int line, int column)
{
    libing_status status = read_as(ing_text_of(source), ING_SOURCE_RULE);

    if (status == LIBING_OK || strcmp(id, last.id) != 0)
        print_error("source: %s\n", source);
    assert_int_equal(LIBING_ERR_PACK, status);
    assert_string_equal(id, last.id);
    assert_string_equal("rule.lua", last.file);
    assert_int_equal(line, last.line);
    assert_int_equal(column, last.column);
}

static void expect_accepted(const char *source)
{
    libing_status status = read_as(ing_text_of(source), ING_SOURCE_RULE);

    if (status != LIBING_OK)
        print_error("source: %s: %s\n", source, last.message);
    assert_int_equal(LIBING_OK, status);
}

static void expect_blanked(const char *expected, const char *source)
{
    ing_buf blanked = ING_BUF_INIT;
    ing_tokens tokens = ING_TOKENS_INIT;

    assert_int_equal(LIBING_OK, ing_tokens_read(ing_text_of(source), ING_TEXT_LIT("x"), &blanked,
                                                &tokens, NULL));
    assert_string_equal(expected, blanked.ptr);
    ing_tokens_free(&tokens);
    ing_buf_free(&blanked);
}

static void comments__become_blanks_and_line_ends_stay(void **state)
{
    (void)state;
    expect_blanked("a      \nb", "a --[x]\nb");
    expect_blanked("a       b", "a --[[]]b");
    expect_blanked("a       \n    b", "a --[==[\n]==]b");
    expect_blanked("a \r\n  b", "a \r\n  b");
    expect_blanked("a      \r\n     b", "a --[[x\r\ny]z]]b");
    expect_blanked("a = '--' .. \"--[[\" .. [[--]]", "a = '--' .. \"--[[\" .. [[--]]");
    expect_blanked("x         ", "x --[=] ^#");
    expect_blanked("x  ", "x--");
    expect_blanked("'\\'--'       ", "'\\'--' -- ^ x");
}

static void operators_of_other_meaning__are_refused_wherever_they_stand(void **state)
{
    (void)state;
    expect_refusal("return #t", "lexer.length", 1, 8);
    expect_refusal("return 1,\n  # 'x'", "lexer.length", 2, 3);
    expect_refusal("# a first line\nreturn 1", "lexer.length", 1, 1);
    expect_refusal("return 2^3", "lexer.power", 1, 9);
    expect_refusal("local _ENV = {}", "lexer.environment", 1, 7);
    expect_refusal("return function(_ENV) end", "lexer.environment", 1, 17);
    expect_refusal("return x._ENV", "lexer.environment", 1, 10);
    expect_accepted("return '#^_ENV' .. [[#]] .. \"_ENV\" -- # ^ _ENV");
    expect_accepted("local _ENVX, X_ENV = 1, 2");
}

static void refusals__give_their_advice_in_both_languages(void **state)
{
    (void)state;
    expect_refusal("return #t", "lexer.length", 1, 8);
    assert_string_equal(
        "the length operator # is not part of the language: use count(t) in a function, or s:len()",
        last.message);
    language = "zh";
    assert_int_equal(LIBING_ERR_PACK, read_as(ING_TEXT_LIT("return #t"), ING_SOURCE_RULE));
    language = "en";
    assert_non_null(strstr(last.message, "语言中没有取长度运算符 #"));
}

static void comparison__between_brackets_is_refused(void **state)
{
    (void)state;
    expect_refusal("return t[a < b]", "lexer.comparison", 1, 12);
    expect_refusal("return t[(a == b)]", "lexer.comparison", 1, 13);
    expect_refusal("return { [a ~= b] = 1 }", "lexer.comparison", 1, 13);
    expect_refusal("return t[f(a >= b)]", "lexer.comparison", 1, 14);
    expect_refusal("return t[u[1] <= 2]", "lexer.comparison", 1, 15);
    expect_refusal("return t[a > b]", "lexer.comparison", 1, 12);
    expect_accepted("local k = a < b return t[k] == t[1] and t[ [[<]] ] ~= t[\"==\"]");
    expect_accepted("return t[a << 1 >> 2]");
    expect_accepted("return t[(function() local a <const>, b <const> = 1, 2 return a end)()]");
}

static void angle_brackets__of_a_chain_of_comparisons_are_no_attribute(void **state)
{
    (void)state;
    expect_refusal("return t[f(a, b < const > c)]", "lexer.comparison", 1, 17);
}

/* `local a` and `a = { 1.5, 2.5, … }` with n numerals: n + 1 constants. */
static void write_constants(ing_buf *out, int n)
{
    ing_buf_text(out, "local a = { ");
    for (int i = 1; i <= n; i++)
        ing_buf_printf(out, "%d.5, ", i);
    ing_buf_text(out, "}\n");
}

static void constants__up_to_255_are_accepted_and_one_more_is_refused(void **state)
{
    ing_buf text = ING_BUF_INIT;

    (void)state;
    write_constants(&text, 254);
    assert_int_equal(LIBING_OK, read_as(ing_buf_view(&text), ING_SOURCE_RULE));
    ing_buf_text(&text, "a = a[1.5]");
    assert_int_equal(LIBING_OK, read_as(ing_buf_view(&text), ING_SOURCE_RULE));
    ing_buf_text(&text, "b = 1");
    assert_int_equal(LIBING_ERR_PACK, read_as(ing_buf_view(&text), ING_SOURCE_RULE));
    assert_string_equal("lexer.constants", last.id);
    assert_int_equal(2, last.line);
    ing_buf_free(&text);
}

static void constants__of_functions_inside_are_not_counted(void **state)
{
    ing_buf text = ING_BUF_INIT;

    (void)state;
    ing_buf_text(&text, "local function f(p, q)\n");
    write_constants(&text, 250);
    ing_buf_text(&text, "end\n");
    write_constants(&text, 250);
    assert_int_equal(LIBING_OK, read_as(ing_buf_view(&text), ING_SOURCE_RULE));
    ing_buf_free(&text);
}

static void constants__of_a_pack_file_are_counted_only_beside_bitwise_operators(void **state)
{
    ing_buf text = ING_BUF_INIT;

    (void)state;
    write_constants(&text, 300);
    assert_int_equal(LIBING_OK, read_as(ing_buf_view(&text), ING_SOURCE_PACK));
    ing_buf_text(&text, "local function f(x) return x & 1 end a = a ~= a ");
    assert_int_equal(LIBING_OK, read_as(ing_buf_view(&text), ING_SOURCE_PACK));
    ing_buf_text(&text, "a = 1 ~ 2");
    assert_int_equal(LIBING_ERR_PACK, read_as(ing_buf_view(&text), ING_SOURCE_PACK));
    assert_string_equal("lexer.constants", last.id);
    ing_buf_clear(&text);
    ing_buf_text(&text, "local function f()\n");
    write_constants(&text, 300);
    ing_buf_text(&text, "end");
    assert_int_equal(LIBING_ERR_PACK, read_as(ing_buf_view(&text), ING_SOURCE_PACK));
    ing_buf_free(&text);
}

static void source__over_64_kib_is_refused(void **state)
{
    ing_buf text = ING_BUF_INIT;

    (void)state;
    while (text.len < ING_SOURCE_MAX)
        ing_buf_byte(&text, ' ');
    assert_int_equal(LIBING_OK, read_as(ing_buf_view(&text), ING_SOURCE_RULE));
    ing_buf_byte(&text, ' ');
    assert_int_equal(LIBING_ERR_PACK, read_as(ing_buf_view(&text), ING_SOURCE_RULE));
    assert_string_equal("lexer.size", last.id);
    ing_buf_free(&text);
}

static void bytecode__is_refused_by_its_first_byte(void **state)
{
    (void)state;
    expect_refusal("\033Lua", "lexer.bytecode", 1, 1);
}

static void blocks__must_be_closed_by_their_own_end(void **state)
{
    (void)state;
    expect_refusal("return 1 end", "lexer.unbalanced", 1, 10);
    expect_refusal("if a then\nfor i = 1, 2 do\nend", "lexer.unclosed", 1, 1);
    expect_refusal("repeat end", "lexer.unbalanced", 1, 8);
    expect_refusal("return (1]", "lexer.unbalanced", 1, 10);
    expect_refusal("return f{ (} )", "lexer.unbalanced", 1, 12);
    expect_refusal("local f = function(a) return a", "lexer.unclosed", 1, 11);
    expect_accepted(
        "if a then elseif b then else end while c do repeat until d end for _ in e do end");
    expect_accepted("local function f() return function() end end function g.h:i() end");
}

static void unreadable_text__is_refused_where_it_begins(void **state)
{
    (void)state;
    expect_refusal("x = 'a\nb'", "lexer.text", 1, 5);
    expect_refusal("x = [==[ ]=]", "lexer.text", 1, 5);
    expect_refusal("x = 1 --[[ ", "lexer.comment", 1, 7);
    expect_refusal("x = [=x", "lexer.bracket", 1, 5);
    expect_refusal("x = 3x", "lexer.numeral", 1, 5);
    expect_refusal("x = 0x", "lexer.numeral", 1, 5);
    expect_refusal("x = 1e", "lexer.numeral", 1, 5);
    expect_refusal("x = 1..2", "lexer.numeral", 1, 5);
    expect_refusal("x = '\\q'", "lexer.escape", 1, 7);
    expect_refusal("x = '\\300'", "lexer.escape", 1, 7);
    expect_refusal("x = '\\x1'", "lexer.escape", 1, 7);
    expect_refusal("x = '\\u{80000000}'", "lexer.escape", 1, 7);
    expect_refusal("x = \"\xc3\xa9\" \xc3\xa9", "lexer.character", 1, 10);
    expect_refusal("x = a ! b", "lexer.character", 1, 7);
}

static void names__are_found_on_their_line(void **state)
{
    ing_text source = ING_TEXT_LIT("local a\nlocal b = { zh = 'wood', [\"en\"] = a }\nreturn zh");
    ing_buf blanked = ING_BUF_INIT;
    ing_tokens tokens = ING_TOKENS_INIT;
    const ing_token *token;

    (void)state;
    assert_int_equal(LIBING_OK,
                     ing_tokens_read(source, ING_TEXT_LIT("x"), &blanked, &tokens, NULL));
    token = ing_tokens_find(&tokens, source, ing_tokens_at_line(&tokens, 2), 2, ING_TEXT_LIT("zh"));
    assert_int_equal(13, token->column);
    token = ing_tokens_find(&tokens, source, ing_tokens_at_line(&tokens, 2), 2, ING_TEXT_LIT("en"));
    assert_int_equal(27, token->column);
    assert_null(ing_tokens_find(&tokens, source, ing_tokens_at_line(&tokens, 2), 2,
                                ING_TEXT_LIT("return")));
    assert_int_equal(tokens.count, ing_tokens_at_line(&tokens, 4));
    ing_tokens_free(&tokens);
    ing_buf_free(&blanked);
}

static void lines__are_counted_as_lua_counts_them(void **state)
{
    (void)state;
    expect_refusal("\r\n\n\r\r\n\n#", "lexer.length", 6 - 1, 1);
    expect_refusal("x = 'a\\\r\nb'\n#", "lexer.length", 3, 1);
    expect_refusal("x = 'a\\z\n \n b' #", "lexer.length", 3, 5);
    expect_refusal("x = [[\n\n]] #", "lexer.length", 3, 4);
}

static void memory__missing_is_no_refusal(void **state)
{
    libing_status status = LIBING_ERR_NOMEM;
    long n = 0;

    (void)state;
    while (status == LIBING_ERR_NOMEM) {
        ing_mem_fail_after(++n, false);
        status = read_as(ING_TEXT_LIT("local function f() return { [1] = 'a' } end return f"),
                         ING_SOURCE_RULE);
        ing_mem_fail_after(0, false);
    }
    assert_int_equal(LIBING_OK, status);
    assert_true(n > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(comments__become_blanks_and_line_ends_stay),
        cmocka_unit_test(operators_of_other_meaning__are_refused_wherever_they_stand),
        cmocka_unit_test(refusals__give_their_advice_in_both_languages),
        cmocka_unit_test(comparison__between_brackets_is_refused),
        cmocka_unit_test(angle_brackets__of_a_chain_of_comparisons_are_no_attribute),
        cmocka_unit_test(constants__up_to_255_are_accepted_and_one_more_is_refused),
        cmocka_unit_test(constants__of_functions_inside_are_not_counted),
        cmocka_unit_test(constants__of_a_pack_file_are_counted_only_beside_bitwise_operators),
        cmocka_unit_test(source__over_64_kib_is_refused),
        cmocka_unit_test(bytecode__is_refused_by_its_first_byte),
        cmocka_unit_test(blocks__must_be_closed_by_their_own_end),
        cmocka_unit_test(unreadable_text__is_refused_where_it_begins),
        cmocka_unit_test(names__are_found_on_their_line),
        cmocka_unit_test(lines__are_counted_as_lua_counts_them),
        cmocka_unit_test(memory__missing_is_no_refusal)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
