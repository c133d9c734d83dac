/* SPDX-License-Identifier: Apache-2.0 */
/* Fields of records, cases, parties and the store; facts; queries. */
#include "model_maker.h"

static const ing_type type_entries = { .kind = ING_TYPE_LIST, .element = &type_entry };
static const ing_type type_cases = { .kind = ING_TYPE_LIST, .element = &type_case };

/* A case kind `issue` about enterprises, with an event that says things. */
static const ing_view *issue(maker *m)
{
    ing_field fields[] = { field_of("harm", &type_harm), field_of("urgent", &type_flag),
                           field_of("mode", &type_text), field_of("tags", &type_texts),
                           field_of("amount", &type_money) };
    fields[2].fallback = fake_json(&m->world, "\"inspection\"");
    maker_event(m, "found", 5, fields);
    maker_event(m, "checked", 5, fields);
    ing_case_kind *kind = maker_case_kind(m, "issue", 5, fields);
    kind->fixed = fake_json(&m->world, "{\"law\":\"air\"}");
    const ing_action *grant = maker_action(m, "grant", 1, (ing_field[]){ field_of("amount", &type_money) });
    (void)grant;
    return fake_case(&m->world, "I1", "issue", "enterprise:E1");
}

static const ing_expr *case_field(maker *m, const char *name, const ing_type *type)
{
    return e_field(m, e_case(m), name, type);
}

static const ing_expr *was_field(maker *m, const char *name, const ing_type *type)
{
    return e_field(m, e_root(m, ING_ROOT_WAS, &type_case, "was"), name, type);
}

/* --- fields ------------------------------------------------------------------------------------- */

static void case_field__is_what_the_last_recorded_event_said(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05", "{\"harm\":\"minor\"}");
    fake_add(&m->world, "checked", "I1", "2024-03-01", "{\"harm\":\"serious\"}"); /* older, recorded later */
    fake_add(&m->world, "checked", "I1", "2024-03-06", "{}");
    maker_judge(m, &m->world.records[2], view);
    assert_value(m, "\"serious\"", case_field(m, "harm", &type_harm));
    assert_int_equal(1, maker_value(m, case_field(m, "harm", &type_harm)).seq);
}

static void case_field__does_not_read_decisions_nor_records_of_libing(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05", "{\"amount\":100}");
    fake_decide(&m->world, "grant", "I1", "2024-03-05", "{\"amount\":200}");
    fake_add(&m->world, "case.moved", "I1", "2024-03-05", "{\"amount\":300}");
    maker_judge(m, &m->world.records[0], view);
    assert_value(m, "100", case_field(m, "amount", &type_money));
}

static void case_field__never_said_is_fixed_or_its_default(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05", "{}");
    maker_judge(m, &m->world.records[0], view);
    assert_value(m, "\"air\"", case_field(m, "law", &type_text));
    assert_value(m, "\"inspection\"", case_field(m, "mode", &type_text));
    assert_value(m, "false", case_field(m, "urgent", &type_flag));
    assert_value(m, "[]", case_field(m, "tags", &type_texts));
    assert_value(m, "unknown", case_field(m, "harm", &type_harm));
}

static void was__is_the_case_before_the_record(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05", "{\"amount\":100}");
    fake_add(&m->world, "checked", "I1", "2024-03-06", "{\"amount\":150,\"harm\":\"none\"}");
    maker_judge(m, &m->world.records[1], view);
    assert_value(m, "150", case_field(m, "amount", &type_money));
    assert_value(m, "100", was_field(m, "amount", &type_money));
    assert_value(m, "unknown", was_field(m, "harm", &type_harm));
    maker_judge(m, &m->world.records[0], view);
    assert_value(m, "unknown", was_field(m, "amount", &type_money));
}

