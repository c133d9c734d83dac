-- must NOT search a long text for a long text byte by byte; expected: limit:instructions
local text, what = ("a"):rep(60000), ("a"):rep(30000) .. "b"
while true do text:find(what, 1, true) end
