-- SPDX-License-Identifier: Apache-2.0
-- 四、4 先礼后兵：程序 / Courtesy and verification: how an issue moves, up to the referral. What follows is in
-- disposal.lua (what is proposed) and penalty.lua (the procedure of the penalty).

local both = { "air_issue", "straw_fire" }
local refer_by = case.refer_due

procedure "xianli_houbing" { case = both, zh = "先礼后兵", en = "courtesy first, then force", cite = "四、4", start = "self_check",
  states = { "self_check", "reported", "rectifying", "closed_courtesy", "discovered", "verified", "closed_unfounded", "referred", "filed", "investigated", "notified", "hearing",
    "decided", "served", "performing", "overdue", "enforcing", "closed_no_penalty", "closed_penalised", "transferred_criminal", "time_barred", "revoked",
    words_zh = { "自查期", "已主动报告", "限期整改中", "礼结", "已发现", "已查实", "查否", "已移送", "已立案", "调查终结", "已告知", "听证", "已决定", "已送达", "履行期", "逾期", "强制执行",
      "不予处罚", "处罚结案", "移送刑事", "超过追责时效", "撤销" },
    words_en = { "self-check", "reported", "rectifying", "closed by courtesy", "discovered", "verified", "unfounded", "referred", "filed", "investigated", "notified", "hearing",
      "decided", "served", "performing", "overdue", "enforcing", "closed without penalty", "closed with a penalty", "transferred", "time-barred", "revoked" } },
  ends = { "closed_courtesy", "closed_unfounded", "closed_no_penalty", "closed_penalised", "transferred_criminal", "time_barred", "revoked" },
  regions = {
    order  = { "none", "ordered", "done", "overdue", words_zh = { "无", "已责令", "已改正", "逾期" }, words_en = { "none", "ordered", "done", "overdue" } },
    seal   = { "none", "sealed", "extended", "released", words_zh = { "无", "已查封", "已延长", "已解除" }, words_en = { "none", "sealed", "extended", "released" } },
    remedy = { "none", "reconsideration", "litigation", "upheld", "reversed", words_zh = { "无", "复议", "诉讼", "维持", "撤销" },
      words_en = { "none", "reconsideration", "litigation", "upheld", "reversed" } },
    urging = { "none", "urged", "over", words_zh = { "无", "已催告", "催告期满" }, words_en = { "none", "urged", "over" } },
    window = { "open", "closing", "closed", words_zh = { "救济期内", "救济期满", "救济期已过" },
      words_en = { "remedies open", "ending", "remedies closed" } } },
  deadlines = {
    plan_by     = { runs = "rectifying", length = workdays(param.esc.plan_workdays) },
    rectify_by  = { runs = "rectifying", length = days(param.esc.rectify_days), roll = param.roll.party },
    verify_by   = { runs = "discovered", length = days(param.esc.verify_days) },
    refer_by    = { runs = { "verified", "referred" }, length = workdays(param.esc.refer_workdays) },
    order_by    = { runs = "order.ordered", length = days(param.esc.timely_days), roll = param.roll.party },
    recheck_by  = { runs = { "order.ordered", "order.overdue" }, length = days(param.esc.recheck_days) },
    decide_by   = { runs = { "filed", "investigated", "notified", "hearing" }, length = days(param.esc.decide_days) },
    statement_by = { runs = "notified", length = workdays(param.esc.statement_workdays) },
    hearing_request_by = { runs = "notified", length = workdays(param.esc.hearing_request_workdays) },
    serve_by    = { runs = "decided", length = workdays(param.esc.serve_workdays) },
    pay_by      = { runs = "performing", length = days(param.esc.pay_days), roll = param.roll.party },
    remedy_by   = { runs = { "performing", "overdue" }, length = months(param.esc.litigate_months, "clip"), from = either { case.served_on, ev.date } },
    remedy_end  = { runs = "window.closing", length = days(0), from = due.remedy_by, roll = param.roll.party },
    court_by    = { runs = "enforcing", length = months(param.esc.court_window_months, "clip"), from = either { due.remedy_end, ev.date } },
    urged_until = { runs = "urging.urged", length = workdays(param.esc.urge_workdays) },
    seal_first  = { runs = "seal.sealed", length = days(param.esc.seal_days), pause = span("testing_started", "testing_ended") },
    seal_final  = { runs = "seal.extended", length = days(param.esc.seal_ext_days), from = due.seal_first, pause = span("testing_started", "testing_ended") } } }

