-- SPDX-License-Identifier: Apache-2.0
-- 三（三）其他措施：单个事件的规则 / Other measures: rules of single events. The duties by period are apart.

-- 散煤 / 取暖季排查散煤取暖行为，一经发现立即禁止。
param "heating.season" { type = text, zh = "取暖季", en = "heating season", cite = "三（三）1", assumed = true,
  from = { ["2023-12-20"] = "11-15..03-15" }, note = "first and last day, month-day; local practice [memory]" }
fact "in_heating_season" { of = "loose_coal", type = boolean, zh = "取暖季内", en = "in the heating season", cite = "三（三）1", is = function(f)
  local season, day = f.param.heating.season, f.today:sub(6)
  local first, last = season:sub(1, 5), season:sub(-5)
  if first <= last then return first <= day and day <= last end
  return first <= day or day <= last end }
fact "is_banned" { of = "loose_coal", zh = "应予禁止", en = "to be banned", cite = { "三（三）1", "大气法38" },
  note = "散煤 in the season; any coal in a declared no-coal zone",
  holds = { any {
    all { case.fuel:is "loose_coal", case.in_heating_season },
    all { case.fuel:one_of { "loose_coal", "clean_coal" }, case.zone:is "no_coal_zone" } } } }
procedure "coal_heating" { case = "loose_coal", zh = "散煤取暖", en = "loose coal", cite = "三（三）1", start = "found",
  states = { "found", "banned", "arranging", "arranged",
    words_zh = { "已发现", "已禁止", "待落实取暖", "已落实取暖" }, words_en = { "found", "banned", "heating to be arranged", "heating arranged" } },
  ends = { "banned", "arranged" },
  deadlines = { heating_by = { runs = "arranging", length = days(0) } } }
rule "E-01" { case = "loose_coal", on = "coal_heating_found", cite = { "三（三）1", "大气法38" },
  zh = "散煤取暖，当日禁止", en = "heating with loose coal: banned the same day", note = "never a fine, never a suspension of welfare",
  given = { case.is_banned },
  must = ban_loose_coal { household = ev.household } }
rule "E-02" { case = "loose_coal", on = "coal_heating_found", from = { "found", "arranged" }, to = "banned", cite = "三（三）1",
  zh = "有替代取暖", en = "alternative heat is there",
  given = { case.is_banned, ev.alternative:isnt "none" } }
rule "E-03" { case = "loose_coal", on = "coal_heating_found", from = { "found", "banned", "arranged" }, to = "arranging", cite = "三（三）1",
  zh = "无替代取暖，当日落实", en = "no alternative heat: arranged the same day",
  note = "the stove and the fuel stay until the alternative works",
  given = { case.is_banned, ev.alternative:is "none" },
  must = arrange_heating { household = ev.household, due = today } }
rule "E-03d" { case = "loose_coal", on = "heating_arranged", from = { "found", "arranging" }, to = "arranged", cite = "三（三）1",
  zh = "取暖已落实", en = "heating is arranged" }
rule "E-03a" { case = "loose_coal", on = "lapse:heating_by", from = "arranging", cite = "三（三）1",
  zh = "当日未落实取暖，预警", en = "no heating by the end of the day: alert",
  must = alert { kind = "heating_gap", subject = case.household } }
rule "E-04" { case = "loose_coal", on = "coal_heating_found", cite = "三（三）1",
  zh = "非取暖季，本条不适用", en = "outside the season: not under this clause",
  given = { ev.fuel:is "loose_coal", no(case.is_banned) },
  must = no_violation { reason = "off_season" } }
rule "E-05" { case = "loose_coal", on = "coal_heating_found", cite = { "三（三）1", "大气法38" },
  zh = "合格洁净煤，不属违法", en = "qualified clean coal is no violation",
  given = { ev.fuel:is "clean_coal", no(case.is_banned) },
  must = no_violation { reason = "clean_fuel" } }

