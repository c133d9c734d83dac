/* SPDX-License-Identifier: Apache-2.0 */
/* Opening and closing an engine, its lock, its transactions, its clock. */
#include "engine/engine.h"

#include "base/mem.h"

#include <libing/version.h>

#include <time.h>
#include <unistd.h>

#define CLOCK_SLACK_MS (5 * 60 * 1000)
#define CACHE_BYTES_DEFAULT (64 * 1024 * 1024)

/* --- the sink that writes ----------------------------------------------------------------------- */

static libing_status emit_to_store(void *ctx, ing_record_head *head, const ing_json *data,
                                   const ing_record **standing, libing_error *err)
{
    libing_engine *engine = ctx;

    if (data == NULL)
        return ing_fail_nomem(err);
    return ing_session_record(&engine->session, head, data, standing, err);
}

/* Time that passes without a record says nothing of who judges. */
static libing_status close_to_store(void *ctx, ing_record_head *head, const ing_json *data, libing_error *err)
{
    libing_engine *engine = ctx;
    const ing_record *record = NULL;
    libing_status status = ing_engine_attach_runtime(engine, head->t, err);

    if (status == LIBING_OK)
        status = emit_to_store(ctx, head, data, &record, err);
    return status == LIBING_OK ? ing_decide(&engine->session, record, err) : status;
}

/* --- opening ------------------------------------------------------------------------------------ */

static libing_status read_options(libing_engine *engine, const libing_engine_options *options,
                                  libing_error *err)
{
    libing_engine_options defaults = LIBING_ENGINE_OPTIONS_INIT;
    const char *language;

    if (options != NULL && options->size != sizeof *options)
        return ing_fail(err, LIBING_ERR_INVALID, "options.size", "options have size %zu, expected %zu",
                        "选项结构大小为%zu，应为%zu", options->size, sizeof *options);
    engine->options = options != NULL ? *options : defaults;
    language = engine->options.language != NULL ? engine->options.language : "en";
    if (strcmp(language, "en") != 0 && strcmp(language, "zh") != 0)
        return ing_fail(err, LIBING_ERR_INVALID, "options.language",
                        "unknown language '%s'; write zh or en", "未知语言“%s”；请写zh或en", language);
    memcpy(engine->language, language, 3);
    ing_error_language(err, engine->language);
    return LIBING_OK;
}

static libing_status engine_new(const char *path, const libing_engine_options *options,
                                libing_engine **out, libing_error *err)
{
    libing_engine *engine = ing_mem_new(1, sizeof *engine);
    libing_status status;

    *out = NULL;
    if (engine == NULL)
        return ing_fail_nomem(err);
    if (pthread_mutex_init(&engine->mutex, NULL) != 0) {
        ing_mem_free(engine);
        return ing_fail_nomem(err);
    }
    atomic_init(&engine->references, 1);
    engine->process = getpid();
    status = read_options(engine, options, err);
    if (status == LIBING_OK) {
        engine->path = ing_mem_text(path, strlen(path));
        if (engine->path == NULL)
            status = ing_fail_nomem(err);
    }
    if (status != LIBING_OK) {
        ing_engine_unref(engine);
        return status;
    }
    *out = engine;
    return LIBING_OK;
}

/* Before there is a store: a birth that fails for want of memory leaves no file. */
static libing_status begin_session(libing_engine *engine, libing_error *err)
{
    int64_t bytes = engine->options.cache_bytes > 0 ? engine->options.cache_bytes : CACHE_BYTES_DEFAULT;
    libing_status status = ing_session_open(&engine->session, NULL, (size_t)bytes, err);

    engine->session.language = engine->language;
    engine->session.interrupted = &engine->interrupted;
    engine->session.timeout_ms = engine->options.timeout_ms;
    engine->session.sink = (ing_sink){ engine, emit_to_store, close_to_store };
    return status;
}

static libing_status missing(const void *pointer, const char *name, libing_error *err)
{
    if (pointer != NULL)
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_INVALID, "call.null", "%s is NULL", "%s为NULL", name);
}

static bool is_uid(const char *text)
{
    return strlen(text) == 32 && strspn(text, "0123456789abcdef") == 32;
}

