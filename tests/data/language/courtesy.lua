-- SPDX-License-Identifier: Apache-2.0
local both, weak_result = { "air_issue", "straw_fire" }, { "not_fixed", "refused", "false" }
local refer_by = today + workdays(param.esc.refer_workdays)

fact "reported_at"   { of = "air_issue", zh = "主动报告时间", is = first("self_report").at }
fact "discovered_at" { of = "air_issue", zh = "被发现时间", is = earliest {
  first("violation_found", { it.mode:isnt "self_check" }).at,                                  -- mode defaults to "inspection"
  first("inspection_started", { it.date:atleast(case.opened - days(param.esc.inspection_days)) }):of(case.subject).at,
  first("report_filed", { it.keys:has { violator = case.subject, type = case.type } }):of(store).at } }
fact "same_day_tie"  { of = "air_issue", zh = "报告与发现同日、时刻不明", holds = { case.reported_at:ties(case.discovered_at) } }
fact "proactive"     { of = "air_issue", zh = "主动报告", holds = { known(case.reported_at),
  any { unknown(case.discovered_at), case.reported_at:before(case.discovered_at), case.same_day_tie } } }
fact "first_offence" { of = both, zh = "初次违法", holds = { unknown(last({ "violation_found", "prior_discovery" }, {
  it.type:is(case.type), it.date:before(case.discovered_at.date),
  it.date:atleast(case.discovered_at.date - months(param.esc.first_window_months, "clip")) }):of(case.subject)) } }
fact "excluded_hard" { of = both, zh = "有排除情形（再犯除外）", holds = { any { case.exclusions:has "evasion", case.exclusions:has "hazardous",
  case.exclusions:has "suspected_crime", case.exclusions:has "obstruct", known(last("recheck", { it.result:is "false" })) } } }
fact "excluded"      { of = both, zh = "有排除情形", holds = { any { case.excluded_hard, case.exclusions:has "repeat" } } }
fact "corrected_at"  { of = both, zh = "改正日期", is = latest { last("rectified").date, last("recheck", { it.result:is "fixed" }).date } }
fact "weak"          { of = both, zh = "整改不力", holds = { any { known(last("recheck", { it.result:one_of(weak_result) })), known(last "lapse:order_by") } } }
fact "timely"        { of = both, zh = "及时改正", holds = { no(case.weak), known(case.corrected_at), any { case.corrected_at:upto(due.rectify_by),
  case.corrected_at:upto(due.order_by), all { unknown(due.rectify_by), unknown(due.order_by) } } } }
fact "light"           { of = both, zh = "轻微且无后果", holds = { case.severity:is "slight", case.harm:is "none", no(case.excluded_hard) } }
fact "first_and_minor" { of = both, zh = "初次且后果至多轻微", holds = { case.first_offence, case.harm:upto "minor", no(case.excluded) } }
fact "held"     { of = both, zh = "尚可及时改正，处置待定", holds = { any { case.light, case.first_and_minor }, unknown(case.corrected_at), no(case.weak) } }
fact "norms"    { of = both, zh = "所涉规范", is = either { case.types, case.type } }
fact "disposed" { of = both, zh = "已有处置建议", holds = { known(last { "propose_no_penalty_must", "propose_no_penalty_may", "propose_mitigate", "propose_fine" }) } }

procedure "xianli_houbing" { case = both, zh = "先礼后兵", cite = "四、4", start = "self_check",
  states = { "self_check", "rectifying", "closed_courtesy", "discovered", "closed_unfounded", "referred", "filed", "investigated", "notified", "hearing",
             "decided", "performing", "overdue", "closed_no_penalty", "closed_penalised", "transferred_criminal", "time_barred", "revoked" },
  regions = { order = { "none", "ordered", "done", "overdue" }, seal = { "none", "sealed", "extended", "released" } },
  deadlines = {
    plan_by      = { runs = "rectifying", length = workdays(param.esc.plan_workdays) },
    rectify_by   = { runs = "rectifying", length = days(param.esc.rectify_days), roll = "next_workday" },
    order_by     = { runs = "order.ordered", length = days(param.esc.timely_days), roll = "next_workday" },
    decide_by    = { runs = { "filed", "investigated", "notified", "hearing" }, length = days(param.esc.decide_days) },
    statement_by = { runs = "notified", length = workdays(param.esc.statement_workdays) },
    pay_by       = { runs = "performing", length = days(param.esc.pay_days), roll = "next_workday" },
    seal_first   = { runs = "seal.sealed", length = days(param.esc.seal_days) },
    seal_final   = { runs = "seal.extended", length = days(param.esc.seal_days), from = due.seal_first } } }

rule "B-01" { case = "air_issue", on = "rectified", from = "self_check", given = { unknown(case.discovered_at), case.harm:upto "minor" }, to = "closed_courtesy",
  must = { record_self_correction { id = case.id }, close { id = case.id, outcome = "courtesy" } } }
