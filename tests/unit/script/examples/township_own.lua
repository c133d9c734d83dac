-- SPDX-License-Identifier: Apache-2.0
param "reward.amount" { replaces = true, because = "镇长办公会纪要〔2024〕3号", unit = "fen", from = { ["2024-07-01"] = yuan(200) } }     -- earlier dates keep the parent's values
drop "rule:E-53r" { because = "特险期外不提醒" }
rule "own.second_burn_visit" { on = "no_extra_suspension", must = alert { household = ev.household, kind = "village_visit" } }
