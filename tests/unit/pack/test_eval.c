/* SPDX-License-Identifier: Apache-2.0 */
/* Conditions in three values, verbs, dates, numbers and calls. */
#include "model_maker.h"

/* --- conditions --------------------------------------------------------------------------------- */

static const ing_expr *literal(maker *m, ing_truth truth)
{
    if (truth == ING_UNCLEAR)
        return e_truth(m, e_unknown(m, &type_boolean));
    return e_truth(m, e_value(m, &type_boolean, ing_value_of_boolean(truth == ING_TRUE)));
}

static void no__swaps_true_and_false_and_keeps_unknown(void **state)
{
    maker *m = *state;
    assert_int_equal(ING_FALSE, maker_truth(m, e_one(m, ING_EXPR_NO, literal(m, ING_TRUE))));
    assert_int_equal(ING_TRUE, maker_truth(m, e_one(m, ING_EXPR_NO, literal(m, ING_FALSE))));
    assert_int_equal(ING_UNCLEAR, maker_truth(m, e_one(m, ING_EXPR_NO, literal(m, ING_UNCLEAR))));
}

static void all_and_any__follow_kleene(void **state)
{
    maker *m = *state;
    static const ing_truth both[3][3] = { { ING_FALSE, ING_FALSE, ING_FALSE },
                                          { ING_FALSE, ING_TRUE, ING_UNCLEAR },
                                          { ING_FALSE, ING_UNCLEAR, ING_UNCLEAR } };
    static const ing_truth either[3][3] = { { ING_FALSE, ING_TRUE, ING_UNCLEAR },
                                            { ING_TRUE, ING_TRUE, ING_TRUE },
                                            { ING_UNCLEAR, ING_TRUE, ING_UNCLEAR } };
    for (int a = 0; a < 3; a++) {
        for (int b = 0; b < 3; b++) {
            const ing_expr *left = literal(m, (ing_truth)a), *right = literal(m, (ing_truth)b);
            assert_int_equal(both[a][b], maker_truth(m, e_two(m, ING_EXPR_ALL, &type_condition, left, right)));
            assert_int_equal(either[a][b], maker_truth(m, e_two(m, ING_EXPR_ANY, &type_condition, left, right)));
        }
    }
}

static void all_and_any__of_nothing_are_true_and_false(void **state)
{
    maker *m = *state;
    assert_int_equal(ING_TRUE, maker_truth(m, e_new(m, ING_EXPR_ALL, &type_condition, "", 0, NULL)));
    assert_int_equal(ING_FALSE, maker_truth(m, e_new(m, ING_EXPR_ANY, &type_condition, "", 0, NULL)));
}

static void known__is_two_valued_and_an_empty_list_is_unknown(void **state)
{
    maker *m = *state;
    const ing_expr *empty = e_value(m, &type_texts, v_list(m, 0, NULL));
    assert_int_equal(ING_TRUE, maker_truth(m, e_one(m, ING_EXPR_KNOWN, e_int(m, 0))));
    assert_int_equal(ING_FALSE, maker_truth(m, e_one(m, ING_EXPR_UNKNOWN, e_int(m, 0))));
    assert_int_equal(ING_FALSE, maker_truth(m, e_one(m, ING_EXPR_KNOWN, e_unknown(m, &type_date))));
    assert_int_equal(ING_TRUE, maker_truth(m, e_one(m, ING_EXPR_UNKNOWN, e_unknown(m, &type_date))));
    assert_int_equal(ING_FALSE, maker_truth(m, e_one(m, ING_EXPR_KNOWN, empty)));
    assert_int_equal(ING_TRUE, maker_truth(m, e_one(m, ING_EXPR_UNKNOWN, empty)));
}

static void truth__of_a_number_is_an_error(void **state)
{
    maker *m = *state;
    assert_rule_error(m, "'constant' is neither true nor false", e_truth(m, e_int(m, 1)));
}

/* --- verbs -------------------------------------------------------------------------------------- */

