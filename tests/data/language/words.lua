-- SPDX-License-Identifier: Apache-2.0
-- Declared last: names may be used before the file that declares them has run.
for _, id in ipairs { "township_gov", "eco_branch", "forestry", "authority", "inspector", "village_committee", "group_office" } do role(id) {} end
for _, id in ipairs { "enterprise", "household", "village", "person" } do party(id) {} end

case "air_issue" { subject = "subject" }
case "straw_fire" { subject = "household", fixed = { type = "straw_burning" } }
case "report" {}
case "benefit" { subject = "household" }
case "outdoor_fire" {}

local both = { "air_issue", "straw_fire" }
local violation = one_of { "coal_unenclosed", "industrial_dust", "straw_burning" }
local harm = ladder { "none", "minor", "moderate", "serious" }
local severity = ladder { "slight", "ordinary", "grave" }
local exclusion = list_of(one_of { "evasion", "hazardous", "suspected_crime", "obstruct", "repeat" })
local matter = { type = violation { optional = true }, types = list_of(violation) { optional = true }, severity = severity { optional = true },
  harm = harm { optional = true }, exclusions = exclusion { optional = true }, act_ended = date { optional = true }, forest_zone = flag {} }

local function with(more)
  local fields = {}
  for name, t in pairs(matter) do fields[name] = t end
  for name, t in pairs(more) do fields[name] = t end
  return fields
end

event "self_report" { about = "air_issue", opens = true, by = "group_office", presupposes = "any (self_check)", fields = with { subject = party_id "enterprise" } }
event "violation_found" { about = "air_issue", opens = true, by = "inspector",
  fields = with { subject = party_id "enterprise", mode = one_of { "inspection", "self_check" } { default = "inspection" } } }
event "inspection_started" { about = "enterprise", by = "inspector", fields = {} }
event "prior_discovery" { about = { "enterprise", "household" }, by = "inspector", fields = { type = violation {} } }
event "extension_requested" { about = "air_issue", presupposes = "any (rectifying)", fields = { to = date {} } }
event "rectified" { about = both, presupposes = "any (rectifying)", fields = {} }
event "recheck" { about = both, fields = { result = one_of { "fixed", "not_fixed", "refused", "false" } } }
event "violation_verified" { about = "air_issue", presupposes = "any (discovered)", fields = {} }
event "order_served" { about = both, presupposes = { "referred", "order=ordered" }, fields = {} }
event "case_filed" { about = both, presupposes = "referred", fields = {} }
event "investigation_closed" { about = both, fields = {} }
event "notice_served" { about = both, fields = {} }
event "statement_waived" { about = both, fields = {} }
event "hearing_requested" { about = both, fields = {} }
event "hearing_held" { about = both, fields = {} }
event "legal_review_passed" { about = both, fields = {} }
event "decision_made" { about = both, by = { "authority", "township_gov" }, fields = { fine = money {}, basis = text {} } }
event "decision_served" { about = both, fields = {} }
event "fine_paid" { about = both, fields = {} }
event "seal_imposed" { about = "air_issue", fields = {} }
event "seal_extended" { about = "air_issue", fields = {} }
event "seal_released" { about = "air_issue", fields = {} }
event "reconsideration_applied" { about = both, fields = {} }
event "remedy_closed" { about = both, fields = {} }

event "burn_verified" { about = "straw_fire", opens = true, fields = { act = date {}, household = party_id "household", land_of = party_id "household",
  village = party_id "village", actor = one_of { "member", "hired_by_member", "other" } } }
event "welfare_decision" { about = "straw_fire", fields = { items = list_of(case_id "benefit") } }
event "objection_result" { about = "straw_fire", fields = { result = one_of { "upheld", "rejected" }, household = party_id "household" } }
event "village_rule_adopted" { about = "village", fields = { quorum = boolean, filed = boolean, effective = date } }
event "benefit_recorded" { about = "benefit", opens = true, fields = { household = party_id "household", for_year = integer, kind = one_of { "rice", "dibao", "tekun" } } }
procedure "welfare" { case = "benefit", start = "open", states = { "open", "paid" }, ends = "paid" }
rule "paid" { case = "benefit", on = "welfare_paid", from = "open", to = "paid" }
event "welfare_paid" { about = "benefit", presupposes = "open", fields = {} }

local key = record { violator = party_id {}, type = violation {} }
event "report_filed" { about = "report", opens = true, fields = { keys = list_of(key), reporters = list_of(record { ref = party_id "person",
  is_villager = boolean, is_staff_on_duty = boolean, is_violator_household = boolean, representative = boolean, anonymous = boolean }) } }
