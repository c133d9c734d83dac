-- SPDX-License-Identifier: Apache-2.0
-- 词汇：停发福利 / Words of the welfare suspension after straw burning.

local item_kind = one_of { "festival_rice", "festival_gift", "spring_gift", "year_end_flour", "year_end_bonus", "collective_flour", "heating_aid", "medical_copay",
  "dibao", "tekun", "pension", "medical_benefit", "disability_allowance", "age_allowance", "veteran_benefit", "disaster_relief", "farmland_subsidy", "land_contract",
  "homestead", "land_compensation", "collective_dividend", "family_planning_aid", "other_state_funded",
  words_zh = { "节日米", "节日慰问品", "春节慰问品", "年终面粉", "年终福利金", "集体面粉", "取暖补助", "合作医疗代缴", "低保", "特困供养", "养老金", "医保待遇", "残疾人补贴", "高龄补贴",
    "优抚", "救灾救助", "耕地地力保护补贴", "土地承包权益", "宅基地", "征地补偿", "集体收益分红", "计划生育奖扶", "其他财政资金" },
  words_en = { "festival rice", "festival gift", "spring gift", "year-end flour", "year-end bonus", "collective flour", "heating aid", "medical co-payment",
    "minimum living allowance", "support for the destitute", "pension", "medical benefit", "disability allowance", "old-age allowance", "veteran benefit", "disaster relief",
    "farmland subsidy", "land contract", "homestead", "land compensation", "collective dividend", "family-planning aid", "other state-funded" } }
local zone = one_of { "prohibited", "not_prohibited", words_zh = { "禁烧", "不禁烧" }, words_en = { "prohibited", "not prohibited" } }
local household = party_id "household"
local any_subject = party_id { "enterprise", "farm", "household", "shop", "small_polluter", "unit", "village", "villager" }
local inspectors = { "grid_member", "river_chief", "patrol_member", "lead_group", "township_gov", "police" }

case "straw_fire" { zh = "秸秆焚烧", en = "straw fire", subject = "village", fixed = { type = "straw_burning" } }
case "benefit" { zh = "福利项目", en = "welfare item", subject = "household" }

event "village_rule_adopted" { zh = "村规民约通过", en = "village rule adopted", about = "store", by = { "village_assembly", "village_committee" }, cite = { "三（三）4", "村组法27" }, fields = {
  village = party_id "village" { zh = "村", en = "village" },
  quorum = boolean { zh = "达到法定人数并通过", en = "adopted with quorum" },
  filed = boolean { zh = "已报镇备案", en = "filed with the township" },
  effective = date { zh = "生效日期", en = "effective" } } }
event "welfare_item" { zh = "福利项目登记", en = "welfare item", about = "benefit", opens = true, by = { "village_committee" }, fields = {
  household = household { zh = "农户", en = "household" },
  for_year = integer { zh = "所属年度", en = "for year" },
  pay_on = date { zh = "发放日期", en = "pay on" },
  kind = item_kind { zh = "项目种类", en = "kind of item" } } }
event "welfare_paid" { zh = "福利已发放", en = "welfare paid", about = "benefit", by = { "village_committee" }, fields = {} }
event "burn_found" { zh = "发现焚烧", en = "burning found", about = "straw_fire", opens = true, by = inspectors, cite = "三（三）4", fields = {
  village = party_id "village" { optional = true, zh = "村", en = "village" },
  place = one_of { "field", "yard", "roadside", "river_bank", "forest_fire_zone", "kitchen", "other",
    words_zh = { "田间", "院落", "路边", "河滩", "森林防火区", "厨房", "其他" },
    words_en = { "field", "yard", "roadside", "river bank", "forest fire zone", "kitchen", "other" } } { zh = "地点", en = "place" },
  material = one_of { "straw", "leaves", "weeds", "rubbish", "paper_offering", "other",
    words_zh = { "秸秆", "落叶", "杂草", "垃圾", "祭祀用纸", "其他" }, words_en = { "straw", "leaves", "weeds", "rubbish", "paper offering", "other" } } { zh = "燃物", en = "material" },
  open_air = boolean { zh = "露天", en = "in the open" },
  in_township = boolean { default = true, zh = "在本镇", en = "in the township" },
  source = one_of { "patrol", "report", "camera", "satellite",
    words_zh = { "巡查", "举报", "摄像头", "卫星" }, words_en = { "patrol", "report", "camera", "satellite" } } { optional = true, zh = "来源", en = "source" },
  household = household { optional = true, zh = "农户", en = "household" },
  land_of = household { optional = true, zh = "地块所属户", en = "land of" },
  zone_old_law = zone { optional = true, zh = "旧法禁烧区", en = "zone under the old law" },
  zone_new_law = zone { optional = true, zh = "新法禁烧区", en = "zone under the new law" } } }
