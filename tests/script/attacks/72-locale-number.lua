-- must NOT let the host's locale read a number; expected: deterministic
-- value="nil|1.5|2.25"
return tostring(tonumber("1,5")) .. "|" .. tostring(tonumber("1.5")) .. "|" .. string.format("%g", "2.25")