static void event_field__is_its_own_or_its_default(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05T09:00:00+08:00", "{\"mode\":\"self_check\"}");
    fake_add(&m->world, "checked", "I1", "2024-03-06", "{}");
    maker_judge(m, &m->world.records[0], view);
    assert_value(m, "\"self_check\"", e_field(m, e_ev(m), "mode", &type_text));
    maker_judge(m, &m->world.records[1], view);
    assert_value(m, "\"inspection\"", e_field(m, e_ev(m), "mode", &type_text));
    assert_value(m, "false", e_field(m, e_ev(m), "urgent", &type_flag));
    assert_value(m, "unknown", e_field(m, e_ev(m), "harm", &type_harm));
}

static void event__knows_the_names_that_every_record_has(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05T09:00:00+08:00", "{}");
    fake_add(&m->world, "visited", "enterprise:E1", "2024-03-05", "{}");
    maker_judge(m, &m->world.records[0], view);
    assert_value(m, "\"2024-03-05T09:00:00+08:00\"", e_builtin(m, e_ev(m), ING_BUILTIN_AT, "at", &type_moment));
    assert_value(m, "\"2024-03-05\"", e_builtin(m, e_ev(m), ING_BUILTIN_DATE, "date", &type_date));
    assert_value(m, "0", e_builtin(m, e_ev(m), ING_BUILTIN_SEQ, "seq", &type_integer));
    assert_value(m, "\"I1\"", e_builtin(m, e_ev(m), ING_BUILTIN_CASE, "case", &type_case_id));
    assert_value(m, "\"grid_member\"", e_builtin(m, e_ev(m), ING_BUILTIN_BY, "by", &type_text));
    assert_value(m, "false", e_builtin(m, e_ev(m), ING_BUILTIN_LATE, "late", &type_boolean));
    assert_value(m, "unknown", e_builtin(m, e_ev(m), ING_BUILTIN_PARTY, "subject", &type_party));
    maker_judge(m, &m->world.records[1], fake_find(&m->world, ING_ABOUT_PARTY, ING_TEXT_LIT("enterprise:E1")));
    assert_value(m, "\"enterprise:E1\"", e_builtin(m, e_ev(m), ING_BUILTIN_PARTY, "subject", &type_party));
}

static void party_name__of_an_event_reads_the_records_party(void **state)
{
    maker *m = *state;
    maker_event(m, "visited", 0, NULL)->party_name = ING_TEXT_LIT("site");
    fake_add(&m->world, "visited", "enterprise:E1", "2024-03-05", "{}");
    maker_judge(m, &m->world.records[0], fake_find(&m->world, ING_ABOUT_PARTY, ING_TEXT_LIT("enterprise:E1")));
    assert_value(m, "\"enterprise:E1\"", e_field(m, e_ev(m), "site", &type_party));
    assert_value(m, "unknown", e_field(m, e_ev(m), "subject", &type_party));
}

static void case__knows_id_kind_subject_and_opening_but_no_state(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05T09:00:00+08:00", "{}");
    fake_add(&m->world, "checked", "I1", "2024-03-04", "{}");
    maker_judge(m, &m->world.records[1], view);
    assert_value(m, "\"I1\"", e_builtin(m, e_case(m), ING_BUILTIN_ID, "id", &type_case_id));
    assert_value(m, "\"issue\"", e_builtin(m, e_case(m), ING_BUILTIN_KIND, "kind", &type_text));
    assert_value(m, "\"enterprise:E1\"", e_builtin(m, e_case(m), ING_BUILTIN_SUBJECT, "subject", &type_party));
    assert_value(m, "\"2024-03-05\"", e_builtin(m, e_case(m), ING_BUILTIN_OPENED, "opened", &type_date));
    assert_value(m, "unknown", e_builtin(m, e_case(m), ING_BUILTIN_STATE, "state", &type_text));
}

