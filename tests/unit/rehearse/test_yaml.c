/* SPDX-License-Identifier: Apache-2.0 */
/* YAML: what is read, and what is refused where. */
#include "rehearse/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *read(ing_arena *arena, const char *text, ing_buf *out, libing_error *err)
{
    const ing_yaml *root = NULL;
    ing_buf_clear(out);
    *err = (libing_error)LIBING_ERROR_INIT;
    if (ing_yaml_read(arena, ing_text_of(text), ING_TEXT_LIT("a.yaml"), &root, err) != LIBING_OK)
        return err->message;
    ing_json_write(ing_yaml_to_json(root, arena), out);
    return out->ptr;
}

static void expect(const char *wanted, const char *text)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_buf out = ING_BUF_INIT;
    libing_error err;
    assert_string_equal(wanted, read(&arena, text, &out, &err));
    ing_buf_free(&out);
    ing_arena_free(&arena);
}

static void refuse(const char *message, int line, int column, const char *text)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_buf out = ING_BUF_INIT;
    libing_error err;
    assert_string_equal(message, read(&arena, text, &out, &err));
    assert_int_equal(LIBING_ERR_TEXT, err.code);
    assert_string_equal("a.yaml", err.file);
    assert_int_equal(line, err.line);
    assert_int_equal(column, err.column);
    ing_buf_free(&out);
    ing_arena_free(&arena);
}

static void yaml__is_maps_lists_and_texts(void **state)
{
    (void)state;
    expect("{\"a\":\"1\",\"b\":[\"x\",{\"c\":\"村\"}],\"d\":\"2024-01-01..2024-01-03\"}",
           "b: [x, {c: 村}]\na: 1 # one\nd: 2024-01-01..2024-01-03\n");
}

static void quotes__carry_no_meaning(void **state)
{
    (void)state;
    expect("[\"false\",\"false\",\"false\"]", "[false, 'false', \"false\"]");
}

static void nodes__know_their_place_and_order(void **state)
{
    ing_arena arena = ING_ARENA_INIT;
    const ing_yaml *root = NULL;
    (void)state;
    assert_int_equal(LIBING_OK, ing_yaml_read(&arena, ing_text_of("b: 1\na:\n  - {t: x}\n"), ING_TEXT_LIT("a"), &root, NULL));
    assert_true(ing_text_is(root->keys[0].text, "b"));
    const ing_yaml *t = ing_yaml_get(&ing_yaml_get(root, "a")->items[0], "t");
    assert_int_equal(3, t->line);
    assert_int_equal(9, t->column);
    assert_null(ing_yaml_get(t, "t"));
    ing_arena_free(&arena);
}

static void program__values_become_the_same_tree(void **state)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_buf out = ING_BUF_INIT;
    const ing_json *json = NULL;
    (void)state;
    assert_int_equal(LIBING_OK, ing_json_read(&arena, ing_text_of("{\"a\":[true,-7],\"b\":\"x\"}"), &json, NULL));
    ing_json_write(ing_yaml_to_json(ing_yaml_of_json(json, &arena), &arena), &out);
    assert_string_equal("{\"a\":[\"true\",\"-7\"],\"b\":\"x\"}", out.ptr);
    ing_buf_free(&out);
    ing_arena_free(&arena);
}

static void yaml__beyond_the_plain_is_refused_where_it_stands(void **state)
{
    (void)state;
    refuse("anchors and tags are not allowed", 2, 4, "a: 1\nb: &x 2\n");
    refuse("anchors and tags are not allowed", 1, 4, "a: !!str 2\n");
    refuse("aliases are not allowed; write it out", 1, 2, "[*x]\n");
    refuse("key 'a' stands here twice", 2, 1, "a: 1\na: 2\n");
    refuse("a second document begins here", 2, 1, "a: 1\n---\nb: 2\n");
    refuse("the file is empty", 2, 1, "# nothing\n");
    refuse("a key must be a text", 1, 4, "{[a]: 1}\n");
}

static void yaml__nested_without_end_is_refused(void **state)
{
    char text[201];
    (void)state;
    memset(text, '[', 100);
    memset(text + 100, ']', 100);
    text[200] = '\0';
    refuse("nested too deep", 1, 34, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(yaml__is_maps_lists_and_texts),
        cmocka_unit_test(quotes__carry_no_meaning),
        cmocka_unit_test(nodes__know_their_place_and_order),
        cmocka_unit_test(program__values_become_the_same_tree),
        cmocka_unit_test(yaml__beyond_the_plain_is_refused_where_it_stands),
        cmocka_unit_test(yaml__nested_without_end_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
