/* SPDX-License-Identifier: Apache-2.0 */
/* Conditions in words, the nearest miss, and why a rule spoke or not. */
#include "model_maker.h"

#include "pack/why.h"

#include <stdio.h>

typedef struct scene {
    maker *m;
    const ing_view *view;
    ing_rule rule;
} scene;

static ing_field titled(const char *name, const ing_type *type, const char *zh, const char *en)
{
    return (ing_field){ .name = ing_text_of(name), .zh = ing_text_of(zh), .en = ing_text_of(en), .type = type };
}

static void set_up(scene *s, maker *m, const char *data)
{
    const ing_field fields[] = {
        titled("harm", &type_harm, "危害后果", "harm"),
        titled("statement_by", &type_date, "陈述申辩期满日", "statement deadline"),
        titled("fine", &type_money, "罚款", "fine"),
        titled("waived", &type_flag, "放弃陈述申辩", "statement waived"),
        titled("noted", &type_moment, "告知时间", "time of notice"),
        titled("norms", &type_texts, "所涉规范", "norms"),
    };
    ing_event *event = maker_event(m, "decision_made", 6, fields);
    event->titles.zh = ING_TEXT_LIT("决定");
    event->titles.en = ING_TEXT_LIT("decision");
    maker_case_kind(m, "issue", 6, fields);
    *s = (scene){ .m = m, .view = fake_case(&m->world, "I1", "issue", NULL) };
    s->rule = (ing_rule){ .id = ING_TEXT_LIT("B-21"),
                          .titles = { .zh = ING_TEXT_LIT("决定处罚"), .en = ING_TEXT_LIT("decide") } };
    maker_judge(m, fake_add(&m->world, "decision_made", "I1", "2024-03-08", data), s->view);
}

static const ing_expr *of_case(scene *s, const char *name, const ing_type *type)
{
    return e_field(s->m, e_case(s->m), name, type);
}

static const ing_expr *ev_date(scene *s)
{
    return e_builtin(s->m, e_ev(s->m), ING_BUILTIN_DATE, "date", &type_date);
}

static const ing_expr *harm_upto(scene *s, const char *word)
{
    return e_test(s->m, of_case(s, "harm", &type_harm), ING_VERB_UPTO,
                  e_value(s->m, &type_harm, ing_value_of_text(ing_text_of(word))));
}

static ing_why *why(scene *s, const ing_expr *expr)
{
    ing_why *tree = NULL;
    const ing_eval at = maker_at(s->m);
    libing_status status = ing_why_build(&at, expr, 0, &tree, &s->m->err);
    if (status != LIBING_OK)
        fail_msg("%s", s->m->err.message);
    return tree;
}

static void assert_words(scene *s, const char *zh, const char *en, const ing_expr *expr)
{
    const ing_why *tree = why(s, expr);
    char text[512];
    (void)snprintf(text, sizeof text, "%.*s", ING_TEXT_ARG(tree->zh));
    assert_string_equal(zh, text);
    (void)snprintf(text, sizeof text, "%.*s", ING_TEXT_ARG(tree->en));
    assert_string_equal(en, text);
}

static ing_fact *fact(scene *s, const char *id, const ing_type *type, const ing_expr *is, const char *zh, const char *en)
{
    static const ing_text kinds[] = { { "issue", 5 } };
    ing_fact *made = ing_arena_new(&s->m->arena, 1, sizeof *made);
    *made = (ing_fact){ .id = ing_text_of(id), .of = ING_ABOUT_CASE, .kind_count = 1, .kinds = kinds, .type = type,
                        .is = is, .titles = { .zh = ing_text_of(zh), .en = ing_text_of(en) },
                        .index = (int32_t)s->m->pack.fact_count++ };
    return made;
}

/* --- the table of atoms in the language's page -------------------------------------------------- */

