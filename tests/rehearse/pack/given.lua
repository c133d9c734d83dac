-- SPDX-License-Identifier: Apache-2.0
-- What the scenarios give: a day from which the rules hold, visits before it, kinds without a fine.
return {
  short = { S = "shop" },
  chain = { "found", "fixing", "overdue", "fined" },
  rules_in_force = function(day) return { { type = "rules_in_force", at = day } } end,
  visited = function(list, given)
    local requests = {}
    for _, one in ipairs(list) do
      table.insert(requests, { type = "visited", at = one.t or given.rules_in_force, party = one.shop })
    end
    return requests
  end,
  exempt = function(kinds) return nil, { ["fine.exempt"] = kinds } end,
}