static void verbs__on_something_unknown_are_unknown(void **state)
{
    maker *m = *state;
    static const char *const words[] = { "a" };
    const ing_expr *list = e_value(m, &type_texts, v_texts(m, 1, words));
    const ing_expr *no_list = e_unknown(m, &type_texts), *date = e_date(m, "2024-03-08");
    const ing_expr *no_date = e_unknown(m, &type_date), *text = e_text(m, "b"), *no_text = e_unknown(m, &type_text);
    const ing_expr *moment = e_moment(m, "2024-03-08T10:00:00+08:00"), *no_moment = e_unknown(m, &type_moment);
    const struct { ing_verb verb; const ing_expr *left, *no_left, *right, *no_right; } cases[] = {
        { ING_VERB_IS, text, no_text, text, no_text },
        { ING_VERB_ISNT, text, no_text, text, no_text },
        { ING_VERB_ONE_OF, text, no_text, list, no_list },
        { ING_VERB_NONE_OF, text, no_text, list, no_list },
        { ING_VERB_BELOW, date, no_date, date, no_date },
        { ING_VERB_UPTO, date, no_date, date, no_date },
        { ING_VERB_ATLEAST, date, no_date, date, no_date },
        { ING_VERB_ABOVE, date, no_date, date, no_date },
        { ING_VERB_BETWEEN, date, no_date, date, no_date },
        { ING_VERB_WITHIN, date, no_date, list, no_list },
        { ING_VERB_HAS, list, no_list, text, no_text },
        { ING_VERB_LACKS, list, no_list, text, no_text },
        { ING_VERB_TIES, moment, no_moment, moment, no_moment },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(ING_UNCLEAR, maker_truth(m, e_test(m, cases[i].no_left, cases[i].verb, cases[i].right)));
        assert_int_equal(ING_UNCLEAR, maker_truth(m, e_test(m, cases[i].left, cases[i].verb, cases[i].no_right)));
        assert_int_equal(ING_UNCLEAR, maker_truth(m, e_test(m, cases[i].no_left, cases[i].verb, cases[i].no_right)));
    }
}

static void assert_order(maker *m, const ing_expr *low, const ing_expr *high)
{
    static const struct { ing_verb verb; ing_truth low, equal, high; } rows[] = {
        { ING_VERB_BELOW, ING_TRUE, ING_FALSE, ING_FALSE },
        { ING_VERB_UPTO, ING_TRUE, ING_TRUE, ING_FALSE },
        { ING_VERB_ATLEAST, ING_FALSE, ING_TRUE, ING_TRUE },
        { ING_VERB_ABOVE, ING_FALSE, ING_FALSE, ING_TRUE },
        { ING_VERB_IS, ING_FALSE, ING_TRUE, ING_FALSE },
        { ING_VERB_ISNT, ING_TRUE, ING_FALSE, ING_TRUE },
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(rows[i].low, maker_truth(m, e_test(m, low, rows[i].verb, high)));
        assert_int_equal(rows[i].equal, maker_truth(m, e_test(m, low, rows[i].verb, low)));
        assert_int_equal(rows[i].high, maker_truth(m, e_test(m, high, rows[i].verb, low)));
    }
}

static void comparisons__order_numbers_dates_moments_and_ladders(void **state)
{
    maker *m = *state;
    assert_order(m, e_int(m, -3), e_int(m, 2));
    assert_order(m, e_int(m, 2), e_value(m, &type_decimal2, v_decimal(201, 2)));
    assert_order(m, e_value(m, &type_decimal2, v_decimal(2010, 3)), e_value(m, &type_decimal2, v_decimal(202, 2)));
    assert_order(m, e_value(m, &type_any, v_ratio(1, 3)), e_value(m, &type_decimal2, v_decimal(34, 2)));
    assert_order(m, e_date(m, "2024-02-29"), e_date(m, "2024-03-01"));
    assert_order(m, e_moment(m, "2024-03-01T09:00:00+08:00"), e_moment(m, "2024-03-01T09:00:01+08:00"));
    assert_order(m, e_moment(m, "2024-03-01T09:00:00+08:00"), e_date(m, "2024-03-02"));
    assert_order(m, e_value(m, &type_harm, ing_value_of_text(ING_TEXT_LIT("minor"))),
                 e_value(m, &type_harm, ing_value_of_text(ING_TEXT_LIT("moderate"))));
}

static void decimals__of_different_places_are_equal_exactly(void **state)
{
    maker *m = *state;
    const ing_expr *a = e_value(m, &type_decimal2, v_decimal(6250, 2));
    const ing_expr *b = e_value(m, &type_decimal2, v_decimal(625, 1));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, a, ING_VERB_IS, b)));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, a, ING_VERB_UPTO, b)));
}

