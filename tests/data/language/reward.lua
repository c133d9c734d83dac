-- SPDX-License-Identifier: Apache-2.0
fact "eligible"  { of = "report", zh = "可受奖举报人", is = pick(case.reporters, { it.is_villager, no(it.is_staff_on_duty), no(it.is_violator_household) }) }
fact "payee"     { of = "report", zh = "领款人", is = either { pick(case.eligible, { it.representative }).first.ref, case.eligible.first.ref } }
fact "anonymous" { of = "report", zh = "匿名", holds = { known(pick(case.reporters, { it.anonymous })) } }
fact "budget_left" { of = "store", zh = "奖励预算余额", is = store.yuan - sum("grant_reward", { it.year:is(today.year) }):of(store).yuan }
procedure "reward" { case = "report", start = "registered", states = { "registered", "deferred", "waiting", "done" },
  deadlines = { claim_by = { runs = "deferred", length = days(param.reward.claim_days), roll = "next_workday" } } }
rule "D-11" { case = "report", on = "report_verified", from = "registered", given = { ev.result:one_of { "true", "partial" }, case.anonymous }, to = "deferred",
  must = defer_reward { id = case.id, reason = "unidentified", claim_until = due.claim_by } }
rule "D-20" { case = "report", on = "lapse:claim_by", from = "deferred", to = "done", must = lapse_reward { id = case.id } }
rule "D-21" { case = "report", on = "report_verified", from = "registered", given = { ev.result:one_of { "true", "partial" }, store.budget_left:below(param.reward.amount) }, to = "waiting",
  must = defer_reward { id = case.id, reason = "budget" } }
rule "D" { case = "report", on = { "report_verified", "reporter_identified" }, each = case.keys, given = { no(case.anonymous), case.state:isnt "waiting" }, cite = "三（二）2",
  require = {
    { "unfounded",    case.result:one_of { "true", "partial" } },
    { "self_report",  unknown(pick(case.reporters, { it.is_violator_household })) },
    { "on_duty",      any { known(case.eligible), unknown(pick(case.reporters, { it.is_staff_on_duty })) } },
    { "not_villager", known(case.eligible) },
    { "duplicate",    first("report_filed", { it.keys:has(each) }):of(store).case:is(case.id) } },
  otherwise = no_reward { id = case.id },
  must = grant_reward { id = case.id, violator = each.violator, key = each, to = case.eligible.ref, yuan = param.reward.amount, year = today.year,
    shares = split(param.reward.amount, case.eligible), payee = case.payee, due = today + workdays(param.reward.pay_workdays), claim_until = roll(today + days(param.reward.claim_days)) } }
rule "D-21q" { on = "budget_set", each = list("report", { it.state:is "waiting" }), given = { store.budget_left:atleast(param.reward.amount) }, to = "done",
  must = grant_reward { id = case.id, to = case.eligible.ref, yuan = param.reward.amount, year = today.year } }       -- first in, first out; each visit sees the last grant
rule "D-17" { case = "report", on = "verification_overturned", given = { ev.fabricated, known(last "grant_reward") },
  must = recover_reward { id = case.id, yuan = last("grant_reward").yuan }, revoke = grant_reward { } }
