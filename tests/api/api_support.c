/* SPDX-License-Identifier: Apache-2.0 */
#include "api_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define CLOCK_2024_03_20 INT64_C(1710900000000) /* 2024-03-20T02:00:00Z */

static libing_document *last_receipt; /* of api_append() */

static int tell_time(void *user, int64_t *ms_out)
{
    api_fixture *f = user;

    *ms_out = f->clock_ms;
    return f->clock_result;
}

libing_engine_options api_options(api_fixture *f)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;

    options.clock = tell_time;
    options.clock_user = f;
    return options;
}

libing_engine *api_reopen(api_fixture *f)
{
    libing_engine_options options = api_options(f);

    libing_close(f->engine);
    f->engine = NULL;
    assert_int_equal(LIBING_OK, libing_open(f->path, &options, &f->engine, &f->err));
    return f->engine;
}

int api_setup_with(void **state, const char *pack, int64_t clock_ms)
{
    api_fixture *f = calloc(1, sizeof *f);
    libing_error fresh = LIBING_ERROR_INIT;
    libing_engine_options options;

    assert_non_null(f);
    f->err = fresh;
    f->clock_ms = clock_ms;
    (void)snprintf(f->directory, sizeof f->directory, "/dev/shm/libing-api-XXXXXX"); /* no disk to wait for */
    if (mkdtemp(f->directory) == NULL) {
        (void)snprintf(f->directory, sizeof f->directory, "/tmp/libing-api-XXXXXX");
        assert_non_null(mkdtemp(f->directory));
    }
    (void)snprintf(f->path, sizeof f->path, "%s/village.db", f->directory);
    options = api_options(f);
    if (libing_init(f->path, NULL, &options, &f->engine, &f->err) != LIBING_OK ||
        libing_install(f->engine, pack, "2023-01-01", NULL, &f->err) != LIBING_OK)
        fail_msg("%s", f->err.message);
    *state = f;
    return 0;
}

int api_setup(void **state)
{
    return api_setup_with(state, LIBING_SOURCE_DIR "/tests/api/pack", CLOCK_2024_03_20);
}

int api_teardown(void **state)
{
    api_fixture *f = *state;
    char journal[128];

    libing_close(f->engine);
    libing_document_free(last_receipt);
    last_receipt = NULL;
    (void)unlink(f->path);
    (void)snprintf(journal, sizeof journal, "%s-wal", f->path);
    (void)unlink(journal);
    (void)snprintf(journal, sizeof journal, "%s-shm", f->path);
    (void)unlink(journal);
    (void)rmdir(f->directory);
    free(f);
    return 0;
}

libing_status api_try(api_fixture *f, const char *request)
{
    libing_document_free(last_receipt);
    last_receipt = NULL;
    return libing_append(f->engine, request, strlen(request), NULL, &last_receipt, &f->err);
}

const char *api_append(api_fixture *f, const char *request)
{
    if (api_try(f, request) != LIBING_OK)
        fail_msg("%s: %s", request, f->err.message);
    return libing_document_text(last_receipt, NULL);
}

static int64_t count(libing_iterator *iterator, libing_error *err)
{
    libing_item item = LIBING_ITEM_INIT;
    int64_t items = 0;
    libing_status status = LIBING_OK;

    for (;;) {
        status = libing_iterator_next(iterator, &item, err);
        if (status != LIBING_OK)
            break;
        items++;
    }
    libing_iterator_free(iterator);
    assert_int_equal(LIBING_DONE, status);
    return items;
}

int64_t api_records(api_fixture *f)
{
    libing_iterator *iterator = NULL;

    assert_int_equal(LIBING_OK, libing_records(f->engine, NULL, &iterator, &f->err));
    return count(iterator, &f->err);
}

int64_t api_decisions(api_fixture *f, const char *rule)
{
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *iterator = NULL;

    filter.rule = rule;
    assert_int_equal(LIBING_OK, libing_decisions(f->engine, &filter, &iterator, &f->err));
    return count(iterator, &f->err);
}

/* Cut `"key":value,` out of a line wherever it stands. */
static void strip(char *line, const char *key)
{
    for (char *at = strstr(line, key); at != NULL; at = strstr(at, key)) {
        size_t len = strlen(key) + strcspn(at + strlen(key), ",}");

        len += at[len] == ',';
        memmove(at, at + len, strlen(at + len) + 1);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char *api_decision_lines(api_fixture *f, int64_t *count_out)
{
    static const char *const places[] = { "\"seq\":", "\"t\":", "\"cv\":", "\"cause\":" };
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;
    char *lines[512], *all;
    size_t count = 0, len = 1;

    assert_int_equal(LIBING_OK, libing_decisions(f->engine, NULL, &iterator, &f->err));
    while (libing_iterator_next(iterator, &item, &f->err) == LIBING_OK) {
        size_t size = item.len + strlen(item.standing) + 3;

        assert_in_range(count, 0, 511);
        lines[count] = malloc(size);
        assert_non_null(lines[count]);
        (void)snprintf(lines[count], size, "%s %s\n", item.text, item.standing);
        for (size_t i = 0; i < sizeof places / sizeof *places; i++)
            strip(lines[count], places[i]);
        len += strlen(lines[count++]);
    }
    libing_iterator_free(iterator);
    qsort(lines, count, sizeof *lines, by_text);
    all = calloc(1, len);
    assert_non_null(all);
    for (size_t i = 0, at = 0; i < count; i++) {
        at += (size_t)snprintf(all + at, len - at, "%s", lines[i]);
        free(lines[i]);
    }
    if (count_out != NULL)
        *count_out += (int64_t)count;
    return all;
}

int64_t api_is_honest(api_fixture *f)
{
    libing_verification seen = LIBING_VERIFICATION_INIT;
    libing_replay_summary summary = LIBING_REPLAY_SUMMARY_INIT;

    if (libing_verify(f->path, NULL, &seen, &f->err) != LIBING_OK ||
        libing_replay(f->path, NULL, &summary, &f->err) != LIBING_OK)
        fail_msg("%s", f->err.message);
    assert_int_equal(0, seen.damages);
    assert_int_equal(summary.causes, summary.same);
    assert_int_equal(0, summary.omitted + summary.extra + summary.different);
    return summary.causes;
}
