/* SPDX-License-Identifier: Apache-2.0 */
/* Whole packs, from Lua to outcomes: the pages' examples, facts that are functions, explanations. */
#include "pack_maker.h"

#include "base/mem.h"

/* --- functions ---------------------------------------------------------------------------------- */

static const char sweeping[] =
    "local own = { zh = \"x\", en = \"x\" }\n"
    "party \"enterprise\" { zh = \"企业\", en = \"enterprise\" }\n"
    "case \"issue\" { zh = \"问题\", en = \"issue\", subject = \"subject\" }\n"
    "param \"gap.most\" { zh = \"最长间隔\", en = \"longest gap\", from = { [\"2020-01-01\"] = 120 } }\n"
    "event \"opened\" { about = \"issue\", opens = true, fields = { subject = party_id \"enterprise\", start = time { optional = true } } }\n"
    "event \"sweep\" { about = \"enterprise\", fields = { width = decimal(1) { optional = true } } }\n"
    "event \"checked\" { about = \"issue\", fields = { note = text { optional = true } } }\n"
    "action \"alert\" { kind = \"record\", fields = { gap = integer } }\n"
    "fact \"gap\" { of = \"issue\", zh = \"最长清扫间隔（分钟）\", en = \"longest sweeping gap (min)\", type = \"integer\", is = function(f)\n"
    "  local worst, at = 0, f.case.start\n"
    "  if at == nil then return nil end\n"
    "  for _, s in ipairs(f.list(\"sweep\", \"party\")) do if s.at - at > worst then worst = s.at - at end; at = s.at end\n"
    "  if f.case.subject ~= \"enterprise:E1\" then return 0 end\n"
    "  return worst end }\n"
    "fact \"too_long\" { of = \"issue\", zh = \"间隔过长\", en = \"gap too long\", holds = { case.gap:above(param.gap.most) } }\n"
    "rule \"E-34\" { case = \"issue\", on = \"checked\", given = { case.too_long }, must = alert { gap = case.gap } }\n"
    "rule \"E-35\" { case = \"issue\", on = \"checked\", given = { case.gap:below(100) }, must = alert { gap = case.gap } }\n";

static const ing_view *told(packed *p, const char *start)
{
    packed_load(p, sweeping);
    const ing_view *view = fake_case(&p->world, "I1", "issue", "enterprise:E1");
    fake_add(&p->world, "opened", "I1", "2024-03-08T08:00:00+08:00", start);
    fake_add(&p->world, "sweep", "enterprise:E1", "2024-03-08T09:00:00+08:00", "{}");
    fake_add(&p->world, "sweep", "enterprise:E1", "2024-03-08T11:30:00+08:00", "{\"width\":\"1.5\"}");
    return view;
}

static void function__reads_records_and_its_reads_are_in_the_facts(void **state)
{
    packed *p = *state;
    const ing_view *view = told(p, "{\"subject\":\"enterprise:E1\",\"start\":\"2024-03-08T08:00:00+08:00\"}");
    packed_tell(p, fake_add(&p->world, "checked", "I1", "2024-03-08T12:00:00+08:00", "{}"), view);
    assert_int_equal(1, p->out.count);
    assert_written("{\"gap\":150}", p->out.items[0].args);
    assert_written("[{\"name\":\"case.gap\",\"value\":150},{\"name\":\"case.gap(f).case.start\",\"seq\":0,\"value\":\"2024-03-08T08:00:00+08:00\"},"
                   "{\"name\":\"case.gap(f).case.subject\",\"value\":\"enterprise:E1\"},{\"name\":\"case.gap(f).list.sweep.party\",\"value\":2},"
                   "{\"name\":\"case.too_long\",\"value\":true}]", p->out.items[0].facts);
}

static void function__that_returns_nothing_is_unknown(void **state)
{
    packed *p = *state;
    const ing_view *view = told(p, "{\"subject\":\"enterprise:E1\"}");
    packed_tell(p, fake_add(&p->world, "checked", "I1", "2024-03-08T12:00:00+08:00", "{}"), view);
    assert_int_equal(0, p->out.count);
}

static const ing_json *explain(packed *p, size_t rule)
{
    const ing_json *out = NULL;
    libing_status status = ing_judge_explain(&p->judgement, p->pack->rules[rule], NULL, &out, &p->err);
    if (status != LIBING_OK)
        fail_msg("%s", p->err.message);
    return out;
}

