-- must NOT let the hash seed order mixed keys; expected: deterministic
-- value="-2,0.5,1,2,3.5,A,Z,a,false,true"
local t = { [true] = 1, [false] = 1, a = 1, Z = 1, A = 1, [3.5] = 1, [-2] = 1, [0.5] = 1, 1, 1 }
local names = {}
for k in pairs(t) do
  names[count(names) + 1] = tostring(k)
  t[k] = nil
end
return table.concat(names, ",")