static void moments__of_one_day_without_hour_tie(void **state)
{
    maker *m = *state;
    static const char *const pairs[][2] = { { "2024-03-08", "2024-03-08" },
                                            { "2024-03-08", "2024-03-08T10:00:00+08:00" },
                                            { "2024-03-08T10:00:00+08:00", "2024-03-08" } };
    static const ing_verb verbs[] = { ING_VERB_BELOW, ING_VERB_UPTO, ING_VERB_ATLEAST, ING_VERB_ABOVE, ING_VERB_IS };
    for (size_t i = 0; i < 3; i++) {
        const ing_expr *a = e_moment(m, pairs[i][0]), *b = e_moment(m, pairs[i][1]);
        for (size_t j = 0; j < sizeof verbs / sizeof verbs[0]; j++)
            assert_int_equal(ING_UNCLEAR, maker_truth(m, e_test(m, a, verbs[j], b)));
        assert_int_equal(ING_UNCLEAR, maker_truth(m, e_test(m, a, ING_VERB_BETWEEN, b)));
        assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, a, ING_VERB_TIES, b)));
    }
}

static void moments__with_hours_or_on_two_days_do_not_tie(void **state)
{
    maker *m = *state;
    const ing_expr *morning = e_moment(m, "2024-03-08T10:00:00+08:00"), *noon = e_moment(m, "2024-03-08T12:00:00+08:00");
    const ing_expr *next = e_moment(m, "2024-03-09");
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, morning, ING_VERB_TIES, noon)));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, morning, ING_VERB_TIES, next)));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, morning, ING_VERB_BELOW, next)));
}

static void dates__never_tie_and_moments_meet_them_by_day(void **state)
{
    maker *m = *state;
    const ing_expr *date = e_date(m, "2024-03-08"), *moment = e_moment(m, "2024-03-08");
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, date, ING_VERB_TIES, date)));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, date, ING_VERB_UPTO, date)));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, moment, ING_VERB_UPTO, date)));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, moment, ING_VERB_BELOW, date)));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, moment, ING_VERB_TIES, date)));
}

static const ing_expr *between(maker *m, const ing_expr *x, const ing_expr *low, const ing_expr *high)
{
    const ing_expr *kids[] = { x, low, high };
    ing_expr *expr = e_new(m, ING_EXPR_TEST, &type_condition, "test", 3, kids);
    expr->verb = ING_VERB_BETWEEN;
    return expr;
}

static void between__includes_both_ends(void **state)
{
    maker *m = *state;
    const ing_expr *low = e_int(m, 10), *high = e_int(m, 20), *none = e_unknown(m, &type_integer);
    assert_int_equal(ING_TRUE, maker_truth(m, between(m, low, low, high)));
    assert_int_equal(ING_TRUE, maker_truth(m, between(m, high, low, high)));
    assert_int_equal(ING_FALSE, maker_truth(m, between(m, e_int(m, 9), low, high)));
    assert_int_equal(ING_FALSE, maker_truth(m, between(m, e_int(m, 21), low, high)));
    assert_int_equal(ING_UNCLEAR, maker_truth(m, between(m, e_int(m, 15), low, none)));
}

static void between__is_false_when_one_known_end_says_so(void **state)
{
    maker *m = *state;
    const ing_expr *none = e_unknown(m, &type_integer);
    assert_int_equal(ING_FALSE, maker_truth(m, between(m, e_int(m, 9), e_int(m, 10), none)));
    assert_int_equal(ING_FALSE, maker_truth(m, between(m, e_int(m, 21), none, e_int(m, 20))));
}

static void within__knows_seasons_over_new_year_and_pairs_of_dates(void **state)
{
    maker *m = *state;
    const ing_value ends[] = { v_date("2024-03-01"), v_date("2024-03-31") };
    const ing_expr *pair = e_value(m, &type_any, v_list(m, 2, ends)), *season = e_text(m, "11-15..03-15");
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, e_date(m, "2024-03-31"), ING_VERB_WITHIN, pair)));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, e_date(m, "2024-04-01"), ING_VERB_WITHIN, pair)));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, e_date(m, "2024-01-01"), ING_VERB_WITHIN, season)));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, e_date(m, "2023-11-15"), ING_VERB_WITHIN, season)));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, e_date(m, "2023-11-14"), ING_VERB_WITHIN, season)));
}

static void one_of__looks_into_the_list(void **state)
{
    maker *m = *state;
    static const char *const words[] = { "a", "b" };
    const ing_expr *list = e_value(m, &type_texts, v_texts(m, 2, words)), *none = e_value(m, &type_texts, v_list(m, 0, NULL));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, e_text(m, "b"), ING_VERB_ONE_OF, list)));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, e_text(m, "c"), ING_VERB_ONE_OF, list)));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, e_text(m, "c"), ING_VERB_NONE_OF, list)));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, e_text(m, "a"), ING_VERB_ONE_OF, none)));
}

