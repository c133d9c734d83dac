/* SPDX-License-Identifier: Apache-2.0 */
/* forge STORE COPY amount|delete|add|swap SEQ: what an insider with the library can do to a history.
 *
 * Copies a store record by record through ing_store_append(), so that every hash and projection of the
 * copy is right and verify finds nothing, but changes decision SEQ: another amount, left out, followed
 * by one that was never made, or in another order. The closing of a duty's period, whose decision was left
 * out before, can be left out too. Only a replay can tell. */
#include "store/internal.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

typedef enum forgery { FORGE_AMOUNT, FORGE_DELETE, FORGE_ADD, FORGE_SWAP } forgery;

typedef struct forger {
    ing_store *from, *to;
    forgery what;
    int64_t seq;                    /* the decision */
    int64_t other;                  /* swap: the record it changes places with */
    int64_t cause;                  /* of the decision: what referred to a deleted one refers to that */
    int64_t size;
    ing_arena arena;
    ing_buf line;
    libing_error err;
} forger;

/* --- renumbering -------------------------------------------------------------------------------- */

/* Where an old record stands in the copy. */
static int64_t moved(const forger *f, int64_t seq)
{
    switch (f->what) {
    case FORGE_AMOUNT:
        return seq;
    case FORGE_DELETE:
        return seq < f->seq ? seq : seq == f->seq ? f->cause : seq - 1;
    case FORGE_ADD:
        return seq <= f->seq ? seq : seq + 1;
    case FORGE_SWAP:
        return seq == f->seq ? f->other : seq == f->other ? f->seq : seq;
    }
    return seq;
}

static const ing_json *number(forger *f, int64_t value)
{
    ing_json *out = ing_arena_new(&f->arena, 1, sizeof *out);
    if (out != NULL)
        *out = ing_json_of_integer(value);
    return out;
}

/* A copy of `object` with one member replaced, or added. */
static const ing_json *with(forger *f, const ing_json *object, ing_text key, const ing_json *value)
{
    ing_json_builder b = ing_json_begin(&f->arena);
    for (size_t i = 0; i < object->count; i++)
        ing_json_put(&b, object->members[i].key, &object->members[i].value);
    ing_json_put(&b, key, value);
    return ing_json_end_object(&b);
}

static const ing_json *renumber(forger *f, const ing_json *object, const char *key)
{
    const ing_json *value = object != NULL ? ing_json_get(object, key) : NULL;
    if (value == NULL || value->type != ING_JSON_INTEGER)
        return object;
    return with(f, object, ing_text_of(key), number(f, moved(f, value->number)));
}

/* data.facts, a list of {name, value, seq}. */
static const ing_json *renumber_facts(forger *f, const ing_json *data)
{
    const ing_json *facts = data != NULL ? ing_json_get(data, "facts") : NULL;
    ing_json_builder b = ing_json_begin(&f->arena);

    if (facts == NULL || facts->type != ING_JSON_LIST)
        return data;
    for (size_t i = 0; i < facts->count; i++) {
        const ing_json *fact = &facts->items[i];
        ing_json_add(&b, fact->type == ING_JSON_OBJECT ? renumber(f, fact, "seq") : fact);
    }
    return with(f, data, ING_TEXT_LIT("facts"), ing_json_end_list(&b));
}

/* --- forging ------------------------------------------------------------------------------------ */

/* The first integer among the arguments, or else the first text, is made another one. */
static const ing_json *change_args(forger *f, const ing_json *data)
{
    const ing_json *args = ing_json_get(data, "args");
    const ing_json_member *chosen = NULL;
    ing_json *value = ing_arena_new(&f->arena, 1, sizeof *value);
    ing_buf text = ING_BUF_INIT;

    for (size_t i = 0; args != NULL && i < args->count; i++) {
        const ing_json_member *member = &args->members[i];
        bool better = member->value.type == ING_JSON_INTEGER &&
                      (chosen == NULL || chosen->value.type != ING_JSON_INTEGER);
        if (better || (chosen == NULL && member->value.type == ING_JSON_TEXT))
            chosen = member;
    }
    if (chosen == NULL || value == NULL)
        return data;
    if (chosen->value.type == ING_JSON_INTEGER) {
        *value = ing_json_of_integer(chosen->value.number + 1);
    } else {
        ing_buf_slice(&text, chosen->value.text);
        ing_buf_byte(&text, 'x');
        *value = ing_json_of_text((ing_text){ ing_arena_text(&f->arena, text.ptr, text.len), text.len });
        ing_buf_free(&text);
    }
    return with(f, data, ING_TEXT_LIT("args"), with(f, args, chosen->key, value));
}