static void id__of_a_party_or_case_leads_to_its_fields(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05", "{\"amount\":7}");
    fake_add(&m->world, "profile", "enterprise:E1", "2024-03-05", "{\"staff\":12}");
    maker_judge(m, &m->world.records[0], view);
    const ing_expr *subject = e_builtin(m, e_case(m), ING_BUILTIN_SUBJECT, "subject", &type_party);
    assert_value(m, "12", e_field(m, subject, "staff", &type_integer));
    assert_int_equal(1, maker_value(m, e_field(m, subject, "staff", &type_integer)).seq);
    const ing_expr *same = e_builtin(m, e_ev(m), ING_BUILTIN_CASE, "case", &type_case_id);
    assert_value(m, "7", e_field(m, same, "amount", &type_money));
    const ing_expr *nowhere = e_value(m, &type_case_id, ing_value_of_text(ING_TEXT_LIT("I9")));
    assert_value(m, "unknown", e_field(m, nowhere, "amount", &type_money));
    const ing_expr *nobody = e_value(m, &type_party, ing_value_of_text(ING_TEXT_LIT("enterprise:E9")));
    assert_value(m, "false", e_field(m, nobody, "closed", &type_flag));
}

static void store_field__is_what_was_said_last_of_the_store(void **state)
{
    maker *m = *state;
    fake_add(&m->world, "budget_set", NULL, "2024-01-01", "{\"yuan\":100}");
    fake_add(&m->world, "budget_set", NULL, "2024-02-01", "{\"yuan\":300}");
    assert_value(m, "300", e_field(m, e_root(m, ING_ROOT_STORE, &type_store, "store"), "yuan", &type_money));
    assert_value(m, "unknown", e_field(m, e_root(m, ING_ROOT_STORE, &type_store, "store"), "other", &type_money));
}

static void map__takes_a_name_of_each_and_drops_what_is_not_known(void **state)
{
    maker *m = *state;
    ing_value records = ing_value_read(&(ing_type){ .kind = ING_TYPE_LIST, .element = &type_any },
                                       fake_json(&m->world, "[{\"ref\":\"a\"},{},{\"ref\":\"b\"}]"), FAKE_ZONE, &m->arena);
    const ing_expr *ref = e_field(m, e_it(m, &type_any), "ref", &type_text);
    assert_value(m, "[\"a\",\"b\"]", e_two(m, ING_EXPR_MAP, &type_texts, e_value(m, &type_any, records), ref));
}

/* --- facts -------------------------------------------------------------------------------------- */

static ing_fact *fact(maker *m, const char *id, const ing_type *type, const ing_expr *is)
{
    static const ing_text kinds[] = { { "issue", 5 } };
    ing_fact *made = ing_arena_new(&m->arena, 1, sizeof *made);
    *made = (ing_fact){ .id = ing_text_of(id), .of = ING_ABOUT_CASE, .kind_count = 1, .kinds = kinds,
                        .type = type, .is = is, .index = (int32_t)m->pack.fact_count++ };
    return made;
}

static void fact__is_computed_once_for_a_case(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05", "{}");
    maker_judge(m, &m->world.records[0], view);
    const ing_expr *scope = e_root(m, ING_ROOT_STORE, &type_store, "store");
    const ing_fact *seen = fact(m, "seen", &type_integer, e_query(m, ING_QUERY_COUNT, &type_integer, "found", NULL, scope));
    assert_value(m, "1", e_fact(m, e_case(m), seen));
    size_t questions = m->world.questions;
    assert_value(m, "1", e_fact(m, e_case(m), seen));
    assert_int_equal(questions, m->world.questions);
    ing_judge_forget(&m->judgement);
    assert_value(m, "1", e_fact(m, e_case(m), seen));
    assert_true(m->world.questions > questions);
}

static void fact__of_was_is_computed_apart(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05", "{\"amount\":1}");
    fake_add(&m->world, "found", "I1", "2024-03-05", "{\"amount\":2}");
    maker_judge(m, &m->world.records[1], view);
    const ing_fact *amount = fact(m, "doubled", &type_money, e_two(m, ING_EXPR_ADD, &type_money,
        case_field(m, "amount", &type_money), case_field(m, "amount", &type_money)));
    const ing_fact *count = fact(m, "times", &type_integer, e_query(m, ING_QUERY_COUNT, &type_integer, "found", NULL, NULL));
    const ing_expr *was = e_root(m, ING_ROOT_WAS, &type_case, "was");
    assert_value(m, "4", e_fact(m, e_case(m), amount));
    assert_value(m, "2", e_fact(m, was, amount));
    assert_value(m, "2", e_fact(m, e_case(m), count));
    assert_value(m, "1", e_fact(m, was, count));
}

