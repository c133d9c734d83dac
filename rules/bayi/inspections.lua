-- SPDX-License-Identifier: Apache-2.0
-- 三（二）3、三（五） 巡查与检查 / Grids and inspections: 52个全科网格员巡查；常规执法、明察暗访、突击检查、随机抽查相结合。

local in_force = first("plan_in_force"):of(store).date -- duties begin with the plan

duty "grid" { zh = "网格巡查", en = "grid patrol", cite = "三（二）3",
  each = store.grids, every = param.duty.grid.period, since = in_force,
  met = { known(last("grid_patrolled", { it.grid:is(each) })) } }

duty "inspect_mix" { zh = "四种检查相结合", en = "four kinds of inspection", cite = "三（五）",
  note = "a random inspection carries seed, population hash and draw, so that it can be redrawn",
  each = { "routine", "covert", "surprise", "random" }, every = param.duty.inspect.period, since = in_force,
  met = { known(last("inspection_done", { it.kind:is(each), any {
    it.kind:isnt "random", all { known(it.seed), known(it.population_hash), known(it.draw) } } })) },
  fields = { kind = each, subject = "unit:lead_group" } }
