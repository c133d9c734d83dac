-- must NOT send the reader of results round and round; expected: blocked
local t = {}
t[1] = t
return t