static void fact__of_conditions_keeps_what_is_not_known(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05", "{}");
    maker_judge(m, &m->world.records[0], view);
    ing_fact *light = fact(m, "light", &type_boolean, e_test(m, case_field(m, "harm", &type_harm), ING_VERB_IS, e_text(m, "none")));
    light->is_condition = true;
    assert_value(m, "unknown", e_fact(m, e_case(m), light));
    assert_int_equal(ING_UNCLEAR, maker_truth(m, e_truth(m, e_fact(m, e_case(m), light))));
}

static void fact__chooses_its_first_true_branch(void **state)
{
    maker *m = *state;
    const ing_view *view = issue(m);
    fake_add(&m->world, "found", "I1", "2024-03-05", "{\"amount\":5}");
    maker_judge(m, &m->world.records[0], view);
    const ing_branch branches[] = {
        { .when = e_test(m, case_field(m, "harm", &type_harm), ING_VERB_IS, e_text(m, "none")), .value = e_text(m, "unclear") },
        { .when = e_test(m, case_field(m, "amount", &type_money), ING_VERB_ABOVE, e_int(m, 9)), .value = e_text(m, "much") },
        { .when = NULL, .value = e_text(m, "else") },
    };
    ing_fact *kind = fact(m, "size", &type_text, NULL);
    kind->branches = branches;
    kind->branch_count = 3;
    assert_value(m, "\"else\"", e_fact(m, e_case(m), kind));
}

static void fact__of_another_kind_is_unknown(void **state)
{
    maker *m = *state;
    const ing_view *other = fake_case(&m->world, "R1", "report", NULL);
    maker_judge(m, fake_add(&m->world, "filed", "R1", "2024-03-05", "{}"), other);
    assert_value(m, "unknown", e_fact(m, e_case(m), fact(m, "one", &type_integer, e_int(m, 1))));
}

/* --- queries ------------------------------------------------------------------------------------ */

static void history(maker *m)
{
    const ing_view *view = issue(m);
    fake_case(&m->world, "I2", "issue", "enterprise:E1");
    fake_case(&m->world, "I3", "issue", "enterprise:E2");
    fake_add(&m->world, "found", "I1", "2024-03-05", "{\"amount\":1}");                              /* 0 */
    fake_add(&m->world, "found", "I1", "2024-03-05T10:00:00+08:00", "{\"amount\":2}");               /* 1 */
    fake_add(&m->world, "found", "I1", "2024-03-04", "{\"amount\":4}");                              /* 2 */
    fake_add(&m->world, "checked", "I1", "2024-03-09", "{\"amount\":8}");                            /* 3 */
    fake_add(&m->world, "found", "I2", "2024-03-01", "{\"amount\":16}");                             /* 4 */
    fake_add(&m->world, "found", "I3", "2024-03-02", "{\"amount\":32}");                             /* 5 */
    fake_decide(&m->world, "grant", "I1", "2024-03-09", "{\"amount\":64}");                          /* 6 */
    fake_decide(&m->world, "grant", "I1", "2024-03-09", "{\"amount\":128}");                         /* 7 */
    fake_add(&m->world, "found", "I1", "2024-03-05", "{}");                                          /* 8 */
    maker_judge(m, &m->world.records[8], view);
}

static const ing_expr *seqs(maker *m, const ing_expr *list)
{
    const ing_expr *seq = e_builtin(m, e_it(m, &type_entry), ING_BUILTIN_SEQ, "seq", &type_integer);
    return e_two(m, ING_EXPR_MAP, &type_integers, list, seq);
}

static void query__orders_by_time_then_whole_days_then_registration(void **state)
{
    maker *m = *state;
    history(m);
    const ing_expr *list = e_query(m, ING_QUERY_LIST, &type_entries, "found", NULL, NULL);
    assert_value(m, "[2,1,0,8]", seqs(m, list));
    assert_int_equal(2, maker_value(m, e_query(m, ING_QUERY_FIRST, &type_entry, "found", NULL, NULL)).seq);
    assert_int_equal(8, maker_value(m, e_query(m, ING_QUERY_LAST, &type_entry, "found", NULL, NULL)).seq);
    assert_value(m, "4", e_query(m, ING_QUERY_COUNT, &type_integer, "found", NULL, NULL));
}

