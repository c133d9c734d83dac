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

-- 处罚与强制程序 / Penalty and enforcement procedure
law "处罚法8" { zh = "行政处罚法第八条：构成犯罪的，不得以行政处罚代替刑事处罚", en = "Administrative Penalty Law, art. 8: a penalty never replaces criminal responsibility", from = "2021-07-15", note = "[read]" }
law "处罚法24" { zh = "行政处罚法第二十四条：下放乡镇的处罚权", en = "Administrative Penalty Law, art. 24: powers delegated to townships", from = "2021-07-15", note = "[read]" }
law "处罚法27" { zh = "行政处罚法第二十七条：涉嫌犯罪的移送", en = "Administrative Penalty Law, art. 27: transfer of suspected crimes", from = "2021-07-15", note = "[read]" }
law "处罚法28" { zh = "行政处罚法第二十八条：责令改正", en = "Administrative Penalty Law, art. 28: order to correct", from = "2021-07-15", note = "[read]" }
law "处罚法29" { zh = "行政处罚法第二十九条：一事不二罚，择高处罚", en = "Administrative Penalty Law, art. 29: one act, one fine, the higher one", from = "2021-07-15", note = "[read]" }
law "处罚法31" { zh = "行政处罚法第三十一条：无行为能力不予处罚", en = "Administrative Penalty Law, art. 31: no penalty without capacity", from = "2021-07-15", note = "[read]" }
law "处罚法32" { zh = "行政处罚法第三十二条：从轻或者减轻", en = "Administrative Penalty Law, art. 32: mitigation", from = "2021-07-15", note = "[read]" }
law "处罚法33" { zh = "行政处罚法第三十三条：不予处罚", en = "Administrative Penalty Law, art. 33: no penalty", from = "2021-07-15", note = "[read]" }
law "处罚法36" { zh = "行政处罚法第三十六条：追责时效", en = "Administrative Penalty Law, art. 36: limitation", from = "2021-07-15", note = "[read]" }
law "处罚法37" { zh = "行政处罚法第三十七条：从旧兼从轻", en = "Administrative Penalty Law, art. 37: the old law unless the new one is lighter", from = "2021-07-15", note = "[read]" }
law "处罚法40" { zh = "行政处罚法第四十条：事实清楚、证据充分", en = "Administrative Penalty Law, art. 40: clear facts and evidence", from = "2021-07-15", note = "[read]" }
law "处罚法44" { zh = "行政处罚法第四十四条：事先告知", en = "Administrative Penalty Law, art. 44: prior notice", from = "2021-07-15", note = "[read]" }
law "处罚法45" { zh = "行政处罚法第四十五条：陈述、申辩", en = "Administrative Penalty Law, art. 45: statement and defence", from = "2021-07-15", note = "[read]" }
law "处罚法48" { zh = "行政处罚法第四十八条：处罚决定撤销的公开撤回", en = "Administrative Penalty Law, art. 48: withdrawal of published decisions", from = "2021-07-15", note = "[read]" }
law "处罚法57" { zh = "行政处罚法第五十七条：负责人决定、集体讨论", en = "Administrative Penalty Law, art. 57: decision by the head, collective discussion", from = "2021-07-15", note = "[read]" }
law "处罚法58" { zh = "行政处罚法第五十八条：法制审核", en = "Administrative Penalty Law, art. 58: legal review", from = "2021-07-15", note = "[read]" }
law "处罚法60" { zh = "行政处罚法第六十条：九十日内作出决定", en = "Administrative Penalty Law, art. 60: decision within 90 days", from = "2021-07-15", note = "[read]" }
law "处罚法61" { zh = "行政处罚法第六十一条：七日内送达", en = "Administrative Penalty Law, art. 61: service within seven days", from = "2021-07-15", note = "[read]" }
law "处罚法63" { zh = "行政处罚法第六十三条：听证范围", en = "Administrative Penalty Law, art. 63: when a hearing must be offered", from = "2021-07-15", note = "[read]" }
law "处罚法64" { zh = "行政处罚法第六十四条：听证程序", en = "Administrative Penalty Law, art. 64: procedure of hearings", from = "2021-07-15", note = "[read]" }
law "处罚法66" { zh = "行政处罚法第六十六条：暂缓或者分期缴纳", en = "Administrative Penalty Law, art. 66: deferral", from = "2021-07-15", note = "[read]" }
law "处罚法67" { zh = "行政处罚法第六十七条：十五日内缴款", en = "Administrative Penalty Law, art. 67: payment within 15 days", from = "2021-07-15", note = "[read]" }
law "处罚法72" { zh = "行政处罚法第七十二条：加处罚款", en = "Administrative Penalty Law, art. 72: surcharge", from = "2021-07-15", note = "[read]" }
law "处罚法73" { zh = "行政处罚法第七十三条：复议诉讼期间不计加处罚款", en = "Administrative Penalty Law, art. 73: no surcharge during remedies", from = "2021-07-15", note = "[read]" }
law "处罚法74" { zh = "行政处罚法第七十四条：罚没收入上缴", en = "Administrative Penalty Law, art. 74: fines go to the treasury", from = "2021-07-15", note = "[read]" }
law "强制法19" { zh = "行政强制法第十九条：情况紧急的补办批准", en = "Administrative Compulsion Law, art. 19: approval afterwards in emergencies", from = "2012-01-01", note = "[read]" }
law "强制法22" { zh = "行政强制法第二十二条：查封、扣押的主体", en = "Administrative Compulsion Law, art. 22: who may seal", from = "2012-01-01", note = "[read]" }
law "强制法23" { zh = "行政强制法第二十三条：查封的范围", en = "Administrative Compulsion Law, art. 23: what may be sealed", from = "2012-01-01", note = "[read]" }
law "强制法25" { zh = "行政强制法第二十五条：查封三十日，可延长三十日", en = "Administrative Compulsion Law, art. 25: 30 days, extended by 30", from = "2012-01-01", note = "[read]" }
law "强制法28" { zh = "行政强制法第二十八条：解除查封", en = "Administrative Compulsion Law, art. 28: release", from = "2012-01-01", note = "[read]" }
law "强制法53" { zh = "行政强制法第五十三条：三个月内申请强制执行", en = "Administrative Compulsion Law, art. 53: application to the court within three months", from = "2012-01-01", note = "[read]" }
law "强制法54" { zh = "行政强制法第五十四条：催告", en = "Administrative Compulsion Law, art. 54: urging in writing", from = "2012-01-01", note = "[read]" }
law "复议法9" { zh = "行政复议法（2017年修正）第九条：六十日内申请复议", en = "Administrative Reconsideration Law (2017), art. 9: within 60 days",
  from = "2018-01-01", to = "2023-12-31", next = "复议法20", note = "[memory]" }
