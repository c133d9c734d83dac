-- SPDX-License-Identifier: Apache-2.0
-- One event with a field of every type, and the few words around it.
role "clerk" { zh = "经办人", en = "clerk" }
role "chief" { zh = "负责人", en = "chief" }
party "firm" { zh = "企业", en = "firm" }
party "unit" { zh = "单位", en = "unit" }
case "claim" { zh = "申请", en = "claim", subject = "firm" }
case "visit" { zh = "走访", en = "visit", subject = "firm" }

event "filed" { zh = "提出申请", en = "filed", about = "claim", opens = true, by = { "clerk" }, fields = {
  firm = party_id "firm", pages = integer, signed = boolean, urgent = flag { optional = true },
  day = date, at_time = time, kind = one_of { "small", "large" }, sum = money, rate = decimal(2),
  tags = list_of(one_of { "red", "green" }), box = record { width = integer, note = text { optional = true } },
  remark = text { optional = true }, other = case_id "claim" { optional = true } } }
event "checked" { zh = "审核", en = "checked", about = "claim", by = { "chief" }, apart_from = { "filed" }, fields = {} }
event "withdrawn" { zh = "撤回", en = "withdrawn", about = "claim", by = { "clerk", "chief" }, fields = {} }
event "seen" { zh = "巡查", en = "seen", about = "visit", opens = true, by = { "clerk" }, fields = { firm = party_id "firm" } }
event "renamed" { zh = "更名", en = "renamed", about = "firm", by = { "clerk" }, fields = { name = text } }
event "closed_year" { zh = "年结", en = "year closed", about = "store", by = { "chief" }, fields = { yuan = money } }

action "pay" { zh = "付款", en = "pay", kind = "proposal", decider = "chief", fields = { amount = money } }
action "note" { zh = "记录", en = "note", kind = "record", fields = { pages = integer } }
fact "claims" { of = "claim", zh = "申请数", en = "claims", measure = true, type = "integer", is = count("filed") }
fact "share" { of = "claim", zh = "每页", en = "share of a page", type = "integer", is = function(f) return 100 // f.case.pages end }
fact "endless" { of = "claim", zh = "不止", en = "endless", type = "integer", is = function(f) while true do end end }

rule "P-1" { case = "claim", on = "filed", zh = "付款", en = "pay", cite = "一", given = { ev.kind:is "small" },
  may = pay { amount = ev.sum } }
rule "N-1" { case = "claim", on = "withdrawn", zh = "记每页", en = "note the share", cite = "一", must = note { pages = case.share } }
rule "N-2" { case = "claim", on = "checked", zh = "不止", en = "never ends", cite = "一", must = note { pages = case.endless } }