static void atom__of_a_ladder(void **state)
{
    scene s;
    set_up(&s, *state, "{\"harm\":\"moderate\"}");
    assert_words(&s, "危害后果不超过“轻微”（实际：中等）", "harm is at most minor (was: moderate)", harm_upto(&s, "minor"));
}

static void atom__of_a_date_says_the_distance(void **state)
{
    scene s;
    set_up(&s, *state, "{\"statement_by\":\"2024-03-11\"}");
    assert_words(&s, "决定日期晚于陈述申辩期满日2024-03-11（实际：2024-03-08，差4天）",
                 "decision date is after the statement deadline 2024-03-11 (was 2024-03-08; 4 days short)",
                 e_test(s.m, ev_date(&s), ING_VERB_ABOVE, of_case(&s, "statement_by", &type_date)));
}

static void atom__of_something_that_is_not_on_record(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_fact *rule = fact(&s, "village_rule", &type_entry,
                                e_query(s.m, ING_QUERY_LAST, &type_entry, "village_rule_adopted", NULL, NULL),
                                "行为日有效的村规民约", "village rule in force");
    assert_words(&s, "有：行为日有效的村规民约（实际：未见记录）", "there is: village rule in force (none on record)",
                 e_one(s.m, ING_EXPR_KNOWN, e_fact(s.m, e_case(s.m), rule)));
}

static void atom__of_something_unknown(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    assert_words(&s, "尚不清楚：危害后果", "not yet known: harm", harm_upto(&s, "minor"));
}

static void no_and_any__stand_before_their_parts(void **state)
{
    scene s;
    set_up(&s, *state, "{\"harm\":\"none\"}");
    const ing_expr *harm = harm_upto(&s, "minor"), *waived = e_truth(s.m, of_case(&s, "waived", &type_flag));
    assert_words(&s, "并非：放弃陈述申辩（实际：否）", "not: statement waived (was: no)", e_one(s.m, ING_EXPR_NO, waived));
    assert_words(&s, "下列之一：危害后果不超过“轻微”（实际：无）；放弃陈述申辩（实际：否）",
                 "one of: harm is at most minor (was: none); statement waived (was: no)",
                 e_two(s.m, ING_EXPR_ANY, &type_condition, harm, waived));
}

/* --- more words --------------------------------------------------------------------------------- */

static void words__of_money_are_yuan_with_two_places_when_needed(void **state)
{
    scene s;
    set_up(&s, *state, "{\"fine\":2000000}");
    const ing_expr *fine = of_case(&s, "fine", &type_money);
    assert_words(&s, "罚款低于10000元（实际：20000元）", "fine is below 10000 yuan (was: 20000 yuan)",
                 e_test(s.m, fine, ING_VERB_BELOW, e_value(s.m, &type_money, ing_value_of_integer(1000000))));
    assert_words(&s, "罚款低于0.05元（实际：20000元）", "fine is below 0.05 yuan (was: 20000 yuan)",
                 e_test(s.m, fine, ING_VERB_BELOW, e_value(s.m, &type_money, ing_value_of_integer(5))));
}

static void words__of_a_late_date_say_over(void **state)
{
    scene s;
    set_up(&s, *state, "{\"statement_by\":\"2024-03-07\"}");
    assert_words(&s, "决定日期不晚于陈述申辩期满日2024-03-07（实际：2024-03-08，超1天）",
                 "decision date is not after the statement deadline 2024-03-07 (was 2024-03-08; 1 day over)",
                 e_test(s.m, ev_date(&s), ING_VERB_UPTO, of_case(&s, "statement_by", &type_date)));
}

static void words__of_a_true_date_say_no_distance(void **state)
{
    scene s;
    set_up(&s, *state, "{\"statement_by\":\"2024-03-01\"}");
    assert_words(&s, "决定日期晚于陈述申辩期满日2024-03-01（实际：2024-03-08）",
                 "decision date is after the statement deadline 2024-03-01 (was: 2024-03-08)",
                 e_test(s.m, ev_date(&s), ING_VERB_ABOVE, of_case(&s, "statement_by", &type_date)));
}

