/* SPDX-License-Identifier: Apache-2.0 */
/* The records of the world: a case's, a party's with its cases, the store's by index. */
#include "engine/source_internal.h"

#include "base/mem.h"

#include <stdlib.h>

/* --- one record --------------------------------------------------------------------------------- */

bool ing_source_is_within(const ing_source *source, const ing_record *record)
{
    if (record->turn > 0)
        return true;
    if ((source->bound >= 0 && record->seq > source->bound) ||
        (source->anew != NULL && ing_anew_hides(source->anew, record)))
        return false;
    return !source->has_day || ing_moment_date(record->at) <= source->day;
}

libing_status ing_source_name(ing_source *source, ing_arena *arena, ing_record *record, libing_error *err)
{
    static const struct { const char *type, *prefix; } words[] = {
        { "decision.confirmed", "confirm:" },
        { "decision.declined", "decline:" },
        { "decision.executed", "execute:" },
    };
    ing_record decision;
    const char *prefix = NULL;
    char *word;
    libing_status status;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (ing_text_is(record->type, words[i].type))
            prefix = words[i].prefix;
    }
    if (prefix == NULL)
        return LIBING_OK;
    status = ing_store_read(source->store, ing_json_integer(record->data, "decision", -1), arena, &decision,
                            err);
    if (status != LIBING_OK)
        return status;
    word = ing_arena_new(arena, decision.word.len + 9, 1);
    if (word == NULL)
        return ing_fail_nomem(err);
    memcpy(word, prefix, 8);
    memcpy(word + 8, decision.word.ptr, decision.word.len);
    record->word = (ing_text){ word, decision.word.len + 8 };
    record->fields = decision.fields;
    return LIBING_OK;
}

static libing_status read_record(ing_source *source, int64_t seq, const ing_record **out,
                                 libing_error *err)
{
    ing_record *record = ing_arena_new(&source->records, 1, sizeof *record);
    libing_status status;

    *out = NULL;
    if (record == NULL)
        return ing_fail_nomem(err);
    status = ing_store_read(source->store, seq, &source->records, record, err);
    if (status == LIBING_OK)
        status = ing_source_name(source, &source->records, record, err);
    if (status == LIBING_OK)
        *out = record;
    return status;
}

/* --- a case ------------------------------------------------------------------------------------- */

static void take_out(ing_held *held, int64_t seq)
{
    size_t kept = 0;

    for (size_t i = 0; i < held->count; i++) {
        if (held->records[i]->seq != seq)
            held->records[kept++] = held->records[i];
    }
    held->count = kept;
}

static void note_newest(ing_held *held, const ing_record *record)
{
    ing_date day = ing_moment_date(record->at);

    if (record->cause >= 0)
        return;
    if (day > held->newest_day)
        held->newest_day = day;
    if (!record->at.whole_day && record->at.second > held->newest_second)
        held->newest_second = record->at.second;
}

static void empty(ing_held *held)
{
    held->count = 0;
    held->cap = 0;
    held->records = NULL;
    held->view.opened = NULL;
    held->newest_day = ING_DATE_MIN;
    held->newest_second = INT64_MIN;
}

libing_status ing_source_push(ing_source *source, ing_held *held, const ing_record *record,
                              libing_error *err)
{
    if (held->count == held->cap) {
        size_t cap = held->cap == 0 ? 8 : held->cap * 2;
        const ing_record **grown = ing_arena_new(&source->records, cap, sizeof *grown);

        if (grown == NULL)
            return ing_fail_nomem(err);
        if (held->count > 0)
            memcpy(grown, held->records, held->count * sizeof *grown);
        held->records = grown;
        held->cap = cap;
    }
    if (record->corrects >= 0)
        take_out(held, record->corrects);
    held->records[held->count++] = record;
    note_newest(held, record);
    held->first = (ing_record){ .seq = held->records[0]->seq,
                                .cv = held->records[0]->cv,
                                .turn = held->records[0]->turn,
                                .place = held->records[0]->place,
                                .t_ms = held->records[0]->t_ms,
                                .at = held->records[0]->at,
                                .late = held->records[0]->late };
    held->view.opened = &held->first;
    return LIBING_OK;
}

/* It has all there is about its case. */
static bool is_anew(const ing_source *source, const ing_held *held)
{
    return source->anew != NULL && held->view.of == ING_ABOUT_CASE &&
           ing_text_equal(source->anew->case_id, held->view.id);
}

