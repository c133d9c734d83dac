-- SPDX-License-Identifier: Apache-2.0
-- 兵：处罚程序 / Force: the procedure of the penalty, from filing to the decision and its service.
-- Steps belong to people; the rules say when one is not allowed, and what falls due.

local both = { "air_issue", "straw_fire" }
local open = { "verified", "referred", "filed", "investigated", "notified", "hearing" }

-- 立案、调查、告知 / Filing, investigation, notice
rule "B-17" { case = both, on = "case_filed", from = { "referred", "verified" }, to = "filed", cite = "处罚法60",
  zh = "立案", en = "the case is filed" }
rule "B-18" { case = both, on = "investigation_closed", from = "filed", to = "investigated", cite = { "处罚法40", "处罚法57" },
  zh = "调查终结", en = "the investigation is closed",
  choose = { { case.severity:is "serious", must = need { what = "collective_discussion" } } } }
rule "B-18t" { case = both, on = "decision_term_extended", from = { "filed", "investigated", "notified", "hearing" }, cite = "处罚法60",
  zh = "办案期限延长", en = "the term of the decision is extended", note = "once by the head, once by collective discussion",
  given = { any {
    all { ev.level:is "head", count("decision_term_extended", { it.level:is "head" }):is(1) },
    all { ev.level:is "collective", count("decision_term_extended", { it.level:is "collective" }):is(1) } } },
  due = { decide_by = due.decide_by + days(param.esc.decide_ext_days) } }
rule "B-19" { case = both, on = "notice_served", from = "investigated", to = "notified", cite = { "处罚法44", "处罚法63" },
  zh = "事先告知，起算陈述申辩期", en = "notice is served: the statement period runs",
  must = need { what = "statement_period", due = due.statement_by } }
rule "B-19h" { case = both, on = "notice_served", from = "notified", cite = { "处罚法63", "处罚法58" },
  zh = "须告知听证权并经法制审核", en = "a hearing must be offered, and a legal review is needed",
  given = { case.can_ask_hearing },
  must = { need { what = "hearing_notice", request_by = due.hearing_request_by }, need { what = "legal_review" } } }

-- 听证 / Hearing: for a large fine, and for what closes, stops, or takes a licence.
local noticed = function(given) return known(last("notice_served", { given })) end
fact "can_ask_hearing" { of = both, zh = "有权要求听证", en = "entitled to a hearing", cite = "处罚法63", holds = { any {
  unknown(last "notice_served"),
  all { case.is_unit, noticed(it.fine:atleast(param.esc.hearing_fine_unit)) },
  all { no(case.is_unit), noticed(it.fine:atleast(param.esc.hearing_fine_person)) },
  noticed(any {
    it.measures:has "stop_production", it.measures:has "close_down", it.measures:has "suspend_licence",
    it.measures:has "revoke_licence", it.measures:has "confiscate" }) } } }
rule "B-20" { case = both, on = "hearing_requested", from = "notified", to = "hearing", cite = { "处罚法63", "处罚法64" },
  zh = "申请听证", en = "a hearing is asked for",
  require = {
    { "no_hearing_right", case.can_ask_hearing },
    { "hearing_request_late", any { unknown(due.hearing_request_by), ev.date:upto(due.hearing_request_by) } } },
  otherwise = block {} }
fact "hearing_from" { of = both, measure = true, zh = "听证最早日", en = "first day for the hearing", cite = "处罚法64",
  note = "the notice comes so many working days before",
  is = (entered "hearing").date + workdays(param.esc.hearing_notice_workdays) }
rule "B-20h" { case = both, on = "hearing_held", from = "hearing", cite = "处罚法60",
  zh = "听证时间不计入办案期限", en = "the time of the hearing does not count",
  given = { known(entered "hearing"), known(due.decide_by) },
  due = { decide_by = due.decide_by + days(elapsed((entered "hearing").date, ev.date) + 1) } }

-- 决定 / The decision: every guard, in this order; the first that fails is the reason.
fact "needs_review" { of = both, zh = "须经法制审核", en = "a legal review was asked for", cite = "处罚法58",
  holds = { known(last("need", { it.what:is "legal_review" })) } }
fact "has_decision" { of = both, zh = "已作处罚决定", en = "a decision stands", cite = "处罚法29", holds = { any {
  known(entered "decided"),
  case.xianli_houbing:one_of { "decided", "served", "performing", "overdue", "enforcing", "closed_penalised", "revoked" } } } }
fact "measures_decided" { of = both, zh = "决定的措施", en = "measures of the decision", cite = "处罚法28",
  is = last("decision_made").measures }
fact "beyond_the_body" { of = both, zh = "停业关闭、吊扣证照不由本机关决定", en = "closure and licences are for others to decide",
  cite = { "大气法99", "处罚法24" }, note = "停业关闭 needs the government with approval power, licence action the issuing body",
  holds = { known(case.measures_decided), any {
    case.measures_decided:has "close_down", case.measures_decided:has "suspend_licence",
    case.measures_decided:has "revoke_licence" } } }
fact "has_basis" { of = both, zh = "有法定依据", en = "there is a statutory basis", cite = { "处罚法16", "处罚法30" },
  holds = { no(case.too_young), any { unknown(case.norms), bases.law:has(last("decision_made").basis) } } }
fact "may_go_below" { of = both, zh = "可以减轻处罚", en = "may be fined below the band", cite = "处罚法32",
  holds = { known(last "propose_mitigate") } }
