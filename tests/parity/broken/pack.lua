-- SPDX-License-Identifier: Apache-2.0
-- A pack with two mistakes, for those who must find them.
pack { id = "broken", version = "1.0.0", zh = "有错误的规则包", en = "a pack with mistakes", time_zone = "+08:00",
  files = { "words.lua" } }