static void has__on_an_empty_list_is_false_whatever_is_asked(void **state)
{
    maker *m = *state;
    const ing_expr *empty = e_value(m, &type_texts, v_list(m, 0, NULL));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, empty, ING_VERB_HAS, e_text(m, "a"))));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, empty, ING_VERB_HAS, e_unknown(m, &type_text))));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, empty, ING_VERB_LACKS, e_text(m, "a"))));
}

static const ing_expr *key_template(maker *m, const ing_expr *violator, const ing_expr *type)
{
    static const ing_text names[] = { { "violator", 8 }, { "type", 4 } };
    const ing_expr *kids[] = { violator, type };
    ing_expr *expr = e_new(m, ING_EXPR_RECORD, &type_any, "key", 2, kids);
    expr->members = names;
    return expr;
}

static void has__with_members_asks_for_one_record_that_has_them_all(void **state)
{
    maker *m = *state;
    static const ing_field fields[] = { { .name = { "violator", 8 }, .type = &type_party },
                                        { .name = { "type", 4 }, .type = &type_text } };
    static const ing_type record = { .kind = ING_TYPE_RECORD, .field_count = 2, .fields = fields };
    static const ing_type records = { .kind = ING_TYPE_LIST, .element = &record };
    ing_value value = ing_value_read(&records, fake_json(&m->world,
        "[{\"violator\":\"e:E1\",\"type\":\"dust\"},{\"violator\":\"e:E2\",\"type\":\"coal\"},{\"violator\":\"e:E3\"}]"),
        FAKE_ZONE, &m->arena);
    const ing_expr *list = e_value(m, &records, value), *dust = e_text(m, "dust"), *none = e_unknown(m, &type_text);
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, list, ING_VERB_HAS, key_template(m, e_text(m, "e:E1"), dust))));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, list, ING_VERB_HAS, key_template(m, e_text(m, "e:E2"), dust))));
    assert_int_equal(ING_UNCLEAR, maker_truth(m, e_test(m, list, ING_VERB_HAS, key_template(m, e_text(m, "e:E3"), dust))));
    assert_int_equal(ING_UNCLEAR, maker_truth(m, e_test(m, list, ING_VERB_HAS, key_template(m, e_text(m, "e:E1"), none))));
    assert_int_equal(ING_FALSE, maker_truth(m, e_test(m, list, ING_VERB_HAS, key_template(m, e_text(m, "e:E9"), none))));
}

/* --- dates -------------------------------------------------------------------------------------- */

static const ing_expr *plus(maker *m, const ing_expr *a, const ing_expr *b)
{
    return e_two(m, ING_EXPR_ADD, a->type, a, b);
}

static const ing_expr *minus(maker *m, const ing_expr *a, const ing_expr *b)
{
    return e_two(m, ING_EXPR_SUBTRACT, a->type, a, b);
}

static const ing_expr *days(maker *m, int64_t count)
{
    return e_call1(m, ING_CALL_DAYS, &type_any, e_int(m, count));
}

static const ing_expr *workdays(maker *m, int64_t count)
{
    return e_call1(m, ING_CALL_WORKDAYS, &type_any, e_int(m, count));
}

static const ing_expr *months(maker *m, int64_t count, const char *round)
{
    return e_call2(m, ING_CALL_MONTHS, &type_any, e_int(m, count), e_text(m, round));
}

static void days__do_not_count_the_start_day(void **state)
{
    maker *m = *state;
    assert_value(m, "\"2024-03-11\"", plus(m, e_date(m, "2024-03-08"), days(m, 3)));
    assert_value(m, "\"2024-02-29\"", minus(m, e_date(m, "2024-03-08"), days(m, 8)));
    assert_value(m, "\"2024-03-05\"", plus(m, e_date(m, "2024-03-08"), days(m, -3)));
    assert_value(m, "unknown", plus(m, e_date(m, "2024-03-08"), e_call1(m, ING_CALL_DAYS, &type_any, e_unknown(m, &type_integer))));
    assert_value(m, "unknown", plus(m, e_unknown(m, &type_date), days(m, 1)));
}

