-- SPDX-License-Identifier: Apache-2.0
-- 三（三）2 河长制 / River chiefs: 严格落实“镇—村—片区”三级网格化河长制责任体系；建立巡河台账；及时发现并处置。(E.5)

local in_force = first("plan_in_force"):of(store).date -- duties begin with the plan

local entered_in_full = { known(it.reach), known(it.finding) }
duty "river" { zh = "村级巡河", en = "river patrol of the villages", cite = "三（三）2", note = "an entry needs time, reach and finding",
  each = store.villages, every = param.duty.river.village_period, since = in_force,
  met = { known(last("river_patrol", entered_in_full)) },
  fields = { village = each } }
duty "river_town" { zh = "镇级巡河", en = "river patrol of the township", cite = "三（三）2",
  each = { "unit:township_gov" }, every = param.duty.river.town_period, since = in_force,
  active = { known(store.villages) },
  met = { known(last("river_town_patrol", entered_in_full)) },
  fields = { duty = "river", subject = each } }
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

rule "E-42s" { case = "river_pollutant", on = "river_pollutant_found", cite = "三（三）2",
  zh = "来源已明，移送水利部门", en = "the source is known: refer to the water authority",
  given = { ev.source_known },
  must = refer_case { to = "water", due = today + workdays(param.esc.refer_workdays) } }
rule "E-43" { on = "river_patrol", cite = "三（三）2",
  zh = "巡河台账补登，预警", en = "the patrol was entered late: alert", note = "more than 24 hours after the patrol",
  given = { ev.late, today:after(ev.date + days(1)) },
  must = alert { kind = "late_ledger", village = ev.village } }
