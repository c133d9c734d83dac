-- SPDX-License-Identifier: Apache-2.0
-- 参数 / Parameters: what neither the plan nor a statute fixes is `assumed`, and can be changed here
-- without touching a rule. A value holds from its day until the next one.

local item_kind = one_of { "festival_rice", "festival_gift", "spring_gift", "year_end_flour", "year_end_bonus", "collective_flour", "heating_aid", "medical_copay",
  "dibao", "tekun", "pension", "medical_benefit", "disability_allowance", "age_allowance", "veteran_benefit", "disaster_relief", "farmland_subsidy", "land_contract",
  "homestead", "land_compensation", "collective_dividend", "family_planning_aid", "other_state_funded" }

param "reward.amount" { zh = "举报奖励金额", en = "reward for a verified report", cite = "三（二）2", type = money, unit = "fen",
  from = { ["2023-12-20"] = yuan(100) } }
param "reward.pay_workdays" { zh = "奖励发放期限（工作日）", en = "working days to pay the reward", type = integer, unit = "workdays", cite = "三（二）2",
  from = { ["2023-12-20"] = 10 }, assumed = true, note = "the plan names no term; our choice" }
param "reward.claim_days" { zh = "领奖期限（日）", en = "days to claim the reward", type = integer, unit = "days", cite = "三（二）2",
  from = { ["2023-12-20"] = 30 }, assumed = true, note = "the plan names no term; our choice" }
param "welfare.restore_workdays" { zh = "恢复福利期限（工作日）", en = "working days to restore welfare", type = integer, unit = "workdays", cite = "三（三）4",
  from = { ["2023-12-20"] = 10 }, assumed = true, note = "the plan names no term; our choice" }
param "welfare.non_suspendable" { zh = "不得停发的项目", en = "items that are never suspended", type = list_of(item_kind), cite = { "三（三）4", "村组法27" },
  from = { ["2023-12-20"] = { "dibao", "tekun", "pension", "medical_benefit", "disability_allowance", "age_allowance", "veteran_benefit", "disaster_relief",
    "farmland_subsidy", "land_contract", "homestead", "land_compensation", "collective_dividend", "family_planning_aid", "other_state_funded" } },
  assumed = true, note = "state funds and statutory rights; the plan's 村级福利 is read as village-level, discretionary and collectively funded" }

local violation_type = one_of { "coal_unenclosed", "coal_loading_dust", "industrial_dust", "excess_emission", "no_permit", "evasion", "obstruct", "gangue_unqualified",
  "gangue_no_commitment", "hourly_spray_missed", "livestock_manure", "livestock_facility", "dead_animals", "straw_burning", "forest_fire_use", "waste_burning",
  "loose_coal_sale", "loose_coal_heating", "small_polluter", "river_dumping" }
local role_word = one_of { "eco_branch", "straw_authority", "forestry", "agri", "market", "animal_health", "water", "police", "township_gov", "approving_gov" }
local exclusion = one_of { "evasion", "hazardous", "suspected_crime", "harm_serious", "false_report", "obstruct", "repeat", "order_breach" }

