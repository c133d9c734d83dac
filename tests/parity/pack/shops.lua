-- SPDX-License-Identifier: Apache-2.0
role "inspector" { zh = "检查员", en = "inspector" }
role "office"    { zh = "主管所", en = "office" }
party "shop"     { zh = "商户", en = "shop" }
case "defect"    { zh = "隐患", en = "defect", subject = "shop" }

event "defect_found" { zh = "发现隐患", en = "defect found", about = "defect", opens = true, by = { "inspector" },
  fields = { shop = party_id "shop", note = text { optional = true } } }
event "fix_ordered"  { zh = "责令整改", en = "repair ordered", about = "defect", by = { "inspector" }, fields = {} }
event "fixed"        { zh = "整改完成", en = "repaired", about = "defect", by = { "inspector" }, fields = {} }

action "order_repair" { zh = "责令整改", en = "order the repair", kind = "order", decider = "inspector", fields = { due = date } }
action "propose_fine" { zh = "建议罚款", en = "propose a fine", kind = "proposal", decider = "office", key = { "id" },
  fields = { id = case_id "defect", amount = money } }
action "thank"        { zh = "致谢", en = "thank", kind = "record", fields = { note = text } }

param "fine.amount" { zh = "罚款金额", en = "amount of the fine", unit = "fen", from = { ["2023-01-01"] = yuan(500) } }

fact "orders" { of = "defect", zh = "责令次数", en = "orders", measure = true, type = "integer", is = count("fix_ordered") }

procedure "repair" { case = "defect", zh = "整改", en = "repair", start = "found",
  states = { "found", "fixing", "overdue", "fixed", words_zh = { "已发现", "整改中", "逾期", "已整改" },
             words_en = { "found", "being repaired", "overdue", "repaired" } },
  ends = { "fixed" },
  deadlines = { fix_by = { zh = "整改期限", en = "repair deadline", runs = "fixing", length = days(10) } } }

rule "R-1" { case = "defect", on = "fix_ordered", from = { "found", "overdue" }, to = "fixing", zh = "责令整改", en = "order", cite = "一",
  must = order_repair { due = due.fix_by } }
rule "R-2" { case = "defect", on = "lapse:fix_by", from = "fixing", to = "overdue", zh = "逾期", en = "overdue", cite = "二",
  may = propose_fine { id = case.id, amount = param.fine.amount } }
rule "R-3" { case = "defect", on = "fixed", from = { "fixing", "overdue" }, to = "fixed", zh = "整改完成", en = "repaired", cite = "二" }
rule "T-1" { case = "defect", on = "defect_found", zh = "致谢", en = "thanks", cite = "三",
  given = { known(ev.note) }, must = thank { note = ev.note } }
