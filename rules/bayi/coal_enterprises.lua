-- SPDX-License-Identifier: Apache-2.0
-- 三（三）1 六家洗储煤企业 / The six coal enterprises: 厂区内每小时进行降尘喷洒；厂区外不间断开展吸尘清扫；做到监测、降尘
-- 闭环管理；签订煤矸石处置承诺书。(E.4; open-air work and mine water are issues of courtesy.lua)

local in_force = first("plan_in_force"):of(store).date -- duties begin with the plan

duty "spray" { zh = "每小时降尘喷洒", en = "hourly spraying", cite = "三（三）1",
  each = "enterprise", every = "hour", since = in_force,
  active = { covered(list("plant_operating")):atleast(param.duty.spray.min_minutes) },
  met    = { count("spray"):atleast(1) },
  exempt = {
    { "precipitation", known(last("weather", { it.precip })) },
    { "freeze", last("weather").temp:upto(param.duty.spray.freeze_c), known(last "alt_measure") } } }
rule "E-33" { on = "duty_missed", cite = "三（三）1",
  zh = "一日漏喷达三小时，预警", en = "three hours missed in one day: alert", note = "missed hours alone never make a fine",
  given = {
    ev.duty:is "spray",
    count("duty_missed", { it.duty:is "spray", it.subject:is(ev.subject), it.date:is(ev.date) }):of(store):is(param.duty.spray.pattern) },
  must = alert { subject = ev.subject, kind = "spray_pattern" } }
fact "sweep_gap" { of = "enterprise", type = integer, zh = "当日最长清扫间隔（分钟）", en = "longest gap between sweepings of the day, minutes",
  cite = "三（三）1", note = "of the last day of operation before the day of judgement", is = function(f)
    local worst, day = 0, ""
    for _, run in ipairs(f.list "plant_operating") do
      if run.date < f.today and run.date > day then day = run.date end
    end
    for _, run in ipairs(f.list "plant_operating") do
      if run.date == day then
        local at = run.from
        for _, s in ipairs(f.list "sweep") do
          if s.at >= run.from and s.at <= run.to then worst, at = math.max(worst, s.at - at), s.at end
        end
        worst = math.max(worst, run.to - at)
      end
    end
    return worst end }
duty "sweep" { zh = "厂外清扫不间断", en = "sweeping outside without a break", cite = "三（三）1",
  each = "enterprise", every = "day", since = in_force,
  active = { known(first "plant_operating") },
  met    = { each.sweep_gap:upto(param.duty.sweep.max_gap_hours * 60) } }
duty "dust_loop" { zh = "扬尘报警闭环", en = "an alarm is answered", cite = "三（三）1",
  each = "dust_alarm", within = hours(param.duty.dust_loop.hours), since = in_force,
  met = { known(first "dust_controlled") } }
duty "gangue_commitment" { zh = "签订煤矸石处置承诺书", en = "gangue commitment", cite = "三（三）1",
  each = store.coal_enterprises, by = in_force + days(param.duty.gangue.sign_days), since = in_force,
  met = { known(last "commitment_signed") } }
rule "E-36" { on = "duty_missed", cite = { "三（三）1", "处罚法16" },
  zh = "未签承诺书，责令补签，不罚", en = "no commitment: ordered to sign, no penalty",
  given = { ev.duty:is "gangue_commitment" },
  must = order_rectify { due = roll(today + days(param.esc.timely_days)), subject = ev.subject, what = "sign_commitment" } }
