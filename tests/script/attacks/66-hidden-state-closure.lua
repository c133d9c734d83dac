-- must NOT keep state in a closure between two evaluations; expected: deterministic
-- value=1
local function counter()
  local n = 0
  return function() n = n + 1 return n end
end
local next_number = counter()
return next_number()
