-- SPDX-License-Identifier: Apache-2.0
-- 缴款、救济、强制执行、按日计罚 / Payment, remedies, enforcement, daily fine.

local both = { "air_issue", "straw_fire" }

-- 缴款 / Payment within fifteen days of service.
fact "paid_in_all" { of = both, zh = "已缴罚款", en = "paid so far", cite = "处罚法67", is = sum("fine_paid").amount }
fact "paid_without_amount" { of = both, zh = "记为缴清", en = "recorded as paid in full", cite = "处罚法67",
  holds = { known(last("fine_paid", { unknown(it.amount) })) } }
fact "is_paid" { of = both, zh = "罚款已缴清", en = "the fine has been paid", cite = "处罚法67",
  holds = { known(last "fine_paid"), any { case.paid_without_amount, case.paid_in_all:atleast(case.fine), unknown(case.fine) } } }
fact "is_settled" { of = both, zh = "罚款及加处罚款已缴清", en = "the fine and its surcharge have been paid", cite = { "处罚法67", "处罚法72" },
  holds = { case.is_paid, any {
    case.paid_without_amount, unknown(case.surcharge), unknown(case.fine),
    case.paid_in_all:atleast(case.fine + case.surcharge) } } }
fact "duties_done" { of = both, zh = "其他义务已履行", en = "the other duties are done", cite = "处罚法28",
  holds = { any { unknown(case.order), case.order:none_of { "ordered", "overdue" }, known(case.corrected_at) } } }
rule "B-22d" { case = both, on = "deferral_approved", from = { "performing", "overdue" }, to = "performing", cite = "处罚法66",
  zh = "批准延期缴纳", en = "a deferral moves the day of payment",
  due = { pay_by = ev.to } }
rule "B-23" { case = both, on = { "fine_paid", "rectified", "recheck" }, to = "closed_penalised", cite = "处罚法67",
  from = { "performing", "overdue", "enforcing" },
  zh = "罚款缴清、义务履行，结案", en = "paid, and the duties done: closed",
  given = { case.is_settled, case.duties_done },
  must = close { outcome = "penalised" } }
rule "B-24" { case = both, on = "lapse:pay_by", from = "performing", to = "overdue", cite = "处罚法72",
  zh = "逾期不缴，每日加处百分之三", en = "not paid in time: a surcharge of three per cent a day",
  given = { no(case.is_paid), no(case.remedies_over) } }
rule "B-24e" { case = both, on = "lapse:pay_by", from = "performing", to = { "overdue", "enforcing" }, cite = { "处罚法72", "强制法53" },
  zh = "缓缴期满不缴且救济期已过，进入强制执行", en = "the deferral is over, and so is the time for remedies: enforcement",
  given = { no(case.is_paid), case.remedies_over } }
rule "B-24s" { case = both, on = "lapse:pay_by", from = { "overdue", "enforcing" }, cite = { "处罚法72", "处罚法73" },
  zh = "加处罚款", en = "the surcharge",
  given = { known(case.surcharge) },
  must = surcharge { days = case.days, amount = case.surcharge } }

-- 加处罚款 / The surcharge: three per cent of the unpaid principal for each day late, never more than the
-- principal; the days from the application for a remedy to its closing do not count (处罚法73).
fact "pay_day" { of = both, zh = "缴款期满日", en = "last day to pay", is = due.pay_by }
fact "reconsidered_on" { of = both, zh = "申请复议日", en = "day of the application for reconsideration", cite = "处罚法73",
  is = (entered "remedy.reconsideration").date }
fact "sued_on" { of = both, zh = "起诉日", en = "day of the action", cite = "处罚法73", is = (entered "remedy.litigation").date }
local function day_number(text)
  local y, m, d = tonumber(text:sub(1, 4)), tonumber(text:sub(6, 7)), tonumber(text:sub(9, 10))
  if m <= 2 then y, m = y - 1, m + 12 end
  return 365 * y + y // 4 - y // 100 + y // 400 + (153 * (m - 3) + 2) // 5 + d
end
local function hundredths(text) return tonumber(text:sub(1, -4)) * 100 + tonumber(text:sub(-2)) end
-- The spans that do not count: each from its application to the first closing after it.
local function remedies(f)
  local spans = {}
  for _, word in ipairs { "reconsidered_on", "sued_on" } do
    local from = f.case[word] and day_number(f.case[word])
    if from then
      local span = { from, 10000000 }
      for _, closed in ipairs(f.list "remedy_closed") do
        local day = day_number(closed.date)
        if day >= from and day < span[2] then span[2] = day end
      end
      table.insert(spans, span)
    end
  end
  return spans
end
local function late_days(f, visit)
  local pay_day, today = f.case.pay_day, f.today
  if not pay_day or not today then return end
  local paid_on, stops = {}, remedies(f)
  for _, p in ipairs(f.list "fine_paid") do table.insert(paid_on, { day_number(p.date), p.amount or f.case.fine or 0 }) end
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

-- 救济 / Remedies: they suspend no execution, and stop the surcharge.
fact "served_on" { of = both, zh = "送达日", en = "day of service",
  is = either { (entered "served").date, last("decision_served").date } }
