/* SPDX-License-Identifier: Apache-2.0 */
/* A world for tests of the pack room: an array of records, searched from end to end. */
#ifndef ING_TEST_FAKE_WORLD_H
#define ING_TEST_FAKE_WORLD_H

#include "pack/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define FAKE_ZONE 28800
#define FAKE_RECORDS 512
#define FAKE_VIEWS 128

typedef struct fake_world {
    ing_arena arena;
    size_t count, view_count, questions;
    ing_record records[FAKE_RECORDS];
    bool withdrawn[FAKE_RECORDS];   /* a decision that is not in force */
    ing_view views[FAKE_VIEWS];     /* [0] is the store */
    ing_world world;
} fake_world;

static inline const ing_json *fake_json(fake_world *w, const char *text)
{
    const ing_json *json = NULL;
    libing_error err = LIBING_ERROR_INIT;
    libing_status status = ing_json_read(&w->arena, ing_text_of(text), &json, &err);
    if (status != LIBING_OK)
        fail_msg("%s: %s", text, err.message);
    return json;
}

static inline ing_view *fake_find(fake_world *w, ing_about of, ing_text id)
{
    for (size_t i = 0; i < w->view_count; i++) {
        if (w->views[i].of == of && ing_text_equal(w->views[i].id, id))
            return &w->views[i];
    }
    return NULL;
}

static inline ing_view *fake_view(fake_world *w, ing_about of, const char *id, const char *kind,
                                  const char *subject)
{
    assert_true(w->view_count < FAKE_VIEWS);
    ing_view *view = &w->views[w->view_count++];
    *view = (ing_view){ of, ing_text_of(id), ing_text_of(kind), ing_text_of(subject), NULL };
    return view;
}

static inline const ing_view *fake_case(fake_world *w, const char *id, const char *kind,
                                        const char *subject)
{
    return fake_view(w, ING_ABOUT_CASE, id, kind, subject);
}

static inline void fake_party(fake_world *w, ing_record *record)
{
    if (record->party.ptr == NULL || fake_find(w, ING_ABOUT_PARTY, record->party) != NULL)
        return;
    const char *colon = memchr(record->party.ptr, ':', record->party.len);
    size_t len = colon != NULL ? (size_t)(colon - record->party.ptr) : record->party.len;
    const char *kind = ing_arena_text(&w->arena, record->party.ptr, len);
    fake_view(w, ING_ABOUT_PARTY, record->party.ptr, kind, NULL)->opened = record;
}

/* `about`: a case id, a party ("kind:id"), or NULL for the store. */
static inline ing_record *fake_add(fake_world *w, const char *type, const char *about, const char *at,
                                   const char *data)
{
    bool other;
    assert_true(w->count < FAKE_RECORDS);
    ing_record *r = &w->records[w->count];
    bool is_party = about != NULL && strchr(about, ':') != NULL;
    *r = (ing_record){ .seq = (int64_t)w->count++, .cv = -1, .cause = -1, .pack = -1, .corrects = -1 };
    r->type = r->word = ing_text_of(type);
    r->case_id = is_party ? ING_TEXT_NONE : ing_text_of(about);
    r->party = is_party ? ing_text_of(about) : ING_TEXT_NONE;
    r->at_text = ing_text_of(at);
    assert_true(ing_moment_parse(r->at_text, FAKE_ZONE, &r->at, &other));
    r->by = ING_TEXT_LIT("grid_member:07");
    r->role = ING_TEXT_LIT("grid_member");
    r->data = r->fields = r->root = fake_json(w, data != NULL ? data : "{}");
    if (about != NULL && !is_party) {
        ing_view *view = fake_find(w, ING_ABOUT_CASE, r->case_id);
        assert_non_null(view);
        r->cv = 0;
        if (view->opened == NULL)
            view->opened = r;
    }
    fake_party(w, r);
    return r;
}

static inline ing_record *fake_decide(fake_world *w, const char *action, const char *about,
                                      const char *at, const char *args)
{
    ing_record *r = fake_add(w, "decision", about, at, args);
    r->word = ing_text_of(action);
    return r;
}

/* --- what the world answers --------------------------------------------------------------------- */

static inline libing_status fake_world_view(void *ctx, ing_about of, ing_text id, const ing_view **out,
                                            libing_error *err)
{
    fake_world *w = ctx;
    (void)err;
    w->questions++;
    *out = fake_find(w, of, id);
    return LIBING_OK;
}

