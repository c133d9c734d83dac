/* SPDX-License-Identifier: Apache-2.0 */
/* States: which rule moves a case, what rules see of it, and what the log says of it. */
#include "procedure_maker.h"

static const ing_text on_found[] = { { "found", 5 } }, on_checked[] = { { "checked", 7 } };

static ing_outcome_template speak(course *c, const char *action, ing_modality modality)
{
    const ing_field fields[] = { field_of("reason", &type_text), field_of("state", &type_state) };
    return (ing_outcome_template){ .modality = modality, .action = maker_action(c->m, action, 2, fields) };
}

static void assert_moved(course *c, size_t index, const char *from, const char *to)
{
    assert_true(index < c->moves.count);
    const ing_move *move = &c->moves.items[index];
    assert_true(ing_text_is(move->from, from));
    assert_true(move->to_count > 0);
    assert_true(ing_text_is(move->to[move->to_count - 1], to));
}

/* --- which rule --------------------------------------------------------------------------------- */

static void case__starts_in_its_start_states(void **state)
{
    course c;
    course_begin(&c, *state);
    course_event(&c, "found", "2024-03-04");
    assert_int_equal(0, c.moves.count);
    assert_false(c.moves.not_enabled);
    assert_value(c.m, "\"found\"", e_state(&c, e_case(c.m), 0));
    assert_value(c.m, "\"none\"", e_state(&c, e_case(c.m), 1));
    assert_value(c.m, "\"found\"", e_builtin(c.m, e_case(c.m), ING_BUILTIN_STATE, "state", &type_state));
}

static void rule__moves_from_its_state_and_was_keeps_the_old_one(void **state)
{
    course c;
    course_begin(&c, *state);
    course_rule(&c, "B-1", on_checked, 0, &main_states[0], &main_states[1]);
    course_event(&c, "found", "2024-03-04");
    course_event(&c, "checked", "2024-03-05");
    assert_int_equal(1, c.moves.count);
    assert_moved(&c, 0, "found", "rectifying");
    assert_value(c.m, "\"rectifying\"", e_state(&c, e_case(c.m), 0));
    assert_value(c.m, "\"found\"", e_state(&c, e_was(c.m), 0));
    course_event(&c, "checked", "2024-03-06");
    assert_int_equal(0, c.moves.count);
    assert_true(c.moves.not_enabled);
    assert_value(c.m, "\"rectifying\"", e_state(&c, e_was(c.m), 0));
}

static void rule__first_declared_that_fits_moves_and_the_others_are_no_candidates(void **state)
{
    course c;
    const ing_rule *const *plain, *const *visiting;
    size_t count, visits;
    course_begin(&c, *state);
    ing_rule *never = course_rule(&c, "B-1", on_checked, 0, NULL, &main_states[1]);
    never->given = e_truth(c.m, e_unknown(c.m, &type_boolean));
    course_rule(&c, "B-2", on_checked, 0, NULL, &main_states[2]);
    course_rule(&c, "B-3", on_checked, 0, NULL, &main_states[3]);
    course_rule(&c, "B-4", on_checked, 0, &main_states[2], NULL);
    course_event(&c, "found", "2024-03-04");
    course_event(&c, "checked", "2024-03-05");
    assert_int_equal(1, c.moves.count);
    assert_moved(&c, 0, "found", "referred");
    assert_int_equal(LIBING_OK, ing_judge_candidates(&c.m->judgement, &plain, &count, &visiting, &visits, &c.m->err));
    assert_int_equal(2, count);
    assert_ptr_equal(c.rules[1], plain[0]);
    assert_ptr_equal(c.rules[3], plain[1]);
}

static void regions__move_each_on_its_own(void **state)
{
    course c;
    course_begin(&c, *state);
    course_rule(&c, "O-1", on_checked, 1, &order_states[0], &order_states[1]);
    course_rule(&c, "B-1", on_checked, 0, &main_states[0], &main_states[1]);
    course_event(&c, "found", "2024-03-04");
    course_event(&c, "checked", "2024-03-05");
    assert_int_equal(2, c.moves.count);
    assert_moved(&c, 0, "found", "rectifying");
    assert_moved(&c, 1, "none", "ordered");
    assert_value(c.m, "\"ordered\"", e_state(&c, e_case(c.m), 1));
}

