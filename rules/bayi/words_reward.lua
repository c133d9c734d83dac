-- SPDX-License-Identifier: Apache-2.0
-- 词汇：举报奖励 / Words of the reward for reports. A report carries pseudonyms and predicates, no identity.

local violation_type = one_of { "coal_unenclosed", "coal_loading_dust", "industrial_dust", "excess_emission", "no_permit", "evasion", "obstruct", "gangue_unqualified",
  "gangue_no_commitment", "hourly_spray_missed", "livestock_manure", "livestock_facility", "dead_animals", "straw_burning", "forest_fire_use", "waste_burning",
  "loose_coal_sale", "loose_coal_heating", "small_polluter", "river_dumping",
  words_zh = { "煤场未封闭", "煤炭装卸扬尘", "工业粉尘", "超标排放", "无证排污", "逃避监管", "阻碍检查", "煤矸石交无资质单位", "未签煤矸石处置承诺书", "未按时喷洒", "畜禽粪污",
    "养殖设施不全", "病死畜禽", "焚烧秸秆", "林区用火", "焚烧垃圾", "销售散煤", "散煤取暖", "小散乱污", "河道倾倒" },
  words_en = { "unenclosed coal", "dust from loading coal", "industrial dust", "excess emission", "no permit", "evasion", "obstruction", "gangue to an unqualified unit",
    "no gangue commitment", "hourly spraying missed", "livestock manure", "livestock facility", "dead animals", "straw burning", "fire in a forest zone", "waste burning",
    "sale of loose coal", "heating with loose coal", "small polluter", "dumping in a river" } }
local violation_key = record {
  violator = party_id { "enterprise", "farm", "household", "shop", "small_polluter", "unit", "village", "villager" } { zh = "违法主体", en = "violator" },
  type = violation_type { zh = "违法类型", en = "violation type" } }
-- A reporter who identifies himself is no longer anonymous: that event has no such predicate.
local function reporters(anonymous)
  return list_of(record {
    ref = party_id "reporter" { zh = "举报人", en = "reporter" },
    is_villager = flag { zh = "本镇村民", en = "is a villager of the township" },
    is_staff_on_duty = flag { zh = "属履职人员", en = "is staff on duty" },
    is_violator_household = flag { zh = "属违法户", en = "belongs to the violator's household" },
    anonymous = anonymous,
    representative = flag { zh = "联名代表", en = "representative" } }) { zh = "举报人", en = "reporters" }
end

case "report" { zh = "举报", en = "report" }

event "report_filed" { zh = "举报登记", en = "report registered", about = "report", opens = true, by = { "township_gov", "group_office" }, cite = "三（二）2", fields = {
  registered_no = integer { zh = "登记号", en = "registration number" },
  reporters = reporters(flag { zh = "匿名", en = "anonymous" }),
  keys = list_of(violation_key) { zh = "举报事项", en = "violations reported" },
  in_township = boolean { optional = true, zh = "在本镇", en = "in the township" } } }
event "report_verified" { zh = "举报核实", en = "report verified", about = "report", cite = "三（二）2",
  by = { "township_gov", "eco_branch", "straw_authority", "forestry", "agri", "market", "animal_health", "water", "police" }, fields = {
  result = one_of { "true", "partial", "false", "fabricated", words_zh = { "属实", "部分属实", "不属实", "捏造" }, words_en = { "true", "partly true", "untrue", "fabricated" } }
    { zh = "核实结果", en = "result" },
  keys = list_of(violation_key) { zh = "核实事项", en = "violations verified" } } }
event "reporter_identified" { zh = "举报人亮明身份", en = "reporter identified", about = "report", by = { "township_gov" }, cite = "三（二）2", fields = {
  reporters = reporters() } }
