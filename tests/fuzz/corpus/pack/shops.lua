-- SPDX-License-Identifier: Apache-2.0
role "inspector" { zh = "检查员", en = "inspector" }
role "office"    { zh = "主管所", en = "office" }
party "shop"     { zh = "商户", en = "shop" }
case "defect"    { zh = "隐患", en = "defect", subject = "shop" }

event "defect_found"  { zh = "发现隐患", en = "defect found", about = "defect", opens = true, by = { "inspector" },
  fields = { shop = party_id "shop" } }
event "fix_ordered"   { zh = "责令整改", en = "repair ordered", about = "defect", by = { "inspector" }, fields = {} }
event "notice_served" { zh = "送达告知", en = "notice served", about = "defect", by = { "inspector" }, fields = {} }
event "answered"      { zh = "作出陈述", en = "answered", about = "defect", by = { "inspector" }, fields = {} }
event "more_time"     { zh = "延期", en = "more time", about = "defect", by = { "office" }, fields = { to = date } }
event "fixed"         { zh = "整改完成", en = "repaired", about = "defect", by = { "inspector" }, fields = {} }
event "visited"       { zh = "走访", en = "visited", about = "shop", by = { "inspector" }, fields = {} }
event "year_closed"   { zh = "年度结束", en = "year closed", about = "store", by = { "office" }, fields = {} }

action "order_repair" { zh = "责令整改", en = "order the repair", kind = "order", decider = "inspector", fields = { due = date } }
action "propose_fine" { zh = "建议罚款", en = "propose a fine", kind = "proposal", decider = "office", key = { "id" },
  fields = { id = case_id "defect", amount = money } }
action "alert"        { zh = "提醒", en = "alert", kind = "record",
  fields = { kind = one_of { "overdue", "silent", "fine_served", "fine_paid", "fine_declined", "many" }, count = integer { optional = true } } }

param "fine.amount" { zh = "罚款金额", en = "amount of the fine", unit = "fen", from = { ["2023-01-01"] = yuan(500) } }

procedure "repair" { case = "defect", zh = "整改", en = "repair", start = "found",
  states = { "found", "fixing", "overdue", "fixed", words_zh = { "已发现", "整改中", "逾期", "已整改" },
             words_en = { "found", "being repaired", "overdue", "repaired" } },
  ends = { "fixed" },
  regions = { notice = { "none", "served", "answered" } },
  deadlines = { fix_by = { zh = "整改期限", en = "repair deadline", runs = "fixing", length = days(10) },
                answer_by = { zh = "陈述期限", en = "answer deadline", runs = "notice.served", length = hours(48), from = ev.at },
                recheck_by = { zh = "复查期限", en = "recheck deadline", runs = "overdue", length = days(5) } } }

rule "R-1" { case = "defect", on = "fix_ordered", from = { "found", "overdue" }, to = "fixing", zh = "责令整改", en = "order", cite = "一",
  must = order_repair { due = due.fix_by } }
rule "R-2" { case = "defect", on = "more_time", from = "fixing", given = { ev.to:after(due.fix_by) }, to = "fixing",
  zh = "延期", en = "more time", cite = "一", due = { fix_by = ev.to } }
rule "R-3" { case = "defect", on = "lapse:fix_by", from = "fixing", to = "overdue", zh = "逾期", en = "overdue", cite = "二",
  must = alert { kind = "overdue" }, may = propose_fine { id = case.id, amount = param.fine.amount } }
rule "R-4" { case = "defect", on = "fixed", from = { "fixing", "overdue" }, to = "fixed", zh = "整改完成", en = "repaired", cite = "二" }
rule "R-5" { case = "defect", on = "lapse:recheck_by", zh = "逾期未改", en = "still not repaired", cite = "二",
  given = { case.state:is "overdue" }, must = alert { kind = "overdue" } }
rule "N-1" { case = "defect", on = "notice_served", from = "none", to = "notice.served", zh = "送达", en = "served", cite = "三" }
rule "N-2" { case = "defect", on = "answered", from = "served", to = "notice.answered", zh = "陈述", en = "answered", cite = "三" }
rule "N-3" { case = "defect", on = "lapse:answer_by", zh = "未陈述", en = "no answer", cite = "三",
  must = alert { kind = "silent" } }
rule "F-1" { case = "defect", on = "confirm:propose_fine", zh = "送达罚款决定", en = "serve the fine", cite = "四",
  given = { case.state:is "overdue" }, must = alert { kind = "fine_served" } }
rule "F-2" { case = "defect", on = "execute:propose_fine", zh = "缴款", en = "paid", cite = "四", must = alert { kind = "fine_paid" } }
rule "F-3" { case = "defect", on = "decline:propose_fine", zh = "不罚", en = "no fine", cite = "四", must = alert { kind = "fine_declined" } }
rule "V-1" { on = "visited", zh = "多次逾期", en = "overdue again and again", cite = "五",
  given = { count("lapse:fix_by"):of(ev.subject):atleast(1) },
  must = alert { kind = "many", count = count("lapse:fix_by"):of(ev.subject) } }
rule "Y-1" { on = "year_closed", each = list("defect", {}):of(store), zh = "年终提醒", en = "at the end of the year", cite = "五",
  given = { case.state:is "overdue" }, must = alert { kind = "overdue" } }
