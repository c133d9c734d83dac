-- SPDX-License-Identifier: Apache-2.0
-- What does not conform. A guard looks at the fine as it was just before the event (`was`): it must hold,
-- and a value that was never recorded does not hold. The other findings need all their values: `given`.

local function guard(id, on, zh, en, cite, condition, given)
  rule(id) { case = "road_fine", on = on, zh = zh, en = en, cite = cite, given = given,
    require = { { id, condition } }, otherwise = nonconform { } }
end

local created, notified = first("create_fine").date, first("fine_notified").date
local due = was.amount + was.expense

guard("G1", "send_fine", "寄送应在开单后90日内（不含）", "the fine is sent less than 90 days after its creation", { "net:send", "cds201" },
  elapsed(created, ev.date):below(param.days.send:on(ev.date)))

-- An appeal counts in G2 or in G2n, never in both; so for G3 and G3n.
guard("G2", "appeal_prefect", "向省督申诉应在送达后60日内（不含）", "the appeal to the prefecture comes less than 60 days after notification", { "net:prefecture", "cds203" },
  elapsed(notified, ev.date):below(param.days.appeal_prefect:on(ev.date)), { known(notified) })
guard("G2n", "appeal_prefect", "向省督申诉之前应已送达", "the appeal to the prefecture follows a notification", "net:prefecture",
  known(notified))
guard("G3", "appeal_judge", "向法官申诉应在送达后60日内（不含）", "the appeal to the judge comes less than 60 days after notification", { "net:judge", "cds204bis" },
  elapsed(notified, ev.date):below(param.days.appeal_judge:on(ev.date)), { known(notified) })
guard("G3n", "appeal_judge", "向法官申诉之前应已送达", "the appeal to the judge follows a notification", "net:judge",
  known(notified))

guard("G4", "appeal_result", "收到结果时罚单未被撤销", "a result is received while the fine is not dismissed", "net:result",
  was.dismissal:is "NIL")
guard("G5", "collection", "移送催收时未缴清", "the fine is not paid in full when sent to collection", "net:collection",
  was.paid:below(due))

guard("T2", "add_penalty", "缴清后不得加罚", "no penalty once paid in full", "narrative",
  was.paid:below(due), { known(was.paid), known(was.amount) })
guard("T3", "add_penalty", "向省督申诉后不得加罚", "no penalty after an appeal to the prefecture", "narrative",
  unknown(first "appeal_prefect"))
guard("T3d", "add_penalty", "撤销后不得加罚", "no penalty once dismissed", "narrative",
  was.dismissal:none_of { "#", "G" }, { known(was.dismissal) })

guard("X1", "send_fine", "已缴清且不记分的罚单不必寄送", "a fine that is paid and carries no points is not sent", "narrative",
  any { was.amount:is(0), was.paid:below(was.amount), was.points:isnt(0) },
  { known(was.amount), known(was.paid), known(was.points) })
guard("Q1", "payment", "已缴总额等于此前总额加本次缴款", "the total paid is the previous total plus this payment", "narrative",
  ev.paid:is(was.paid + ev.payment), { known(ev.paid), known(was.paid), known(ev.payment) })

-- At the end of the log every fine is looked at once more.
local function at_end(id, zh, en, given)
  rule(id) { on = "log_closed", each = list("road_fine", {}):of(store), zh = zh, en = en, cite = "narrative",
    given = given, must = nonconform { reason = id } }
end

at_end("T7", "同一罚单既向省督又向法官申诉", "appeals to the prefecture and to the judge in one case",
  { known(first { "appeal_prefect", "appeal_sent" }), known(first "appeal_judge") })
at_end("T8", "多缴", "paid more than was due", { case.paid:above(case.amount + case.expense) })
at_end("T9", "已送达而无结果", "notified, and left open", { known(first "fine_notified"), case.outcome:is "OPEN" })