static void words__of_a_tie_say_so(void **state)
{
    scene s;
    set_up(&s, *state, "{\"noted\":\"2024-03-08\"}");
    const ing_expr *noted = of_case(&s, "noted", &type_moment);
    assert_words(&s, "告知时间早于2024-03-08 10:00（实际：2024-03-08，同日而先后不明）",
                 "time of notice is before 2024-03-08 10:00 (was: 2024-03-08; same day, order unknown)",
                 e_test(s.m, noted, ING_VERB_BELOW, e_moment(s.m, "2024-03-08T10:00:00+08:00")));
}

static void words__of_an_unknown_operand_name_it(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    assert_words(&s, "尚不清楚：陈述申辩期满日", "not yet known: statement deadline",
                 e_test(s.m, ev_date(&s), ING_VERB_ABOVE, of_case(&s, "statement_by", &type_date)));
}

static void words__of_lists_and_sets(void **state)
{
    scene s;
    set_up(&s, *state, "{\"norms\":[\"coal\",\"dust\"],\"harm\":\"serious\"}");
    static const char *const words[] = { "none", "minor" };
    assert_words(&s, "所涉规范含有“straw”（实际：coal、dust）", "norms contains straw (was: coal, dust)",
                 e_test(s.m, of_case(&s, "norms", &type_texts), ING_VERB_HAS, e_text(s.m, "straw")));
    assert_words(&s, "危害后果是“无”、“轻微”之一（实际：严重）", "harm is one of none, minor (was: serious)",
                 e_test(s.m, of_case(&s, "harm", &type_harm), ING_VERB_ONE_OF, e_value(s.m, &type_texts, v_texts(s.m, 2, words))));
}

static void words__of_a_query_name_its_event_and_filter(void **state)
{
    scene s;
    set_up(&s, *state, "{\"harm\":\"none\"}");
    static const ing_text events[] = { { "decision_made", 13 } };
    static const ing_type entry = { .kind = ING_TYPE_ENTRY, .event_count = 1, .events = events };
    const ing_expr *it = e_it(s.m, &entry);
    const ing_expr *none = e_value(s.m, &type_harm, ing_value_of_text(ING_TEXT_LIT("none")));
    const ing_expr *filter = e_test(s.m, e_field(s.m, it, "harm", &type_harm), ING_VERB_IS, none);
    assert_words(&s, "有：最近一次决定（危害后果是“无”）（实际：决定（第0条记录，2024-03-08））",
                 "there is: last decision (harm is none) (was: decision (record 0, 2024-03-08))",
                 e_one(s.m, ING_EXPR_KNOWN, e_query(s.m, ING_QUERY_LAST, &type_entry, "decision_made", filter, NULL)));
    assert_words(&s, "决定的次数是1（实际：1）", "number of decision is 1 (was: 1)",
                 e_test(s.m, e_query(s.m, ING_QUERY_COUNT, &type_integer, "decision_made", NULL, NULL), ING_VERB_IS, e_int(s.m, 1)));
}

/* --- facts open --------------------------------------------------------------------------------- */

static void fact__of_conditions_opens_into_them(void **state)
{
    scene s;
    set_up(&s, *state, "{\"harm\":\"moderate\"}");
    const ing_expr *harm = harm_upto(&s, "minor");
    ing_fact *light = fact(&s, "light", &type_boolean, e_new(s.m, ING_EXPR_ALL, &type_condition, "light", 1, &harm), "轻微", "light");
    const ing_why *tree = why(&s, e_truth(s.m, e_fact(s.m, e_case(s.m), light)));
    assert_true(tree->is_open);
    assert_int_equal(ING_FALSE, tree->truth);
    assert_int_equal(1, tree->to_true);
    assert_int_equal(0, tree->to_false);
    assert_true(ing_text_is(tree->zh, "轻微（实际：否）"));
    assert_true(ing_text_is(tree->kids[0]->kids[0]->zh, "危害后果不超过“轻微”（实际：中等）"));
}