event "report_verified" { about = "report", fields = { result = one_of { "true", "partial", "false" } } }
event "reporter_identified" { about = "report", fields = {} }
event "verification_overturned" { about = "report", fields = { fabricated = flag {} } }
event "budget_set" { about = "store", fields = { yuan = money {} } }
event "fire_link" { about = "outdoor_fire", opens = true, fields = { link = one_of { "handle", "educate", "deter" } } }

local function act(id, kind, fields, key) action(id) { kind = kind, fields = fields, key = key } end
local o = { optional = true }
local id, reason = case_id {}, one_of { "no_power", "no_statutory_basis", "double_fine", "out_of_band", "defence_period_not_expired", "hearing_not_held",
  "legal_review_missing", "extension_limit", "not_village_decision", "non_suspendable_item" }
act("record_self_correction", "record", { id = id })
act("close", "record", { id = id, outcome = one_of { "courtesy", "time_barred" } })
act("accept_self_report", "record", { id = id })
act("notify_authority", "order", { id = id })
act("set_rectify_term", "order", { id = id, due = date {}, plan_due = date {} })
act("stay_penalty", "proposal", { id = id })
act("refer_case", "referral", { id = id, to = one_of { "eco_branch", "forestry", "authority" }, due = date {} })
act("propose_mitigate", "proposal", { id = id, basis = text(o), min = money(o), max = money(o) })
act("propose_fine", "proposal", { id = id, basis = text(o), min = money(o), max = money(o) })
act("propose_no_penalty_must", "proposal", { id = id, basis = text(o) })
act("propose_no_penalty_may", "proposal", { id = id, basis = text(o) })
act("educate", "order", { id = id })
act("escalate", "order", { id = id, reason = one_of { "weak_rectification", "not_corrected_not_reported" } })
act("order_rectify", "order", { id = id, due = date {} })
act("extend_rectify_term", "proposal", { id = id, due = date {} })
act("time_barred", "record", { id = id })
act("review_required", "record", { id = id(o), household = party_id(o), reason = one_of { "same_day_tie", "hardship" } })
act("alert", "record", { id = id(o), village = party_id(o), household = party_id(o),
  kind = one_of { "rectify_overdue", "courtesy_withdrawn", "village_rule_missing" } })
act("block", "guard", { id = id(o), reason = reason, items = list_of(case_id "benefit")(o) })
act("no_suspension", "record", { id = id, household = party_id "household", reason = one_of { "no_village_rule", "not_attributed" } })
act("propose_suspend_welfare", "proposal", { household = party_id "household", year = integer, items = list_of(case_id "benefit")(o) }, { "household", "year" })
act("no_extra_suspension", "record", { household = party_id "household", year = integer })
act("restore_welfare", "order", { household = party_id "household", items = list_of(case_id "benefit")(o), due = date {} })
act("defer_reward", "record", { id = id, reason = one_of { "unidentified", "budget" }, claim_until = date(o) })
act("lapse_reward", "record", { id = id })
act("no_reward", "record", { id = id, reason = one_of { "unfounded", "self_report", "on_duty", "not_villager", "duplicate" } })
act("grant_reward", "order", { id = id, violator = party_id(o), key = key(o), to = list_of(party_id "person")(o), yuan = money {}, year = integer,
  shares = list_of(money)(o), payee = party_id(o), due = date(o), claim_until = date(o) }, { "id" })
act("recover_reward", "order", { id = id, yuan = money(o) })
act("duty_missed", "duty", { duty = text {}, link = text(o) })

local function set(id, value) param(id) { from = { ["2023-12-01"] = value } } end
set("esc.refer_workdays", 3) set("esc.inspection_days", 3) set("esc.first_window_months", 12) set("esc.plan_workdays", 15) set("esc.rectify_days", 30)
set("esc.rectify_max_days", 60) set("esc.timely_days", 7) set("esc.decide_days", 90) set("esc.statement_workdays", 5) set("esc.pay_days", 15) set("esc.seal_days", 30)
set("esc.hearing_fine_unit", yuan(50000)) set("esc.delegated_powers", { "大气法119" }) set("welfare.non_suspendable", { "dibao", "tekun" })
set("welfare.restore_workdays", 15) set("reward.claim_days", 90) set("reward.amount", yuan(100)) set("reward.pay_workdays", 15)
for _, name in ipairs { "大气法117", "大气法108", "森林防火条例50" } do law(name) {} end
law "大气法119" { from = "2016-01-01", to = "2026-08-14", next = "法典1131" }
law "法典1131" { from = "2026-08-15" }
