/* SPDX-License-Identifier: Apache-2.0 */
/* The rule index: every rule it leaves out could not have spoken. */
#include "model_maker.h"

static const ing_type type_words = { .kind = ING_TYPE_ONE_OF, .word_count = 3,
                                     .words = (const ing_text[]){ { "a", 1 }, { "b", 1 }, { "c", 1 } } };

static ing_rule *rule(maker *m, const char *id, const char *on, const ing_expr *given)
{
    ing_rule *made = ing_arena_new(&m->arena, 1, sizeof *made);
    ing_text *words = ing_arena_new(&m->arena, 1, sizeof *words);
    words[0] = ing_text_of(on);
    *made = (ing_rule){ .id = ing_text_of(id), .on_count = 1, .on = words, .given = given };
    return made;
}

static void set_rules(maker *m, size_t count, ing_rule *const *rules)
{
    for (size_t i = 0; i < count; i++)
        rules[i]->index = (int32_t)i;
    m->pack.rules = maker_copy(m, rules, count, sizeof *rules);
    m->pack.rule_count = count;
    m->pack.index = ing_rule_index_build(&m->pack, &m->arena);
    assert_non_null(m->pack.index);
}

/* The ids of the candidates, plain ones then visiting ones, with a bar between. */
static void assert_candidates(maker *m, const char *expected)
{
    const ing_rule *const *plain, *const *visiting;
    size_t plain_count, visiting_count;
    ing_buf buf = ING_BUF_INIT;
    assert_int_equal(LIBING_OK, ing_judge_candidates(&m->judgement, &plain, &plain_count, &visiting, &visiting_count, &m->err));
    ing_buf_text(&buf, "");
    for (size_t i = 0; i < plain_count; i++)
        ing_buf_slice(&buf, plain[i]->id);
    ing_buf_byte(&buf, '|');
    for (size_t i = 0; i < visiting_count; i++)
        ing_buf_slice(&buf, visiting[i]->id);
    assert_string_equal(expected, buf.ptr);
    ing_buf_free(&buf);
}

static const ing_expr *ev_is(maker *m, const char *name, const char *word)
{
    return e_test(m, e_field(m, e_ev(m), name, &type_words), ING_VERB_IS, e_text(m, word));
}

static const ing_expr *both(maker *m, const ing_expr *a, const ing_expr *b)
{
    return e_two(m, ING_EXPR_ALL, &type_condition, a, b);
}

static const ing_view *vocabulary(maker *m)
{
    ing_field fields[] = { field_of("word", &type_words), field_of("mode", &type_words), field_of("flag", &type_flag),
                           field_of("number", &type_integer) };
    fields[1].fallback = fake_json(&m->world, "\"b\"");
    maker_event(m, "said", 4, fields);
    maker_event(m, "heard", 4, fields);
    return fake_case(&m->world, "I1", "issue", NULL);
}

static void candidates__listen_to_the_word_in_order_of_declaration(void **state)
{
    maker *m = *state;
    const ing_view *view = vocabulary(m);
    ing_rule *rules[] = { rule(m, "B", "said", NULL), rule(m, "x", "heard", NULL), rule(m, "A", "said", NULL) };
    set_rules(m, 3, rules);
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{}"), view);
    assert_candidates(m, "BA|");
    maker_judge(m, fake_add(&m->world, "other", "I1", "2024-03-05", "{}"), view);
    assert_candidates(m, "|");
}

static void candidates__with_each_come_apart(void **state)
{
    maker *m = *state;
    const ing_view *view = vocabulary(m);
    ing_rule *rules[] = { rule(m, "A", "said", NULL), rule(m, "E", "said", NULL), rule(m, "B", "said", NULL) };
    rules[1]->each = e_value(m, &type_texts, v_list(m, 0, NULL));
    set_rules(m, 3, rules);
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{}"), view);
    assert_candidates(m, "AB|E");
}

static void candidates__fit_the_case_kind(void **state)
{
    maker *m = *state;
    static const ing_text issues[] = { { "issue", 5 } }, others[] = { { "report", 6 }, { "fire", 4 } };
    const ing_view *view = vocabulary(m);
    ing_rule *rules[] = { rule(m, "A", "said", NULL), rule(m, "I", "said", NULL), rule(m, "R", "said", NULL) };
    rules[1]->kinds = issues;
    rules[1]->kind_count = 1;
    rules[2]->kinds = others;
    rules[2]->kind_count = 2;
    set_rules(m, 3, rules);
    const ing_record *record = fake_add(&m->world, "said", "I1", "2024-03-05", "{}");
    maker_judge(m, record, view);
    assert_candidates(m, "AI|");
    maker_judge(m, record, fake_case(&m->world, "F1", "fire", NULL));
    assert_candidates(m, "AR|");
    maker_judge(m, record, fake_case(&m->world, "X1", NULL, NULL));
    assert_candidates(m, "A|");
    maker_judge(m, record, &m->world.views[0]);
    assert_candidates(m, "A|");
}

