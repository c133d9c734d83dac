-- must NOT hide an operator behind a bracket that two lexers close differently; expected: deterministic
-- value="]=]|--x|2"
local a = [==[]=]]==]
local b = '--x' --[[ # ^ _ENV ]] local c = [[

2]]
return a .. "|" .. b .. "|" .. c:sub(2)
