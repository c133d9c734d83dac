-- must NOT print an address; expected: blocked
return ("%p"):format({})
