-- SPDX-License-Identifier: Apache-2.0
-- 二、三（一） 会议、学习与上报 / Meetings, study and reports: 每月召开专题会议；收集汇总上报工作进展；缺失职责汇总。(E.7)

local in_force = first("plan_in_force"):of(store).date -- duties begin with the plan

duty "meeting" { zh = "每月专题会议", en = "monthly meeting", cite = "三（一）3",
  each = { "unit:lead_group" }, every = "month", since = in_force, met = { known(last "meeting_held") } }
duty "progress" { zh = "上报工作进展", en = "progress report", cite = "二",
  each = { "unit:group_office" }, every = param.duty.progress.period, since = in_force, met = { known(last "progress_reported") } }
duty "summary" { zh = "缺失职责汇总", en = "summary of missed duties", cite = "六", note = "the office's report carries the list",
  each = { "unit:group_office" }, every = "month", since = in_force, met = { known(last "progress_reported") } }
duty "study" { zh = "中心组学习", en = "study", cite = "三（一）2",
  each = { "unit:township_gov" }, every = param.duty.study.period, since = in_force, met = { known(last "study_held") } }
duty "brief" { zh = "会议精神传达", en = "briefings", cite = "三（一）2",
  each = { "unit:township_gov" }, every = "quarter", since = in_force,
  met = { count("briefing_held"):atleast(param.duty.brief.min_per_quarter) } }

rule "DU-MEETING.m" { on = "meeting_held", cite = "三（一）3",
  zh = "会议纪要缺项，预警", en = "the minutes lack a part: alert",
  given = { any { ev.parts:lacks "analysis", ev.parts:lacks "causes", ev.parts:lacks "measures" } },
  must = alert { kind = "minutes_incomplete", subject = "unit:lead_group" } }