static void candidates__agree_with_constants_of_the_event(void **state)
{
    maker *m = *state;
    static const char *const words[] = { "a", "c" };
    const ing_view *view = vocabulary(m);
    const ing_expr *one_of = e_test(m, e_field(m, e_ev(m), "word", &type_words), ING_VERB_ONE_OF,
                                    e_value(m, &type_texts, v_texts(m, 2, words)));
    ing_rule *rules[] = { rule(m, "A", "said", ev_is(m, "word", "a")), rule(m, "N", "said", NULL),
                          rule(m, "C", "said", one_of), rule(m, "B", "said", both(m, ev_is(m, "word", "b"), ev_is(m, "mode", "b"))) };
    set_rules(m, 4, rules);
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{\"word\":\"a\"}"), view);
    assert_candidates(m, "ANC|");
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{\"word\":\"b\"}"), view);
    assert_candidates(m, "NB|");
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{\"word\":\"b\",\"mode\":\"a\"}"), view);
    assert_candidates(m, "N|");
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{}"), view);
    assert_candidates(m, "N|");
}

static void candidates__take_flags_and_numbers_with_their_defaults(void **state)
{
    maker *m = *state;
    const ing_view *view = vocabulary(m);
    const ing_expr *flag = e_field(m, e_ev(m), "flag", &type_flag), *number = e_field(m, e_ev(m), "number", &type_integer);
    ing_rule *rules[] = {
        rule(m, "T", "said", e_truth(m, flag)),
        rule(m, "F", "said", e_test(m, flag, ING_VERB_IS, e_value(m, &type_boolean, ing_value_of_boolean(false)))),
        rule(m, "M", "said", e_test(m, number, ING_VERB_IS, e_int(m, -7))),
        rule(m, "D", "said", ev_is(m, "mode", "b")),
    };
    set_rules(m, 4, rules);
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{\"number\":-7}"), view);
    assert_candidates(m, "FMD|");
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{\"flag\":true,\"mode\":\"a\"}"), view);
    assert_candidates(m, "T|");
}

static void candidates__take_every_slice_of_a_parameter(void **state)
{
    maker *m = *state;
    const ing_view *view = vocabulary(m);
    const ing_param_slice slices[] = { { 0, ing_value_of_integer(1) }, { 30000, ing_value_of_integer(2) } };
    const ing_param param = { .id = ING_TEXT_LIT("limit"), .type = &type_integer, .slice_count = 2, .slices = slices };
    ing_expr *operand = e_new(m, ING_EXPR_PARAM, &type_integer, "param.limit", 0, NULL);
    operand->param = &param;
    ing_rule *rules[] = { rule(m, "P", "said", e_test(m, e_field(m, e_ev(m), "number", &type_integer), ING_VERB_IS, operand)) };
    set_rules(m, 1, rules);
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{\"number\":2}"), view);
    assert_candidates(m, "P|");
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{\"number\":3}"), view);
    assert_candidates(m, "|");
}

static void listening__leaves_the_fields_aside(void **state)
{
    maker *m = *state;
    const ing_rule *const *rules;
    size_t count;
    const ing_view *view = vocabulary(m);
    ing_rule *all[] = { rule(m, "A", "said", ev_is(m, "word", "a")), rule(m, "H", "heard", NULL), rule(m, "B", "said", NULL) };
    all[2]->each = e_value(m, &type_texts, v_list(m, 0, NULL));
    set_rules(m, 3, all);
    maker_judge(m, fake_add(&m->world, "said", "I1", "2024-03-05", "{\"word\":\"b\"}"), view);
    assert_int_equal(LIBING_OK, ing_judge_listening(&m->judgement, &rules, &count, &m->err));
    assert_int_equal(2, count);
    assert_ptr_equal(all[0], rules[0]);
    assert_ptr_equal(all[2], rules[1]);
}

/* --- against brute force ------------------------------------------------------------------------ */

static uint32_t next(uint32_t *random)
{
    *random = *random * 1664525u + 1013904223u;
    return *random >> 16;
}

