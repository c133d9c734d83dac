/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the review share. */
#ifndef ING_ENGINE_REVIEW_INTERNAL_H
#define ING_ENGINE_REVIEW_INTERNAL_H

#include "engine/anew.h"
#include "engine/review.h"

typedef struct ing_said {           /* a consequence on record */
    const ing_record *record;
    bool is_met;                    /* judging anew said it again */
} ing_said;

/* One cause on record, or a record that somebody else's cause brought about in this case. */
typedef struct ing_step {
    ing_record *record;
    ing_said *said;                 /* its consequences, */
    size_t said_count;
    size_t judged_count;            /* of which the reports of a review and what they caused come last */
    bool is_given;                  /* brought about from outside: taken as it stands */
    bool is_lapse;                  /* deadlines run anew, and lapse as they then do */
    bool is_corrected;              /* left out */
    bool is_done;                   /* a lapse that came again */
} ing_step;

typedef struct ing_run {            /* a deadline that runs */
    ing_text procedure, name, due;
    int64_t ends, turn;
    bool is_over;
} ing_run;

/* A decision of the case judged anew that is on record nowhere, or stands there otherwise. */
typedef struct ing_would {
    const ing_record *record;
    bool is_paired;
} ing_would;

typedef struct ing_reviewing {
    ing_session *session;           /* whose cause is late */
    const ing_record *cause;
    ing_session shadow;             /* judges anew */
    ing_arena arena;
    ing_anew anew;
    ing_step *steps;                /* in order of recording */
    size_t count;
    ing_step **order;               /* the corrected order; without lapses and what was corrected */
    size_t order_count;
    size_t kept;                    /* of `order`: judged alike on either order, so taken as recorded */
    ing_step *current;              /* being judged; NULL: a lapse that is not on record */
    int64_t next_seq;               /* of what is on record nowhere */
    ing_run *runs;
    size_t run_count, run_cap;
    ing_would *would;
    size_t would_count, would_cap;
} ing_reviewing;

/* Room for one more of `size` bytes in an array of the arena; NULL without memory. */
void *ing_review_grow(ing_arena *arena, void *items, size_t *cap, size_t count, size_t size);

/* review_steps.c: read the case and put it into order; *too_long where it is not read. */
libing_status ing_review_collect(ing_reviewing *r, bool *too_long, libing_error *err);

/* review_judge.c: judge it anew. */
libing_status ing_review_judge(ing_reviewing *r, libing_error *err);

/* review_report.c: say what differs. `failure` is an error id where judging anew came to no end. */
libing_status ing_review_report(ing_reviewing *r, const char *failure, libing_error *err);

#endif