fact "in_band" { of = both, zh = "罚款在幅度内", en = "the fine is within the band", cite = "处罚法29",
  holds = {
    any { unknown(case.fine_max), last("decision_made").fine:upto(case.fine_max) },
    any { case.may_go_below, unknown(case.fine_min), last("decision_made").fine:atleast(case.fine_min) } } }
fact "period_over" { of = both, zh = "陈述申辩期已满或放弃", en = "the statement period is over, or was waived", cite = "处罚法45",
  holds = { any {
    known(last "statement_waived"),
    all {
      case.xianli_houbing:one_of { "notified", "hearing" },
      any { unknown(due.statement_by), last("decision_made").date:after(due.statement_by) } } } } }
local guards = {
  { "no_power", no(case.beyond_the_body), any {
    ev.by:is(case.competent),
    all { unknown(case.norms), ev.by:isnt "township_gov" },
    all { ev.by:is "township_gov", case.delegated } } },
  { "no_statutory_basis", case.has_basis },
  { "double_fine", any { unknown(ev.fine), no(case.has_decision) } },
  { "out_of_band", any { unknown(ev.fine), case.in_band } },
  { "defence_period_not_expired", case.period_over },
  { "hearing_not_held", any { case.xianli_houbing:isnt "hearing", known(last "hearing_held") } },
  { "legal_review_missing", any { no(case.needs_review), known(last "legal_review_passed") } } }
local cited = { "处罚法24", "处罚法29", "处罚法45", "处罚法58", "处罚法16" }
rule "B-21" { case = both, on = "decision_made", from = { "notified", "hearing" }, to = "decided", cite = cited,
  zh = "作出处罚决定", en = "the decision is made",
  given = { no(case.spares) }, require = guards, otherwise = block {} }
rule "B-21n" { case = both, on = "decision_made", from = open, to = "closed_no_penalty", cite = { "处罚法57", "处罚法33" },
  zh = "决定不予处罚，结案", en = "the decision is to go without penalty: closed",
  given = { case.spares },
  must = close { outcome = "no_penalty" } }
rule "B-21x" { case = both, on = "decision_made", cite = cited,
  zh = "不符合条件的处罚决定", en = "a decision that may not be made",
  given = { was.xianli_houbing:none_of { "notified", "hearing" }, no(case.spares) },
  require = guards, otherwise = block {} }
fact "spares" { of = both, zh = "决定不予处罚", en = "the decision is to go without penalty", cite = { "处罚法30", "处罚法33" }, holds = {
  last("decision_made").basis:one_of { "处罚法30", "处罚法31", "处罚法33", "处罚法33.1", "处罚法33.2" },
  unknown(last("decision_made").fine), unknown(last("decision_made").measures),
  any { last("decision_made").by:is(case.competent), case.delegated },
  known(last { "propose_no_penalty_must", "propose_no_penalty_may", "propose_no_penalty_no_fault", "educate" }) } }
rule "B-22" { case = both, on = "decision_served", from = "decided", to = { "served", "performing" }, cite = { "处罚法61", "处罚法67" },
  zh = "决定送达，起算缴款期", en = "the decision is served: payment falls due" }

-- 查封 / Sealing: only by a body that a statute empowers, thirty days, once more thirty.
rule "B-28" { case = "air_issue", on = "seal_imposed", from = "none", to = "seal.sealed", cite = { "强制法22", "强制法23" },
  zh = "查封扣押", en = "sealed",
  given = { case.xianli_houbing:one_of(open) },
  require = { { "no_power", ev.by:is "eco_branch" } }, otherwise = block {} }
rule "B-29" { case = "air_issue", on = "seal_extended", from = "sealed", to = "seal.extended", cite = "强制法25",
  zh = "查封延长", en = "the seal is extended",
  given = { ev.approved, any { unknown(due.seal_first), ev.date:upto(due.seal_first) } } }
for deadline, state in pairs { seal_first = "sealed", seal_final = "extended" } do
  rule("B-30." .. deadline) { case = "air_issue", on = "lapse:" .. deadline, from = state, to = "seal.released",
    cite = { "强制法25", "强制法28" },
    zh = "查封期满，解除", en = "the term of the seal is over: release",
    must = { release_seal {}, alert { kind = "seal_expired", subject = case.subject } } }
end
rule "B-30c" { case = "air_issue", on = { "rectified", "recheck" }, from = { "sealed", "extended" }, to = "seal.released", cite = "强制法28",
  zh = "已改正，解除查封", en = "corrected: release the seal",
  given = { any { unknown(ev.result), ev.result:is "fixed" } },
  must = release_seal {} }
rule "B-30d" { case = "air_issue", on = "decision_made", from = { "sealed", "extended" }, to = "seal.released", cite = "强制法28",
  zh = "已作决定，解除查封", en = "decided: release the seal",
  given = { was.xianli_houbing:one_of(open), any { case.spares, all {
    was.xianli_houbing:one_of { "notified", "hearing" },
    guards[1][2], guards[1][3], guards[2][2], guards[3][2], guards[4][2], guards[5][2], guards[6][2], guards[7][2] } } },
  must = release_seal {} }
rule "B-30r" { case = "air_issue", on = "seal_released", from = { "sealed", "extended" }, to = "seal.released", cite = "强制法28",
  zh = "解除查封", en = "the seal is released" }
