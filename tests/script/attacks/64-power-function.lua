-- must NOT use a transcendental function of the C library; expected: blocked
return string.format("%.17g", math.exp(1))
