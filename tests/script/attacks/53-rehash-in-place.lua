-- must NOT rebuild a large table for one unit; expected: limit:instructions
local t = {}
for i = 1, 100000 do t[i] = i end
for i = 1, 1000000 do
  local k = "k" .. i
  t[k] = 1
  t[k] = nil
end
return "done"