static void days__outside_the_calendar_of_dates_are_an_error(void **state)
{
    maker *m = *state;
    assert_rule_error(m, "date outside the years 0001..9999", plus(m, e_date(m, "2024-03-08"), days(m, INT64_C(4000000000))));
    assert_rule_error(m, "date outside the years 0001..9999", minus(m, e_date(m, "2024-03-08"), days(m, 800000)));
    assert_rule_error(m, "date outside the years 0001..9999", plus(m, e_date(m, "2024-03-08"), months(m, 100000, "clip")));
}

static void months__clip_or_spill(void **state)
{
    maker *m = *state;
    assert_value(m, "\"2024-02-29\"", plus(m, e_date(m, "2024-01-31"), months(m, 1, "clip")));
    assert_value(m, "\"2024-03-01\"", plus(m, e_date(m, "2024-01-31"), months(m, 1, "spill")));
    assert_value(m, "\"2023-02-28\"", minus(m, e_date(m, "2024-02-29"), months(m, 12, "clip")));
}

static void workdays__follow_the_calendar_both_ways(void **state)
{
    maker *m = *state;
    maker_calendar(m, "from,to,kind\n2024-01-01,2024-12-31,covers\n2024-04-04,2024-04-06,holiday\n2024-04-07,2024-04-07,workday\n");
    assert_value(m, "\"2024-03-11\"", plus(m, e_date(m, "2024-03-08"), workdays(m, 1)));
    assert_value(m, "\"2024-04-07\"", plus(m, e_date(m, "2024-04-03"), workdays(m, 1)));
    assert_value(m, "\"2024-04-03\"", minus(m, e_date(m, "2024-04-07"), workdays(m, 1)));
    assert_value(m, "\"2024-03-08\"", plus(m, e_date(m, "2024-03-08"), workdays(m, 0)));
    assert_value(m, "\"2024-04-07\"", e_call1(m, ING_CALL_ROLL, &type_date, e_date(m, "2024-04-04")));
    assert_value(m, "\"2024-04-03\"", e_call1(m, ING_CALL_ROLL, &type_date, e_date(m, "2024-04-03")));
}

static void workdays__outside_the_cover_fail(void **state)
{
    maker *m = *state;
    ing_value value;
    const ing_eval at = maker_at(m);
    maker_calendar(m, "from,to,kind\n2024-01-01,2024-03-10,covers\n");
    assert_int_equal(LIBING_ERR_CALENDAR, ing_eval_value(&at, plus(m, e_date(m, "2024-03-08"), workdays(m, 1)), &value, &m->err));
    assert_string_equal("working day asked for 2024-03-11, outside the calendar's cover 2024-01-01..2024-03-10", m->err.message);
    assert_int_equal(LIBING_ERR_CALENDAR, ing_eval_value(&at, minus(m, e_date(m, "2024-01-02"), workdays(m, 2)), &value, &m->err));
    assert_int_equal(LIBING_ERR_CALENDAR, ing_eval_value(&at, e_call1(m, ING_CALL_ROLL, &type_date, e_date(m, "2025-01-01")), &value, &m->err));
}

static void hours__move_a_moment_and_leave_an_unknown_hour_unknown(void **state)
{
    maker *m = *state;
    const ing_expr *day = e_call1(m, ING_CALL_HOURS, &type_any, e_int(m, 24)), *one = e_call1(m, ING_CALL_HOURS, &type_any, e_int(m, 1));
    assert_value(m, "\"2024-03-09T00:30:00+08:00\"", plus(m, e_moment(m, "2024-03-08T23:30:00+08:00"), one));
    assert_value(m, "\"2024-03-09\"", plus(m, e_moment(m, "2024-03-08"), day));
    assert_value(m, "unknown", plus(m, e_moment(m, "2024-03-08"), one));
    assert_value(m, "\"2024-03-07\"", minus(m, e_date(m, "2024-03-08"), day));
}

static void elapsed__counts_dates_after_the_first_up_to_the_second(void **state)
{
    maker *m = *state;
    assert_value(m, "4", e_call2(m, ING_CALL_ELAPSED, &type_integer, e_date(m, "2024-03-08"), e_date(m, "2024-03-12")));
    assert_value(m, "-4", e_call2(m, ING_CALL_ELAPSED, &type_integer, e_date(m, "2024-03-12"), e_date(m, "2024-03-08")));
    assert_value(m, "1", e_call2(m, ING_CALL_ELAPSED, &type_integer, e_moment(m, "2024-03-08T23:00:00+08:00"), e_moment(m, "2024-03-09T01:00:00+08:00")));
    assert_value(m, "unknown", e_call2(m, ING_CALL_ELAPSED, &type_integer, e_unknown(m, &type_date), e_date(m, "2024-03-12")));
}

