-- SPDX-License-Identifier: Apache-2.0
-- 词汇：职责 / Words of the duties: what is said of one when its period is over. A missed duty is a finding
-- about work, never a penalty by itself.

local fields = {
  duty = one_of { "spray", "sweep", "dust_loop", "gangue_commitment", "farm", "river", "river_chief", "river_dispose", "strip", "lane",
    "meeting", "progress", "grid", "cleaner", "shopfront", "workplan", "village_rule", "study", "brief", "inspect_mix", "summary", "fire_chain",
    words_zh = { "每小时喷洒", "厂外清扫", "扬尘闭环", "煤矸石承诺书", "养殖场巡查", "巡河", "河长", "河道污染物处置", "沿山秸秆清理", "防火通道",
      "专题会议", "进展上报", "网格巡查", "保洁考核", "门前三包", "工作方案", "村规民约", "中心组学习", "精神传达", "四种检查", "缺失汇总", "防火链条" },
    words_en = { "hourly spraying", "sweeping outside", "dust loop", "gangue commitment", "farm inspection", "river patrol", "river chief",
      "disposal of river pollutants", "strip along the hills", "fire lanes", "monthly meeting", "progress report", "grid patrol", "assessment of cleaners",
      "shopfront agreement", "work plan", "village rule", "study", "briefing", "four kinds of inspection", "summary", "fire chain" } } { zh = "职责", en = "duty" },
  subject = party_id { "enterprise", "farm", "household", "shop", "unit", "village", "patrol_member" } { zh = "对象", en = "subject" },
  village = party_id "village" { zh = "村", en = "village" },
  period = text { zh = "周期", en = "period" } }
local more = {
  kind = one_of { "routine", "covert", "surprise", "random",
    words_zh = { "常规执法", "明察暗访", "突击检查", "随机抽查" }, words_en = { "routine", "covert", "surprise", "random" } } { zh = "检查方式", en = "kind of inspection" },
  link = one_of { "discover", "handle", "educate", "deter",
    words_zh = { "发现", "处理", "教育", "震慑" }, words_en = { "discover", "handle", "educate", "deter" } } { zh = "环节", en = "link" },
  reach = text { zh = "河段", en = "reach" } }
local exempted = { reason = one_of { "precipitation", "freeze", words_zh = { "降水", "冰冻" }, words_en = { "precipitation", "freeze" } } { zh = "理由", en = "reason" } }
for name, field in pairs(fields) do more[name], exempted[name] = field, field end

action "duty_met" { zh = "职责履行到位", en = "duty met", kind = "duty", fields = more }
action "duty_missed" { zh = "职责未履行", en = "duty missed", kind = "duty", fields = more }
action "duty_exempt" { zh = "职责免除", en = "duty exempted", kind = "duty", fields = exempted }
