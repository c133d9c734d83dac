-- must NOT fill the machine's memory with one table; expected: limit:memory
local t = {}
for i = 1, 1000000000 do t[i] = i end
return "done"
