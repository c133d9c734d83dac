-- SPDX-License-Identifier: Apache-2.0
-- 三（三）4 停发福利：将严禁焚烧秸秆写入村规民约并与村级福利挂钩，一经发现焚烧秸秆行为，停发该户当年村级福利。
-- Welfare: the ban on straw burning is written into the village rules; who burns loses the village welfare
-- of that year. The village decides under its own rule; the township only guides, and cannot punish (处罚法16).

procedure "village_track" { case = "straw_fire", zh = "村级停发福利", en = "the village's decision", start = "pending",
  cite = { "三（三）4", "村组法27" },
  states = { "pending", "proposed", "suspended", "objected", "confirmed", "lifted",
    words_zh = { "未建议", "已建议", "已停发", "有异议", "维持", "已恢复" },
    words_en = { "pending", "proposed", "suspended", "objected", "confirmed", "lifted" } },
  deadlines = {
    notice_until = { runs = "proposed", length = workdays(param.welfare.notice_workdays) },
    objection_by = { runs = "suspended", length = days(param.welfare.objection_days), roll = param.roll.party },
    answer_by    = { runs = "objected", length = days(param.welfare.objection_days), roll = param.roll.authority },
    restore_by   = { runs = "lifted", length = workdays(param.welfare.restore_workdays) } } }
fact "late_welfare_step" { of = "straw_fire", measure = true, cite = "三（三）4",
  zh = "村级程序中已逾期的步骤", en = "step of the village's procedure that is late",
  type = one_of { "notice_until", "objection_by", "answer_by", "restore_by",
    words_zh = { "听取意见", "异议", "答复", "恢复" }, words_en = { "hearing the household", "objection", "answer", "restoration" } },
  choose = {
    { "notice_until", case.village_track:is "proposed", today:after(due.notice_until) },
    { "objection_by", case.village_track:is "suspended", today:after(due.objection_by) },
    { "answer_by",    case.village_track:is "objected", today:after(due.answer_by) },
    { "restore_by",   case.village_track:is "lifted", today:after(due.restore_by) } } }

-- 发现 / On discovery
rule "C-1" { case = "straw_fire", on = "burn_found", cite = { "三（三）4", "大气法77" },
  zh = "屋内灶炕用秸秆不构成焚烧秸秆", en = "straw in a stove indoors is no straw burning",
  given = { ev.material:is "straw", no(case.in_the_open) },
  must = no_violation { reason = "not_open_burning" } }
rule "C-1s" { case = "straw_fire", on = "burn_found", cite = { "三（三）4", "大气法77" },
  zh = "发现露天焚烧，当场制止", en = "burning in the open found: stop it at once",
  given = { case.in_the_open },
  must = stop_burning {} }

-- 查实 / On verification: the elements in this order; the first that fails is the reason.
rule "C-1n" { case = "straw_fire", on = "burn_verified", cite = "三（三）4",
  zh = "自燃、雷击等无人行为，不构成违法", en = "nobody's act is no violation",
  given = { ev.actor:is "none" },
  must = no_violation { reason = "no_act" } }
rule "C-2" { case = "straw_fire", on = { "burn_verified", "burn_found" }, cite = { "三（三）4", "村组法27" },
  zh = "村规民约未写入条款，预警该村", en = "the village rules lack the clause: alert the village",
  given = { case.suspendable_act, known(case.actor), known(case.village), unknown(case.village_rule) },
  must = alert { village = case.village, kind = "village_rule_missing" } }
rule "C-4u" { case = "straw_fire", on = "burn_verified", cite = "三（三）4",
  zh = "行为人不明，预警", en = "the actor is unknown: alert",
  given = { ev.actor:is "unknown", case.straw_in_the_open },
  must = alert { village = case.village, kind = "actor_unknown" } }
rule "C-5r" { case = "straw_fire", on = "burn_verified", cite = "三（三）4",
  zh = "镇域外焚烧，移送当地", en = "outside the township: refer to that place",
  given = { case.proven_act, no(case.in_township) },
  must = refer_case { due = today + workdays(param.esc.refer_workdays) } }
