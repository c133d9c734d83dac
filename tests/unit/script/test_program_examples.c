/* SPDX-License-Identifier: Apache-2.0 */
/* The examples of the language page load, and declare what stands beside them as .expected. */
#include "program_print.h"
#include "script/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#define FILE_MAX 65536

static void read_file(const char *name, const char *ending, ing_buf *out)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/tests/unit/script/examples/%s%s", LIBING_SOURCE_DIR, name,
                   ending);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail_msg("%s cannot be read", path);
    char *bytes = ing_buf_reserve(out, FILE_MAX);
    assert_non_null(bytes);
    const size_t len = fread(bytes, 1, FILE_MAX, file);
    (void)fclose(file);
    bytes[len] = '\0';
    out->len += len;
}

static void print_declarations(const ing_program *program, ing_buf *out)
{
    size_t count = 0;
    const ing_declaration *made = ing_program_declarations(program, &count);
    for (size_t i = 0; i < count; i++) {
        ing_buf_printf(out, "%d %.*s", (int)made[i].line, ING_TEXT_ARG(made[i].construct));
        if (made[i].id.ptr != NULL)
            ing_buf_printf(out, " \"%.*s\"", ING_TEXT_ARG(made[i].id));
        ing_buf_text(out, " ");
        program_print(made[i].body, out);
        ing_buf_text(out, "\n");
    }
}

static void assert_example(const char *name)
{
    const ing_program_options options = { NULL, NULL, NULL };
    ing_program *program = NULL;
    ing_buf source = ING_BUF_INIT, expected = ING_BUF_INIT, found = ING_BUF_INIT;
    size_t count = 0;
    read_file(name, ".lua", &source);
    read_file(name, ".expected", &expected);
    assert_int_equal(LIBING_OK, ing_program_new(&options, &program, NULL));
    assert_int_equal(LIBING_OK,
                     ing_program_run(program, ing_text_of(name), ing_buf_view(&source), NULL));
    assert_int_equal(LIBING_OK, ing_program_unused(program, NULL));
    const ing_problem *problems = ing_program_problems(program, &count);
    if (count > 0)
        fail_msg("%s:%d: %.*s", name, problems[0].line, ING_TEXT_ARG(problems[0].en));
    print_declarations(program, &found);
    assert_string_equal(expected.ptr, found.ptr);
    ing_program_free(program);
    ing_buf_free(&source);
    ing_buf_free(&expected);
    ing_buf_free(&found);
}

static void example__courtesy_hold_and_disposal_ladder(void **state)
{
    (void)state;
    assert_example("courtesy");
}

static void example__decision_and_surcharge(void **state)
{
    (void)state;
    assert_example("penalty");
}

static void example__straw_and_welfare(void **state)
{
    (void)state;
    assert_example("straw");
}

static void example__reward(void **state)
{
    (void)state;
    assert_example("reward");
}

static void example__duties_and_fire_chain(void **state)
{
    (void)state;
    assert_example("duties");
}

static void example__road_fines(void **state)
{
    (void)state;
    assert_example("road_fines");
}

static void example__table(void **state)
{
    (void)state;
    assert_example("table");
}

static void example__a_townships_own_pack(void **state)
{
    (void)state;
    assert_example("township_pack");
    assert_example("township_own");
}

static void example__invariants(void **state)
{
    (void)state;
    assert_example("invariants");
}

static void example__functions(void **state)
{
    (void)state;
    assert_example("functions");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(example__courtesy_hold_and_disposal_ladder),
        cmocka_unit_test(example__decision_and_surcharge),
        cmocka_unit_test(example__straw_and_welfare),
        cmocka_unit_test(example__reward),
        cmocka_unit_test(example__duties_and_fire_chain),
        cmocka_unit_test(example__road_fines),
        cmocka_unit_test(example__table),
        cmocka_unit_test(example__a_townships_own_pack),
        cmocka_unit_test(example__invariants),
        cmocka_unit_test(example__functions),
    };
    return cmocka_run_group_tests_name("program_examples", tests, NULL, NULL);
}