-- 一经发现即移送 / Referred when found: coal sellers, small polluters, dead animals.
fact "refer_due" { of = { "air_issue", "straw_fire" }, zh = "移送期限", en = "refer by", cite = { "四、4", "三（三）1" },
  note = "dead animals on the same day",
  choose = {
    { today, known(case.norms), case.norms:has "dead_animals" },
    { today + workdays(param.esc.refer_workdays) } } }
rule "E-10" { case = "air_issue", on = "violation_found", cite = { "三（三）1", "三（二）3" },
  zh = "小散乱污、销售散煤、病死畜禽，一经发现即移送", en = "small polluters, sellers of loose coal, dead animals: referred when found",
  note = "防止“小散乱污”死灰复燃，一经发现，均按照法律程序进行处理",
  given = {
    ev.mode:isnt "self_check", case.state:is "discovered",
    any { case.norms:has "small_polluter", case.norms:has "loose_coal_sale", case.norms:has "dead_animals" } },
  must = refer_case { to = case.competent, due = case.refer_due } }

-- 河道 / 对河道内污染物及时发现并处置。
rule "E-42s" { case = "river_pollutant", on = "river_pollutant_found", cite = "三（三）2",
  zh = "来源已明，移送水利部门", en = "the source is known: refer to the water authority",
  given = { ev.source_known },
  must = refer_case { to = "water", due = today + workdays(param.esc.refer_workdays) } }
rule "E-43" { on = "river_patrol", cite = "三（三）2",
  zh = "巡河台账补登，预警", en = "the patrol was entered late: alert", note = "more than 24 hours after the patrol",
  given = { ev.late, today:after(ev.date + days(1)) },
  must = alert { kind = "late_ledger", village = ev.village } }

-- 特险期 / 特险期村巡逻人员因履职不力的，镇纪委严肃问责。
-- The period is data that the competent government issues; without it nobody is referred.
fact "absent_in" { of = "patrol_member", zh = "脱岗时段", en = "when the absence was", cite = "三（三）3",
  type = one_of { "inside", "outside", "unissued",
    words_zh = { "特险期内", "特险期外", "未发布特险期" }, words_en = { "in the special-risk period", "outside it", "no period issued" } },
  is = function(f)
    local periods, day = f.list("special_risk_period", "store"), f.ev.period
    for _, p in ipairs(periods) do
      if p.from <= day and day <= p.to then return "inside" end
    end
    return count(periods) == 0 and "unissued" or "outside" end }
local excused = known(last("patrol_excused", { it.period:is(ev.period), it.date:upto(ev.period) }):of(ev.patrol))
local function absence(id, when, zh, en, outcome)
  rule(id) { on = "patrol_absent_verified", cite = "三（三）3", zh = zh, en = en,
    given = { ev.patrol.absent_in:is(when), no(excused) }, must = outcome }
end
absence("E-53", "inside", "特险期内脱岗查实，移交镇纪委", "absent in the special-risk period: refer to discipline inspection",
  refer_discipline { to = "town_discipline", patrol = ev.patrol })
absence("E-53r", "outside", "特险期外脱岗，提醒", "absent outside the period: a reminder",
  alert { kind = "patrol_reminder", patrol = ev.patrol })
absence("E-52", "unissued", "未发布特险期，预警", "no special-risk period has been issued: alert",
  alert { kind = "calendar_missing", patrol = ev.patrol })

-- 专题会议 / 每月召开专题会议对全镇环保形势进行分析研判，找准问题症结，细化工作举措。
rule "DU-MEETING.m" { on = "meeting_held", cite = "三（一）3",
  zh = "会议纪要缺项，预警", en = "the minutes lack a part: alert",
  given = { any { ev.parts:lacks "analysis", ev.parts:lacks "causes", ev.parts:lacks "measures" } },
  must = alert { kind = "minutes_incomplete", subject = "unit:lead_group" } }
