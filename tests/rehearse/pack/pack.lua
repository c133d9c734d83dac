-- SPDX-License-Identifier: Apache-2.0
-- Shops and their defects, small enough to know by heart: states, working days, money, a case taken over midway.
pack { id = "test.rehearsal", version = "1.0.0", time_zone = "+08:00", calendar = "calendar.csv", currency = "CNY",
  zh = "测试用整改规则", en = "defects of shops, for tests of rehearsals", files = { "shops.lua" } }
