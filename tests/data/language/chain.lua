-- SPDX-License-Identifier: Apache-2.0
procedure "fire_chain" { case = "outdoor_fire", start = "found", states = { "found", "closed" },
  regions = { handle = { "due", "done" }, educate = { "due", "done" }, deter = { "due", "done" } },          -- parallel: three links, each with its clock
  deadlines = { handle_by = { runs = "handle.due", length = days(0) }, educate_by = { runs = "educate.due", length = workdays(3) }, deter_by = { runs = "deter.due", length = workdays(7) } } }
for _, link in ipairs { "handle", "educate", "deter" } do
  rule("E-56." .. link) { case = "outdoor_fire", on = "fire_link", from = "due", given = { ev.link:is(link) }, to = link .. ".done" }
  rule("E-56x." .. link) { case = "outdoor_fire", on = "lapse:" .. link .. "_by", must = duty_missed { duty = "fire_chain", link = link } }
end