event "burn_verified" { zh = "焚烧秸秆查实", en = "burning verified", about = "straw_fire", cite = "三（三）4", presupposes = "any (discovered)",
  by = { "township_gov", "grid_member", "eco_branch", "straw_authority", "forestry", "agri", "market", "animal_health", "water", "police" }, fields = {
  actor = one_of { "member", "hired_by_member", "tenant", "outsider", "unknown", "none",
    words_zh = { "户内成员", "受户内成员雇请", "承租人", "外人", "不明", "无人" }, words_en = { "member", "hired by a member", "tenant", "outsider", "unknown", "nobody" } } { zh = "行为人", en = "actor" },
  household = household { optional = true, zh = "农户", en = "household" },
  households = list_of(household) { optional = true, zh = "各农户", en = "households" },
  act = date { optional = true, zh = "焚烧日期", en = "day of the act" },
  actor_age = integer { optional = true, zh = "行为人年龄", en = "actor's age" },
  actor_capacity = boolean { optional = true, zh = "有行为能力", en = "actor has capacity" },
  cadre = boolean { optional = true, zh = "村干部", en = "village cadre" },
  evidence = list_of(one_of { "photo_video", "two_witnesses", "two_officers", "admission", "satellite",
    words_zh = { "照片视频", "两名证人", "两名执法人员", "本人承认", "卫星" }, words_en = { "photo or video", "two witnesses", "two officers", "admission", "satellite" } })
    { optional = true, zh = "证据", en = "evidence" },
  severity = ladder { "slight", "ordinary", "serious", words_zh = { "轻微", "一般", "严重" }, words_en = { "slight", "ordinary", "serious" } } { optional = true, zh = "情节", en = "severity" },
  harm = ladder { "none", "minor", "moderate", "serious", words_zh = { "无", "轻微", "中等", "严重" }, words_en = { "none", "minor", "moderate", "serious" } } { optional = true, zh = "危害后果", en = "harm" },
  exclusions = list_of(one_of { "evasion", "hazardous", "suspected_crime", "harm_serious", "false_report", "obstruct", "repeat", "order_breach",
    words_zh = { "逃避监管", "危险废物", "涉嫌犯罪", "后果严重", "虚假报告", "阻碍检查", "再犯", "违反命令" },
    words_en = { "evasion", "hazardous", "suspected crime", "serious harm", "false report", "obstruction", "repeat", "breach of an order" } }) { optional = true, zh = "排除情形", en = "exclusions" } } }
event "household_split" { zh = "分户", en = "household split", about = "household", party = "from", by = { "village_committee" }, fields = {
  into = list_of(household) { zh = "分成各户", en = "into" }, actor_in = household { optional = true, zh = "行为人所在户", en = "actor in" } } }
event "welfare_decision" { zh = "停发福利决定", en = "decision on welfare", about = "straw_fire", by = { "village_committee", "township_gov" }, cite = { "三（三）4", "村组法24" }, fields = {
  household = household { zh = "农户", en = "household" },
  items = list_of(case_id "benefit") { optional = true, zh = "项目", en = "items" } } }
event "objection_filed" { zh = "提出异议", en = "objection filed", about = "straw_fire", by = { "household" }, cite = "村组法36", fields = {
  household = household { zh = "农户", en = "household" } } }
event "objection_result" { zh = "异议结果", en = "result of the objection", about = "straw_fire", by = { "village_supervision" }, cite = "村组法36", fields = {
  household = household { zh = "农户", en = "household" },
  result = one_of { "upheld", "rejected", words_zh = { "成立", "不成立" }, words_en = { "upheld", "rejected" } } { zh = "异议结果", en = "result" } } }
event "court_revokes" { zh = "法院撤销", en = "revoked by the court", about = "straw_fire", by = { "court" }, cite = "村组法36", fields = {
  household = household { zh = "农户", en = "household" } } }

action "stop_burning" { zh = "当场制止并扑灭", en = "stop and put out", kind = "order", decider = "township_gov", cite = "大气法77", fields = {} }
action "no_violation" { zh = "不构成焚烧秸秆", en = "no violation", kind = "record", fields = {
  reason = one_of { "not_open_burning", "off_season", "clean_fuel", "no_act",
    words_zh = { "非露天焚烧", "非采暖季", "清洁燃料", "无行为" }, words_en = { "not open burning", "off season", "clean fuel", "no act" } } { zh = "理由", en = "reason" } } }
