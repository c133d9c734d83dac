/* SPDX-License-Identifier: Apache-2.0 */
/* What came of many writers: each case's versions, each writer's keys, verify, replay. */
#include "crowd.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool crowd_fails(const char *what, const libing_error *err)
{
    fprintf(stderr, "%s: %s\n", what, err != NULL ? err->message : "");
    return false;
}

bool crowd_replays(const crowd *c)
{
    libing_replay_summary summary = LIBING_REPLAY_SUMMARY_INIT;
    libing_error err = LIBING_ERROR_INIT;

    if (libing_replay(c->path, NULL, &summary, &err) != LIBING_OK)
        return crowd_fails("replay", &err);
    if (summary.same != summary.causes)
        return crowd_fails("a replay beside the writers differs", NULL);
    return true;
}

static int64_t number_after(const char *line, const char *name)
{
    const char *at = strstr(line, name);

    return at != NULL ? strtoll(at + strlen(name), NULL, 10) : -1;
}

/* The key that a writer gave: "w<writer>-<n>". Marks it; false when it was there before. */
static bool mark(const crowd *c, const char *line, bool *seen)
{
    const char *key = strstr(line, "\"id\":\"w");
    char *end = NULL;
    long writer, append;

    if (key == NULL)
        return true;
    writer = strtol(key + 7, &end, 10);
    append = strtol(end + 1, NULL, 10);
    if (writer < 0 || writer >= c->writers || append < 0 || append >= c->appends ||
        seen[writer * c->appends + append])
        return false;
    seen[writer * c->appends + append] = true;
    return true;
}

static bool look_at_case(const crowd *c, libing_engine *engine, int number, bool *seen, int64_t *records)
{
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;
    libing_error err = LIBING_ERROR_INIT;
    char name[16];
    bool is_good = true;
    int64_t version = 0;

    (void)snprintf(name, sizeof name, "C%d", number);
    filter.case_id = name;
    if (libing_records(engine, &filter, &iterator, &err) != LIBING_OK)
        return crowd_fails(name, &err);
    while (is_good && libing_iterator_next(iterator, &item, &err) == LIBING_OK) {
        is_good = number_after(item.text, "\"cv\":") == version && mark(c, item.text, seen);
        if (!is_good)
            fprintf(stderr, "case %s, version %" PRId64 " expected: %s\n", name, version, item.text);
        version++;
    }
    libing_iterator_free(iterator);
    *records += version;
    return is_good;
}

static bool look_at_cases(const crowd *c, libing_engine *engine, int64_t *records)
{
    bool *seen = calloc((size_t)c->writers * (size_t)c->appends, sizeof *seen);
    bool is_good = seen != NULL;

    for (int i = 0; i < CASES && is_good; i++)
        is_good = look_at_case(c, engine, i, seen, records);
    for (int i = 0; i < c->writers * c->appends && is_good; i++) {
        is_good = seen[i];
        if (!is_good)
            fprintf(stderr, "append %d of writer %d is not there\n", i % c->appends, i / c->appends);
    }
    free(seen);
    return is_good;
}

static void read_journal(crowd *c, libing_engine *engine)
{
    libing_document *info = NULL;
    const char *at;

    if (libing_info(engine, &info, NULL) != LIBING_OK)
        return;
    at = strstr(libing_document_text(info, NULL), "\"journal\":\"");
    if (at != NULL) {
        at += strlen("\"journal\":\"");
        (void)snprintf(c->journal, sizeof c->journal, "%.*s", (int)strcspn(at, "\""), at);
    }
    libing_document_free(info);
}

bool crowd_is_sound(crowd *c)
{
    libing_verification seen = LIBING_VERIFICATION_INIT;
    libing_error err = LIBING_ERROR_INIT;
    libing_engine *engine = NULL;
    int64_t records = 0;
    bool is_good;

    if (libing_open(c->path, NULL, &engine, &err) != LIBING_OK)
        return crowd_fails("open", &err);
    read_journal(c, engine);
    is_good = look_at_cases(c, engine, &records);
    libing_close(engine);
    if (is_good && libing_verify(c->path, NULL, &seen, &err) != LIBING_OK)
        return crowd_fails("verify", &err);
    if (is_good && seen.damages > 0)
        return crowd_fails("verify finds damage", NULL);
    return is_good && records > c->writers * c->appends && crowd_replays(c);
}
