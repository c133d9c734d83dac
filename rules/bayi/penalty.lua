-- SPDX-License-Identifier: Apache-2.0
-- 兵：处罚程序 / Force: the procedure of the penalty, from filing to enforcement, sealing and remedies.
-- Steps belong to people; the rules say when one is not allowed, and what falls due.

local both = { "air_issue", "straw_fire" }
local issue = "air_issue"

fact "can_ask_hearing" { of = both, zh = "有权要求听证", en = "entitled to a hearing", cite = "处罚法63", holds = { any {
  unknown(last "notice_served"),
  all { case.is_unit, known(last("notice_served", { it.fine:atleast(param.esc.hearing_fine_unit) })) },
  all { no(case.is_unit), known(last("notice_served", { it.fine:atleast(param.esc.hearing_fine_person) })) },
  known(last("notice_served", { any { it.measures:has "stop_production", it.measures:has "close_down", it.measures:has "suspend_licence", it.measures:has "revoke_licence", it.measures:has "confiscate" } })) } } }
fact "needs_review" { of = both, zh = "须经法制审核", en = "a legal review was asked for", cite = "处罚法58", holds = { known(last("need", { it.what:is "legal_review" })) } }
fact "has_decision" { of = both, zh = "已作处罚决定", en = "a decision stands", cite = "处罚法29",
  holds = { any { known(entered "decided"), case.xianli_houbing:one_of { "decided", "served", "performing", "overdue", "enforcing", "closed_penalised", "revoked" } } } }

-- 立案、调查、告知 / Filing, investigation, notice
rule "B-17" { case = both, on = "case_filed", from = { "referred", "verified" }, to = "filed", cite = "处罚法60", zh = "立案", en = "the case is filed" }
rule "B-18" { case = both, on = "investigation_closed", from = "filed", to = "investigated", cite = { "处罚法40", "处罚法57" }, zh = "调查终结", en = "the investigation is closed",
  choose = { { case.severity:is "serious", must = need { what = "collective_discussion" } } } }
rule "B-19" { case = both, on = "notice_served", from = "investigated", to = "notified", cite = { "处罚法44", "处罚法63" },
  zh = "事先告知，起算陈述申辩期", en = "notice is served: the statement period runs", must = need { what = "statement_period", due = due.statement_by } }
rule "B-19h" { case = both, on = "notice_served", from = "notified", cite = { "处罚法63", "处罚法58" }, given = { case.can_ask_hearing },
  zh = "须告知听证权并经法制审核", en = "a hearing must be offered, and a legal review is needed",
  must = { need { what = "hearing_notice", request_by = due.hearing_request_by }, need { what = "legal_review" } } }
rule "B-18t" { case = both, on = "decision_term_extended", from = { "filed", "investigated", "notified", "hearing" }, cite = "处罚法60",
  zh = "办案期限延长", en = "the term of the decision is extended", note = "once by the head, once by collective discussion",
  given = { any { all { ev.level:is "head", count("decision_term_extended", { it.level:is "head" }):is(1) },
    all { ev.level:is "collective", count("decision_term_extended", { it.level:is "collective" }):is(1) } } },
  due = { decide_by = due.decide_by + days(param.esc.decide_ext_days) } }
rule "B-20" { case = both, on = "hearing_requested", from = "notified", to = "hearing", cite = { "处罚法63", "处罚法64" },
  zh = "申请听证", en = "a hearing is asked for",
  require = { { "no_hearing_right", case.can_ask_hearing }, { "hearing_request_late", any { unknown(due.hearing_request_by), ev.date:upto(due.hearing_request_by) } } },
  otherwise = block {} }
rule "B-20h" { case = both, on = "hearing_held", from = "hearing", cite = "处罚法60",
  zh = "听证时间不计入办案期限", en = "the time of the hearing does not count", given = { known(entered "hearing"), known(due.decide_by) },
  due = { decide_by = due.decide_by + days(elapsed((entered "hearing").date, ev.date) + 1) } }

-- 决定 / The decision
local guards = {
  { "no_power", any { ev.by:is(case.competent), all { ev.by:is "township_gov", case.delegated } } },
  { "no_statutory_basis", case.has_basis },
  { "double_fine", any { unknown(ev.fine), no(case.has_decision) } },
  { "out_of_band", any { unknown(ev.fine), unknown(basis.max), ev.fine:between(basis.min, basis.max) } },
  { "defence_period_not_expired", any { known(last "statement_waived"), all { case.xianli_houbing:one_of { "notified", "hearing" }, any { unknown(due.statement_by), ev.date:after(due.statement_by) } } } },
  { "hearing_not_held", any { case.xianli_houbing:isnt "hearing", known(last "hearing_held") } },
  { "legal_review_missing", any { no(case.needs_review), known(last "legal_review_passed") } } }
