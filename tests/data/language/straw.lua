-- SPDX-License-Identifier: Apache-2.0
fact "village_rule" { of = "straw_fire", zh = "行为日有效的村规民约", is = last("village_rule_adopted", { it.quorum, it.filed, it.effective:upto(case.act) }):of(case.village) }
fact "suspendable"  { of = "straw_fire", zh = "可停发项目", is = list("benefit", { it.household:is(case.household), it.for_year:is(case.act.year),
  it.state:is "open", it.kind:none_of(param.welfare.non_suspendable) }).id }                    -- welfare_paid moves a benefit from open to paid
fact "forbidden_items" { of = "straw_fire", zh = "不得停发的项目", is = pick(case.items, { it.kind:one_of(param.welfare.non_suspendable) }) }
rule "C" { case = "straw_fire", on = "burn_verified", cite = "三（三）4", zh = "停发该户当年村级福利",
  require = { { "no_village_rule", known(case.village_rule) },
              { "not_attributed", ev.actor:one_of { "member", "hired_by_member" }, household = case.land_of } },
  otherwise = no_suspension { id = case.id, household = ev.household },
  must  = propose_suspend_welfare { household = ev.household, year = case.act.year, items = case.suspendable },        -- key = { "household", "year" }
  again = no_extra_suspension { household = ev.household, year = case.act.year } }
rule "C-2" { case = "straw_fire", on = "burn_verified", given = { unknown(case.village_rule) }, must = alert { village = case.village, kind = "village_rule_missing" } }
rule "C-low" { on = "propose_suspend_welfare", given = { known(list("benefit", { it.household:is(ev.household), it.kind:one_of { "dibao", "tekun" } })) },
  must = review_required { household = ev.household, reason = "hardship" } }
rule "C-6" { case = "straw_fire", on = "welfare_decision",
  require = { { "not_village_decision", ev.by:is "village_committee" }, { "non_suspendable_item", unknown(case.forbidden_items), items = case.forbidden_items } },
  otherwise = block { } }
rule "C.4-8" { case = "straw_fire", on = "objection_result", given = { ev.result:is "upheld", known(last("propose_suspend_welfare", { it.household:is(ev.household) })) },
  must = restore_welfare { household = ev.household, items = last("propose_suspend_welfare", { it.household:is(ev.household) }).items, due = today + workdays(param.welfare.restore_workdays) },
  revoke = propose_suspend_welfare { household = ev.household } }
