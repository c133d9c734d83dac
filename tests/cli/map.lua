-- SPDX-License-Identifier: Apache-2.0
-- One loan a row; a row without an id is dropped, a title without text is absent.
return function(row)
  if row.id == "" then return nil end
  local title
  if row.title ~= "" then title = row.title end
  return { type = "lent", case = row.id, at = row.day, by = "librarian:import",
    data = { reader = "reader:" .. row.reader, title = title } }
end
