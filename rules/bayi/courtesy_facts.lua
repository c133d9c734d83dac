-- SPDX-License-Identifier: Apache-2.0
-- 先礼后兵：事实 / Facts of "courtesy first, then force": who knew what first, what excludes courtesy, what
-- is still possible. 突出“先礼后兵”……一时整改不了的，主动报告，可以不采取行政处罚。

local both = { "air_issue", "straw_fire" }
local dust = { "coal_unenclosed", "coal_loading_dust", "industrial_dust", "excess_emission", "evasion" }

-- 主动 / Who was first
fact "reported_at" { of = both, zh = "主动报告时间", en = "time of the self-report", cite = "四、4", is = first("self_report").at }
fact "registered_from" { of = "air_issue", zh = "检查有效起始日", en = "first day of inspections that count", cite = "四、4", is = case.opened - days(param.esc.inspection_days) }
fact "inspected_at" { of = "air_issue", zh = "检查到场时间", en = "time of the inspection", cite = "四、4", is = earliest {
  first("violation_found", { it.mode:isnt "self_check" }).at,
  first("inspection_started", { it.date:atleast(case.registered_from) }):of(case.subject).at } }
fact "alarmed_at" { of = "air_issue", zh = "监测报警时间", en = "time of the alarm", cite = "四、4",
  choose = { { first("dust_alarm", { it.date:atleast(case.registered_from) }):of(case.subject).at, case.type:one_of(dust) } } }
fact "ended_last" { of = "air_issue", zh = "此前一次办结", en = "the occurrence before was closed", cite = "三（二）2",
  is = last("case_closed", { it.key:is { violator = case.subject, type = case.type }, it.date:upto(case.opened) }):of(store).seq }
fact "public_report_at" { of = "air_issue", zh = "群众举报登记时间", en = "time of a public report", cite = "四、4",
  is = first("report_filed", { it.keys:has { violator = case.subject, type = case.type }, any { unknown(case.ended_last), it.seq:above(case.ended_last) } }):of(store).at }
fact "known_at" { of = "air_issue", zh = "主管部门掌握的时间", en = "time the authority knew", cite = { "四、4", "处罚法32" },
  choose = { { case.inspected_at, param.esc.proactive_cutoff:is "inspection_arrival" }, { earliest { case.inspected_at, case.alarmed_at, case.public_report_at } } } }
fact "discovered_at" { of = both, zh = "被发现时间", en = "time of discovery", cite = "四、4", is = earliest { case.known_at, first("burn_found").at } }
fact "same_day_tie" { of = "air_issue", zh = "报告与发现同日、时刻不明", en = "report and discovery on one day, hours unknown", cite = "处罚法40",
  holds = { known(case.reported_at), known(case.discovered_at), case.reported_at:ties(case.discovered_at) } }
fact "proactive" { of = both, zh = "主动报告", en = "reported proactively", cite = { "四、4", "处罚法32" }, holds = { known(case.reported_at), any {
  unknown(case.discovered_at),
  all { case.same_day_tie, param.esc.tie_rule:is "favour_subject_with_review" },
  all { no(case.same_day_tie), case.reported_at:before(case.discovered_at) } } } }

-- 初次 / First offence: no discovery of the same type at the same subject in the months before this one.
fact "counted_from" { of = both, zh = "本次发现日", en = "day of this discovery", is = either { case.discovered_at.date, case.reported_at.date, case.opened } }
fact "window_start" { of = both, zh = "回溯起始日", en = "first day looked back to", cite = "处罚法33", is = case.counted_from - months(param.esc.first_window_months, "clip") }
fact "actor_household" { of = "straw_fire", zh = "行为户", en = "household of the actor", is = case.household }
fact "found_before" { of = both, zh = "回溯期内此前被查", en = "found before, within the window", cite = "处罚法33", holds = { any {
  known(last("prior_discovery", { case.norms:has(it.type), it.date:before(case.counted_from), it.date:atleast(case.window_start) }):of(either { case.household, case.subject })),
  known(list("air_issue", { it.subject:is(either { case.household, case.subject }), it.id:isnt(case.id), it.state:isnt "closed_unfounded", any { case.norms:has(it.type), it.norms:has(case.type) },
    it.discovered_at.date:before(case.counted_from), it.discovered_at.date:atleast(case.window_start) })),
  known(list("straw_fire", { it.household:is(case.household), it.id:isnt(case.id), it.state:isnt "closed_unfounded",
    it.discovered_at.date:before(case.counted_from), it.discovered_at.date:atleast(case.window_start) })) } } }
fact "first_offence" { of = both, zh = "初次违法", en = "first offence", cite = "处罚法33", holds = { no(case.found_before) } }

-- 排除 / What excludes courtesy. Obstruction, false reports and breach of an order count for all issues of the subject.
fact "false_corrected" { of = both, zh = "虚报整改", en = "false claim of correction", cite = "四、4", holds = { known(last("recheck", { it.result:is "false" })) } }
local function excluded(word, ...)
  return all { param.esc.exclusions:has(word), any { case.exclusions:has(word), ... } }
