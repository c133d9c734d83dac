-- SPDX-License-Identifier: Apache-2.0
-- What a scenario gives before its events, as events and parameters of this pack. It lies beside the pack, outside
-- its identity: libing pack test reads it. Values are texts, as the scenario writes them.

-- One event of the whole store.
local function recorded(type, at, data)
  return { { type = type, at = at, data = data } }
end

-- A register is known from the day on which the plan is.
local function register(name)
  return function(members, given)
    return recorded("register_recorded", given.plan_in_force, { register = name, members = members })
  end
end

local function parameter(name)
  return function(value)
    return nil, { [name] = value }
  end
end

local first_day = { Q1 = "-01-01", Q2 = "-04-01", Q3 = "-07-01", Q4 = "-10-01" }

return {
  short = {
    E = "enterprise", F = "farm", H = "household", P = "patrol_member", R = "reporter", S = "shop", V = "village" },

  -- A step that is not shown counts as lawfully done: a case that stands before it is taken over there.
  chain = {
    "verified", "referred", "filed", "investigated", "notified", "hearing", "decided", "served", "performing",
    "overdue", "enforcing" },

  plan_in_force = function(day) return recorded("plan_in_force", day) end,

  delegated_powers = parameter "esc.delegated_powers",
  straw_authority = parameter "straw.authority",
  fire_season = parameter "fire.season",

  prior_discoveries = function(list)
    local requests = {}
    for _, one in ipairs(list) do
      table.insert(requests, { type = "prior_discovery", at = one.t, party = one.subject, data = { type = one.type } })
    end
    return requests
  end,

  village_rule = function(rule) return recorded("village_rule_adopted", rule.effective, rule) end,

  villages = register "villages",
  coal_enterprises = register "coal_enterprises",
  farms = register "farms",

  farm_inspected_in_quarter = function(inspected)
    local requests, quarter = {}, inspected.quarter
    local day = quarter:sub(1, 4) .. first_day[quarter:sub(6)]
    for _, farm in ipairs(inspected.ids) do
      table.insert(requests, { type = "farm_inspected", at = day, party = farm })
    end
    return requests
  end,

  reward_budget = function(budget) return recorded("budget_set", budget.year .. "-01-01", budget) end,
}