fact "spares" { of = both, zh = "决定不予处罚", en = "the decision is to go without penalty", cite = { "处罚法30", "处罚法33" }, holds = {
  last("decision_made").basis:one_of { "处罚法30", "处罚法31", "处罚法33", "处罚法33.1", "处罚法33.2" }, unknown(last("decision_made").fine), unknown(last("decision_made").measures),
  any { last("decision_made").by:is(case.competent), case.delegated },
  known(last { "propose_no_penalty_must", "propose_no_penalty_may", "propose_no_penalty_no_fault", "educate" }) } }
fact "has_basis" { of = both, zh = "有法定依据", en = "there is a statutory basis", cite = "处罚法16", holds = { any { unknown(case.norms), bases.law:has(last("decision_made").basis) } } }
table "bases" { zh = "可用依据", en = "bases that apply", case = both, cite = "处罚法16", inputs = { case.norms, case.is_unit, case.in_forest, case.old_zone, case.new_zone },
  outputs = { "law", "min", "max", "competent", "stop", "close", "seal", "daily", "detain" }, hit = "collect", law_time = "lenient", rank = { "max", "min" }, act = case.act_day, csv = "basis.csv" }
rule "B-21" { case = both, on = "decision_made", from = { "notified", "hearing" }, to = "decided", cite = { "处罚法24", "处罚法29", "处罚法45", "处罚法58", "处罚法16" },
  zh = "作出处罚决定", en = "the decision is made", given = { no(case.spares) }, require = guards, otherwise = block {} }
rule "B-21n" { case = both, on = "decision_made", from = { "verified", "referred", "filed", "investigated", "notified", "hearing" }, to = "closed_no_penalty",
  cite = { "处罚法57", "处罚法33" }, zh = "决定不予处罚，结案", en = "the decision is to go without penalty: closed",
  given = { case.spares }, must = close { outcome = "no_penalty" } }
rule "B-21x" { case = both, on = "decision_made", cite = { "处罚法24", "处罚法29", "处罚法45", "处罚法58", "处罚法16" },
  zh = "不符合条件的处罚决定", en = "a decision that may not be made",
  given = { was.xianli_houbing:none_of { "notified", "hearing" }, no(case.spares) }, require = guards, otherwise = block {} }

-- 送达、缴款 / Service and payment
fact "paid_in_all" { of = both, zh = "已缴罚款", en = "paid so far", cite = "处罚法67", is = sum("fine_paid").amount }
fact "is_paid" { of = both, zh = "罚款已缴清", en = "the fine has been paid", cite = "处罚法67",
  holds = { known(last "fine_paid"), any { known(last("fine_paid", { unknown(it.amount) })), case.paid_in_all:atleast(case.fine), unknown(case.fine) } } }
fact "duties_done" { of = both, zh = "其他义务已履行", en = "the other duties are done", cite = "处罚法28", holds = { case.order:none_of { "ordered", "overdue" } } }
rule "B-22" { case = both, on = "decision_served", from = "decided", to = { "served", "performing" }, cite = { "处罚法61", "处罚法67" }, zh = "决定送达，起算缴款期", en = "the decision is served: payment falls due" }
rule "B-22d" { case = both, on = "deferral_approved", from = { "performing", "overdue" }, to = "performing", cite = "处罚法66", zh = "批准延期缴纳", en = "a deferral moves the day of payment",
  due = { pay_by = ev.to } }
rule "B-23" { case = both, on = { "fine_paid", "rectified", "recheck" }, from = { "performing", "overdue", "enforcing" }, to = "closed_penalised", cite = "处罚法67",
  zh = "罚款缴清、义务履行，结案", en = "paid, and the duties done: closed",
  given = { case.is_paid, any { case.duties_done, unknown(ev.result), ev.result:is "fixed" }, any { case.duties_done, known(case.corrected_at) } },
  must = close { outcome = "penalised" } }
rule "B-24" { case = both, on = "lapse:pay_by", from = "performing", to = "overdue", cite = "处罚法72", given = { no(case.is_paid) },
  zh = "逾期不缴，每日加处百分之三", en = "not paid in time: a surcharge of three per cent a day" }
