-- SPDX-License-Identifier: Apache-2.0
-- 先礼后兵：事实 / Facts of "courtesy first, then force": who knew what first, what excludes courtesy, what
-- is still possible. 突出“先礼后兵”……一时整改不了的，主动报告，可以不采取行政处罚。

local both = { "air_issue", "straw_fire" }
local dust = { "coal_unenclosed", "coal_loading_dust", "industrial_dust", "excess_emission", "evasion" }

-- 主动 / “主动报告”: who was first
fact "reported_at" { of = both, zh = "主动报告时间", en = "time of the self-report", cite = "四、4",
  is = first("self_report").at }
fact "counted_inspections" { of = "air_issue", zh = "检查有效起始日", en = "first day of inspections that count",
  cite = "四、4", note = "an old inspection that found nothing makes no report late",
  is = case.opened - days(param.esc.inspection_days) }
fact "inspected_at" { of = "air_issue", zh = "检查到场时间", en = "time of the inspection", cite = "四、4",
  is = earliest {
    first("violation_found", { it.mode:isnt "self_check" }).at,
    first("inspection_started", { it.date:atleast(case.counted_inspections) }):of(case.subject).at } }
fact "ended_before" { of = "air_issue", zh = "此前一次办结", en = "the occurrence before was closed", cite = "三（二）2",
  is = last("case_closed", {
    it.key:is { violator = case.subject, type = case.type },
    it.date:upto(case.opened) }):of(store).seq }
fact "alarmed_at" { of = "air_issue", zh = "监测报警时间", en = "time of the alarm", cite = "四、4",
  note = "of a dust issue; an alarm that was closed days before does not count",
  choose = { {
    either {
      first("dust_alarm", { it.date:atleast(case.counted_inspections) }):of(case.subject).at,
      last("dust_alarm", { it.seq:above(case.dust_closed) }):of(case.subject).at },
    any { case.type:one_of(dust), case.types:has "coal_unenclosed", case.types:has "coal_loading_dust",
      case.types:has "industrial_dust" } } } }
fact "dust_closed" { of = "air_issue", zh = "上次扬尘闭环", en = "the dust was controlled last", cite = "三（三）1",
  is = either { last("dust_controlled"):of(case.subject).seq, 0 } }
fact "public_report_at" { of = "air_issue", zh = "群众举报登记时间", en = "time of a public report", cite = "四、4",
  is = first("report_filed", {
    it.keys:has { violator = case.subject, type = case.type },
    any { unknown(case.ended_before), it.seq:above(case.ended_before) } }):of(store).at }
fact "known_at" { of = "air_issue", zh = "主管部门掌握的时间", en = "time the authority knew", cite = { "四、4", "处罚法32" },
  choose = {
    { case.inspected_at, param.esc.proactive_cutoff:is "inspection_arrival" },
    { earliest { case.inspected_at, case.alarmed_at, case.public_report_at } } } }
fact "discovered_at" { of = both, zh = "被发现时间", en = "time of discovery", cite = "四、4",
  is = earliest { case.known_at, first("burn_found").at } }
fact "same_day_tie" { of = both, zh = "报告与发现同日、时刻不明", en = "report and discovery on one day, hours unknown",
  cite = "处罚法40",
  holds = { known(case.reported_at), known(case.discovered_at), case.reported_at:ties(case.discovered_at) } }
fact "favoured" { of = both, zh = "同日先后不明，从有利于当事人", en = "order unclear: in favour of the subject",
  cite = "处罚法40",
  holds = { case.same_day_tie, param.esc.tie_rule:is "favour_subject_with_review" } }
fact "proactive" { of = both, zh = "主动报告", en = "reported proactively", cite = { "四、4", "处罚法32" },
  holds = { known(case.reported_at), any {
    unknown(case.discovered_at),
    case.favoured,
    all { no(case.same_day_tie), case.reported_at:before(case.discovered_at) } } } }

-- 初次 / First offence: no discovery of the same type at the same subject in the months before this one.
fact "counted_from" { of = both, zh = "本次发现日", en = "day of this discovery",
  is = either { case.discovered_at.date, case.reported_at.date, case.opened } }
fact "window_start" { of = both, zh = "回溯起始日", en = "first day looked back to", cite = "处罚法33",
  is = case.counted_from - months(param.esc.first_window_months, "clip") }
local offender = either { case.household, case.subject }
local in_window = {
  it.id:isnt(case.id), it.state:isnt "closed_unfounded",
  it.discovered_at.date:before(case.counted_from), it.discovered_at.date:atleast(case.window_start) }
fact "found_before" { of = both, zh = "回溯期内此前被查", en = "found before, within the window", cite = "处罚法33",
  holds = { any {
    known(last("prior_discovery", {
      case.norms:has(it.type),
      it.date:before(case.counted_from), it.date:atleast(case.window_start) }):of(offender)),
    known(list("air_issue", {
      it.subject:is(offender), any { case.norms:has(it.type), it.norms:has(case.type) },
      in_window[1], in_window[2], in_window[3], in_window[4] })),
    known(list("straw_fire", {
      it.household:is(case.household), it.norms:has(case.type),
      in_window[1], in_window[2], in_window[3], in_window[4] })) } } }
fact "first_offence" { of = both, zh = "初次违法", en = "first offence", cite = "处罚法33", holds = { no(case.found_before) } }

-- 排除 / What excludes courtesy, whatever was reported. Obstruction, false reports and breach of an order count for
-- all issues of the subject, the others for the issue alone.
fact "false_corrected" { of = both, zh = "虚报整改", en = "false claim of correction", cite = "四、4",
  holds = { known(last("recheck", { it.result:is "false" })) } }
local function excluded(word, ...)
  return all { param.esc.exclusions:has(word), any { case.exclusions:has(word), ... } }