static void title__with_a_unit_gives_it_to_the_number(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_fact *gap = fact(&s, "sweep_gap", &type_integer, e_int(s.m, 150), "最长清扫间隔（分钟）", "longest sweeping gap (min)");
    assert_words(&s, "最长清扫间隔低于120分钟（实际：150分钟）", "longest sweeping gap is below 120 min (was: 150 min)",
                 e_test(s.m, e_fact(s.m, e_case(s.m), gap), ING_VERB_BELOW, e_int(s.m, 120)));
}

/* --- the nearest miss --------------------------------------------------------------------------- */

static const ing_expr *fails(scene *s, const char *field)
{
    return e_one(s->m, ING_EXPR_KNOWN, of_case(s, field, &type_text));
}

static const ing_expr *holds(scene *s)
{
    return e_one(s->m, ING_EXPR_KNOWN, ev_date(s));
}

static void changes__add_up_in_all_and_take_the_cheapest_in_any(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    maker *m = s.m;
    const ing_expr *two = e_two(m, ING_EXPR_ALL, &type_condition, fails(&s, "a"), fails(&s, "b"));
    const ing_expr *any = e_two(m, ING_EXPR_ANY, &type_condition, two, fails(&s, "c"));
    assert_int_equal(2, why(&s, two)->to_true);
    assert_int_equal(0, why(&s, two)->to_false);
    assert_int_equal(1, why(&s, any)->to_true);
    assert_int_equal(1, why(&s, e_two(m, ING_EXPR_ALL, &type_condition, holds(&s), fails(&s, "a")))->to_true);
    assert_int_equal(2, why(&s, e_one(m, ING_EXPR_NO, e_two(m, ING_EXPR_ANY, &type_condition, holds(&s), holds(&s))))->to_true);
    assert_int_equal(1, why(&s, e_one(m, ING_EXPR_NO, e_two(m, ING_EXPR_ALL, &type_condition, holds(&s), holds(&s))))->to_true);
}

static void unknown__under_no_costs_one_change(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    assert_int_equal(1, why(&s, e_one(s.m, ING_EXPR_NO, harm_upto(&s, "minor")))->to_true);
}

static const ing_json *explain(scene *s, const ing_value *element)
{
    const ing_json *out = NULL;
    libing_status status = ing_judge_explain(&s->m->judgement, &s->rule, element, &out, &s->m->err);
    if (status != LIBING_OK)
        fail_msg("%s", s->m->err.message);
    return out;
}

static void miss__is_the_cheapest_set_with_what_would_do(void **state)
{
    scene s;
    set_up(&s, *state, "{\"statement_by\":\"2024-03-11\"}");
    maker *m = s.m;
    const ing_expr *late = e_test(m, ev_date(&s), ING_VERB_ABOVE, of_case(&s, "statement_by", &type_date));
    const ing_expr *two = e_two(m, ING_EXPR_ALL, &type_condition, fails(&s, "a"), fails(&s, "b"));
    const ing_expr *kids[] = { holds(&s), e_two(m, ING_EXPR_ANY, &type_condition, two, late) };
    s.rule.given = e_new(m, ING_EXPR_ALL, &type_condition, "given", 2, kids);
    const ing_json *out = explain(&s, NULL), *miss = ing_json_get(out, "miss");
    assert_int_equal(1, ing_json_integer(out, "changes", -1));
    assert_int_equal(1, miss->count);
    const ing_json *would_do = ing_json_get(&miss->items[0], "would_do");
    assert_true(ing_text_is(ing_json_text(would_do, "value"), "2024-03-12"));
    assert_int_equal(4, ing_json_integer(would_do, "days", -1));
    assert_true(ing_text_is(ing_json_text(would_do, "zh"), "决定日期晚于陈述申辩期满日2024-03-11"));
    assert_false(ing_json_get(out, "spoke")->truth);
}

