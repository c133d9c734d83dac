-- must NOT read a long text as a number for one instruction; expected: limit:instructions
local s = (" "):rep(65000) .. "1"
while true do
  for i = 1, s do end
end
