-- must NOT let the hash seed choose the length of a table with holes; expected: deterministic
-- value=[2,2,0]
local t = { 1, 2, nil, 4, nil, 6 }
for i = 1, 30 do t["k" .. i] = i end
for i = 8, 20 do t[i] = i end
local u = { nil, 2 }
local list = {}
for i = 1, 2 do list[i] = t[i] end
return { count(t), count(list), count(u) }
