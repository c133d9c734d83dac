/* SPDX-License-Identifier: Apache-2.0 */
/* A record of the log, read: one canonical line with its head taken apart (LOG_FORMAT, "Record"). */
#ifndef ING_JSON_RECORD_H
#define ING_JSON_RECORD_H

#include "base/date.h"
#include "json/json.h"

#define ING_RECORD_BYTES_MAX 65535
#define ING_FORMAT_VERSION 1

typedef struct ing_record {
    int64_t seq;
    int64_t cv;                     /* -1 where there is no case */
    int64_t cause;                  /* -1 on a cause */
    int64_t pack;                   /* decisions: seq of the pack.installed record; else -1 */
    int64_t corrects;               /* -1 if none */
    int64_t turn, place;            /* set where a case is judged anew (engine/anew.h), else 0: its turn,
                                     * from 1, and the seq of the cause beside which it is ordered */
    int64_t t_ms;
    ing_moment at;
    ing_text type;                  /* an event, "decision", or libing's own with a dot */
    ing_text word;                  /* as rules say it: the action of a decision, "lapse:" and the deadline
                                     * of a lapse, "duty:" and the duty of one closed, else the type */
    ing_text case_id, party;        /* absent when the record is about neither */
    ing_text by, role;              /* role = `by` up to its colon */
    ing_text rule;                  /* decisions */
    ing_text id, req;               /* where the caller gave a key */
    ing_text t, at_text;
    const ing_json *data;           /* never NULL; a decision's action, args, ... */
    const ing_json *fields;         /* what rules read: data, or a decision's args */
    const ing_json *root;
    bool late;                      /* recorded on a later local date than `at` */
} ing_record;

/* Was `a` there before `b` was judged. Where a case is judged anew, what lies outside of it was. */
static inline bool ing_record_is_before(const ing_record *a, const ing_record *b)
{
    return b->turn > 0 ? a->turn < b->turn : a->seq < b->seq;
}

/* Order of registration: -1, 0, 1. */
static inline int ing_record_order(const ing_record *a, const ing_record *b)
{
    int64_t left = a->turn > 0 ? a->place : a->seq, right = b->turn > 0 ? b->place : b->seq;
    if (left == right && a->turn > 0 && b->turn > 0) {
        left = a->turn;
        right = b->turn;
    }
    return (left > right) - (left < right);
}

/* Read a stored line (with or without its newline). `line` must outlive the record. The store's zone
 * turns `at` into a local moment. A line that is not canonical, lacks `v`, `seq`, `type`, `t` or `at`,
 * or (a decision) its action, or has a head field of another type, is LIBING_ERR_DAMAGED; another
 * format version is LIBING_ERR_VERSION. Without `data` (or `args`) there is an empty object. */
libing_status ing_record_read(ing_arena *arena, ing_text line, int32_t zone_seconds,
                              ing_record *out, libing_error *err);

/* What stands before `data` in a line, seen without reading the line: enough to know where it belongs. Says
 * nothing about whether the rest is sound. */
typedef struct ing_glance {
    ing_text case_id;               /* absent if none */
    bool is_consequence;            /* it names a cause */
    bool begins_case;               /* its case version is 0 */
} ing_glance;

ing_glance ing_record_glance(ing_text line);

/* The head of a record to be written; absent texts and -1 are left out. */
typedef struct ing_record_head {
    int64_t seq, cv, cause, pack, corrects;
    ing_text type, case_id, party, t, at, by, rule, id, req;
} ing_record_head;

#define ING_RECORD_HEAD_INIT { -1, -1, -1, -1, -1, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, \
    { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 }, { NULL, 0 } }

/* One canonical line with its newline, appended to `out`, which on failure is as it was. `data` may be
 * NULL, then there is none. Over 65,535 bytes: LIBING_ERR_TOOLONG. What a reader would refuse (integers
 * beyond 2^53-1, text that is no UTF-8, depth over 32): LIBING_ERR_TEXT. */
libing_status ing_record_write(const ing_record_head *head, const ing_json *data, ing_buf *out,
                               libing_error *err);

#endif