-- 礼 / Courtesy: 自查自改；一时整改不了的，主动报告，可以不采取行政处罚。
rule "B-01" { case = "air_issue", on = "rectified", from = "self_check", to = "closed_courtesy", cite = "四、4",
  zh = "被发现前自查自改完毕，礼结", en = "corrected by itself before any discovery: closed by courtesy",
  given = { unknown(case.discovered_at), case.harm:upto "minor" },
  must = { record_self_correction {}, close { outcome = "courtesy" } } }
rule "B-02" { case = "air_issue", on = "rectified", from = "self_check", to = "reported", cite = { "四、4", "处罚法32" },
  zh = "自改但后果中等以上，抄告并从轻", en = "corrected by itself, but the harm was moderate or more: notify and mitigate",
  given = { unknown(case.discovered_at), case.harm:atleast "moderate" },
  must = { record_self_correction {}, notify_authority { to = case.competent }, propose_mitigate { basis = "处罚法32" } } }
local reportable = any { case.state:is "self_check", case.favoured }
rule "B-03" { case = "air_issue", on = "self_report", from = { "self_check", "discovered" }, to = { "reported", "rectifying" },
  cite = { "四、4", "处罚法33" },
  zh = "主动报告，限期整改，暂不处罚", en = "a proactive report: a term to rectify, the penalty stayed",
  given = { reportable, case.proactive, no(case.excluded) },
  must = {
    accept_self_report {},
    notify_authority { to = case.competent },
    set_rectify_term { due = due.rectify_by, plan_due = due.plan_by } },
  may = stay_penalty {} }
rule "B-04" { case = "air_issue", on = "self_report", from = { "self_check", "discovered" }, to = "referred",
  cite = { "四、4", "处罚法32" },
  zh = "主动报告但有排除情形，移送并依法考虑从轻", en = "a proactive report of what courtesy excludes: refer, and consider mitigation",
  given = { reportable, case.proactive, case.excluded },
  must = {
    notify_authority { to = case.competent },
    refer_case { to = case.competent, due = refer_by },
    propose_mitigate { basis = "处罚法32" } } }
rule "B-05" { case = "air_issue", on = "self_report", from = "self_check", to = "discovered", cite = "四、4",
  zh = "被发现后才报告，不属主动", en = "reported after the discovery: not proactive",
  given = { no(case.proactive) } }
rule "T-8" { case = "air_issue", on = { "self_report", "violation_found" }, cite = "处罚法40",
  zh = "报告与发现同日、时刻不明，须复核", en = "report and discovery on one day, hours unknown: review",
  given = { case.favoured },
  must = review_required { reason = "same_day_tie" } }
local function tie_after(id, on, each)
  rule(id) { on = on, each = each, cite = "处罚法40",
    zh = "报告当日被发现、时刻不明，须复核", en = "found on the day of a report, hours unknown: review",
    given = { case.favoured, case.state:one_of { "reported", "rectifying" } },
    must = review_required { reason = "same_day_tie" } }
end
tie_after("T-8i", { "inspection_started", "dust_alarm" }, list("air_issue", { it.subject:is(ev.subject) }))
tie_after("T-8r", "report_filed", list("air_issue", { it.subject:one_of(ev.keys.violator) }))

-- 延期 / One extension, ninety days in all.
rule "B-06" { case = "air_issue", on = "extension_requested", from = "rectifying", to = "rectifying", cite = "四、4",
  zh = "申请延长整改期限", en = "an extension of the term to rectify",
  require = { { "extension_limit",
    count("extend_rectify_term"):below(param.esc.extensions_max),
    any { unknown(case.reported_at), ev.to:upto(case.reported_at.date + days(param.esc.rectify_max_days)) },
    ev.date:upto(due.rectify_by) } },
  otherwise = block {},
  due = { rectify_by = ev.to },
  must = extend_rectify_term { due = ev.to } }
rule "B-07" { case = "air_issue", on = "extension_requested", from = "discovered", cite = "四、4",
  zh = "逾期后申请延期，不得延长", en = "an extension asked for when overdue",
  given = { case.overdue_report },
  require = { { "extension_limit", case.state:is "rectifying" } },
  otherwise = block {} }

-- 验收 / The recheck accepts, or the term ends.
rule "B-08" { case = "air_issue", on = "recheck", from = "rectifying", to = "closed_courtesy", cite = { "四、4", "处罚法33" },
  zh = "期限内改完，复查通过，不予处罚", en = "rectified in time and accepted: no penalty",
  given = { ev.result:is "fixed", case.exempt },
  must = educate {},
  choose = {
    { case.light, must = propose_no_penalty_must { basis = "处罚法33.1" } },
    { may = propose_no_penalty_may { basis = "处罚法33.1" } } } }
