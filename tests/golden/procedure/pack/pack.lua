-- SPDX-License-Identifier: Apache-2.0
-- A frozen pack with one procedure: orders, a clock that runs, moves and lapses, a case taken further late.
pack { id = "test.procedure", version = "1.0.0", time_zone = "+08:00", zh = "测试用程序", en = "a procedure for tests",
  files = { "issue.lua" } }