libing_status ing_source_load(ing_source *source, ing_held *held, libing_error *err)
{
    ing_numbers seqs = ING_NUMBERS_INIT;
    libing_status status = LIBING_OK;

    if (held->generation == source->generation)
        return LIBING_OK;
    empty(held);
    if (held->thread >= 0 && !is_anew(source, held))
        status = ing_store_thread_seqs(source->store, held->thread, 0, &seqs, err);
    for (size_t i = 0; i < seqs.count && status == LIBING_OK; i++) {
        const ing_record *record = NULL;

        if (source->bound >= 0 && seqs.items[i] > source->bound)
            break;
        status = read_record(source, seqs.items[i], &record, err);
        if (status == LIBING_OK && ing_source_is_within(source, record))
            status = ing_source_push(source, held, record, err);
    }
    if (status == LIBING_OK && source->anew != NULL)
        status = ing_anew_load(source, held, err);
    if (status == LIBING_OK)
        held->generation = source->generation;
    ing_numbers_free(&seqs);
    return status;
}

libing_status ing_source_case_records(void *ctx, const ing_view *view, ing_records *out, libing_error *err)
{
    ing_source *source = ctx;
    ing_held *held = NULL;
    libing_status status = ing_source_find(source, view, &held, err);

    *out = (ing_records){ NULL, 0 };
    if (status != LIBING_OK || held == NULL)
        return status;
    status = ing_source_load(source, held, err);
    if (status == LIBING_OK)
        *out = (ing_records){ held->records, held->count };
    return status;
}

static bool is_kept(const ing_source *source, ing_text case_id, ing_held **out)
{
    *out = case_id.ptr != NULL ? ing_map_get(&source->cases, case_id) : NULL;
    return *out != NULL && (*out)->generation == source->generation;
}

ing_arena *ing_source_arena(ing_source *source, ing_text case_id, bool is_passing, ing_arena *own)
{
    ing_held *held;

    return is_kept(source, case_id, &held) && !is_passing ? &source->records : own;
}

static libing_status name_kind(ing_source *source, ing_held *held, const ing_record *record,
                               libing_error *err)
{
    ing_text kind = ing_json_text(record->data, "kind");
    ing_text subject = ing_json_text(record->data, "subject");

    if (kind.ptr != NULL)
        held->view.kind = (ing_text){ ing_arena_text(&source->views, kind.ptr, kind.len), kind.len };
    if (subject.ptr != NULL)
        held->view.subject = (ing_text){ ing_arena_text(&source->views, subject.ptr, subject.len),
                                         subject.len };
    return source->views.failed ? ing_fail_nomem(err) : LIBING_OK;
}

/* A view handed out before its first record learns where its records are. */
static libing_status find_thread(ing_source *source, ing_held *held, ing_thread_kind kind, ing_text name,
                                 libing_error *err)
{
    ing_thread thread;
    libing_status status;

    if (held == NULL || held->thread >= 0)
        return LIBING_OK;
    status = ing_store_thread(source->store, kind, name, &source->views, &thread, err);
    if (status == LIBING_OK)
        held->thread = thread.id;
    return status;
}

/* A case that is not kept now reads the record from the file when it is asked for. */
libing_status ing_source_added(ing_source *source, const ing_record *record, bool is_passing,
                               libing_error *err)
{
    ing_held *held;
    bool is_loaded = is_kept(source, record->case_id, &held);
    libing_status status;

    if (record->party.ptr != NULL)
        return find_thread(source, ing_map_get(&source->parties, record->party), ING_THREAD_PARTY,
                           record->party, err);
    status = find_thread(source, held, ING_THREAD_CASE, record->case_id, err);
    if (held == NULL || status != LIBING_OK)
        return status;
    if (ing_text_is(record->type, "case.opened") || ing_text_is(record->type, "case.adopted"))
        status = name_kind(source, held, record, err);
    if (status != LIBING_OK || !is_loaded)
        return status;
    if (!is_passing)
        return ing_source_push(source, held, record, err);
    held->generation = source->generation - 1;
    return LIBING_OK;
}

/* --- a party, the store ------------------------------------------------------------------------- */

static bool is_asked(const ing_query *query, const ing_record *record)
{
    for (size_t i = 0; i < query->word_count; i++) {
        if (ing_text_equal(query->words[i], record->word))
            return true;
    }
    return false;
}

static int by_number(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return (left > right) - (left < right);
}

static void sort_unique(ing_numbers *seqs)
{
    size_t kept = 0;

    if (seqs->count == 0)
        return;
    qsort(seqs->items, seqs->count, sizeof *seqs->items, by_number);
    for (size_t i = 0; i < seqs->count; i++) {
        if (kept == 0 || seqs->items[kept - 1] != seqs->items[i])
            seqs->items[kept++] = seqs->items[i];
    }
    seqs->count = kept;
}

/* The records of these seqs that are asked for, within the bound, not corrected by another of them
 * that is within the bound too. */
