-- SPDX-License-Identifier: Apache-2.0
-- 三（二）2 举报奖励：对举报经核实的村民予以100元现金奖励。
-- Reward: 100 yuan in cash for a villager whose report has been verified.

-- 程序 / How a report goes on
procedure "reward_track" { case = "report", zh = "举报奖励", en = "reward", cite = "三（二）2", start = "registered",
  states = { "registered", "verified", "deferred", "waiting", "granted", "paid", "refused", "declined", "lapsed", "recovered",
    words_zh = { "已登记", "已核实", "待亮明身份", "待预算", "已决定发放", "已领取", "不予奖励", "已放弃", "已失效", "已追回" },
    words_en = { "registered", "verified", "deferred", "waiting for the budget", "granted", "paid", "refused", "declined", "lapsed", "recovered" } },
  ends = { "paid", "declined", "recovered", "lapsed" },
  deadlines = {
    accept_by     = { runs = "registered", length = days(param.reward.accept_days) },
    finish_by     = { runs = "registered", length = days(param.reward.finish_days) },
    claim_by      = { runs = { "deferred", "granted" }, length = days(param.reward.claim_days), roll = "next_workday" },
    reward_pay_by = { runs = "granted", length = workdays(param.reward.pay_workdays) } } }
fact "late_step" { of = "report", measure = true, zh = "已逾期的步骤", en = "step that is late", cite = "三（二）2",
  type = one_of { "accept_by", "finish_by", "claim_by", "reward_pay_by", words_zh = { "受理", "办结", "领奖", "发奖" }, words_en = { "acceptance", "finish", "claim", "payment" } },
  choose = {
    { "finish_by",     case.reward_track:is "registered", today:after(due.finish_by) },
    { "accept_by",     case.reward_track:is "registered", today:after(due.accept_by) },
    { "reward_pay_by", case.reward_track:is "granted", today:after(due.reward_pay_by) } } }
local function goes(id, on, from, to, zh, en, given, due)
  rule("D.s-" .. id) { case = "report", on = on, from = from, to = to, given = given, due = due, zh = zh, en = en, cite = "三（二）2" }
end
local live = { "registered", "verified", "deferred", "waiting" }
goes("verified", "report_verified", "registered", "verified", "举报办结", "the report has been finished")
goes("deferred", "defer_reward", live, "deferred", "等待亮明身份", "waits for the reporter", { ev.reason:is "unidentified" }, { claim_by = ev.claim_until })
goes("waiting", "defer_reward", { "registered", "verified", "deferred", "granted" }, "waiting", "等待预算", "waits for the budget", { ev.reason:is "budget" })
goes("granted", "grant_reward", { "registered", "verified", "deferred", "refused", "granted" }, "granted", "决定发放", "granted", nil, { claim_by = ev.claim_until, reward_pay_by = ev.due })
goes("granted-late", "grant_reward", "waiting", "granted", "预算到位，决定发放", "granted when the budget allowed", { unknown(case.pending) }, { claim_by = ev.claim_until, reward_pay_by = ev.due })
goes("paid", { "reward_paid", "execute:grant_reward" }, "granted", "paid", "已领取", "paid")
goes("declined", "no_reward", { "registered", "verified", "deferred", "waiting", "granted", "refused" }, "declined", "放弃", "declined", { ev.reason:is "declined" })
goes("refused", "no_reward", live, "refused", "不予奖励", "no reward", { ev.reason:isnt "declined" })
goes("replaced", "no_reward", "granted", "refused", "已获其他奖励", "rewarded elsewhere", { ev.reason:is "other_scheme" })
goes("recovered", "recover_reward", nil, "recovered", "已追回", "recovered")

-- 核实 / Verification
rule "D-24" { case = "report", on = "report_filed", cite = "三（二）2",
  zh = "镇域外的举报，转送，不奖", en = "outside the township: forwarded, no reward",
  given = { case.outside }, must = { forward_report { due = today + workdays(param.reward.forward_workdays) }, no_reward { reason = "outside_territory" } } }
