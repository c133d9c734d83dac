-- SPDX-License-Identifier: Apache-2.0
-- A lending library: enough words for the command line to have something to print.

role "librarian" { zh = "管理员", en = "librarian" }
party "reader"   { zh = "读者", en = "reader" }
case "loan"      { zh = "借阅", en = "loan", subject = "reader" }

event "lent" { zh = "借出", en = "lent", about = "loan", opens = true, by = { "librarian" }, fields = {
  reader = party_id "reader" { zh = "读者", en = "reader" },
  title = text { optional = true, zh = "书名", en = "title" } } }
event "returned" { zh = "归还", en = "returned", about = "loan", by = { "librarian" }, fields = {
  damaged = flag { optional = true, zh = "损坏", en = "damaged" } } }

action "remind" { zh = "提醒", en = "remind", kind = "record", fields = {
  days = integer { zh = "借阅天数", en = "days" } } }
action "charge" { zh = "赔偿", en = "charge", kind = "proposal", decider = "librarian", fields = {
  amount = money { zh = "金额", en = "amount" } } }

param "loan.days"   { zh = "借期", en = "days of a loan", type = integer, unit = "days", cite = "三",
  from = { ["2024-01-01"] = 30 } }
param "loan.charge" { zh = "赔偿金额", en = "charge for damage", type = money, unit = "fen", cite = "四",
  from = { ["2024-01-01"] = yuan(20) } }

fact "lent_for" { of = "loan", zh = "借阅天数", en = "days lent",
  is = elapsed(first("lent").date, last("returned").date) }
fact "state_of_loan" { of = "loan", measure = true, zh = "借阅状态", en = "state of the loan",
  type = one_of { "BACK", "OUT" },
  choose = { { "BACK", known(last "returned") }, { "OUT" } } }

rule "late" { case = "loan", on = "returned", zh = "超过借期，提醒", en = "kept too long: remind", cite = "三",
  given = { case.lent_for:above(param.loan.days) },
  must = remind { days = case.lent_for } }
rule "damaged" { case = "loan", on = "returned", zh = "损坏，赔偿", en = "damaged: charge", cite = "四",
  given = { ev.damaged },
  may = charge { amount = param.loan.charge } }