static libing_status records_of(ing_source *source, const ing_view *scope, const ing_numbers *seqs,
                                const ing_query *query, ing_records *out, libing_error *err)
{
    size_t laid = source->anew != NULL ? source->anew->count : 0;
    const ing_record **items = ing_arena_new(&source->records, seqs->count + laid + 1, sizeof *items);
    libing_status status = LIBING_OK;

    *out = (ing_records){ NULL, 0 };
    if (items == NULL)
        return ing_fail_nomem(err);
    out->items = items;
    for (size_t i = 0; i < seqs->count && status == LIBING_OK; i++) {
        const ing_record *record = NULL;
        bool corrected = false;

        status = read_record(source, seqs->items[i], &record, err);
        if (status != LIBING_OK || !ing_source_is_within(source, record) || !is_asked(query, record))
            continue;
        status = ing_store_corrected(source->store, record->seq, source->bound, &corrected, err);
        if (!corrected)
            items[out->count++] = record;
    }
    if (status == LIBING_OK && laid > 0)
        status = ing_anew_add(source, scope, query, items, &out->count, err);
    return status;
}

static libing_status seqs_of_party(ing_source *source, const ing_view *party, ing_numbers *out,
                                   libing_error *err)
{
    ing_numbers cases = ING_NUMBERS_INIT;
    ing_held *held = NULL;
    libing_status status = ing_source_find(source, party, &held, err);

    if (status == LIBING_OK && held->thread >= 0)
        status = ing_store_thread_seqs(source->store, held->thread, 0, out, err);
    if (status == LIBING_OK)
        status = ing_store_cases(source->store, ING_TEXT_NONE, party->id, &cases, err);
    for (size_t i = 0; i < cases.count && status == LIBING_OK; i++)
        status = ing_store_thread_seqs(source->store, cases.items[i], 0, out, err);
    ing_numbers_free(&cases);
    return status;
}

/* Without an index (a pack that was never installed, as in a rehearsal) the log itself is walked. */
static libing_status seqs_by_walking(ing_source *source, ing_text word, ing_numbers *out,
                                     libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    int64_t size = ing_store_size(source->store);
    libing_status status = LIBING_OK;

    for (int64_t seq = 0; seq < size && status == LIBING_OK; seq++) {
        ing_record record;

        ing_arena_reset(&arena);
        status = ing_store_read(source->store, seq, &arena, &record, err);
        if (status == LIBING_OK && ing_text_equal(record.word, word))
            status = ing_numbers_add(out, seq, err);
    }
    ing_arena_free(&arena);
    return status;
}

static libing_status seqs_of_store(ing_source *source, const ing_query *query,
                                   const ing_json *atom_value, ing_numbers *out, libing_error *err)
{
    ing_buf word = ING_BUF_INIT, value = ING_BUF_INIT;
    libing_status status = LIBING_OK;

    if (query->atom_path.ptr != NULL && atom_value != NULL)
        ing_json_write(atom_value, &value);
    for (size_t i = 0; i < query->word_count && status == LIBING_OK; i++) {
        bool indexed = false;

        ing_buf_clear(&word);
        ing_buf_slice(&word, query->words[i]);
        if (value.len > 0) {
            ing_buf_byte(&word, '.');
            ing_buf_slice(&word, query->atom_path);
        }
        if (word.failed || value.failed)
            status = ing_fail_nomem(err);
        if (status == LIBING_OK)
            status = ing_store_keyed(source->store, ing_buf_view(&word), ing_buf_view(&value), &indexed,
                                     out, err);
        if (status == LIBING_OK && !indexed)
            status = seqs_by_walking(source, query->words[i], out, err);
    }
    ing_buf_free(&word);
    ing_buf_free(&value);
    return status;
}

libing_status ing_source_records(void *ctx, const ing_view *scope, const ing_query *query,
                                 const ing_json *atom_value, ing_records *out, libing_error *err)
{
    ing_source *source = ctx;
    ing_numbers seqs = ING_NUMBERS_INIT;
    libing_status status;

    *out = (ing_records){ NULL, 0 };
    if (scope->of == ING_ABOUT_STORE)
        status = seqs_of_store(source, query, atom_value, &seqs, err);
    else
        status = seqs_of_party(source, scope, &seqs, err);
    sort_unique(&seqs);
    if (status == LIBING_OK)
        status = records_of(source, scope, &seqs, query, out, err);
    ing_numbers_free(&seqs);
    return status;
}

static bool is_member(const ing_view *scope, const ing_record *record, const ing_view *about)
{
    if (scope->of == ING_ABOUT_STORE)
        return true;
    if (record->party.ptr != NULL)
        return ing_text_equal(record->party, scope->id);
    return about != NULL && about->subject.ptr != NULL && ing_text_equal(about->subject, scope->id);
}

