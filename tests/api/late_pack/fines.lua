-- SPDX-License-Identifier: Apache-2.0
role "inspector" { zh = "检查员", en = "inspector" }
role "reviewer"  { zh = "复核员", en = "reviewer" }
party "shop"     { zh = "商户", en = "shop" }
case "breach"    { zh = "违规", en = "breach", subject = "shop" }

event "breach_found" { zh = "发现违规", en = "breach found", about = "breach", opens = true, by = { "inspector" },
  fields = { shop = party_id "shop" } }
event "warned"       { zh = "警告", en = "warned", about = "breach", by = { "inspector" }, fields = {} }
event "harm_seen"    { zh = "危害程度", en = "harm seen", about = "breach", by = { "inspector" },
  fields = { harm = ladder { "minor", "serious" } } }
event "judged"       { zh = "处理", en = "judged", about = "breach", by = { "inspector" }, fields = {} }
event "praised"      { zh = "表扬", en = "praised", about = "breach", by = { "inspector" }, fields = {} }

action "fine" { zh = "罚款", en = "fine", kind = "proposal", decider = "inspector", fields = { amount = money } }
action "caution" { zh = "口头警告", en = "warning", kind = "record", fields = {} }
action "note" { zh = "登记", en = "note", kind = "record", fields = { count = integer } }
action "review_required" { zh = "须复核", en = "review required", kind = "guard", decider = "reviewer", fields = {
  shop = party_id "shop", reason = one_of { "late_record", "other" }, decision = integer { optional = true } } }

rule "J-1" { case = "breach", on = "judged", zh = "处理", en = "what follows", cite = "一", choose = {
  { case.harm:is "serious", must = fine { amount = yuan(500) } },
  { known(first "warned"), must = fine { amount = yuan(100) } },
  { must = caution {} } } }
rule "J-2" { case = "breach", on = "review_required", zh = "登记复核", en = "count the reviews", cite = "一",
  must = note { count = count("review_required") } }
rule "J-3" { case = "breach", on = "praised", zh = "同一商户的违规次数", en = "breaches of the shop", cite = "一",
  must = note { count = count("breach_found"):of(case.shop) } }
