-- must NOT run where a hook on the main state does not look; expected: blocked
local co = coroutine.wrap(function() while true do end end)
co()
return "escaped"