/* Of what lies in the range, that which is about the party or its cases. */
static libing_status keep_members(ing_source *source, const ing_view *scope, ing_records *records,
                                  libing_error *err)
{
    const ing_record **kept = ing_arena_new(&source->records, records->count, sizeof *kept);
    size_t count = 0;
    libing_status status = LIBING_OK;

    if (kept == NULL)
        return ing_fail_nomem(err);
    for (size_t i = 0; i < records->count && status == LIBING_OK; i++) {
        const ing_record *record = records->items[i];
        const ing_view *about = NULL;

        if (record->case_id.ptr != NULL && scope->of == ING_ABOUT_PARTY)
            status = ing_source_case(source, record->case_id, &about, err);
        if (is_member(scope, record, about))
            kept[count++] = record;
    }
    *records = (ing_records){ kept, count };
    return status;
}

static libing_status seqs_of_range(ing_source *source, ing_text word, ing_text path, ing_text low,
                                   ing_text high, ing_numbers *out, libing_error *err)
{
    ing_buf name = ING_BUF_INIT;
    bool indexed = false;
    libing_status status;

    ing_buf_slice(&name, word);
    ing_buf_byte(&name, '.');
    ing_buf_slice(&name, path);
    status = name.failed ? ing_fail_nomem(err)
                         : ing_store_keyed_range(source->store, ing_buf_view(&name), low, high, &indexed,
                                                 out, err);
    if (status == LIBING_OK && !indexed)
        status = seqs_by_walking(source, word, out, err);
    ing_buf_free(&name);
    return status;
}

libing_status ing_source_ranged(void *ctx, const ing_view *scope, const ing_query *query, ing_text path,
                                ing_text low, ing_text high, ing_records *out, libing_error *err)
{
    ing_source *source = ctx;
    ing_numbers seqs = ING_NUMBERS_INIT;
    libing_status status = LIBING_OK;

    *out = (ing_records){ NULL, 0 };
    for (size_t i = 0; i < query->word_count && status == LIBING_OK; i++)
        status = seqs_of_range(source, query->words[i], path, low, high, &seqs, err);
    sort_unique(&seqs);
    if (status == LIBING_OK)
        status = records_of(source, scope, &seqs, query, out, err);
    if (status == LIBING_OK)
        status = keep_members(source, scope, out, err);
    ing_numbers_free(&seqs);
    return status;
}

libing_status ing_source_numbered(void *ctx, int64_t seq, const ing_record **out, libing_error *err)
{
    ing_source *source = ctx;
    bool corrected = false;
    libing_status status = LIBING_OK;

    *out = NULL;
    if (seq < ing_store_size(source->store))
        status = read_record(source, seq, out, err);
    if (status == LIBING_OK && *out != NULL)
        status = ing_store_corrected(source->store, seq, source->bound, &corrected, err);
    if (status != LIBING_OK || corrected || (*out != NULL && !ing_source_is_within(source, *out)))
        *out = NULL;
    return status;
}

libing_status ing_source_latest(void *ctx, const ing_view *view, ing_text field, const ing_record **out,
                                libing_error *err)
{
    ing_source *source = ctx;
    ing_numbers seqs = ING_NUMBERS_INIT;
    ing_thread thread;
    bool is_store = view->of == ING_ABOUT_STORE;
    libing_status status = ing_store_thread(source->store, is_store ? ING_THREAD_STORE : ING_THREAD_PARTY,
                                            view->id, &source->views, &thread, NULL);

    *out = NULL;
    if (status == LIBING_ERR_NOTFOUND)
        return LIBING_OK;
    if (status == LIBING_OK)
        status = ing_store_thread_seqs(source->store, thread.id, 0, &seqs, err);
    else
        status = ing_store_fail_read(source->store, status, err);
    for (size_t i = seqs.count; i > 0 && *out == NULL && status == LIBING_OK; i--) {
        const ing_record *record = NULL;
        bool corrected = false;

        status = read_record(source, seqs.items[i - 1], &record, err);
        if (status != LIBING_OK || !ing_source_is_within(source, record) ||
            ing_text_is(record->type, "decision") || ing_json_find(record->data, field) == NULL)
            continue;
        status = ing_store_corrected(source->store, record->seq, source->bound, &corrected, err);
        if (!corrected)
            *out = record;
    }
    ing_numbers_free(&seqs);
    return status;
}

libing_status ing_source_in_force(void *ctx, int64_t seq, bool *out, libing_error *err)
{
    ing_source *source = ctx;

    if (source->anew != NULL && ing_anew_in_force(source->anew, seq, out))
        return LIBING_OK;
    return ing_store_in_force(source->store, seq, source->bound, out, err);
}
