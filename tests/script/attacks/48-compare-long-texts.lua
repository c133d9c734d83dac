-- must NOT compare megabytes for one instruction; expected: limit:instructions
local a, b = ("x"):rep(65535) .. "a", ("x"):rep(65535) .. "b"
local t, n = { [a] = 1 }, 0
while true do
  if a == b or a < b then n = n + 1 end
  if t[b] then n = n + 1 end
end
