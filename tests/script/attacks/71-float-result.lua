-- must NOT decide with a float; expected: blocked
return 7 / 2
