-- must NOT fill the machine's memory with keys; expected: limit:memory
local t = {}
local i = 0
while true do
  i = i + 1
  t["k" .. i] = { i, i, i, i }
end
