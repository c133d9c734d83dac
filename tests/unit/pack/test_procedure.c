/* SPDX-License-Identifier: Apache-2.0 */
/* Procedures as the model holds them, and rules that move cases. */
#include "pack_text.h"

static const char *const head = "pack { id = \"t\", version = \"1\", calendar = \"calendar.csv\", "
                                "files = { \"words.lua\", \"rules.lua\" } }";

static const char *const course =
    "rule \"verify\" { case = \"fire\", on = \"burn_verified\", from = \"found\", to = { "
    "\"verified\", \"due\" },\n"
    "  due = { pay_by = case.act + days(9) } }\n"
    "rule \"paid\" { case = \"fire\", on = \"fine_paid\", from = { \"ordered\", \"order.none\" }, "
    "to = \"order.done\" }\n"
    "rule \"late\" { case = \"fire\", on = \"lapse:pay_by\", from = \"due\", must = remind { due = "
    "ev.due } }\n"
    "rule \"moved\" { case = \"fire\", on = \"fine_paid\", due = { wait = ev.at } }\n"
    "fact \"stands\" { of = \"fire\", holds = { case.state:is \"due\", case.order:isnt \"done\", "
    "case.course:isnt \"closed\",\n"
    "  unknown(entered \"order.done\"), case.act:upto(due.pay_by), known(last \"lapse:pay_by\") } "
    "}\n"
    "fact \"late_days\" { of = \"fire\", is = elapsed(due.pay_by, today, span(\"burn_found\", "
    "\"fine_paid\")) }\n"
    "rule \"was\" { case = \"fire\", on = \"burn_verified\", given = { was.state:is \"found\", "
    "case.stands }, must = remind { } }\n"
    "rule \"all\" { on = \"rule_adopted\", each = list(\"fire\", { it.state:is \"due\" }), to = "
    "\"closed\" }\n"
    "rule \"told\" { on = \"confirm:suspend\", given = { ev.year:is(2024), known(ev.reason) }, "
    "must = remind { } }\n"
    "procedure \"course\" { case = \"fire\", zh = \"处置\", start = \"found\", adopt = "
    "\"committee\",\n"
    "  states = { \"found\", \"verified\", \"due\", \"closed\", words_zh = { \"发现\", \"查实\", "
    "\"待缴\", \"结案\" } },\n"
    "  ends = \"closed\", regions = { order = { \"none\", \"ordered\", \"done\" }, seal = { "
    "\"none\" } },\n"
    "  deadlines = { pay_by = { runs = \"due\", length = days(30), roll = \"next_workday\", zh = "
    "\"缴款期限\",\n"
    "                           pause = span(\"burn_found\", \"fine_paid\") },\n"
    "    last_by = { runs = { \"verified\", \"due\" }, length = months(1, \"clip\"), from = "
    "due.pay_by },\n"
    "    wait = { runs = \"order.ordered\", length = hours(24) } } }\n"
    "event \"closed_by\" { about = \"fire\", presupposes = { \"due\", \"order=ordered\" } }\n"
    "event \"seen_by\" { about = \"fire\", presupposes = \"any (verified)\" }\n";

static const ing_rule *rule_of(const ing_pack *pack, const char *id)
{
    const ing_rule *rule = NULL;
    for (size_t i = 0; i < pack->rule_count; i++) {
        if (ing_text_is(pack->rules[i]->id, id))
            rule = pack->rules[i];
    }
    assert_non_null(rule);
    return rule;
}

static void assert_text(const char *expected, ing_text text)
{
    char copy[256];
    assert_true(text.len < sizeof copy);
    memcpy(copy, text.ptr != NULL ? text.ptr : "", text.len);
    copy[text.len] = '\0';
    assert_string_equal(expected, copy);
}

static void procedure__holds_regions_states_and_deadlines(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(head, course);
    const ing_procedure *procedure = pack->procedure_list[0];
    const ing_procedure *own = NULL;
    assert_int_equal(1, pack->procedure_count);
    assert_int_equal(3, procedure->region_count);
    assert_text("found", procedure->regions[0].start);
    assert_text("order", procedure->regions[1].id);
    assert_text("none", procedure->regions[1].start);
    assert_text("查实", procedure->regions[0].type->words_zh[1]);
    assert_text("closed", procedure->ends[0]);
    assert_text("committee", procedure->adopt[0]);
    const ing_deadline *deadline =
        ing_pack_deadline(pack, ING_TEXT_LIT("fire"), ING_TEXT_LIT("pay_by"), &own);
    assert_ptr_equal(procedure, own);
    assert_true(deadline->rolls);
    assert_text("days(30)", deadline->length->source);
    assert_text("burn_found", deadline->pause_from);
    assert_text(
        "due.pay_by",
        ing_pack_deadline(pack, ING_TEXT_LIT("fire"), ING_TEXT_LIT("last_by"), NULL)->from->source);
    deadline = ing_pack_deadline(pack, ING_TEXT_LIT("fire"), ING_TEXT_LIT("wait"), NULL);
    assert_true(deadline->in_hours);
    assert_int_equal(1, deadline->region);
    assert_null(ing_pack_deadline(pack, ING_TEXT_LIT("benefit"), ING_TEXT_LIT("pay_by"), NULL));
    ing_pack_free(pack);
}

