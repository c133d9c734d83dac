-- SPDX-License-Identifier: Apache-2.0
-- 法定依据表：违法类型 → 条文、幅度、主管部门、其他措施。
-- Statutory bases: which article, which band, which body, which further measures. One act under several
-- norms has the one with the higher maximum, then minimum (处罚法29); the law is that of the day of the
-- act, unless today's is lighter or the act is no longer unlawful (处罚法37). The rows are in basis.csv:
-- `stop`, `close`, `seal`, `detain` say when that measure is proposed beside the fine (always; when the
-- subject refuses to correct; in serious cases).

local both = { "air_issue", "straw_fire" }

fact "fire_norm" { of = "straw_fire", zh = "焚烧违反的规范", en = "norm that the fire breaks", cite = { "大气法119", "大气法119.2" },
  type = one_of { "straw_burning", "waste_burning", words_zh = { "焚烧秸秆", "焚烧垃圾" }, words_en = { "straw burning", "waste burning" } },
  choose = {
    { "straw_burning", any { unknown(case.material), case.material:is "straw" } },
    { "waste_burning", case.material:is "rubbish" } } }
fact "norms" { of = both, zh = "所涉违法类型", en = "norms concerned", cite = "处罚法29",
  is = either { case.types, case.fire_norm, case.type } }
fact "is_unit" { of = both, type = boolean, zh = "主体是单位", en = "the subject is a unit", cite = "处罚法63",
  note = "in a straw fire a household or person acts, unless a unit is named",
  is = function(f)
    local subject = f.case.subject or ""
    for _, kind in ipairs { "enterprise:", "farm:", "shop:", "small_polluter:", "unit:" } do
      if subject:sub(1, kind:len()) == kind then return true end
    end
    return false end }
fact "act_day" { of = both, zh = "行为日", en = "day of the act", cite = "处罚法37",
  note = "of an act that goes on, the day of its discovery",
  is = either { case.act, case.act_ended, case.discovered_at.date, case.reported_at.date, case.opened } }
fact "in_forest_zone" { of = "straw_fire", zh = "森林防火区", en = "a forest fire zone", cite = "森林防火条例50", holds = { case.place:is "forest_fire_zone" } }
fact "in_forest" { of = both, type = boolean, zh = "防火期内的森林防火区", en = "a forest fire zone in the fire season", cite = "森林防火条例50",
  choose = { { true, case.in_forest_zone, known(param.fire.season), case.act_day:atleast(earliest { param.fire.season }), case.act_day:upto(latest { param.fire.season }) }, { false } } }
fact "old_zone" { of = both, type = one_of { "prohibited", "not_prohibited" }, zh = "旧法禁烧区", en = "zone under the old law", cite = "大气法77",
  note = "the whole township, unless the record says otherwise",
  choose = { { "not_prohibited", case.zone_old_law:is "not_prohibited" }, { "prohibited" } } }
fact "new_zone" { of = both, type = one_of { "prohibited", "not_prohibited" }, zh = "新法禁烧区域和时段", en = "zone and time under the Code", cite = "法典246",
  note = "areas and times must be supplied as data",
  choose = { { "prohibited", case.zone_new_law:is "prohibited" }, { "not_prohibited" } } }

local inputs = { case.norms, case.is_unit, case.in_forest, case.old_zone, case.new_zone }
local outputs = { "law", "min", "max", "competent", "stop", "close", "seal", "daily", "detain" }
table "basis" { zh = "法定依据（先比上限）", en = "statutory basis, the higher maximum", case = both, cite = "处罚法29",
  inputs = inputs, outputs = outputs, hit = "priority", rank = { "max", "min" },
  law_time = "lenient", act = case.act_day, csv = "basis.csv" }
table "basis_by_min" { zh = "法定依据（先比下限）", en = "statutory basis, the higher minimum", case = both, cite = "处罚法29",
  inputs = inputs, outputs = outputs, hit = "priority", rank = { "min", "max" },
  law_time = "lenient", act = case.act_day, csv = "basis.csv" }
table "bases" { zh = "可用依据", en = "bases that apply", case = both, cite = "处罚法16",
  inputs = inputs, outputs = outputs, hit = "collect", rank = { "max", "min" },
  law_time = "lenient", act = case.act_day, csv = "basis.csv" }

-- 择高 / Which of several norms is the higher one, the parameter says.
local function higher(id, output, zh, en)
  fact(id) { of = both, zh = zh, en = en, cite = "处罚法29", choose = {
    { basis_by_min[output], param.esc.higher_rule:is "min_then_max" },
    { basis[output] } } }
end
higher("basis_law", "law", "处罚依据", "basis of the penalty")
higher("fine_min", "min", "罚款下限", "lowest fine")
higher("fine_max", "max", "罚款上限", "highest fine")
higher("basis_body", "competent", "依据所定机关", "body that the basis names")

fact "competent" { of = both, zh = "主管部门", en = "competent body", cite = { "处罚法24", "大气法119" },
  note = "of a case taken over midway whose type is not in the record, the ecology branch",
  choose = {
    { param.straw.authority, case.basis_body:is "straw_authority" },
    { case.basis_body, known(case.basis_body) },
    { "eco_branch", unknown(case.norms) } } }
fact "delegated" { of = both, zh = "事项已下放镇", en = "the matter is delegated to the township", cite = "处罚法24",
  holds = { known(pick(param.esc.delegated_powers, { case.norms:has(it) })) } }
