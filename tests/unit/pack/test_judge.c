/* SPDX-License-Identifier: Apache-2.0 */
/* Rules on a record: given, require, choose, arguments, keys, visits, revocations, the facts list. */
#include "model_maker.h"


typedef struct scene {
    maker *m;
    const ing_action *alert, *grant, *block;
    const ing_view *view;
    ing_rule rule;
    ing_outcomes out;
} scene;

static const ing_expr *ev(maker *m, const char *name, const ing_type *type)
{
    return e_field(m, e_ev(m), name, type);
}

static void set_up(scene *s, maker *m, const char *data)
{
    const ing_field event_fields[] = { field_of("household", &type_party), field_of("amount", &type_money),
                                       field_of("act", &type_date), field_of("noted", &type_moment) };
    const ing_field alert_fields[] = { field_of("household", &type_party), field_of("reason", &type_text),
                                       field_of("due", &type_date), field_of("yuan", &type_money),
                                       field_of("share", &type_decimal2), field_of("at", &type_moment),
                                       field_of("items", &type_texts), field_of("count", &type_integer) };
    static const ing_text key[] = { { "household", 9 }, { "yuan", 4 } };
    maker_event(m, "burned", 4, event_fields);
    ing_action *grant = maker_action(m, "grant", 8, alert_fields);
    grant->key = key;
    grant->key_count = 2;
    *s = (scene){ .m = m, .grant = grant };
    s->alert = maker_action(m, "alert", 8, alert_fields);
    s->block = maker_action(m, "block", 8, alert_fields);
    s->view = fake_case(&m->world, "F1", "fire", "village:V1");
    s->rule = (ing_rule){ .id = ING_TEXT_LIT("C-1"), .titles = { .file = 0, .line = 14 } };
    maker_judge(m, fake_add(&m->world, "burned", "F1", "2024-03-08", data), s->view);
}

static ing_outcome_template outcome(scene *s, const ing_action *action, ing_modality modality, size_t count,
                                    const char *const *names, const ing_expr *const *values)
{
    ing_text texts[8];
    for (size_t i = 0; i < count; i++)
        texts[i] = ing_text_of(names[i]);
    return (ing_outcome_template){ .modality = modality, .action = action, .count = count,
                                   .names = maker_copy(s->m, texts, count, sizeof *texts),
                                   .values = maker_copy(s->m, values, count, sizeof *values), .line = 20 };
}

static ing_outcome_template with_one(scene *s, const ing_action *action, const char *name, const ing_expr *value)
{
    return outcome(s, action, ING_MUST, 1, &name, &value);
}

static void judge(scene *s)
{
    libing_status status = ing_judge_rule(&s->m->judgement, &s->rule, &s->out, &s->m->err);
    if (status != LIBING_OK)
        fail_msg("%s", s->m->err.message);
}

static const ing_expr *yes(maker *m)
{
    return e_truth(m, e_value(m, &type_boolean, ing_value_of_boolean(true)));
}

static const ing_expr *maybe(maker *m)
{
    return e_truth(m, e_unknown(m, &type_boolean));
}

/* --- given, require, choose --------------------------------------------------------------------- */

static void rule__speaks_only_when_given_is_true(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_outcome_template speaks = outcome(&s, s.alert, ING_MAY, 0, NULL, NULL);
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    judge(&s);
    assert_int_equal(1, s.out.count);
    assert_int_equal(ING_MAY, s.out.items[0].modality);
    assert_ptr_equal(s.alert, s.out.items[0].action);
    assert_ptr_equal(s.view, s.out.items[0].about);
    assert_false(s.out.items[0].is_otherwise);
    assert_null(s.out.items[0].key.ptr);
    s.rule.given = maybe(s.m);
    s.out.count = 0;
    judge(&s);
    assert_int_equal(0, s.out.count);
    s.rule.given = e_one(s.m, ING_EXPR_NO, yes(s.m));
    judge(&s);
    assert_int_equal(0, s.out.count);
}