static void rule__that_moves_is_asked_on_the_old_state_also_when_it_speaks(void **state)
{
    course c;
    course_begin(&c, *state);
    const ing_expr *is_found = e_test(c.m, e_state(&c, e_case(c.m), 0), ING_VERB_IS, e_text(c.m, "found"));
    const ing_text name = ING_TEXT_LIT("state");
    const ing_expr *now = e_state(&c, e_case(c.m), 0);
    ing_outcome_template note = speak(&c, "note", ING_MUST);
    ing_rule *rule = course_rule(&c, "B-1", on_checked, 0, NULL, &main_states[1]);
    note.count = 1;
    note.names = &name;
    note.values = &now;
    rule->given = is_found;
    rule->outcomes = &note;
    rule->outcome_count = 1;
    course_event(&c, "found", "2024-03-04");
    course_event(&c, "checked", "2024-03-05");
    assert_int_equal(LIBING_OK, ing_judge_rule(&c.m->judgement, rule, &c.out, &c.m->err));
    assert_int_equal(1, c.out.count);
    assert_json("{\"state\":\"rectifying\"}", c.out.items[0].args);
}

static void rule__without_to_sees_the_new_state_and_needs_its_from(void **state)
{
    course c;
    course_begin(&c, *state);
    const ing_outcome_template note = speak(&c, "note", ING_MUST);
    course_rule(&c, "B-1", on_checked, 0, &main_states[0], &main_states[1]);
    ing_rule *old = course_rule(&c, "B-2", on_checked, 0, &main_states[0], NULL);
    ing_rule *new = course_rule(&c, "B-3", on_checked, 0, &main_states[1], NULL);
    old->outcomes = new->outcomes = &note;
    old->outcome_count = new->outcome_count = 1;
    course_event(&c, "found", "2024-03-04");
    course_event(&c, "checked", "2024-03-05");
    assert_int_equal(LIBING_OK, ing_judge_rule(&c.m->judgement, old, &c.out, &c.m->err));
    assert_int_equal(0, c.out.count);
    assert_int_equal(LIBING_OK, ing_judge_rule(&c.m->judgement, new, &c.out, &c.m->err));
    assert_int_equal(1, c.out.count);
}

static void require__stops_the_move_and_the_rules_after_it(void **state)
{
    course c;
    course_begin(&c, *state);
    const ing_branch entry = { .reason = ING_TEXT_LIT("too_early"), .when = e_truth(c.m, e_unknown(c.m, &type_boolean)) };
    const ing_outcome_template block = speak(&c, "block", ING_MUST);
    ing_rule *rule = course_rule(&c, "B-1", on_checked, 0, NULL, &main_states[1]);
    rule->require = &entry;
    rule->require_count = 1;
    rule->otherwise = &block;
    course_rule(&c, "B-2", on_checked, 0, NULL, &main_states[2]);
    course_event(&c, "found", "2024-03-04");
    course_event(&c, "checked", "2024-03-05");
    assert_int_equal(0, c.moves.count);
    assert_false(c.moves.not_enabled);
    assert_int_equal(1, c.out.count);
    assert_true(c.out.items[0].is_otherwise);
    assert_json("{\"reason\":\"too_early\"}", c.out.items[0].args);
    assert_value(c.m, "\"found\"", e_state(&c, e_case(c.m), 0));
}

static void move__through_states_is_in_each_of_them_on_the_way(void **state)
{
    course c;
    course_begin(&c, *state);
    course_rule(&c, "B-1", on_checked, 0, NULL, &main_states[1])->to_count = 3;
    course_event(&c, "found", "2024-03-04");
    course_event(&c, "checked", "2024-03-05");
    assert_moved(&c, 0, "found", "decided");
    ing_expr *entered = e_new(c.m, ING_EXPR_CALL, &type_moment, "entered", 1, (const ing_expr *[]){ e_text(c.m, "referred") });
    entered->call = ING_CALL_ENTERED;
    entered->procedure = &c.procedure;
    assert_value(c.m, "\"2024-03-05\"", entered);
}

/* --- what the log says -------------------------------------------------------------------------- */

static void state__adopted_without_one_is_unknown_and_any_from_accepts_it(void **state)
{
    course c;
    course_begin(&c, *state);
    course_rule(&c, "B-1", on_checked, 0, &main_states[1], &main_states[2]);
    ing_record *first = fake_add(&c.m->world, "checked", "I1", "2024-03-04", NULL);
    fake_add(&c.m->world, "case.adopted", "I1", "2024-03-04", "{\"kind\":\"issue\"}")->cause = first->seq;
    maker_judge(c.m, first, c.view);
    assert_value(c.m, "unknown", e_state(&c, e_case(c.m), 0));
    assert_value(c.m, "unknown", e_state(&c, e_case(c.m), 1));
    course_move(&c, first, true);
    assert_int_equal(1, c.moves.count);
    assert_null(c.moves.items[0].from.ptr);
    assert_value(c.m, "\"referred\"", e_state(&c, e_case(c.m), 0));
}

