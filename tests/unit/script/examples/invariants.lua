-- SPDX-License-Identifier: Apache-2.0
invariant "no_force_without_courtesy" { zh = "未先礼，不后兵", on = "propose_fine", holds = { known(first { "self_report", "violation_verified", "burn_verified" }), no(case.held) } }
invariant "one_act_one_fine"  { zh = "一事不二罚", on = "decision_served", holds = { count("decision_served"):is(1) } }
invariant "restored_in_full"  { zh = "错停必全额恢复", on = "restore_welfare", holds = { ev.items:is(last("propose_suspend_welfare", { it.household:is(ev.household) }).items) } }
