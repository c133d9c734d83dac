-- must NOT write into a library table past its metatable; expected: blocked
table.insert(math, function() return 0 end)
return "escaped"
