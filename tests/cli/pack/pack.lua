-- SPDX-License-Identifier: Apache-2.0
pack { id = "library", version = "1.0.0", zh = "图书借阅", en = "library loans",
  time_zone = "+08:00", currency = "CNY", needs = ">= 0.1", files = { "rules.lua" } }
