/* SPDX-License-Identifier: Apache-2.0 */
/* How far valid time has come (lib/store/clock.c), and records found by a range of values. */
#include "history.h"

#define DAY(number) ((int64_t)(19782 + (number)) * 86400) /* local second; 0 = 2024-02-29 */

static int64_t told(history *h, const char *type, const char *at, const char *data)
{
    ing_record_head head = ING_RECORD_HEAD_INIT;

    head.type = ing_text_of(type);
    head.at = ing_text_of(at);
    return history_put(h, h->store, head, history_json(h, data));
}

static void assert_clock(history *h, bool wanted, int64_t wanted_first, int64_t wanted_latest)
{
    bool any = false;
    int64_t first = 0, latest = 0;

    assert_ok(ing_store_clock(h->store, &any, &first, &latest, err));
    assert_int_equal(wanted, any);
    if (!wanted)
        return;
    assert_int_equal(wanted_first, first);
    assert_int_equal(wanted_latest, latest);
}

static void clock__stands_until_something_happens_and_never_goes_back(void **state)
{
    history *h = *state;

    history_begin(h);
    assert_clock(h, false, 0, 0); /* store.created says nothing of the world */
    (void)told(h, "report_filed", "2024-03-02T10:00:00+08:00", "{}");
    (void)told(h, "report_filed", "2024-03-01", "{}");
    assert_clock(h, true, DAY(2) + 10 * 3600, DAY(2) + 10 * 3600);
    (void)told(h, "runtime.attached", "2024-03-09", "{}");
    assert_clock(h, true, DAY(2) + 10 * 3600, DAY(2) + 10 * 3600);
    (void)told(h, "duty.closed", "2024-03-04", "{'duty':'d','each':'a','outcome':'met','period':'2024-03-03'}");
    assert_clock(h, true, DAY(2) + 10 * 3600, DAY(4));
    history_commit(h);
}

static void clock__goes_with_its_transaction_and_is_found_again(void **state)
{
    history *h = *state;
    ing_store *other = NULL;

    history_begin(h);
    (void)told(h, "report_filed", "2024-03-01", "{}");
    history_commit(h);
    history_begin(h);
    (void)told(h, "report_filed", "2024-03-05", "{}");
    ing_store_rollback(h->store);
    assert_clock(h, true, DAY(1), DAY(1));
    assert_ok(ing_store_open(h->path, true, 1000, &other, err));
    ing_store_close(h->store);
    h->store = other;
    assert_clock(h, true, DAY(1), DAY(1));
}

static void assert_range(history *h, const char *low, const char *high, const char *wanted)
{
    ing_numbers found = ING_NUMBERS_INIT;
    bool indexed = false;
    char text[128] = "";

    assert_ok(ing_store_keyed_range(h->store, ING_TEXT_LIT("seen.date"), low != NULL ? ing_text_of(low) : ING_TEXT_NONE,
                                    high != NULL ? ing_text_of(high) : ING_TEXT_NONE, &indexed, &found, err));
    assert_true(indexed);
    for (size_t i = 0; i < found.count; i++) {
        size_t len = strlen(text);
        (void)snprintf(text + len, sizeof text - len, "%s%" PRId64, i > 0 ? " " : "", found.items[i]);
    }
    ing_numbers_free(&found);
    assert_string_equal(wanted, text);
}

static void range__finds_records_by_day_pending_or_written(void **state)
{
    history *h = *state;

    history_begin(h);
    (void)history_pack(h, "2024-01-01", "['seen.date']");
    assert_int_equal(2, told(h, "seen", "2024-03-03", "{}"));
    assert_int_equal(3, told(h, "seen", "2024-03-01T09:00:00+08:00", "{}"));
    assert_int_equal(4, told(h, "seen_not", "2024-03-01", "{}"));
    history_commit(h);
    history_begin(h);
    assert_int_equal(5, told(h, "seen", "2024-03-02T23:59:59+08:00", "{}"));
    assert_range(h, NULL, NULL, "2 3 5");
    assert_range(h, "\"2024-03-02\"", NULL, "2 5");
    assert_range(h, NULL, "\"2024-03-03\"", "3 5");
    assert_range(h, "\"2024-03-02\"", "\"2024-03-03\"", "5");
    assert_range(h, "\"2024-03-04\"", NULL, "");
    history_commit(h);
}

static void range__of_a_word_that_is_not_indexed_says_so(void **state)
{
    history *h = *state;
    ing_numbers found = ING_NUMBERS_INIT;
    bool indexed = true;

    assert_ok(ing_store_keyed_range(h->store, ING_TEXT_LIT("seen.date"), ING_TEXT_NONE, ING_TEXT_NONE, &indexed,
                                    &found, err));
    assert_false(indexed);
    assert_int_equal(0, found.count);
}

static void next_pack__is_the_first_day_from_which_another_judges(void **state)
{
    history *h = *state;
    ing_date day = 0;

    history_begin(h);
    (void)history_pack(h, "2024-01-01", "[]");
    (void)history_pack(h, "2024-07-01", "[]");
    assert_ok(ing_store_next_pack(h->store, ing_date_of(2024, 1, 1), &day, err));
    assert_int_equal(ing_date_of(2024, 7, 1), day);
    assert_ok(ing_store_next_pack(h->store, ing_date_of(2024, 7, 1), &day, err));
    assert_int_equal(ING_DATE_MAX, day);
    history_commit(h);
}

#define WITH_STORE(name) cmocka_unit_test_setup_teardown(name, history_setup, history_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORE(clock__stands_until_something_happens_and_never_goes_back),
        WITH_STORE(clock__goes_with_its_transaction_and_is_found_again),
        WITH_STORE(range__finds_records_by_day_pending_or_written),
        WITH_STORE(range__of_a_word_that_is_not_indexed_says_so),
        WITH_STORE(next_pack__is_the_first_day_from_which_another_judges),
    };

    return cmocka_run_group_tests_name("store/clock", tests, NULL, NULL);
}