static const ing_expr *random_atom(maker *m, uint32_t *random)
{
    static const char *const words[] = { "a", "b", "c" };
    const char *word = words[next(random) % 3], *name = next(random) % 2 ? "word" : "mode";
    const char *const some[] = { word, words[next(random) % 3] };
    const ing_expr *field = e_field(m, e_ev(m), name, &type_words), *flag = e_field(m, e_ev(m), "flag", &type_flag);
    switch (next(random) % 6) {
    case 0:
        return e_test(m, field, ING_VERB_ONE_OF, e_value(m, &type_texts, v_texts(m, 2, some)));
    case 1:
        return e_test(m, field, ING_VERB_ISNT, e_text(m, word));
    case 2:
        return e_truth(m, flag);
    case 3:
        return e_one(m, ING_EXPR_NO, e_truth(m, flag));
    case 4:
        return e_test(m, e_field(m, e_ev(m), "number", &type_integer), ING_VERB_IS, e_int(m, next(random) % 3));
    default:
        return e_test(m, field, ING_VERB_IS, e_text(m, word));
    }
}

static const ing_expr *random_given(maker *m, uint32_t *random)
{
    const ing_expr *kids[3];
    size_t count = next(random) % 4;
    for (size_t i = 0; i < count; i++)
        kids[i] = random_atom(m, random);
    return count == 0 ? NULL : e_new(m, ING_EXPR_ALL, &type_condition, "given", count, kids);
}

static const ing_record *random_record(maker *m, uint32_t *random)
{
    static const char *const words[] = { "a", "b", "c", "zz" };
    ing_buf data = ING_BUF_INIT;
    ing_buf_printf(&data, "{\"number\":%d", (int)(next(random) % 3));
    if (next(random) % 3 != 0)
        ing_buf_printf(&data, ",\"word\":\"%s\"", words[next(random) % 4]);
    if (next(random) % 3 != 0)
        ing_buf_printf(&data, ",\"mode\":\"%s\"", words[next(random) % 4]);
    if (next(random) % 3 != 0)
        ing_buf_printf(&data, ",\"flag\":%s", next(random) % 2 ? "true" : "false");
    ing_buf_text(&data, "}");
    const ing_record *record = fake_add(&m->world, next(random) % 4 ? "said" : "heard", "I1", "2024-03-05", data.ptr);
    ing_buf_free(&data);
    return record;
}

static bool is_among(const ing_rule *wanted, const ing_rule *const *rules, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (rules[i] == wanted)
            return true;
    }
    return false;
}

/* Every rule whose given is true is a candidate, whatever the index leaves out; and it does leave out. */
static void candidates__hold_every_rule_that_could_speak(void **state)
{
    enum { RULES = 300, RECORDS = 200 };
    maker *m = *state;
    uint32_t random = 7;
    ing_rule *rules[RULES];
    size_t candidates = 0, speaking = 0;
    const ing_view *view = vocabulary(m);
    for (size_t i = 0; i < RULES; i++)
        rules[i] = rule(m, "R", next(&random) % 5 ? "said" : "heard", random_given(m, &random));
    set_rules(m, RULES, rules);
    for (size_t i = 0; i < RECORDS; i++) {
        const ing_rule *const *plain, *const *visiting;
        size_t count, visits;
        maker_judge(m, random_record(m, &random), view);
        assert_int_equal(LIBING_OK, ing_judge_candidates(&m->judgement, &plain, &count, &visiting, &visits, &m->err));
        candidates += count;
        for (size_t j = 1; j < count; j++)
            assert_true(plain[j - 1]->index < plain[j]->index);
        for (size_t j = 0; j < RULES; j++) {
            bool hears = ing_text_equal(rules[j]->on[0], m->judgement.ev->word);
            bool speaks = hears && (rules[j]->given == NULL || maker_truth(m, rules[j]->given) == ING_TRUE);
            speaking += speaks;
            if (speaks && !is_among(rules[j], plain, count))
                fail_msg("rule %zu would speak on record %zu and is no candidate", j, i);
        }
        ing_arena_reset(&m->judging);
    }
    assert_true(candidates < speaking * 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, maker_setup, maker_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(candidates__listen_to_the_word_in_order_of_declaration),
        TEST(candidates__with_each_come_apart),
        TEST(candidates__fit_the_case_kind),
        TEST(candidates__agree_with_constants_of_the_event),
        TEST(candidates__take_flags_and_numbers_with_their_defaults),
        TEST(candidates__take_every_slice_of_a_parameter),
        TEST(listening__leaves_the_fields_aside),
        TEST(candidates__hold_every_rule_that_could_speak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
