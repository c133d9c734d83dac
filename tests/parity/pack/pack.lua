-- SPDX-License-Identifier: Apache-2.0
pack { id = "parity", version = "1.0.0", zh = "各语言一致性测试用规则包", en = "what every language must do alike",
  time_zone = "+08:00", currency = "CNY",
  files = { "shops.lua" } }
