-- SPDX-License-Identifier: Apache-2.0
-- 参数 / Parameters: what neither the plan nor a statute fixes is `assumed`, and can be changed here
-- without touching a rule. A value holds from its day until the next one.

local item_kind = one_of { "festival_rice", "festival_gift", "spring_gift", "year_end_flour", "year_end_bonus", "collective_flour", "heating_aid", "medical_copay",
  "dibao", "tekun", "pension", "medical_benefit", "disability_allowance", "age_allowance", "veteran_benefit", "disaster_relief", "farmland_subsidy", "land_contract",
  "homestead", "land_compensation", "collective_dividend", "family_planning_aid", "other_state_funded" }

param "reward.amount" { zh = "举报奖励金额", en = "reward for a verified report", cite = "三（二）2", type = money, unit = "fen",
  from = { ["2023-12-20"] = yuan(100) } }
param "reward.pay_workdays" { zh = "奖励发放期限（工作日）", en = "working days to pay the reward", type = integer, unit = "workdays", cite = "三（二）2",
  from = { ["2023-12-20"] = 10 }, assumed = true, note = "the plan names no term; our choice" }
param "reward.claim_days" { zh = "领奖期限（日）", en = "days to claim the reward", type = integer, unit = "days", cite = "三（二）2",
  from = { ["2023-12-20"] = 30 }, assumed = true, note = "the plan names no term; our choice" }
param "welfare.restore_workdays" { zh = "恢复福利期限（工作日）", en = "working days to restore welfare", type = integer, unit = "workdays", cite = "三（三）4",
  from = { ["2023-12-20"] = 10 }, assumed = true, note = "the plan names no term; our choice" }
param "welfare.non_suspendable" { zh = "不得停发的项目", en = "items that are never suspended", type = list_of(item_kind), cite = { "三（三）4", "村组法27" },
  from = { ["2023-12-20"] = { "dibao", "tekun", "pension", "medical_benefit", "disability_allowance", "age_allowance", "veteran_benefit", "disaster_relief",
    "farmland_subsidy", "land_contract", "homestead", "land_compensation", "collective_dividend", "family_planning_aid", "other_state_funded" } },
  assumed = true, note = "state funds and statutory rights; the plan's 村级福利 is read as village-level, discretionary and collectively funded" }
