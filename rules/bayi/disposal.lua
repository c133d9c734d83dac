-- SPDX-License-Identifier: Apache-2.0
-- 处置阶梯 / What is proposed once an issue is verified: 该关的关、该停的停、该罚的罚. The first step that fits; while a
-- timely correction could still exempt, nothing is proposed, and the day after the term the last step is.

local both = { "air_issue", "straw_fire" }
local open = { "verified", "referred", "filed", "investigated", "notified", "hearing" }
local fine = propose_fine { basis = case.basis_law, min = case.fine_min, max = case.fine_max }

rule "B.5" { case = both, cite = { "处罚法33", "处罚法32", "处罚法29" },
  on = { "violation_verified", "burn_verified", "rectified", "recheck", "lapse:order_by" },
  zh = "处置阶梯", en = "ladder of disposal", note = "the plan never adds a step, nor takes one away (处罚法16, 33)",
  given = {
    case.state:one_of(open), case.established, case.is_statutory, no(case.disposed),
    no(case.too_young), no(case.nobody_known),
    any { case.blameless, all { known(case.severity), known(case.harm), no(case.held) } } },
  choose = {
    { case.blameless,                        must = { propose_no_penalty_no_fault { basis = "处罚法33.2" }, educate {} } },
    { case.light, case.timely,               must = { propose_no_penalty_must { basis = "处罚法33.1" }, educate {} } },
    { case.first_and_minor, case.timely,     may = propose_no_penalty_may { basis = "处罚法33.1" }, must = educate {} },
    { case.proactive, no(case.weak),         must = propose_mitigate { basis = "处罚法32" } },
    { case.half_grown,                       must = propose_mitigate { basis = "处罚法30" } },
    { unknown(case.basis_law),               must = block { reason = "no_statutory_basis" } },
    {                                        may = fine } } }
fact "blameless" { of = both, zh = "证明没有主观过错", en = "shown to be without fault", cite = "处罚法33",
  holds = { known(case.no_fault), case.no_fault, no(case.excluded_hard) } }
rule "B.5w" { case = both, on = "lapse:order_by", cite = { "四、4", "处罚法33" },
  zh = "责令期满未改，属整改不力", en = "not corrected in the time ordered: weak rectification",
  given = {
    case.state:one_of(open), case.order:is "overdue", no(case.disposed), case.is_statutory, no(case.too_young),
    any { case.one_ground_suffices, no(case.proactive) } },
  must = escalate { reason = "weak_rectification", exclusion = case.exclusion_met } }
rule "B.5f" { case = both, on = "recheck", cite = { "四、4", "处罚法33" },
  zh = "免罚所据的改正系虚假，撤回免罚建议", en = "the correction was false: the exemption is withdrawn",
  given = {
    ev.result:is "false", case.state:one_of(open), known(case.basis_law),
    known(last { "propose_no_penalty_must", "propose_no_penalty_may" }) },
  must = escalate { reason = "weak_rectification", exclusion = "false_report" }, may = fine,
  revoke = { propose_no_penalty_must {}, propose_no_penalty_may {} } }
rule "B.5y" { case = "straw_fire", on = "burn_verified", cite = { "处罚法30", "处罚法31" },
  zh = "不满十四周岁或无行为能力，不罚，教育", en = "under fourteen or without capacity: no penalty, the guardian is educated",
  given = { case.state:one_of(open), case.established, case.too_young },
  must = educate {} }

-- 罚款之外 / Beyond the fine: only where the table lists the measure and its ground is there.
rule "B.5-stop" { case = both, on = "propose_fine", cite = { "大气法99", "处罚法28" },
  zh = "可以责令停产整治", en = "production may be stopped",
  given = { basis.stop:is "always" },
  may = propose_stop_production { basis = case.basis_law } }
rule "B.5-close" { case = both, on = "propose_fine", cite = { "大气法99", "固废法102" },
  zh = "情节严重，报请停业关闭", en = "serious: closure by the government with approval power",
  given = { basis.close:is "serious", case.severity:is "serious" },
  may = propose_close_down { basis = case.basis_law } }
local refused = {
  ev.result:is "refused", case.established,
  case.state:none_of { "rectifying", "discovered", "transferred_criminal", "time_barred", "revoked" } }
rule "B.5-refused" { case = "air_issue", on = "recheck", cite = { "大气法117", "大气法108" },
  zh = "拒不改正，责令停产整治", en = "refuses to correct: production may be stopped",
  given = { refused[1], refused[2], refused[3], basis.stop:one_of { "refused", "always" } },
  may = propose_stop_production { basis = case.basis_law } }
rule "B.5-detain" { case = "air_issue", on = "recheck", cite = "环保法63",
  zh = "拒不停止排污，移送公安", en = "refuses to stop discharging: to the police",
  given = { refused[1], refused[2], refused[3], basis.detain:is "refused" },
  must = transfer_police { reason = "detention" } }
rule "B.5-seal" { case = "air_issue", on = { "violation_verified", "self_report" }, cite = { "查封办法4", "强制法22" },
  zh = "逃避监管，应当查封扣押", en = "evasion: sealing is proposed",
  given = { case.state:one_of { "verified", "referred" }, unknown(last "propose_seal"), basis.seal:is "always" },
  must = propose_seal { basis = "查封办法4", due = today + days(param.esc.seal_days) } }