static void query__that_finds_nothing(void **state)
{
    maker *m = *state;
    history(m);
    assert_value(m, "unknown", e_query(m, ING_QUERY_FIRST, &type_entry, "closed", NULL, NULL));
    assert_value(m, "unknown", e_query(m, ING_QUERY_LAST, &type_entry, "closed", NULL, NULL));
    assert_value(m, "0", e_query(m, ING_QUERY_COUNT, &type_integer, "closed", NULL, NULL));
    assert_value(m, "[]", e_query(m, ING_QUERY_LIST, &type_entries, "closed", NULL, NULL));
}

static void filter__keeps_what_is_true_and_not_what_is_unknown(void **state)
{
    maker *m = *state;
    history(m);
    const ing_expr *amount = e_field(m, e_it(m, &type_entry), "amount", &type_money);
    const ing_expr *small = e_test(m, amount, ING_VERB_BELOW, e_int(m, 3));
    assert_value(m, "[1,0]", seqs(m, e_query(m, ING_QUERY_LIST, &type_entries, "found", small, NULL)));
    assert_int_equal(0, maker_value(m, e_query(m, ING_QUERY_LAST, &type_entry, "found", small, NULL)).seq);
    assert_int_equal(1, maker_value(m, e_query(m, ING_QUERY_FIRST, &type_entry, "found", small, NULL)).seq);
}

static void scope__of_a_party_holds_its_cases(void **state)
{
    maker *m = *state;
    history(m);
    const ing_expr *subject = e_builtin(m, e_case(m), ING_BUILTIN_SUBJECT, "subject", &type_party);
    const ing_expr *store = e_root(m, ING_ROOT_STORE, &type_store, "store");
    assert_value(m, "[4,2,1,0,8]", seqs(m, e_query(m, ING_QUERY_LIST, &type_entries, "found", NULL, subject)));
    assert_value(m, "[4,5,2,1,0,8]", seqs(m, e_query(m, ING_QUERY_LIST, &type_entries, "found", NULL, store)));
    assert_value(m, "unknown", e_query(m, ING_QUERY_COUNT, &type_integer, "found", NULL, e_unknown(m, &type_party)));
}

static void atom__on_something_unknown_finds_nothing(void **state)
{
    maker *m = *state;
    history(m);
    const ing_expr *store = e_root(m, ING_ROOT_STORE, &type_store, "store");
    const ing_expr *query = e_query(m, ING_QUERY_COUNT, &type_integer, "found", NULL, store);
    ing_query *inner = maker_copy(m, query->query, 1, sizeof *inner);
    inner->atom_path = ING_TEXT_LIT("amount");
    inner->atom_value = e_unknown(m, &type_money);
    ing_expr *with_atom = maker_copy(m, query, 1, sizeof *with_atom);
    with_atom->query = inner;
    assert_value(m, "0", with_atom);
}

static void decisions__count_while_they_are_in_force(void **state)
{
    maker *m = *state;
    history(m);
    assert_value(m, "2", e_query(m, ING_QUERY_COUNT, &type_integer, "grant", NULL, NULL));
    m->world.withdrawn[7] = true;
    assert_value(m, "1", e_query(m, ING_QUERY_COUNT, &type_integer, "grant", NULL, NULL));
    assert_int_equal(6, maker_value(m, e_query(m, ING_QUERY_LAST, &type_entry, "grant", NULL, NULL)).seq);
}

static const ing_expr *sum(maker *m, const char *word, const ing_type *type)
{
    const ing_expr *query = e_query(m, ING_QUERY_SUM, type, word, NULL, NULL);
    ing_query *inner = maker_copy(m, query->query, 1, sizeof *inner);
    inner->sum_field = ING_TEXT_LIT("amount");
    ing_expr *with_field = maker_copy(m, query, 1, sizeof *with_field);
    with_field->query = inner;
    return with_field;
}

