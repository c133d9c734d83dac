-- must NOT draw the same lot twice; expected: deterministic
-- value=["d","a","c"]
local lots = sample("2024-Q1", { "a", "b", "c", "d" }, 3)
return lots
