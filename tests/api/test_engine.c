/* SPDX-License-Identifier: Apache-2.0 */
/* Handles: opening, closing, iterators that outlive their engine, calls from callbacks and after a
 * fork, two engines on one file. */
#include "api_support.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define FOUND "{\"type\":\"burn_found\",\"case\":\"%s\",\"at\":\"2024-03-15\",\"by\":\"grid_member:07\"," \
              "\"data\":{\"household\":\"household:H3\"}}"

static void found(api_fixture *f, const char *case_id)
{
    char request[256];

    (void)snprintf(request, sizeof request, FOUND, case_id);
    (void)api_append(f, request);
}

static void init__existing_file_is_refused(void **state)
{
    api_fixture *f = *state;
    libing_engine *other = NULL;

    assert_int_equal(LIBING_ERR_EXISTS, libing_init(f->path, NULL, NULL, &other, &f->err));
    assert_null(other);
}

static void init__zone_that_is_none_is_refused(void **state)
{
    api_fixture *f = *state;
    libing_birth birth = LIBING_BIRTH_INIT;
    libing_engine *other = NULL;

    birth.zone = "Asia/Shanghai";
    assert_int_equal(LIBING_ERR_DATE, libing_init("/nowhere/x.db", &birth, NULL, &other, &f->err));
    assert_non_null(strstr(f->err.message, "Asia/Shanghai"));
}

static void open__missing_file_is_notfound(void **state)
{
    api_fixture *f = *state;
    libing_engine *other = NULL;

    assert_int_equal(LIBING_ERR_NOTFOUND, libing_open("/nowhere/x.db", NULL, &other, &f->err));
    assert_null(other);
}

static void open__text_file_is_no_store(void **state)
{
    api_fixture *f = *state;
    libing_engine *other = NULL;

    assert_int_equal(LIBING_ERR_NOTSTORE,
                     libing_open(LIBING_SOURCE_DIR "/LICENSE", NULL, &other, &f->err));
    assert_null(other);
}

static void open__options_of_another_size_are_invalid(void **state)
{
    api_fixture *f = *state;
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;
    libing_engine *other = NULL;

    options.size = 8;
    assert_int_equal(LIBING_ERR_INVALID, libing_open(f->path, &options, &other, &f->err));
}

static void open__read_only_engine_appends_nothing(void **state)
{
    api_fixture *f = *state;
    libing_engine_options options = api_options(f);

    found(f, "F1");
    libing_close(f->engine);
    options.read_only = true;
    assert_int_equal(LIBING_OK, libing_open(f->path, &options, &f->engine, &f->err));
    assert_int_equal(LIBING_ERR_READONLY, api_try(f, "{}"));
    assert_true(api_records(f) > 0);
}

static void close__null_is_fine(void **state)
{
    (void)state;
    libing_close(NULL);
    libing_document_free(NULL);
    libing_iterator_free(NULL);
    libing_diagnostics_free(NULL);
    assert_string_equal("LIBING_ERR_STALE", libing_status_name(LIBING_ERR_STALE));
}

static void iterator__outlives_its_engine_and_says_closed(void **state)
{
    api_fixture *f = *state;
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;

    assert_int_equal(LIBING_OK, libing_records(f->engine, NULL, &iterator, &f->err));
    libing_close(f->engine);
    f->engine = NULL;
    assert_int_equal(LIBING_ERR_CLOSED, libing_iterator_next(iterator, &item, &f->err));
    libing_iterator_free(iterator);
}

static void iterator__sees_every_case_in_order_of_opening(void **state)
{
    api_fixture *f = *state;
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;
    char id[16], wanted[32];

    for (int i = 0; i < 600; i++) { /* more than two blocks */
        (void)snprintf(id, sizeof id, "C%d", i);
        found(f, id);
    }
    assert_int_equal(LIBING_OK, libing_cases(f->engine, "fire", &iterator, &f->err));
    for (int i = 0; i < 600; i++) {
        assert_int_equal(LIBING_OK, libing_iterator_next(iterator, &item, &f->err));
        (void)snprintf(wanted, sizeof wanted, "\"id\":\"C%d\"", i);
        assert_non_null(strstr(item.text, wanted));
    }
    assert_int_equal(LIBING_DONE, libing_iterator_next(iterator, &item, &f->err));
    libing_iterator_free(iterator);
}