rule "C-5p" { case = "straw_fire", on = "burn_verified", cite = "处罚法27",
  zh = "造成严重后果的火情，移送公安", en = "a fire with serious harm: to the police",
  given = { case.proven_act, case.in_township, case.harm:is "serious", no(case.is_crime) },
  must = transfer_police { reason = "public_security" } }

-- The suspension: once for a single household, once for each of several that burnt together, or for each
-- part of a household that split, where the parameter does not follow the actor.
local function items_for(household, year)
  return list("benefit", {
    it.household:is(household), it.for_year:is(year),
    any { param.welfare.clawback, no(it.paid) },
    it.kind:none_of(param.welfare.non_suspendable) }).id
end
local function items_of(household)
  return either {
    items_for(household, case.welfare_year),
    pick(items_for(household, case.welfare_year + 1), { param.welfare.carry_over }),
    items_for(household, case.welfare_year) }
end
local function suspension(id, each, household, named, given)
  rule(id) { case = "straw_fire", on = { "burn_verified", "burn_found" }, each = each, cite = { "三（三）4", "村组法24", "村组法27" },
    zh = "停发该户当年村级福利", en = "suspend this household's village welfare of the year",
    note = "法律风险：村规民约不得侵犯合法财产权利（村组法27）；集体组织法施行后成员福利为法定权利。"
      .. "Legal risk: village rules may not infringe lawful property rights; member welfare is a statutory right since 2025-05-01",
    given = { case.suspendable_act, any { known(case.actor), known(household) }, given[1], given[2] },
    require = {
      { "no_village_rule",   known(case.village_rule) },
      { "not_attributed",    any { unknown(case.actor), case.actor:one_of { "member", "hired_by_member" } }, known(household) },
      { "outside_territory", case.within } },
    otherwise = no_suspension { household = either { named, case.land_of } },
    must  = propose_suspend_welfare { household = household, year = case.welfare_year, items = items_of(household) },
    again = no_extra_suspension { household = household, year = case.welfare_year } }
end
suspension("C", nil, case.liable, ev.household, { unknown(ev.households), unknown(case.parts) })
suspension("C-8", ev.households, each, each, { known(ev.households) })
suspension("C-9p", case.parts, each, each, { unknown(ev.households) })

-- 复核 / People look again.
local function review(id, reason, zh, en, cite, given)
  rule(id) { case = "straw_fire", on = "propose_suspend_welfare", cite = cite, zh = zh, en = en, given = given,
    must = review_required { household = ev.household, reason = reason } }
end
local by_law = { "三（三）4", "村组法27" }
review("C.4r-hardship", "hardship", "低保、特困户，须复核", "a household on minimum allowance or destitute support: review", by_law,
  { any { case.is_low_income, known(list("benefit", { it.household:is(ev.household), it.kind:one_of { "dibao", "tekun" } })) } })
review("C.4r-minor", "minor", "行为人不满十四周岁或无行为能力，须复核", "the actor is under fourteen or without capacity: review",
  { "三（三）4", "处罚法30" }, { any { case.actor_age:below(14), no(case.actor_capacity) } })
review("C.4r-cadre", "cadre", "行为户为村干部，须复核", "a village cadre's household: review", "三（三）4", { case.cadre })
review("C.3r", "act_date", "行为日不明，以发现日为准，须复核", "the day of the act is unknown, the day of discovery counts: review",
  "三（三）4", { unknown(case.act) })
review("C-9", "split_household", "行为日后分户，随行为人，须复核", "split after the act: the part with the actor, review",
  "三（三）4", { known(case.split_after) })
review("C-9t", "same_day_tie", "行为当日分户，先后不明，须复核", "split on the day of the act: review", "三（三）4", { case.split_on_the_day })
review("C-6t", "same_day_tie", "福利当日发放，先后不明，须复核", "an item was paid on the same day: review", "三（三）4",
  { known(list("benefit", { it.household:is(ev.household), it.for_year:is(ev.year), it.paid_on:is(ev.date) })) })
