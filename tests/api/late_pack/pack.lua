-- SPDX-License-Identifier: Apache-2.0
-- Fines that depend on what was known before: a pack whose reviews have a desk of their own.
pack { id = "test.late", version = "1.0.0", time_zone = "+08:00", zh = "测试用迟录规则", en = "late records, for tests",
  files = { "fines.lua" } }