rule "B-08r" { case = "air_issue", on = "recheck", from = "rectifying", to = "referred", cite = { "四、4", "处罚法32" },
  zh = "期限内改完但不符合免罚条件，移送并从轻", en = "rectified, but no exemption applies: refer and mitigate",
  given = { ev.result:is "fixed", no(case.exempt) },
  must = { educate {}, refer_case { to = case.competent, due = refer_by } },
  choose = { { known(case.severity), known(case.harm), must = propose_mitigate { basis = "处罚法32" } } } }
rule "B-09" { case = "air_issue", on = "lapse:rectify_by", from = "rectifying", to = "discovered", cite = "四、4",
  zh = "整改期满未改，预警", en = "not rectified in time: alert",
  given = { unknown(case.corrected_at) },
  must = alert { kind = "rectify_overdue", subject = case.subject } }

-- 礼转兵 / From courtesy to force: a matter delegated to the township is filed, any other is referred.
local function weakly(id, result, zh, en, exclusion, given)
  local function move(name, to, delegated, hand)
    rule(name) { case = "air_issue", on = "recheck", from = { "rectifying", "discovered" }, to = to,
      cite = { "四、4", "处罚法28" }, zh = zh, en = en,
      given = { ev.result:one_of(result), given, delegated },
      must = hand,
      choose = { { case.one_ground_suffices, must = escalate { reason = "weak_rectification", exclusion = exclusion } } } }
  end
  move(id .. "f", "verified", case.delegated, propose_file { due = refer_by })
  move(id, { "verified", "referred" }, no(case.delegated), refer_case { to = case.competent, due = refer_by })
end
weakly("B-11", { "false" }, "虚报整改，属整改不力", "a false claim of correction is weak rectification", "false_report",
  any { case.state:is "rectifying", case.overdue_report })
weakly("B-10", { "not_fixed", "refused" }, "逾期复查仍未改正，属整改不力",
  "still not corrected when rechecked after the term: weak rectification", case.exclusion_met,
  any { case.overdue_report, ev.date:after(due.rectify_by) })
rule "B-11x" { case = "air_issue", on = { "recheck", "violation_verified", "self_report" }, to = "discovered", cite = "四、4",
  each = list("air_issue", {
    it.subject:is(ev.case.subject), it.state:one_of { "reported", "rectifying" }, it.id:isnt(ev.case.id) }),
  zh = "同一主体查实阻碍、虚假或违令，撤回从宽", en = "verified obstruction, falsehood or breach elsewhere: courtesy withdrawn",
  given = { ev.case.verified_wide },
  must = alert { kind = "courtesy_withdrawn", subject = case.subject } }
rule "B-12" { case = "air_issue", on = "violation_found", to = "discovered", cite = "四、4",
  from = { "self_check", "reported", "rectifying", "closed_courtesy" },
  zh = "被检查发现", en = "found by an inspection",
  given = { ev.mode:isnt "self_check", no(case.favoured) } }
rule "B-12s" { case = "straw_fire", on = "burn_found", from = "self_check", to = "discovered", cite = "三（三）4",
  zh = "发现焚烧", en = "burning found" }

-- 查 / Verification: 一经查实。
rule "B-13" { case = both, on = "verification_negative", from = "discovered", to = "closed_unfounded", cite = "处罚法40",
  zh = "查否，结案", en = "not verified: closed",
  must = close { outcome = "unfounded" } }
rule "B-13e" { case = "air_issue", on = "verify_extended", from = "discovered", cite = "处罚法40",
  zh = "核查期限延长", en = "the term to verify is extended", note = "once",
  given = { count("verify_extended"):upto(1) },
  due = { verify_by = due.verify_by + days(param.esc.verify_ext_days) } }
rule "B-15v" { case = both, on = { "violation_verified", "burn_verified" }, from = "discovered", to = "transferred_criminal",
  cite = { "处罚法8", "处罚法27" },
  zh = "查实且涉嫌犯罪，移送公安", en = "verified and a suspected crime: to the police",
  given = { case.way:is "crime" },
  must = transfer_police { reason = "suspected_crime" } }
rule "B-15" { case = both, on = "crime_suspected", to = "transferred_criminal", cite = { "处罚法8", "处罚法27" },
  from = { "discovered", "verified", "referred", "filed", "investigated", "notified", "hearing" },
  zh = "涉嫌犯罪，移送公安", en = "a suspected crime: to the police",
  must = transfer_police { reason = "suspected_crime" } }