rule "B-24s" { case = both, on = "lapse:pay_by", from = "overdue", cite = { "处罚法72", "处罚法73" }, given = { known(case.surcharge) },
  zh = "加处罚款", en = "the surcharge", must = surcharge { days = case.days, amount = case.surcharge } }
rule "B-25r" { case = both, on = "lapse:remedy_by", from = "overdue", to = "enforcing", cite = { "强制法53", "强制法54" }, given = { case.remedy:none_of { "reconsideration", "litigation" }, no(case.is_paid) },
  zh = "救济期满未缴，进入强制执行", en = "the time for remedies is over and nothing paid: enforcement" }
rule "B-25u" { case = both, on = "remedy_closed", from = "overdue", to = "enforcing", cite = { "强制法53", "强制法54" },
  zh = "救济终结未缴，进入强制执行", en = "the remedy is over and nothing paid: enforcement",
  given = { ev.result:is "upheld", no(case.is_paid), known(last "lapse:remedy_by") } }
rule "B-25" { case = both, on = "urged", from = "none", to = "urging.urged", cite = "强制法54", zh = "催告", en = "urged in writing" }
rule "B-25o" { case = both, on = "lapse:urged_until", from = "urged", to = "urging.over", cite = "强制法54", zh = "催告期满", en = "the time after urging is over" }
rule "B-25p" { case = both, on = { "lapse:urged_until", "lapse:remedy_by", "remedy_closed" }, cite = { "强制法53", "强制法54" },
  zh = "催告期满未履行，申请法院强制执行", en = "urged in vain: apply to the court",
  given = { case.xianli_houbing:is "enforcing", case.urging:is "over", no(case.is_paid), unknown(last "propose_court_enforce") }, must = propose_court_enforce { due = due.court_by } }

-- 加处罚款 / The surcharge: three per cent of the unpaid principal for each day late, never more than the
-- principal; the days from the application for a remedy to its closing do not count (处罚法73).
fact "pay_day" { of = both, zh = "缴款期满日", en = "last day to pay", is = due.pay_by }
local function day_number(text)
  local y, m, d = tonumber(text:sub(1, 4)), tonumber(text:sub(6, 7)), tonumber(text:sub(9, 10))
  if m <= 2 then y, m = y - 1, m + 12 end
  return 365 * y + y // 4 - y // 100 + y // 400 + (153 * (m - 3) + 2) // 5 + d
end
local function hundredths(text) return tonumber(text:sub(1, -4)) * 100 + tonumber(text:sub(-2)) end
local function late_days(f, visit)
  local pay_day, today = f.case.pay_day, f.today
  if not pay_day or not today then return end
  local paid_on, stops = {}, {}
  for _, p in ipairs(f.list "fine_paid") do table.insert(paid_on, { day_number(p.date), p.amount or f.case.fine or 0 }) end
  for _, word in ipairs { "reconsideration_applied", "litigation_filed" } do
    for _, a in ipairs(f.list(word)) do
      local stop = { day_number(a.date), 10000000 }
      for _, c in ipairs(f.list "remedy_closed") do
        if c.seq > a.seq and day_number(c.date) < stop[2] then stop[2] = day_number(c.date) end
      end
      table.insert(stops, stop)
    end
  end
  for day = day_number(pay_day) + 1, day_number(today) do
    local owed, counts = f.case.fine or 0, true
    for _, p in ipairs(paid_on) do if p[1] < day then owed = owed - p[2] end end
    for _, s in ipairs(stops) do if day >= s[1] and day <= s[2] then counts = false end end
    if counts and (owed > 0 or not f.case.fine) then visit(owed) end
  end
end
fact "days" { of = both, type = integer, measure = true, zh = "加处天数", en = "days counted", cite = { "处罚法72", "处罚法73" }, is = function(f)
  local n = 0
  if not f.case.pay_day then return end
  late_days(f, function() n = n + 1 end)
  return n end }