static void function__says_in_words_what_it_read(void **state)
{
    packed *p = *state;
    const ing_view *view = told(p, "{\"subject\":\"enterprise:E1\",\"start\":\"2024-03-08T08:00:00+08:00\"}");
    packed_tell(p, fake_add(&p->world, "checked", "I1", "2024-03-08T12:00:00+08:00", "{}"), view);
    const ing_json *condition = &ing_json_get(explain(p, 1), "conditions")->items[0];
    assert_true(ing_text_is(ing_json_text(condition, "zh"), "最长清扫间隔低于100分钟（实际：150分钟）"));
    const ing_json *computed = &ing_json_get(condition, "kids")->items[0];
    assert_true(ing_text_is(ing_json_text(computed, "zh"), "最长清扫间隔 = 150分钟（由函数计算，读取：sweep 2条）"));
    assert_true(ing_text_is(ing_json_text(computed, "en"), "longest sweeping gap = 150 min (computed; read: 2 sweep records)"));
    assert_int_equal(1, ing_json_integer(explain(p, 1), "changes", -1));
}

static void function__that_fails_names_rule_file_and_line(void **state)
{
    packed *p = *state;
    packed_load(p, "case \"issue\" { }\nevent \"checked\" { about = \"issue\", opens = true }\naction \"alert\" { kind = \"record\", fields = { gap = integer } }\n"
                   "fact \"gap\" { of = \"issue\", type = \"integer\", is = function(f)\n  return f.case.subject + 1\nend }\n"
                   "rule \"R\" { case = \"issue\", on = \"checked\", must = alert { gap = case.gap } }\n");
    const ing_view *view = fake_case(&p->world, "I1", "issue", NULL);
    assert_int_equal(LIBING_ERR_RULE, packed_judge(p, fake_add(&p->world, "checked", "I1", "2024-03-08", "{}"), view));
    assert_string_equal("R", p->err.rule);
    assert_string_equal("rules.lua", p->err.file);
    assert_int_equal(5, p->err.line);
}

static void function__with_a_result_of_another_type_is_an_error(void **state)
{
    packed *p = *state;
    packed_load(p, "case \"issue\" { }\nevent \"checked\" { about = \"issue\", opens = true }\naction \"alert\" { kind = \"record\", fields = { gap = integer } }\n"
                   "fact \"gap\" { of = \"issue\", type = \"integer\", is = function(f) return \"many\" end }\n"
                   "rule \"R\" { case = \"issue\", on = \"checked\", must = alert { gap = case.gap } }\n");
    const ing_view *view = fake_case(&p->world, "I1", "issue", NULL);
    assert_int_equal(LIBING_ERR_RULE, packed_judge(p, fake_add(&p->world, "checked", "I1", "2024-03-08", "{}"), view));
    assert_string_equal("function of fact 'gap' gave a value that is not of its type", p->err.message);
}

static void function__may_read_another_function(void **state)
{
    packed *p = *state;
    packed_load(p, "case \"issue\" { }\nevent \"checked\" { about = \"issue\", opens = true, fields = { n = integer } }\n"
                   "action \"alert\" { kind = \"record\", fields = { gap = integer } }\n"
                   "fact \"one\" { of = \"issue\", type = \"integer\", is = function(f) return f.ev.n + 1 end }\n"
                   "fact \"two\" { of = \"issue\", type = \"integer\", is = function(f) return f.case.one * 2 end }\n"
                   "rule \"R\" { case = \"issue\", on = \"checked\", must = alert { gap = case.two } }\n");
    const ing_view *view = fake_case(&p->world, "I1", "issue", NULL);
    packed_tell(p, fake_add(&p->world, "checked", "I1", "2024-03-08", "{\"n\":4}"), view);
    assert_written("{\"gap\":10}", p->out.items[0].args);
    assert_written("[{\"name\":\"case.one(f).ev.n\",\"seq\":0,\"value\":4},{\"name\":\"case.two\",\"value\":10},"
                   "{\"name\":\"case.two(f).case.one\",\"value\":5}]", p->out.items[0].facts);
}

/* --- the page's straw and reward examples ------------------------------------------------------- */

