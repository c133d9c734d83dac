-- SPDX-License-Identifier: Apache-2.0
role "office" { zh = "办公室", en = "office" }
role "reviewer" { zh = "复核员", en = "reviewer" }
party "enterprise" { zh = "企业", en = "enterprise" }
case "issue" { zh = "问题", en = "issue", subject = "subject" }

event "found" { zh = "发现", en = "found", about = "issue", opens = true, by = { "office" },
  fields = { subject = party_id "enterprise" } }
event "ordered" { zh = "责令改正", en = "ordered", about = "issue", by = { "office" }, fields = {} }
event "harm_seen" { zh = "危害程度", en = "harm seen", about = "issue", by = { "office" },
  fields = { harm = ladder { "minor", "serious" } } }
event "rectified" { zh = "改正", en = "rectified", about = "issue", by = { "office" }, fields = {} }
event "judged" { zh = "处理", en = "judged", about = "issue", by = { "office" }, fields = {} }

action "alert" { zh = "提醒", en = "alert", kind = "record", fields = { id = case_id "issue" } }
action "fine" { zh = "罚款", en = "fine", kind = "proposal", decider = "office", fields = { id = case_id "issue", amount = money } }
action "caution" { zh = "口头警告", en = "caution", kind = "record", fields = { id = case_id "issue" } }
action "review_required" { zh = "须复核", en = "review required", kind = "guard", decider = "reviewer",
  fields = { id = case_id "issue", subject = party_id "enterprise", reason = one_of { "late_record" }, decision = integer { optional = true } } }
action "note" { zh = "登记", en = "note", kind = "record", fields = { id = case_id "issue", reviews = integer } }

procedure "rectify" { case = "issue", zh = "整改", en = "rectification", cite = "四、4", start = "open",
  states = { "open", "ordered", "overdue", "closed" }, ends = { "closed" },
  deadlines = { rectify_by = { zh = "整改期限", en = "time to rectify", runs = "ordered", length = days(7) } } }

rule "R-1" { case = "issue", on = "ordered", from = "open", to = "ordered", zh = "责令限期改正", en = "ordered to rectify", cite = "四、4" }
rule "R-2" { case = "issue", on = "lapse:rectify_by", from = "ordered", to = "overdue", zh = "逾期未改", en = "not rectified in time", cite = "四、4",
  must = alert { id = case.id } }
rule "R-3" { case = "issue", on = "rectified", from = { "ordered", "overdue" }, to = "closed", zh = "改正结案", en = "rectified and closed", cite = "四、4" }
rule "R-4" { case = "issue", on = "judged", zh = "处理", en = "what follows", cite = "四、5", choose = {
  { case.state:is "overdue", case.harm:is "serious", must = fine { id = case.id, amount = yuan(500) } },
  { case.state:is "overdue", must = fine { id = case.id, amount = yuan(100) } },
  { must = caution { id = case.id } } } }
rule "R-5" { case = "issue", on = "review_required", zh = "登记复核", en = "reviews are counted", cite = "四、6",
  must = note { id = case.id, reviews = count("review_required") } }