end
local function is_of_type(word) return all { known(case.norms), case.norms:has(word) } end
fact "obstructs" { of = both, zh = "阻碍检查", en = "obstruction", cite = "四、4", holds = { excluded("obstruct", is_of_type "obstruct") } }
fact "lies" { of = both, zh = "虚假报告", en = "false report", cite = "四、4", holds = { excluded("false_report", case.false_corrected) } }
fact "breaches" { of = both, zh = "违反已生效的命令", en = "breach of an order in force", cite = "四、4", holds = { excluded "order_breach" } }
fact "verified_wide" { of = "air_issue", zh = "查实的阻碍、虚假或违令", en = "verified obstruction, falsehood or breach", cite = "四、4", holds = { any {
  case.false_corrected, all { known(last "violation_verified"), any { case.obstructs, case.lies, case.breaches } } } } }
fact "subject_excluded" { of = "air_issue", zh = "该主体另案有阻碍、虚假或违令", en = "the subject obstructed, lied or disobeyed elsewhere", cite = "四、4",
  holds = { known(list("air_issue", { it.subject:is(case.subject), it.id:isnt(case.id), it.verified_wide })) } }
fact "repeats" { of = both, zh = "再犯", en = "repeat", cite = "四、4", holds = { excluded("repeat", all { known(case.resurgence), case.resurgence }) } }
fact "is_crime" { of = both, zh = "涉嫌犯罪", en = "suspected crime", cite = "处罚法27", holds = { excluded "suspected_crime" } }
fact "excluded_hard" { of = both, zh = "有排除情形（再犯除外）", en = "excluded, other than by repeat", cite = "四、4", holds = { any {
  excluded("evasion", is_of_type "evasion"), excluded "hazardous", case.is_crime, excluded("harm_serious", all { known(case.harm), case.harm:is "serious" }),
  case.lies, case.obstructs, case.breaches, case.subject_excluded } } }
fact "excluded" { of = both, zh = "有排除情形", en = "excluded from courtesy", cite = "四、4", holds = { any { case.excluded_hard, case.repeats } } }

-- 改正 / Correction
fact "failed_seq" { of = both, zh = "最近一次未通过的复查", en = "last recheck that failed", is = last("recheck", { it.result:isnt "fixed" }).seq }
fact "corrected_at" { of = both, zh = "改正日期", en = "day of the correction", cite = "处罚法33", note = "the first claim since the last recheck that failed",
  is = earliest { first("rectified", { any { unknown(case.failed_seq), it.seq:above(case.failed_seq) } }).date,
    first("recheck", { it.result:is "fixed", any { unknown(case.failed_seq), it.seq:above(case.failed_seq) } }).date } }
fact "overdue_report" { of = "air_issue", zh = "主动报告后逾期未改", en = "overdue after a self-report", cite = "四、4", holds = { known(last("alert", { it.kind:is "rectify_overdue" })) } }
fact "failed_late" { of = both, zh = "整改期满后复查未通过", en = "a recheck failed after the term", cite = "四、4",
  holds = { known(due.rectify_by), known(last("recheck", { it.result:isnt "fixed", it.date:after(due.rectify_by) })) } }
fact "weak" { of = both, zh = "整改不力", en = "weak rectification", cite = "四、4", holds = { any {
  case.order:is "overdue", case.false_corrected, case.overdue_report, case.failed_late, known(last("escalate", { it.reason:is "weak_rectification" })) } } }
fact "timely" { of = both, zh = "及时改正", en = "corrected in time", cite = "处罚法33", holds = { no(case.weak), known(case.corrected_at), any {
  unknown(due.order_by), case.corrected_at:upto(due.order_by) }, any { known(due.order_by), unknown(due.rectify_by), case.corrected_at:upto(due.rectify_by) } } }
fact "light" { of = both, zh = "轻微且无后果", en = "slight and harmless", cite = "处罚法33", holds = { case.severity:is "slight", case.harm:is "none", no(case.excluded_hard) } }
fact "first_and_minor" { of = both, zh = "初次且后果至多轻微", en = "first offence, minor harm at most", cite = "处罚法33", holds = { case.first_offence, case.harm:upto "minor", no(case.excluded) } }
fact "held" { of = both, zh = "尚可及时改正，处置待定", en = "a timely correction is still possible", cite = "处罚法33",
  holds = { any { case.light, case.first_and_minor }, unknown(case.corrected_at), no(case.weak) } }
fact "accused_since" { of = "straw_fire", zh = "认定该户的记录", en = "record that names this household", is = first("burn_verified", { it.household:is(case.household) }).seq }
fact "disposed" { of = both, zh = "已有处置建议", en = "a disposal has been proposed", note = "of the household now held to have burnt: what was proposed for another one does not count",
  holds = { known(last({ "propose_no_penalty_must", "propose_no_penalty_may", "propose_no_penalty_no_fault", "propose_mitigate", "propose_fine" },
    { any { unknown(case.accused_since), it.seq:above(case.accused_since) } })) } }