fact "surcharge" { of = both, type = money, measure = true, zh = "加处罚款", en = "surcharge", cite = { "处罚法72", "处罚法73" }, is = function(f)
  if not f.case.pay_day or not f.case.fine then return end
  local fen_days = 0
  late_days(f, function(owed) fen_days = fen_days + owed end)
  local rate, cap = hundredths(f.param.esc.surcharge_rate), hundredths(f.param.esc.surcharge_cap)
  return math.min((fen_days * rate + 5000) // 10000, (f.case.fine * cap + 5000) // 10000) end }

-- 救济 / Remedies
fact "served_on" { of = both, zh = "送达日", en = "day of service", is = either { (entered "served").date, last("decision_served").date } }
rule "B-26" { case = both, on = "reconsideration_applied", from = { "none", "upheld" }, to = "remedy.reconsideration", cite = { "复议法20", "处罚法73" },
  zh = "申请复议", en = "reconsideration", given = { case.remedy:is "none", any { unknown(case.served_on), ev.date:upto(roll(case.served_on + days(param.esc.reconsider_days))) } } }
rule "B-26l" { case = both, on = "litigation_filed", from = { "none", "upheld" }, to = "remedy.litigation", cite = { "诉讼法46", "处罚法73" },
  zh = "提起诉讼", en = "litigation", given = { any { unknown(case.served_on), case.remedy:is "upheld", ev.date:upto(roll(case.served_on + months(param.esc.litigate_months, "clip"))) } } }
rule "B-26u" { case = both, on = "remedy_closed", from = { "reconsideration", "litigation" }, to = "remedy.upheld", cite = "处罚法73", zh = "维持", en = "upheld", given = { ev.result:is "upheld" } }
rule "B-27r" { case = both, on = "remedy_closed", from = { "reconsideration", "litigation" }, to = "remedy.reversed", cite = "处罚法48", zh = "撤销", en = "reversed", given = { ev.result:is "reversed" } }
rule "B-27" { case = both, on = "remedy_closed", to = "revoked", cite = "处罚法48", zh = "决定被撤销，退还并更正公开记录", en = "reversed: refund, and correct the public record",
  given = { ev.result:is "reversed" }, must = close { outcome = "revoked" } }

-- 查封 / Sealing
rule "B-28" { case = issue, on = "seal_imposed", from = "none", to = "seal.sealed", cite = { "强制法22", "强制法23" },
  zh = "查封扣押", en = "sealed", given = { case.xianli_houbing:one_of { "verified", "referred", "filed", "investigated", "notified", "hearing" } },
  require = { { "no_power", ev.by:is "eco_branch" } }, otherwise = block {} }
rule "B-29" { case = issue, on = "seal_extended", from = "sealed", to = "seal.extended", cite = "强制法25", zh = "查封延长", en = "the seal is extended",
  given = { ev.approved, any { unknown(due.seal_first), ev.date:upto(due.seal_first) } } }
for _, late in ipairs { { "seal_first", "sealed" }, { "seal_final", "extended" } } do
  rule("B-30." .. late[1]) { case = issue, on = "lapse:" .. late[1], from = late[2], to = "seal.released", cite = { "强制法25", "强制法28" },
    zh = "查封期满，解除", en = "the term of the seal is over: release", must = { release_seal {}, alert { kind = "seal_expired", subject = case.subject } } }
end
rule "B-30c" { case = issue, on = { "rectified", "recheck" }, from = { "sealed", "extended" }, to = "seal.released", cite = "强制法28",
  zh = "已改正，解除查封", en = "corrected: release the seal", given = { any { unknown(ev.result), ev.result:is "fixed" } }, must = release_seal {} }
rule "B-30d" { case = issue, on = "decision_made", from = { "sealed", "extended" }, to = "seal.released", cite = "强制法28",
  zh = "已作决定，解除查封", en = "decided: release the seal",
  given = { was.xianli_houbing:one_of { "notified", "hearing" }, guards[1][2], guards[2][2], guards[3][2], guards[4][2], guards[5][2], guards[6][2], guards[7][2] }, must = release_seal {} }
rule "B-30r" { case = issue, on = "seal_released", from = { "sealed", "extended" }, to = "seal.released", cite = "强制法28", zh = "解除查封", en = "the seal is released" }

-- 按日计罚 / Daily fine
rule "B-31" { case = issue, on = "recheck", cite = { "大气法123", "按日办法17" },
  zh = "责令后三十日内复查仍未改正，按日连续处罚", en = "still not corrected within thirty days of the order: a daily fine",
  given = { ev.result:one_of { "not_fixed", "refused" }, case.xianli_houbing:one_of { "served", "performing", "overdue", "enforcing", "closed_penalised" }, basis.daily, known(case.fine),
    known(last "order_served"), elapsed(last("order_served").date, ev.date):between(1, param.esc.recheck_days) },
  must = propose_daily_fine { days = elapsed(last("order_served").date, ev.date), amount = case.fine * elapsed(last("order_served").date, ev.date) } }
