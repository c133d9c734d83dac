/* SPDX-License-Identifier: Apache-2.0 */
/* The story, and the process that is killed while it tells it: repairs ordered in shops, deadlines that
 * end, fines. Six steps a case, each one transaction; the third is a batch of four requests. */
#include "kill.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define PHASES      6
#define REQUEST_MAX 512
#define CLOCK_MS    INT64_C(1709280000000) /* 2024-03-01T08:00:00Z */

typedef struct told {
    int phase;
    const char *type, *case_letter, *at, *by;
    const char *data;               /* NULL: it opens the case, and names the shop */
} told;

static const told story[] = {
    { 0, "defect_found", "D", "2024-01-02", "inspector:1", NULL },
    { 1, "fix_ordered", "D", "2024-01-03", "inspector:1", "{}" },
    { 2, "notice_served", "D", "2024-01-04", "inspector:1", "{}" },
    { 2, "answered", "D", "2024-01-05", "inspector:1", "{}" },
    { 2, "defect_found", "E", "2024-01-05", "inspector:2", NULL },
    { 2, "fix_ordered", "E", "2024-01-05", "inspector:2", "{}" },
    { 3, "more_time", "D", "2024-01-06", "office:1", "{\"to\":\"2024-01-20\"}" },
    { 4, "visited", NULL, "2024-02-10", "inspector:1", "{}" },
    { 5, "fixed", "D", "2024-02-11", "inspector:1", "{}" },
};

int story_parts(int64_t step)
{
    return step % PHASES == 2 ? STEP_PARTS_MAX : 1;
}

/* Case D is ordered in phase 1, case E in phase 2. */
int64_t story_orders(int64_t steps)
{
    int64_t phase = steps % PHASES;

    return steps / PHASES * 2 + (phase > 1) + (phase > 2);
}

/* The visit of phase 4 finds both overdue. */
int64_t story_fines(int64_t steps)
{
    return steps / PHASES * 2 + (steps % PHASES > 4 ? 2 : 0);
}

static size_t write_request(char *out, size_t size, int64_t step, int part)
{
    int64_t number = step / PHASES;
    char about[64], data[64];
    const told *t = story;
    int len;

    while (t->phase != (int)(step % PHASES))
        t++;
    t += part;
    (void)snprintf(about, sizeof about, "%s\":\"%s%" PRId64, t->case_letter != NULL ? "case" : "party",
                   t->case_letter != NULL ? t->case_letter : "shop:S", number);
    (void)snprintf(data, sizeof data, "{\"shop\":\"shop:S%" PRId64 "\"}", number);
    len = snprintf(out, size,
                   "{\"id\":\"s%" PRId64 "-%d\",\"type\":\"%s\",\"%s\",\"at\":\"%s\",\"by\":\"%s\",%s\"data\":%s}\n",
                   step, part, t->type, about, t->at, t->by, t->data == NULL ? "\"expect\":-1," : "",
                   t->data == NULL ? data : t->data);
    return len > 0 && (size_t)len < size ? (size_t)len : 0;
}

static int tell_time(void *user, int64_t *ms_out)
{
    (void)user;
    *ms_out = CLOCK_MS;
    return 0;
}

libing_status writer_begin(const char *path, libing_error *err)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;
    libing_engine *engine = NULL;
    libing_status status;

    options.clock = tell_time;
    status = libing_init(path, NULL, &options, &engine, err);
    if (status == LIBING_OK)
        status = libing_install(engine, LIBING_SOURCE_DIR "/tests/api/people_pack", "2023-01-01", NULL, err);
    libing_close(engine);
    return status;
}

/* One step; LIBING_ERR_STATE when some parts of it were there and others not. */
static libing_status tell_step(libing_engine *engine, int64_t step, bool *repeated, libing_error *err)
{
    char lines[STEP_PARTS_MAX * REQUEST_MAX];
    libing_batch batch = LIBING_BATCH_INIT;
    libing_document *receipt = NULL;
    size_t len = 0;
    libing_status status;

    for (int part = 0; part < story_parts(step); part++)
        len += write_request(lines + len, sizeof lines - len, step, part);
    if (story_parts(step) > 1) {
        status = libing_append_many(engine, lines, len, NULL, &batch, err);
        *repeated = batch.repeated > 0;
        return status == LIBING_OK && batch.repeated > 0 && batch.appended > 0 ? LIBING_ERR_STATE : status;
    }
    status = libing_append(engine, lines, len, NULL, &receipt, err);
    *repeated = receipt != NULL && strstr(libing_document_text(receipt, NULL), "\"repeated\":true") != NULL;
    libing_document_free(receipt);
    return status;
}

int writer_main(const char *path, int64_t first, unsigned stall_us, unsigned seed)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;
    libing_error err = LIBING_ERROR_INIT;
    libing_engine *engine = NULL;
    libing_status status;

    options.clock = tell_time;
    status = libing_open(path, &options, &engine, &err);
    for (int64_t step = first; status == LIBING_OK; step++) {
        bool repeated = false;
        char said[48];
        int len;

        status = tell_step(engine, step, &repeated, &err);
        if (status != LIBING_OK)
            break;
        if (stall_us > 0) { /* durable, and nobody has been told */
            struct timespec wait = { 0, (long)((unsigned)rand_r(&seed) % stall_us) * 1000 };
            (void)nanosleep(&wait, NULL); /* a shorter wait is as good */
        }
        len = snprintf(said, sizeof said, "%" PRId64 " %d\n", step, repeated);
        if (write(STDOUT_FILENO, said, (size_t)len) != len)
            break;
    }
    libing_close(engine);
    (void)fprintf(stderr, "the writer stopped: %s (%s)\n", libing_status_name(status), err.message);
    return 3;
}
