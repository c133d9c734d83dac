-- must NOT copy a million results for one instruction; expected: blocked
local function grow(n)
  if n == 0 then return 1 end
  return 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, grow(n - 1)
end
while true do local k = select("#", grow(2000)) end
