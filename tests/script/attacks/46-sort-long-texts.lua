-- must NOT compare long texts inside sort for one unit each; expected: limit:instructions
local s = ("x"):rep(65536)
local t = {}
for i = 1, 50000 do t[i] = s end
table.sort(t)
return "done"
