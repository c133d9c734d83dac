/* SPDX-License-Identifier: Apache-2.0 */
/* Packs from Lua in a string, judged over a fake world. */
#ifndef ING_TEST_PACK_MAKER_H
#define ING_TEST_PACK_MAKER_H

#include "fake_world.h"
#include "pack/pack.h"

#include <stdlib.h>
#include <string.h>

typedef struct packed {
    ing_pack *pack;
    ing_arena judging;
    fake_world world;
    ing_judgement judgement;
    ing_outcomes out;
    libing_error err;
} packed;

static inline void packed_load(packed *p, const char *lua)
{
    static const char head[] =
        "pack { id = \"test\", version = \"1.0.0\", time_zone = \"+08:00\", currency = \"CNY\", "
        "calendar = \"calendar.csv\", files = { \"rules.lua\" } }\n";
    static const char calendar[] = "from,to,kind\n2024-01-01,2024-12-31,covers\n";
    ing_pack_source source = { ING_ARENA_INIT, 0, NULL };
    assert_int_equal(LIBING_OK, ing_pack_source_add(&source, ING_TEXT_LIT("pack.lua"), ing_text_of(head), &p->err));
    assert_int_equal(LIBING_OK, ing_pack_source_add(&source, ING_TEXT_LIT("rules.lua"), ing_text_of(lua), &p->err));
    assert_int_equal(LIBING_OK, ing_pack_source_add(&source, ING_TEXT_LIT("calendar.csv"), ing_text_of(calendar), &p->err));
    libing_status status = ing_pack_load(&source, "en", NULL, NULL, &p->pack, &p->err);
    if (status != LIBING_OK)
        fail_msg("%s:%d: %s", p->err.file, (int)p->err.line, p->err.message);
    ing_pack_source_free(&source);
    fake_world_begin(&p->world);
    p->judgement = (ing_judgement){ .pack = p->pack, .world = &p->world.world, .arena = &p->judging, .limit_factor = 1 };
}

static inline int packed_setup(void **state)
{
    packed *p = calloc(1, sizeof *p);
    assert_non_null(p);
    p->err = (libing_error)LIBING_ERROR_INIT;
    *state = p;
    return 0;
}

static inline int packed_teardown(void **state)
{
    packed *p = *state;
    fake_world_end(&p->world);
    ing_arena_free(&p->judging);
    ing_pack_free(p->pack);
    free(p);
    return 0;
}

/* The record's candidates judged, visits too; the first failure, or LIBING_OK. */
static inline libing_status packed_judge(packed *p, const ing_record *record, const ing_view *view)
{
    const ing_rule *const *plain, *const *visiting;
    size_t plain_count, visiting_count;
    ing_judgement *judgement = &p->judgement;
    judgement->ev = record;
    judgement->subject = view;
    judgement->today = ing_moment_date(record->at);
    judgement->memo = NULL;
    p->out = (ing_outcomes){ NULL, 0, 0 };
    libing_status status = ing_judge_candidates(judgement, &plain, &plain_count, &visiting, &visiting_count, &p->err);
    for (size_t i = 0; i < plain_count && status == LIBING_OK; i++)
        status = ing_judge_rule(judgement, plain[i], &p->out, &p->err);
    for (size_t i = 0; i < visiting_count && status == LIBING_OK; i++) {
        const ing_value *items;
        size_t count;
        status = ing_judge_visits(judgement, visiting[i], &items, &count, &p->err);
        for (size_t j = 0; j < count && status == LIBING_OK; j++)
            status = ing_judge_visit(judgement, visiting[i], &items[j], &p->out, &p->err);
    }
    return status;
}

static inline void packed_tell(packed *p, const ing_record *record, const ing_view *view)
{
    if (packed_judge(p, record, view) != LIBING_OK)
        fail_msg("%s: %s", p->err.rule, p->err.message);
}

static inline void assert_written(const char *expected, const ing_json *json)
{
    ing_buf buf = ING_BUF_INIT;
    assert_non_null(json);
    ing_json_write(json, &buf);
    assert_string_equal(expected, buf.ptr);
    ing_buf_free(&buf);
}

#endif