static const char straw[] =
    "party \"household\" { } party \"village\" { }\n"
    "param \"welfare.non_suspendable\" { from = { [\"2020-01-01\"] = { \"dibao\", \"tekun\" } } }\n"
    "case \"straw_fire\" { subject = \"village\" } case \"benefit\" { subject = \"household\" }\n"
    "event \"village_rule_adopted\" { about = \"village\", fields = { quorum = boolean, filed = boolean, effective = date } }\n"
    "event \"welfare_item\" { about = \"benefit\", opens = true, fields = { household = party_id \"household\", for_year = integer,\n"
    "  sort = one_of { \"rice\", \"dibao\", \"tekun\" } } }\n"
    "event \"burn_verified\" { about = \"straw_fire\", opens = true, fields = { village = party_id \"village\", household = party_id \"household\", act = date,\n"
    "  actor = one_of { \"member\", \"hired_by_member\", \"outsider\" }, land_of = party_id \"household\" { optional = true } } }\n"
    "action \"propose_suspend_welfare\" { kind = \"proposal\", decider = \"village_committee\", key = { \"household\", \"year\" },\n"
    "  fields = { household = party_id \"household\", year = integer, items = list_of(case_id \"benefit\") } }\n"
    "role \"village_committee\" { zh = \"村民委员会\", en = \"village committee\" }\n"
    "action \"no_suspension\" { kind = \"record\", fields = { id = case_id \"straw_fire\", household = party_id \"household\", reason = one_of { \"no_village_rule\", \"not_attributed\" } } }\n"
    "action \"no_extra_suspension\" { kind = \"record\", fields = { household = party_id \"household\", year = integer } }\n"
    "fact \"village_rule\" { of = \"straw_fire\", is = last(\"village_rule_adopted\", { it.quorum, it.filed, it.effective:upto(case.act) }):of(case.village) }\n"
    "fact \"suspendable\" { of = \"straw_fire\", is = list(\"benefit\", { it.household:is(case.household), it.for_year:is(case.act.year),\n"
    "  it.sort:none_of(param.welfare.non_suspendable) }).id }\n"
    "rule \"C\" { case = \"straw_fire\", on = \"burn_verified\", zh = \"停发该户当年村级福利\",\n"
    "  require = { { \"no_village_rule\", known(case.village_rule) },\n"
    "              { \"not_attributed\", ev.actor:one_of { \"member\", \"hired_by_member\" }, household = case.land_of } },\n"
    "  otherwise = no_suspension { id = case.id, household = ev.household },\n"
    "  must = propose_suspend_welfare { household = ev.household, year = case.act.year, items = case.suspendable },\n"
    "  again = no_extra_suspension { household = ev.household, year = case.act.year } }\n";

static const ing_view *village(packed *p)
{
    packed_load(p, straw);
    fake_case(&p->world, "W1", "benefit", "household:H3");
    fake_case(&p->world, "W2", "benefit", "household:H3");
    fake_case(&p->world, "W3", "benefit", "household:H4");
    fake_add(&p->world, "welfare_item", "W1", "2024-01-02", "{\"household\":\"household:H3\",\"for_year\":2024,\"sort\":\"rice\"}");
    fake_add(&p->world, "welfare_item", "W2", "2024-01-02", "{\"household\":\"household:H3\",\"for_year\":2024,\"sort\":\"dibao\"}");
    fake_add(&p->world, "welfare_item", "W3", "2024-01-02", "{\"household\":\"household:H4\",\"for_year\":2024,\"sort\":\"rice\"}");
    return fake_case(&p->world, "F1", "straw_fire", "village:V1");
}

static const char burnt[] = "{\"village\":\"village:V1\",\"household\":\"household:H3\",\"act\":\"2024-10-10\",\"actor\":\"member\"}";
static const char burnt_by_others[] =
    "{\"village\":\"village:V1\",\"household\":\"household:H3\",\"act\":\"2024-10-10\",\"actor\":\"outsider\",\"land_of\":\"household:H9\"}";

static void straw__without_a_village_rule_is_not_suspended(void **state)
{
    packed *p = *state;
    const ing_view *view = village(p);
    packed_tell(p, fake_add(&p->world, "burn_verified", "F1", "2024-10-12", burnt), view);
    assert_int_equal(1, p->out.count);
    assert_true(p->out.items[0].is_otherwise);
    assert_written("{\"household\":\"household:H3\",\"id\":\"F1\",\"reason\":\"no_village_rule\"}", p->out.items[0].args);
    assert_true(ing_text_is(ing_json_text(explain(p, 0), "blocked_by"), "no_village_rule"));
}

static void straw__by_others_names_whose_land_it_is(void **state)
{
    packed *p = *state;
    const ing_view *view = village(p);
    fake_add(&p->world, "village_rule_adopted", "village:V1", "2024-03-01", "{\"quorum\":true,\"filed\":true,\"effective\":\"2024-03-15\"}");
    packed_tell(p, fake_add(&p->world, "burn_verified", "F1", "2024-10-12", burnt_by_others), view);
    assert_written("{\"household\":\"household:H9\",\"id\":\"F1\",\"reason\":\"not_attributed\"}", p->out.items[0].args);
}