static void explanation__names_the_first_condition_that_fails_and_evaluates_all(void **state)
{
    scene s;
    set_up(&s, *state, "{\"harm\":\"moderate\"}");
    const ing_expr *kids[] = { harm_upto(&s, "minor"), e_truth(s.m, of_case(&s, "waived", &type_flag)), holds(&s) };
    s.rule.given = e_new(s.m, ING_EXPR_ALL, &type_condition, "given", 3, kids);
    const ing_json *out = explain(&s, NULL);
    assert_true(ing_text_is(ing_json_text(out, "rule"), "B-21"));
    assert_true(ing_text_is(ing_json_text(out, "zh"), "决定处罚"));
    assert_int_equal(2, ing_json_integer(out, "changes", -1));
    assert_int_equal(3, ing_json_get(out, "conditions")->count);
    assert_true(ing_text_is(ing_json_text(ing_json_get(out, "first_failing"), "en"), "harm is at most minor (was: moderate)"));
    assert_true(ing_text_is(ing_json_text(&ing_json_get(out, "conditions")->items[2], "truth"), "true"));
    assert_null(ing_json_get(out, "blocked_by"));
}

static void explanation__of_a_rule_that_spoke_has_no_miss(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    s.rule.given = holds(&s);
    const ing_json *out = explain(&s, NULL);
    assert_true(ing_json_get(out, "spoke")->truth);
    assert_int_equal(0, ing_json_integer(out, "changes", -1));
    assert_int_equal(0, ing_json_get(out, "miss")->count);
    assert_null(ing_json_get(out, "first_failing"));
}

/* A document around it adds three levels: it stands in a list of a member of one. */
static void explanation__of_conditions_deep_inside_each_other_can_be_written(void **state)
{
    scene s;
    ing_buf text = ING_BUF_INIT;
    set_up(&s, *state, "{}");
    s.rule.given = fails(&s, "a");
    for (int i = 0; i < 2 * ING_JSON_DEPTH_MAX; i++)
        s.rule.given = e_two(s.m, i % 2 == 0 ? ING_EXPR_ANY : ING_EXPR_ALL, &type_condition, s.rule.given, fails(&s, "b"));
    ing_json_builder list = ing_json_begin(s.m->judgement.arena), page = list;
    ing_json_add(&list, explain(&s, NULL));
    ing_json_put(&page, ING_TEXT_LIT("rules"), ing_json_end_list(&list));
    ing_json_write(ing_json_end_object(&page), &text);
    assert_false(text.failed);
    assert_non_null(strstr(text.ptr, "\"cut\":true"));
    ing_buf_free(&text);
}

static void explanation__of_a_stopped_rule_gives_the_reason(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_branch entries[] = { { .reason = ING_TEXT_LIT("out_of_band"), .when = holds(&s) },
                                   { .reason = ING_TEXT_LIT("no_power"), .when = fails(&s, "a") } };
    s.rule.require = entries;
    s.rule.require_count = 2;
    const ing_json *out = explain(&s, NULL);
    assert_true(ing_text_is(ing_json_text(out, "blocked_by"), "no_power"));
    assert_true(ing_text_is(ing_json_text(&ing_json_get(out, "conditions")->items[1], "reason"), "no_power"));
    s.rule.given = fails(&s, "b");
    assert_null(ing_json_get(explain(&s, NULL), "blocked_by"));
}

static void explanation__of_choose_takes_the_cheapest_branch(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_branch branches[] = {
        { .when = e_two(s.m, ING_EXPR_ALL, &type_condition, fails(&s, "a"), fails(&s, "b")) }, { .when = fails(&s, "c") } };
    s.rule.choose = branches;
    s.rule.choose_count = 2;
    const ing_json *out = explain(&s, NULL);
    assert_int_equal(1, ing_json_integer(out, "changes", -1));
    assert_false(ing_json_get(out, "spoke")->truth);
}

