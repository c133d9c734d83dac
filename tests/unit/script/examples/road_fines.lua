-- SPDX-License-Identifier: Apache-2.0
local function guard(id, on, ...) rule(id) { case = "road_fine", on = on, require = { { id, ... } }, otherwise = nonconform { } } end    -- nonconform has the field `reason`
local notified = first("fine_notified").date
guard("G1", "send_fine",      elapsed(first("create_fine").date, ev.date):below(90))
guard("G2", "appeal_prefect", any { unknown(notified), elapsed(notified, ev.date):below(60) })      -- an appeal counts in G2 or in G2n, never in both
guard("G2n", "appeal_prefect", known(notified))
guard("G3", "appeal_judge",   any { unknown(notified), elapsed(notified, ev.date):below(60) })
guard("G3n", "appeal_judge",  known(notified))
guard("G4", "appeal_result",  was.dismissal:is "NIL")
guard("G5", "collection",     was.paid:below(was.amount + was.expense))              -- expense has default = 0
guard("T2", "add_penalty",    was.paid:below(was.amount + was.expense))
guard("T3", "add_penalty",    unknown(first "appeal_prefect"))
guard("T3d", "add_penalty",   was.dismissal:none_of { "#", "G" })
guard("X1", "send_fine",      any { was.amount:is(0), was.paid:below(was.amount), was.points:isnt(0) })
guard("Q1", "payment",        ev.paid:is(was.paid + ev.payment))
rule "T7" { on = "log_closed", each = list("road_fine", {}):of(store), given = { known(first { "appeal_prefect", "appeal_sent" }), known(first "appeal_judge") }, must = nonconform { } }
fact "outcome" { of = "road_fine", measure = true, zh = "结果", choose = { { "CREDIT_COLLECTION", known(first "collection") }, { "DISMISSED", case.dismissal:one_of { "#", "G" } },
  { "PAID", case.paid:atleast(case.amount + case.expense) }, { "DISMISSED_OTHER", case.dismissal:isnt "NIL" }, { "OPEN" } } }
