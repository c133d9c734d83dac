-- SPDX-License-Identifier: Apache-2.0
-- 三（三）3 护林防火 / Fire prevention: 沿山五十米秸秆清理；62.5公里防火通道维护；扭紧发现、处理、教育、震慑链条；特险期
-- 巡逻。(E.6)

local in_force = first("plan_in_force"):of(store).date -- duties begin with the plan

duty "strip" { zh = "沿山五十米秸秆清理", en = "straw cleared along the hills", cite = "三（三）3", note = "burning is never clearing",
  each = "strip_harvested", within = days(param.duty.strip.days_after_harvest), since = in_force,
  active = { each.distance_m:upto "50.0" },
  met = { known(first("strip_cleared", { it.parcel:is(each.parcel) })) } }
duty "lane" { zh = "防火通道维护", en = "fire lanes", cite = "三（三）3",
  each = store.lanes, every = param.duty.lane.period, since = in_force,
  met = { known(last("lane_inspected", { it.segment:is(each) })) } }
local function link(word, within)
  local function of(kind, suffix, active)
    duty("fire_" .. word .. suffix) { zh = "防火链条", en = "fire chain", cite = "三（三）3",
      each = kind, within = within, since = in_force, active = active,
      met = { known(first("fire_link", { it.link:is(word) })) },
      fields = { duty = "fire_chain", link = word } }
  end
  of("outdoor_fire", "", nil)
  of("straw_fire", "_straw", { case.in_the_open, case.in_township })
end
link("handle", days(param.duty.firechain.handle_days))
link("educate", workdays(param.duty.firechain.educate_workdays))
link("deter", workdays(param.duty.firechain.deter_workdays))

fact "lane_hundredths" { of = "store", type = integer, zh = "防火通道总长（百分之一公里）", en = "length of the fire lanes, hundredths of a km",
  cite = "三（三）3", note = "of each segment the last length recorded", is = function(f)
    local km, total = {}, 0
    for _, s in ipairs(f.list("lane_segment", "store")) do
      km[s.segment] = tonumber(s.km:sub(1, -4)) * 100 + tonumber(s.km:sub(-2))
    end
    for _, one in pairs(km) do total = total + one end
    return total end }
fact "lane_km" { of = "store", type = decimal(2), zh = "防火通道总长（公里）", en = "length of the fire lanes, km", cite = "三（三）3", is = function(f)
    local n = f.store.lane_hundredths
    return string.format("%d.%02d", n // 100, n % 100) end }
rule "E-51" { on = { "duty_met", "duty_missed" }, cite = "三（三）3",
  zh = "防火通道总长与62.5公里不符，预警", en = "the fire lanes are not 62.5 km long: alert",
  given = { ev.duty:is "lane", any { store.lane_hundredths:below(6245), store.lane_hundredths:above(6255) }, no(known(last("alert", { it.register:is "lanes", it.date:is(ev.date) }):of(store))) },
  must = alert { kind = "register_mismatch", register = "lanes", expected_km = "62.50", found_km = store.lane_km } }

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