static void explanation__of_a_visit_names_its_element(void **state)
{
    scene s;
    set_up(&s, *state, "{}");
    const ing_value element = ing_value_of_text(ING_TEXT_LIT("household:H3"));
    assert_true(ing_text_is(ing_json_text(explain(&s, &element), "element"), "household:H3"));
}

/* --- a decision from the log alone -------------------------------------------------------------- */

static const char model[] =
    "{\"id\":\"bayi\",\"version\":\"1.0.0\",\"roles\":{\"village_committee\":{\"zh\":\"村民委员会\",\"en\":\"village committee\"}},"
    "\"events\":{\"a_first\":{\"zh\":\"甲\",\"en\":\"A\",\"fields\":{\"fine\":{\"type\":\"integer\",\"zh\":\"别的\",\"en\":\"other\"}}},"
    "\"village_rule_adopted\":{\"zh\":\"村规民约通过\",\"en\":\"rule adopted\"},\"burn_verified\":{\"zh\":\"焚烧核实\",\"en\":\"burning verified\",\"fields\":{"
    "\"household\":{\"type\":\"party_id{household}\",\"zh\":\"农户\",\"en\":\"household\"},"
    "\"actor\":{\"type\":\"one_of{member}\",\"zh\":\"行为人\",\"en\":\"actor\",\"words\":{\"member\":{\"zh\":\"户内成员\",\"en\":\"a member\"}}},"
    "\"fine\":{\"type\":\"money\",\"zh\":\"罚款\",\"en\":\"fine\"}}}},"
    "\"actions\":{\"suspend\":{\"zh\":\"停发村级福利\",\"en\":\"suspend welfare\",\"fields\":{"
    "\"household\":{\"type\":\"party_id{household}\",\"zh\":\"农户\",\"en\":\"household\"},"
    "\"yuan\":{\"type\":\"money\",\"zh\":\"金额\",\"en\":\"amount\"}}}},"
    "\"params\":{\"reward.amount\":{\"zh\":\"奖励金额\",\"en\":\"reward\",\"type\":\"money\",\"unit\":\"fen\"}},"
    "\"facts\":{\"fire.village_rule\":{\"type\":\"entry{village_rule_adopted}\",\"zh\":\"有效的村规民约\",\"en\":\"village rule\"}},"
    "\"rules\":{\"C\":{\"on\":[\"burn_verified\"],\"zh\":\"停发当年福利\",\"en\":\"Suspend\",\"cite\":[\"三（三）4\"]}}}";

static const char decided[] =
    "{\"action\":\"suspend\",\"args\":{\"household\":\"household:H3\",\"yuan\":10050},\"cite\":[\"三（三）4\"],"
    "\"decider\":\"village_committee\",\"kind\":\"proposal\",\"modality\":\"must\",\"facts\":["
    "{\"name\":\"case.village_rule\",\"seq\":4,\"value\":\"village_rule_adopted\"},"
    "{\"name\":\"ev.actor\",\"seq\":7,\"value\":\"member\"},{\"name\":\"ev.fine\"},{\"name\":\"ev.household\",\"seq\":7,\"value\":\"household:H3\"},"
    "{\"name\":\"first(\\\"burn_verified\\\").date\",\"seq\":7,\"value\":\"2024-03-08\"},"
    "{\"name\":\"list({\\\"burn_verified\\\"}, {it.a:is(\\\"(\\\")}):of(store).fine\",\"value\":[100,250]},"
    "{\"name\":\"param.reward.amount\",\"value\":10000}]}";

