/* SPDX-License-Identifier: Apache-2.0 */
/* Histories made by hand for tests of the store and of verify: temporary files, records of every kind,
 * and a pseudo-random story that the seed decides. */
#ifndef ING_TEST_HISTORY_H
#define ING_TEST_HISTORY_H

#include "store/internal.h"

#include "base/mem.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#define HISTORY_PATH_BYTES 64

typedef struct history {
    char folder[HISTORY_PATH_BYTES];
    char path[HISTORY_PATH_BYTES + 16];
    ing_store *store;
    ing_arena arena;                /* records written last */
    uint32_t random;
} history;

static inline void history_folder(history *h)
{
    (void)snprintf(h->folder, sizeof h->folder, "/tmp/libing-test-XXXXXX");
    assert_non_null(mkdtemp(h->folder));
    (void)snprintf(h->path, sizeof h->path, "%s/store", h->folder);
}

static inline void history_create(history *h)
{
    const ing_store_birth birth = { ING_TEXT_LIT("libing.example/township-7"),
                                    ING_TEXT_LIT("00112233445566778899aabbccddeeff"), 28800,
                                    INT64_C(1710000000000), ING_TEXT_LIT("libing 0.1.0") };
    libing_error err = LIBING_ERROR_INIT;
    libing_status status = ing_store_create(h->path, &birth, 1000, &h->store, &err);
    if (status != LIBING_OK)
        fail_msg("%s", err.message);
}

static inline int history_setup(void **state)
{
    history *h = calloc(1, sizeof *h);
    assert_non_null(h);
    h->random = 1;
    history_folder(h);
    history_create(h);
    *state = h;
    return 0;
}

static inline int history_teardown(void **state)
{
    history *h = *state;
    char command[HISTORY_PATH_BYTES + 16];
    ing_store_close(h->store);
    ing_arena_free(&h->arena);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", h->folder);
    assert_int_equal(0, system(command));
    free(h);
    return 0;
}