fact "addressee" { of = both, zh = "责令对象", en = "who is ordered", cite = "处罚法28", choose = { { case.liable, case.is_straw }, { case.subject } } }
fact "established" { of = both, zh = "已查实", en = "verified", cite = "处罚法40", holds = { any { known(last "violation_verified"), case.proven_act, case.weak } } }
fact "is_statutory" { of = both, zh = "属法定处罚范围", en = "the statute forbids it", cite = { "处罚法16", "处罚法37" }, holds = { any {
  no(case.is_straw), all { known(basis.law), case.straw_in_the_open, case.actor:isnt "none" } } } }
fact "is_straw" { of = both, type = boolean, zh = "焚烧秸秆案", en = "a straw fire", choose = { { true, case.kind:is "straw_fire" }, { false } } }
fact "too_young" { of = both, zh = "不满十四周岁或无行为能力", en = "under fourteen or without capacity", cite = { "处罚法30", "处罚法31" },
  holds = { any { all { known(case.actor_age), case.actor_age:below(14) }, all { known(case.actor_capacity), no(case.actor_capacity) } } } }
fact "half_grown" { of = both, zh = "已满十四不满十八周岁", en = "fourteen to seventeen", cite = "处罚法30",
  holds = { known(case.actor_age), case.actor_age:between(14, 17) } }
fact "nobody_known" { of = both, zh = "行为人不明", en = "the actor is unknown", cite = "处罚法40", holds = { known(case.actor), case.actor:is "unknown" } }
fact "self_correction_decider" { of = "air_issue", zh = "自查自改记录机关", en = "who records the self-correction",
  type = one_of { "township_gov", "eco_branch" }, choose = { { "eco_branch", case.harm:atleast "moderate" }, { "township_gov" } } }

-- 时效 / Limitation
fact "barred_after" { of = both, zh = "追责时效届满日", en = "last day of limitation", cite = "处罚法36",
  choose = { { either { case.act_ended, case.act } + months(param.esc.limit_years_harm * 12, "clip"), case.life_health_harm }, { either { case.act_ended, case.act } + months(param.esc.limit_years * 12, "clip") } } }
fact "barred" { of = both, zh = "超过追责时效", en = "past limitation", cite = "处罚法36", holds = { known(case.barred_after), case.discovered_at.date:after(case.barred_after) } }

-- 查实之后 / After the verification: one of these ways, the first that fits.
fact "escalates" { of = "air_issue", zh = "由礼转兵", en = "courtesy gives way to force", cite = "四、4", holds = { any {
  no(case.proactive), case.overdue_report, case.excluded } } }
fact "burnt" { of = "straw_fire", zh = "依法可罚的焚烧", en = "burning that the statute forbids", cite = "大气法119",
  holds = { case.established, case.is_statutory, case.in_township } }
fact "way" { of = both, zh = "查实后的去向", en = "way after the verification", cite = { "四、4", "处罚法24", "处罚法27", "处罚法36" },
  type = one_of { "crime", "barred", "file", "refer", words_zh = { "移送公安", "超过时效", "建议立案", "移送主管部门" },
    words_en = { "to the police", "time-barred", "propose to file", "refer to the authority" } },
  choose = {
    { "crime",  case.is_crime, case.established },
    { "barred", case.barred, case.established },
    { "file",   any { case.escalates, case.burnt }, case.delegated },
    { "refer",  any { case.escalates, case.burnt } } } }
fact "exempt" { of = "air_issue", type = boolean, zh = "符合不予处罚条件", en = "fit to go without penalty", cite = "处罚法33",
  choose = { { true, case.timely, any { case.light, case.first_and_minor } }, { false } } }

-- 期限 / What is late in a case, asked from outside as of a day.
fact "late_step" { of = both, measure = true, zh = "已逾期的步骤", en = "step that is late", cite = { "处罚法60", "处罚法61" },
  type = one_of { "plan_by", "verify_by", "refer_by", "recheck_by", "decide_by", "serve_by",
    words_zh = { "整改方案", "核查", "移送", "复查", "处罚决定", "送达" }, words_en = { "plan", "verification", "referral", "recheck", "decision", "service" } },
  choose = {
    { "plan_by",    case.xianli_houbing:is "rectifying", unknown(last "plan_submitted"), today:after(due.plan_by) },
    { "verify_by",  case.xianli_houbing:is "discovered", today:after(due.verify_by) },
    { "refer_by",   case.xianli_houbing:is "verified", today:after(due.refer_by) },
    { "decide_by",  case.xianli_houbing:one_of { "filed", "investigated", "notified", "hearing" }, today:after(due.decide_by) },
    { "serve_by",   case.xianli_houbing:is "decided", today:after(due.serve_by) },
    { "recheck_by", case.order:one_of { "ordered", "overdue" }, unknown(last "recheck"), today:after(due.recheck_by) } } }
