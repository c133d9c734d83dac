-- must NOT hide an operator behind a continued line; expected: deterministic
-- value="a\x0ab--c"
local s = "a\
b\z
           --c"
return s