end
local function of_type(word) return all { known(case.norms), case.norms:has(word) } end
local function exclusion(id, word, zh, en, ...)
  fact(id) { of = both, zh = zh, en = en, cite = "四、4", holds = { excluded(word, ...) } }
end
exclusion("evades", "evasion", "逃避监管", "evasion", of_type "evasion")
exclusion("is_hazardous", "hazardous", "危险废物", "hazardous")
exclusion("counts_as_crime", "suspected_crime", "涉嫌犯罪，不适用“礼”", "suspected crime: no courtesy")
exclusion("harms_seriously", "harm_serious", "已造成严重污染", "serious harm", all { known(case.harm), case.harm:is "serious" })
exclusion("lies", "false_report", "虚假报告", "false report", case.false_corrected)
exclusion("obstructs", "obstruct", "阻碍检查", "obstruction", of_type "obstruct")
exclusion("repeats", "repeat", "再犯", "repeat", all { known(case.resurgence), case.resurgence })
exclusion("breaches", "order_breach", "违反已生效的命令", "breach of an order in force")
fact "verified_wide" { of = "air_issue", zh = "查实的阻碍、虚假或违令", en = "verified obstruction, falsehood or breach",
  cite = "四、4", note = "a report of what courtesy excludes counts as verified",
  holds = { any { case.false_corrected, all {
    any { known(last "violation_verified"), known(entered "referred") },
    any { case.obstructs, case.lies, case.breaches } } } } }
fact "subject_excluded" { of = both, zh = "该主体另案有阻碍、虚假或违令", en = "the subject obstructed, lied or disobeyed elsewhere",
  cite = "四、4",
  holds = { known(list("air_issue", { it.subject:is(offender), it.id:isnt(case.id), it.verified_wide })) } }
fact "excluded_hard" { of = both, zh = "有排除情形（再犯除外）", en = "excluded, other than by repeat", cite = "四、4",
  holds = { any {
    case.evades, case.is_hazardous, case.counts_as_crime, case.harms_seriously,
    case.lies, case.obstructs, case.breaches, case.subject_excluded } } }
fact "excluded" { of = both, zh = "有排除情形", en = "excluded from courtesy", cite = "四、4",
  holds = { any { case.excluded_hard, case.repeats } } }
fact "exclusion_met" { of = both, zh = "排除情形", en = "what excludes courtesy", cite = "四、4",
  type = one_of { "evasion", "hazardous", "suspected_crime", "harm_serious", "false_report", "obstruct", "repeat", "order_breach" },
  choose = {
    { "evasion", case.evades }, { "hazardous", case.is_hazardous }, { "suspected_crime", case.counts_as_crime },
    { "harm_serious", case.harms_seriously }, { "false_report", case.lies }, { "obstruct", case.obstructs },
    { "order_breach", case.breaches }, { "repeat", case.repeats } } }
fact "is_crime" { of = both, zh = "涉嫌犯罪", en = "suspected crime", cite = "处罚法27",
  holds = { case.exclusions:has "suspected_crime" } }

-- 改正 / Correction
fact "failed_seq" { of = both, zh = "最近一次未通过的复查", en = "last recheck that failed",
  is = last("recheck", { it.result:isnt "fixed" }).seq }
local since_failure = any { unknown(case.failed_seq), it.seq:above(case.failed_seq) }
fact "corrected_at" { of = both, zh = "改正日期", en = "day of the correction", cite = "处罚法33",
  note = "the first claim since the last recheck that failed",
  is = earliest {
    first("rectified", { since_failure }).date,
    first("recheck", { it.result:is "fixed", since_failure }).date } }
fact "overdue_report" { of = both, zh = "主动报告后逾期未改", en = "overdue after a self-report", cite = "四、4",
  holds = { known(last("alert", { it.kind:is "rectify_overdue" })) } }
fact "failed_late" { of = both, zh = "整改期满后复查未通过", en = "a recheck failed after the term", cite = "四、4",
  holds = { known(due.rectify_by), known(last("recheck", { it.result:isnt "fixed", it.date:after(due.rectify_by) })) } }
fact "weak" { of = both, zh = "整改不力", en = "weak rectification", cite = "四、4",
  holds = { any {
    all { known(case.order), case.order:is "overdue" }, case.false_corrected, case.overdue_report, case.failed_late,
    known(last("escalate", { it.reason:is "weak_rectification" })) } } }
fact "timely" { of = both, zh = "及时改正", en = "corrected in time", cite = "处罚法33",
  note = "within the days of the order; where it was reported first, within the agreed term",
  holds = {
    no(case.weak), known(case.corrected_at),
    any { unknown(due.order_by), case.corrected_at:upto(due.order_by) },
    any { known(due.order_by), unknown(due.rectify_by), case.corrected_at:upto(due.rectify_by) } } }
fact "light" { of = both, zh = "轻微且无后果", en = "slight and harmless", cite = "处罚法33",
  holds = { case.severity:is "slight", case.harm:is "none", no(case.excluded_hard) } }
fact "first_and_minor" { of = both, zh = "初次且后果至多轻微", en = "first offence, minor harm at most", cite = "处罚法33",
  holds = { case.first_offence, case.harm:upto "minor", no(case.excluded) } }
fact "exempt" { of = "air_issue", type = boolean, zh = "符合不予处罚条件", en = "fit to go without penalty", cite = "处罚法33",
  choose = { { true, case.timely, any { case.light, case.first_and_minor } }, { false } } }
fact "held" { of = both, zh = "尚可及时改正，处置待定", en = "a timely correction is still possible", cite = "处罚法33",
  holds = { any { case.light, case.first_and_minor }, unknown(case.corrected_at), no(case.weak) } }
