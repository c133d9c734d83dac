-- SPDX-License-Identifier: Apache-2.0
duty "spray" { zh = "每小时降尘喷洒", cite = "三（三）1", each = "coal_enterprise", every = "hour",
  active = { covered(list("plant_operating")):atleast(30) },                      -- minutes of the hour inside [from, to)
  met    = { count("spray"):atleast(1) },
  exempt = { { "precipitation", known(last("weather", { it.precip })) }, { "freeze", last("weather").temp:upto(0), known(last "alt_measure") } } }
duty "grid" { zh = "网格巡查", cite = "三（二）3", each = last("register_recorded", { it.register:is "grids" }):of(store).members, every = "week",
  met = { count("grid_patrolled", { it.grid:is(each) }):of(store):atleast(1) }, record = "missed" }
rule "E-33" { on = "duty_missed", given = { ev.duty:is "spray", count("duty_missed", { it.duty:is "spray", it.subject:is(ev.subject), it.date:is(ev.date) }):of(store):is(3) },
  must = alert { subject = ev.subject, kind = "spray_pattern" } }
procedure "fire_chain" { case = "outdoor_fire", start = "found", states = { "found", "closed" },
  regions = { handle = { "due", "done" }, educate = { "due", "done" }, deter = { "due", "done" } },          -- parallel: three links, each with its clock
  deadlines = { handle_by = { runs = "handle.due", length = days(0) }, educate_by = { runs = "educate.due", length = workdays(3) }, deter_by = { runs = "deter.due", length = workdays(7) } } }
for _, link in ipairs { "handle", "educate", "deter" } do
  rule("E-56." .. link) { case = "outdoor_fire", on = "fire_link", from = "due", given = { ev.link:is(link) }, to = link .. ".done" }
  rule("E-56x." .. link) { case = "outdoor_fire", on = "lapse:" .. link .. "_by", must = duty_missed { duty = "fire_chain", link = link } }
end
