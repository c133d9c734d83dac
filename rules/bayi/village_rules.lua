-- SPDX-License-Identifier: Apache-2.0
-- 三（三）4、四 村规民约与工作方案 / Village rules and work plans: 将严禁焚烧秸秆写入村规民约；制定工作方案，明确责任人。

local in_force = first("plan_in_force"):of(store).date -- duties begin with the plan

duty "village_rule" { zh = "写入村规民约", en = "the village rule is adopted", cite = "三（三）4",
  each = store.villages, by = in_force + days(param.duty.vrule.days), since = in_force,
  met = { known(last("village_rule_adopted", { it.village:is(each), it.quorum, it.filed })) } }
duty "workplan" { zh = "报备工作方案", en = "work plan", cite = { "四、1", "四、2" },
  each = store.villages, by = in_force + days(param.duty.workplan.days), since = in_force,
  met = { known(last("workplan_filed", { known(it.responsible) })) } }
