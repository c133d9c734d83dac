-- SPDX-License-Identifier: Apache-2.0
-- 三（二）2 举报奖励：事实 / Facts of the reward: who can be rewarded, how much is left, what was known before.

local both = { "air_issue", "straw_fire" }

-- 举报人 / Reporters
fact "registered_at" { of = "report", zh = "举报登记时间", en = "time of registration", cite = "三（二）2",
  is = first("report_filed").at }
fact "verified" { of = "report", zh = "举报经核实", en = "the report has been verified", cite = "三（二）2",
  holds = { case.result:one_of { "true", "partial" } } }
fact "unfounded_at" { of = "report", zh = "查否时间", en = "found to be untrue at", cite = "三（二）2",
  choose = { { last("report_verified").at, case.result:one_of { "false", "fabricated" } } } }
fact "eligible" { of = "report", zh = "可受奖举报人", en = "reporters who can be rewarded", cite = "三（二）2",
  is = pick(case.reporters, { any {
    all { it.is_villager, no(it.is_staff_on_duty), no(it.is_violator_household), no(it.anonymous) },
    all { it.anonymous, param.reward.claim_code } } }) }
fact "anonymous" { of = "report", zh = "匿名，无人可受奖", en = "anonymous, nobody can be rewarded",
  holds = { known(pick(case.reporters, { it.anonymous })), unknown(case.eligible) } }
fact "payee" { of = "report", zh = "领款人", en = "payee",
  is = either { pick(case.eligible, { it.representative }).first.ref, case.eligible.first.ref } }
fact "shares" { of = "report", type = list_of(money), zh = "联名分配", en = "shares of a joint report", cite = "三（二）2",
  note = "equal shares; what cannot be divided goes to the representative",
  is = function(f)
    local people, all_named = f.case.eligible, f.case.reporters
    if not people or not all_named or count(all_named) < 2 or count(people) == 0 then return end
    local n, amount, shares = count(people), f.param.reward.amount, {}
    for _, p in ipairs(people) do
      table.insert(shares, amount // n + (p.ref == f.case.payee and amount % n or 0))
    end
    return shares end }
fact "outside" { of = "report", zh = "镇域外", en = "outside the township", cite = "三（二）2",
  holds = { known(case.in_township), no(case.in_township) } }
fact "declined" { of = "report", zh = "放弃奖励", en = "the reward is declined", cite = "三（二）2",
  holds = { known(last "reward_declined") } }

-- 预算 / The budget of the year; without one, no limit.
fact "budget" { of = "store", zh = "当年奖励预算", en = "budget of the year", cite = "三（二）2",
  is = either { last("budget_set", { it.year:is(today.year) }):of(store).yuan, param.reward.annual_budget } }
fact "granted_this_year" { of = "store", zh = "当年已发", en = "granted this year", cite = "三（二）2",
  is = sum("grant_reward", { it.year:is(today.year) }):of(store).yuan }
fact "budget_allows" { of = "store", zh = "预算足够", en = "the budget allows it", cite = "三（二）2",
  holds = { any { unknown(store.budget), store.budget:atleast(param.reward.amount + store.granted_this_year) } } }
fact "reward_total" { of = "store", type = money, measure = true, cite = "三（二）2",
  zh = "奖励总额", en = "rewards granted, less those recovered", is = function(f)
    local total = 0
    for _, g in ipairs(f.list("grant_reward", "store")) do total = total + g.yuan end
    for _, r in ipairs(f.list("recover_reward", "store")) do total = total - r.yuan end
    return total end }

-- 已掌握与办结 / What the authority already handles, and until when.
fact "handled_from" { of = both, zh = "主管部门开始查处的时间", en = "time from which it is handled", cite = "三（二）2",
  is = earliest { first("violation_found", { it.mode:isnt "self_check" }).at, first({ "self_report", "burn_found" }).at } }
fact "ended_at" { of = both, zh = "办结时间", en = "time of closure", cite = "三（二）2", is = earliest {
  entered "closed_courtesy", entered "closed_unfounded", entered "closed_no_penalty",
  entered "closed_penalised", entered "time_barred", entered "revoked",
  first("case_closed", {
    it.key:is { violator = either { case.household, case.subject }, type = case.type },
    it.date:atleast(case.opened) }):of(store).at } }

-- 同一举报的各事项 / The violations of a report that have been answered, and those that wait.
fact "rewarded_violators" { of = "report", zh = "已奖的违法主体", en = "violators rewarded", is = list("grant_reward").key.violator }
fact "rewarded_keys" { of = "report", zh = "已奖的事项", en = "violations rewarded", is = list("grant_reward").key }
fact "refused_keys" { of = "report", zh = "不奖事项", en = "violations refused", is = list("no_reward").key }
fact "pending" { of = "report", zh = "待预算的事项", en = "violations that wait for the budget", cite = "三（二）2",
  is = pick(case.keys, {
    case.refused_keys:lacks(it), case.rewarded_keys:lacks(it),
    any { no(param.reward.same_violator_once), case.rewarded_violators:lacks(it.violator) },
    any { param.reward.unit:isnt "report", unknown(case.rewarded_keys) } }) }
