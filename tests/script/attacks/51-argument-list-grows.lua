-- must NOT copy a million arguments for one instruction; expected: blocked
local function grow(n, ...)
  if n == 0 then
    while true do local k = select("#", ...) end
  end
  return grow(n - 1, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, nil, ...)
end
return grow(5000)
