-- SPDX-License-Identifier: Apache-2.0
-- 词汇：先礼后兵 / Words of "courtesy first, then force": one case for each issue of a subject, and the
-- steps of the penalty procedure, which the statutory track of a straw fire shares.

local violation_type = one_of { "coal_unenclosed", "coal_loading_dust", "industrial_dust", "excess_emission", "no_permit", "evasion", "obstruct", "gangue_unqualified",
  "gangue_no_commitment", "hourly_spray_missed", "livestock_manure", "livestock_facility", "dead_animals", "straw_burning", "forest_fire_use", "waste_burning",
  "loose_coal_sale", "loose_coal_heating", "small_polluter", "river_dumping",
  words_zh = { "煤场未封闭", "煤炭装卸扬尘", "工业粉尘", "超标排放", "无证排污", "逃避监管", "阻碍检查", "煤矸石交无资质单位", "未签煤矸石处置承诺书", "未按时喷洒", "畜禽粪污",
    "养殖设施不全", "病死畜禽", "焚烧秸秆", "林区用火", "焚烧垃圾", "销售散煤", "散煤取暖", "小散乱污", "河道倾倒" },
  words_en = { "unenclosed coal", "dust from loading coal", "industrial dust", "excess emission", "no permit", "evasion", "obstruction", "gangue to an unqualified unit",
    "no gangue commitment", "hourly spraying missed", "livestock manure", "livestock facility", "dead animals", "straw burning", "fire in a forest zone", "waste burning",
    "sale of loose coal", "heating with loose coal", "small polluter", "dumping in a river" } }
local severity = ladder { "slight", "ordinary", "serious", words_zh = { "轻微", "一般", "严重" }, words_en = { "slight", "ordinary", "serious" } }
local harm = ladder { "none", "minor", "moderate", "serious", words_zh = { "无", "轻微", "中等", "严重" }, words_en = { "none", "minor", "moderate", "serious" } }
local exclusion = one_of { "evasion", "hazardous", "suspected_crime", "harm_serious", "false_report", "obstruct", "repeat", "order_breach",
  words_zh = { "逃避监管", "危险废物", "涉嫌犯罪", "后果严重", "虚假报告", "阻碍检查", "再犯", "违反命令" },
  words_en = { "evasion", "hazardous", "suspected crime", "serious harm", "false report", "obstruction", "repeat", "breach of an order" } }
local measure = one_of { "warning", "stop_production", "limit_production", "close_down", "suspend_licence", "revoke_licence", "seal", "confiscate",
  words_zh = { "警告", "停产", "限产", "关闭", "暂扣证照", "吊销证照", "查封", "没收" },
  words_en = { "warning", "stop of production", "limit of production", "closure", "licence suspended", "licence revoked", "sealing", "confiscation" } }
local inspection_kind = one_of { "routine", "covert", "surprise", "random",
  words_zh = { "常规执法", "明察暗访", "突击检查", "随机抽查" }, words_en = { "routine", "covert", "surprise", "random" } }
local subject_kinds = { "enterprise", "farm", "household", "shop", "small_polluter", "unit", "village", "villager" }
local any_subject = party_id(subject_kinds)
local authority = { "eco_branch", "straw_authority", "forestry", "agri", "market", "animal_health", "water", "police", "township_gov" }
local subject_role = { "enterprise", "household", "farm", "shop", "small_polluter", "villager", "village_committee" }
local both = { "air_issue", "straw_fire" }

-- One list of roles from several, each role once, in order.
local function roles(...)
  local union, seen, size = {}, {}, 0
  for _, part in ipairs { ... } do
    for _, id in ipairs(type(part) == "table" and part or { part }) do
      if not seen[id] then
        seen[id], size = true, size + 1
        union[size] = id
      end
    end
  end
  return union
end
local checkers = roles("township_gov", "eco_branch", "grid_member", "river_chief", "patrol_member", "lead_group")
local correctors = roles(subject_role, "grid_member", "river_chief", "patrol_member", "lead_group")

-- Fields that say whom and what an issue is about, where a case is taken over midway.
local function whom(more)
  local fields = { type = violation_type { optional = true, zh = "违法类型", en = "violation type" } }
  for name, field in pairs(more or {}) do fields[name] = field end
  fields.subject = fields.subject or any_subject { optional = true, zh = "主体", en = "subject" }
  return fields
end
local function matter(more)
  local fields = {
    types = list_of(violation_type) { optional = true, zh = "各违法类型", en = "violation types" },
    one_act = boolean { optional = true, zh = "同一违法行为", en = "one act" },
    act_started = date { optional = true, zh = "行为开始", en = "act started" },
    act_ended = date { optional = true, zh = "行为结束", en = "act ended" },
    severity = severity { optional = true, zh = "情节", en = "severity" },
    harm = harm { optional = true, zh = "危害后果", en = "harm" },
    life_health_harm = boolean { optional = true, zh = "危害生命健康", en = "harm to life or health" },
    exclusions = list_of(exclusion) { optional = true, zh = "排除情形", en = "exclusions" } }
  for name, field in pairs(more) do fields[name] = field end
  return whom(fields)
