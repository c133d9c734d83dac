-- SPDX-License-Identifier: Apache-2.0
-- One loan a row; a row without an id is dropped. An empty cell is nil: a title without text is absent.
return function(row)
  if not row.id then return nil end
  return { type = "lent", case = row.id, at = row.day, by = "librarian:import",
    data = { reader = "reader:" .. row.reader, title = row.title } }
end
