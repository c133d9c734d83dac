-- SPDX-License-Identifier: Apache-2.0
-- A small made-up plan for the API tests.
pack { id = "test.village", version = "1.0.0", time_zone = "+08:00", zh = "测试用村规", en = "a village for tests",
  files = { "village.lua" } }