rule "B-16" { case = both, on = { "violation_verified", "burn_verified" }, from = "discovered", to = "time_barred", cite = "处罚法36",
  zh = "超过追责时效，不再处罚", en = "past limitation: no penalty",
  given = { case.way:is "barred" },
  must = { time_barred {}, close { outcome = "time_barred" } } }
local grounds = {
  { case.one_ground_suffices, case.overdue_report,
    must = escalate { reason = "weak_rectification", exclusion = case.exclusion_met } },
  { case.one_ground_suffices,
    must = escalate { reason = "not_corrected_not_reported", exclusion = case.exclusion_met } } }
rule "B-14f" { case = "air_issue", on = "violation_verified", from = "discovered", to = "verified", cite = { "四、4", "处罚法24" },
  zh = "查实，事项已下放，建议立案", en = "verified, the matter is delegated: propose to file",
  given = { case.way:is "file" },
  must = propose_file { due = refer_by }, choose = grounds }
rule "B-14" { case = "air_issue", on = "violation_verified", from = "discovered", to = { "verified", "referred" },
  cite = { "四、4", "处罚法24" },
  zh = "不改不报或整改不力，一经查实，由礼转兵", en = "neither corrected nor reported, or weakly: verified, force follows",
  given = { case.way:is "refer" },
  must = refer_case { to = case.competent, due = refer_by }, choose = grounds }
rule "B-14sf" { case = "straw_fire", on = "burn_verified", from = "discovered", to = "verified", cite = { "大气法119", "处罚法24" },
  zh = "焚烧秸秆查实，事项已下放，建议立案", en = "straw burning verified, the matter is delegated: propose to file",
  given = { case.way:is "file" },
  must = propose_file { due = refer_by } }
rule "B-14s" { case = "straw_fire", on = "burn_verified", from = "discovered", to = { "verified", "referred" },
  cite = { "大气法119", "森林防火条例50" },
  zh = "焚烧秸秆查实，移送主管部门", en = "straw burning verified: refer to the authority",
  note = "再次焚烧必须移送：on a repeat the referral is mandatory",
  given = { case.way:is "refer" },
  choose = {
    { any { param.straw.refer_on_repeat, no(case.burnt_again) }, must = refer_case { to = case.competent, due = refer_by } },
    { may = refer_case { to = case.competent, due = refer_by } } } }
rule "B-14h" { case = "straw_fire", on = "burn_verified", cite = { "大气法119", "森林防火条例50" },
  zh = "改认行为户，另行移送", en = "another household turns out to have burnt: refer it",
  given = { case.burnt, known(was.household), was.household:isnt(ev.household) },
  must = refer_case { to = case.competent, due = refer_by } }
rule "B-14o" { case = both, on = { "violation_verified", "burn_verified", "recheck" }, cite = "处罚法28",
  zh = "责令改正", en = "order to correct", note = "免罚不免责：an exemption never removes the duty to correct",
  given = {
    case.state:one_of { "verified", "referred" }, case.established,
    unknown(case.corrected_at), unknown(last "order_rectify") },
  must = order_rectify { due = case.correct_by, subject = case.addressee, what = case.order_what } }
fact "correct_by" { of = both, zh = "责令改正期限", en = "last day of the order", cite = "处罚法28", choose = {
  { roll(today + days(param.esc.timely_days)), param.roll.party:is "next_workday" },
  { today + days(param.esc.timely_days) } } }
rule "B-04p" { case = "air_issue", on = { "self_report", "violation_verified" }, cite = { "处罚法27", "环保法63" },
  zh = "逃避监管或涉嫌犯罪，移送公安", en = "evasion, or a suspected crime: to the police",
  given = {
    case.state:one_of { "verified", "referred" }, unknown(last "transfer_police"),
    any { case.is_crime, basis.detain:is "always" } },
  choose = {
    { case.is_crime, must = transfer_police { reason = "suspected_crime" } },
    { must = transfer_police { reason = "detention" } } } }

-- 责令改正 / The order to correct
rule "order.served" { case = both, on = "order_served", from = { "none", "done", "overdue" }, to = "order.ordered", cite = "处罚法28",
  zh = "责令改正送达", en = "the order is served" }
rule "order.done" { case = both, on = { "rectified", "recheck" }, from = { "ordered", "overdue" }, to = "order.done", cite = "处罚法28",
  zh = "责令改正的事项已改正", en = "what was ordered has been corrected",
  given = { any { unknown(ev.result), ev.result:is "fixed" } } }
rule "order.late" { case = both, on = "lapse:order_by", from = "ordered", to = "order.overdue", cite = { "四、4", "处罚法28" },
  zh = "责令改正期满未改", en = "not corrected in the time ordered",
  given = { unknown(case.corrected_at) } }