/* Another rule's name, for a decision that was never made. */
static const ing_json *change_rule(forger *f, const ing_json *root, ing_text rule)
{
    ing_json *value = ing_arena_new(&f->arena, 1, sizeof *value);
    char *name = ing_arena_text(&f->arena, rule.ptr != NULL ? rule.ptr : "x", rule.ptr != NULL ? rule.len : 1);

    if (value == NULL || name == NULL || rule.len == 0)
        return root;
    name[rule.len - 1] = name[rule.len - 1] == '9' ? '8' : '9';
    *value = ing_json_of_text((ing_text){ name, rule.len });
    return with(f, root, ING_TEXT_LIT("rule"), value);
}

/* Time must not run backwards where two records have changed places. */
static const ing_json *keep_time(forger *f, const ing_json *root, int64_t t_ms)
{
    char t[25];
    ing_json *value = ing_arena_new(&f->arena, 1, sizeof *value);

    if (t_ms >= ing_store_last_t(f->to) || value == NULL)
        return root;
    ing_instant_format(ing_store_last_t(f->to), t);
    *value = ing_json_of_text((ing_text){ ing_arena_text(&f->arena, t, 24), 24 });
    return with(f, root, ING_TEXT_LIT("t"), value);
}

/* Writes one record at the end of the copy; `forged` says that its arguments change, `added` its rule too. */
static libing_status put(forger *f, const ing_record *record, bool forged, bool added)
{
    int64_t version = 0;
    const ing_json *root = record->root, *data = ing_json_get(root, "data");
    ing_record written;
    libing_status status = LIBING_OK;

    root = renumber(f, renumber(f, renumber(f, root, "cause"), "pack"), "corrects");
    root = with(f, root, ING_TEXT_LIT("seq"), number(f, ing_store_size(f->to)));
    root = keep_time(f, root, record->t_ms);
    if (record->case_id.ptr != NULL) {
        status = ing_store_next_version(f->to, record->case_id, &version, &f->err);
        root = with(f, root, ING_TEXT_LIT("cv"), number(f, version));
    }
    if (data != NULL && memcmp(record->type.ptr, "decision", record->type.len < 8 ? record->type.len : 8) == 0)
        data = renumber_facts(f, renumber(f, data, "decision"));
    if (data != NULL && (forged || added))
        data = change_args(f, data);
    if (added)
        root = change_rule(f, root, record->rule);
    if (data != NULL)
        root = with(f, root, ING_TEXT_LIT("data"), data);
    ing_buf_clear(&f->line);
    if (status == LIBING_OK)
        ing_json_write(root, &f->line);
    ing_buf_byte(&f->line, '\n');
    if (status == LIBING_OK)
        status = ing_record_read(&f->arena, ing_buf_view(&f->line), ing_store_zone(f->from), &written, &f->err);
    return status == LIBING_OK ? ing_store_append(f->to, ing_buf_view(&f->line), &written, &f->err) : status;
}

static libing_status copy_record(forger *f, int64_t seq)
{
    int64_t source = f->what == FORGE_SWAP ? moved(f, seq) : seq;
    bool is_chosen = seq == f->seq;
    ing_record record;
    libing_status status;

    ing_arena_reset(&f->arena);
    if (is_chosen && f->what == FORGE_DELETE)
        return LIBING_OK;
    status = ing_store_read(f->from, source, &f->arena, &record, &f->err);
    if (status == LIBING_OK)
        status = put(f, &record, is_chosen && f->what == FORGE_AMOUNT, false);
    if (status == LIBING_OK && is_chosen && f->what == FORGE_ADD)
        status = put(f, &record, false, true);
    return status;
}