static void sum__adds_up_and_one_unknown_makes_it_unknown(void **state)
{
    maker *m = *state;
    history(m);
    assert_value(m, "192", sum(m, "grant", &type_money));
    assert_value(m, "0", sum(m, "closed", &type_money));
    assert_value(m, "\"0.00\"", sum(m, "closed", &type_decimal2));
    assert_value(m, "unknown", sum(m, "found", &type_money)); /* the last one says no amount */
}

static const ing_expr *cases(maker *m, ing_query_op op, const ing_type *type, const ing_expr *filter)
{
    const ing_expr *query = e_query(m, op, type, "issue", filter, NULL);
    ing_query *inner = maker_copy(m, query->query, 1, sizeof *inner);
    inner->of_cases = true;
    ing_expr *made = maker_copy(m, query, 1, sizeof *made);
    made->query = inner;
    return made;
}

static void cases__come_in_order_of_opening_with_their_own_fields(void **state)
{
    maker *m = *state;
    history(m);
    const ing_expr *it = e_it(m, &type_case);
    const ing_expr *much = e_test(m, e_field(m, it, "amount", &type_money), ING_VERB_ATLEAST, e_int(m, 16));
    const ing_expr *id = e_builtin(m, it, ING_BUILTIN_ID, "id", &type_case_id);
    assert_value(m, "[\"I1\",\"I2\",\"I3\"]", cases(m, ING_QUERY_LIST, &type_cases, NULL));
    assert_value(m, "[\"I2\",\"I3\"]", e_two(m, ING_EXPR_MAP, &type_texts, cases(m, ING_QUERY_LIST, &type_cases, much), id));
    assert_value(m, "2", cases(m, ING_QUERY_COUNT, &type_integer, much));
    assert_value(m, "\"I3\"", cases(m, ING_QUERY_LAST, &type_case, NULL));
}

static void cases__of_a_subject_are_asked_for_by_it(void **state)
{
    maker *m = *state;
    history(m);
    const ing_expr *made = cases(m, ING_QUERY_LIST, &type_cases, NULL);
    ing_query *inner = maker_copy(m, made->query, 1, sizeof *inner);
    inner->atom_path = ING_TEXT_LIT("subject");
    inner->atom_value = e_text(m, "enterprise:E2");
    ing_expr *with_atom = maker_copy(m, made, 1, sizeof *with_atom);
    with_atom->query = inner;
    assert_value(m, "[\"I3\"]", with_atom);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, maker_setup, maker_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(case_field__is_what_the_last_recorded_event_said),
        TEST(case_field__does_not_read_decisions_nor_records_of_libing),
        TEST(case_field__never_said_is_fixed_or_its_default),
        TEST(was__is_the_case_before_the_record),
        TEST(event_field__is_its_own_or_its_default),
        TEST(event__knows_the_names_that_every_record_has),
        TEST(party_name__of_an_event_reads_the_records_party),
        TEST(case__knows_id_kind_subject_and_opening_but_no_state),
        TEST(id__of_a_party_or_case_leads_to_its_fields),
        TEST(store_field__is_what_was_said_last_of_the_store),
        TEST(map__takes_a_name_of_each_and_drops_what_is_not_known),
        TEST(fact__is_computed_once_for_a_case),
        TEST(fact__of_was_is_computed_apart),
        TEST(fact__of_conditions_keeps_what_is_not_known),
        TEST(fact__chooses_its_first_true_branch),
        TEST(fact__of_another_kind_is_unknown),
        TEST(query__orders_by_time_then_whole_days_then_registration),
        TEST(query__that_finds_nothing),
        TEST(filter__keeps_what_is_true_and_not_what_is_unknown),
        TEST(scope__of_a_party_holds_its_cases),
        TEST(atom__on_something_unknown_finds_nothing),
        TEST(decisions__count_while_they_are_in_force),
        TEST(sum__adds_up_and_one_unknown_makes_it_unknown),
        TEST(cases__come_in_order_of_opening_with_their_own_fields),
        TEST(cases__of_a_subject_are_asked_for_by_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