/* --- numbers ------------------------------------------------------------------------------------ */

static const ing_expr *times(maker *m, const ing_expr *a, const ing_expr *b)
{
    return e_two(m, ING_EXPR_MULTIPLY, a->type, a, b);
}

static const ing_expr *money(maker *m, int64_t fen)
{
    return e_value(m, &type_money, ing_value_of_integer(fen));
}

static const ing_expr *ratio(maker *m, int64_t above, int64_t below)
{
    return e_call2(m, ING_CALL_RATIO, &type_any, e_int(m, above), e_int(m, below));
}

static void money__times_a_ratio_is_exact_until_it_is_stored(void **state)
{
    maker *m = *state;
    const ing_expr *third = times(m, money(m, 100), ratio(m, 1, 3));
    assert_value(m, "33", third);
    assert_value(m, "100", times(m, third, e_int(m, 3)));
    assert_value(m, "840000", times(m, times(m, money(m, 2000000), ratio(m, 3, 100)), e_int(m, 14)));
    assert_int_equal(ING_TRUE, maker_truth(m, e_test(m, third, ING_VERB_ABOVE, money(m, 33))));
}

static void money__is_rounded_half_up(void **state)
{
    maker *m = *state;
    assert_value(m, "1", times(m, money(m, 1), ratio(m, 1, 2)));
    assert_value(m, "0", times(m, money(m, 1), ratio(m, 49, 100)));
    assert_value(m, "3", times(m, money(m, 5), ratio(m, 1, 2)));
    assert_value(m, "-2", times(m, money(m, -5), ratio(m, 1, 2)));
}

static void numbers__beyond_2_53_are_refused_and_never_wrap(void **state)
{
    maker *m = *state;
    const ing_expr *most = e_int(m, ING_JSON_INTEGER_MAX);
    static const char message[] = "number beyond 9007199254740991, or too fine to be held exactly";
    assert_value(m, "9007199254740991", plus(m, most, e_int(m, 0)));
    assert_rule_error(m, message, plus(m, most, e_int(m, 1)));
    assert_rule_error(m, message, minus(m, e_int(m, -ING_JSON_INTEGER_MAX), e_int(m, 1)));
    assert_rule_error(m, message, times(m, most, most));
    assert_rule_error(m, message, times(m, most, ratio(m, ING_JSON_INTEGER_MAX, 2)));
}

static void decimals__add_and_multiply_exactly(void **state)
{
    maker *m = *state;
    const ing_expr *a = e_value(m, &type_decimal2, v_decimal(10, 2)), *b = e_value(m, &type_decimal2, v_decimal(205, 3));
    assert_value(m, "\"0.305\"", plus(m, a, b));
    assert_value(m, "\"-0.105\"", minus(m, a, b));
    assert_value(m, "\"0.02050\"", times(m, a, b));
    assert_value(m, "\"0.30\"", times(m, a, e_int(m, 3)));
    assert_value(m, "\"1.10\"", plus(m, e_int(m, 1), a));
}

static void arithmetic__between_things_that_do_not_add_is_an_error(void **state)
{
    maker *m = *state;
    assert_rule_error(m, "'+' between values that it does not join", plus(m, e_text(m, "a"), e_int(m, 1)));
    assert_rule_error(m, "'*' between values that it does not join", times(m, e_date(m, "2024-03-08"), e_int(m, 1)));
    assert_rule_error(m, "'-' between values that it does not join", minus(m, days(m, 1), workdays(m, 1)));
}

static void ratio__of_zero_is_an_error(void **state)
{
    maker *m = *state;
    assert_rule_error(m, "'call' divides by zero", ratio(m, 1, 0));
}

/* --- calls -------------------------------------------------------------------------------------- */

static void earliest_and_latest__pass_over_what_is_unknown(void **state)
{
    maker *m = *state;
    const ing_expr *kids[] = { e_unknown(m, &type_date), e_date(m, "2024-03-08"), e_date(m, "2024-03-01") };
    assert_value(m, "\"2024-03-01\"", e_call(m, ING_CALL_EARLIEST, &type_date, 3, kids));
    assert_value(m, "\"2024-03-08\"", e_call(m, ING_CALL_LATEST, &type_date, 3, kids));
    assert_value(m, "unknown", e_call(m, ING_CALL_LATEST, &type_date, 1, kids));
}