static void straw__with_a_village_rule_proposes_what_may_be_suspended(void **state)
{
    packed *p = *state;
    const ing_view *view = village(p);
    fake_add(&p->world, "village_rule_adopted", "village:V1", "2024-03-01", "{\"quorum\":true,\"filed\":true,\"effective\":\"2024-03-15\"}");
    fake_add(&p->world, "village_rule_adopted", "village:V1", "2024-04-01", "{\"quorum\":true,\"filed\":false,\"effective\":\"2024-04-15\"}");
    packed_tell(p, fake_add(&p->world, "burn_verified", "F1", "2024-10-12", burnt), view);
    assert_int_equal(1, p->out.count);
    assert_written("{\"household\":\"household:H3\",\"items\":[\"W1\"],\"year\":2024}", p->out.items[0].args);
    assert_string_equal("[\"household:H3\",2024]", p->out.items[0].key.ptr);
    assert_true(ing_text_is(p->out.items[0].decider, "village_committee"));
    assert_written("[{\"name\":\"case.act.year\",\"seq\":5,\"value\":2024},{\"name\":\"case.suspendable\",\"value\":[\"W1\"]},"
                   "{\"name\":\"case.village_rule\",\"seq\":3,\"value\":\"village_rule_adopted\"},"
                   "{\"name\":\"ev.actor\",\"seq\":5,\"value\":\"member\"},{\"name\":\"ev.household\",\"seq\":5,\"value\":\"household:H3\"}]",
                   p->out.items[0].facts);
    assert_true(ing_json_get(explain(p, 0), "spoke")->truth);
}

static const char reward[] =
    "party \"enterprise\" { } party \"reporter\" { }\n"
    "param \"reward.amount\" { from = { [\"2023-12-20\"] = yuan(100) } } param \"reward.pay_workdays\" { from = { [\"2023-12-20\"] = 10 } }\n"
    "case \"report\" { }\n"
    "local key = record { violator = party_id \"enterprise\", sort = text }\n"
    "event \"report_filed\" { about = \"report\", opens = true, fields = { keys = list_of(key),\n"
    "  reporters = list_of(record { ref = party_id \"reporter\", is_villager = flag, is_staff_on_duty = flag, representative = flag }) } }\n"
    "event \"report_verified\" { about = \"report\", fields = { result = one_of { \"true\", \"false\" } } }\n"
    "action \"grant_reward\" { kind = \"order\", fields = { violator = party_id \"enterprise\", key = key, to = list_of(party_id \"reporter\"), yuan = money,\n"
    "  shares = list_of(money), payee = party_id \"reporter\", due = date } }\n"
    "action \"no_reward\" { kind = \"record\", fields = { reason = text } }\n"
    "fact \"eligible\" { of = \"report\", is = pick(case.reporters, { it.is_villager, no(it.is_staff_on_duty) }) }\n"
    "fact \"payee\" { of = \"report\", is = either { pick(case.eligible, { it.representative }).first.ref, case.eligible.first.ref } }\n"
    "rule \"D\" { case = \"report\", on = \"report_verified\", each = case.keys,\n"
    "  require = { { \"unfounded\", case.result:is \"true\" }, { \"not_villager\", known(case.eligible) },\n"
    "    { \"duplicate\", first(\"report_filed\", { it.keys:has(each) }):of(store).case:is(case.id) } },\n"
    "  otherwise = no_reward { },\n"
    "  must = grant_reward { violator = each.violator, key = each, to = case.eligible.ref, yuan = param.reward.amount,\n"
    "    shares = split(param.reward.amount, case.eligible), payee = case.payee, due = today + workdays(param.reward.pay_workdays) } }\n";

