-- SPDX-License-Identifier: Apache-2.0
-- 查实：事实 / Facts of the verification: whom it concerns, whether it is too late, which way it goes.
-- 一经查实，利用行政处罚、责令停产、暂扣吊销证照、查封扣押等法律赋予的权力。

local both = { "air_issue", "straw_fire" }

fact "is_straw" { of = both, type = boolean, zh = "焚烧案", en = "a fire",
  choose = { { true, case.kind:is "straw_fire" }, { false } } }
fact "established" { of = both, zh = "已查实", en = "verified", cite = "处罚法40",
  holds = { any { known(last "violation_verified"), case.proven_act, case.weak } } }
fact "is_statutory" { of = both, zh = "属法定处罚范围", en = "the statute forbids it", cite = { "处罚法16", "处罚法37" },
  holds = { any { no(case.is_straw), all { known(case.basis_law), case.burnt_in_the_open, case.actor:isnt "none" } } } }
fact "is_named" { of = "straw_fire", zh = "已认定一户", en = "one household is held to have burnt", cite = "三（三）4",
  holds = { case.actor:one_of { "member", "hired_by_member" }, unknown(case.households) } }
fact "addressee" { of = both, zh = "责令对象", en = "who is ordered", cite = "处罚法28",
  choose = { { case.liable, case.is_straw, case.is_named }, { case.subject, no(case.is_straw) } } }
fact "order_what" { of = both, zh = "责令内容", en = "what is ordered", cite = "处罚法28",
  type = one_of { "correct", "sign_commitment" },
  choose = { { "sign_commitment", known(case.norms), case.norms:has "gangue_no_commitment" }, { "correct" } } }
fact "too_young" { of = both, zh = "不满十四周岁或无行为能力", en = "under fourteen or without capacity",
  cite = { "处罚法30", "处罚法31" },
  holds = { any {
    all { known(case.actor_age), case.actor_age:below(14) },
    all { known(case.actor_capacity), no(case.actor_capacity) } } } }
fact "half_grown" { of = both, zh = "已满十四不满十八周岁", en = "fourteen to seventeen", cite = "处罚法30",
  holds = { known(case.actor_age), case.actor_age:between(14, 17) } }
fact "nobody_known" { of = both, zh = "行为人不明", en = "the actor is unknown", cite = "处罚法40",
  holds = { known(case.actor), case.actor:is "unknown" } }
fact "self_correction_decider" { of = "air_issue", zh = "自查自改记录机关", en = "who records the self-correction",
  type = one_of { "township_gov", "eco_branch" },
  choose = { { "eco_branch", case.harm:atleast "moderate" }, { "township_gov" } } }

-- 时效 / Limitation: two years from the end of the act, five where life or health came to harm.
fact "act_over" { of = both, zh = "行为终了日", en = "last day of the act", cite = "处罚法36",
  note = "an act that goes on has none", is = either { case.act_ended, case.act } }
fact "barred_after" { of = both, zh = "追责时效届满日", en = "last day of limitation", cite = "处罚法36",
  choose = {
    { case.act_over + months(param.esc.limit_years_harm * 12, "clip"), case.life_health_harm },
    { case.act_over + months(param.esc.limit_years * 12, "clip") } } }
fact "barred" { of = both, zh = "超过追责时效", en = "past limitation", cite = "处罚法36",
  holds = { known(case.barred_after), case.discovered_at.date:after(case.barred_after) } }

-- 去向 / One of these ways, the first that fits.
fact "escalates" { of = "air_issue", zh = "由礼转兵", en = "courtesy gives way to force", cite = "四、4",
  holds = { any { no(case.proactive), case.overdue_report, case.excluded } } }
fact "burnt" { of = "straw_fire", zh = "依法可罚的焚烧", en = "burning that the statute forbids", cite = "大气法119",
  holds = { case.established, case.is_statutory, case.in_township } }
fact "way" { of = both, zh = "查实后的去向", en = "way after the verification",
  cite = { "四、4", "处罚法24", "处罚法27", "处罚法36" },
  type = one_of { "crime", "barred", "file", "refer",
    words_zh = { "移送公安", "超过时效", "建议立案", "移送主管部门" },
    words_en = { "to the police", "time-barred", "propose to file", "refer to the authority" } },
  choose = {
    { "crime",  case.is_crime, case.established },
    { "barred", case.barred, case.established },
    { "file",   any { case.escalates, case.burnt }, case.delegated },
    { "refer",  any { case.escalates, case.burnt } } } }
fact "one_ground_suffices" { of = both, zh = "任一情形即由礼转兵", en = "one ground is enough for force", cite = "四、4",
  note = "不改不报，责任落实不到位、整改不力: alternatives, unless the parameter asks for all",
  holds = { param.esc.trigger_mode:is "any" } }

-- 处置 / Disposal
fact "accused_since" { of = "straw_fire", zh = "认定该户的记录", en = "record that names this household",
  is = first("burn_verified", { it.household:is(case.household) }).seq }
fact "disposed" { of = both, zh = "已有处置建议", en = "a disposal has been proposed",
  note = "of the household now held to have burnt: what was proposed for another one does not count",
  holds = { known(last(
    { "propose_no_penalty_must", "propose_no_penalty_may", "propose_no_penalty_no_fault", "propose_mitigate", "propose_fine" },
    { any { unknown(case.accused_since), it.seq:above(case.accused_since) } })) } }

-- 期限 / What is late in a case, asked from outside as of a day.
fact "late_step" { of = both, measure = true, zh = "已逾期的步骤", en = "step that is late", cite = { "处罚法60", "处罚法61" },
  type = one_of { "plan_by", "verify_by", "refer_by", "recheck_by", "decide_by", "serve_by",
    words_zh = { "整改方案", "核查", "移送", "复查", "处罚决定", "送达" },
    words_en = { "plan", "verification", "referral", "recheck", "decision", "service" } },
  choose = {
    { "plan_by",    case.xianli_houbing:is "rectifying", unknown(last "plan_submitted"), today:after(due.plan_by) },
    { "verify_by",  case.xianli_houbing:is "discovered", today:after(due.verify_by) },
    { "refer_by",   case.xianli_houbing:is "verified", today:after(due.refer_by) },
    { "decide_by",  case.xianli_houbing:one_of { "filed", "investigated", "notified", "hearing" }, today:after(due.decide_by) },
    { "serve_by",   case.xianli_houbing:is "decided", today:after(due.serve_by) },
    { "recheck_by", case.order:one_of { "ordered", "overdue" }, unknown(last "recheck"), today:after(due.recheck_by) } } }
