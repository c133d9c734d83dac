-- SPDX-License-Identifier: Apache-2.0
-- 三（二）2 举报奖励：对举报经核实的村民予以100元现金奖励。
-- Reward: 100 yuan in cash for a villager whose report has been verified.

fact "verified" { of = "report", zh = "举报经核实", en = "the report has been verified", cite = "三（二）2",
  holds = { case.result:one_of { "true", "partial" } } }
fact "eligible" { of = "report", zh = "可受奖举报人", en = "reporters who can be rewarded", cite = "三（二）2",
  is = pick(case.reporters, { it.is_villager, no(it.is_staff_on_duty), no(it.is_violator_household), no(it.anonymous) }) }
fact "anonymous" { of = "report", zh = "匿名，无人可受奖", en = "anonymous, nobody can be rewarded",
  holds = { known(pick(case.reporters, { it.anonymous })), unknown(case.eligible) } }
fact "payee" { of = "report", zh = "领款人", en = "payee",
  is = either { pick(case.eligible, { it.representative }).first.ref, case.eligible.first.ref } }
fact "shares" { of = "report", zh = "联名分配", en = "shares of a joint report",
  choose = { { split(param.reward.amount, case.eligible), case.eligible.count:above(1) } } }
fact "in_claim_time" { of = "report", zh = "在领奖期限内", en = "within the time to claim",
  holds = { any { unknown(last "defer_reward"), last("reporter_identified").date:upto(last("defer_reward").claim_until) } } }

rule "D-11" { case = "report", on = "report_verified", cite = { "三（二）2", "大气法31" },
  zh = "匿名举报经核实，暂缓发奖，等举报人亮明身份", en = "an anonymous report is verified: the reward waits for the reporter",
  given = { case.verified, case.anonymous },
  must = defer_reward { reason = "unidentified", claim_until = roll(today + days(param.reward.claim_days)) } }

rule "D-20" { case = "report", on = "reporter_identified", cite = "三（二）2",
  zh = "逾期亮明身份，奖励失效", en = "identified after the time to claim: the reward has lapsed",
  given = { last("defer_reward").claim_until:before(ev.date) },
  must = lapse_reward {} }

-- One visit for each violation of the report; the action's key makes several of one violator count once.
rule "D" { case = "report", on = { "report_verified", "reporter_identified" }, each = case.keys, cite = { "三（二）2", "大气法31" },
  zh = "举报经核实，予以100元现金奖励", en = "the report is verified: 100 yuan in cash",
  note = "verification, not penalty, is the condition: an exempted violation still earns the reward",
  given = { known(case.result), case.in_claim_time, any { no(case.anonymous), no(case.verified) } },
  require = {
    { "false_report", case.result:isnt "fabricated" },
    { "unfounded",    case.verified },
    { "self_report",  any { known(case.eligible), unknown(pick(case.reporters, { it.is_violator_household })) } },
    { "on_duty",      any { known(case.eligible), unknown(pick(case.reporters, { it.is_staff_on_duty })) } },
    { "not_villager", known(case.eligible) },
    { "duplicate",    first("report_filed", { it.keys:has(each) }):of(store).case:is(case.id) } },
  otherwise = no_reward { key = each },
  must = grant_reward { report = case.id, violator = each.violator, key = each, to = case.eligible.ref, yuan = param.reward.amount,
    shares = case.shares, payee = case.payee,
    due = today + workdays(param.reward.pay_workdays), claim_until = roll(today + days(param.reward.claim_days)) } }