static void require__stops_at_the_first_entry_that_is_not_true(void **state)
{
    scene s;
    set_up(&s, *state, "{\"household\":\"household:H3\",\"amount\":700}");
    static const ing_text over[] = { { "household", 9 } };
    const ing_expr *land[] = { e_text(s.m, "household:H9") };
    const char *const names[] = { "household", "yuan" };
    const ing_expr *const values[] = { ev(s.m, "household", &type_party), ev(s.m, "amount", &type_money) };
    const ing_branch entries[] = {
        { .reason = ING_TEXT_LIT("first"), .when = yes(s.m) },
        { .reason = ING_TEXT_LIT("not_attributed"), .when = maybe(s.m), .field_count = 1, .field_names = over, .fields = land },
        { .reason = ING_TEXT_LIT("third"), .when = e_one(s.m, ING_EXPR_NO, yes(s.m)) },
    };
    const ing_outcome_template otherwise = outcome(&s, s.alert, ING_MAY, 2, names, values);
    const ing_outcome_template speaks = outcome(&s, s.grant, ING_MUST, 0, NULL, NULL);
    s.rule.require = entries;
    s.rule.require_count = 3;
    s.rule.otherwise = &otherwise;
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    judge(&s);
    assert_int_equal(1, s.out.count);
    assert_true(s.out.items[0].is_otherwise);
    assert_int_equal(ING_MUST, s.out.items[0].modality);
    assert_json("{\"household\":\"household:H9\",\"reason\":\"not_attributed\",\"yuan\":700}", s.out.items[0].args);
}

static void require__without_otherwise_only_stops(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_branch entries[] = { { .reason = ING_TEXT_LIT("no"), .when = maybe(s.m) } };
    const ing_outcome_template speaks = outcome(&s, s.alert, ING_MUST, 0, NULL, NULL);
    s.rule.require = entries;
    s.rule.require_count = 1;
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    judge(&s);
    assert_int_equal(0, s.out.count);
}

static void choose__lets_the_first_true_branch_speak_after_the_rules_own_outcomes(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_outcome_template own = with_one(&s, s.alert, "reason", e_text(s.m, "own"));
    const ing_outcome_template two = with_one(&s, s.alert, "reason", e_text(s.m, "two"));
    const ing_outcome_template three = with_one(&s, s.alert, "reason", e_text(s.m, "three"));
    const ing_branch branches[] = { { .when = maybe(s.m), .outcome_count = 1, .outcomes = &own },
                                    { .when = yes(s.m), .outcome_count = 1, .outcomes = &two },
                                    { .when = NULL, .outcome_count = 1, .outcomes = &three } };
    s.rule.outcomes = &own;
    s.rule.outcome_count = 1;
    s.rule.choose = branches;
    s.rule.choose_count = 3;
    judge(&s);
    assert_int_equal(2, s.out.count);
    assert_json("{\"reason\":\"own\"}", s.out.items[0].args);
    assert_json("{\"reason\":\"two\"}", s.out.items[1].args);
}

static void block__is_must_not_wherever_it_stands(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_outcome_template speaks = outcome(&s, s.block, ING_MAY, 0, NULL, NULL);
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    judge(&s);
    assert_int_equal(ING_MUST_NOT, s.out.items[0].modality);
}

/* --- arguments ---------------------------------------------------------------------------------- */

static void args__have_the_types_that_the_action_declares(void **state)
{
    scene s;
    set_up(&s, *state, "{\"noted\":\"2024-03-08T10:00:00+08:00\",\"act\":\"2024-03-01\"}");
    maker *m = s.m;
    static const char *const words[] = { "W1", "W2" };
    const char *const names[] = { "due", "yuan", "share", "at", "items", "count" };
    const ing_expr *const values[] = {
        ev(m, "noted", &type_moment),
        e_two(m, ING_EXPR_MULTIPLY, &type_money, e_int(m, 100), e_value(m, &type_any, v_ratio(2, 3))),
        e_int(m, 7), ev(m, "act", &type_date), e_value(m, &type_texts, v_texts(m, 2, words)),
        e_value(m, &type_decimal2, v_decimal(300, 2)),
    };
    const ing_outcome_template speaks = outcome(&s, s.alert, ING_MUST, 6, names, values);
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    judge(&s);
    assert_json("{\"at\":\"2024-03-01\",\"count\":3,\"due\":\"2024-03-08\",\"items\":[\"W1\",\"W2\"],"
                "\"share\":\"7.00\",\"yuan\":67}", s.out.items[0].args);
}