end

case "air_issue" { zh = "污染问题", en = "air issue", subject = "subject" }

event "plan_in_force" { zh = "方案施行", en = "plan in force", about = "store", by = { "township_gov" }, fields = {} }
event "register_recorded" { zh = "登记名册", en = "register recorded", about = "store", by = { "group_office", "township_gov" }, fields = {
  register = one_of { "farms", "coal_enterprises", "villages", "grids", "cleaners", "collectors", "sanitation_heads", "shops", "lanes",
    words_zh = { "养殖场", "洗储煤企业", "村", "网格", "保洁员", "清运员", "环卫队长", "经营户", "防火通道" },
    words_en = { "farms", "coal enterprises", "villages", "grids", "cleaners", "collectors", "sanitation heads", "shops", "fire lanes" } } { zh = "名册", en = "register" },
  members = list_of(party_id { "enterprise", "farm", "grid", "household", "lane", "patrol_member", "reporter", "shop", "small_polluter", "unit", "village", "villager" }) { zh = "成员", en = "members" } } }
event "prior_discovery" { zh = "此前被查", en = "found before", about = subject_kinds, by = { "eco_branch", "township_gov" }, fields = {
  type = violation_type { zh = "违法类型", en = "violation type" } } }
event "inspection_started" { zh = "检查开始", en = "inspection started", about = subject_kinds, by = { "township_gov", "eco_branch", "lead_group" }, cite = "三（五）", fields = {
  kind = inspection_kind { zh = "检查方式", en = "kind of inspection" } } }

-- 礼与查 / Courtesy and verification
event "violation_found" { zh = "发现问题", en = "violation found", about = "air_issue", opens = true, cite = "四、4",
  by = roles("township_gov", authority, "grid_member", "river_chief", "patrol_member", "lead_group", subject_role),
  fields = matter { subject = any_subject { zh = "主体", en = "subject" },
    mode = one_of { "inspection", "self_check", words_zh = { "检查", "自查" }, words_en = { "inspection", "self-check" } } { default = "inspection", zh = "发现方式", en = "mode" },
    place = text { optional = true, zh = "地点", en = "place" },
    resurgence = boolean { optional = true, zh = "死灰复燃", en = "resurgence" } } }
event "self_report" { zh = "主动报告", en = "self-report", about = "air_issue", opens = true, by = subject_role, cite = "四、4", presupposes = "any (self_check)", fields = {
  subject = any_subject { zh = "主体", en = "subject" },
  type = violation_type { zh = "违法类型", en = "violation type" },
  act_started = date { optional = true, zh = "行为开始", en = "act started" },
  act_ended = date { optional = true, zh = "行为结束", en = "act ended" },
  severity = severity { optional = true, zh = "情节", en = "severity" },
  harm = harm { optional = true, zh = "危害后果", en = "harm" },
  exclusions = list_of(exclusion) { optional = true, zh = "排除情形", en = "exclusions" },
  cause = text { optional = true, zh = "原因", en = "cause" },
  responsible = text { optional = true, zh = "责任人", en = "responsible" } } }
event "plan_submitted" { zh = "提交整改方案", en = "plan submitted", about = "air_issue", by = subject_role, presupposes = "any (rectifying)", fields = {} }
event "extension_requested" { zh = "申请延期", en = "extension requested", about = "air_issue", by = subject_role, presupposes = "any (rectifying)", fields = {
  to = date { zh = "延至", en = "to" }, reason = text { optional = true, zh = "理由", en = "reason" } } }
event "rectified" { zh = "已改正", en = "rectified", about = both, by = correctors, presupposes = "any (rectifying)", fields = whom() }
event "recheck" { zh = "复查", en = "recheck", about = both, by = checkers, presupposes = "any (rectifying)", fields = whom {
  result = one_of { "fixed", "not_fixed", "refused", "false", words_zh = { "已改正", "未改正", "拒不改正", "虚假" }, words_en = { "fixed", "not fixed", "refused", "false" } }
    { zh = "复查结果", en = "result" } } }
event "violation_verified" { zh = "问题查实", en = "violation verified", about = "air_issue", by = roles("eco_branch", "township_gov", authority), cite = "四、4", presupposes = "any (discovered)",
  fields = matter { no_fault = boolean { optional = true, zh = "无主观过错", en = "no fault" } } }
event "verification_negative" { zh = "查否", en = "verification negative", about = both, by = roles("eco_branch", "township_gov", authority), presupposes = "any (discovered)", fields = {} }
event "verify_extended" { zh = "核查延期", en = "verification extended", about = "air_issue", by = roles("eco_branch", authority), presupposes = "any (discovered)", fields = {} }
event "order_served" { zh = "责令改正送达", en = "order served", about = both, by = roles("eco_branch", "township_gov", authority), cite = "处罚法28", presupposes = "verified", fields = whom() }
event "crime_suspected" { zh = "涉嫌犯罪", en = "crime suspected", about = both, by = authority, cite = "处罚法27", presupposes = "any (discovered)", fields = {} }