static void assert_page(maker *m, const char *language, const char *expected)
{
    ing_buf text = ING_BUF_INIT;
    const ing_json *out = NULL, *data = fake_json(&m->world, decided);
    const ing_record record = { .seq = 9, .cause = 7, .type = ING_TEXT_LIT("decision"), .word = ING_TEXT_LIT("suspend"),
                                .rule = ING_TEXT_LIT("C"), .data = data, .fields = ing_json_get(data, "args") };
    assert_int_equal(LIBING_OK, ing_explain_decision(&record, fake_json(&m->world, model), language, &m->judging, &out, &text, &m->err));
    assert_string_equal(expected, text.ptr);
    assert_true(ing_text_is(ing_json_text(out, "zh"), "停发村级福利"));
    assert_true(ing_text_is(ing_json_text(ing_json_get(out, "pack"), "version"), "1.0.0"));
    ing_buf_free(&text);
}

static void page__of_a_decision_in_chinese(void **state)
{
    assert_page(*state, "zh",
                "决定：停发村级福利（suspend）\n性质：应当\n内容：\n  农户：household:H3\n  金额：100.50元\n"
                "由谁决定：村民委员会（village_committee）\n依据条款：三（三）4\n"
                "规则：停发当年福利（C），规则包 bayi 1.0.0\n起因：第7条记录\n所据事实：\n"
                "  有效的村规民约 = 村规民约通过（第4条记录）\n  行为人 = 户内成员（第7条记录）\n  尚不清楚：罚款\n  农户 = household:H3（第7条记录）\n"
                "  首次焚烧核实的日期 = 2024-03-08（第7条记录）\n  焚烧核实（符合条件者）的罚款 = 1元、2.50元\n  奖励金额 = 100元\n");
}

static void page__of_a_decision_in_english(void **state)
{
    assert_page(*state, "en",
                "Decision: suspend welfare (suspend)\nModality: must\nContent:\n  household: household:H3\n  amount: 100.50 yuan\n"
                "To be decided by: village committee (village_committee)\nClauses: 三（三）4\n"
                "Rule: Suspend (C), of pack bayi 1.0.0\nBecause of: record 7\nFacts:\n"
                "  village rule = rule adopted (record 4)\n  actor = a member (record 7)\n  not yet known: fine\n  household = household:H3 (record 7)\n"
                "  first burning verified, date = 2024-03-08 (record 7)\n  burning verified (that fit), fine = 1 yuan, 2.50 yuan\n  reward = 100 yuan\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, maker_setup, maker_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(atom__of_a_ladder),
        TEST(atom__of_a_date_says_the_distance),
        TEST(atom__of_something_that_is_not_on_record),
        TEST(atom__of_something_unknown),
        TEST(no_and_any__stand_before_their_parts),
        TEST(words__of_money_are_yuan_with_two_places_when_needed),
        TEST(words__of_a_late_date_say_over),
        TEST(words__of_a_true_date_say_no_distance),
        TEST(words__of_a_tie_say_so),
        TEST(words__of_an_unknown_operand_name_it),
        TEST(words__of_lists_and_sets),
        TEST(words__of_a_query_name_its_event_and_filter),
        TEST(fact__of_conditions_opens_into_them),
        TEST(title__with_a_unit_gives_it_to_the_number),
        TEST(changes__add_up_in_all_and_take_the_cheapest_in_any),
        TEST(unknown__under_no_costs_one_change),
        TEST(miss__is_the_cheapest_set_with_what_would_do),
        TEST(explanation__names_the_first_condition_that_fails_and_evaluates_all),
        TEST(explanation__of_a_rule_that_spoke_has_no_miss),
        TEST(explanation__of_conditions_deep_inside_each_other_can_be_written),
        TEST(explanation__of_a_stopped_rule_gives_the_reason),
        TEST(explanation__of_choose_takes_the_cheapest_branch),
        TEST(explanation__of_a_visit_names_its_element),
        TEST(page__of_a_decision_in_chinese),
        TEST(page__of_a_decision_in_english),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
