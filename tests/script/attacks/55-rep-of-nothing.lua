-- must NOT repeat nothing for ever; expected: deterministic
-- value=0
return ("").rep("", 1000000000000000, ""):len()
