/* SPDX-License-Identifier: Apache-2.0 */
/* Packs from texts, and a small vocabulary that most of their tests share. */
#ifndef TESTS_PACK_TEXT_H
#define TESTS_PACK_TEXT_H

#include "pack/diagnosis.h"
#include "pack/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const char *const pack_head =
    "pack { id = \"t\", version = \"1\", files = { \"words.lua\", \"rules.lua\" } }";

static const char *const pack_words =
    "role \"grid_member\" { zh = \"网格员\", en = \"grid member\" }\n"
    "role \"committee\" { zh = \"村委会\", en = \"village committee\" }\n"
    "party \"household\" { zh = \"农户\", en = \"household\", fields = { members = integer } }\n"
    "party \"village\" { zh = \"村\", en = \"village\" }\n"
    "law \"村组法27\" { zh = \"村组法27\", en = \"art. 27\", from = \"2018-12-29\" }\n"
    "case \"fire\" { zh = \"焚烧\", en = \"fire\", subject = \"household\" }\n"
    "case \"benefit\" { zh = \"福利\", en = \"benefit\", subject = \"owner\" }\n"
    "event \"burn_found\" { zh = \"发现\", en = \"found\", about = \"fire\", opens = true, by = { "
    "\"grid_member\" },\n"
    "  fields = { household = party_id \"household\", seen = time { optional = true },\n"
    "    harm = ladder { \"none\", \"minor\", \"moderate\", \"serious\" } { optional = true },\n"
    "    keys = list_of(record { violator = party_id \"household\", kind = one_of { \"straw\", "
    "\"waste\" } }) } }\n"
    "event \"burn_verified\" { zh = \"查实\", en = \"verified\", about = \"fire\", by = { "
    "\"grid_member\", \"committee\" },\n"
    "  apart_from = \"burn_found\", fields = { act = date, actor = one_of { \"member\", \"tenant\" "
    "},\n"
    "    size = integer { optional = true }, open_air = flag } }\n"
    "event \"fine_paid\" { zh = \"缴款\", en = \"paid\", about = \"fire\", by = { \"committee\" "
    "},\n"
    "  fields = { amount = money, items = list_of(case_id \"benefit\") } }\n"
    "event \"item\" { zh = \"项目\", en = \"item\", about = \"benefit\", opens = true, by = { "
    "\"committee\" },\n"
    "  fields = { owner = party_id \"household\", year = integer, kind = one_of { \"rice\", "
    "\"dibao\" } } }\n"
    "event \"rule_adopted\" { zh = \"规约\", en = \"rule\", about = \"store\", by = { "
    "\"committee\" },\n"
    "  fields = { village = party_id \"village\", effective = date, filed = boolean } }\n"
    "event \"visited\" { zh = \"走访\", en = \"visited\", about = \"household\", by = { "
    "\"grid_member\" },\n"
    "  fields = { note = text { optional = true } } }\n"
    "action \"suspend\" { zh = \"停发\", en = \"suspend\", kind = \"proposal\", decider = "
    "\"committee\",\n"
    "  key = { \"household\", \"year\" }, fields = { household = party_id \"household\", year = "
    "integer,\n"
    "    items = list_of(case_id \"benefit\") { optional = true }, amount = money { optional = "
    "true } } }\n"
    "action \"no_suspension\" { zh = \"不停发\", en = \"no suspension\", kind = \"record\",\n"
    "  fields = { reason = one_of { \"not_attributed\", \"no_rule\" }, household = party_id "
    "\"household\" { optional = true } } }\n"
    "action \"remind\" { zh = \"提醒\", en = \"remind\", kind = \"record\",\n"
    "  fields = { due = date { optional = true }, text = text { optional = true } } }\n"
    "param \"fine.amount\" { zh = \"金额\", en = \"amount\", unit = \"fen\", from = { "
    "[\"2023-01-01\"] = yuan(100) } }\n"
    "param \"fine.days\" { zh = \"天数\", en = \"days\", from = { [\"2023-01-01\"] = 3, "
    "[\"2024-01-01\"] = 5 } }\n"
    "fact \"act_day\" { of = \"fire\", zh = \"行为日\", en = \"day\", is = either { case.act, "
    "first(\"burn_found\").date } }\n"
    "fact \"harmless\" { of = \"fire\", zh = \"无害\", en = \"harmless\", holds = { case.harm:upto "
    "\"minor\" } }\n";

static const char *const pack_calendar =
    "from,to,kind\n2023-12-01,2025-06-30,covers\n2024-02-10,2024-02-17,holiday\n";

static inline void pack_add(ing_pack_source *source, const char *path, const char *text)
{
    libing_error err = LIBING_ERROR_INIT;
    if (ing_pack_source_add(source, ing_text_of(path), ing_text_of(text), &err) != LIBING_OK)
        fail_msg("%s: %s", path, err.message);
}

/* pack.lua as `head` (NULL = the usual one), the shared words, `rules`, the calendar. */
static inline ing_pack_source pack_source_of(const char *head, const char *rules)
{
    ing_pack_source source = { ING_ARENA_INIT, 0, NULL };
    pack_add(&source, "pack.lua", head != NULL ? head : pack_head);
    pack_add(&source, "words.lua", pack_words);
    pack_add(&source, "rules.lua", rules);
    pack_add(&source, "calendar.csv", pack_calendar);
    return source;
}

/* All findings in `language`; the list belongs to the caller. */
static inline ing_diagnosis *pack_diagnose(const char *head, const char *rules,
                                           const char *language)
{
    ing_pack_source source = pack_source_of(head, rules);
    ing_diagnosis *diagnosis = ing_diagnosis_new(language);
    ing_pack *pack = NULL;
    libing_error err = LIBING_ERROR_INIT;
    assert_non_null(diagnosis);
    if (ing_pack_load(&source, language, NULL, diagnosis, &pack, &err) != LIBING_OK)
        fail_msg("load: %s", err.message);
    assert_true((pack == NULL) == (diagnosis->errors > 0));
    ing_pack_free(pack);
    ing_pack_source_free(&source);
    return diagnosis;
}

/* A pack that must load. */
static inline ing_pack *pack_of(const char *head, const char *rules)
{
    ing_pack_source source = pack_source_of(head, rules);
    ing_pack *pack = NULL;
    libing_error err = LIBING_ERROR_INIT;
    if (ing_pack_load(&source, "en", NULL, NULL, &pack, &err) != LIBING_OK)
        fail_msg("%s:%d: %s", err.file, (int)err.line, err.message);
    ing_pack_source_free(&source);
    return pack;
}

#endif