static inline bool fake_is_about(const fake_world *w, const ing_record *r, const ing_view *view)
{
    if (view->of == ING_ABOUT_STORE)
        return true;
    if (view->of == ING_ABOUT_CASE)
        return r->case_id.ptr != NULL && ing_text_equal(r->case_id, view->id);
    if (r->party.ptr != NULL)
        return ing_text_equal(r->party, view->id);
    for (size_t i = 0; i < w->view_count; i++) {
        const ing_view *one = &w->views[i];
        if (one->of == ING_ABOUT_CASE && r->case_id.ptr != NULL && ing_text_equal(one->id, r->case_id))
            return one->subject.ptr != NULL && ing_text_equal(one->subject, view->id);
    }
    return false;
}

static inline libing_status fake_world_records(void *ctx, const ing_view *scope, const ing_query *query,
                                               const ing_json *atom_value, ing_records *out,
                                               libing_error *err)
{
    fake_world *w = ctx;
    (void)err;
    (void)query;      /* more than was asked for may come: here, everything in scope */
    (void)atom_value;
    w->questions++;
    const ing_record **items = ing_arena_new(&w->arena, w->count, sizeof *items);
    size_t count = 0;
    for (size_t i = 0; i < w->count; i++) {
        if (fake_is_about(w, &w->records[i], scope))
            items[count++] = &w->records[i];
    }
    *out = (ing_records){ items, count };
    return LIBING_OK;
}

static inline libing_status fake_world_ranged(void *ctx, const ing_view *scope, const ing_query *query,
                                              ing_text path, ing_text low, ing_text high, ing_records *out,
                                              libing_error *err)
{
    (void)path; /* more than was asked for may come */
    (void)low;
    (void)high;
    return fake_world_records(ctx, scope, query, NULL, out, err);
}

static inline libing_status fake_world_record(void *ctx, int64_t seq, const ing_record **out,
                                              libing_error *err)
{
    fake_world *w = ctx;
    (void)err;
    *out = NULL;
    for (size_t i = 0; i < w->count; i++) {
        if (w->records[i].seq == seq)
            *out = &w->records[i];
    }
    return LIBING_OK;
}

static inline libing_status fake_world_case_records(void *ctx, const ing_view *view, ing_records *out,
                                                    libing_error *err)
{
    return fake_world_records(ctx, view, NULL, NULL, out, err);
}

static inline libing_status fake_world_latest(void *ctx, const ing_view *view, ing_text field,
                                              const ing_record **out, libing_error *err)
{
    fake_world *w = ctx;
    (void)err;
    w->questions++;
    *out = NULL;
    for (size_t i = 0; i < w->count; i++) {
        const ing_record *r = &w->records[i];
        bool is_own = view->of == ING_ABOUT_STORE ? r->case_id.ptr == NULL && r->party.ptr == NULL
                                                  : r->party.ptr != NULL && ing_text_equal(r->party, view->id);
        if (is_own && ing_json_find(r->fields, field) != NULL)
            *out = r;
    }
    return LIBING_OK;
}

static inline libing_status fake_world_views(fake_world *w, ing_about of, ing_text kind, ing_text subject,
                                             ing_views *out)
{
    const ing_view **items = ing_arena_new(&w->arena, w->view_count + 1, sizeof *items);
    size_t count = 0;
    w->questions++;
    for (size_t i = 0; i < w->view_count; i++) {
        const ing_view *view = &w->views[i];
        if (view->of == of && ing_text_equal(view->kind, kind) &&
            (subject.ptr == NULL || ing_text_equal(view->subject, subject)))
            items[count++] = view;
    }
    *out = (ing_views){ items, count };
    return LIBING_OK;
}

static inline libing_status fake_world_cases(void *ctx, ing_text kind, ing_text subject, ing_views *out,
                                             libing_error *err)
{
    (void)err;
    return fake_world_views(ctx, ING_ABOUT_CASE, kind, subject, out);
}

static inline libing_status fake_world_parties(void *ctx, ing_text kind, ing_views *out, libing_error *err)
{
    (void)err;
    return fake_world_views(ctx, ING_ABOUT_PARTY, kind, ING_TEXT_NONE, out);
}

static inline libing_status fake_world_in_force(void *ctx, int64_t seq, bool *out, libing_error *err)
{
    fake_world *w = ctx;
    (void)err;
    *out = !w->withdrawn[seq];
    return LIBING_OK;
}

static inline void fake_world_begin(fake_world *w)
{
    memset(w, 0, sizeof *w);
    fake_view(w, ING_ABOUT_STORE, "", NULL, NULL);
    w->world = (ing_world){ w, fake_world_view, fake_world_case_records, fake_world_records,
                            fake_world_ranged, fake_world_record, fake_world_latest, fake_world_cases, fake_world_parties,
                            fake_world_in_force };
}

static inline void fake_world_end(fake_world *w)
{
    ing_arena_free(&w->arena);
}

#endif
