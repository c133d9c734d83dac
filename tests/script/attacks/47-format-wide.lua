-- must NOT print megabytes inside format for one unit; expected: blocked
local s = ("x"):rep(65000)
return ("%s%s%s%s"):format(s, s, s, s):len()
