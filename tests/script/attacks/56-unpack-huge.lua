-- must NOT push a hundred million values; expected: blocked
return select("#", table.unpack({}, 1, 100000000))
