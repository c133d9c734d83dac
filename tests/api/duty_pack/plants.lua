-- SPDX-License-Identifier: Apache-2.0
party "plant" { zh = "厂", en = "Plant" }
party "office" { zh = "办公室", en = "Office" }
party "field" { zh = "地块", en = "Field" }
role "clerk" { zh = "办事员", en = "Clerk" }
case "leak" { zh = "渗漏", en = "Leak", subject = "plant" }

event "plan_in_force" { zh = "方案生效", en = "Plan in force", about = "store", by = { "clerk" } }
event "fields_recorded" { zh = "地块名册", en = "Register of fields", about = "store", by = { "clerk" }, fields = { members = list_of(party_id "field") } }
event "operating" { zh = "运行", en = "Operating", about = "plant", by = { "clerk" }, fields = { from = time, to = time } }
event "spray" { zh = "喷洒", en = "Spraying", about = "plant", by = { "clerk" } }
event "weather" { zh = "天气", en = "Weather", about = "store", by = { "clerk" }, fields = { temp = integer, precip = boolean } }
event "meeting" { zh = "会议", en = "Meeting", about = "store", by = { "clerk" } }
event "cleared" { zh = "清理", en = "Cleared", about = "field", by = { "clerk" } }
event "patrolled" { zh = "巡查", en = "Patrolled", about = "store", by = { "clerk" }, fields = { field = party_id "field" } }
event "inspected" { zh = "检查", en = "Inspected", about = "store", by = { "clerk" }, fields = { kind = one_of { "plain", "random" } } }
event "leak_found" { zh = "发现渗漏", en = "Leak found", about = "leak", opens = true, by = { "clerk" }, fields = { plant = party_id "plant" } }
event "looked_at" { zh = "已查看", en = "Looked at", about = "leak", by = { "clerk" } }
event "alarm" { zh = "扬尘报警", en = "Dust alarm", about = "plant", by = { "clerk" }, fields = { place = text } }
event "calmed" { zh = "已控制", en = "Dust controlled", about = "plant", by = { "clerk" }, fields = { place = text } }

action "duty_missed" { zh = "职责未履行", en = "Duty missed", kind = "duty", fields = { kind = optional(one_of { "plain", "random" }) } }
action "alert" { zh = "预警", en = "Alert", kind = "guard", fields = { subject = party_id "plant" } }
action "late" { zh = "逾期", en = "Late", kind = "record", fields = { missed = integer } }
param "spray.minutes" { zh = "至少运行分钟数", en = "Minutes of operation", unit = "minutes", cite = "1", from = { ["2023-01-01"] = 30 } }
param "inspect.every" { zh = "检查周期", en = "Period of inspections", type = one_of { "month", "quarter" }, cite = "1", from = { ["2023-01-01"] = "month" } }

local in_force = first("plan_in_force"):of(store).date
local fields = last("fields_recorded"):of(store).members

duty "spray" { zh = "每小时喷洒", en = "Hourly spraying", cite = "1", each = "plant", every = "hour", since = in_force,
  active = { covered(list("operating")):atleast(param.spray.minutes) },
  met    = { count("spray"):atleast(1) },
  exempt = { { "rain", known(last("weather", { it.precip })) }, { "frost", last("weather").temp:upto(0) } } }
duty "meeting" { zh = "每月会议", en = "Monthly meeting", cite = "1", each = { "office:main" }, every = "month", since = in_force, met = { known(last "meeting") } }
duty "clearing" { zh = "限期清理", en = "Clearing once", cite = "1", each = fields, by = in_force + days(9), since = in_force, met = { known(last "cleared") } }
duty "patrol" { zh = "每周巡查", en = "Weekly patrol", cite = "1", each = fields, every = "week", since = in_force, grace = days(1), record = "missed",
  met = { known(last("patrolled", { it.field:is(each) })) } }
duty "inspection" { zh = "两种检查", en = "Two kinds of inspection", cite = "1", each = { "plain", "random" }, every = param.inspect.every, since = in_force,
  met = { known(last("inspected", { it.kind:is(each) })) }, fields = { kind = each } }
duty "calming" { zh = "报警后一小时内控制", en = "An alarm answered within the hour", cite = "1", each = "alarm", within = hours(1),
  met = { known(last("calmed", { it.place:is(each.place) })) } }
duty "looking" { zh = "三日内查看", en = "A leak looked at within three days", cite = "1", each = "leak", within = days(3), record = "missed", met = { known(last "looked_at") } }
fact "longest_run" { zh = "当期最长连续运行（分钟）", en = "Longest run within the period, in minutes", of = "plant", type = integer, is = function(f)
  local longest = 0
  for _, run in ipairs(f.list "operating") do
    longest = math.max(longest, math.min(run.to, f.period["end"]) - math.max(run.from, f.period.start))
  end
  return longest
end }
duty "rest" { zh = "连续运行不超过三小时", en = "No longer than three hours at a time", cite = "1", each = "plant", every = "day", record = "missed",
  active = { known(last "operating") }, met = { case.longest_run:upto(180) } }
rule "pattern" { zh = "一日缺失三次", en = "Three missed in a day", cite = "1", on = "duty_missed",
  given = { ev.duty:is "spray", count("duty_missed", { it.subject:is(ev.subject), it.date:is(ev.date) }):of(store):is(3) },
  must = alert { subject = ev.subject } }

invariant "few_missed" { zh = "每厂每日至多缺失三次", en = "No plant misses more than three hours of a day", on = "duty_missed", given = { ev.duty:is "spray" },
  holds = { count("duty_missed", { it.duty:is "spray", it.subject:is(ev.subject), it.date:is(ev.date) }):of(store):upto(3) } }
invariant "plain" { zh = "渗漏案总有所属厂", en = "A leak has a plant", case = "leak", holds = { known(case.plant) } }

-- A clock beside the duties: what it lapses at the instant at which an hour ends is known when the hour is judged.
procedure "mending" { zh = "修复", en = "Mending", cite = "1", case = "leak", start = "open", states = { "open", "over" }, ends = { "over" },
  deadlines = { mend_by = { zh = "修复期限", en = "To be mended by", runs = "open", length = hours(3) } } }
rule "over" { zh = "逾期未修", en = "Not mended", cite = "1", case = "leak", on = "lapse:mend_by", from = "open", to = "over",
  must = late { missed = count("duty_missed", { it.duty:is "spray" }):of(store) } }
