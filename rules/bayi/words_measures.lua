-- SPDX-License-Identifier: Apache-2.0
-- 词汇：其他措施 / Words of the other measures: loose coal, coal enterprises, farms, rivers, fire prevention, management.

local authority = { "eco_branch", "straw_authority", "forestry", "agri", "market", "animal_health", "water", "police", "township_gov" }
local inspectors = { "grid_member", "township_gov", "river_chief", "patrol_member", "lead_group" }
local household = party_id "household"
local enterprise = "enterprise"
local patrol_day = { period = date { zh = "值班日", en = "day of duty" } }
local due = date { zh = "期限", en = "due" }
local function flag_of(zh, en) return boolean { optional = true, zh = zh, en = en } end
local function note_of(zh, en) return text { optional = true, zh = zh, en = en } end
local function plain(id, about, by, zh, en, fields, party)
  event(id) { zh = zh, en = en, about = about, by = by, party = party, fields = fields or {} }
end

-- 散煤 / Loose coal: 取暖季排查散煤取暖行为，一经发现立即禁止。
case "loose_coal" { zh = "散煤取暖", en = "loose coal", subject = "household" }
event "coal_heating_found" { zh = "发现燃煤取暖", en = "coal heating found", about = "loose_coal", opens = true, by = inspectors, cite = "三（三）1", fields = {
  household = household { zh = "农户", en = "household" },
  fuel = one_of { "loose_coal", "clean_coal", "other",
    words_zh = { "散煤", "洁净煤", "其他" }, words_en = { "loose coal", "clean coal", "other" } } { zh = "燃料", en = "fuel" },
  zone = one_of { "ordinary", "no_coal_zone",
    words_zh = { "一般区域", "禁煤区" }, words_en = { "ordinary", "no-coal zone" } } { zh = "区域", en = "zone" },
  alternative = one_of { "none", "clean_coal_supply", "electricity", "gas", "central_heat",
    words_zh = { "无", "洁净煤供应", "电", "气", "集中供热" },
    words_en = { "none", "clean coal supply", "electricity", "gas", "central heat" } } { zh = "替代取暖", en = "alternative heat" } } }
event "heating_arranged" { zh = "取暖已落实", en = "heating arranged", about = "loose_coal", by = { "village_committee", "township_gov" }, fields = {} }
action "ban_loose_coal" { zh = "禁止散煤取暖", en = "ban loose coal", kind = "order", decider = "township_gov", cite = "三（三）1", fields = {
  household = household { zh = "农户", en = "household" } } }
action "arrange_heating" { zh = "当日落实取暖", en = "arrange heating the same day", kind = "order", decider = "village_committee", cite = "三（三）1", fields = {
  household = household { zh = "农户", en = "household" }, due = due } }

-- 洗储煤企业 / Coal enterprises: 厂区内每小时进行降尘喷洒，厂区外不间断开展吸尘清扫。
plain("plant_operating", enterprise, { enterprise }, "生产时段", "plant operating", {
  from = time { zh = "起", en = "from" }, to = time { zh = "止", en = "to" } })
plain("spray", enterprise, { enterprise }, "降尘喷洒", "spraying")
plain("alt_measure", enterprise, { enterprise }, "替代降尘措施", "alternative dust measure", { kind = text { zh = "措施", en = "measure" } })
plain("sweep", enterprise, { enterprise }, "吸尘清扫", "sweeping")
plain("dust_alarm", enterprise, { enterprise, "eco_branch" }, "扬尘监测报警", "dust alarm")
plain("dust_controlled", enterprise, { enterprise }, "扬尘已控制", "dust controlled")
plain("weather", "store", { "township_gov" }, "天气", "weather", {
  hour = time { zh = "时段", en = "hour" }, temp = decimal(1) { zh = "气温", en = "temperature" },
  precip = boolean { zh = "降水", en = "precipitation" } })
plain("commitment_signed", enterprise, { enterprise }, "签订煤矸石处置承诺书", "gangue commitment signed")
plain("gangue_contract", enterprise, { enterprise }, "签订煤矸石处置合同", "gangue contract", {
  qualified = boolean { zh = "对方有资质", en = "the other party is qualified" } })

-- 养殖场 / Farms
plain("farm_inspected", "farm", { "township_gov" }, "巡查养殖场", "farm inspected", {
  items = list_of(one_of { "manure", "dead_animals",
    words_zh = { "粪污", "病死畜禽" }, words_en = { "manure", "dead animals" } }) { optional = true, zh = "巡查项目", en = "items" } }, "farm")

-- 河长制 / Rivers: 建立巡河台账，对河道内污染物及时发现并处置。
case "river_pollutant" { zh = "河道污染物", en = "river pollutant", subject = "village" }
local level = one_of { "town", "village", "section", words_zh = { "镇", "村", "片区" }, words_en = { "town", "village", "section" } }
local reach = text { zh = "河段", en = "reach" }
plain("river_chief_named", "store", { "township_gov" }, "明确河长", "river chief named", { reach = reach, level = level { zh = "级别", en = "level" } })
plain("river_chief_vacant", "store", { "township_gov" }, "河长空缺", "river chief vacant", { reach = reach, level = level { zh = "级别", en = "level" } })
plain("river_patrol", "village", { "village_committee", "river_chief" }, "村级巡河", "river patrol of the village", {
  reach = note_of("河段", "reach"), finding = note_of("发现", "finding") }, "village")
plain("river_town_patrol", "store", { "river_chief" }, "镇级巡河", "river patrol of the township", {
  reach = note_of("河段", "reach"), finding = note_of("发现", "finding") })