static void args__that_are_unknown_are_left_out(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_outcome_template speaks = with_one(&s, s.alert, "household", ev(s.m, "household", &type_party));
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    judge(&s);
    assert_json("{}", s.out.items[0].args);
    assert_json("[{\"name\":\"ev.household\"}]", s.out.items[0].facts);
}

static void args__that_do_not_fit_name_rule_and_line(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_outcome_template speaks = with_one(&s, s.alert, "count", e_value(s.m, &type_decimal2, v_decimal(150, 2)));
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    assert_int_equal(LIBING_ERR_RULE, ing_judge_rule(&s.m->judgement, &s.rule, &s.out, &s.m->err));
    assert_string_equal("'count' gets a value that does not fit its type integer", s.m->err.message);
    assert_string_equal("C-1", s.m->err.rule);
    assert_int_equal(20, s.m->err.line);
}

static void key__is_the_list_of_its_values(void **state)
{
    scene s;
    set_up(&s, *state, "{\"household\":\"household:H3\",\"amount\":700}");
    const char *const names[] = { "yuan", "household" };
    const ing_expr *const values[] = { ev(s.m, "amount", &type_money), ev(s.m, "household", &type_party) };
    const ing_outcome_template speaks = outcome(&s, s.grant, ING_MUST, 2, names, values);
    const ing_outcome_template again = with_one(&s, s.alert, "household", ev(s.m, "household", &type_party));
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    s.rule.again = &again;
    judge(&s);
    assert_string_equal("[\"household:H3\",700]", s.out.items[0].key.ptr);
    assert_ptr_equal(&again, s.out.items[0].again);
    assert_int_equal(LIBING_OK, ing_judge_again(&s.m->judgement, &s.rule, NULL, &s.out, &s.m->err));
    assert_int_equal(2, s.out.count);
    assert_int_equal(ING_MUST, s.out.items[1].modality);
    assert_json("{\"household\":\"household:H3\"}", s.out.items[1].args);
}

static void key__with_something_unknown_is_an_error_that_names_it(void **state)
{
    scene s;
    set_up(&s, *state, "{\"amount\":700}");
    const char *const names[] = { "yuan", "household" };
    const ing_expr *const values[] = { ev(s.m, "amount", &type_money), ev(s.m, "household", &type_party) };
    const ing_outcome_template speaks = outcome(&s, s.grant, ING_MUST, 2, names, values);
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    assert_int_equal(LIBING_ERR_RULE, ing_judge_rule(&s.m->judgement, &s.rule, &s.out, &s.m->err));
    assert_string_equal("'household' is part of the key of 'grant', but it is not known", s.m->err.message);
    assert_string_equal("C-1", s.m->err.rule);
}

static void decider__may_be_an_expression(void **state)
{
    scene s;
    set_up(&s, *state, "{\"household\":\"household:H3\"}");
    ing_action decided = *s.alert;
    decided.decider = ev(s.m, "household", &type_party);
    const ing_outcome_template speaks = outcome(&s, &decided, ING_MUST, 0, NULL, NULL);
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    judge(&s);
    assert_true(ing_text_is(s.out.items[0].decider, "household:H3"));
}

/* --- facts -------------------------------------------------------------------------------------- */