-- 兵 / The penalty procedure
event "case_filed" { zh = "立案", en = "case filed", about = both, by = authority, presupposes = { "referred", "verified" }, fields = whom() }
event "investigation_closed" { zh = "调查终结", en = "investigation closed", about = both, by = authority, presupposes = "filed", fields = {} }
event "legal_review_passed" { zh = "通过法制审核", en = "legal review passed", about = both, by = authority, cite = "处罚法58", presupposes = { "investigated", "notified", "hearing" }, fields = {} }
event "notice_served" { zh = "事先告知送达", en = "notice served", about = both, by = authority, cite = "处罚法44", presupposes = "investigated", fields = {
  fine = money { optional = true, zh = "罚款", en = "fine" }, measures = list_of(measure) { optional = true, zh = "措施", en = "measures" } } }
event "statement_waived" { zh = "放弃陈述申辩", en = "statement waived", about = both, by = subject_role, presupposes = "notified", fields = {} }
event "hearing_requested" { zh = "申请听证", en = "hearing requested", about = both, by = subject_role, cite = "处罚法64", presupposes = "notified", fields = {} }
event "hearing_held" { zh = "举行听证", en = "hearing held", about = both, by = authority, presupposes = "hearing", fields = {} }
event "decision_term_extended" { zh = "办案期限延长", en = "term of decision extended", about = both, by = authority, cite = "处罚法60", presupposes = "filed", fields = {
  level = one_of { "head", "collective", words_zh = { "负责人批准", "集体讨论" }, words_en = { "head", "collective" } } { zh = "批准层级", en = "level" } } }
event "decision_made" { zh = "作出处罚决定", en = "decision made", about = both, by = authority, cite = "处罚法57", presupposes = "any (notified)", fields = {
  fine = money { optional = true, zh = "罚款", en = "fine" }, measures = list_of(measure) { optional = true, zh = "措施", en = "measures" }, basis = text { zh = "依据", en = "basis" } } }
event "decision_served" { zh = "决定送达", en = "decision served", about = both, by = authority, cite = "处罚法61", presupposes = "decided", fields = {
  subject = any_subject { optional = true, zh = "主体", en = "subject" }, fine = money { optional = true, zh = "罚款", en = "fine" } } }
event "deferral_approved" { zh = "批准延期缴纳", en = "deferral approved", about = both, by = authority, cite = "处罚法66", presupposes = { "performing", "overdue" }, fields = {
  to = date { zh = "延至", en = "to" } } }
event "fine_paid" { zh = "缴纳罚款", en = "fine paid", about = both, by = authority, presupposes = { "performing", "overdue", "enforcing" }, fields = {
  amount = money { optional = true, zh = "缴纳金额", en = "amount" } } }
event "urged" { zh = "催告", en = "urged", about = both, by = authority, cite = "强制法54", presupposes = "overdue", fields = {} }
event "reconsideration_applied" { zh = "申请行政复议", en = "reconsideration applied for", about = both, by = subject_role, cite = "复议法20",
  presupposes = { "performing", "overdue", "enforcing", "closed_penalised" }, fields = {} }
event "litigation_filed" { zh = "提起行政诉讼", en = "litigation filed", about = both, by = subject_role, cite = "诉讼法46",
  presupposes = { "performing", "overdue", "enforcing", "closed_penalised" }, fields = {} }
event "remedy_closed" { zh = "复议或诉讼办结", en = "remedy closed", about = both, by = { "approving_gov", "court" }, presupposes = { "remedy=reconsideration", "remedy=litigation" }, fields = {
  result = one_of { "upheld", "reversed", words_zh = { "维持", "撤销" }, words_en = { "upheld", "reversed" } } { zh = "办理结果", en = "result" } } }
event "seal_imposed" { zh = "查封扣押", en = "sealed", about = "air_issue", by = authority, cite = "强制法22", presupposes = { "verified", "referred", "filed", "investigated", "notified", "hearing" }, fields = {
  items = list_of(text) { zh = "物品", en = "items" }, subject = any_subject { optional = true, zh = "主体", en = "subject" } } }
event "testing_started" { zh = "检测开始", en = "testing started", about = "air_issue", by = authority, cite = "强制法25", presupposes = { "seal=sealed", "seal=extended" }, fields = {} }
event "testing_ended" { zh = "检测结束", en = "testing ended", about = "air_issue", by = authority, cite = "强制法25", presupposes = { "seal=sealed", "seal=extended" }, fields = {} }
event "seal_extended" { zh = "查封延长", en = "seal extended", about = "air_issue", by = authority, cite = "强制法25", presupposes = "seal=sealed", fields = {
  approved = boolean { zh = "已批准", en = "approved" } } }
event "seal_released" { zh = "解除查封", en = "seal released", about = "air_issue", by = authority, cite = "强制法28", presupposes = { "seal=sealed", "seal=extended" }, fields = {} }
