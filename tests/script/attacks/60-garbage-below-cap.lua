-- must NOT make every allocation a full collection just below the cap; expected: limit:memory
local kept = {}
for i = 1, 60 do kept[i] = ("x"):rep(65000 + i) end
local n = 0
while true do
  local s = ("y"):rep(64000) .. n
  n = n + 1
end
