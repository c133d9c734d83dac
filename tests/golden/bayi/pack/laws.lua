-- SPDX-License-Identifier: Apache-2.0
-- 依据：条文与施行日期 / Legal bases with the days from and to which they hold. [read], [secondary] and
-- [memory] in a note say how the text was known when this was written; README.md says what that means.

law "处罚法16" { zh = "行政处罚法第十六条：其他规范性文件不得设定行政处罚", en = "Administrative Penalty Law, art. 16: no other normative document may create a penalty",
  from = "2021-07-15", note = "[read]" }
law "处罚法30" { zh = "行政处罚法第三十条：不满十四周岁不予处罚", en = "Administrative Penalty Law, art. 30: no penalty under fourteen",
  from = "2021-07-15", note = "[read]" }
law "村组法10" { zh = "村民委员会组织法第十条", en = "Organic Law of Villagers' Committees, art. 10", from = "2018-12-29", note = "[read]" }
law "村组法22" { zh = "村民委员会组织法第二十二条：村民会议的召开与通过", en = "Organic Law of Villagers' Committees, art. 22: quorum and majority of the assembly",
  from = "2018-12-29", note = "[read]" }
law "村组法24" { zh = "村民委员会组织法第二十四条：经村民会议讨论决定的事项", en = "Organic Law of Villagers' Committees, art. 24: matters the assembly decides",
  from = "2018-12-29", note = "[read]" }
law "村组法27" { zh = "村民委员会组织法第二十七条：村规民约须备案，不得侵犯合法财产权利", en = "Organic Law of Villagers' Committees, art. 27: village rules are filed and may not infringe lawful property rights",
  from = "2018-12-29", note = "[read]" }
law "村组法36" { zh = "村民委员会组织法第三十六条：侵害村民合法权益的撤销与责令改正", en = "Organic Law of Villagers' Committees, art. 36: revocation and correction of infringing decisions",
  from = "2018-12-29", note = "[read]" }
law "大气法31" { zh = "大气污染防治法第三十一条：举报、保密与奖励", en = "Air Pollution Law, art. 31: reports, confidentiality, reward",
  from = "2018-10-26", to = "2026-08-14", note = "[read]; the successor's article 146 has no reward clause [secondary]" }
law "大气法77" { zh = "大气污染防治法第七十七条：禁烧区内禁止露天焚烧秸秆", en = "Air Pollution Law, art. 77: no open straw burning in the banned area",
  from = "2018-10-26", to = "2026-08-14", next = "法典246", note = "[read]" }
law "法典246"  { zh = "生态环境法典第二百四十六条", en = "Ecological and Environmental Code, art. 246", from = "2026-08-15", note = "[secondary]" }
law "大气法119" { zh = "大气污染防治法第一百一十九条：责令改正，可以处罚款", en = "Air Pollution Law, art. 119: order to correct, may fine",
  from = "2018-10-26", to = "2026-08-14", next = "法典1131", note = "[read]" }
law "法典1131" { zh = "生态环境法典第一千一百三十一条", en = "Ecological and Environmental Code, art. 1131", from = "2026-08-15", note = "[secondary]" }
