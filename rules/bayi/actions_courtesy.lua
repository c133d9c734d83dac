-- SPDX-License-Identifier: Apache-2.0
-- 输出：先礼后兵 / Outputs of the courtesy and penalty procedure. All are proposals, records or guards;
-- the decider is the body that the table of statutory bases gives, unless one is written here.

local any_subject = party_id { "enterprise", "farm", "household", "shop", "small_polluter", "unit", "village", "villager" }
local exclusion = one_of { "evasion", "hazardous", "suspected_crime", "harm_serious", "false_report", "obstruct", "repeat", "order_breach",
  words_zh = { "逃避监管", "危险废物", "涉嫌犯罪", "后果严重", "虚假报告", "阻碍检查", "再犯", "违反命令" },
  words_en = { "evasion", "hazardous", "suspected crime", "serious harm", "false report", "obstruction", "repeat", "breach of an order" } }
local body = one_of { "lead_group", "group_office", "township_gov", "town_discipline", "village_committee", "village_assembly", "village_supervision", "eco_branch",
  "straw_authority", "forestry", "agri", "market", "animal_health", "water", "police", "court", "permit_issuer", "approving_gov",
  words_zh = { "领导小组", "领导小组办公室", "镇人民政府", "镇纪委", "村民委员会", "村民会议", "村务监督委员会", "生态环境部门", "秸秆焚烧监督管理部门", "林业部门", "农业农村部门",
    "市场监管部门", "动物卫生监督机构", "水利部门", "公安机关", "人民法院", "发证机关", "有批准权的人民政府" },
  words_en = { "leading group", "office of the leading group", "township government", "township discipline inspection", "village committee", "villagers' assembly",
    "village affairs supervision committee", "ecology and environment branch", "authority for straw burning", "forestry authority", "agriculture authority",
    "market supervision authority", "animal health authority", "water authority", "police", "court", "permit issuer", "government with approval power" } }
local due = date { zh = "期限", en = "due" }
local basis = text { zh = "依据", en = "basis" }
local case_basis = text { optional = true, zh = "依据", en = "basis" }

action "record_self_correction" { zh = "记录自查自改", en = "record the self-correction", kind = "record", decider = case.self_correction_decider, cite = "四、4", fields = {} }
action "accept_self_report" { zh = "受理主动报告", en = "accept the self-report", kind = "record", decider = "township_gov", cite = "四、4", fields = {} }
action "educate" { zh = "批评教育", en = "educate", kind = "record", decider = case.competent, cite = "处罚法33", fields = {} }
action "notify_authority" { zh = "抄告主管部门", en = "notify the authority", kind = "record", decider = "township_gov", cite = "四、4", fields = {
  to = body { optional = true, zh = "抄告对象", en = "to" } } }
action "set_rectify_term" { zh = "确定整改期限", en = "set the term to rectify", kind = "proposal", decider = "township_gov", cite = "四、4", fields = {
  due = date { zh = "整改期限", en = "due" }, plan_due = date { zh = "方案期限", en = "plan due" } } }
action "extend_rectify_term" { zh = "延长整改期限", en = "extend the term to rectify", kind = "proposal", decider = "township_gov", cite = "四、4", fields = {
  due = date { zh = "整改期限", en = "due" } } }
action "stay_penalty" { zh = "暂不处罚", en = "stay the penalty", kind = "proposal", decider = "eco_branch", cite = { "四、4", "处罚法33" }, fields = {} }
action "order_rectify" { zh = "责令改正", en = "order to rectify", kind = "order", decider = either { case.competent, "township_gov" }, cite = "处罚法28", fields = {
  due = due,
  subject = any_subject { optional = true, zh = "主体", en = "subject" },
  what = one_of { "correct", "sign_commitment", words_zh = { "改正", "签订承诺书" }, words_en = { "correct", "sign the commitment" } } { optional = true, zh = "内容", en = "what" } } }
action "escalate" { zh = "由礼转兵", en = "escalate", kind = "record", decider = case.competent, cite = "四、4", fields = {
  reason = one_of { "not_corrected_not_reported", "weak_rectification", "responsibility_not_fulfilled",
    words_zh = { "不改不报", "整改不力", "责任落实不到位" }, words_en = { "neither corrected nor reported", "weak rectification", "responsibility not fulfilled" } } { zh = "理由", en = "reason" },
  exclusion = exclusion { optional = true, zh = "排除情形", en = "exclusion" } } }
action "refer_case" { zh = "移送", en = "refer the case", kind = "referral", decider = "township_gov", cite = { "四、4", "处罚法24" }, fields = {
  to = body { optional = true, zh = "移送对象", en = "to" }, due = due } }