static void facts__are_the_paths_and_queries_named_sorted_and_once(void **state)
{
    scene s;
    set_up(&s, *state, "{\"household\":\"household:H3\",\"amount\":700}");
    maker *m = s.m;
    const ing_param_slice slice = { 0, ing_value_of_integer(10) };
    const ing_param param = { .id = ING_TEXT_LIT("esc.days"), .type = &type_integer, .slice_count = 1, .slices = &slice };
    ing_expr *limit = e_new(m, ING_EXPR_PARAM, &type_integer, "param.esc.days", 0, NULL);
    limit->param = &param;
    const ing_expr *first = e_query(m, ING_QUERY_FIRST, &type_entry, "burned",
        e_test(m, e_field(m, e_it(m, &type_entry), "amount", &type_money), ING_VERB_ABOVE, limit), NULL);
    const ing_expr *date = e_builtin(m, first, ING_BUILTIN_DATE, "date", &type_date);
    const ing_expr *kids[] = { e_one(m, ING_EXPR_KNOWN, date), e_one(m, ING_EXPR_UNKNOWN, ev(m, "act", &type_date)),
                               e_one(m, ING_EXPR_KNOWN, ev(m, "household", &type_party)) };
    s.rule.given = e_new(m, ING_EXPR_ALL, &type_condition, "given", 3, kids);
    const ing_outcome_template speaks = with_one(&s, s.alert, "household", ev(m, "household", &type_party));
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    judge(&s);
    assert_json("[{\"name\":\"ev.act\"},{\"name\":\"ev.household\",\"seq\":0,\"value\":\"household:H3\"},"
                "{\"name\":\"first(\\\"burned\\\").date\",\"seq\":0,\"value\":\"2024-03-08\"},"
                "{\"name\":\"param.esc.days\",\"value\":10}]", s.out.items[0].facts);
}

static void facts__of_entries_not_reached_are_left_out(void **state)
{
    scene s;
    set_up(&s, *state, "{\"amount\":700}");
    const ing_branch entries[] = {
        { .reason = ING_TEXT_LIT("a"), .when = e_one(s.m, ING_EXPR_KNOWN, ev(s.m, "amount", &type_money)) },
        { .reason = ING_TEXT_LIT("b"), .when = e_one(s.m, ING_EXPR_KNOWN, ev(s.m, "household", &type_party)) },
        { .reason = ING_TEXT_LIT("c"), .when = e_one(s.m, ING_EXPR_KNOWN, ev(s.m, "act", &type_date)) },
    };
    const ing_outcome_template otherwise = outcome(&s, s.alert, ING_MUST, 0, NULL, NULL);
    s.rule.require = entries;
    s.rule.require_count = 3;
    s.rule.otherwise = &otherwise;
    judge(&s);
    assert_json("[{\"name\":\"ev.amount\",\"seq\":0,\"value\":700},{\"name\":\"ev.household\"}]", s.out.items[0].facts);
}

static void facts__of_a_branch_not_taken_are_left_out(void **state)
{
    scene s;
    set_up(&s, *state, "{\"amount\":700}");
    const ing_outcome_template speaks = outcome(&s, s.alert, ING_MUST, 0, NULL, NULL);
    const ing_branch branches[] = {
        { .when = e_one(s.m, ING_EXPR_KNOWN, ev(s.m, "household", &type_party)), .outcome_count = 1, .outcomes = &speaks },
        { .when = e_one(s.m, ING_EXPR_KNOWN, ev(s.m, "amount", &type_money)), .outcome_count = 1, .outcomes = &speaks },
    };
    s.rule.choose = branches;
    s.rule.choose_count = 2;
    judge(&s);
    assert_int_equal(1, s.out.count);
    assert_json("[{\"name\":\"ev.amount\",\"seq\":0,\"value\":700}]", s.out.items[0].facts);
}

/* --- visits ------------------------------------------------------------------------------------- */