static libing_status read_birth(const libing_birth *birth, ing_store_birth *out, libing_error *err)
{
    libing_birth given = LIBING_BIRTH_INIT;

    if (birth != NULL)
        given = *birth;
    if (given.zone == NULL)
        given.zone = "+08:00";
    if (!ing_zone_parse(ing_text_of(given.zone), &out->zone_seconds))
        return ing_fail(err, LIBING_ERR_DATE, "store.zone",
                        "zone '%s' is no fixed offset such as +08:00", "时区“%s”不是+08:00这样的固定偏移",
                        given.zone);
    out->origin = given.origin != NULL ? ing_text_of(given.origin) : ING_TEXT_NONE;
    if (given.uid != NULL && !is_uid(given.uid))
        return ing_fail(err, LIBING_ERR_DATE, "store.uid", "uid '%s' is not 32 hex digits in lower case",
                        "uid“%s”不是32位小写十六进制数字", given.uid);
    out->uid = given.uid != NULL ? ing_text_of(given.uid) : ING_TEXT_NONE;
    out->library = ING_TEXT_LIT("libing " LIBING_VERSION);
    return LIBING_OK;
}

/* The engine with its store, or nothing. */
static libing_status hand_out(libing_engine *engine, libing_status status, libing_engine **out)
{
    if (status == LIBING_OK) {
        ing_session_use(&engine->session, engine->store);
        *out = engine;
    } else {
        ing_engine_unref(engine);
    }
    return status;
}

libing_status ing_engine_create(const char *path, const libing_birth *birth,
                                const libing_engine_options *options, libing_engine **out,
                                libing_error *err)
{
    libing_engine *engine = NULL;
    ing_store_birth facts = { .t_ms = 0 };
    libing_status status = engine_new(path != NULL ? path : "", options, &engine, err);

    *out = NULL;
    if (status == LIBING_OK)
        status = read_birth(birth, &facts, err);
    if (status == LIBING_OK)
        status = ing_engine_clock(engine, &facts.t_ms, err);
    if (status == LIBING_OK)
        status = begin_session(engine, err);
    if (status == LIBING_OK)
        status = ing_store_create(path, &facts, engine->options.busy_timeout_ms, &engine->store, err);
    return hand_out(engine, status, out);
}

libing_status libing_init(const char *path, const libing_birth *birth,
                          const libing_engine_options *options, libing_engine **out, libing_error *err)
{
    libing_status status = missing(out, "out", err);

    if (status != LIBING_OK)
        return status;
    *out = NULL;
    status = missing(path, "path", err);
    return status == LIBING_OK ? ing_engine_create(path, birth, options, out, err) : status;
}

libing_status libing_open(const char *path, const libing_engine_options *options, libing_engine **out,
                          libing_error *err)
{
    libing_engine *engine = NULL;
    libing_status status = missing(out, "out", err);

    if (status != LIBING_OK)
        return status;
    *out = NULL;
    status = missing(path, "path", err);
    if (status == LIBING_OK)
        status = engine_new(path, options, &engine, err);
    if (status == LIBING_OK)
        status = begin_session(engine, err);
    if (status == LIBING_OK)
        status = ing_store_open(path, engine->options.read_only, engine->options.busy_timeout_ms,
                                &engine->store, err);
    return hand_out(engine, status, out);
}

/* --- closing ------------------------------------------------------------------------------------ */

static void release(libing_engine *engine)
{
    ing_session_close(&engine->session); /* leaves an empty one: a second time finds nothing */
    ing_store_close(engine->store);
    engine->store = NULL;
}

void ing_engine_unref(libing_engine *engine)
{
    if (engine == NULL || atomic_fetch_sub(&engine->references, 1) > 1)
        return;
    release(engine);
    pthread_mutex_destroy(&engine->mutex);
    ing_arena_free(&engine->asking);
    ing_mem_free(engine->path);
    ing_mem_free(engine);
}

void libing_close(libing_engine *engine)
{
    if (engine == NULL)
        return;
    if (engine->process == getpid()) {
        pthread_mutex_lock(&engine->mutex);
        atomic_store(&engine->is_closed, true);
        release(engine);
        pthread_mutex_unlock(&engine->mutex);
    }
    ing_engine_unref(engine);
}

/* --- one call ----------------------------------------------------------------------------------- */

