/* SPDX-License-Identifier: Apache-2.0 */
/* Many writers on one store, and a replay that runs all the while.
 *
 *     crowd_writers one-handle | own-handles       16 threads, on one engine or on one each
 *     crowd_writers processes                      8 processes
 *
 * Each appends to eight cases in turn, one event a transaction. Nothing may be lost, doubled or out of
 * order, nobody may be told that the store is busy, and nobody may wait for ever: the longest append is
 * printed and bounded. LIBING_TEST_LONG in the environment: 500 appends each, else fewer. */
#include "crowd.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define THREADS        16
#define PROCESSES      8
#define APPENDS_LONG   500
#define APPENDS_SHORT  12
#define LONGEST_WAIT_US (120 * INT64_C(1000000)) /* on a machine that does much else */

typedef struct writer {
    crowd *crowd;
    libing_engine *engine;          /* NULL: it opens its own */
    int number;
    int64_t longest_us;
    bool is_good;
} writer;

/* --- writing ------------------------------------------------------------------------------------ */

static int64_t now_us(void)
{
    struct timespec now = { 0, 0 };

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static libing_engine *open_engine(const crowd *c)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;
    libing_error err = LIBING_ERROR_INIT;
    libing_engine *engine = NULL;

    options.busy_timeout_ms = (int32_t)(LONGEST_WAIT_US / 1000);
    if (libing_open(c->path, &options, &engine, &err) != LIBING_OK)
        (void)crowd_fails("open", &err);
    return engine;
}

/* The first record of a case opens it, whoever comes first. */
static bool append(writer *w, libing_engine *engine, int i)
{
    libing_error err = LIBING_ERROR_INIT;
    char request[256];
    int64_t begun, took;
    libing_status status;

    (void)snprintf(request, sizeof request,
                   "{\"type\":\"burn_found\",\"case\":\"C%d\",\"at\":\"2024-03-%02d\",\"by\":\"grid_member:%d\","
                   "\"id\":\"w%d-%d\",\"data\":{\"household\":\"household:H%d\"}}",
                   (w->number + i) % CASES, 1 + i % 28, w->number, w->number, i, i % 5);
    begun = now_us();
    status = libing_append(engine, request, strlen(request), NULL, NULL, &err);
    took = now_us() - begun;
    w->longest_us = took > w->longest_us ? took : w->longest_us;
    return status == LIBING_OK || crowd_fails(request, &err);
}

static void *write_all(void *ctx)
{
    writer *w = ctx;
    libing_engine *engine = w->engine != NULL ? w->engine : open_engine(w->crowd);

    w->is_good = engine != NULL;
    for (int i = 0; i < w->crowd->appends && w->is_good; i++)
        w->is_good = append(w, engine, i);
    if (w->engine == NULL)
        libing_close(engine);
    return NULL;
}

/* --- threads ------------------------------------------------------------------------------------ */

typedef struct watcher {
    crowd *crowd;
    pthread_mutex_t mutex;
    bool is_over, is_good;
} watcher;

static bool is_over(watcher *w)
{
    bool over;

    (void)pthread_mutex_lock(&w->mutex);
    over = w->is_over;
    (void)pthread_mutex_unlock(&w->mutex);
    return over;
}

static void *replay_meanwhile(void *ctx)
{
    watcher *w = ctx;

    for (w->is_good = true; w->is_good && !is_over(w); w->crowd->replays++)
        w->is_good = crowd_replays(w->crowd);
    return NULL;
}

static bool join_all(pthread_t *threads, writer *writers, int count, crowd *c)
{
    bool is_good = true;

    for (int i = 0; i < count; i++) {
        is_good = pthread_join(threads[i], NULL) == 0 && writers[i].is_good && is_good;
        if (writers[i].longest_us > c->longest_us)
            c->longest_us = writers[i].longest_us;
    }
    return is_good;
}

