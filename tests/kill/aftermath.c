/* SPDX-License-Identifier: Apache-2.0 */
/* What must hold of a store whose writer was killed. */
#include "kill.h"

#include <libing/audit.h>

typedef struct counted {
    int64_t step;                   /* of the request that is expected next */
    int part;
    int64_t orders, fines;
} counted;

/* Every request stands once and in the order of the story. */
static bool count_record(const char *text, counted *c, char *what, size_t size)
{
    const char *id = strstr(text, "\"id\":\"s");
    char wanted[48];

    c->orders += strstr(text, "\"action\":\"order_repair\"") != NULL;
    c->fines += strstr(text, "\"action\":\"propose_fine\"") != NULL;
    if (id == NULL)
        return true;
    (void)snprintf(wanted, sizeof wanted, "\"id\":\"s%" PRId64 "-%d\"", c->step, c->part);
    if (strncmp(id, wanted, strlen(wanted)) != 0) {
        (void)snprintf(what, size, "%.24s stands where %s should", id, wanted);
        return false;
    }
    c->part++;
    if (c->part == story_parts(c->step)) {
        c->part = 0;
        c->step++;
    }
    return true;
}

static bool count_all(libing_engine *engine, counted *c, char *what, size_t size)
{
    libing_item item = LIBING_ITEM_INIT;
    libing_error err = LIBING_ERROR_INIT;
    libing_iterator *iterator = NULL;
    bool sound = true;
    libing_status status = libing_records(engine, NULL, &iterator, &err);

    while (status == LIBING_OK && sound) {
        status = libing_iterator_next(iterator, &item, &err);
        if (status == LIBING_OK)
            sound = count_record(item.text, c, what, size);
    }
    libing_iterator_free(iterator);
    if (status < 0) {
        (void)snprintf(what, size, "the records cannot be read: %s", err.message);
        return false;
    }
    return sound;
}

static bool is_whole(const counted *c, char *what, size_t size)
{
    if (c->part != 0) {
        (void)snprintf(what, size, "%d of %d requests of batch %" PRId64, c->part, story_parts(c->step), c->step);
        return false;
    }
    if (c->orders == story_orders(c->step) && c->fines == story_fines(c->step))
        return true;
    (void)snprintf(what, size, "%" PRId64 " orders and %" PRId64 " fines after %" PRId64 " steps, not %" PRId64 " and %" PRId64,
                   c->orders, c->fines, c->step, story_orders(c->step), story_fines(c->step));
    return false;
}

static int keep_first(void *user, const libing_finding *finding)
{
    char *first = user;

    if (first[0] == '\0')
        (void)snprintf(first, 200, "%s: %s", finding->kind, finding->message);
    return 0;
}

static bool is_proven(const char *path, char *what, size_t size)
{
    libing_audit_options options = LIBING_AUDIT_OPTIONS_INIT;
    libing_verification seen = LIBING_VERIFICATION_INIT;
    libing_replay_summary replayed = LIBING_REPLAY_SUMMARY_INIT;
    libing_error err = LIBING_ERROR_INIT;
    char first[200] = "";
    libing_status status;

    options.finding = keep_first;
    options.finding_user = first;
    status = libing_verify(path, &options, &seen, &err);
    if (status == LIBING_OK && seen.damages == 0)
        status = libing_replay(path, &options, &replayed, &err);
    if (status == LIBING_OK && first[0] == '\0' && replayed.same == replayed.causes)
        return true;
    (void)snprintf(what, size, "not proven: %s", status == LIBING_OK ? first : err.message);
    return false;
}

bool aftermath_is_sound(const char *path, int64_t *steps, char *what, size_t size)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_engine *engine = NULL;
    counted c = { 0, 0, 0, 0 };
    bool sound = false;

    if (libing_open(path, NULL, &engine, &err) != LIBING_OK)
        (void)snprintf(what, size, "the store does not open: %s", err.message);
    else
        sound = count_all(engine, &c, what, size) && is_whole(&c, what, size);
    libing_close(engine);
    *steps = c.step;
    return sound && is_proven(path, what, size);
}