fact "paid_on" { of = "benefit", zh = "发放日", en = "day of payment", is = last("welfare_paid").date }
review("C.5r", "law_changed", "新法下非禁烧区域或时段，须复核", "not prohibited under the Code: review", { "三（三）4", "法典246" },
  { today:atleast "2026-08-15", case.new_zone:is "not_prohibited" })
rule "C-21" { case = "straw_fire", on = "burn_verified", cite = "三（三）4",
  zh = "村干部焚烧，移交镇纪委", en = "a village cadre burnt: refer to discipline inspection",
  given = { case.proven_act, case.straw_in_the_open, ev.cadre, ev.actor:one_of { "member", "hired_by_member" } },
  must = refer_discipline { to = "town_discipline", household = ev.household } }

-- 决定 / The village decides, under its rule, and never on state benefits or statutory rights.
local lawful = { ev.by:is "village_committee", unknown(pick(ev.items, { it.kind:one_of(param.welfare.non_suspendable) })) }
rule "C-6" { case = "straw_fire", on = "welfare_decision", cite = { "三（三）4", "处罚法16", "村组法24", "村组法27" },
  zh = "停发只能由村依村规民约决定，且不得含国家待遇和法定权益",
  en = "only the village decides, under its rule, and never on state benefits or statutory rights",
  require = {
    { "not_village_decision", lawful[1] },
    { "non_suspendable_item", lawful[2], items = pick(ev.items, { it.kind:one_of(param.welfare.non_suspendable) }) } },
  otherwise = block { household = ev.household } }

-- 恢复 / Restored in full: the objection or the court was right, or there was no burning.
local proposed = last("propose_suspend_welfare", { it.household:is(ev.household) })
local decided = last("welfare_decision", { it.household:is(ev.household), it.by:is "village_committee", known(it.items) })
local withheld = either {
  pick(decided.items, { it.kind:none_of(param.welfare.non_suspendable) }).id,
  proposed.items }
local restore_by = today + workdays(param.welfare.restore_workdays)
local function restoration(id, on, zh, en, given)
  rule(id) { case = "straw_fire", on = on, cite = { "三（三）4", "村组法27", "村组法36" }, zh = zh, en = en,
    given = { known(proposed), given },
    must = restore_welfare { household = ev.household, items = withheld, due = restore_by },
    revoke = propose_suspend_welfare { household = ev.household, year = proposed.year } }
end
restoration("C.4-8", "objection_result", "异议成立，全额恢复", "the objection is upheld: restore in full", ev.result:is "upheld")
restoration("C.4-8c", "court_revokes", "法院撤销，全额恢复", "revoked by the court: restore in full")
rule "C.4-8n" { case = "straw_fire", on = "verification_negative", cite = { "三（三）4", "村组法27", "村组法36" },
  zh = "查明无焚烧行为，全额恢复", en = "no burning after all: restore in full",
  given = { known(last "propose_suspend_welfare") },
  must = restore_welfare {
    household = last("propose_suspend_welfare").household,
    items = last("propose_suspend_welfare").items, due = restore_by },
  revoke = propose_suspend_welfare {} }

-- 村级程序的状态 / Where the village's procedure stands
local function step(id, on, from, to, zh, en, given)
  rule("C.4-" .. id) { case = "straw_fire", on = on, from = from, to = to, given = given, zh = zh, en = en, cite = by_law }
end
step("3", "propose_suspend_welfare", nil, "proposed", "建议停发，听取该户意见", "proposed: the household is heard")
step("5", "welfare_decision", { "pending", "proposed" }, "suspended", "村委会决定停发", "the village decides", lawful)
step("7", "objection_filed", { "proposed", "suspended" }, "objected", "提出异议", "an objection")
step("7r", "objection_result", { "proposed", "suspended", "objected" }, "confirmed", "异议不成立", "the objection is rejected",
  { ev.result:is "rejected" })
step("8l", "restore_welfare", nil, "lifted", "已恢复", "restored")
