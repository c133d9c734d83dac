-- SPDX-License-Identifier: Apache-2.0
-- Shops and their defects: states, deadlines in days and hours, and people who decide.
pack { id = "test.shops", version = "1.0.0", time_zone = "+08:00", zh = "测试用整改规则", en = "defects of shops, for tests",
  files = { "shops.lua" } }
