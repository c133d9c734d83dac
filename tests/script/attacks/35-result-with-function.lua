-- must NOT hand a function to the host as a result; expected: blocked
return { function() while true do end end }
