-- must NOT differ where an integer overflows or a text is a number; expected: deterministic
-- value=[-9223372036854775808,15,"15.0",-2]
return { math.maxinteger + 1, "10" + 5, tostring("10" + 5.0), math.maxinteger * 2 }