static void iterator__of_an_unknown_case_is_notfound(void **state)
{
    api_fixture *f = *state;
    libing_filter filter = LIBING_FILTER_INIT;
    libing_iterator *iterator = NULL;

    filter.case_id = "nobody";
    assert_int_equal(LIBING_ERR_NOTFOUND, libing_records(f->engine, &filter, &iterator, &f->err));
    assert_null(iterator);
    assert_non_null(strstr(f->err.message, "nobody"));
}

/* --- callbacks, forks, interrupts ---------------------------------------------------------------- */

typedef struct calling_back {
    libing_engine *engine;
    libing_status answer;
} calling_back;

static int call_back(void *user, int64_t *ms_out)
{
    calling_back *c = user;
    libing_document *document = NULL;

    *ms_out = INT64_C(1710900000000);
    if (c->engine != NULL)
        c->answer = libing_info(c->engine, &document, NULL);
    libing_document_free(document);
    return 0;
}

static void callback__that_calls_back_is_told_busy(void **state)
{
    api_fixture *f = *state;
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;
    calling_back c = { NULL, LIBING_OK };
    char request[256];

    libing_close(f->engine);
    options.clock = call_back;
    options.clock_user = &c;
    assert_int_equal(LIBING_OK, libing_open(f->path, &options, &f->engine, &f->err));
    c.engine = f->engine;
    (void)snprintf(request, sizeof request, FOUND, "F1");
    (void)api_append(f, request);
    assert_int_equal(LIBING_ERR_BUSY, c.answer);
}

static void fork__handle_in_the_child_is_refused(void **state)
{
    api_fixture *f = *state;
    int status = 0;
    pid_t child = fork();

    if (child == 0) {
        libing_document *document = NULL;
        libing_error err = LIBING_ERROR_INIT;
        _exit(libing_info(f->engine, &document, &err) == LIBING_ERR_FORKED ? 0 : 1);
    }
    assert_int_equal(child, waitpid(child, &status, 0));
    assert_true(WIFEXITED(status));
    assert_int_equal(0, WEXITSTATUS(status));
    found(f, "F1"); /* the parent goes on */
}

static int stop_at_once(void *user, uint64_t done, uint64_t total)
{
    (void)user;
    (void)done;
    (void)total;
    return -1;
}

static void append_many__stopped_by_progress_keeps_nothing(void **state)
{
    api_fixture *f = *state;
    libing_engine_options options = api_options(f);
    libing_batch batch = LIBING_BATCH_INIT;
    size_t cap = 2000 * 200, len = 0;
    char *lines = malloc(cap);
    int64_t before = api_records(f);

    assert_non_null(lines);
    for (int i = 0; i < 2000; i++) {
        char id[16];
        (void)snprintf(id, sizeof id, "C%d", i);
        len += (size_t)snprintf(lines + len, cap - len, FOUND "\n", id);
    }
    libing_close(f->engine);
    options.progress = stop_at_once;
    assert_int_equal(LIBING_OK, libing_open(f->path, &options, &f->engine, &f->err));
    assert_int_equal(LIBING_ERR_INTERRUPTED,
                     libing_append_many(f->engine, lines, len, NULL, &batch, &f->err));
    assert_int_equal(0, batch.appended);
    assert_int_equal(before, api_records(f));
    free(lines);
}

