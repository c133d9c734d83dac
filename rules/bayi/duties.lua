-- SPDX-License-Identifier: Apache-2.0
-- 按期职责 / Duties by period (E.3–E.7): what is to be done, by whom, until when. Judged for periods that begin on or
-- after the day the plan takes effect; those of a register are silent until it is recorded.

local in_force = first("plan_in_force"):of(store).date
local function members(register)
  return last("register_recorded", { it.register:is(register) }):of(store).members
end

-- Parameters of the duties. Periods in words, the rest whole numbers.
local period_word = one_of { "week", "month", "quarter", "year" }
local function period(id, word, zh, en, cite)
  param(id) { type = period_word, zh = zh, en = en, cite = cite, from = { ["2023-12-20"] = word },
    assumed = true, note = "the plan names no period; our choice" }
end
period("duty.progress.period", "month", "进展上报周期", "period of progress reports", "二")
period("duty.study.period", "quarter", "中心组学习周期", "period of the study", "三（一）2")
period("duty.grid.period", "week", "网格巡查周期", "period of grid patrols", "三（二）3")
period("duty.farm.period", "quarter", "养殖场巡查周期", "period of farm inspections", "三（二）3")
period("duty.cleaner.period", "month", "保洁考核周期", "period of the assessment of cleaners", "三（三）2")
period("duty.lane.period", "month", "防火通道维护周期", "period of lane inspections", "三（三）3")
period("duty.inspect.period", "quarter", "四种检查周期", "period of the four kinds of inspection", "三（五）")
period("duty.river.village_period", "week", "村级巡河周期", "period of the villages' river patrols", "三（三）2")
period("duty.river.town_period", "month", "镇级巡河周期", "period of the township's river patrols", "三（三）2")
local function number(id, value, unit, zh, en, cite, note)
  param(id) { type = integer, zh = zh, en = en, cite = cite, unit = unit, from = { ["2023-12-20"] = value },
    assumed = true, note = note or "the plan names no number; our choice" }
end
number("duty.brief.min_per_quarter", 2, "times", "每季度传达次数", "briefings a quarter", "三（一）2", "多次 read as at least two")
number("duty.gangue.sign_days", 30, "days", "签订承诺书的天数", "days to sign the commitment", "三（三）1")
number("duty.workplan.days", 30, "days", "报备工作方案的天数", "days to file the work plan", "四、1")
number("duty.vrule.days", 90, "days", "写入村规民约的天数", "days to adopt the village rule", "三（三）4")
number("duty.strip.days_after_harvest", 30, "days", "收割后清理的天数", "days to clear the straw after the harvest", "三（三）3")
number("duty.dust_loop.hours", 1, "hours", "扬尘闭环的小时数", "hours to answer a dust alarm", "三（三）1")
number("duty.sweep.max_gap_hours", 2, "hours", "清扫最长间隔小时数", "longest gap between sweepings, hours", "三（三）1", "不间断 read as gaps of two hours at most")
number("duty.river.dispose_hours", 24, "hours", "处置河道污染物的小时数", "hours to dispose of a river pollutant", "三（三）2", "及时 read as a day")
number("duty.river.bulky_hours", 72, "hours", "处置大件污染物的小时数", "hours to dispose of a bulky one", "三（三）2")
number("duty.firechain.handle_days", 0, "days", "处理的天数", "days to handle a fire", "三（三）3", "the same day")
number("duty.firechain.educate_workdays", 3, "workdays", "教育的工作日", "working days to educate", "三（三）3")
number("duty.firechain.deter_workdays", 7, "workdays", "震慑的工作日", "working days to deter", "三（三）3")
number("duty.spray.min_minutes", 30, "minutes", "计为运行的分钟数", "minutes that make an hour of operation", "三（三）1")
number("duty.spray.freeze_c", 0, "degrees", "冰冻气温（摄氏度）", "freezing, degrees Celsius", "三（三）1")
number("duty.spray.pattern", 3, "hours", "一日缺失的小时数", "missed hours of a day that make a pattern", "三（三）1")

-- 洗储煤企业 / 厂区内每小时进行降尘喷洒；厂区外不间断开展吸尘清扫；做到监测、降尘闭环管理。
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
  each = members "coal_enterprises", by = in_force + days(param.duty.gangue.sign_days), since = in_force,
  met = { known(last "commitment_signed") } }
