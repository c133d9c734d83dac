-- SPDX-License-Identifier: Apache-2.0
-- 三（三）4 停发福利：将严禁焚烧秸秆写入村规民约并与村级福利挂钩，一经发现焚烧秸秆行为，停发该户当年村级福利。
-- Welfare: the ban on straw burning is written into the village rules; who burns loses the village welfare
-- of that year. The village decides under its own rule; the township only guides, and cannot punish (处罚法16).

fact "paid" { of = "benefit", zh = "已发放", en = "already paid", holds = { known(last "welfare_paid") } }
fact "act_date" { of = "straw_fire", zh = "行为日", en = "day of the act", cite = "三（三）4", is = either { case.act, first("burn_found").date } }
fact "straw_in_the_open" { of = "straw_fire", zh = "露天焚烧秸秆", en = "straw burnt in the open", cite = { "三（三）4", "大气法77" },
  holds = { case.material:is "straw", case.open_air } }
fact "proven" { of = "straw_fire", zh = "证据足以查实", en = "the evidence suffices", cite = "三（三）4",
  note = "no evidence listed = sufficient; a satellite's hot spot alone verifies nothing",
  holds = { any { unknown(case.evidence), case.evidence:has "photo_video", case.evidence:has "two_witnesses", case.evidence:has "two_officers", case.evidence:has "admission" } } }
fact "village_rule" { of = "straw_fire", zh = "行为日有效的村规民约", en = "village rule in force on the day of the act", cite = { "村组法22", "村组法27" },
  is = last("village_rule_adopted", { it.village:is(case.village), it.quorum, it.filed, it.effective:upto(case.act_date) }):of(store) }

rule "C-1" { case = "straw_fire", on = "burn_found", cite = { "三（三）4", "大气法77" },
  zh = "屋内灶炕用秸秆不构成焚烧秸秆", en = "straw in a stove indoors is no straw burning",
  given = { ev.material:is "straw", no(ev.open_air) }, must = no_violation { reason = "not_open_burning" } }
rule "C-1s" { case = "straw_fire", on = "burn_found", cite = { "三（三）4", "大气法77" },
  zh = "发现露天焚烧秸秆，当场制止", en = "straw burning found: stop it at once",
  given = { ev.material:is "straw", ev.open_air }, must = stop_burning {} }
rule "C-1n" { case = "straw_fire", on = "burn_verified", cite = "三（三）4",
  zh = "自燃、雷击等无人行为，不构成违法", en = "nobody's act is no violation",
  given = { ev.actor:is "none" }, must = no_violation { reason = "no_act" } }
rule "C-2" { case = "straw_fire", on = "burn_verified", cite = { "三（三）4", "村组法27" },
  zh = "村规民约未写入条款，预警该村", en = "the village rules lack the clause: alert the village",
  given = { case.straw_in_the_open, known(case.village), unknown(case.village_rule) },
  must = alert { village = case.village, kind = "village_rule_missing" } }
rule "C-4u" { case = "straw_fire", on = "burn_verified", cite = "三（三）4",
  zh = "行为人不明，预警", en = "the actor is unknown: alert",
  given = { ev.actor:is "unknown" }, must = alert { village = case.village, kind = "actor_unknown" } }

-- The suspension, once for a single household and once for each of several that burnt together.
local function suspension(id, each, household, given)
  local items = list("benefit", { it.household:is(household), it.for_year:is(case.act_date.year), no(it.paid),
    it.kind:none_of(param.welfare.non_suspendable) }).id
  rule(id) { case = "straw_fire", on = "burn_verified", each = each, cite = { "三（三）4", "村组法24", "村组法27" },
    zh = "停发该户当年村级福利", en = "suspend this household's village welfare of the year",
    note = "法律风险：村规民约不得侵犯合法财产权利（村组法27）；集体组织法施行后成员福利为法定权利。Legal risk: village rules may not infringe lawful property rights; member welfare is a statutory right since 2025-05-01",
    given = { case.straw_in_the_open, case.proven, ev.actor:isnt "none", given },
    require = {
      { "no_village_rule",   known(case.village_rule) },
      { "not_attributed",    ev.actor:one_of { "member", "hired_by_member" }, known(household) },
      { "outside_territory", case.in_township } },
    otherwise = no_suspension { household = either { household, case.land_of } },
    must  = propose_suspend_welfare { household = household, year = case.act_date.year, items = items },
    again = no_extra_suspension { household = household, year = case.act_date.year } }
end
suspension("C", nil, ev.household, unknown(ev.households))
suspension("C-8", ev.households, each, known(ev.households))

local function review(id, reason, zh, en, cite, given)
  rule(id) { case = "straw_fire", on = "propose_suspend_welfare", cite = cite, zh = zh, en = en, given = given,
    must = review_required { household = ev.household, reason = reason } }
end
review("C.4r-hardship", "hardship", "低保、特困户，须复核", "a household on minimum allowance or destitute support: review", { "三（三）4", "村组法27" },
  { known(list("benefit", { it.household:is(ev.household), it.kind:one_of { "dibao", "tekun" } })) })
review("C.4r-minor", "minor", "行为人不满十四周岁或无行为能力，须复核", "the actor is under fourteen or without capacity: review", { "三（三）4", "处罚法30" },
  { any { case.actor_age:below(14), no(case.actor_capacity) } })
review("C.4r-cadre", "cadre", "行为户为村干部，须复核", "a village cadre's household: review", "三（三）4", { case.cadre })
review("C.3r", "act_date", "行为日不明，以发现日为准，须复核", "the day of the act is unknown, the day of discovery counts: review", "三（三）4", { unknown(case.act) })

rule "C-6" { case = "straw_fire", on = "welfare_decision", cite = { "三（三）4", "处罚法16", "村组法24", "村组法27" },
  zh = "停发只能由村依村规民约决定，且不得含国家待遇和法定权益", en = "only the village decides, under its rule, and never on state benefits or statutory rights",
  require = {
    { "not_village_decision", ev.by:is "village_committee" },
    { "non_suspendable_item", unknown(pick(ev.items, { it.kind:one_of(param.welfare.non_suspendable) })),
      items = pick(ev.items, { it.kind:one_of(param.welfare.non_suspendable) }) } },
  otherwise = block { household = ev.household } }

local proposed = last("propose_suspend_welfare", { it.household:is(ev.household) })
local function restoration(id, on, zh, en, given)
  rule(id) { case = "straw_fire", on = on, cite = { "三（三）4", "村组法27", "村组法36" }, zh = zh, en = en,
    given = { known(proposed), given },
    must = restore_welfare { household = ev.household, items = proposed.items, due = today + workdays(param.welfare.restore_workdays) },
    revoke = propose_suspend_welfare { household = ev.household, year = proposed.year } }
end
restoration("C.4-8", "objection_result", "异议成立，全额恢复", "the objection is upheld: restore in full", ev.result:is "upheld")
restoration("C.4-8c", "court_revokes", "法院撤销，全额恢复", "revoked by the court: restore in full")