law "复议法20" { zh = "行政复议法第二十条：六十日内申请复议", en = "Administrative Reconsideration Law, art. 20: within 60 days", from = "2024-01-01", note = "[read]" }
law "诉讼法46" { zh = "行政诉讼法第四十六条：六个月内起诉", en = "Administrative Litigation Law, art. 46: within six months", from = "2017-07-01", note = "[read]" }
law "查封办法4" { zh = "环境保护主管部门实施查封、扣押办法第四条", en = "Measures on sealing, art. 4", from = "2015-01-01", note = "[read]" }
law "按日办法17" { zh = "环境保护主管部门实施按日连续处罚办法第十七条", en = "Measures on daily fines, art. 17", from = "2015-01-01", note = "[read]" }

-- 实体依据 / Substance, with the change-over of 2026-08-15
law "大气法98" { zh = "大气污染防治法第九十八条：拒绝、阻挠检查", en = "Air Pollution Law, art. 98: refusing inspection", from = "2018-10-26", to = "2026-08-14", note = "[read]" }
law "大气法99" { zh = "大气污染防治法第九十九条：无证排污、超标排放、逃避监管", en = "Air Pollution Law, art. 99: no permit, excess emission, evasion", from = "2018-10-26", to = "2026-08-14", next = "法典1107", note = "[read]" }
law "大气法103" { zh = "大气污染防治法第一百零三条：销售不合标准的煤炭", en = "Air Pollution Law, art. 103: selling coal below standard", from = "2018-10-26", to = "2026-08-14", note = "[read]" }
law "大气法108" { zh = "大气污染防治法第一百零八条：工业粉尘", en = "Air Pollution Law, art. 108: industrial dust", from = "2018-10-26", to = "2026-08-14", next = "法典1130", note = "[read]" }
law "大气法117" { zh = "大气污染防治法第一百一十七条：物料未密闭、装卸扬尘", en = "Air Pollution Law, art. 117: material not enclosed, dust from loading", from = "2018-10-26", to = "2026-08-14", next = "法典1130", note = "[read]" }
law "大气法119.2" { zh = "大气污染防治法第一百一十九条第二款：焚烧橡胶、塑料、垃圾等", en = "Air Pollution Law, art. 119 (2): burning rubber, plastics, rubbish", from = "2018-10-26", to = "2026-08-14", note = "[read]" }
law "大气法123" { zh = "大气污染防治法第一百二十三条：按日连续处罚", en = "Air Pollution Law, art. 123: daily fine", from = "2018-10-26", to = "2026-08-14", next = "法典1060", note = "[read]" }
law "固废法102" { zh = "固体废物污染环境防治法第一百零二条", en = "Solid Waste Law, art. 102", from = "2020-09-01", to = "2026-08-14", next = "法典1169", note = "[read]" }
law "固废法107" { zh = "固体废物污染环境防治法第一百零七条", en = "Solid Waste Law, art. 107", from = "2020-09-01", to = "2026-08-14", next = "法典1171", note = "[read]" }
law "排污许可管理条例33" { zh = "排污许可管理条例第三十三条：无证排污", en = "Regulation on pollutant permits, art. 33", from = "2021-03-01", note = "[read]" }
law "畜禽规模养殖污染防治条例39" { zh = "畜禽规模养殖污染防治条例第三十九条", en = "Regulation on livestock pollution, art. 39", from = "2014-01-01", note = "[read]" }
law "畜禽规模养殖污染防治条例42" { zh = "畜禽规模养殖污染防治条例第四十二条", en = "Regulation on livestock pollution, art. 42", from = "2014-01-01", note = "[read]" }
law "森林防火条例50" { zh = "森林防火条例第五十条：森林防火期内野外用火", en = "Forest Fire Regulation, art. 50: outdoor fire in the fire season", from = "2009-01-01", note = "[read]" }
law "环保法63" { zh = "环境保护法第六十三条：行政拘留", en = "Environmental Protection Law, art. 63: detention", from = "2015-01-01", to = "2026-08-14", note = "[read]" }
law "法典1060" { zh = "生态环境法典第一千零六十条", en = "Ecological and Environmental Code, art. 1060", from = "2026-08-15", note = "[secondary]" }
law "法典1102" { zh = "生态环境法典第一千一百零二条", en = "Ecological and Environmental Code, art. 1102", from = "2026-08-15", note = "[secondary]" }
law "法典1107" { zh = "生态环境法典第一千一百零七条", en = "Ecological and Environmental Code, art. 1107", from = "2026-08-15", note = "[secondary]" }
law "法典1108" { zh = "生态环境法典第一千一百零八条", en = "Ecological and Environmental Code, art. 1108", from = "2026-08-15", note = "[secondary]" }
law "法典1130" { zh = "生态环境法典第一千一百三十条", en = "Ecological and Environmental Code, art. 1130", from = "2026-08-15", note = "[secondary]" }
law "法典1169" { zh = "生态环境法典第一千一百六十九条", en = "Ecological and Environmental Code, art. 1169", from = "2026-08-15", note = "[secondary]" }
law "法典1171" { zh = "生态环境法典第一千一百七十一条", en = "Ecological and Environmental Code, art. 1171", from = "2026-08-15", note = "[secondary]" }
law "大气法38" { zh = "大气污染防治法第三十八条：高污染燃料禁燃区", en = "Air Pollution Law, art. 38: zones without polluting fuel", from = "2018-10-26", to = "2026-08-14", note = "[read]" }