static void earliest__of_one_day_prefers_the_moment_with_an_hour(void **state)
{
    maker *m = *state;
    const ing_expr *kids[] = { e_moment(m, "2024-03-08"), e_moment(m, "2024-03-08T10:00:00+08:00") };
    assert_value(m, "\"2024-03-08T10:00:00+08:00\"", e_call(m, ING_CALL_EARLIEST, &type_moment, 2, kids));
    assert_value(m, "\"2024-03-08\"", e_call(m, ING_CALL_LATEST, &type_moment, 2, kids));
}

static void least_and_greatest__are_unknown_with_one_unknown_number(void **state)
{
    maker *m = *state;
    const ing_expr *kids[] = { e_int(m, 3), e_int(m, -1), e_unknown(m, &type_integer) };
    assert_value(m, "-1", e_call(m, ING_CALL_LEAST, &type_integer, 2, kids));
    assert_value(m, "3", e_call(m, ING_CALL_GREATEST, &type_integer, 2, kids));
    assert_value(m, "unknown", e_call(m, ING_CALL_LEAST, &type_integer, 3, kids));
    assert_value(m, "unknown", e_call(m, ING_CALL_GREATEST, &type_integer, 3, kids));
}

static void either__is_the_first_known_value_and_an_empty_list_is_none(void **state)
{
    maker *m = *state;
    static const char *const words[] = { "a" };
    const ing_expr *empty = e_value(m, &type_texts, v_list(m, 0, NULL)), *full = e_value(m, &type_texts, v_texts(m, 1, words));
    assert_value(m, "[\"a\"]", e_call2(m, ING_CALL_EITHER, &type_texts, empty, full));
    assert_value(m, "[]", e_call2(m, ING_CALL_EITHER, &type_texts, e_unknown(m, &type_texts), empty));
    assert_value(m, "7", e_call2(m, ING_CALL_EITHER, &type_integer, e_unknown(m, &type_integer), e_int(m, 7)));
    assert_value(m, "unknown", e_call1(m, ING_CALL_EITHER, &type_integer, e_unknown(m, &type_integer)));
}

static void pick__keeps_what_is_true_of_it(void **state)
{
    maker *m = *state;
    const ing_value items[] = { ing_value_of_integer(1), ing_value_of_integer(5), ing_value_of_integer(3) };
    const ing_expr *list = e_value(m, &type_integers, v_list(m, 3, items));
    const ing_expr *big = e_test(m, e_it(m, &type_integer), ING_VERB_ATLEAST, e_int(m, 3));
    const ing_expr *unclear = e_test(m, e_it(m, &type_integer), ING_VERB_ATLEAST, e_unknown(m, &type_integer));
    assert_value(m, "[5,3]", e_call2(m, ING_CALL_PICK, &type_integers, list, big));
    assert_value(m, "[]", e_call2(m, ING_CALL_PICK, &type_integers, list, unclear));
    assert_value(m, "unknown", e_call2(m, ING_CALL_PICK, &type_integers, e_unknown(m, &type_integers), big));
}

static void split__gives_the_remainder_to_the_first(void **state)
{
    maker *m = *state;
    static const char *const three[] = { "a", "b", "c" };
    const ing_expr *people = e_value(m, &type_texts, v_texts(m, 3, three)), *nobody = e_value(m, &type_texts, v_list(m, 0, NULL));
    assert_value(m, "[3334,3333,3333]", e_call2(m, ING_CALL_SPLIT, &type_moneys, money(m, 10000), people));
    assert_value(m, "[3335,3333,3333]", e_call2(m, ING_CALL_SPLIT, &type_moneys, money(m, 10001), people));
    assert_value(m, "[2,0,0]", e_call2(m, ING_CALL_SPLIT, &type_moneys, money(m, 2), people));
    assert_value(m, "[]", e_call2(m, ING_CALL_SPLIT, &type_moneys, money(m, 10000), nobody));
    assert_value(m, "unknown", e_call2(m, ING_CALL_SPLIT, &type_moneys, e_unknown(m, &type_money), people));
}

static void list__knows_its_first_and_its_count(void **state)
{
    maker *m = *state;
    static const char *const words[] = { "a", "b" };
    const ing_expr *list = e_value(m, &type_texts, v_texts(m, 2, words)), *empty = e_value(m, &type_texts, v_list(m, 0, NULL));
    assert_value(m, "\"a\"", e_builtin(m, list, ING_BUILTIN_FIRST, "first", &type_text));
    assert_value(m, "2", e_builtin(m, list, ING_BUILTIN_COUNT, "count", &type_integer));
    assert_value(m, "unknown", e_builtin(m, empty, ING_BUILTIN_FIRST, "first", &type_text));
    assert_value(m, "0", e_builtin(m, empty, ING_BUILTIN_COUNT, "count", &type_integer));
}