local function in_time(last_day) return any { unknown(case.served_on), ev.date:upto(last_day), ev.date:upto(roll(last_day)) } end
rule "B-26" { case = both, on = "reconsideration_applied", from = "none", to = "remedy.reconsideration", cite = { "复议法20", "处罚法73" },
  zh = "申请复议", en = "reconsideration", note = "within 60 days of service",
  given = { in_time(case.served_on + days(param.esc.reconsider_days)) } }
rule "B-26l" { case = both, on = "litigation_filed", from = { "none", "upheld" }, to = "remedy.litigation", cite = { "诉讼法46", "处罚法73" },
  zh = "提起诉讼", en = "litigation", note = "within six months of service, or after the reconsideration",
  given = { any { case.remedy:is "upheld", in_time(case.served_on + months(param.esc.litigate_months, "clip")) } } }
rule "B-26u" { case = both, on = "remedy_closed", from = { "reconsideration", "litigation" }, to = "remedy.upheld", cite = "处罚法73",
  zh = "维持", en = "upheld", given = { ev.result:is "upheld" } }
rule "B-27r" { case = both, on = "remedy_closed", from = { "reconsideration", "litigation" }, to = "remedy.reversed", cite = "处罚法48",
  zh = "撤销", en = "reversed", given = { ev.result:is "reversed" } }
rule "B-27" { case = both, on = "remedy_closed", to = "revoked", cite = "处罚法48",
  zh = "决定被撤销，退还并更正公开记录", en = "reversed: refund, and correct the public record",
  given = { ev.result:is "reversed" },
  must = close { outcome = "revoked" } }

-- 强制执行 / Enforcement: once the time for remedies is over and the urging was in vain, the court is asked.
local pending = all { known(case.remedy), case.remedy:one_of { "reconsideration", "litigation" } }
fact "remedies_over" { of = both, zh = "救济期已过", en = "the time for remedies is over", cite = "强制法53",
  holds = { known(case.window), case.window:is "closed" } }
rule "B-25w" { case = both, on = "lapse:remedy_by", from = "open", to = "window.closing", cite = "强制法53",
  zh = "救济期满", en = "the time for remedies ends", note = "a last day that is a rest day moves on" }
rule "B-25z" { case = both, on = "lapse:remedy_end", from = "closing", to = "window.closed", cite = "强制法53",
  zh = "救济期已过", en = "the time for remedies is over" }
rule "B-25r" { case = both, on = "lapse:remedy_end", from = "overdue", to = "enforcing", cite = { "强制法53", "强制法54" },
  zh = "救济期满未缴，进入强制执行", en = "the time for remedies is over and nothing paid: enforcement",
  given = { no(pending), no(case.is_settled) } }
rule "B-25u" { case = both, on = "remedy_closed", from = "overdue", to = "enforcing", cite = { "强制法53", "强制法54" },
  zh = "救济终结未缴，进入强制执行", en = "the remedy is over and nothing paid: enforcement",
  given = { ev.result:is "upheld", no(case.is_settled), case.remedies_over } }
rule "B-25m" { case = both, on = "lapse:urged_until", from = "overdue", to = "enforcing", cite = { "强制法53", "强制法54" },
  zh = "接续的案件催告期满，进入强制执行", en = "a case taken over: enforcement after the urging",
  note = "where the day of service is not in the record, the time for remedies counts as over",
  given = { unknown(case.served_on), no(pending), no(case.is_settled) } }
rule "B-25" { case = both, on = "urged", from = "none", to = "urging.urged", cite = "强制法54", zh = "催告", en = "urged in writing" }
rule "B-25o" { case = both, on = "lapse:urged_until", from = "urged", to = "urging.over", cite = "强制法54", zh = "催告期满", en = "the time after urging is over" }
rule "B-25p" { case = both, on = { "lapse:urged_until", "lapse:remedy_end", "lapse:pay_by", "remedy_closed" }, cite = { "强制法53", "强制法54" },
  zh = "催告期满未履行，申请法院强制执行", en = "urged in vain: apply to the court",
  given = { case.xianli_houbing:is "enforcing", case.urging:is "over", no(case.is_settled), unknown(last "propose_court_enforce") },
  must = propose_court_enforce { due = due.court_by } }

-- 按日计罚 / Daily fine
fact "days_since_order" { of = both, zh = "责令送达后的天数", en = "days since the order was served", cite = "按日办法17",
  is = elapsed(last("order_served").date, last("recheck").date) }
rule "B-31" { case = "air_issue", on = "recheck", cite = { "大气法123", "按日办法17" },
  zh = "责令后三十日内复查仍未改正，按日连续处罚", en = "still not corrected within thirty days of the order: a daily fine",
  given = {
    ev.result:one_of { "not_fixed", "refused" },
    case.xianli_houbing:one_of { "served", "performing", "overdue", "enforcing", "closed_penalised" },
    basis.daily, known(case.fine), case.days_since_order:between(1, param.esc.recheck_days) },
  must = propose_daily_fine { days = case.days_since_order, amount = case.fine * case.days_since_order } }
