-- must NOT close a function that the host opened; expected: load-error
return 1 end
while true do end
do
