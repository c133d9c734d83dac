-- must NOT do quadratic work inside C for one unit a call; expected: limit:instructions
local t = {}
for i = 1, 100000 do table.insert(t, 1, i) end
return count(t)