static libing_status copy_blobs(forger *f)
{
    ing_buf digest = ING_BUF_INIT, bytes = ING_BUF_INIT;
    ing_digest put_digest;
    int64_t blob = 0;
    libing_status status = LIBING_OK;

    while (status == LIBING_OK) {
        status = ing_store_blob_next(f->from, &blob, &digest, &bytes, &f->err);
        if (status == LIBING_OK)
            status = ing_store_blob_put(f->to, ing_buf_view(&bytes), &put_digest, &f->err);
    }
    ing_buf_free(&digest);
    ing_buf_free(&bytes);
    return status == LIBING_DONE ? LIBING_OK : status;
}

/* --- what to forge ------------------------------------------------------------------------------ */

/* The next record of the same cause. */
static libing_status find_other(forger *f)
{
    ing_numbers numbers = ING_NUMBERS_INIT;
    libing_status status = ing_store_consequences(f->from, f->cause, &numbers, &f->err);

    f->other = -1;
    for (size_t i = numbers.count; i > 0 && status == LIBING_OK; i--) {
        if (numbers.items[i - 1] > f->seq)
            f->other = numbers.items[i - 1];
    }
    if (status == LIBING_OK && f->other < 0)
        status = ing_fail(&f->err, LIBING_ERR_NOTFOUND, "forge.no_other",
                          "record %" PRId64 " is the last of its cause", "第 %" PRId64 " 号记录是其起因的最后一条",
                          f->seq);
    ing_numbers_free(&numbers);
    return status;
}

static libing_status choose(forger *f)
{
    ing_record record;
    libing_status status = ing_store_read(f->from, f->seq, &f->arena, &record, &f->err);

    bool is_deleted_closing = f->what == FORGE_DELETE && ing_text_is(record.type, "duty.closed");
    if (status == LIBING_OK && !ing_text_is(record.type, "decision") && !is_deleted_closing)
        status = ing_fail(&f->err, LIBING_ERR_NOTFOUND, "forge.no_decision", "record %" PRId64 " is no decision",
                          "第 %" PRId64 " 号记录不是决定", f->seq);
    if (status != LIBING_OK)
        return status;
    f->cause = record.cause;
    return f->what == FORGE_SWAP ? find_other(f) : LIBING_OK;
}

static libing_status forge(forger *f, const char *from, const char *to)
{
    bool changed = false;
    libing_status status = ing_store_open(from, true, 10000, &f->from, &f->err);

    if (status == LIBING_OK)
        status = choose(f);
    if (status == LIBING_OK)
        status = ing_store_make(to, 10000, &f->to, &f->err);
    if (status == LIBING_OK)
        status = ing_store_begin(f->to, true, &changed, &f->err);
    if (status == LIBING_OK)
        status = copy_blobs(f);
    if (status != LIBING_OK)
        return status;
    f->to->zone_seconds = ing_store_zone(f->from); /* a store without record 0 has none of its own yet */
    f->size = ing_store_size(f->from);
    for (int64_t seq = 0; seq < f->size && status == LIBING_OK; seq++)
        status = copy_record(f, seq);
    return status == LIBING_OK ? ing_store_commit(f->to, &f->err) : status;
}

int main(int argc, char **argv)
{
    static const char *const names[] = { "amount", "delete", "add", "swap" };
    forger f = { .err = LIBING_ERROR_INIT };
    libing_status status = LIBING_ERR_INVALID;
    size_t what = 0;

    while (argc == 5 && what < 4 && strcmp(argv[3], names[what]) != 0)
        what++;
    if (argc != 5 || what == 4) {
        (void)fprintf(stderr, "usage: forge STORE COPY amount|delete|add|swap SEQ\n");
        return 2;
    }
    f.what = (forgery)what;
    f.seq = strtoll(argv[4], NULL, 10);
    status = forge(&f, argv[1], argv[2]);
    if (status != LIBING_OK)
        (void)fprintf(stderr, "forge: %s\n", f.err.message);
    ing_store_close(f.to);
    ing_store_close(f.from);
    ing_arena_free(&f.arena);
    ing_buf_free(&f.line);
    return status == LIBING_OK ? 0 : 1;
}