rule "B-03" { case = "air_issue", on = "self_report", from = "self_check", given = { case.proactive, no(case.excluded) }, to = "rectifying",
  must = { accept_self_report { id = case.id }, notify_authority { id = case.id }, set_rectify_term { id = case.id, due = due.rectify_by, plan_due = due.plan_by } },
  may  = stay_penalty { id = case.id } }
rule "B-04" { case = "air_issue", on = "self_report", from = "self_check", given = { case.proactive, case.excluded }, to = "referred",
  must = { notify_authority { id = case.id }, refer_case { id = case.id, to = basis.competent, due = refer_by }, propose_mitigate { id = case.id } } }
rule "B-05" { case = "air_issue", on = "self_report", from = "self_check", given = { no(case.proactive) }, to = "discovered" }
rule "T-8"  { case = "air_issue", on = "self_report", given = { case.same_day_tie }, must = review_required { id = case.id, reason = "same_day_tie" } }
rule "B-06" { case = "air_issue", on = "extension_requested", from = "rectifying", to = "rectifying",                    -- and B-07
  require = { { "extension_limit", count("extend_rectify_term"):is(0), ev.to:upto(case.reported_at.date + days(param.esc.rectify_max_days)), ev.date:upto(due.rectify_by) } },
  otherwise = block { id = case.id }, due = { rectify_by = ev.to }, may = extend_rectify_term { id = case.id, due = ev.to } }
rule "B-08" { case = "air_issue", on = "recheck", from = "rectifying", given = { ev.result:is "fixed", case.timely, any { case.light, case.first_and_minor } }, to = "closed_courtesy" }
rule "B-08r" { case = "air_issue", on = "recheck", from = "rectifying", given = { ev.result:is "fixed" }, to = "referred", must = refer_case { id = case.id, to = basis.competent, due = refer_by } }
rule "B-09" { case = "air_issue", on = "lapse:rectify_by", from = "rectifying", given = { unknown(case.corrected_at) }, to = "discovered", must = alert { id = case.id, kind = "rectify_overdue" } }
rule "B-10" { case = "air_issue", on = "recheck", from = { "rectifying", "discovered" }, given = { ev.result:one_of(weak_result), known(case.reported_at) }, to = "referred",     -- and B-11
  must = { escalate { id = case.id, reason = "weak_rectification" }, order_rectify { id = case.id, due = roll(today + days(param.esc.timely_days)) }, refer_case { id = case.id, to = basis.competent, due = refer_by } } }
rule "B-11x" { case = "air_issue", on = "recheck", each = list("air_issue", { it.subject:is(case.subject), it.state:is "rectifying", it.id:isnt(case.id) }),
  given = { ev.result:is "false" }, to = "discovered", must = alert { id = case.id, kind = "courtesy_withdrawn" } }
rule "B-12" { case = "air_issue", on = "violation_found", from = { "self_check", "rectifying" }, given = { ev.mode:isnt "self_check" }, to = "discovered" }
rule "B-16" { case = "air_issue", on = "violation_verified", from = "discovered", given = { case.discovered_at.date:after(case.act_ended + months(24, "clip")) }, to = "time_barred",
  must = { time_barred { id = case.id }, close { id = case.id, outcome = "time_barred" } } }
rule "B-14" { case = "air_issue", on = "violation_verified", from = "discovered", to = "referred",
  must = { escalate { id = case.id, reason = "not_corrected_not_reported" }, refer_case { id = case.id, to = basis.competent, due = refer_by } } }
rule "B-14o" { case = "air_issue", on = "violation_verified", given = { case.state:is "referred", unknown(case.corrected_at) }, must = order_rectify { id = case.id, due = roll(today + days(param.esc.timely_days)) } }
rule "order.served" { case = both, on = "order_served", from = "none", to = "order.ordered" }
rule "order.done"   { case = both, on = "rectified", from = { "ordered", "overdue" }, to = "order.done" }
rule "order.late"   { case = both, on = "lapse:order_by", from = "ordered", to = "order.overdue", must = escalate { id = case.id, reason = "weak_rectification" } }

rule "B.5" { case = both, on = { "violation_verified", "burn_verified", "rectified", "recheck", "lapse:order_by" },
  given = { case.state:one_of { "referred", "closed_courtesy", "filed" }, known(last { "violation_verified", "burn_verified", "recheck" }),
            known(case.severity), known(case.harm), no(case.disposed), no(case.held) },             -- the hold rule is one fact
  choose = {
    { case.light, case.timely,           must = { propose_no_penalty_must { id = case.id, basis = "处罚法33.1" }, educate { id = case.id } } },
    { case.first_and_minor, case.timely, may = propose_no_penalty_may { id = case.id, basis = "处罚法33.1" }, must = educate { id = case.id } },
    { case.proactive, no(case.weak),     must = propose_mitigate { id = case.id, basis = basis.law, min = basis.min, max = basis.max } },
    {                                    may = propose_fine { id = case.id, basis = basis.law, min = basis.min, max = basis.max } } } }