static void date__knows_year_month_and_day(void **state)
{
    maker *m = *state;
    const ing_expr *date = e_date(m, "2024-03-08"), *moment = e_moment(m, "2024-03-08T10:00:00+08:00");
    assert_value(m, "2024", e_builtin(m, date, ING_BUILTIN_YEAR, "year", &type_integer));
    assert_value(m, "3", e_builtin(m, moment, ING_BUILTIN_MONTH, "month", &type_integer));
    assert_value(m, "8", e_builtin(m, moment, ING_BUILTIN_DAY, "day", &type_integer));
    assert_value(m, "\"2024-03-08\"", e_builtin(m, moment, ING_BUILTIN_DATE, "date", &type_date));
}

static void param__is_the_slice_of_the_day(void **state)
{
    maker *m = *state;
    const ing_param_slice slices[] = { { v_date("2024-01-01").date, ing_value_of_integer(1) },
                                       { v_date("2024-03-08").date, ing_value_of_integer(2) } };
    const ing_param param = { .id = ING_TEXT_LIT("esc.days"), .type = &type_integer, .slice_count = 2, .slices = slices };
    ing_expr *today = e_new(m, ING_EXPR_PARAM, &type_integer, "param.esc.days", 0, NULL);
    today->param = &param;
    assert_value(m, "2", today);
    const ing_expr *dates[] = { e_date(m, "2024-03-07"), e_date(m, "2023-12-31"), e_unknown(m, &type_date) };
    static const char *const expected[] = { "1", "unknown", "unknown" };
    for (size_t i = 0; i < 3; i++) {
        ing_expr *on = e_new(m, ING_EXPR_PARAM, &type_integer, "param.esc.days:on(…)", 1, &dates[i]);
        on->param = &param;
        assert_value(m, expected[i], on);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, maker_setup, maker_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no__swaps_true_and_false_and_keeps_unknown),
        TEST(all_and_any__follow_kleene),
        TEST(all_and_any__of_nothing_are_true_and_false),
        TEST(known__is_two_valued_and_an_empty_list_is_unknown),
        TEST(truth__of_a_number_is_an_error),
        TEST(verbs__on_something_unknown_are_unknown),
        TEST(comparisons__order_numbers_dates_moments_and_ladders),
        TEST(decimals__of_different_places_are_equal_exactly),
        TEST(moments__of_one_day_without_hour_tie),
        TEST(moments__with_hours_or_on_two_days_do_not_tie),
        TEST(dates__never_tie_and_moments_meet_them_by_day),
        TEST(between__includes_both_ends),
        TEST(between__is_false_when_one_known_end_says_so),
        TEST(within__knows_seasons_over_new_year_and_pairs_of_dates),
        TEST(one_of__looks_into_the_list),
        TEST(has__on_an_empty_list_is_false_whatever_is_asked),
        TEST(has__with_members_asks_for_one_record_that_has_them_all),
        TEST(days__do_not_count_the_start_day),
        TEST(days__outside_the_calendar_of_dates_are_an_error),
        TEST(months__clip_or_spill),
        TEST(workdays__follow_the_calendar_both_ways),
        TEST(workdays__outside_the_cover_fail),
        TEST(hours__move_a_moment_and_leave_an_unknown_hour_unknown),
        TEST(elapsed__counts_dates_after_the_first_up_to_the_second),
        TEST(money__times_a_ratio_is_exact_until_it_is_stored),
        TEST(money__is_rounded_half_up),
        TEST(numbers__beyond_2_53_are_refused_and_never_wrap),
        TEST(decimals__add_and_multiply_exactly),
        TEST(arithmetic__between_things_that_do_not_add_is_an_error),
        TEST(ratio__of_zero_is_an_error),
        TEST(earliest_and_latest__pass_over_what_is_unknown),
        TEST(earliest__of_one_day_prefers_the_moment_with_an_hour),
        TEST(least_and_greatest__are_unknown_with_one_unknown_number),
        TEST(either__is_the_first_known_value_and_an_empty_list_is_none),
        TEST(pick__keeps_what_is_true_of_it),
        TEST(split__gives_the_remainder_to_the_first),
        TEST(list__knows_its_first_and_its_count),
        TEST(date__knows_year_month_and_day),
        TEST(param__is_the_slice_of_the_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
