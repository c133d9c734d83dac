-- SPDX-License-Identifier: Apache-2.0
role "office" { zh = "办公室", en = "office" }
party "enterprise" { zh = "企业", en = "enterprise" }
case "issue" { zh = "问题", en = "issue", subject = "subject" }

event "found" { zh = "发现", en = "found", about = "issue", opens = true, by = { "office" },
  fields = { subject = party_id "enterprise" } }
event "ordered" { zh = "责令改正", en = "ordered", about = "issue", by = { "office" }, fields = {} }
event "rectified" { zh = "改正", en = "rectified", about = "issue", by = { "office" }, fields = {} }
event "asked" { zh = "申请延期", en = "asked for more time", about = "issue", by = { "office" }, fields = { to = date } }

action "order" { zh = "限期", en = "term", kind = "order", decider = "office", fields = { id = case_id "issue", due = date } }
action "alert" { zh = "提醒", en = "alert", kind = "record", fields = { id = case_id "issue", overdue = boolean { optional = true } } }

procedure "rectify" { case = "issue", zh = "整改", en = "rectification", cite = "四、4", start = "open",
  states = { "open", "ordered", "overdue", "closed" }, ends = { "closed" },
  deadlines = { rectify_by = { zh = "整改期限", en = "time to rectify", runs = "ordered", length = days(7) } } }

rule "R-1" { case = "issue", on = "ordered", from = "open", to = "ordered", zh = "责令限期改正", en = "ordered to rectify", cite = "四、4",
  must = order { id = case.id, due = due.rectify_by } }
rule "R-2" { case = "issue", on = "asked", from = "ordered", to = "ordered", zh = "延期", en = "more time", cite = "四、4",
  due = { rectify_by = ev.to } }
rule "R-3" { case = "issue", on = "lapse:rectify_by", from = "ordered", to = "overdue", zh = "逾期未改", en = "not rectified in time", cite = "四、4",
  must = alert { id = case.id } }
rule "R-4" { case = "issue", on = "rectified", from = { "ordered", "overdue" }, to = "closed", zh = "改正结案", en = "rectified and closed", cite = "四、4" }
rule "R-5" { case = "issue", on = "rectified", given = { was.state:is "overdue" }, zh = "逾期改正", en = "rectified late", cite = "四、4",
  must = alert { id = case.id, overdue = true } }
