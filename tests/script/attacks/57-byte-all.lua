-- must NOT push a value for each byte of a long text; expected: blocked
return select("#", ("x"):rep(60000):byte(1, -1))