-- 先礼后兵 / Courtesy first. Whole numbers of days and the like: id, value, unit, titles, where they come from.
local numbers = {
  { "esc.inspection_days", 3, "days", "检查有效天数", "days an inspection counts as discovery", "四、4", "an old inspection that found nothing makes no report late; our choice", true },
  { "esc.first_window_months", 12, "months", "初次违法的回溯月数", "months looked back for a first offence", "处罚法33", "山西免罚清单2025 [press]", true },
  { "esc.timely_days", 7, "days", "及时改正的天数", "days for a timely correction", "处罚法33", "山西免罚清单2025 [press]: 7 days for dust", true },
  { "esc.plan_workdays", 15, "workdays", "提交整改方案的工作日", "working days to hand in the plan", "四、4", "analogy to 限停办法16", true },
  { "esc.rectify_days", 30, "days", "整改期限", "days to rectify", "四、4", "the plan names no term; practice", true },
  { "esc.rectify_max_days", 90, "days", "整改最长期限", "days to rectify at most", "四、4", "限停办法15", true },
  { "esc.extensions_max", 1, "times", "延期次数上限", "extensions at most", "四、4", "our choice", true },
  { "esc.verify_days", 15, "days", "核查期限", "days to verify", "处罚法40", "处罚办法18 [secondary]", true },
  { "esc.verify_ext_days", 15, "days", "核查延长", "days a verification is extended by", "处罚法40", "处罚办法18 [secondary]", true },
  { "esc.refer_workdays", 3, "workdays", "移送期限", "working days to refer", "四、4", "举报热线办法9, by analogy", true },
  { "esc.statement_workdays", 5, "workdays", "陈述申辩期", "working days to state and defend", "处罚法45", "处罚办法44 [secondary]", true },
  { "esc.hearing_request_workdays", 5, "workdays", "申请听证期限", "working days to ask for a hearing", "处罚法64", "[read]", false },
  { "esc.hearing_notice_workdays", 7, "workdays", "听证通知提前的工作日", "working days from the notice to the hearing", "处罚法64", "[read]", false },
  { "esc.decide_days", 90, "days", "办案期限", "days to decide", "处罚法60", "[read]", false },
  { "esc.decide_ext_days", 30, "days", "办案期限每次延长", "days of each extension of the decision", "处罚法60", "处罚办法 [secondary]", true },
  { "esc.serve_workdays", 7, "workdays", "送达期限", "working days to serve", "处罚法61", "[read]", false },
  { "esc.pay_days", 15, "days", "缴款期限", "days to pay", "处罚法67", "[read]", false },
  { "esc.urge_workdays", 10, "workdays", "催告后的工作日", "working days after urging", "强制法54", "[read]", false },
  { "esc.court_window_months", 3, "months", "申请强制执行期限", "months to apply to the court", "强制法53", "[read]", false },
  { "esc.limit_years", 2, "years", "追责时效（年）", "years of limitation", "处罚法36", "[read]", false },
  { "esc.limit_years_harm", 5, "years", "危害生命健康的追责时效（年）", "years of limitation, with harm to life or health", "处罚法36", "[read]", false },
  { "esc.seal_days", 30, "days", "查封期限", "days of a seal", "强制法25", "[read]", false },
  { "esc.seal_ext_days", 30, "days", "查封延长期限", "days a seal is extended by", "强制法25", "[read]", false },
  { "esc.seal_post_approval_hours", 24, "hours", "紧急查封补办批准的小时数", "hours to get the approval of an urgent seal", "强制法19", "[read]", false },
  { "esc.recheck_days", 30, "days", "复查期限", "days within which to recheck", "大气法123", "按日办法10", true },
  { "welfare.notice_workdays", 3, "workdays", "告知听取意见的工作日", "working days to tell and hear the household", "三（三）4", "our choice", true },
  { "welfare.objection_days", 15, "days", "异议期限", "days to object, and to answer", "三（三）4", "our choice", true },
  { "reward.accept_days", 15, "days", "受理举报期限", "days to accept a report", "三（二）2", "举报热线办法8 [read]; a parameter of this pack", true },
  { "reward.finish_days", 60, "days", "办结举报期限", "days to finish a report", "三（二）2", "信访工作条例34 [read]; a parameter of this pack", true },
  { "reward.forward_workdays", 3, "workdays", "转送举报的工作日", "working days to forward a report", "三（二）2", "举报热线办法9 [read]; a parameter of this pack", true },
  { "esc.reconsider_days", 60, "days", "申请复议期限", "days to apply for reconsideration", { "复议法9", "复议法20" }, "[read]; a parameter of this pack", false },
  { "esc.litigate_months", 6, "months", "起诉期限", "months to sue", "诉讼法46", "[read]; a parameter of this pack", false } }
for _, n in ipairs(numbers) do
  param(n[1]) { type = integer, from = { ["2023-12-20"] = n[2] }, unit = n[3], zh = n[4], en = n[5], cite = n[6], note = n[7], assumed = n[8] }
end

local function chosen(id, kind, value, zh, en, cite, note)
  param(id) { type = kind, from = { ["2023-12-20"] = value }, zh = zh, en = en, cite = cite, note = note, assumed = true }
end
chosen("esc.proactive_cutoff", one_of { "authority_knowledge", "inspection_arrival" }, "authority_knowledge", "主动的界限", "what a report must come before", "处罚法32", "尚未掌握 read as known to the authority")
chosen("esc.tie_rule", one_of { "favour_subject_with_review", "none" }, "favour_subject_with_review", "同日先后不明时", "same-day ties", "处罚法40", "in doubt for the subject, with a review")
chosen("esc.trigger_mode", one_of { "any", "all" }, "any", "由礼转兵的情形", "grounds that turn courtesy into force", "四、4", "不改不报，责任落实不到位、整改不力 read as alternatives")
chosen("esc.higher_rule", one_of { "max_then_min", "min_then_max" }, "max_then_min", "择高的比较", "how the higher of two norms is found", "处罚法29", "practice [memory]")
chosen("esc.exclusions", list_of(exclusion), { "evasion", "hazardous", "suspected_crime", "harm_serious", "false_report", "obstruct", "repeat", "order_breach" },
  "排除情形", "what excludes courtesy", "四、4", "our list")
