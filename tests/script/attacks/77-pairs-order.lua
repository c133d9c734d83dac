-- must NOT let the hash seed choose the order of pairs; expected: deterministic
-- value="Anhui,Fujian,Gansu,Hebei,Henan,Hunan,Jilin,Shanxi,Sichuan,Yunnan"
local t = { Shanxi = 1, Hebei = 2, Henan = 3, Anhui = 4, Jilin = 5, Hunan = 6, Fujian = 7, Gansu = 8, Yunnan = 9, Sichuan = 10 }
local names, n = {}, 0
for name in pairs(t) do
  n = n + 1
  names[n] = name
end
return table.concat(names, ",")
