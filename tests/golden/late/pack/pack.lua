-- SPDX-License-Identifier: Apache-2.0
-- A frozen pack for late records: a clock that would not have run out, a fine that would have been another.
pack { id = "test.late", version = "1.0.0", time_zone = "+08:00", zh = "测试用迟录", en = "late records for tests",
  files = { "issue.lua" } }
