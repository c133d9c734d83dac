-- SPDX-License-Identifier: Apache-2.0
-- A made-up table of fines that changes in the middle of a year.
pack { id = "test.table", version = "1.0.0", time_zone = "+08:00", zh = "测试用决策表", en = "a decision table for tests",
  files = { "fines.lua" } }
