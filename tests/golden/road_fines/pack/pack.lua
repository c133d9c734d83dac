-- SPDX-License-Identifier: Apache-2.0
pack {
  id = "road_fines", version = "1.0.0",
  zh = "道路交通罚款流程检查", en = "Checks of a road-fine process",
  note = "the published rules of an Italian road-fine log, as findings; nothing here is legal advice",
  time_zone = "+01:00", currency = "EUR", needs = ">= 0.1",
  files = { "vocabulary.lua", "findings.lua", "outcome.lua" } }
