-- must NOT overflow the C stack through callbacks; expected: blocked
local function less(a, b)
  local t = { 2, 1 }
  table.sort(t, less)
  return a < b
end
return less(1, 2)