static void state__adopted_by_an_officer_is_the_one_named_and_regions_are_where_they_begin(void **state)
{
    course c;
    ing_text text;
    course_begin(&c, *state);
    maker_judge(c.m, fake_add(&c.m->world, "case.adopted", "I1", "2024-03-04", "{\"kind\":\"issue\",\"state\":\"referred\"}"),
                c.view);
    assert_value(c.m, "\"referred\"", e_state(&c, e_case(c.m), 0));
    assert_value(c.m, "\"none\"", e_state(&c, e_case(c.m), 1));
    assert_int_equal(LIBING_OK, ing_judge_state(&c.m->judgement, c.view, &c.procedure, 1, &text, &c.m->err));
    assert_true(ing_text_is(text, "none"));
}

static void entered__knows_the_last_time_and_not_a_state_stayed_in(void **state)
{
    course c;
    course_begin(&c, *state);
    fake_add(&c.m->world, "found", "I1", "2024-03-04T09:00:00+08:00", NULL);
    ing_record *ev = fake_add(&c.m->world, "checked", "I1", "2024-03-09", NULL);
    fake_add(&c.m->world, "case.moved", "I1", "2024-03-05", "{\"procedure\":\"xianli\",\"from\":\"found\",\"to\":\"decided\"}");
    fake_add(&c.m->world, "case.moved", "I1", "2024-03-07", "{\"procedure\":\"xianli\",\"from\":\"decided\",\"to\":\"decided\"}");
    maker_judge(c.m, ev, c.view);
    static const struct { const char *state, *expected; } cases[] = {
        { "decided", "\"2024-03-05\"" }, { "found", "\"2024-03-04T09:00:00+08:00\"" }, { "closed", "unknown" },
    };
    for (size_t i = 0; i < 3; i++) {
        ing_expr *entered = e_new(c.m, ING_EXPR_CALL, &type_moment, "entered", 1,
                                  (const ing_expr *[]){ e_text(c.m, cases[i].state) });
        entered->call = ING_CALL_ENTERED;
        assert_value(c.m, cases[i].expected, entered);
    }
}

/* --- visits ------------------------------------------------------------------------------------- */

static void visit__moves_the_case_visited(void **state)
{
    course c;
    course_begin(&c, *state);
    const ing_view *other = fake_case(&c.m->world, "I2", "issue", NULL);
    ing_rule *rule = course_rule(&c, "B-11", on_checked, 0, &main_states[0], &main_states[1]);
    rule->each = e_unknown(c.m, &type_any);
    fake_add(&c.m->world, "found", "I2", "2024-03-01", NULL);
    course_event(&c, "found", "2024-03-04");
    course_event(&c, "checked", "2024-03-05");
    assert_int_equal(0, c.moves.count);
    assert_false(c.moves.not_enabled);
    ing_value element = ing_value_of(ING_VALUE_VIEW);
    element.view = other;
    assert_int_equal(LIBING_OK, ing_judge_visit_moves(&c.m->judgement, rule, &element, &c.moves, &c.m->err));
    assert_int_equal(1, c.moves.count);
    assert_moved(&c, 0, "found", "rectifying");
}

static void record__about_no_case_moves_nothing(void **state)
{
    course c;
    course_begin(&c, *state);
    course_rule(&c, "B-1", on_found, 0, NULL, &main_states[1]);
    c.m->pack.index = ing_rule_index_build(&c.m->pack, &c.m->arena);
    maker_judge(c.m, fake_add(&c.m->world, "found", NULL, "2024-03-04", NULL), &c.m->world.views[0]);
    assert_int_equal(LIBING_OK, ing_judge_moves(&c.m->judgement, false, &c.moves, &c.out, &c.m->err));
    assert_int_equal(0, c.moves.count);
    assert_false(c.moves.not_enabled);
}

#define T(name) cmocka_unit_test_setup_teardown(name, maker_setup, maker_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        T(case__starts_in_its_start_states),
        T(rule__moves_from_its_state_and_was_keeps_the_old_one),
        T(rule__first_declared_that_fits_moves_and_the_others_are_no_candidates),
        T(regions__move_each_on_its_own),
        T(rule__that_moves_is_asked_on_the_old_state_also_when_it_speaks),
        T(rule__without_to_sees_the_new_state_and_needs_its_from),
        T(require__stops_the_move_and_the_rules_after_it),
        T(move__through_states_is_in_each_of_them_on_the_way),
        T(state__adopted_without_one_is_unknown_and_any_from_accepts_it),
        T(state__adopted_by_an_officer_is_the_one_named_and_regions_are_where_they_begin),
        T(entered__knows_the_last_time_and_not_a_state_stayed_in),
        T(visit__moves_the_case_visited),
        T(record__about_no_case_moves_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