libing_status ing_engine_enter(libing_engine *engine, libing_error *err)
{
    if (engine == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "engine is NULL", "engine为NULL");
    ing_error_language(err, engine->language);
    if (engine->process != getpid())
        return ing_fail(err, LIBING_ERR_FORKED, "engine.forked",
                        "the engine was opened before a fork; open another one in this process",
                        "引擎是在fork之前打开的；请在本进程中另行打开");
    if (atomic_load(&engine->is_held) && pthread_equal(atomic_load(&engine->owner), pthread_self()))
        return ing_fail(err, LIBING_ERR_BUSY, "engine.busy", "a callback called its own engine back",
                        "回调函数反过来调用了自己的引擎");
    pthread_mutex_lock(&engine->mutex);
    if (atomic_load(&engine->is_closed)) {
        pthread_mutex_unlock(&engine->mutex);
        return ing_fail(err, LIBING_ERR_CLOSED, "engine.closed", "the engine is closed", "引擎已关闭");
    }
    atomic_store(&engine->owner, pthread_self());
    atomic_store(&engine->is_held, true);
    engine->interrupted = 0;
    return LIBING_OK;
}

void ing_engine_leave(libing_engine *engine)
{
    atomic_store(&engine->is_held, false);
    pthread_mutex_unlock(&engine->mutex);
}

void libing_interrupt(libing_engine *engine)
{
    if (engine == NULL || !atomic_load(&engine->is_held))
        return;
    engine->interrupted = 1;
    ing_store_interrupt(engine->store);
}

libing_status ing_engine_begin(libing_engine *engine, bool write, libing_error *err)
{
    bool changed = false;
    libing_status status;

    if (write && engine->options.read_only)
        return ing_fail(err, LIBING_ERR_READONLY, "store.read_only", "the store was opened read-only: %s",
                        "库以只读方式打开：%s", engine->path);
    status = ing_store_begin(engine->store, write, &changed, err);
    if (changed) {
        ing_session_drop(&engine->session);
        engine->runtime_attached = false;
    }
    return status;
}

void ing_engine_end(libing_engine *engine, bool keep, libing_status *status, libing_error *err)
{
    /* A statement that was ended may look to its caller like one that found nothing. */
    if (*status != LIBING_OK && *status != LIBING_ERR_INTERRUPTED && engine->interrupted)
        *status = ing_fail(err, LIBING_ERR_INTERRUPTED, "engine.interrupted", "interrupted", "已中断");
    if (*status == LIBING_OK && keep)
        *status = ing_store_commit(engine->store, err);
    if (*status == LIBING_OK && keep)
        return;
    ing_store_rollback(engine->store);
    ing_session_drop(&engine->session);
    engine->runtime_attached = false;
}

void ing_engine_end_answer(libing_engine *engine, bool keep, libing_status *status, libing_document **out,
                           libing_error *err)
{
    ing_engine_end(engine, keep, status, err);
    if (*status == LIBING_OK || out == NULL)
        return;
    libing_document_free(*out); /* made, and then the commit failed */
    *out = NULL;
}

/* --- time --------------------------------------------------------------------------------------- */

libing_status ing_engine_clock(libing_engine *engine, int64_t *ms_out, libing_error *err)
{
    struct timespec now;

    *ms_out = 0;
    if (engine->options.clock != NULL) {
        if (engine->options.clock(engine->options.clock_user, ms_out) < 0)
            return ing_fail(err, LIBING_ERR_HOST, "host.clock", "the host's clock failed", "宿主时钟出错");
        return LIBING_OK;
    }
    if (clock_gettime(CLOCK_REALTIME, &now) != 0)
        return ing_fail(err, LIBING_ERR_HOST, "host.clock", "the system's clock failed", "系统时钟出错");
    *ms_out = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    return LIBING_OK;
}

libing_status ing_engine_now(libing_engine *engine, int64_t *t_out, libing_error *err)
{
    int64_t last = ing_store_last_t(engine->store);
    char clock[25], recorded[25];
    libing_status status = ing_engine_clock(engine, t_out, err);

    if (status != LIBING_OK)
        return status;
    if (last - *t_out > CLOCK_SLACK_MS) {
        ing_instant_format(*t_out, clock);
        ing_instant_format(last, recorded);
        return ing_fail(err, LIBING_ERR_CLOCK, "host.clock_behind",
                        "the host's clock says %s, more than 5 minutes before the newest record, %s",
                        "宿主时钟为%s，比最新记录的%s早5分钟以上", clock, recorded);
    }
    if (*t_out < last)
        *t_out = last;
    return LIBING_OK;
}