static void visits__go_through_the_list_in_order(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    static const char *const words[] = { "household:H2", "household:H1" };
    const ing_value *items;
    size_t count;
    s.rule.each = e_value(s.m, &type_texts, v_texts(s.m, 2, words));
    const ing_outcome_template speaks =
        with_one(&s, s.alert, "household", e_root(s.m, ING_ROOT_EACH, &type_party, "each"));
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    assert_int_equal(LIBING_OK, ing_judge_visits(&s.m->judgement, &s.rule, &items, &count, &s.m->err));
    assert_int_equal(2, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(LIBING_OK, ing_judge_visit(&s.m->judgement, &s.rule, &items[i], &s.out, &s.m->err));
    assert_json("{\"household\":\"household:H2\"}", s.out.items[0].args);
    assert_json("{\"household\":\"household:H1\"}", s.out.items[1].args);
    assert_json("[{\"name\":\"each\",\"value\":\"household:H1\"}]", s.out.items[1].facts);
    assert_ptr_equal(s.view, s.out.items[1].about);
}

static void visit__of_a_case_makes_it_the_subject(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_view *other = fake_case(&s.m->world, "F2", "fire", NULL);
    fake_add(&s.m->world, "burned", "F2", "2024-03-08", "{\"household\":\"household:H7\"}");
    ing_value element = ing_value_of(ING_VALUE_VIEW);
    element.view = other;
    const char *const names[] = { "household", "reason" };
    const ing_expr *const values[] = { e_field(s.m, e_case(s.m), "household", &type_party),
                                       e_builtin(s.m, e_ev(s.m), ING_BUILTIN_CASE, "case", &type_case_id) };
    const ing_outcome_template speaks = outcome(&s, s.alert, ING_MUST, 2, names, values);
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    assert_int_equal(LIBING_OK, ing_judge_visit(&s.m->judgement, &s.rule, &element, &s.out, &s.m->err));
    assert_ptr_equal(other, s.out.items[0].about);
    assert_json("{\"household\":\"household:H7\",\"reason\":\"F1\"}", s.out.items[0].args);
}

static void visits__of_something_unknown_are_none(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_value *items;
    size_t count = 9;
    s.rule.each = e_unknown(s.m, &type_texts);
    assert_int_equal(LIBING_OK, ing_judge_visits(&s.m->judgement, &s.rule, &items, &count, &s.m->err));
    assert_int_equal(0, count);
}

/* --- in force ----------------------------------------------------------------------------------- */

static void key_in_force__finds_the_decision_with_equal_values(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    int64_t seq = 0;
    const ing_text key = ING_TEXT_LIT("[\"household:H3\",700]");
    fake_decide(&s.m->world, "alert", "F1", "2024-03-08", "{\"household\":\"household:H3\",\"yuan\":700}");
    fake_decide(&s.m->world, "grant", "F1", "2024-03-08", "{\"household\":\"household:H3\",\"yuan\":701}");
    fake_decide(&s.m->world, "grant", "F1", "2024-03-08", "{\"household\":\"household:H3\",\"yuan\":700}");
    assert_int_equal(LIBING_OK, ing_judge_key_in_force(&s.m->judgement, s.grant, key, &seq, &s.m->err));
    assert_int_equal(3, seq);
    s.m->world.withdrawn[3] = true;
    assert_int_equal(LIBING_OK, ing_judge_key_in_force(&s.m->judgement, s.grant, key, &seq, &s.m->err));
    assert_int_equal(-1, seq);
}

static void assert_revoked(scene *s, size_t expected, int64_t first, int64_t second)
{
    int64_t *seqs;
    size_t count;
    assert_int_equal(LIBING_OK, ing_judge_revocations(&s->m->judgement, &s->rule, NULL, &seqs, &count, &s->m->err));
    assert_int_equal(expected, count);
    if (expected > 0)
        assert_int_equal(first, seqs[0]);
    if (expected > 1)
        assert_int_equal(second, seqs[1]);
}

static void revoke__with_fields_takes_equal_decisions_of_any_case(void **state)
{
    scene s;
    set_up(&s, *state, "{\"household\":\"household:H3\"}");
    fake_case(&s.m->world, "F2", "fire", NULL);
    fake_decide(&s.m->world, "grant", "F2", "2024-03-08", "{\"household\":\"household:H3\"}");
    fake_decide(&s.m->world, "grant", "F1", "2024-03-08", "{\"household\":\"household:H4\"}");
    fake_decide(&s.m->world, "grant", "F1", "2024-03-08", "{\"household\":\"household:H3\"}");
    const ing_outcome_template revoke = with_one(&s, s.grant, "household", ev(s.m, "household", &type_party));
    s.rule.revoke = &revoke;
    s.rule.revoke_count = 1;
    assert_revoked(&s, 2, 1, 3);
    s.m->world.withdrawn[1] = true;
    assert_revoked(&s, 1, 3, -1);
}

static void revoke__without_fields_takes_those_of_this_case(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    fake_case(&s.m->world, "F2", "fire", NULL);
    fake_decide(&s.m->world, "grant", "F2", "2024-03-08", "{}");
    fake_decide(&s.m->world, "grant", "F1", "2024-03-08", "{}");
    const ing_outcome_template revoke = outcome(&s, s.grant, ING_MUST, 0, NULL, NULL);
    s.rule.revoke = &revoke;
    s.rule.revoke_count = 1;
    assert_revoked(&s, 1, 2, -1);
}

static void revoke__of_something_unknown_takes_nothing(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    fake_decide(&s.m->world, "grant", "F1", "2024-03-08", "{}");
    const ing_outcome_template revoke = with_one(&s, s.grant, "household", ev(s.m, "household", &type_party));
    s.rule.revoke = &revoke;
    s.rule.revoke_count = 1;
    assert_revoked(&s, 0, -1, -1);
}

static void revoke__of_a_rule_that_does_not_hold_takes_nothing(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    fake_decide(&s.m->world, "grant", "F1", "2024-03-08", "{}");
    const ing_outcome_template revoke = outcome(&s, s.grant, ING_MUST, 0, NULL, NULL);
    const ing_branch entry = { .reason = ING_TEXT_LIT("no"), .when = maybe(s.m) };
    s.rule.revoke = &revoke;
    s.rule.revoke_count = 1;
    s.rule.given = maybe(s.m);
    assert_revoked(&s, 0, -1, -1);
    s.rule.given = yes(s.m);
    assert_revoked(&s, 1, 1, -1);
    s.rule.require = &entry;
    s.rule.require_count = 1;
    assert_revoked(&s, 0, -1, -1);
}

/* --- memory ------------------------------------------------------------------------------------- */

static void rule__out_of_memory_says_so_and_nothing_else(void **state)
{
    scene s;
    set_up(&s, *state, "{\"household\":\"household:H3\",\"amount\":700}");
    const char *const names[] = { "yuan", "household" };
    const ing_expr *const values[] = { ev(s.m, "amount", &type_money), ev(s.m, "household", &type_party) };
    const ing_outcome_template speaks = outcome(&s, s.grant, ING_MUST, 2, names, values);
    s.rule.outcomes = &speaks;
    s.rule.outcome_count = 1;
    size_t limit = 16;
    libing_status status = LIBING_ERR_NOMEM;
    for (; status == LIBING_ERR_NOMEM && limit < 65536; limit += 16) {
        s.out = (ing_outcomes){ NULL, 0, 0 };
        ing_arena_reset(&s.m->judging);
        ing_judge_forget(&s.m->judgement);
        s.m->judging.limit_bytes = limit;
        status = ing_judge_rule(&s.m->judgement, &s.rule, &s.out, &s.m->err);
    }
    assert_int_equal(LIBING_OK, status);
    assert_json("{\"household\":\"household:H3\",\"yuan\":700}", s.out.items[0].args);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, maker_setup, maker_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rule__speaks_only_when_given_is_true),
        TEST(require__stops_at_the_first_entry_that_is_not_true),
        TEST(require__without_otherwise_only_stops),
        TEST(choose__lets_the_first_true_branch_speak_after_the_rules_own_outcomes),
        TEST(block__is_must_not_wherever_it_stands),
        TEST(args__have_the_types_that_the_action_declares),
        TEST(args__that_are_unknown_are_left_out),
        TEST(args__that_do_not_fit_name_rule_and_line),
        TEST(key__is_the_list_of_its_values),
        TEST(key__with_something_unknown_is_an_error_that_names_it),
        TEST(decider__may_be_an_expression),
        TEST(facts__are_the_paths_and_queries_named_sorted_and_once),
        TEST(facts__of_entries_not_reached_are_left_out),
        TEST(facts__of_a_branch_not_taken_are_left_out),
        TEST(visits__go_through_the_list_in_order),
        TEST(visit__of_a_case_makes_it_the_subject),
        TEST(visits__of_something_unknown_are_none),
        TEST(key_in_force__finds_the_decision_with_equal_values),
        TEST(revoke__with_fields_takes_equal_decisions_of_any_case),
        TEST(revoke__without_fields_takes_those_of_this_case),
        TEST(revoke__of_something_unknown_takes_nothing),
        TEST(revoke__of_a_rule_that_does_not_hold_takes_nothing),
        TEST(rule__out_of_memory_says_so_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
