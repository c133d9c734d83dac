-- must NOT show the addresses of tables through the order of pairs; expected: blocked
local t = { [{}] = 1, [{}] = 2, [{}] = 3 }
local n = 0
for _, v in pairs(t) do n = n * 10 + v end
return n
