-- SPDX-License-Identifier: Apache-2.0
role "grid_member" { zh = "网格员", en = "grid member" }
role "committee"   { zh = "村委会", en = "village committee" }
party "household"  { zh = "农户", en = "household" }
case "fire" { zh = "焚烧", en = "fire", subject = "household" }

event "burn_found" { zh = "发现焚烧", en = "burning found", about = "fire", opens = true, by = { "grid_member" },
  fields = { household = party_id "household", place = text { optional = true } } }
event "burn_verified" { zh = "焚烧查实", en = "burning verified", about = "fire", by = { "grid_member", "committee" },
  apart_from = { "burn_found" },
  fields = { act = date, actor = one_of { "member", "tenant" }, size = integer { optional = true } } }
event "objection" { zh = "异议成立", en = "objection upheld", about = "fire", by = { "committee" }, fields = {} }
event "budget_set" { zh = "预算", en = "budget", about = "store", by = { "committee" }, fields = { yuan = money } }
event "visited" { zh = "走访", en = "visited", about = "household", by = { "grid_member" }, fields = { note = text { optional = true } } }

action "suspend" { zh = "停发福利", en = "suspend welfare", kind = "proposal", decider = "committee", key = { "household", "year" },
  fields = { household = party_id "household", year = integer, amount = money } }
action "no_suspension" { zh = "不停发", en = "no suspension", kind = "record",
  fields = { household = party_id "household", reason = one_of { "not_attributed" } } }
action "again" { zh = "同年再犯", en = "again in one year", kind = "record", fields = { household = party_id "household" } }
action "restore" { zh = "恢复", en = "restore", kind = "order", decider = "committee", fields = { household = party_id "household" } }
action "remind" { zh = "提醒", en = "remind", kind = "record", fields = { household = party_id "household" } }

param "suspend.amount" { zh = "停发金额", en = "amount suspended", unit = "fen", from = { ["2023-01-01"] = yuan(300), ["2024-07-01"] = yuan(500) } }

fact "burnings" { of = "fire", zh = "查实次数", en = "verified burnings", measure = true, type = "integer", is = count("burn_verified") }

rule "S-1" { case = "fire", on = "burn_verified", zh = "停发当年福利", en = "suspend this year's welfare", cite = "三（三）4",
  require = { { "not_attributed", ev.actor:is "member" } },
  otherwise = no_suspension { household = case.household },
  must = suspend { household = case.household, year = ev.act.year, amount = param.suspend.amount },
  again = again { household = case.household } }
rule "S-2" { case = "fire", on = "objection", zh = "恢复福利", en = "restore the welfare", cite = "三（三）4",
  given = { known(last("suspend")) },
  must = restore { household = case.household },
  revoke = suspend { household = case.household } }
rule "S-3" { case = "fire", on = "suspend", zh = "停发后提醒", en = "remind after a suspension", cite = "三（三）4",
  must = remind { household = ev.household } }
rule "S-4" { on = "budget_set", each = list("fire", {}):of(store), zh = "逐案提醒", en = "remind every case", cite = "三（三）4",
  given = { known(first("burn_verified")) }, must = remind { household = case.household } }