static void reward__is_granted_for_each_key_that_was_not_reported_before(void **state)
{
    packed *p = *state;
    packed_load(p, reward);
    fake_case(&p->world, "R1", "report", NULL);
    const ing_view *view = fake_case(&p->world, "R2", "report", NULL);
    fake_add(&p->world, "report_filed", "R1", "2024-03-01T09:00:00+08:00", "{\"keys\":[{\"violator\":\"enterprise:E1\",\"sort\":\"dust\"}],\"reporters\":[]}");
    fake_add(&p->world, "report_filed", "R2", "2024-03-01T10:00:00+08:00",
             "{\"keys\":[{\"violator\":\"enterprise:E1\",\"sort\":\"dust\"},{\"violator\":\"enterprise:E2\",\"sort\":\"dust\"}],"
             "\"reporters\":[{\"ref\":\"reporter:R1\",\"is_villager\":true},{\"ref\":\"reporter:R2\",\"is_villager\":true,\"is_staff_on_duty\":true},"
             "{\"ref\":\"reporter:R3\",\"is_villager\":true,\"representative\":true},{\"ref\":\"reporter:R4\",\"is_villager\":true}]}");
    packed_tell(p, fake_add(&p->world, "report_verified", "R2", "2024-03-08", "{\"result\":\"true\"}"), view);
    assert_int_equal(2, p->out.count);
    assert_written("{\"reason\":\"duplicate\"}", p->out.items[0].args);
    assert_written("{\"due\":\"2024-03-22\",\"key\":{\"sort\":\"dust\",\"violator\":\"enterprise:E2\"},\"payee\":\"reporter:R3\","
                   "\"shares\":[3334,3333,3333],\"to\":[\"reporter:R1\",\"reporter:R3\",\"reporter:R4\"],\"violator\":\"enterprise:E2\",\"yuan\":10000}",
                   p->out.items[1].args);
}

/* --- the index, through a pack ------------------------------------------------------------------ */

static void index__of_a_loaded_pack_narrows_by_constants(void **state)
{
    packed *p = *state;
    const ing_rule *const *plain, *const *visiting;
    size_t count, visits;
    packed_load(p, "case \"issue\" { }\nevent \"found\" { about = \"issue\", opens = true, fields = { mode = one_of { \"a\", \"b\" } { default = \"a\" }, sure = flag } }\n"
                   "action \"alert\" { kind = \"record\" }\n"
                   "rule \"A\" { on = \"found\", given = { ev.mode:is \"a\" }, must = alert {} }\n"
                   "rule \"B\" { on = \"found\", given = { ev.mode:is \"b\" }, must = alert {} }\n"
                   "rule \"S\" { on = \"found\", given = { ev.sure, ev.mode:one_of { \"a\", \"b\" } }, must = alert {} }\n");
    const ing_view *view = fake_case(&p->world, "I1", "issue", NULL);
    packed_tell(p, fake_add(&p->world, "found", "I1", "2024-03-08", "{}"), view);
    assert_int_equal(1, p->out.count);
    assert_true(ing_text_is(p->out.items[0].rule->id, "A"));
    assert_int_equal(LIBING_OK, ing_judge_candidates(&p->judgement, &plain, &count, &visiting, &visits, &p->err));
    assert_int_equal(1, count);
}

/* --- memory ------------------------------------------------------------------------------------- */

static libing_status judge_and_explain(packed *p, const ing_view *view, const ing_json **out)
{
    ing_arena_free(&p->judging); /* so that every block is asked for again */
    libing_status status = packed_judge(p, &p->world.records[4], view);
    return status == LIBING_OK ? ing_judge_explain(&p->judgement, p->pack->rules[0], NULL, out, &p->err) : status;
}

static void judging__with_any_allocation_failing_says_so(void **state)
{
    packed *p = *state;
    const ing_json *out = NULL;
    const ing_view *view = village(p);
    fake_add(&p->world, "village_rule_adopted", "village:V1", "2024-03-01", "{\"quorum\":true,\"filed\":true,\"effective\":\"2024-03-15\"}");
    fake_add(&p->world, "burn_verified", "F1", "2024-10-12", burnt);
    for (int i = 0; i < 3; i++)
        assert_int_equal(LIBING_OK, judge_and_explain(p, view, &out)); /* the world's own arena has grown */
    libing_status status = LIBING_ERR_NOMEM;
    long n = 0;
    while (status == LIBING_ERR_NOMEM && n < 2000) {
        ing_mem_fail_after(++n, false);
        status = judge_and_explain(p, view, &out);
        ing_mem_fail_after(0, false);
    }
    assert_int_equal(LIBING_OK, status);
    assert_true(n > 20);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, packed_setup, packed_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(function__reads_records_and_its_reads_are_in_the_facts),
        TEST(function__that_returns_nothing_is_unknown),
        TEST(function__says_in_words_what_it_read),
        TEST(function__that_fails_names_rule_file_and_line),
        TEST(function__with_a_result_of_another_type_is_an_error),
        TEST(function__may_read_another_function),
        TEST(straw__without_a_village_rule_is_not_suspended),
        TEST(straw__by_others_names_whose_land_it_is),
        TEST(straw__with_a_village_rule_proposes_what_may_be_suspended),
        TEST(reward__is_granted_for_each_key_that_was_not_reported_before),
        TEST(judging__with_any_allocation_failing_says_so),
        TEST(index__of_a_loaded_pack_narrows_by_constants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
