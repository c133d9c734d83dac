-- must NOT use the C library's power function; expected: load-error
return 2 --[[ ]] ^ --[==[ ]==] 0.5
