-- SPDX-License-Identifier: Apache-2.0
-- 词汇：角色与当事人 / Words: roles and parties that all measures share. Never a person's name.

role "group_office"        { zh = "领导小组办公室", en = "office of the leading group" }
role "lead_group"          { zh = "领导小组", en = "leading group" }
role "township_gov"        { zh = "镇人民政府", en = "township government" }
role "village_committee"   { zh = "村民委员会", en = "village committee" }
role "village_assembly"    { zh = "村民会议或村民代表会议", en = "villagers' assembly or representatives' assembly" }
role "village_supervision" { zh = "村务监督委员会", en = "village affairs supervision committee" }
role "approving_gov"       { zh = "有批准权的人民政府", en = "government with approval power" }
role "permit_issuer"       { zh = "发证机关", en = "permit issuer" }
role "town_discipline"     { zh = "镇纪委", en = "township discipline inspection" }
role "enterprise"          { zh = "企业", en = "enterprise" }
role "household"           { zh = "农户", en = "household" }
role "farm"                { zh = "养殖场", en = "farm" }
role "shop"                { zh = "经营户", en = "shop" }
role "small_polluter"      { zh = "小散乱污", en = "small polluter" }
role "villager"            { zh = "村民", en = "villager" }
role "grid_member"         { zh = "全科网格员", en = "grid member" }
role "river_chief"         { zh = "河长", en = "river chief" }
role "patrol_member"       { zh = "巡逻人员", en = "patrol member" }
role "eco_branch"          { zh = "生态环境部门（派出分局）", en = "ecology and environment branch" }
role "straw_authority"     { zh = "秸秆焚烧监督管理部门", en = "authority for straw burning" }
role "forestry"            { zh = "林业部门", en = "forestry authority" }
role "agri"                { zh = "农业农村部门", en = "agriculture authority" }
role "market"              { zh = "市场监管部门", en = "market supervision authority" }
role "animal_health"       { zh = "动物卫生监督机构", en = "animal health authority" }
role "water"               { zh = "水利部门", en = "water authority" }
role "police"              { zh = "公安机关", en = "police" }
role "court"               { zh = "人民法院", en = "court" }

party "enterprise"     { zh = "企业", en = "enterprise" }
party "farm"           { zh = "养殖场", en = "farm" }
party "household"      { zh = "农户", en = "household" }
party "shop"           { zh = "经营户", en = "shop" }
party "small_polluter" { zh = "小散乱污", en = "small polluter" }
party "unit"           { zh = "单位", en = "unit" }
party "village"        { zh = "村", en = "village" }
party "villager"       { zh = "村民", en = "villager" }
party "reporter"       { zh = "举报人（化名）", en = "reporter (pseudonym)" }
party "grid"           { zh = "网格", en = "grid" }
party "lane"           { zh = "防火通道", en = "fire lane" }
party "patrol_member"  { zh = "巡逻人员", en = "patrol member" }
