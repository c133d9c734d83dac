/* SPDX-License-Identifier: Apache-2.0 */
/* Session: the state in which causes are judged, whoever judges them. It has a source (the world
 * before the cause), the packs that judge, and a sink (where consequences go: the store, or a
 * comparer). append and replay differ in these two only. */
#ifndef ING_ENGINE_SESSION_H
#define ING_ENGINE_SESSION_H

#include "engine/source.h"
#include "pack/judge.h"

#define ING_DECISION_DEPTH_MAX 8

/* Takes one consequence. *standing receives the record that is in the log now: for the store the one
 * just written, for a comparer the recorded one, or NULL when the log has none. It lives until
 * the next cause. */
typedef struct ing_sink {
    void *ctx;
    libing_status (*emit)(void *ctx, ing_record_head *head, const ing_json *data,
                          const ing_record **standing, libing_error *err);
    /* Takes a cause that the passing of time brings about, duty.closed, and sees to its consequences. */
    libing_status (*close)(void *ctx, ing_record_head *head, const ing_json *data, libing_error *err);
} ing_sink;

/* Something a cause brought about besides records. */
typedef struct ing_note {
    const char *note;               /* "already_in_force", "not_enabled" */
    ing_text rule;                  /* or the record's word, when no rule could move the case on it */
    int64_t seq;                    /* the decision that is in force; -1 if none */
} ing_note;

typedef struct ing_session {
    ing_store *store;               /* borrowed */
    ing_source *source;
    ing_sink sink;
    const char *language;
    const volatile int *interrupted;
    int64_t limit_factor;           /* 1; in replay 4 */
    int64_t timeout_ms;
    ing_map packs;                  /* seq as text → loaded pack */
    const ing_pack *lent;           /* borrowed: what record `lent_seq` installed; NULL = none */
    int64_t lent_seq;
    ing_arena pack_names;
    ing_arena cause;                /* what lives as long as one root cause */
    struct {                        /* by depth: decisions cause decisions */
        ing_arena record;           /* what lives as long as one record's judgement */
        ing_arena visit;            /* … as one visit of an `each` rule */
    } judging[ING_DECISION_DEPTH_MAX + 1];
    ing_note *notes;                /* of the root cause, in the cause arena */
    size_t note_count, note_cap;
    bool is_visiting;               /* an `each` rule: kept records may go between two visits */
    int64_t decision_count;         /* made by the root cause so far */
    struct {                        /* who wants to know of broken invariants; nobody (NULL) in a store's own engine */
        void *ctx;
        libing_status (*broken)(void *ctx, const ing_record *record, const ing_invariant *invariant,
                                libing_error *err);
    } watch;
    struct {                        /* what agenda.c knows of time without asking again */
        int64_t from, until;        /* no period is settled in between, whatever is recorded */
        const ing_pack *pack;       /* … but for what its duties hear */
        int64_t size, settled;      /* with so many records, all was settled up to here; size -1 = not known */
        ing_arena arena;
    } duty;
    struct ing_session *lender;     /* of the packs, when this one judges a case anew; else NULL */
} ing_session;

/* `store` may be NULL until ing_session_use(). */
libing_status ing_session_open(ing_session *session, ing_store *store, size_t cache_bytes,
                               libing_error *err);
void ing_session_use(ing_session *session, ing_store *store);
void ing_session_close(ing_session *session);
/* Forget what was kept of the store, and of the last cause. */
void ing_session_drop(ing_session *session);
void ing_session_next_cause(ing_session *session);

/* The pack that judges events of a day, loaded; *seq_out its record. LIBING_ERR_PACK: none is in force.
 * LIBING_ERR_DAMAGED: a blob of it is missing. */
libing_status ing_session_pack_for(ing_session *session, ing_date day, const ing_pack **out,
                                   int64_t *seq_out, libing_error *err);
libing_status ing_session_pack(ing_session *session, int64_t seq, const ing_pack **out, libing_error *err);

/* Append a line, about this case if about one, to the session's store and fold it into the source. The
 * record read lives until the next cause. */
libing_status ing_session_write(ing_session *session, ing_text line, ing_text case_id,
                                const ing_record **out, libing_error *err);
/* Make a line of head and data (head->seq is set to the store's size) and write it. */
libing_status ing_session_record(ing_session *session, ing_record_head *head, const ing_json *data,
                                 const ing_record **out, libing_error *err);

/* Everything a root cause that stands in the log brings about, in order: opening or adoption of its case,
 * decisions, revocations, and what these cause. */
libing_status ing_decide(ing_session *session, const ing_record *cause, libing_error *err);

/* A decision that the engine makes itself, by a built-in rule, and what it causes in turn. */
typedef struct ing_builtin_decision {
    ing_text rule;
    const ing_view *about;
    int64_t pack_seq;
    const ing_json *data;
} ing_builtin_decision;
libing_status ing_decide_builtin(ing_session *session, const ing_record *cause,
                                 const ing_builtin_decision *said, libing_error *err);

/* Set up a judgement of one record, as ing_decide() does: for explanations. The judgement's arena is
 * the session's first. */
libing_status ing_session_judgement(ing_session *session, const ing_record *ev, int depth,
                                    ing_judgement *out, int64_t *pack_seq, libing_error *err);

/* Is it a cause of its own: neither a consequence nor one of libing's own bookkeeping records. */
bool ing_is_root_cause(const ing_record *record);

#endif
