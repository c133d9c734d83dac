-- SPDX-License-Identifier: Apache-2.0
fact "sweep_gap" { of = "enterprise", zh = "最长清扫间隔（分钟）", type = "integer", is = function(f)           -- E-34: longest gap while operating
  local worst = 0
  for _, run in ipairs(f.list "plant_operating") do
    local at = run.from
    for _, s in ipairs(f.list "sweep") do if s.at >= run.from and s.at <= run.to then worst = math.max(worst, s.at - at); at = s.at end end
    worst = math.max(worst, run.to - at)
  end
  return worst end }
fact "successor" { of = "straw_fire", zh = "分户后的行为户", type = party_id "household", is = function(f)              -- CE-09: splits of splits
  local h = f.ev.household
  for _, s in ipairs(f.list("household_split", "store")) do if s.from == h then h = s.actor_in end end
  return h end }
