-- SPDX-License-Identifier: Apache-2.0
-- 参数：职责 / Parameters of the duties: periods in words, the rest whole numbers. Assumed by us, for the plan names none.

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