#define assert_ok(call)                                                              \
    do {                                                                             \
        libing_error assert_err = LIBING_ERROR_INIT;                                 \
        libing_error *err = &assert_err;                                             \
        libing_status assert_status = (call);                                        \
        if (assert_status != LIBING_OK)                                              \
            fail_msg("%s: %d %s", #call, (int)assert_status, assert_err.message);    \
    } while (0)

/* data from JSON text; single quotes stand for double ones. */
static inline const ing_json *history_json(history *h, const char *text)
{
    const ing_json *out = NULL;
    char *copy = ing_arena_text(&h->arena, text, strlen(text));
    for (char *c = copy; *c != '\0'; c++)
        *c = (char)(*c == '\'' ? '"' : *c);
    assert_ok(ing_json_read(&h->arena, ing_text_of(copy), &out, err));
    return out;
}

/* Writes the head with the next seq (and the case's next version), and appends. Returns the seq. */
static inline int64_t history_put(history *h, ing_store *store, ing_record_head head, const ing_json *data)
{
    char t[25];
    ing_buf line = ING_BUF_INIT;
    ing_arena arena = ING_ARENA_INIT;
    ing_record record;

    (void)h;
    head.seq = ing_store_size(store);
    if (head.case_id.ptr != NULL)
        assert_ok(ing_store_next_version(store, head.case_id, &head.cv, err));
    ing_instant_format(INT64_C(1710000000000) + head.seq * 1000, t);
    head.t = ing_text_of(t);
    if (head.at.ptr == NULL)
        head.at = ING_TEXT_LIT("2024-03-15");
    assert_ok(ing_record_write(&head, data, &line, err));
    assert_ok(ing_record_read(&arena, ing_buf_view(&line), ing_store_zone(store), &record, err));
    assert_ok(ing_store_append(store, ing_buf_view(&line), &record, err));
    ing_buf_free(&line);
    ing_arena_free(&arena);
    return head.seq;
}

static inline int64_t history_event(history *h, const char *type, const char *case_id, const char *party,
                                    const char *data)
{
    ing_record_head head = ING_RECORD_HEAD_INIT;
    head.type = ing_text_of(type);
    head.case_id = ing_text_of(case_id);
    head.party = ing_text_of(party);
    head.by = ING_TEXT_LIT("grid_member:07");
    return history_put(h, h->store, head, history_json(h, data));
}

static inline int64_t history_consequence(history *h, const char *type, const char *case_id, int64_t cause,
                                          const char *data)
{
    ing_record_head head = ING_RECORD_HEAD_INIT;
    head.type = ing_text_of(type);
    head.case_id = ing_text_of(case_id);
    head.cause = cause;
    return history_put(h, h->store, head, history_json(h, data));
}

static inline int64_t history_decision(history *h, const char *case_id, int64_t cause, const char *rule,
                                       const char *data)
{
    ing_record_head head = ING_RECORD_HEAD_INIT;
    head.type = ING_TEXT_LIT("decision");
    head.case_id = ing_text_of(case_id);
    head.cause = cause;
    head.rule = ing_text_of(rule);
    head.pack = 0;
    return history_put(h, h->store, head, history_json(h, data));
}

static inline void history_begin(history *h)
{
    bool changed;
    assert_ok(ing_store_begin(h->store, true, &changed, err));
}

static inline void history_commit(history *h)
{
    assert_ok(ing_store_commit(h->store, err));
}

/* A pack of one file and a model with these indexes, in the open transaction. */
static inline int64_t history_pack(history *h, const char *from, const char *indexes)
{
    char hex_file[65], hex_model[65], text[512];
    ing_digest file, model;
    ing_buf bytes = ING_BUF_INIT;
    int64_t seq;

    (void)snprintf(text, sizeof text, "return { from = '%s' } -- %s", from, indexes);
    assert_ok(ing_store_blob_put(h->store, ing_text_of(text), &file, err));
    (void)snprintf(text, sizeof text, "{'indexes':%s}", indexes);
    ing_json_write(history_json(h, text), &bytes);
    assert_ok(ing_store_blob_put(h->store, ing_buf_view(&bytes), &model, err));
    ing_buf_free(&bytes);
    ing_digest_hex(&file, hex_file);
    ing_digest_hex(&model, hex_model);
    (void)snprintf(text, sizeof text,
                   "{'digest':'%s','files':[{'path':'pack.lua','sha256':'%s'}],'from':'%s','model':'%s',"
                   "'name':'bayi','version':'1'}",
                   hex_model, hex_file, from, hex_model);
    seq = history_event(h, "pack.installed", NULL, NULL, text);
    return seq;
}

static inline uint32_t history_random(history *h, uint32_t below)
{
    h->random = h->random * UINT32_C(1664525) + UINT32_C(1013904223);
    return (h->random >> 8) % below;
}

/* A case moves, with a clock set, moved, stopped or run out, as chance has it: days and moments, ties in
 * their ends, a clock stopped that never ran. */
static inline void history_move(history *h, const char *case_id, int64_t cause)
{
    static const char *const names[] = { "rectify_by", "pay_by", "order_by" };
    const char *name = names[history_random(h, 3)], *other = names[history_random(h, 3)];
    uint32_t day = 1 + history_random(h, 5);
    char due[40], data[256];

    (void)snprintf(due, sizeof due, history_random(h, 4) == 0 ? "2024-03-%02uT00:00:00+08:00" : "2024-03-%02u",
                   (unsigned)day);
    (void)snprintf(data, sizeof data, "{'deadline':'%s','due':'%s','procedure':'p'}", name, due);
    if (history_random(h, 4) == 0) {
        (void)history_event(h, "deadline.lapsed", case_id, NULL, data);
        return;
    }
    (void)snprintf(data, sizeof data,
                   "{'cleared':['%s'],'from':'a','procedure':'p','set':{'%s':'%s'},'to':'b'}", other, name, due);
    if (history_random(h, 3) == 0)
        (void)snprintf(data, sizeof data, "{'cleared':['%s'],'from':'b','procedure':'p','region':'r','to':'a'}",
                       other);
    (void)history_consequence(h, "case.moved", case_id, cause, data);
}

/* One cause and its consequences, of a kind that chance chooses. */
static inline void history_step(history *h)
{
    char name[32], data[256];
    uint32_t chance = history_random(h, 20);
    uint32_t who = history_random(h, 9);
    int64_t version, cause, decision;

    (void)snprintf(name, sizeof name, "C-%u", (unsigned)history_random(h, 12));
    (void)snprintf(data, sizeof data,
                   "{'household':'household:h%u','keys':[{'violator':'v%u'},{'violator':'v%u'}],'yuan':%u}",
                   (unsigned)who, (unsigned)who, (unsigned)history_random(h, 3), (unsigned)who);
    if (chance == 0) {
        (void)history_event(h, "budget_set", NULL, NULL, data);
        return;
    }
    if (chance < 4) {
        char party[32];
        (void)snprintf(party, sizeof party, "household:h%u", (unsigned)who);
        (void)history_event(h, "visit", NULL, party, data);
        return;
    }
    assert_ok(ing_store_next_version(h->store, ing_text_of(name), &version, err));
    cause = history_event(h, "report_filed", name, NULL, data);
    if (version == 0) {
        (void)snprintf(data, sizeof data, "{'kind':'%s','subject':'household:h%u'}",
                       who % 2 == 0 ? "straw_fire" : "air_issue", (unsigned)who);
        (void)history_consequence(h, "case.opened", name, cause, data);
    }
    if (chance % 3 == 0)
        history_move(h, name, cause);
    (void)snprintf(data, sizeof data,
                   "{'action':'%s','args':{'household':'household:h%u','yuan':%u},'cite':['3-2'],"
                   "'kind':'proposal','modality':'may'%s}",
                   who % 3 == 0 ? "grant_reward" : "propose_fine", (unsigned)who, (unsigned)(who * 100),
                   chance == 7 ? ",'blocked':'B-2'" : "");
    decision = history_decision(h, name, cause, who % 2 == 0 ? "D-1" : "D-2", data);
    if (chance > 6 && version > 0) /* clocks start, move and stop */
        (void)history_consequence(h, "case.moved", name, cause,
                                  chance % 3 == 0 ? "{'procedure':'p','from':'a','to':'b','cleared':['pay_by']}"
                                                  : "{'procedure':'p','from':'a','to':'a','set':{'rectify_by':"
                                                    "'2024-03-14','pay_by':'2024-04-02T09:00:00+08:00'}}");
    if (chance > 10) {
        static const char *const words[] = { "decision.confirmed", "decision.declined", "decision.executed",
                                             "decision.revoked" };
        (void)snprintf(data, sizeof data, "{'decision':%" PRId64 ",'reason':'r'}", decision);
        (void)history_event(h, words[chance % 4], name, NULL, data);
    }
    if (chance == 9)
        (void)history_consequence(h, "deadline.lapsed", name, -1,
                                  "{'deadline':'rectify_by','due':'2024-03-14','procedure':'p'}");
}

/* A story with packs, a runtime, keys, corrections and cases, in transactions of uneven length. */
static inline void history_tell(history *h, int steps)
{
    ing_record_head head = ING_RECORD_HEAD_INIT;

    history_begin(h);
    (void)history_event(h, "runtime.attached", NULL, NULL, "{'lua':'5.4'}");
    (void)history_pack(h, "2024-01-01", "['report_filed.household','report_filed.keys.violator']");
    head.type = ING_TEXT_LIT("budget_set");
    head.id = ING_TEXT_LIT("key-1");
    head.req = ING_TEXT_LIT("f00d");
    (void)history_put(h, h->store, head, history_json(h, "{'yuan':5}"));
    head.id = ING_TEXT_LIT("key-2");
    head.corrects = ing_store_size(h->store) - 1;
    (void)history_put(h, h->store, head, history_json(h, "{'yuan':6}"));
    history_commit(h);
    history_begin(h);
    for (int i = 0; i < steps; i++) {
        history_step(h);
        if (i == steps / 2)
            (void)history_pack(h, "2024-02-01",
                               "['report_filed','grant_reward.household','lapse:rectify_by','visit.yuan',"
                               "'confirm:propose_fine.reason']");
        if (history_random(h, 10) == 0) {
            history_commit(h);
            history_begin(h);
        }
        ing_arena_reset(&h->arena);
    }
    history_commit(h);
}

#endif
