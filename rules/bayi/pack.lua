-- SPDX-License-Identifier: Apache-2.0
-- A model of a public document, for software development; see README.md before relying on anything here.
pack {
  id = "bayi", version = "0.3.0",
  zh = "八义镇大气污染防治专项政治监督行动工作实施方案（八镇政字〔2023〕35号）：先礼后兵、举报奖励、停发福利、按期职责",
  en = "Bayi township plan on air pollution (2023, no. 35): courtesy first, reporter reward, welfare suspension, duties",
  calendar = "calendar.csv", time_zone = "+08:00", currency = "CNY", needs = ">= 0.1",
  files = {
    "words.lua", "laws.lua", "parameters.lua", "parameters_duties.lua",
    "words_courtesy.lua", "words_reward.lua", "words_welfare.lua", "words_measures.lua", "words_duties.lua", "actions_courtesy.lua",
    "basis.csv", "basis.lua",
    "courtesy_facts.lua", "verification_facts.lua", "courtesy.lua", "disposal.lua", "penalty.lua", "payment.lua",
    "reward_facts.lua", "reward.lua",
    "welfare_facts.lua", "welfare.lua",
    "loose_coal.lua", "small_polluters.lua", "coal_enterprises.lua", "livestock.lua", "river_chiefs.lua", "fire_prevention.lua",
    "sanitation.lua", "village_rules.lua", "township_work.lua", "inspections.lua", "registers.lua" } }