action "transfer_police" { zh = "移送公安机关", en = "transfer to the police", kind = "referral", decider = either { case.competent, "township_gov" }, cite = "处罚法27", fields = {
  reason = one_of { "suspected_crime", "detention", "public_security", words_zh = { "涉嫌犯罪", "行政拘留", "治安管理" }, words_en = { "suspected crime", "detention", "public security" } }
    { zh = "理由", en = "reason" } } }
action "refer_discipline" { zh = "移交镇纪委", en = "refer to discipline inspection", kind = "referral", decider = "township_gov", fields = {
  to = one_of { "town_discipline", words_zh = { "镇纪委" }, words_en = { "township discipline inspection" } } { zh = "移送对象", en = "to" },
  patrol = party_id "patrol_member" { optional = true, zh = "巡逻人员", en = "patrol member" },
  household = party_id "household" { optional = true, zh = "农户", en = "household" } } }
action "propose_file" { zh = "建议立案", en = "propose to file", kind = "proposal", decider = case.competent, cite = "处罚法24", fields = { due = due } }
action "propose_no_penalty_must" { zh = "不予处罚", en = "no penalty (must)", kind = "proposal", decider = case.competent, cite = "处罚法33", fields = { basis = basis } }
action "propose_no_penalty_may" { zh = "可以不予处罚", en = "no penalty (may)", kind = "proposal", decider = case.competent, cite = "处罚法33", fields = { basis = basis } }
action "propose_no_penalty_no_fault" { zh = "无过错不予处罚", en = "no penalty (no fault)", kind = "proposal", decider = case.competent, cite = "处罚法33", fields = { basis = basis } }
action "propose_mitigate" { zh = "从轻或减轻", en = "propose to mitigate", kind = "proposal", decider = case.competent, cite = "处罚法32", fields = { basis = basis } }
action "propose_fine" { zh = "建议罚款", en = "propose a fine", kind = "proposal", decider = case.competent, cite = "处罚法29", fields = {
  basis = case_basis, min = money { optional = true, zh = "下限", en = "min" }, max = money { optional = true, zh = "上限", en = "max" } } }
action "propose_daily_fine" { zh = "建议按日连续处罚", en = "propose a daily fine", kind = "proposal", decider = "eco_branch", cite = "大气法123", fields = {
  days = integer { zh = "天数", en = "days" }, amount = money { zh = "金额", en = "amount" } } }
action "propose_stop_production" { zh = "建议停产整治", en = "propose to stop production", kind = "proposal", decider = case.competent, fields = { basis = basis } }
action "propose_close_down" { zh = "建议停业关闭", en = "propose closure", kind = "proposal", decider = "approving_gov", fields = { basis = basis } }
action "propose_licence_action" { zh = "建议暂扣或吊销证照", en = "propose licence action", kind = "proposal", decider = "permit_issuer", fields = {
  basis = basis, measure = one_of { "suspend_licence", "revoke_licence", words_zh = { "暂扣证照", "吊销证照" }, words_en = { "licence suspended", "licence revoked" } } { zh = "措施", en = "measure" } } }
action "propose_seal" { zh = "建议查封扣押", en = "propose to seal", kind = "proposal", decider = "eco_branch", cite = "强制法22", fields = { basis = basis, due = due } }
action "release_seal" { zh = "解除查封", en = "release the seal", kind = "proposal", decider = case.competent, cite = "强制法28", fields = {} }
action "surcharge" { zh = "加处罚款", en = "surcharge", kind = "computed", decider = case.competent, cite = "处罚法72", fields = {
  days = integer { zh = "天数", en = "days" }, amount = money { zh = "金额", en = "amount" } } }
action "propose_court_enforce" { zh = "申请法院强制执行", en = "propose enforcement by the court", kind = "proposal", decider = "court", cite = "强制法53", fields = {
  due = date { optional = true, zh = "期限", en = "due" } } }
action "need" { zh = "须办", en = "needed", kind = "guard", decider = case.competent, fields = {
  what = one_of { "statement_period", "hearing_notice", "legal_review", "collective_discussion",
    words_zh = { "陈述申辩期", "听证告知", "法制审核", "集体讨论" }, words_en = { "statement period", "notice of hearing", "legal review", "collective discussion" } } { zh = "事项", en = "what" },
  due = date { optional = true, zh = "期限", en = "due" },
  request_by = date { optional = true, zh = "申请期限", en = "request by" } } }
action "close" { zh = "结案", en = "close", kind = "record", fields = {
  outcome = one_of { "courtesy", "unfounded", "no_penalty", "penalised", "time_barred", "transferred", "revoked",
    words_zh = { "礼结", "查否", "不予处罚", "处罚结案", "超过时效", "移送", "撤销" }, words_en = { "courtesy", "unfounded", "no penalty", "penalised", "time-barred", "transferred", "revoked" } }
    { zh = "结果", en = "outcome" } } }
action "time_barred" { zh = "超过追责时效", en = "time-barred", kind = "record", cite = "处罚法36", fields = {} }
