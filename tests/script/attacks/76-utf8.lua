-- must NOT read bytes differently on another machine; expected: deterministic
-- value=[20108,2,"\xe4\xba\x8c",3]
local s = "\u{4E8C}\u{5341}"
local c = utf8.char(utf8.codepoint(s))
return { utf8.codepoint(s), utf8.len(s), c, c:len() }
