-- SPDX-License-Identifier: Apache-2.0
-- 名册 / The registers of the plan. Duties of a register are silent until it is recorded; its number is compared with
-- the plan's.

local function register(id, zh, en, cite)
  fact(id) { of = "store", zh = zh, en = en, cite = cite, is = last("register_recorded", { it.register:is(id) }):of(store).members }
end
register("villages", "各村", "the villages", "三（三）2")
register("farms", "养殖场", "the farms", "三（二）3")
register("coal_enterprises", "洗储煤企业", "the coal enterprises", "三（三）1")
register("grids", "网格", "the grids", "三（二）3")
register("lanes", "防火通道", "the fire lanes", "三（三）3")
register("cleaners", "保洁员", "the cleaners", "三（三）2")
register("collectors", "清运员", "the collectors", "三（三）2")
register("sanitation_heads", "环卫队长", "the sanitation heads", "三（三）2")

-- 名册核对 / A number that differs is told when a period of the duty is judged, once on a day.
local function told(register) return known(last("alert", { it.register:is(register), it.date:is(ev.date) }):of(store)) end
local function compared(id, duty_word, register, expected)
  rule(id) { on = { "duty_met", "duty_missed" }, cite = { "三（二）3", "三（三）1", "三（三）2" },
    zh = "名册数与方案不符，预警", en = "the register differs from the plan: alert",
    given = {
      ev.duty:is(duty_word), known(store[register]), store[register].count:isnt(expected), no(told(register)) },
    must = alert { kind = "register_mismatch", register = register, expected = expected, found = store[register].count } }
end
compared("E-20", "farm", "farms", 89)
compared("E-37", "gangue_commitment", "coal_enterprises", 6)
compared("DU-GRID.n", "grid", "grids", 52)
compared("DU-CLEANER.n1", "cleaner", "cleaners", 110)
compared("DU-CLEANER.n2", "cleaner", "collectors", 16)
compared("DU-CLEANER.n3", "cleaner", "sanitation_heads", 30)
