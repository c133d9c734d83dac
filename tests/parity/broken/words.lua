-- SPDX-License-Identifier: Apache-2.0
role "office" { zh = "主管所", en = "office" }
event "opened" { zh = "开门", en = "opened", about = "store", by = { "offce" }, fields = { day = dat } }
