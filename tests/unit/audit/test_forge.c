/* SPDX-License-Identifier: Apache-2.0 */
/* Forged histories (tests/tools/forge.c): right to the last hash, so that verify finds nothing. */
#include "history.h"

#include <libing/audit.h>

#include <libgen.h>

static char forge_path[512];

typedef struct story {
    int64_t cause, first, second, after;
} story;

static story tell(history *h)
{
    story s;
    history_tell(h, 20);
    history_begin(h);
    s.cause = history_event(h, "report_filed", "C-forge", NULL, "{}");
    (void)history_consequence(h, "case.opened", "C-forge", s.cause, "{'kind':'straw_fire'}");
    s.first = history_decision(h, "C-forge", s.cause, "D-1",
                               "{'action':'grant_reward','args':{'household':'household:h1','yuan':100},'modality':'must'}");
    s.second = history_decision(h, "C-forge", s.cause, "D-2", "{'action':'note','args':{'text':'a'},'modality':'must'}");
    char data[128];
    (void)snprintf(data, sizeof data, "{'decision':%" PRId64 ",'reason':'paid'}", s.first);
    s.after = history_event(h, "decision.executed", "C-forge", NULL, data);
    (void)snprintf(data, sizeof data, "{'action':'note','args':{},'facts':[{'name':'f','seq':%" PRId64 "}]}", s.second);
    (void)history_decision(h, "C-forge", s.after, "D-3", data);
    history_commit(h);
    ing_store_close(h->store);
    h->store = NULL;
    return s;
}

/* Forges, verifies, and opens the copy as the history's store. */
static void forge(history *h, const char *what, int64_t seq)
{
    char command[1024], copy[96];
    libing_verification out = LIBING_VERIFICATION_INIT;
    (void)snprintf(copy, sizeof copy, "%s/forged", h->folder);
    (void)snprintf(command, sizeof command, "'%s' '%s' '%s' %s %" PRId64, forge_path, h->path, copy, what, seq);
    assert_int_equal(0, system(command));
    assert_ok(libing_verify(copy, NULL, &out, err));
    assert_int_equal(0, out.damages);
    assert_ok(ing_store_open(copy, true, 1000, &h->store, err));
    assert_int_equal(out.records, ing_store_size(h->store));
}

static void assert_record(history *h, int64_t seq, const char *part)
{
    ing_buf line = ING_BUF_INIT;
    assert_ok(ing_store_line(h->store, seq, &line, err));
    if (strstr(line.ptr, part) == NULL)
        fail_msg("%s is not in %s", part, line.ptr);
    ing_buf_free(&line);
}

static void forge__amount_changes_the_first_integer(void **state)
{
    history *h = *state;
    story s = tell(h);
    forge(h, "amount", s.first);
    assert_record(h, s.first, "\"args\":{\"household\":\"household:h1\",\"yuan\":101}");
}

static void forge__amount_without_integers_changes_the_first_text(void **state)
{
    history *h = *state;
    story s = tell(h);
    forge(h, "amount", s.second);
    assert_record(h, s.second, "\"args\":{\"text\":\"ax\"}");
}

static void forge__delete_leaves_it_out_and_renumbers(void **state)
{
    history *h = *state;
    story s = tell(h);
    forge(h, "delete", s.first);
    assert_record(h, s.first, "\"action\":\"note\"");
    assert_record(h, s.first, "\"cv\":2,");
    assert_record(h, s.after - 1, "\"type\":\"decision.executed\"");
    assert_record(h, s.after, "\"cause\":");
}

static void forge__add_inserts_a_decision_that_was_never_made(void **state)
{
    history *h = *state;
    story s = tell(h);
    forge(h, "add", s.first);
    assert_record(h, s.first, "\"rule\":\"D-1\"");
    assert_record(h, s.first + 1, "\"yuan\":101");
    assert_record(h, s.first + 1, "\"rule\":\"D-9\"");
    assert_record(h, s.second + 1, "\"action\":\"note\"");
}

static void forge__swap_exchanges_two_consequences(void **state)
{
    history *h = *state;
    story s = tell(h);
    char wanted[64];
    forge(h, "swap", s.first);
    assert_record(h, s.first, "\"rule\":\"D-2\"");
    assert_record(h, s.second, "\"rule\":\"D-1\"");
    (void)snprintf(wanted, sizeof wanted, "\"decision\":%" PRId64, s.second);
    assert_record(h, s.after, wanted);
    (void)snprintf(wanted, sizeof wanted, "\"seq\":%" PRId64 "}]", s.first);
    assert_record(h, s.after + 1, wanted);
}

static void forge__of_what_is_no_decision_fails(void **state)
{
    history *h = *state;
    story s = tell(h);
    char command[1024];
    (void)snprintf(command, sizeof command, "'%s' '%s' '%s/forged' delete %" PRId64 " 2>/dev/null", forge_path, h->path,
                   h->folder, s.cause);
    assert_int_not_equal(0, system(command));
}

#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, history_setup, history_teardown)

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(forge__amount_changes_the_first_integer),
        WITH_STORE(forge__amount_without_integers_changes_the_first_text),
        WITH_STORE(forge__delete_leaves_it_out_and_renumbers),
        WITH_STORE(forge__add_inserts_a_decision_that_was_never_made),
        WITH_STORE(forge__swap_exchanges_two_consequences),
        WITH_STORE(forge__of_what_is_no_decision_fails),
    };
    (void)argc;
    /* Beside the folder of the tests' programs. */
    (void)snprintf(forge_path, sizeof forge_path, "%s/../tests/forge", dirname(argv[0]));
    return cmocka_run_group_tests_name("forge", tests, NULL, NULL);
}