rule "E-36" { on = "duty_missed", cite = { "三（三）1", "处罚法16" },
  zh = "未签承诺书，责令补签，不罚", en = "no commitment: ordered to sign, no penalty",
  given = { ev.duty:is "gangue_commitment" },
  must = order_rectify { due = roll(today + days(param.esc.timely_days)), subject = ev.subject, what = "sign_commitment" } }

-- 养殖场 / 对全镇89家养殖场做好畜禽粪污和病死畜禽无害化处理开展巡查。
local function looked_at(item) return known(last("farm_inspected", { any { unknown(it.items), it.items:has(item) } })) end
duty "farm" { zh = "养殖场巡查", en = "farm inspection", cite = "三（二）3",
  each = members "farms", every = param.duty.farm.period, since = in_force,
  met = { looked_at "manure", looked_at "dead_animals" } }

-- 河长制 / 严格落实“镇—村—片区”三级网格化河长制责任体系；建立巡河台账；及时发现并处置。
local entered_in_full = { known(it.reach), known(it.finding) }
duty "river" { zh = "村级巡河", en = "river patrol of the villages", cite = "三（三）2", note = "an entry needs time, reach and finding",
  each = members "villages", every = param.duty.river.village_period, since = in_force,
  met = { known(last("river_patrol", entered_in_full)) },
  fields = { village = each } }
duty "river_town" { zh = "镇级巡河", en = "river patrol of the township", cite = "三（三）2",
  each = { "unit:township_gov" }, every = param.duty.river.town_period, since = in_force,
  active = { store.has_villages },
  met = { known(last("river_town_patrol", entered_in_full)) },
  fields = { duty = "river", subject = each } }
fact "has_villages" { of = "store", zh = "已登记村名册", en = "the villages are registered", cite = "三（三）2", holds = { known(members "villages") } }
duty "river_chief" { zh = "河长空缺", en = "vacancy of a river chief", cite = "三（三）2",
  each = "river_chief_vacant", within = days(7), since = in_force,
  met = { known(first("river_chief_named", { it.reach:is(each.reach), it.level:is(each.level) })) },
  fields = { reach = each.reach } }
local function disposal(id, hours_of, active)
  duty(id) { zh = "处置河道污染物", en = "disposal of river pollutants", cite = "三（三）2",
    each = "river_pollutant", within = hours(hours_of), since = in_force,
    active = active, met = { known(first "river_disposed") },
    fields = { duty = "river_dispose" } }
end
disposal("river_dispose", param.duty.river.dispose_hours, { no(case.is_bulky) })
disposal("river_bulky", param.duty.river.bulky_hours, { case.is_bulky })
fact "is_bulky" { of = "river_pollutant", type = boolean, zh = "大件", en = "bulky", choose = { { true, case.bulky }, { false } } }

-- 护林防火 / 沿山五十米秸秆清理；62.5公里防火通道维护；扭紧发现、处理、教育、震慑链条。
duty "strip" { zh = "沿山五十米秸秆清理", en = "straw cleared along the hills", cite = "三（三）3", note = "burning is never clearing",
  each = "strip_harvested", within = days(param.duty.strip.days_after_harvest), since = in_force,
  active = { each.distance_m:upto "50.0" },
  met = { known(first("strip_cleared", { it.parcel:is(each.parcel) })) } }
