-- SPDX-License-Identifier: Apache-2.0
-- 法定依据表：违法类型 → 条文、幅度、主管部门、其他措施。
-- Statutory bases: which article, which band, which body, which further measures. One act under several
-- norms has the one with the higher maximum, then minimum (处罚法29); the law is that of the day of the
-- act, unless today's is lighter or the act is no longer unlawful (处罚法37). The rows are in basis.csv:
-- `stop`, `close`, `seal`, `detain` say when that measure is proposed beside the fine (always; when the
-- subject refuses to correct; in serious cases).

local both = { "air_issue", "straw_fire" }

fact "norms" { of = both, zh = "所涉违法类型", en = "norms concerned", cite = "处罚法29", is = either { case.types, case.type } }
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

table "basis" { zh = "法定依据", en = "statutory basis", case = both, cite = "处罚法29",
  inputs = { case.norms, case.is_unit, case.in_forest, case.old_zone, case.new_zone },
  outputs = { "law", "min", "max", "competent", "stop", "close", "seal", "daily", "detain" },
  hit = "priority", rank = { "max", "min" }, law_time = "lenient", act = case.act_day, csv = "basis.csv" }

fact "competent" { of = both, zh = "主管部门", en = "competent body", cite = { "处罚法24", "大气法119" },
  choose = { { param.straw.authority, basis.competent:is "straw_authority" }, { basis.competent } } }
fact "delegated" { of = both, zh = "事项已下放镇", en = "the matter is delegated to the township", cite = "处罚法24",
  holds = { known(pick(param.esc.delegated_powers, { case.norms:has(it) })) } }