rule "D-2" { case = "report", on = "lapse:finish_by", cite = { "三（二）2", "大气法31" },
  zh = "举报逾期未办结，预警", en = "the report was not finished in time: alert", must = alert { kind = "report_overdue" } }
rule "D-15" { case = "report", on = "report_verified", cite = "三（二）2",
  zh = "查否，不奖，不追责", en = "not confirmed: no reward, no detriment", given = { ev.result:is "false" }, must = no_reward { reason = "unfounded" } }
rule "D-16" { case = "report", on = "report_verified", cite = "三（二）2",
  zh = "捏造，不奖，可移送公安", en = "fabricated: no reward, perhaps to the police", given = { ev.result:is "fabricated" },
  must = no_reward { reason = "false_report" }, may = transfer_police { reason = "public_security" } }
rule "D-18" { case = "report", on = "reward_declined", cite = "三（二）2",
  zh = "举报人放弃奖励", en = "the reporter declines",
  given = { any { unknown(case.reward_track), case.reward_track:none_of { "paid", "lapsed", "recovered" } } },
  must = no_reward { reason = "declined" }, revoke = grant_reward {} }
rule "D-20" { case = "report", on = "lapse:claim_by", from = { "deferred", "granted" }, to = "lapsed", cite = "三（二）2",
  zh = "逾期未领，奖励失效", en = "not claimed in time: the reward has lapsed", must = lapse_reward {} }
rule "D-22" { case = "report", on = "other_reward_paid", from = "granted", cite = "三（二）2", zh = "已获其他奖励，不再发放", en = "rewarded by another scheme: no reward here",
  given = { no(param.reward.stack) }, must = no_reward { reason = "other_scheme" }, revoke = grant_reward {} }

