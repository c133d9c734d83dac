/* SPDX-License-Identifier: Apache-2.0 */
/* replay: the recorded causes go through the same functions as when they were appended; the sink
 * compares what comes out with what is recorded, line by line, and the recorded lines are what the
 * state before the next cause is folded from. */
#include <libing/audit.h>

#include "audit/common.h"
#include "engine/agenda.h"
#include "engine/runtime.h"
#include "engine/session.h"

#include <stdio.h>
#include <time.h>

#define CACHE_BYTES (64 * 1024 * 1024)
#define BUSY_TIMEOUT_MS 10000
#define READ_MS_MAX 50
#define REPLAY_LIMIT_FACTOR 4 /* SANDBOX §3: limits never decide anything */

/* One replay. The scratch store holds exactly the records before `next`. */
typedef struct replaying {
    ing_auditor auditor;            /* options, findings, progress */
    libing_replay_summary summary;
    ing_store *store;               /* the log under audit */
    ing_store *scratch;
    ing_session session;            /* over the scratch store */
    int64_t end;                    /* records in the log when the replay began */
    int64_t next;                   /* the record that the scratch store lacks first */
    int64_t reading_since;          /* ms; -1 = no read transaction on the log is open */
    bool other_runtime;             /* the log says that another Lua judged here */
    int64_t settled;                /* periods of duties that were over by this local second are compared */
    const ing_json *own_runtime;
    ing_log_cursor *cursor;         /* stands behind `ahead` */
    ing_text ahead;                 /* the line of `next`; absent when it has to be fetched */
    ing_arena forever;
    ing_arena line;                 /* a recorded line that has to be looked into */
} replaying;

/* --- reading beside a writer -------------------------------------------------------------------- */

