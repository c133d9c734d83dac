-- SPDX-License-Identifier: Apache-2.0
-- The words of a road-fine log: who records, what happens, what a finding says.

role "police_office" { zh = "警务办公室", en = "police office" }

law "net:send"       { zh = "公布的数据网：自开单至寄送少于90日", en = "published net: sent less than 90 days after the fine", note = "delaySend' < 2160 h" }
law "net:prefecture" { zh = "公布的数据网：自送达至申诉少于60日", en = "published net: appeal to the prefecture less than 60 days after notification", note = "delayPrefecture' < 1440 h" }
law "net:judge"      { zh = "公布的数据网：自送达至起诉少于60日", en = "published net: appeal to the judge less than 60 days after notification", note = "delayJudge' < 1440 h" }
law "net:result"     { zh = "公布的数据网：未撤销才有复议结果", en = "published net: a result is received only while not dismissed" }
law "net:collection" { zh = "公布的数据网：未缴清才移送催收", en = "published net: collection only while not paid in full" }
law "narrative"      { zh = "流程说明", en = "narrative of the process" }
law "cds201"         { zh = "意大利道路法典第201条（送达期90日）", en = "Italian road code art. 201 (90 days for service)" }
law "cds203"         { zh = "意大利道路法典第203条（向省督申诉60日）", en = "Italian road code art. 203 (60 days to appeal to the prefecture)" }
law "cds204bis"      { zh = "意大利道路法典第204条之二（向法官申诉）", en = "Italian road code art. 204-bis (appeal to the judge)" }

case "road_fine" { zh = "罚单", en = "road fine" }

event "create_fine" { zh = "开具罚单", en = "Create Fine", about = "road_fine", opens = true, by = { "police_office" }, fields = {
  amount = money { optional = true, zh = "应缴金额", en = "amount due" },
  paid = money { optional = true, zh = "已缴总额", en = "total paid" },
  dismissal = text { optional = true, zh = "撤销标记", en = "dismissal" },
  points = integer { optional = true, zh = "记分", en = "licence points" },
  vehicle_class = text { optional = true, zh = "车辆类别", en = "vehicle class" },
  article = text { optional = true, zh = "违反条款", en = "article" },
  resource = text { optional = true, zh = "经办账号", en = "user id" } } }
event "send_fine" { zh = "寄送罚单", en = "Send Fine", about = "road_fine", by = { "police_office" }, fields = {
  expense = money { default = 0, zh = "邮寄费用", en = "postal expense" } } }
event "fine_notified" { zh = "罚单送达", en = "Insert Fine Notification", about = "road_fine", by = { "police_office" }, fields = {
  notification_type = text { optional = true, zh = "送达方式", en = "notification type" },
  last_sent = text { optional = true, zh = "最后寄送", en = "last sent" } } }
event "add_penalty" { zh = "加罚", en = "Add penalty", about = "road_fine", by = { "police_office" }, fields = {
  amount = money { optional = true, zh = "应缴金额", en = "amount due" } } }
event "payment" { zh = "缴款", en = "Payment", about = "road_fine", by = { "police_office" }, fields = {
  payment = money { optional = true, zh = "本次缴款", en = "this payment" },
  paid = money { optional = true, zh = "已缴总额", en = "total paid" } } }
event "collection" { zh = "移送催收", en = "Send for Credit Collection", about = "road_fine", by = { "police_office" }, fields = {} }
event "appeal_prefect" { zh = "向省督申诉", en = "Insert Date Appeal to Prefecture", about = "road_fine", by = { "police_office" }, fields = {} }
event "appeal_sent" { zh = "申诉转送省督", en = "Send Appeal to Prefecture", about = "road_fine", by = { "police_office" }, fields = {
  dismissal = text { optional = true, zh = "撤销标记", en = "dismissal" } } }
event "appeal_result" { zh = "收到省督结果", en = "Receive Result Appeal from Prefecture", about = "road_fine", by = { "police_office" }, fields = {} }
event "appeal_notified" { zh = "结果告知当事人", en = "Notify Result Appeal to Offender", about = "road_fine", by = { "police_office" }, fields = {} }
event "appeal_judge" { zh = "向法官申诉", en = "Appeal to Judge", about = "road_fine", by = { "police_office" }, fields = {
  dismissal = text { optional = true, zh = "撤销标记", en = "dismissal" },
  resource = text { optional = true, zh = "经办账号", en = "user id" },
  officer = text { optional = true, zh = "警员编号", en = "officer number" } } }
event "log_closed" { zh = "日志截止", en = "end of the log", about = "store", by = { "police_office" }, fields = {} }

action "nonconform" { zh = "不合规", en = "nonconforming", kind = "record", fields = {
  reason = one_of { "G1", "G2", "G2n", "G3", "G3n", "G4", "G5", "T2", "T3", "T3d", "T7", "T8", "T9", "X1", "Q1",
    zh = "理由", en = "reason" } } }

param "days.send" { zh = "寄送期限", en = "days to send", type = integer, unit = "days", cite = { "net:send", "cds201" }, from = { ["1990-01-01"] = 90 } }
param "days.appeal_prefect" { zh = "向省督申诉期限", en = "days to appeal to the prefecture", type = integer, unit = "days", cite = { "net:prefecture", "cds203" }, from = { ["1990-01-01"] = 60 } }
param "days.appeal_judge" { zh = "向法官申诉期限", en = "days to appeal to the judge", type = integer, unit = "days", cite = "net:judge", from = { ["1990-01-01"] = 60 } }
