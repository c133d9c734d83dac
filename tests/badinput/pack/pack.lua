-- SPDX-License-Identifier: Apache-2.0
pack { id = "test.forms", version = "1.0.0", zh = "表单", en = "forms", time_zone = "+08:00", currency = "CNY",
  needs = ">= 0.1", files = { "forms.lua" } }
