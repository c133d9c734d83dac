-- must NOT show the processor's sign of a number that is none; expected: deterministic
-- value="nan|nan|nan|inf|-inf"
local nan = 0 / 0
return tostring(nan) .. "|" .. tostring(-nan) .. "|" .. ("%f"):format(nan) .. "|" .. tostring(1 / 0) .. "|" .. tostring(-1 / 0)
