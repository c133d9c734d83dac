-- SPDX-License-Identifier: Apache-2.0
-- The examples of the language's description, for the tests of the loader.
pack { id = "language.examples", version = "1.0.0", calendar = "calendar.csv", time_zone = "+08:00",
  files = { "courtesy.lua", "decision.lua", "straw.lua", "reward.lua", "chain.lua", "basis.lua", "words.lua", "basis.csv" } }