event "river_pollutant_found" { zh = "发现河道污染物", en = "river pollutant found", about = "river_pollutant", opens = true, cite = "三（三）2",
  by = { "river_chief", "village_committee", "township_gov" }, fields = {
    village = party_id "village" { zh = "村", en = "village" },
    bulky = flag_of("大件", "bulky"), source_known = flag_of("来源已明", "source known") } }
event "river_disposed" { zh = "河道污染物已处置", en = "river pollutant disposed of", about = "river_pollutant", by = { "village_committee" }, fields = {} }

-- 护林防火 / Fire prevention: 特险期村巡逻人员因履职不力的，镇纪委严肃问责；扭紧发现、处理、教育、震慑链条。
plain("special_risk_period", "store", { "approving_gov", "township_gov" }, "特险期", "special-risk period", {
  from = date { zh = "起", en = "from" }, to = date { zh = "止", en = "to" } })
plain("roster", "patrol_member", { "village_committee" }, "排班", "roster", patrol_day, "patrol")
plain("patrol_logged", "patrol_member", { "patrol_member" }, "巡逻记录", "patrol logged", patrol_day, "patrol")
plain("patrol_excused", "patrol_member", { "village_committee" }, "请假或替班", "patrol excused", {
  period = patrol_day.period, substitute = party_id "patrol_member" { optional = true, zh = "替班人员", en = "substitute" } }, "patrol")
plain("patrol_absent_verified", "patrol_member", { "township_gov" }, "脱岗查实", "absence verified", patrol_day, "patrol")
case "outdoor_fire" { zh = "野外用火", en = "outdoor fire" }
event "fire_link" { zh = "防火链条", en = "link of the fire chain", about = { "outdoor_fire", "straw_fire" }, opens = true, cite = "三（三）3",
  by = { "township_gov", "grid_member", "forestry" }, fields = {
    link = one_of { "discover", "handle", "educate", "deter",
      words_zh = { "发现", "处理", "教育", "震慑" }, words_en = { "discover", "handle", "educate", "deter" } } { zh = "环节", en = "link" } } }
plain("strip_harvested", "village", { "village_committee" }, "沿山地块收割", "parcel harvested", {
  parcel = text { zh = "地块", en = "parcel" }, distance_m = decimal(1) { zh = "距山脚（米）", en = "distance to the hill line, m" } }, "village")
plain("strip_cleared", "village", { "village_committee" }, "沿山地块秸秆清理", "straw cleared from the parcel", {
  parcel = text { zh = "地块", en = "parcel" },
  method = one_of { "crushing", "covering", words_zh = { "粉碎", "覆盖" }, words_en = { "crushing", "covering" } } { zh = "方式", en = "method" } }, "village")
plain("lane_segment", "store", { "township_gov", "forestry" }, "防火通道分段", "segment of fire lane", {
  segment = party_id "lane" { zh = "分段", en = "segment" }, km = decimal(2) { zh = "长度（公里）", en = "km" } })
plain("lane_inspected", "store", { "township_gov", "village_committee" }, "防火通道维护检查", "fire lane inspected", {
  segment = party_id "lane" { zh = "分段", en = "segment" } })

-- 管理 / Management: 每月召开专题会议；常规执法、明察暗访、突击检查、随机抽查相结合。
plain("meeting_held", "store", { "group_office" }, "专题会议", "meeting held", {
  parts = list_of(one_of { "analysis", "causes", "measures",
    words_zh = { "分析研判", "问题症结", "工作举措" }, words_en = { "analysis", "causes", "measures" } }) { zh = "纪要内容", en = "parts" } })
plain("progress_reported", "store", { "group_office" }, "上报工作进展", "progress reported")
plain("study_held", "store", { "township_gov" }, "中心组学习", "study held")
plain("briefing_held", "store", { "township_gov" }, "会议精神传达", "briefing held")
plain("grid_patrolled", "store", { "grid_member" }, "网格巡查", "grid patrolled", { grid = party_id "grid" { zh = "网格", en = "grid" } })
plain("cleaner_assessed", "store", { "village_committee" }, "保洁队伍考核", "cleaners assessed", {
  register = one_of { "cleaners", "collectors", "sanitation_heads",
    words_zh = { "保洁员", "清运员", "环卫队长" }, words_en = { "cleaners", "collectors", "sanitation heads" } } { zh = "名册", en = "register" },
  number = integer { zh = "考核人数", en = "number" } })
plain("shopfront_signed", "shop", { "shop" }, "签订门前三包", "shopfront agreement signed")
plain("shopfront_breached", "shop", { "township_gov" }, "违反门前三包", "shopfront agreement broken")
plain("workplan_filed", { "village", "unit", "enterprise" },
  { "village_committee", "enterprise", "household", "farm", "shop", "small_polluter", "villager" }, "工作方案报备", "work plan filed", {
    responsible = note_of("责任人", "responsible") })
plain("inspection_done", "store", { "lead_group" }, "完成检查", "inspection done", {
  kind = one_of { "routine", "covert", "surprise", "random",
    words_zh = { "常规执法", "明察暗访", "突击检查", "随机抽查" }, words_en = { "routine", "covert", "surprise", "random" } } { zh = "检查方式", en = "kind of inspection" },
  seed = note_of("随机种子", "seed"), population_hash = note_of("名单摘要", "hash of the population"),
  draw = integer { optional = true, zh = "抽取序号", en = "draw" } })
