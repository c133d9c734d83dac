-- must NOT replace a library function for later rules; expected: blocked
string.upper = function() return "owned" end
return ("a"):upper()
