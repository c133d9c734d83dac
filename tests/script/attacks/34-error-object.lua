-- must NOT have the host run code of, or show the address of, an error object; expected: blocked
error({ __tostring = function() while true do end end })
