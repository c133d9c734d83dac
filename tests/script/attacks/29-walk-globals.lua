-- must NOT walk the table of globals or of loaded packages; expected: blocked
for name in pairs(_G) do return name end