action "propose_suspend_welfare" { zh = "建议停发当年福利", en = "propose to suspend this year's welfare", kind = "proposal", decider = "village_committee",
  cite = { "三（三）4", "村组法27" }, key = { "household", "year" }, fields = {
  household = household { zh = "农户", en = "household" },
  year = integer { zh = "年度", en = "year" },
  items = list_of(case_id "benefit") { zh = "项目", en = "items" } } }
action "no_suspension" { zh = "不停发", en = "no suspension", kind = "record", cite = "三（三）4", fields = {
  household = household { optional = true, zh = "农户", en = "household" },
  reason = one_of { "no_village_rule", "not_attributed", "outside_territory",
    words_zh = { "行为日无有效村规民约", "不能归于该户", "镇域外" }, words_en = { "no village rule in force", "not attributed to the household", "outside the township" } } { zh = "理由", en = "reason" } } }
action "no_extra_suspension" { zh = "同年不重复停发", en = "no extra suspension in the year", kind = "record", cite = "三（三）4", fields = {
  household = household { zh = "农户", en = "household" },
  year = integer { zh = "年度", en = "year" } } }
action "restore_welfare" { zh = "全额恢复福利", en = "restore the welfare in full", kind = "order", decider = "village_committee", cite = { "三（三）4", "村组法27", "村组法36" }, fields = {
  household = household { zh = "农户", en = "household" },
  items = list_of(case_id "benefit") { zh = "项目", en = "items" },
  due = date { zh = "恢复期限", en = "restore by" } } }
action "block" { zh = "不得", en = "blocked", kind = "guard", fields = {
  reason = one_of { "no_power", "no_statutory_basis", "double_fine", "out_of_band", "defence_period_not_expired", "hearing_not_held", "legal_review_missing", "no_hearing_right",
    "hearing_request_late", "extension_limit", "not_village_decision", "non_suspendable_item",
    words_zh = { "无权", "无法定依据", "重复罚款", "超出幅度", "陈述申辩期未满", "未听证", "未经法制审核", "无听证权", "听证申请逾期", "延期超限", "非村民自治决定", "含不得停发项目" },
    words_en = { "no power", "no statutory basis", "second fine", "out of band", "statement period not over", "no hearing held", "no legal review", "no right to a hearing",
      "hearing asked for too late", "extension limit", "not a village decision", "item that is never suspended" } } { zh = "理由", en = "reason" },
  items = list_of(case_id "benefit") { optional = true, zh = "项目", en = "items" },
  household = household { optional = true, zh = "农户", en = "household" } } }
action "alert" { zh = "预警", en = "alert", kind = "guard", fields = {
  kind = one_of { "rectify_overdue", "courtesy_withdrawn", "seal_expired", "village_rule_missing", "actor_unknown", "report_overdue", "heating_gap", "spray_pattern",
    "register_mismatch", "late_ledger", "calendar_missing", "minutes_incomplete", "patrol_reminder",
    words_zh = { "整改逾期", "撤回从宽", "查封到期", "缺村规民约条款", "行为人不明", "举报逾期未办", "取暖缺口", "喷洒屡缺", "台账不符", "台账迟登", "缺日历", "纪要不全", "巡逻提醒" },
    words_en = { "rectification overdue", "courtesy withdrawn", "seal expired", "village rule missing", "actor unknown", "report overdue", "heating gap", "spraying pattern",
      "register mismatch", "late ledger", "calendar missing", "minutes incomplete", "patrol reminder" } } { zh = "种类", en = "kind" },
  subject = any_subject { optional = true, zh = "对象", en = "subject" },
  village = party_id "village" { optional = true, zh = "村", en = "village" },
  patrol = party_id "patrol_member" { optional = true, zh = "巡逻人员", en = "patrol member" },
  register = one_of { "farms", "coal_enterprises", "villages", "grids", "cleaners", "collectors", "sanitation_heads", "shops", "lanes" } { optional = true, zh = "名册", en = "register" },
  expected = integer { optional = true, zh = "应有数", en = "expected" }, found = integer { optional = true, zh = "实有数", en = "found" },
  expected_km = decimal(2) { optional = true, zh = "应有公里", en = "expected km" }, found_km = decimal(2) { optional = true, zh = "实有公里", en = "found km" } } }
action "review_required" { zh = "须复核", en = "review required", kind = "guard", decider = case.reviewer, fields = {
  reason = one_of { "same_day_tie", "act_date", "minor", "hardship", "split_household", "cadre", "law_changed", "late_record",
    words_zh = { "同日先后不明", "行为日不明", "未成年或无行为能力", "困难家庭", "分户", "村干部", "法律变更", "迟到记录" },
    words_en = { "same-day order unclear", "day of the act unclear", "minor or without capacity", "hardship", "household split", "village cadre", "law changed", "late record" } } { zh = "理由", en = "reason" },
  household = household { optional = true, zh = "农户", en = "household" } } }