static bool run_threads(crowd *c, bool is_shared)
{
    pthread_t threads[THREADS], replaying;
    writer writers[THREADS];
    watcher watching = { c, PTHREAD_MUTEX_INITIALIZER, false, false };
    libing_engine *engine = is_shared ? open_engine(c) : NULL;
    int begun = 0;
    bool is_good = (engine != NULL || !is_shared) &&
                   pthread_create(&replaying, NULL, replay_meanwhile, &watching) == 0;

    if (!is_good)
        return crowd_fails("threads do not begin", NULL);
    for (; begun < c->writers && is_good; begun++) {
        writers[begun] = (writer){ c, engine, begun, 0, false };
        is_good = pthread_create(&threads[begun], NULL, write_all, &writers[begun]) == 0;
    }
    is_good = join_all(threads, writers, begun, c) && is_good;
    (void)pthread_mutex_lock(&watching.mutex);
    watching.is_over = true;
    (void)pthread_mutex_unlock(&watching.mutex);
    is_good = pthread_join(replaying, NULL) == 0 && watching.is_good && is_good;
    libing_close(engine);
    return is_good;
}

/* --- processes ---------------------------------------------------------------------------------- */

static bool end_all(int count, crowd *c)
{
    bool is_good = true;

    for (int left = count; left > 0;) {
        int status = 0;
        pid_t done = waitpid(-1, &status, WNOHANG);

        if (done == 0) { /* all that are left write: look on meanwhile */
            is_good = crowd_replays(c) && is_good;
            c->replays++;
            continue;
        }
        is_good = done > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0 && is_good;
        left--;
    }
    return is_good;
}

static int write_in_child(crowd *c, int number, int said)
{
    writer w = { c, NULL, number, 0, false };

    (void)write_all(&w);
    return write(said, &w.longest_us, sizeof w.longest_us) == sizeof w.longest_us && w.is_good ? 0 : 1;
}

static bool run_processes(crowd *c)
{
    int said[2], begun = 0;
    int64_t longest = 0;
    bool is_good = pipe(said) == 0;

    if (!is_good)
        return crowd_fails("pipe", NULL);
    for (; begun < c->writers && is_good; begun++) {
        pid_t child = fork();

        if (child == 0)
            _exit(write_in_child(c, begun, said[1]));
        is_good = child > 0;
    }
    (void)close(said[1]);
    is_good = end_all(begun, c) && is_good;
    while (read(said[0], &longest, sizeof longest) == sizeof longest)
        c->longest_us = longest > c->longest_us ? longest : c->longest_us;
    (void)close(said[0]);
    return is_good;
}

/* --- the program -------------------------------------------------------------------------------- */

static bool make_store(crowd *c)
{
    libing_error err = LIBING_ERROR_INIT;
    libing_engine *engine = NULL;
    const char *folder = getenv("TMPDIR");

    (void)snprintf(c->folder, sizeof c->folder, "%.40s/libing-crowd-XXXXXX", folder != NULL ? folder : "/tmp");
    if (mkdtemp(c->folder) == NULL)
        return crowd_fails(c->folder, NULL);
    (void)snprintf(c->path, sizeof c->path, "%s/town.db", c->folder);
    if (libing_init(c->path, NULL, NULL, &engine, &err) != LIBING_OK ||
        libing_install(engine, LIBING_SOURCE_DIR "/tests/api/pack", "2023-01-01", NULL, &err) != LIBING_OK) {
        libing_close(engine);
        return crowd_fails("init", &err);
    }
    libing_close(engine);
    return true;
}

static void clean_up(const crowd *c)
{
    static const char *const endings[] = { "", "-journal", "-wal", "-shm" };
    char name[128];

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        (void)snprintf(name, sizeof name, "%s%s", c->path, endings[i]);
        (void)unlink(name);
    }
    (void)rmdir(c->folder);
}

int main(int argc, char **argv)
{
    crowd c = { .writers = THREADS, .appends = getenv("LIBING_TEST_LONG") != NULL ? APPENDS_LONG : APPENDS_SHORT };
    const char *what = argc == 2 ? argv[1] : "";
    bool is_good = make_store(&c);

    if (is_good && strcmp(what, "processes") == 0) {
        c.writers = PROCESSES;
        is_good = run_processes(&c);
    } else if (is_good)
        is_good = run_threads(&c, strcmp(what, "one-handle") == 0);
    is_good = is_good && crowd_is_sound(&c);
    if (is_good && c.longest_us > LONGEST_WAIT_US)
        is_good = crowd_fails("somebody waited too long", NULL);
    clean_up(&c);
    printf("%s: %d writers x %d appends on %d cases, journal %s: longest append %lld ms, %d replays meanwhile\n",
           what, c.writers, c.appends, CASES, c.journal, (long long)(c.longest_us / 1000), c.replays);
    return is_good ? 0 : 1;
}
