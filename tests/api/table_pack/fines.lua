-- SPDX-License-Identifier: Apache-2.0
role "office" { zh = "办公室", en = "office" }
case "issue" { zh = "问题", en = "issue" }
law "旧法1" { zh = "旧法第一条", en = "old act, art. 1" }
law "旧法2" { zh = "旧法第二条", en = "old act, art. 2" }
law "新法1" { zh = "新法第一条", en = "new act, art. 1", from = "2024-02-01" }

event "found" { zh = "发现", en = "found", about = "issue", opens = true, by = { "office" },
  fields = { norms = list_of(one_of { "dust", "noise" }), act = date } }
action "propose" { zh = "拟罚", en = "propose a fine", kind = "proposal", decider = "office", fields = { basis = text { optional = true }, max = money { optional = true } } }

-- The higher fine of two norms; of two laws the lighter (从旧兼从轻).
table "basis" { zh = "依据", en = "basis", inputs = { case.norms }, outputs = { "law", "max" }, hit = "priority", rank = { "max" }, law_time = "lenient",
  rows = { { "dust",  "旧法1@..2024-01-31", yuan(100) },
           { "noise", "旧法2",              yuan(200) },
           { "dust",  "新法1",              yuan(50) } } }
rule "T-1" { case = "issue", on = "found", zh = "按表拟罚", en = "a fine by the table", cite = "旧法1",
  must = propose { basis = basis.law, max = basis.max } }
