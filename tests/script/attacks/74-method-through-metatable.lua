-- must NOT reach Lua's own function through a text's method; expected: blocked
return ("x"):rep(1 << 30, ""):len()
