-- SPDX-License-Identifier: Apache-2.0
role "inspector" { zh = "检查员", en = "inspector" }
role "office"    { zh = "主管所", en = "office" }
party "shop"     { zh = "商户", en = "shop" }
party "owner"    { zh = "业主", en = "owner" }
case "defect"    { zh = "隐患", en = "defect", subject = "shop" }

event "rules_in_force" { zh = "规定施行", en = "rules in force", about = "store", by = { "office" }, fields = {} }
event "defect_found"  { zh = "发现隐患", en = "defect found", about = "defect", opens = true, by = { "inspector", "office" },
  fields = { shop = party_id "shop", kind = one_of { "gas", "wiring" }, owners = list_of(party_id "owner") { optional = true },
             loss = money { optional = true }, registered_no = integer { optional = true } } }
event "fix_ordered"   { zh = "责令整改", en = "repair ordered", about = "defect", by = { "inspector" }, fields = {} }
event "fixed"         { zh = "整改完成", en = "repaired", about = "defect", by = { "inspector" }, presupposes = { "fixing", "overdue" },
  fields = { shop = party_id "shop" { optional = true } } }
event "fine_paid"     { zh = "缴纳罚款", en = "fine paid", about = "defect", by = { "office" }, presupposes = { "fined" }, fields = { account = text, yuan = money } }
event "answered"      { zh = "作出陈述", en = "answered", about = "defect", by = { "inspector" }, presupposes = { "notice=served" }, fields = {} }
event "asked"         { zh = "询问", en = "asked", about = "defect", by = { "inspector" }, presupposes = { "any (fixing)" }, fields = {} }
event "visited"       { zh = "走访", en = "visited", about = "shop", party = "shop", by = { "inspector" }, fields = {} }

action "order_repair" { zh = "责令整改", en = "order the repair", kind = "order", decider = "inspector", fields = { due = date } }
action "propose_fine" { zh = "建议罚款", en = "propose a fine", kind = "proposal", decider = "office", fields = { amount = money { optional = true } } }
action "no_fine"      { zh = "不得罚款", en = "no fine", kind = "guard", decider = "office", fields = {} }
action "close"        { zh = "结案", en = "close", kind = "record", fields = {} }
action "remind"       { zh = "提醒", en = "remind", kind = "record", fields = { owner = party_id "owner" { optional = true } } }

param "fix.workdays" { zh = "整改期限", en = "days for the repair", type = integer, from = { ["2024-01-01"] = 3 }, note = "for tests", assumed = true }
param "fine.amount"  { zh = "罚款金额", en = "amount of the fine", unit = "fen", from = { ["2024-01-01"] = yuan(500) } }
param "fine.exempt"  { zh = "免罚类别", en = "kinds without a fine", type = list_of(one_of { "gas", "wiring" }), from = { ["2024-01-01"] = {} }, note = "for tests", assumed = true }

fact "visits" { of = "defect", zh = "走访次数", en = "visits", is = count("visited"):of(case.subject) }
fact "fined"  { of = "defect", zh = "罚款合计", en = "fined", measure = true, is = sum("propose_fine").amount }
fact "paid"   { of = "store", zh = "已缴合计", en = "paid in all", measure = true, is = sum("fine_paid", { it.account:is "main" }):of(store).yuan }

procedure "repair" { case = "defect", zh = "整改", en = "repair", start = "found", adopt = { "office" },
  states = { "found", "fixing", "overdue", "fined", "fixed", "paid" }, ends = { "fixed", "paid" },
  regions = { notice = { "none", "served", "answered" } },
  deadlines = { fix_by = { zh = "整改期限", en = "repair deadline", runs = "fixing", length = workdays(param.fix.workdays) },
                answer_by = { zh = "陈述期限", en = "answer deadline", runs = "notice.served", length = hours(48), from = ev.at } } }

rule "R-1" { case = "defect", on = "fix_ordered", from = "found", to = "fixing", zh = "责令整改", en = "order", cite = "一",
  must = order_repair { due = due.fix_by } }
rule "R-2" { case = "defect", on = "lapse:fix_by", from = "fixing", to = "overdue", zh = "逾期", en = "overdue", cite = "二",
  may = propose_fine { amount = param.fine.amount } }
rule "R-3" { case = "defect", on = "lapse:fix_by", zh = "免罚", en = "no fine", cite = "二", given = { param.fine.exempt:has(case.kind) },
  must_not = no_fine {} }
rule "R-3b" { case = "defect", on = "lapse:fix_by", zh = "免罚即不罚", en = "exempt", cite = "二", given = { param.fine.exempt:has(case.kind) },
  must_not = propose_fine {} }
rule "R-4" { case = "defect", on = "fixed", from = { "fixing", "overdue" }, to = "fixed", zh = "整改完成", en = "repaired", cite = "二",
  must = close {} }
rule "R-5" { case = "defect", on = "fine_paid", from = "fined", to = "paid", zh = "缴清", en = "paid", cite = "三", must = close {} }
rule "R-6" { case = "defect", on = "fix_ordered", from = "none", to = "notice.served", zh = "送达", en = "served", cite = "三" }
rule "R-7" { case = "defect", on = "answered", from = "served", to = "notice.answered", zh = "陈述", en = "answered", cite = "三" }
rule "R-8" { case = "defect", on = "lapse:answer_by", zh = "未陈述", en = "no answer", cite = "三", must = remind {} }
rule "R-9" { case = "defect", on = "defect_found", each = ev.owners, zh = "告知业主", en = "tell the owners", cite = "四", must = remind { owner = each } }
rule "R-10" { case = "defect", on = "asked", from = "fixing", zh = "催办", en = "urge", cite = "四",
  given = { case.visits:atleast(1), ev.date:upto(due.fix_by) }, must = remind {} }
