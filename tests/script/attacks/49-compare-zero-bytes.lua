-- must NOT compare texts of zero bytes, piece by piece, for one instruction; expected: limit:instructions
local a, b = ("\0"):rep(65535) .. "a", ("\0"):rep(65535) .. "b"
local n = 0
while true do
  if a < b then n = n + 1 end
end