static void deadline__may_roll_as_a_parameter_says(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(head, "param \"way\" { type = one_of { \"next_workday\", \"none\" }, "
                                   "from = { [\"2024-01-01\"] = \"none\" } }\n"
                                   "procedure \"p\" { case = \"fire\", start = \"a\", states = { "
                                   "\"a\" }, deadlines = {\n"
                                   "  end_by = { runs = \"a\", length = days(3), roll = param.way } } }\n");
    const ing_deadline *deadline =
        ing_pack_deadline(pack, ING_TEXT_LIT("fire"), ING_TEXT_LIT("end_by"), NULL);
    assert_false(deadline->rolls);
    assert_text("param.way", deadline->roll->source);
    assert_non_null(strstr(pack->model.ptr, "\"roll\":\"param.way\""));
    ing_pack_free(pack);
}

static void rule__moves_one_region_through_several_states(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(head, course);
    const ing_rule *rule = rule_of(pack, "verify");
    assert_ptr_equal(pack->procedure_list[0], rule->procedure);
    assert_int_equal(0, rule->region);
    assert_int_equal(2, rule->to_count);
    assert_text("due", rule->to[1]);
    assert_text("case.act + days(9)", rule->due_values[0]->source);
    rule = rule_of(pack, "paid");
    assert_int_equal(1, rule->region);
    assert_text("none", rule->from[1]);
    assert_text("done", rule->to[0]);
    ing_pack_free(pack);
}

static void rule__without_to_may_look_at_a_state_or_set_a_deadline(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(head, course);
    const ing_rule *rule = rule_of(pack, "late");
    assert_int_equal(1, rule->from_count);
    assert_int_equal(0, rule->to_count);
    rule = rule_of(pack, "moved");
    assert_text("wait", rule->due_names[0]);
    assert_int_equal(1, rule->region);
    assert_int_equal(0, rule->to_count);
    rule = rule_of(pack, "all");
    assert_ptr_equal(pack->procedure_list[0], rule->procedure);
    ing_pack_free(pack);
}

static void expression__names_its_procedure_and_region(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(head, course);
    const ing_expr *stands = ing_pack_fact(pack, ING_TEXT_LIT("fire"), ING_TEXT_LIT("stands"))->is;
    const ing_expr *order = stands->kids[1]->kids[0];
    const ing_expr *entered = stands->kids[3]->kids[0];
    const ing_expr *due = stands->kids[4]->kids[1];
    assert_int_equal(ING_EXPR_STATE, order->kind);
    assert_int_equal(1, order->region);
    assert_ptr_equal(pack->procedure_list[0], order->procedure);
    assert_text("case.order", order->source);
    assert_int_equal(0, stands->kids[2]->kids[0]->region);
    assert_text("entered(\"order.done\")", entered->source);
    assert_text("done", entered->kids[0]->value.text);
    assert_int_equal(1, entered->region);
    assert_int_equal(ING_EXPR_DUE, due->kind);
    assert_text("due.pay_by", due->source);
    assert_text("elapsed(due.pay_by, today, span(\"burn_found\", \"fine_paid\"))",
                ing_pack_fact(pack, ING_TEXT_LIT("fire"), ING_TEXT_LIT("late_days"))->is->source);
    ing_pack_free(pack);
}

static void event__keeps_the_states_that_it_presupposes(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(head, course);
    const ing_event *event = ing_pack_event(pack, ING_TEXT_LIT("closed_by"));
    assert_false(event->presupposes_any);
    assert_int_equal(2, event->presupposes_count);
    assert_text("order=ordered", event->presupposes[1]);
    event = ing_pack_event(pack, ING_TEXT_LIT("seen_by"));
    assert_true(event->presupposes_any);
    assert_text("verified", event->presupposes[0]);
    ing_pack_free(pack);
}

static void model__tells_the_procedure(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(head, course);
    assert_non_null(strstr(pack->model.ptr, "\"procedures\":{\"course\":{"));
    assert_non_null(
        strstr(pack->model.ptr,
               "\"wait\":{\"in_hours\":true,\"length\":\"hours(24)\",\"region\":\"order\","
               "\"runs\":[\"ordered\"]}"));
    assert_non_null(strstr(pack->model.ptr, "\"due\":{\"zh\":\"待缴\"}"));
    assert_non_null(strstr(pack->model.ptr, "\"to\":[\"verified\",\"due\"]"));
    ing_pack_free(pack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(procedure__holds_regions_states_and_deadlines),
        cmocka_unit_test(deadline__may_roll_as_a_parameter_says),
        cmocka_unit_test(rule__moves_one_region_through_several_states),
        cmocka_unit_test(rule__without_to_may_look_at_a_state_or_set_a_deadline),
        cmocka_unit_test(expression__names_its_procedure_and_region),
        cmocka_unit_test(event__keeps_the_states_that_it_presupposes),
        cmocka_unit_test(model__tells_the_procedure),
    };
    return cmocka_run_group_tests_name("pack/procedure", tests, NULL, NULL);
}