-- One visit for each violation of the report; several of one violator count once (the action's key).
local issues = { it.subject:is(each.violator), it.norms:has(each.type) }
local fires = { it.household:is(each.violator), it.norms:has(each.type) }
local shared = { it.households:has(each.violator), it.norms:has(each.type) }
local over = it.ended_at:before(case.registered_at)
local ended = latest {
  last("case_closed", { it.key:is(each), it.at:before(case.registered_at) }):of(store).at,
  list("air_issue", { issues[1], issues[2], over }).ended_at,
  list("straw_fire", { fires[1], fires[2], over }).ended_at,
  list("straw_fire", { shared[1], shared[2], over }).ended_at }
local exposed = last("media_exposed", { it.key:is(each), it.at:before(case.registered_at) }):of(store).at
local handled = { it.handled_from:before(case.registered_at), any { unknown(it.ended_at), it.ended_at:after(case.registered_at) } }
local tied = it.handled_from:ties(case.registered_at)
local earlier = latest { list("report", {
  it.keys:has(each), it.id:isnt(case.id),
  any { unknown(it.unfounded_at), it.unfounded_at:after(case.registered_at) },
  any {
    it.registered_at:before(case.registered_at),
    all {
      any { it.registered_at:is(case.registered_at), it.registered_at:ties(case.registered_at) },
      it.registered_no:below(case.registered_no) } } }).registered_at }
local counted_as = either {
  pick(case.keys, { param.reward.unit:is "report" }).first,
  pick(case.keys, { param.reward.same_violator_once, it.violator:is(each.violator) }).first,
  each }
local claim_until = case.claim_until_day
fact "claim_until_day" { of = "report", zh = "领奖期限", en = "last day to claim", cite = "三（二）2", choose = {
  { roll(today + days(param.reward.claim_days)), param.roll.party:is "next_workday" },
  { today + days(param.reward.claim_days) } } }
local function reward(key, scope)
  return grant_reward {
    report = case.id, scope = scope, key = key, year = today.year, to = case.eligible.ref,
    yuan = param.reward.amount, shares = case.shares, payee = case.payee,
    due = today + workdays(param.reward.pay_workdays), claim_until = claim_until }
end
local function named(...) return any { case.anonymous, ... } end

rule "D" { case = "report", on = { "report_verified", "reporter_identified" }, each = case.keys, cite = { "三（二）2", "大气法31" },
  zh = "举报经核实，予以100元现金奖励", en = "the report is verified: 100 yuan in cash",
  note = "verification, not penalty, is the condition: an exempted violation still earns the reward",
  given = {
    case.verified, known(param.reward.villager_test), known(param.reward.exclude_family),
    any { unknown(case.reward_track), case.reward_track:none_of { "waiting", "lapsed", "paid", "recovered" } } },
  require = {
    { "outside_territory", no(case.outside) },
    { "declined",      no(case.declined) },
    { "other_scheme",  any { param.reward.stack, unknown(last "other_reward_paid") } },
    { "self_report",   named(known(case.eligible), unknown(pick(case.reporters, { it.is_violator_household }))) },
    { "on_duty",       named(known(case.eligible), unknown(pick(case.reporters, { it.is_staff_on_duty }))) },
    { "not_villager",  named(known(case.eligible)) },
    { "duplicate",     any { unknown(earlier), all { known(ended), earlier:before(ended) } } },
    { "already_known",
      unknown(list("air_issue", { issues[1], issues[2], handled[1], handled[2] })),
      unknown(list("straw_fire", { fires[1], fires[2], handled[1], handled[2] })),
      unknown(list("straw_fire", { shared[1], shared[2], handled[1], handled[2] })),
      any { unknown(exposed), all { known(ended), exposed:before(ended) } } } },
  otherwise = no_reward { key = each },
  choose = {
    { case.anonymous, must = defer_reward { report = case.id, reason = "unidentified", claim_until = claim_until } },
    { store.budget_allows, must = reward(each, counted_as) },
    { must = defer_reward { report = case.id, reason = "budget" } } } }
rule "D-14t" { case = "report", on = "report_verified", each = case.keys, cite = { "三（二）2", "处罚法40" },
  zh = "举报与发现同日、时刻不明，从有利于举报人，须复核", en = "reported and found on one day, hours unknown: review",
  given = { case.verified, any {
    known(list("air_issue", { issues[1], issues[2], tied })),
    known(list("straw_fire", { fires[1], fires[2], tied })) } },
  must = review_required { reason = "same_day_tie" } }

-- 预算 / A refilled budget: first come, first served; each visit sees the grants before it.
rule "D-21" { on = "budget_set", each = list("report", { it.reward_track:is "waiting" }), cite = "三（二）2",
  zh = "预算到位，按先后补发", en = "the budget allows it again: in order of waiting",
  given = { store.budget_allows, known(case.pending) }, must = reward(case.pending.first, case.pending.first) }
rule "D-21n" { case = "report", on = "grant_reward", from = "waiting", cite = "三（二）2",
  zh = "同一举报的下一事项", en = "the next violation of the report", given = { store.budget_allows, known(case.pending) }, must = reward(case.pending.first, case.pending.first) }

-- 追回 / Recovery
rule "D-17" { case = "report", on = "verification_overturned", cite = "三（二）2",
  zh = "捏造，追回奖励", en = "fabricated: the reward is recovered", note = "who reported in good faith keeps the money",
  given = { ev.fabricated }, must = no_reward { reason = "false_report" } }
rule "D-17r" { case = "report", on = { "verification_overturned", "report_verified" }, cite = "三（二）2",
  zh = "捏造，追回奖励", en = "fabricated: the reward is recovered",
  given = { any { ev.fabricated, ev.result:is "fabricated" }, known(last "grant_reward"), unknown(last "recover_reward") },
  must = recover_reward { yuan = sum("grant_reward").yuan } }