chosen("esc.delegated_powers", list_of(violation_type), {}, "下放镇的处罚事项", "matters delegated to the township", "处罚法24", "none unless the province delegates and publishes them")
chosen("esc.surcharge_rate", decimal(2), "3", "加处罚款日利率（%）", "surcharge a day, per cent", "处罚法72", "[read]")
chosen("esc.surcharge_cap", decimal(2), "100", "加处罚款上限（本金的%）", "surcharge at most, per cent of the principal", "处罚法72", "[read]")
chosen("straw.authority", role_word, "straw_authority", "秸秆焚烧处罚机关", "who fines straw burning", "大气法119", "must be configured: the county says which body it is")
param "straw.ban_area" { type = text, zh = "禁烧区域和时段", en = "area and time of the straw ban", cite = { "大气法77", "法典246" }, assumed = true,
  from = { ["2023-12-20"] = "whole township", ["2026-08-15"] = "none" },
  note = "old law: the areas that the province designates; under the Code areas and times must be supplied as data" }
chosen("straw.refer_on_repeat", boolean, true, "再次焚烧必须移送", "a repeat must be referred", "大气法119", "our reading")
chosen("fire.season", list_of(date), {}, "森林防火期", "forest fire season", "森林防火条例50", "must be configured: first and last day")
chosen("welfare.year_basis", one_of { "act_date", "discovery_date" }, "act_date", "当年的起算", "the year of the suspension", "三（三）4", "our reading of 当年")
chosen("welfare.follow_actor", boolean, true, "分户后随行为人", "a split household: follow the actor", "三（三）4", "our reading of 该户")
chosen("welfare.territorial", boolean, true, "限本镇", "only inside the township", "三（三）4", "our reading")
chosen("welfare.clawback", boolean, false, "追回已发福利", "take back what was paid", "三（三）4", "停发 is not 追回")
chosen("welfare.carry_over", boolean, false, "无可停发的转下一年", "carry over to the next year", "三（三）4", "our reading of 当年")
chosen("welfare.require_verification", boolean, true, "须经查实", "only what is verified", { "三（三）4", "处罚法40" }, "due process; with false, discovery suffices")
chosen("welfare.self_report_exempt", boolean, false, "农户自首不停发", "a household's own confession spares it", "三（三）4", "courtesy is written for 各单位, not for households")
chosen("welfare.min_area", decimal(1), "0", "最小焚烧面积", "smallest area that counts", "三（三）4", "the plan names none; no event carries an area")
chosen("reward.unit", one_of { "violation_key", "report" }, "violation_key", "奖励的计数单位", "what a reward is for", "三（二）2", "local practice")
chosen("reward.same_violator_once", boolean, true, "同一主体只奖一次", "one violator, one reward", "三（二）2", "local practice")
chosen("reward.exclude_family", boolean, true, "履职人员近亲属不奖", "family of staff on duty gets nothing", "三（二）2", "local practice; who it is, the host says in is_staff_on_duty")
chosen("reward.claim_code", boolean, false, "匿名凭码领奖", "claim codes for anonymous reporters", "三（二）2", "local practice")
chosen("reward.villager_test", one_of { "registered_or_member", "registered" }, "registered_or_member", "何谓本镇村民", "who is a villager", "三（二）2", "who it is, the host says in is_villager")
chosen("reward.stack", boolean, false, "可与其他奖励并领", "rewards of other schemes add up", "三（二）2", "one public reward for one fact")

local function money_param(id, day, value, zh, en, cite, note)
  param(id) { type = money, unit = "fen", from = { [day] = value }, zh = zh, en = en, cite = cite, note = note, assumed = true }
end
money_param("esc.hearing_fine_person", "2023-12-20", yuan(5000), "个人听证罚款额", "fine of a person that gives a hearing", "处罚法63", "处罚办法89 [memory]")
money_param("esc.hearing_fine_unit", "2023-12-20", yuan(200000), "单位听证罚款额", "fine of a unit that gives a hearing", "处罚法63", "处罚办法89 [memory]")
money_param("reward.annual_budget", "9999-12-31", yuan(0), "举报奖励年度预算", "budget of the year for rewards", "三（二）2", "none: unlimited, unless a budget is set by an event or here")

-- 期限 / Days
param "plan.effective" { type = date, zh = "方案施行日", en = "day the plan takes effect", cite = "八镇政字〔2023〕35号",
  from = { ["2023-12-20"] = "2023-12-20" }, note = "the day of issue" }
chosen("roll.authority", one_of { "next_workday", "none" }, "none", "机关期限遇休息日", "an authority's last day that is a rest day", "处罚法60", "the safe reading")
chosen("roll.party", one_of { "next_workday", "none" }, "next_workday", "当事人期限遇休息日", "a person's last day that is a rest day", "处罚法67", "民法典203")
