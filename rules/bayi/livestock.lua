-- SPDX-License-Identifier: Apache-2.0
-- 三（二）3 养殖场 / The 89 farms: 对全镇89家养殖场做好畜禽粪污和病死畜禽无害化处理开展巡查。(E.3)

local in_force = first("plan_in_force"):of(store).date -- duties begin with the plan

local function looked_at(item) return known(last("farm_inspected", { any { unknown(it.items), it.items:has(item) } })) end
duty "farm" { zh = "养殖场巡查", en = "farm inspection", cite = "三（二）3",
  each = store.farms, every = param.duty.farm.period, since = in_force,
  met = { looked_at "manure", looked_at "dead_animals" } }
