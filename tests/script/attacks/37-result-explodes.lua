-- must NOT make a result of a billion elements out of shared tables; expected: limit:memory
local t = { 1 }
for _ = 1, 6 do
  local u = {}
  for i = 1, 100 do u[i] = t end
  t = u
end
return t
