-- must NOT name the environment; expected: load-error
local _ENV <const> = { x = 1 }
return x