static int64_t milliseconds(void)
{
    struct timespec now = { 0, 0 };

    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* without a clock each read is its own transaction */
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* In rollback mode a reader makes every commit wait: the log is read in transactions of at most 50 ms
 * (LOG_FORMAT, "Connection policy"). Nothing borrowed from the store is held across this. */
static libing_status breathe(replaying *r, libing_error *err)
{
    bool changed = false;
    int64_t now = milliseconds();
    libing_status status = LIBING_OK;

    if (r->reading_since >= 0 && now - r->reading_since < READ_MS_MAX)
        return LIBING_OK;
    if (r->reading_since >= 0)
        status = ing_store_commit(r->store, err);
    r->reading_since = -1;
    if (status == LIBING_OK)
        status = ing_store_begin(r->store, false, &changed, err);
    if (status == LIBING_OK)
        r->reading_since = now;
    return status;
}

/* --- findings ----------------------------------------------------------------------------------- */

typedef enum difference { DIFFERENT, OMITTED, EXTRA, MISSING, OVER_LIMIT, RUNTIME, BROKEN } difference;

static int64_t *counter_of(replaying *r, difference kind)
{
    int64_t *const counters[] = { &r->summary.different, &r->summary.omitted, &r->summary.extra,
                                  &r->summary.missing, &r->summary.limit, &r->summary.runtime,
                                  &r->summary.broken };

    return counters[kind];
}

static libing_status report(replaying *r, difference kind, int64_t seq, ing_text rule, ing_text recorded,
                            ing_text recomputed, const char *message, libing_error *err)
{
    static const char *const names[] = { "DIFFERENT", "OMITTED", "EXTRA", "MISSING",
                                        "LIMIT",     "RUNTIME", "BROKEN" };
    libing_finding finding = { .size = sizeof finding };
    ing_buf own_rule = ING_BUF_INIT, left = ING_BUF_INIT, right = ING_BUF_INIT;
    libing_status status;

    /* Another Lua may judge differently without anybody having changed the log (SANDBOX §5). */
    if (kind == DIFFERENT && r->other_runtime)
        kind = RUNTIME;
    ++*counter_of(r, kind);
    ing_buf_slice(&own_rule, rule);
    ing_buf_slice(&left, recorded);
    ing_buf_slice(&right, recomputed);
    finding.kind = names[kind];
    finding.seq = seq;
    finding.table = "log";
    finding.column = "line";
    finding.rule = own_rule.ptr != NULL ? own_rule.ptr : "";
    finding.recorded = left.ptr != NULL ? left.ptr : "";
    finding.recomputed = right.ptr != NULL ? right.ptr : "";
    finding.message = message;
    status = own_rule.failed || left.failed || right.failed ? ing_fail_nomem(err)
                                                            : ing_audit_found(&r->auditor, &finding, err);
    ing_buf_free(&own_rule);
    ing_buf_free(&left);
    ing_buf_free(&right);
    return status;
}

static const char *say(const replaying *r, const char *en, const char *zh)
{
    return ing_audit_is_zh(&r->auditor) ? zh : en;
}

/* --- the recorded side -------------------------------------------------------------------------- */

static ing_text without_newline(ing_text line)
{
    return (ing_text){ line.ptr, line.len > 0 ? line.len - 1 : 0 };
}

static libing_status read_recorded(replaying *r, int64_t seq, ing_arena *arena, ing_text *line,
                                   ing_record *record, libing_error *err)
{
    ing_buf bytes = ING_BUF_INIT;
    char *copy;
    libing_status status = ing_store_line(r->store, seq, &bytes, err);

    if (status != LIBING_OK)
        goto done;
    copy = ing_arena_text(arena, bytes.ptr, bytes.len);
    *line = (ing_text){ copy, bytes.len };
    status = copy == NULL ? ing_fail_nomem(err)
                          : ing_record_read(arena, *line, ing_store_zone(r->store), record, err);
    ing_error_seq(status == LIBING_OK ? NULL : err, seq);
done:
    ing_buf_free(&bytes);
    return status;
}

/* The line of `next` into `ahead`. Lines come from one cursor; those that were looked up aside and accepted
 * are passed over. */
static libing_status fetch(replaying *r, libing_error *err)
{
    ing_buf none = ING_BUF_INIT;
    int64_t seq = -1;
    libing_status status = breathe(r, err);

    if (status == LIBING_OK && r->cursor == NULL)
        status = ing_log_cursor_open(r->store, r->next, r->end, &r->cursor, err);
    while (status == LIBING_OK && seq < r->next)
        status = ing_log_cursor_next(r->cursor, &seq, &r->ahead, err);
    if (status < LIBING_OK || seq == r->next)
        return status;
    r->ahead = ING_TEXT_NONE;
    status = ing_store_line(r->store, r->next, &none, err); /* a line is missing: the store says so */
    ing_buf_free(&none);
    return status;
}

/* The next recorded line, absent at the end of the log; borrowed until it is accepted. */
static libing_status look_ahead(replaying *r, ing_text *line, libing_error *err)
{
    libing_status status = LIBING_OK;

    if (r->ahead.ptr == NULL && r->next < r->end)
        status = fetch(r, err);
    *line = r->ahead;
    return status;
}

/* Let the recorded line stand: the scratch store folds it. */
static libing_status accept(replaying *r, ing_text line, const ing_record **standing, libing_error *err)
{
    libing_status status = ing_session_write(&r->session, line, ing_record_glance(line).case_id, standing, err);

    ing_error_seq(status == LIBING_OK ? NULL : err, r->next);
    r->ahead = ING_TEXT_NONE;
    r->next++;
    return status;
}

/* The next line belongs to the cause that is being replayed. */
static libing_status next_consequence(replaying *r, ing_text *line, bool *is_there, libing_error *err)
{
    libing_status status = look_ahead(r, line, err);

    *is_there = status == LIBING_OK && line->ptr != NULL && ing_record_glance(*line).is_consequence;
    return status;
}

/* --- the comparing sink ------------------------------------------------------------------------- */

/* The same consequence, wherever it stands: everything but its place in the log and in its case. */
static bool is_same_saying(const ing_record *a, const ing_record_head *head, const ing_json *data)
{
    return ing_text_equal(a->type, head->type) && ing_text_equal(a->rule, head->rule) &&
           ing_text_equal(a->case_id, head->case_id) && ing_text_equal(a->party, head->party) &&
           a->cause == head->cause && ing_json_equal(a->data, data);
}

/* Does the recorded log go on to say it, before the cause's consequences end; *out = where, or -1. */
static libing_status find_ahead(replaying *r, const ing_record_head *head, const ing_json *data,
                                int64_t *out, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    libing_status status = LIBING_OK;

    *out = -1;
    for (int64_t seq = r->next; seq < r->end && *out < 0 && status == LIBING_OK; seq++) {
        ing_text line;
        ing_record record;

        ing_arena_reset(&arena);
        status = read_recorded(r, seq, &arena, &line, &record, err);
        if (status != LIBING_OK || record.cause < 0)
            break;
        if (is_same_saying(&record, head, data))
            *out = seq;
    }
    ing_arena_free(&arena);
    return status;
}

/* Recorded lines that nothing recomputed brought about, up to `until` or to the cause's end. */
static libing_status pass_extras(replaying *r, int64_t until, libing_error *err)
{
    libing_status status = LIBING_OK;

    while (r->next < until && status == LIBING_OK) {
        ing_text line;
        ing_record record;
        const ing_record *standing = NULL;
        bool is_there;

        status = next_consequence(r, &line, &is_there, err);
        if (!is_there)
            break;
        ing_arena_reset(&r->line);
        status = read_recorded(r, r->next, &r->line, &line, &record, err);
        if (status == LIBING_OK)
            status = report(r, EXTRA, r->next, record.rule, without_newline(line), ING_TEXT_NONE,
                            say(r, "recorded, but the rules do not say it", "有记录，但规则并未得出"), err);
        if (status == LIBING_OK)
            status = accept(r, line, &standing, err);
    }
    return status;
}

static bool is_same_place(const ing_record *recorded, const ing_record_head *head)
{
    return ing_text_equal(recorded->type, head->type) && ing_text_equal(recorded->rule, head->rule) &&
           ing_text_equal(recorded->case_id, head->case_id) &&
           ing_text_equal(recorded->party, head->party) && recorded->cause == head->cause;
}

/* The recomputed line is not the recorded one: which of the two has something the other lacks. */
static libing_status resolve(replaying *r, const ing_record_head *head, const ing_json *data,
                             ing_text recomputed, const ing_record *recorded, ing_text line,
                             const ing_record **standing, libing_error *err)
{
    int64_t ahead = -1;
    bool is_there = recorded->seq >= 0 && recorded->cause >= 0;
    libing_status status = is_there ? find_ahead(r, head, data, &ahead, err) : LIBING_OK;

    if (status != LIBING_OK)
        return status;
    if (ahead > r->next) {
        ing_record found;

        status = pass_extras(r, ahead, err);
        ing_arena_reset(&r->line);
        if (status == LIBING_OK)
            status = read_recorded(r, ahead, &r->line, &line, &found, err);
        return status == LIBING_OK ? accept(r, line, standing, err) : status;
    }
    if (is_there && is_same_place(recorded, head)) {
        status = report(r, DIFFERENT, r->next, head->rule, without_newline(line), recomputed,
                        say(r, "the rules say something else", "规则得出的内容不同"), err);
        return status == LIBING_OK ? accept(r, line, standing, err) : status;
    }
    *standing = NULL;
    return report(r, OMITTED, r->next, head->rule, ING_TEXT_NONE, recomputed,
                  say(r, "the rules say it, but it is not recorded", "规则得出，但没有记录"), err);
}

static libing_status compare(void *ctx, ing_record_head *head, const ing_json *data,
                             const ing_record **standing, libing_error *err)
{
    replaying *r = ctx;
    ing_buf recomputed = ING_BUF_INIT;
    ing_text line = ING_TEXT_NONE;
    ing_record recorded = { .seq = -1, .cause = -1 };
    libing_status status;

    *standing = NULL;
    if (data == NULL)
        return ing_fail_nomem(err);
    head->seq = r->next;
    status = ing_record_write(head, data, &recomputed, err);
    if (status == LIBING_OK)
        status = look_ahead(r, &line, err);
    if (status != LIBING_OK)
        goto done;
    if (ing_text_equal(line, ing_buf_view(&recomputed))) {
        status = accept(r, line, standing, err);
        goto done;
    }
    ing_arena_reset(&r->line);
    if (line.ptr != NULL)
        status = read_recorded(r, r->next, &r->line, &line, &recorded, err);
    if (status == LIBING_OK)
        status = resolve(r, head, data, without_newline(ing_buf_view(&recomputed)), &recorded, line,
                         standing, err);
done:
    ing_buf_free(&recomputed);
    return status;
}

/* --- causes ------------------------------------------------------------------------------------- */

/* A failure of the rules themselves is a finding about this cause; anything else ends the replay. */
static libing_status judge_failure(replaying *r, const ing_record *cause, libing_status failed,
                                   const libing_error *why, libing_error *err)
{
    switch (failed) {
    case LIBING_ERR_LIMIT:
        return report(r, OVER_LIMIT, cause->seq, ing_text_of(why->rule), ING_TEXT_NONE, ING_TEXT_NONE,
                      why->message, err);
    case LIBING_ERR_PACK:
    case LIBING_ERR_DAMAGED:
        return report(r, MISSING, cause->seq, ING_TEXT_NONE, ING_TEXT_NONE, ING_TEXT_NONE, why->message,
                      err);
    case LIBING_ERR_RULE:
    case LIBING_ERR_DEPTH:
    case LIBING_ERR_CALENDAR:
    case LIBING_ERR_WORD:
    case LIBING_ERR_TYPE:
        return report(r, DIFFERENT, cause->seq, ing_text_of(why->rule), ING_TEXT_NONE, ING_TEXT_NONE,
                      why->message, err);
    default:
        if (err != NULL)
            *err = *why;
        return failed;
    }
}

static int64_t findings(const replaying *r)
{
    const libing_replay_summary *s = &r->summary;

    return s->different + s->omitted + s->extra + s->missing + s->limit + s->runtime;
}

/* What is left of a cause's consequences when the rules could not be asked is folded unjudged. */
static libing_status fold_rest(replaying *r, libing_error *err)
{
    libing_status status = LIBING_OK;

    while (status == LIBING_OK) {
        ing_text line;
        const ing_record *standing = NULL;
        bool is_there;

        status = next_consequence(r, &line, &is_there, err);
        if (!is_there)
            break;
        status = accept(r, line, &standing, err);
    }
    return status;
}

static libing_status replay_cause(replaying *r, const ing_record *cause, libing_error *err)
{
    libing_error why = LIBING_ERROR_INIT;
    int64_t before = findings(r);
    libing_status status;

    r->summary.causes++;
    ing_error_language(&why, say(r, "en", "zh"));
    status = ing_decide(&r->session, cause, &why);
    if (status == LIBING_OK)
        status = pass_extras(r, r->end, err);
    else {
        status = judge_failure(r, cause, status, &why, err);
        if (status == LIBING_OK)
            status = fold_rest(r, err);
    }
    if (status == LIBING_OK && findings(r) == before)
        r->summary.same++;
    return status;
}

/* SANDBOX §5: only another Lua can matter; a newer SQLite or libing must decide alike. */
static void note_runtime(replaying *r, const ing_record *record)
{
    ing_text lua = ing_json_text(record->data, "lua"), selftest = ing_json_text(record->data, "selftest");
    ing_text own_lua = ing_json_text(r->own_runtime, "lua");

    r->other_runtime = !ing_text_equal(lua, own_lua) ||
                       !ing_text_equal(selftest, ing_json_text(r->own_runtime, "selftest"));
    if (r->other_runtime && r->summary.runtimes[0] == '\0')
        (void)snprintf(r->summary.runtimes, sizeof r->summary.runtimes,
                       ing_audit_is_zh(&r->auditor) ? "记录由Lua %.*s作出，此处为Lua %.*s"
                                                    : "judged by Lua %.*s, replayed by Lua %.*s",
                       ING_TEXT_ARG(lua), ING_TEXT_ARG(own_lua));
}

/* A consequence where a cause should stand: its cause is not the record before it. */
static libing_status fold_stray(replaying *r, libing_error *err)
{
    ing_text line;
    ing_record record;
    const ing_record *standing = NULL;
    libing_status status;

    ing_arena_reset(&r->line);
    status = read_recorded(r, r->next, &r->line, &line, &record, err);
    if (status == LIBING_OK)
        status = report(r, EXTRA, record.seq, record.rule, without_newline(line), ING_TEXT_NONE,
                        say(r, "recorded, but the rules do not say it", "有记录，但规则并未得出"), err);
    return status == LIBING_OK ? accept(r, line, &standing, err) : status;
}

/* What the record says and what the rules say agree, and yet the pack's own promise does not hold. */
static libing_status tell_broken(void *ctx, const ing_record *record, const ing_invariant *invariant,
                                 libing_error *err)
{
    replaying *r = ctx;
    ing_text title = ing_audit_is_zh(&r->auditor) ? invariant->titles.zh : invariant->titles.en;
    ing_buf message = ING_BUF_INIT;
    libing_status status;

    ing_buf_text(&message, say(r, "the invariant does not hold: ", "不变式不成立："));
    ing_buf_slice(&message, title.ptr != NULL ? title : invariant->id);
    status = message.failed ? ing_fail_nomem(err)
                            : report(r, BROKEN, record->seq, invariant->id, ING_TEXT_NONE, ING_TEXT_NONE,
                                     message.ptr, err);
    ing_buf_free(&message);
    return status;
}

/* --- what time brings about ---------------------------------------------------------------------- */

static bool is_same_closing(const ing_record *recorded, const ing_json *data)
{
    return ing_text_is(recorded->type, "duty.closed") &&
           ing_text_equal(ing_json_text(recorded->data, "duty"), ing_json_text(data, "duty")) &&
           ing_text_equal(ing_json_text(recorded->data, "each"), ing_json_text(data, "each")) &&
           ing_text_equal(ing_json_text(recorded->data, "period"), ing_json_text(data, "period"));
}

static libing_status tell_omitted(replaying *r, ing_text line, libing_error *err)
{
    return report(r, OMITTED, r->next, ING_TEXT_NONE, ING_TEXT_NONE, without_newline(line),
                  say(r, "the period was over, but that is not recorded", "周期已结束，但没有记录"), err);
}

/* A period of a duty was over, by what the log says of time: is its closing the next record. When that was
 * noticed is the host's to say. */
static libing_status compare_closing(void *ctx, ing_record_head *head, const ing_json *data, libing_error *err)
{
    replaying *r = ctx;
    ing_buf recomputed = ING_BUF_INIT;
    ing_text line = ING_TEXT_NONE;
    ing_record recorded = { .t = ING_TEXT_NONE };
    const ing_record *standing = NULL;
    libing_status status = data == NULL ? ing_fail_nomem(err) : breathe(r, err);

    ing_arena_reset(&r->line);
    if (status == LIBING_OK && r->next < r->end)
        status = read_recorded(r, r->next, &r->line, &line, &recorded, err);
    head->seq = r->next;
    head->t = recorded.t.ptr != NULL ? recorded.t : ING_TEXT_LIT("");
    if (status == LIBING_OK)
        status = ing_record_write(head, data, &recomputed, err);
    if (status != LIBING_OK)
        goto done;
    if (!is_same_closing(&recorded, data)) {
        status = tell_omitted(r, ing_buf_view(&recomputed), err);
        goto done;
    }
    if (!ing_text_equal(line, ing_buf_view(&recomputed)))
        status = report(r, DIFFERENT, r->next, ING_TEXT_NONE, without_newline(line),
                        without_newline(ing_buf_view(&recomputed)),
                        say(r, "the duty was done otherwise", "职责履行情况不同"), err);
    if (status == LIBING_OK)
        status = accept(r, line, &standing, err);
    if (status == LIBING_OK)
        status = replay_cause(r, standing, err);
done:
    ing_buf_free(&recomputed);
    return status;
}

/* Everything that was over by a second, as its closing is compared. */
static libing_status settle(replaying *r, int64_t until, libing_error *err)
{
    int64_t begun = 0, latest = 0;
    bool any = false, found = true;
    ing_agenda agenda;
    ing_settling settling;
    libing_status status = ing_store_clock(r->scratch, &any, &begun, &latest, err);

    if (status != LIBING_OK || !any)
        return status;
    if (r->settled < begun)
        r->settled = begun;
    status = ing_agenda_from(&r->session, begun, r->settled, until, &agenda, err);
    while (status == LIBING_OK && found) {
        status = ing_agenda_next(&r->session, &agenda, until, &settling, &found, err);
        if (status == LIBING_OK && found)
            status = ing_agenda_settle(&r->session, &settling, ING_TEXT_NONE, err);
    }
    if (until > r->settled)
        r->settled = until;
    return status;
}

/* Before the cause that comes next. At its own second deadlines lapse before duties close. What cannot be asked
 * is a finding about the record at which time had come so far. */
static libing_status settle_before(replaying *r, libing_error *err)
{
    ing_text line;
    ing_record cause;
    libing_error why = LIBING_ERROR_INIT;
    libing_status status;

    ing_arena_reset(&r->line);
    status = read_recorded(r, r->next, &r->line, &line, &cause, err);
    if (status != LIBING_OK || !ing_is_root_cause(&cause))
        return status;
    ing_error_language(&why, say(r, "en", "zh"));
    status = settle(r, cause.at.second - (ing_text_is(cause.type, "deadline.lapsed") ? 1 : 0), &why);
    if (status == LIBING_OK)
        return status;
    cause = (ing_record){ .seq = r->next };
    return judge_failure(r, &cause, status, &why, err);
}

/* Can a period have been over before this line was written; `at` is what a canonical line begins with. */
static bool may_be_over(const replaying *r, ing_text line)
{
    static const char key[] = "{\"at\":\"";
    size_t before = sizeof key - 1;
    ing_moment at;
    bool other_zone = false;
    const char *end = line.len > before ? memchr(line.ptr + before, '"', line.len - before) : NULL;

    if (end == NULL || memcmp(line.ptr, key, before) != 0 ||
        !ing_moment_parse((ing_text){ line.ptr + before, (size_t)(end - line.ptr) - before },
                          ing_store_zone(r->store), &at, &other_zone))
        return false;
    return !ing_agenda_is_idle(&r->session, r->settled, at.second);
}

/* By the end of a canonical line. */
static bool is_closing(ing_text line)
{
    static const char end[] = ",\"type\":\"duty.closed\",\"v\":1}\n";
    size_t len = sizeof end - 1;

    return line.len > len && memcmp(line.ptr + line.len - len, end, len) == 0;
}

/* A closing that no period of a duty accounts for: what it brought about is not judged. */
static libing_status fold_stray_closing(replaying *r, libing_error *err)
{
    libing_status status = fold_stray(r, err);

    return status == LIBING_OK ? fold_rest(r, err) : status;
}

static libing_status replay_next(replaying *r, libing_error *err)
{
    ing_text line;
    ing_glance glance;
    const ing_record *standing = NULL;
    int64_t first = r->next;
    libing_status status;

    ing_session_next_cause(&r->session);
    status = breathe(r, err);
    if (status == LIBING_OK)
        status = look_ahead(r, &line, err);
    if (status != LIBING_OK)
        return status;
    glance = ing_record_glance(line);
    if (glance.is_consequence)
        return fold_stray(r, err);
    if (may_be_over(r, line)) {
        status = settle_before(r, err);
        if (status != LIBING_OK || r->next != first) /* what followed was what time brought about */
            return status;
        ing_session_next_cause(&r->session);
        status = look_ahead(r, &line, err);
        if (status != LIBING_OK)
            return status;
        glance = ing_record_glance(line);
    }
    if (is_closing(line))
        return fold_stray_closing(r, err);
    if (glance.begins_case && glance.case_id.ptr != NULL)
        status = ing_source_begin_case(r->session.source, glance.case_id, err);
    if (status == LIBING_OK)
        status = accept(r, line, &standing, err);
    if (status != LIBING_OK)
        return status;
    if (ing_text_is(standing->type, "runtime.attached"))
        note_runtime(r, standing);
    return ing_is_root_cause(standing) ? replay_cause(r, standing, err) : LIBING_OK;
}

/* --- the verb ----------------------------------------------------------------------------------- */

/* Of the scratch store. Nothing there needs to be durable: a transaction ends when its rows have taken
 * some tens of megabytes, so that a case touched many times is written once. */
#define CAUSES_PER_TRANSACTION 100000

static libing_status replay_all(replaying *r, libing_error *err)
{
    bool changed = false;
    int64_t causes = 0;
    libing_status status = ing_store_begin(r->scratch, true, &changed, err);

    while (r->next < r->end && status == LIBING_OK) {
        status = replay_next(r, err);
        if (status == LIBING_OK)
            status = ing_audit_progress(&r->auditor, (uint64_t)r->next, (uint64_t)r->end, err);
        if (status == LIBING_OK && ++causes % CAUSES_PER_TRANSACTION == 0) {
            status = ing_store_commit(r->scratch, err);
            if (status == LIBING_OK)
                status = ing_store_begin(r->scratch, true, &changed, err);
        }
    }
    ing_store_rollback(r->scratch); /* what was folded last is of no more use */
    return status;
}

static libing_status set_up(replaying *r, const char *path, libing_error *err)
{
    libing_status status = ing_store_open(path, true, BUSY_TIMEOUT_MS, &r->store, err);

    if (status == LIBING_OK)
        status = ing_store_scratch(r->store, &r->scratch, err);
    if (status == LIBING_OK)
        status = ing_session_open(&r->session, r->scratch, CACHE_BYTES, err);
    if (status != LIBING_OK)
        return status;
    r->end = ing_store_size(r->store);
    r->session.sink = (ing_sink){ r, compare, compare_closing };
    r->session.watch.ctx = r;
    r->session.watch.broken = tell_broken;
    r->session.limit_factor = REPLAY_LIMIT_FACTOR;
    r->session.language = ing_audit_is_zh(&r->auditor) ? "zh" : "en";
    return ing_runtime_describe(ing_store_hasher(r->store), &r->forever, &r->own_runtime, err);
}

libing_status libing_replay(const char *path, const libing_audit_options *options,
                            libing_replay_summary *out, libing_error *err)
{
    replaying r = { .summary = LIBING_REPLAY_SUMMARY_INIT, .reading_since = -1, .settled = INT64_MIN };
    libing_status status;

    if (path == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "path is NULL", "path为NULL");
    status = ing_audit_begin(options, &r.auditor, err);
    if (status == LIBING_OK)
        status = set_up(&r, path, err);
    if (status == LIBING_OK)
        status = replay_all(&r, err);
    if (r.reading_since >= 0)
        ing_store_rollback(r.store); /* it only read */
    if (r.session.source != NULL)
        ing_session_close(&r.session);
    ing_log_cursor_close(r.cursor);
    ing_store_close(r.scratch);
    ing_store_close(r.store);
    ing_arena_free(&r.forever);
    ing_arena_free(&r.line);
    if (out != NULL)
        *out = r.summary;
    return status;
}
