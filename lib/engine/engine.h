/* SPDX-License-Identifier: Apache-2.0 */
/* The engine's inside: one open store, its session, the host's callbacks, the lock. */
#ifndef ING_ENGINE_ENGINE_H
#define ING_ENGINE_ENGINE_H

#include <libing/engine.h>

#include "engine/session.h"

#include <pthread.h>
#include <stdatomic.h>
#include <sys/types.h>

struct libing_engine {
    atomic_int references;          /* the handle, and each iterator */
    pthread_mutex_t mutex;
    _Atomic(pthread_t) owner;       /* whoever holds the mutex, to know a callback that calls back */
    atomic_bool is_held, is_closed;
    pid_t process;
    volatile int interrupted;
    libing_engine_options options;
    char language[3];
    char *path;
    ing_store *store;
    ing_session session;
    ing_arena asking;               /* what lives as long as one request */
    bool runtime_attached;          /* the newest runtime.attached of the log is ours */
    bool is_rehearsal;              /* adopts cases whatever the role: SPEC's mid-way start */
};

/* Take the engine for one call: LIBING_ERR_INVALID, _CLOSED, _FORKED, _BUSY. Sets the language of `err`
 * and forgets an old interrupt. Each successful enter is followed by a leave. */
libing_status ing_engine_enter(libing_engine *engine, libing_error *err);
void ing_engine_leave(libing_engine *engine);
void ing_engine_unref(libing_engine *engine);

/* A transaction within a call; drops what is kept when another process has written. `end` commits when
 * *status is LIBING_OK and `keep`, otherwise rolls back and forgets, and puts a failed commit into
 * *status. */
libing_status ing_engine_begin(libing_engine *engine, bool write, libing_error *err);
void ing_engine_end(libing_engine *engine, bool keep, libing_status *status, libing_error *err);
/* The same where an answer was made before: *out is freed and NULL again when the commit fails. */
void ing_engine_end_answer(libing_engine *engine, bool keep, libing_status *status, libing_document **out,
                           libing_error *err);

/* The host's clock. */
libing_status ing_engine_clock(libing_engine *engine, int64_t *ms_out, libing_error *err);
/* Transaction time of the next record: max(clock, last t), LIBING_ERR_CLOCK beyond 5 minutes. */
libing_status ing_engine_now(libing_engine *engine, int64_t *t_out, libing_error *err);

/* A document of its own from a JSON value or a text. */
libing_status ing_document_new(const ing_json *value, libing_document **out, libing_error *err);

/* As libing_init(); `path` NULL: a private store in memory. */
libing_status ing_engine_create(const char *path, const libing_birth *birth,
                                const libing_engine_options *options, libing_engine **out,
                                libing_error *err);

/* As libing_install(), of a pack that the caller has loaded and lends: it outlives the engine
 * (install.c). */
libing_status ing_engine_install(libing_engine *engine, const ing_pack *pack, const char *from,
                                 libing_error *err);

/* --- recording (append.c), inside a write transaction -------------------------------------------- */

typedef struct ing_receipt {
    int64_t seq;                    /* of the event's record */
    int64_t end;                    /* behind its last consequence */
    bool is_repeated;
} ing_receipt;

libing_status ing_engine_append(libing_engine *engine, ing_text request, ing_receipt *out,
                                libing_error *err);
/* SANDBOX §5: which Lua judges is said before its first decision, when it differs from the last said. */
libing_status ing_engine_attach_runtime(libing_engine *engine, ing_text t, libing_error *err);
libing_status ing_receipt_document(libing_engine *engine, const ing_receipt *receipt,
                                   libing_document **out, libing_error *err);

#endif
