-- must NOT let a comparator that is no order show a random pivot; expected: deterministic
-- value="1,2,3,4,5,6,7,8,9,10|10,9,8,7,6,5,4,3,2,1"
local function sorted(less)
  local t = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }
  table.sort(t, less)
  return table.concat(t, ",")
end
return sorted(function() return false end) .. "|" .. sorted(function() return true end)
