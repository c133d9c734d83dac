-- SPDX-License-Identifier: Apache-2.0
-- 三（三）1 散煤 / Loose coal: 取暖季排查散煤取暖行为，一经发现立即禁止。(E.1)

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