duty "lane" { zh = "防火通道维护", en = "fire lanes", cite = "三（三）3",
  each = members "lanes", every = param.duty.lane.period, since = in_force,
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

-- 村规民约与工作方案 / 将严禁焚烧秸秆写入村规民约；制定工作方案，明确责任人。
duty "village_rule" { zh = "写入村规民约", en = "the village rule is adopted", cite = "三（三）4",
  each = members "villages", by = in_force + days(param.duty.vrule.days), since = in_force,
  met = { known(last("village_rule_adopted", { it.village:is(each), it.quorum, it.filed })) } }
duty "workplan" { zh = "报备工作方案", en = "work plan", cite = { "四、1", "四、2" },
  each = members "villages", by = in_force + days(param.duty.workplan.days), since = in_force,
  met = { known(last("workplan_filed", { known(it.responsible) })) } }

-- 管理 / 每月召开专题会议；收集汇总上报工作进展；52个全科网格员巡查；保洁员、清运员、环卫队长管理考核。
duty "meeting" { zh = "每月专题会议", en = "monthly meeting", cite = "三（一）3",
  each = { "unit:lead_group" }, every = "month", since = in_force, met = { known(last "meeting_held") } }
duty "progress" { zh = "上报工作进展", en = "progress report", cite = "二",
  each = { "unit:group_office" }, every = param.duty.progress.period, since = in_force, met = { known(last "progress_reported") } }
duty "summary" { zh = "缺失职责汇总", en = "summary of missed duties", cite = "六", note = "the office's report carries the list",
  each = { "unit:group_office" }, every = "month", since = in_force, met = { known(last "progress_reported") } }
duty "study" { zh = "中心组学习", en = "study", cite = "三（一）2",
  each = { "unit:township_gov" }, every = param.duty.study.period, since = in_force, met = { known(last "study_held") } }
duty "brief" { zh = "会议精神传达", en = "briefings", cite = "三（一）2",
  each = { "unit:township_gov" }, every = "quarter", since = in_force,
  met = { count("briefing_held"):atleast(param.duty.brief.min_per_quarter) } }
duty "grid" { zh = "网格巡查", en = "grid patrol", cite = "三（二）3",
  each = members "grids", every = param.duty.grid.period, since = in_force,
  met = { known(last("grid_patrolled", { it.grid:is(each) })) } }
for _, register in ipairs { "cleaners", "collectors", "sanitation_heads" } do
  local listed = "number_of_" .. register
  fact(listed) { of = "store", zh = "名册人数", en = "number on the register", cite = "三（三）2", is = members(register).count }
  duty("cleaner_" .. register) { zh = "保洁队伍考核", en = "assessment of cleaners", cite = "三（三）2",
    each = { "unit:township_gov" }, every = param.duty.cleaner.period, since = in_force,
    active = { known(store[listed]) },
    met = { sum("cleaner_assessed", { it.register:is(register) }).number:atleast(store[listed]) },
    fields = { duty = "cleaner", subject = each } }
end
duty "inspect_mix" { zh = "四种检查相结合", en = "four kinds of inspection", cite = "三（五）",
  note = "a random inspection carries seed, population hash and draw, so that it can be redrawn",
  each = { "routine", "covert", "surprise", "random" }, every = param.duty.inspect.period, since = in_force,
  met = { known(last("inspection_done", { it.kind:is(each), any {
    it.kind:isnt "random", all { known(it.seed), known(it.population_hash), known(it.draw) } } })) },
  fields = { kind = each, subject = "unit:lead_group" } }

-- 门前三包 / 提醒、责令、移送: the first breach is reminded of, the second in thirty days ordered, the third referred.
local breaches = count("shopfront_breached", { it.date:atleast(ev.date - days(30)) }):of(ev.subject)
rule "DU-SHOPFRONT.2" { on = "shopfront_breached", cite = "三（三）2",
  zh = "三十日内第二次违反门前三包，责令改正", en = "the second breach in thirty days: ordered to correct",
  given = { breaches:is(2) },
  must = order_rectify { due = roll(today + days(param.esc.timely_days)), subject = ev.subject, what = "correct" } }
rule "DU-SHOPFRONT.3" { on = "shopfront_breached", cite = { "三（三）2", "处罚法24" },
  zh = "第三次违反门前三包，移送", en = "the third breach: referred", note = "the township cannot fine unless the matter is delegated",
  given = { breaches:atleast(3) },
  must = refer_case { due = today + workdays(param.esc.refer_workdays) } }

-- 名册核对 / A register's number is compared with the plan's when a period of its duty is judged, once on a day.
local function told(register) return known(last("alert", { it.register:is(register), it.date:is(ev.date) }):of(store)) end
local function compared(id, duty_word, register, expected)
  rule(id) { on = { "duty_met", "duty_missed" }, cite = { "三（二）3", "三（三）1", "三（三）2" },
    zh = "名册数与方案不符，预警", en = "the register differs from the plan: alert",
    given = {
      ev.duty:is(duty_word), known(members(register)), members(register).count:isnt(expected), no(told(register)) },
    must = alert { kind = "register_mismatch", register = register, expected = expected, found = members(register).count } }
end
compared("E-20", "farm", "farms", 89)
compared("E-37", "gangue_commitment", "coal_enterprises", 6)
compared("DU-GRID.n", "grid", "grids", 52)
compared("DU-CLEANER.n1", "cleaner", "cleaners", 110)
compared("DU-CLEANER.n2", "cleaner", "collectors", 16)
compared("DU-CLEANER.n3", "cleaner", "sanitation_heads", 30)
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
  given = { ev.duty:is "lane", any { store.lane_hundredths:below(6245), store.lane_hundredths:above(6255) }, no(told "lanes") },
  must = alert { kind = "register_mismatch", register = "lanes", expected_km = "62.50", found_km = store.lane_km } }