event "reward_declined" { zh = "放弃奖励", en = "reward declined", about = "report", by = { "township_gov" }, cite = "三（二）2", fields = {} }
event "reward_paid" { zh = "奖励已领取", en = "reward paid", about = "report", by = { "township_gov" }, cite = "三（二）2", fields = {} }
event "verification_overturned" { zh = "核实结论被推翻", en = "verification overturned", about = "report", by = { "eco_branch", "township_gov", "court" }, cite = "三（二）2", fields = {
  fabricated = boolean { zh = "系捏造", en = "fabricated" } } }
event "other_reward_paid" { zh = "已获其他奖励", en = "reward of another scheme paid", about = "report", by = { "township_gov" }, cite = "三（二）2", fields = {
  scheme = text { zh = "奖励名称", en = "scheme" } } }
event "budget_set" { zh = "确定奖励预算", en = "budget set", about = "store", by = { "township_gov" }, cite = "三（二）2", fields = {
  year = integer { zh = "年度", en = "year" }, yuan = money { zh = "金额", en = "amount" } } }
event "case_closed" { zh = "事项办结", en = "occurrence closed", about = "store", cite = "三（二）2",
  by = { "eco_branch", "township_gov", "straw_authority", "forestry", "agri", "market", "animal_health", "water", "police" }, fields = { key = violation_key { zh = "事项", en = "violation" } } }
event "media_exposed" { zh = "媒体曝光", en = "exposed by the media", about = "store", by = { "township_gov" }, cite = "三（二）2", fields = { key = violation_key { zh = "事项", en = "violation" } } }

action "grant_reward" { zh = "发放举报奖励", en = "grant the reward", kind = "order", decider = "township_gov", cite = "三（二）2", key = { "report", "scope" }, fields = {
  report = case_id "report" { zh = "举报", en = "report" },
  scope = violation_key { zh = "同计一次的事项", en = "counted as" },
  year = integer { zh = "年度", en = "year" },
  to = list_of(party_id "reporter") { zh = "受奖人", en = "to" },
  key = violation_key { zh = "受奖事项", en = "violation rewarded" },
  yuan = money { zh = "金额", en = "amount" },
  shares = list_of(money) { optional = true, zh = "分配", en = "shares" },
  payee = party_id "reporter" { optional = true, zh = "领款人", en = "payee" },
  due = date { zh = "发放期限", en = "pay by" },
  claim_until = date { zh = "领奖期限", en = "claim until" } } }
action "no_reward" { zh = "不予奖励", en = "no reward", kind = "record", cite = "三（二）2", fields = {
  reason = one_of { "not_villager", "duplicate", "self_report", "on_duty", "already_known", "unfounded", "false_report", "outside_territory", "declined", "other_scheme",
    words_zh = { "非本镇村民", "重复举报", "举报自家", "属履职", "已掌握", "查否", "捏造", "镇域外", "放弃", "已获其他奖励" },
    words_en = { "not a villager", "duplicate", "own violation", "on duty", "already known", "unfounded", "false report", "outside the township", "declined", "other scheme" } }
    { zh = "理由", en = "reason" },
  key = violation_key { optional = true, zh = "事项", en = "violation" } } }
action "defer_reward" { zh = "暂缓奖励", en = "defer the reward", kind = "record", decider = "township_gov", cite = "三（二）2",
  key = { "report", "reason" }, fields = {
  report = case_id "report" { zh = "举报", en = "report" },
  reason = one_of { "unidentified", "budget", words_zh = { "身份不明", "预算不足" }, words_en = { "unidentified", "budget" } } { zh = "理由", en = "reason" },
  claim_until = date { optional = true, zh = "领奖期限", en = "claim until" } } }
action "lapse_reward" { zh = "奖励失效", en = "reward lapsed", kind = "record", cite = "三（二）2", fields = {} }
action "recover_reward" { zh = "追回奖励", en = "recover the reward", kind = "order", decider = "township_gov", cite = "三（二）2", fields = { yuan = money { zh = "金额", en = "amount" } } }
action "forward_report" { zh = "转送举报", en = "forward the report", kind = "referral", decider = "township_gov", cite = "三（二）2", fields = { due = date { zh = "期限", en = "due" } } }
