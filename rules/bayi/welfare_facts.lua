-- SPDX-License-Identifier: Apache-2.0
-- 停发福利：事实 / Facts of the welfare suspension: what burnt, on which day, whose act, what can be suspended.

-- 行为 / The act: crop straw, burnt in the open; no stove, no kang, no leaves, no rubbish.
fact "act_date" { of = "straw_fire", zh = "行为日", en = "day of the act", cite = "三（三）4",
  is = either { case.act, first("burn_found").date, first("burn_verified").date } }
fact "found_on" { of = "straw_fire", zh = "发现日", en = "day of the discovery", cite = "三（三）4",
  is = first({ "burn_found", "burn_verified" }).date }
fact "welfare_year" { of = "straw_fire", zh = "当年", en = "year of the suspension", cite = "三（三）4",
  choose = {
    { case.found_on.year, param.welfare.year_basis:is "discovery_date" },
    { case.act_date.year } } }
fact "in_the_open" { of = "straw_fire", zh = "露天", en = "in the open", cite = { "三（三）4", "大气法77" },
  note = "a case taken over midway counts as burning in the open",
  holds = { any { unknown(case.open_air), case.open_air }, any { unknown(case.place), case.place:isnt "kitchen" } } }
fact "is_straw_burnt" { of = "straw_fire", zh = "燃物为秸秆", en = "straw is burnt", cite = "三（三）4",
  holds = { any { unknown(case.material), case.material:is "straw" } } }
fact "straw_in_the_open" { of = "straw_fire", zh = "露天焚烧秸秆", en = "straw burnt in the open", cite = { "三（三）4", "大气法77" },
  holds = { case.is_straw_burnt, case.in_the_open } }
fact "burnt_in_the_open" { of = "straw_fire", zh = "露天焚烧秸秆或垃圾", en = "straw or rubbish burnt in the open",
  cite = { "大气法119", "大气法119.2" },
  holds = { any { case.is_straw_burnt, case.material:is "rubbish" }, case.in_the_open } }
fact "proven" { of = "straw_fire", zh = "证据足以查实", en = "the evidence suffices", cite = "三（三）4",
  note = "no evidence listed = sufficient; a satellite's hot spot alone verifies nothing",
  holds = { any {
    unknown(case.evidence), case.evidence:has "photo_video", case.evidence:has "two_witnesses",
    case.evidence:has "two_officers", case.evidence:has "admission" } } }
fact "proven_act" { of = "straw_fire", zh = "焚烧行为已查实", en = "the burning has been verified", cite = "处罚法40",
  holds = { known(last "burn_verified"), case.burnt_in_the_open, case.proven, case.actor:isnt "none" } }
fact "village_rule" { of = "straw_fire", zh = "行为日有效的村规民约", en = "village rule in force on the day of the act",
  cite = { "村组法22", "村组法27" },
  is = last("village_rule_adopted", {
    it.village:is(case.village), it.quorum, it.filed,
    it.effective:upto(case.act_date), it.date:upto(case.act_date) }):of(store) }
fact "within" { of = "straw_fire", zh = "在镇域内", en = "inside the township", cite = "三（三）4",
  holds = { any { no(param.welfare.territorial), case.in_township } } }
fact "reviewer" { of = { "air_issue", "straw_fire", "report" }, zh = "复核机关", en = "who reviews",
  choose = {
    { "village_committee", case.kind:is "straw_fire" },
    { "township_gov", case.kind:is "report" },
    { case.competent } } }

-- 认定 / When a household can be named: on verification, or on discovery where the parameter says so.
fact "suspendable_act" { of = "straw_fire", zh = "可建议停发", en = "a suspension can be proposed", cite = { "三（三）4", "处罚法40" },
  holds = { case.straw_in_the_open, case.spared_by_confession:is(false), any {
    all { case.proven_act, known(last "burn_verified") },
    all { no(param.welfare.require_verification), any { unknown(case.actor), case.actor:isnt "none" } } } } }
fact "confessed" { of = "straw_fire", zh = "该户自首", en = "the household confessed", cite = "三（三）4",
  holds = { any {
    case.evidence:has "admission",
    known(list("air_issue", { it.subject:is(case.household), it.norms:has "straw_burning", it.proactive })) } } }
fact "spared_by_confession" { of = "straw_fire", type = boolean, zh = "自首不停发", en = "spared by its confession", cite = "三（三）4",
  choose = { { true, param.welfare.self_report_exempt, case.confessed }, { false } } }

-- 分户 / A household that splits after the act: the part with the actor in it, through splits of splits.
local function part_of(id, whole)
  fact(id) { of = "straw_fire", type = party_id "household", zh = "分户后行为人所在户", en = "part with the actor", cite = "三（三）4",
    is = either { last("household_split", { it.date:atleast(case.act_date) }):of(whole).actor_in, whole } }
end
part_of("part_once", case.household)
part_of("part_twice", case.part_once)
part_of("part_thrice", case.part_twice)
fact "split_after" { of = "straw_fire", zh = "行为日后的分户", en = "split after the act", cite = "三（三）4",
  is = last("household_split", { it.date:atleast(case.act_date) }):of(case.household) }
fact "split_on_the_day" { of = "straw_fire", zh = "行为当日分户", en = "split on the day of the act", cite = "三（三）4",
  holds = { known(case.split_after), case.split_after.date:is(case.act_date) } }
fact "liable" { of = "straw_fire", type = party_id "household", zh = "承担停发的户", en = "household concerned", cite = "三（三）4",
  choose = { { case.part_thrice, param.welfare.follow_actor }, { case.household } } }
fact "parts" { of = "straw_fire", zh = "分户后的各户", en = "households after the split", cite = "三（三）4",
  choose = { { case.split_after.into, no(param.welfare.follow_actor) } } }
fact "burnt_again" { of = "straw_fire", zh = "同年再次焚烧", en = "burnt again in the year", cite = "三（三）4",
  holds = { known(list("straw_fire", {
    it.household:is(case.household), it.id:isnt(case.id), it.proven_act, it.act_date:upto(case.act_date),
    it.welfare_year:is(case.welfare_year) })) } }

-- 项目 / Items: for the year of the act, unpaid, village-level; never 低保, 分红 and the like.
fact "paid" { of = "benefit", zh = "已发放", en = "already paid", holds = { known(last "welfare_paid") } }
fact "is_low_income" { of = "straw_fire", zh = "低保、特困户", en = "on minimum allowance or destitute support", cite = "村组法27",
  holds = { known(list("benefit", { it.household:is(case.household), it.kind:one_of { "dibao", "tekun" } })) } }
