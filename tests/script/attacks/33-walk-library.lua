-- must NOT list what a library table holds; expected: blocked
local names = {}
for name in pairs(string) do table.insert(names, name) end
return table.concat(names, ",")
