-- must NOT meet the defect of an index that is a comparison; expected: load-error
local t = { [true] = "yes", [false] = "no" }
local function f(a, b) return t[a < b] end
return f(1, 2)
