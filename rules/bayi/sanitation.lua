-- SPDX-License-Identifier: Apache-2.0
-- 三（三）2 保洁与门前三包 / Sanitation: 保洁员、清运员、环卫队长管理考核；落实经营户门前“三包”责任制。(E.7)

local in_force = first("plan_in_force"):of(store).date -- duties begin with the plan

for _, register in ipairs { "cleaners", "collectors", "sanitation_heads" } do
  duty("cleaner_" .. register) { zh = "保洁队伍考核", en = "assessment of cleaners", cite = "三（三）2",
    each = { "unit:township_gov" }, every = param.duty.cleaner.period, since = in_force,
    active = { known(store[register]) },
    met = { sum("cleaner_assessed", { it.register:is(register) }).number:atleast(store[register].count) },
    fields = { duty = "cleaner", subject = each } }
end

-- 门前三包 / 提醒、责令、移送: the first breach is reminded of, the second in thirty days ordered, the third referred.
local breaches = count("shopfront_breached", { it.date:atleast(ev.date - days(30)) }):of(ev.subject)
rule "DU-SHOPFRONT.2" { on = "shopfront_breached", cite = "三（三）2",
  zh = "三十日内第二次违反门前三包，责令改正", en = "the second breach in thirty days: ordered to correct",
  given = { breaches:is(2) },
  must = order_rectify { due = roll(today + days(param.esc.timely_days)), subject = ev.subject, what = "correct" } }
rule "DU-SHOPFRONT.3" { on = "shopfront_breached", cite = { "三（三）2", "处罚法24" },
  zh = "第三次违反门前三包，移送", en = "the third breach: referred", note = "the township cannot fine unless the matter is delegated",
  given = { breaches:atleast(3) },
  must = refer_case { due = today + workdays(param.esc.refer_workdays) } }
