-- SPDX-License-Identifier: Apache-2.0
local both = { "air_issue", "straw_fire" }
rule "B-21" { case = both, on = "decision_made", to = "decided",
  require = {
    { "no_power", any { ev.by:is(basis.competent), all { ev.by:is "township_gov", param.esc.delegated_powers:has(ev.basis) } } },
    { "no_statutory_basis", known(basis.law) },
    { "double_fine", unknown(entered "decided") },
    { "out_of_band", ev.fine:between(basis.min, basis.max) },
    { "defence_period_not_expired", any { known(last "statement_waived"), ev.date:after(due.statement_by) } },
    { "hearing_not_held", any { unknown(last "hearing_requested"), known(last "hearing_held") } },
    { "legal_review_missing", any { ev.fine:below(param.esc.hearing_fine_unit), known(last "legal_review_passed") } } },
  otherwise = block { id = case.id } }
fact "days_overdue" { of = both, zh = "逾期天数", is = elapsed(due.pay_by, today, span("reconsideration_applied", "remedy_closed")) }
fact "surcharge"    { of = both, zh = "加处罚款", is = least(case.fine, case.fine * ratio(3, 100) * case.days_overdue) }
