-- SPDX-License-Identifier: Apache-2.0
-- 三（三）1 小散乱污 / Small polluters: 防止“小散乱污”死灰复燃，一经发现，均按照法律程序进行处理。Sellers of loose coal
-- and dead animals go the same way. (E.2)

fact "refer_due" { of = { "air_issue", "straw_fire" }, zh = "移送期限", en = "refer by", cite = { "四、4", "三（三）1" },
  note = "dead animals on the same day",
  choose = {
    { today, known(case.norms), case.norms:has "dead_animals" },
    { today + workdays(param.esc.refer_workdays) } } }
rule "E-10" { case = "air_issue", on = "violation_found", cite = { "三（三）1", "三（二）3" },
  zh = "小散乱污、销售散煤、病死畜禽，一经发现即移送", en = "small polluters, sellers of loose coal, dead animals: referred when found",
  note = "防止“小散乱污”死灰复燃，一经发现，均按照法律程序进行处理",
  given = {
    ev.mode:isnt "self_check", case.state:is "discovered",
    any { case.norms:has "small_polluter", case.norms:has "loose_coal_sale", case.norms:has "dead_animals" } },
  must = refer_case { to = case.competent, due = case.refer_due } }
