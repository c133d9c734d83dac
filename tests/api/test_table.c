/* SPDX-License-Identifier: Apache-2.0 */
/* Decision tables as an embedder sees them: priority, the law at the act and today, no row. */
#include "api_support.h"

#include <stdio.h>

static int setup(void **state)
{
    api_fixture *f;

    if (api_setup(state) != 0)
        return -1;
    f = *state;
    return libing_install(f->engine, LIBING_SOURCE_DIR "/tests/api/table_pack", "2024-01-01", NULL, &f->err) ==
                   LIBING_OK
               ? 0
               : -1;
}

static void proposes(api_fixture *f, const char *norms, const char *wanted)
{
    char request[256];
    const char *receipt;

    (void)snprintf(request, sizeof request,
                   "{\"type\":\"found\",\"case\":\"I1\",\"at\":\"2024-03-19\",\"by\":\"office:1\","
                   "\"data\":{\"norms\":[%s],\"act\":\"2024-01-10\"}}",
                   norms);
    receipt = api_append(f, request);
    if (strstr(receipt, wanted) == NULL)
        fail_msg("%s\ndoes not propose %s", receipt, wanted);
}

static void table__row_in_force_at_the_act_counts(void **state)
{
    proposes(*state, "\"noise\"", "\"args\":{\"basis\":\"旧法2\",\"max\":20000}");
}

static void table__higher_fine_of_two_norms_counts(void **state)
{
    proposes(*state, "\"dust\",\"noise\"", "\"args\":{\"basis\":\"旧法2\",\"max\":20000}");
}

static void table__lighter_law_of_today_counts(void **state)
{
    proposes(*state, "\"dust\"", "\"args\":{\"basis\":\"新法1\",\"max\":5000}");
}

static void table__no_row_leaves_the_fields_out(void **state)
{
    proposes(*state, "", "\"args\":{}");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, api_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(table__row_in_force_at_the_act_counts),
        TEST(table__higher_fine_of_two_norms_counts),
        TEST(table__lighter_law_of_today_counts),
        TEST(table__no_row_leaves_the_fields_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
