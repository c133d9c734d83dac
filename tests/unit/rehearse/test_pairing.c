/* SPDX-License-Identifier: Apache-2.0 */
/* Who goes with whom: never greedily. */
#include "rehearse/pairing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* One text a left: the rights that fit it, as digits. */
static bool is_listed(const void *ctx, size_t left, size_t right)
{
    const char *const *rows = ctx;
    for (const char *at = rows[left]; *at != '\0'; at++) {
        if ((size_t)(*at - '0') == right)
            return true;
    }
    return false;
}

static void expect(size_t left, size_t right, const char *const *rows, const char *wanted)
{
    ing_arena arena = ING_ARENA_INIT;
    size_t out[16];
    assert_int_equal(LIBING_OK, ing_match(&arena, left, right, is_listed, rows, out, NULL));
    for (size_t i = 0; i < left; i++)
        assert_int_equal(wanted[i] == '-' ? ING_NO_MATCH : (size_t)(wanted[i] - '0'), out[i]);
    ing_arena_free(&arena);
}

static void match__gives_way_to_one_that_has_no_other(void **state)
{
    static const char *const rows[] = { "01", "0" };
    (void)state;
    expect(2, 2, rows, "10");
}

static void match__gives_way_along_a_whole_chain(void **state)
{
    static const char *const rows[] = { "01", "12", "23", "0" };
    (void)state;
    expect(4, 4, rows, "1230");
}

static void match__that_cannot_be_leaves_the_later_one_without(void **state)
{
    static const char *const rows[] = { "0", "0", "1" };
    (void)state;
    expect(3, 2, rows, "0-1");
}

static void match__of_nothing_is_nothing(void **state)
{
    static const char *const rows[] = { "", "" };
    (void)state;
    expect(0, 3, rows, "");
    expect(2, 0, rows, "--");
    expect(2, 2, rows, "--");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(match__gives_way_to_one_that_has_no_other),
        cmocka_unit_test(match__gives_way_along_a_whole_chain),
        cmocka_unit_test(match__that_cannot_be_leaves_the_later_one_without),
        cmocka_unit_test(match__of_nothing_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