static void append_many__bad_line_is_named_and_nothing_is_kept(void **state)
{
    api_fixture *f = *state;
    libing_batch batch = LIBING_BATCH_INIT;
    char lines[1024];
    int64_t before = api_records(f);

    (void)snprintf(lines, sizeof lines, FOUND "\n\n" FOUND "\n{\"type\":\"nothing\"}\n", "C1", "C2");
    assert_true(libing_append_many(f->engine, lines, strlen(lines), NULL, &batch, &f->err) < 0);
    assert_int_equal(4, batch.failed_line);
    assert_non_null(strstr(f->err.message, "line 4: "));
    assert_int_equal(before, api_records(f));
}

/* --- several writers ----------------------------------------------------------------------------- */

typedef struct writer {
    libing_engine *engine;
    int number;
    int failed;
} writer;

static void *write_cases(void *arg)
{
    writer *w = arg;
    char request[256], id[32];
    libing_error err = LIBING_ERROR_INIT;

    for (int i = 0; i < 25; i++) {
        (void)snprintf(id, sizeof id, "W%d-%d", w->number, i);
        (void)snprintf(request, sizeof request, FOUND, id);
        if (libing_append(w->engine, request, strlen(request), NULL, NULL, &err) != LIBING_OK)
            w->failed++;
    }
    return NULL;
}

static void threads__queue_on_one_engine_and_on_another_for_the_same_file(void **state)
{
    api_fixture *f = *state;
    libing_engine_options options = api_options(f);
    libing_engine *second = NULL;
    pthread_t threads[4];
    writer writers[4];
    libing_verification seen = LIBING_VERIFICATION_INIT;

    options.clock = NULL; /* the fixture's clock is one thread's */
    libing_close(f->engine);
    f->engine = NULL;
    assert_int_equal(LIBING_OK, libing_open(f->path, &options, &f->engine, &f->err));
    assert_int_equal(LIBING_OK, libing_open(f->path, &options, &second, &f->err));
    for (int i = 0; i < 4; i++) {
        writers[i] = (writer){ i % 2 == 0 ? f->engine : second, i, 0 };
        assert_int_equal(0, pthread_create(&threads[i], NULL, write_cases, &writers[i]));
    }
    for (int i = 0; i < 4; i++) {
        assert_int_equal(0, pthread_join(threads[i], NULL));
        assert_int_equal(0, writers[i].failed);
    }
    libing_close(second);
    assert_int_equal(LIBING_OK, libing_verify(f->path, NULL, &seen, &f->err));
    assert_int_equal(0, seen.damages);
}

static void other_engine__what_it_wrote_is_seen(void **state)
{
    api_fixture *f = *state;
    libing_engine_options options = api_options(f);
    libing_engine *mine = f->engine, *second = NULL;

    found(f, "F1");
    assert_int_equal(LIBING_OK, libing_open(f->path, &options, &second, &f->err));
    f->engine = second;
    (void)api_append(f, "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-16\",\"by\":\"committee:1\","
                        "\"data\":{\"act\":\"2024-03-14\",\"actor\":\"member\"}}");
    f->engine = mine;
    assert_non_null(strstr(api_append(f, "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-17\",\"by\":\"committee:1\","
                                         "\"data\":{\"act\":\"2024-03-14\",\"actor\":\"member\"}}"),
                           "\"action\":\"again\""));
    libing_close(second);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, api_setup, api_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(init__existing_file_is_refused),
        TEST(init__zone_that_is_none_is_refused),
        TEST(open__missing_file_is_notfound),
        TEST(open__text_file_is_no_store),
        TEST(open__options_of_another_size_are_invalid),
        TEST(open__read_only_engine_appends_nothing),
        TEST(close__null_is_fine),
        TEST(iterator__outlives_its_engine_and_says_closed),
        TEST(iterator__sees_every_case_in_order_of_opening),
        TEST(iterator__of_an_unknown_case_is_notfound),
        TEST(callback__that_calls_back_is_told_busy),
        TEST(fork__handle_in_the_child_is_refused),
        TEST(append_many__stopped_by_progress_keeps_nothing),
        TEST(append_many__bad_line_is_named_and_nothing_is_kept),
        TEST(threads__queue_on_one_engine_and_on_another_for_the_same_file),
        TEST(other_engine__what_it_wrote_is_seen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
