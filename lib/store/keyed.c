/* SPDX-License-Identifier: Apache-2.0 */
/* Owns `indexed` and `keyed`: which words packs want indexed, and the records under each value.
 *
 * A word is a type as rules say it, then perhaps a field, then perhaps a member of a record in it:
 * "report_filed", "report_filed.household", "report_filed.keys.violator". A lapse is "lapse:" and its
 * deadline, an officer's word "confirm:", "decline:" or "execute:" and the action. */
#include "store/internal.h"

#include <inttypes.h>
#include <stdlib.h>

/* Types of libing's own have a dot, so a list is found by the text up to the first dot, and each of
 * its words is then compared as a whole. */
static ing_text head_of(ing_text word)
{
    const char *dot = word.len > 0 ? memchr(word.ptr, '.', word.len) : NULL;
    return dot != NULL ? (ing_text){ word.ptr, (size_t)(dot - word.ptr) } : word;
}

static libing_status add_word(ing_words *words, int64_t id, ing_text text, bool is_filled,
                              libing_error *err)
{
    ing_word *word = ing_arena_new(&words->arena, 1, sizeof *word);
    ing_word *first;

    if (word != NULL)
        word->text = (ing_text){ ing_arena_text(&words->arena, text.ptr, text.len), text.len };
    if (word == NULL || word->text.ptr == NULL)
        return ing_fail_nomem(err);
    word->id = id;
    word->is_filled = is_filled;
    first = ing_map_get(&words->by_head, head_of(word->text));
    if (first != NULL) {
        word->next = first->next;
        first->next = word;
    } else if (!ing_map_put(&words->by_head, head_of(word->text), word)) {
        return ing_fail_nomem(err);
    }
    return ing_map_put(&words->by_text, word->text, word) ? LIBING_OK : ing_fail_nomem(err);
}

void ing_keyed_drop(ing_store *store)
{
    ing_map_free(&store->words.by_text);
    ing_map_free(&store->words.by_head);
    ing_arena_free(&store->words.arena);
    store->words = (ing_words){ ING_ARENA_INIT, ING_MAP_INIT, ING_MAP_INIT, false, false };
}

static libing_status load_words(ing_store *store, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status;

    if (store->words.is_loaded)
        return LIBING_OK;
    ing_keyed_drop(store);
    status = ing_db_prepare(store->db, "SELECT id, word FROM indexed ORDER BY id", &stmt, err);
    if (status == LIBING_OK)
        status = ing_stmt_step(stmt, err);
    while (status == LIBING_OK) {
        ing_text text = ing_stmt_text(stmt, 1);
        status = add_word(&store->words, ing_stmt_integer(stmt, 0),
                          text.ptr != NULL ? text : (ing_text){ "", 0 }, true, err);
        if (status == LIBING_OK)
            status = ing_stmt_step(stmt, err);
    }
    if (status != LIBING_DONE) {
        if (stmt != NULL)
            ing_stmt_reset(stmt);
        return status;
    }
    store->words.is_loaded = true;
    return LIBING_OK;
}

/* --- one record --------------------------------------------------------------------------------- */

static libing_status emit(ing_store *store, int64_t word, const ing_json *value, int64_t seq,
                          libing_error *err)
{
    ing_buf_clear(&store->text);
    ing_json_write(value, &store->text);
    if (store->text.failed)
        return ing_fail_nomem(err);
    return ing_pending_keyed(store, word, ing_buf_view(&store->text), seq, err);
}

/* One step of a path into an object, or NULL. */
static const ing_json *step_into(const ing_json *value, ing_text *path)
{
    ing_text key = head_of(*path);
    size_t used = key.len < path->len ? key.len + 1 : key.len;
    *path = (ing_text){ path->ptr + used, path->len - used };
    return value->type == ING_JSON_OBJECT ? ing_json_find(value, key) : NULL;
}

/* Index what stands at `path` of `value`: a scalar, or each element of a list on the way. Depth is
 * bounded by that of a line. */
static libing_status index_path(ing_store *store, int64_t word, const ing_json *value, ing_text path,
                                int64_t seq, libing_error *err)
{
    libing_status status = LIBING_OK;

    while (path.len > 0 && value != NULL && value->type != ING_JSON_LIST)
        value = step_into(value, &path);
    if (value == NULL || value->type == ING_JSON_OBJECT)
        return LIBING_OK;
    if (value->type != ING_JSON_LIST)
        return emit(store, word, value, seq, err);
    for (size_t i = 0; i < value->count && status == LIBING_OK; i++)
        status = index_path(store, word, &value->items[i], path, seq, err);
    return status;
}

/* Every record has a day. */
static libing_status index_day(ing_store *store, int64_t word, const ing_record *record, libing_error *err)
{
    char day[11];

    ing_date_format(ing_moment_date(record->at), day);
    const ing_json json = ing_json_of_text(ing_text_of(day));
    return emit(store, word, &json, record->seq, err);
}

static libing_status apply_word(ing_store *store, const ing_word *word, const ing_record *record,
                                ing_text type, libing_error *err)
{
    ing_text text = word->text;

    if (text.len < type.len || memcmp(text.ptr, type.ptr, type.len) != 0)
        return LIBING_OK;
    if (text.len == type.len)
        return ing_pending_keyed(store, word->id, (ing_text){ "", 0 }, record->seq, err);
    if (text.ptr[type.len] != '.' || record->fields == NULL)
        return LIBING_OK;
    text = (ing_text){ text.ptr + type.len + 1, text.len - type.len - 1 };
    if (ing_text_is(text, "date") && ing_json_find(record->fields, text) == NULL)
        return index_day(store, word->id, record, err);
    return index_path(store, word->id, record->fields, text, record->seq, err);
}

/* `filled` chooses between the words that are complete and those whose backfill is running. */
static libing_status apply_type(ing_store *store, const ing_record *record, ing_text type, bool filled,
                                libing_error *err)
{
    const ing_word *word = ing_map_get(&store->words.by_head, head_of(type));
    libing_status status = LIBING_OK;

    for (; word != NULL && status == LIBING_OK; word = word->next) {
        if (word->is_filled == filled)
            status = apply_word(store, word, record, type, err);
    }
    return status;
}

/* "confirm:" and the action of the decision that an officer's word is about. */
static libing_status name_officers_word(ing_store *store, const ing_record *record, const char *verb,
                                        ing_buf *out, libing_error *err)
{
    ing_stmt *stmt = NULL;
    libing_status status =
        ing_db_prepare(store->db, "SELECT action FROM decision WHERE seq = ?1", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, ing_json_integer(record->data, "decision", -1));
    status = ing_stmt_step(stmt, err);
    if (status == LIBING_OK) {
        ing_buf_text(out, verb);
        ing_buf_slice(out, ing_stmt_text(stmt, 0));
    }
    ing_stmt_reset(stmt);
    return status == LIBING_DONE ? LIBING_OK : status;
}

/* The word that rules have for a record of libing's own: "lapse:rectify_by". */
static libing_status name_own(ing_store *store, const ing_record *record, ing_buf *out, libing_error *err)
{
    if (ing_text_is(record->type, "decision.confirmed"))
        return name_officers_word(store, record, "confirm:", out, err);
    if (ing_text_is(record->type, "decision.declined"))
        return name_officers_word(store, record, "decline:", out, err);
    if (ing_text_is(record->type, "decision.executed"))
        return name_officers_word(store, record, "execute:", out, err);
    if (ing_text_is(record->type, "deadline.lapsed")) {
        ing_buf_text(out, "lapse:");
        ing_buf_slice(out, ing_json_text(record->data, "deadline"));
    }
    return LIBING_OK;
}

static libing_status apply_words(ing_store *store, const ing_record *record, bool filled,
                                 libing_error *err)
{
    ing_buf own = ING_BUF_INIT;
    libing_status status = apply_type(store, record, record->word, filled, err);

    if (status == LIBING_OK && memchr(record->type.ptr, '.', record->type.len) != NULL)
        status = name_own(store, record, &own, err);
    if (status == LIBING_OK && own.failed)
        status = ing_fail_nomem(err);
    if (status == LIBING_OK && own.len > 0)
        status = apply_type(store, record, ing_buf_view(&own), filled, err);
    ing_buf_free(&own);
    return status;
}

libing_status ing_keyed_apply(ing_store *store, const ing_record *record, libing_error *err)
{
    libing_status status = load_words(store, err);
    if (status != LIBING_OK || store->words.by_text.count == 0)
        return status;
    return apply_words(store, record, true, err);
}

/* --- a pack ------------------------------------------------------------------------------------- */

static libing_status insert_word(ing_store *store, ing_text text, int64_t seq, libing_error *err)
{
    int64_t id = (int64_t)store->words.by_text.count + 1;
    ing_stmt *stmt = NULL;
    libing_status status = ing_db_prepare(
        store->db, "INSERT INTO indexed(id, word, seq) VALUES(?1, ?2, ?3)", &stmt, err);

    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, id);
    ing_stmt_bind_text(stmt, 2, text);
    ing_stmt_bind_integer(stmt, 3, seq);
    status = ing_stmt_finish(stmt, err);
    if (status == LIBING_OK)
        status = add_word(&store->words, id, text, false, err);
    return status;
}

static libing_status fail_model(int64_t seq, libing_error *err)
{
    (void)ing_fail(err, LIBING_ERR_DAMAGED, "store.bad_model",
                   "the model of the pack installed by record %" PRId64 " cannot be read",
                   "第 %" PRId64 " 号记录所安装规则包的模型无法读取", seq);
    ing_error_seq(err, seq);
    return LIBING_ERR_DAMAGED;
}

/* The list "indexes" of the pack's model; *out NULL where there is none. */
static libing_status read_indexes(ing_store *store, const ing_record *record, ing_buf *bytes,
                                  ing_arena *arena, const ing_json **out, libing_error *err)
{
    ing_text hex = ing_json_text(record->data, "model");
    const ing_json *model = NULL;
    ing_digest digest;
    libing_status status;

    *out = NULL;
    if (hex.ptr == NULL)
        return LIBING_OK;
    if (!ing_digest_parse_hex(hex, &digest))
        return fail_model(record->seq, err);
    status = ing_store_blob_get(store, &digest, bytes, err);
    if (status == LIBING_ERR_NOTFOUND)
        return status;
    if (status == LIBING_OK)
        status = ing_json_read_canonical(arena, ing_buf_view(bytes), &model, err);
    if (status == LIBING_ERR_TEXT || (status == LIBING_OK && model->type != ING_JSON_OBJECT))
        return fail_model(record->seq, err);
    if (status == LIBING_OK)
        *out = ing_json_get(model, "indexes");
    return status;
}

static libing_status backfill(ing_store *store, int64_t end, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_log_cursor *cursor = NULL;
    ing_record record;
    ing_text line;
    int64_t seq;
    libing_status status = ing_log_cursor_open(store, 0, end, &cursor, err);

    while (status == LIBING_OK) {
        status = ing_log_cursor_next(cursor, &seq, &line, err);
        if (status != LIBING_OK)
            break;
        ing_arena_reset(&arena);
        status = ing_record_read(&arena, line, store->zone_seconds, &record, err);
        if (status == LIBING_OK)
            status = apply_words(store, &record, false, err);
        else
            ing_error_seq(err, seq);
    }
    ing_log_cursor_close(cursor);
    ing_arena_free(&arena);
    return status == LIBING_DONE ? LIBING_OK : status;
}

static libing_status add_words(ing_store *store, const ing_json *indexes, int64_t seq, libing_error *err)
{
    size_t known = store->words.by_text.count;
    libing_status status = LIBING_OK;

    for (size_t i = 0; i < indexes->count && status == LIBING_OK; i++) {
        const ing_json *item = &indexes->items[i];
        if (item->type == ING_JSON_TEXT && ing_map_get(&store->words.by_text, item->text) == NULL)
            status = insert_word(store, item->text, seq, err);
    }
    if (status != LIBING_OK || store->words.by_text.count == known)
        return status;
    status = backfill(store, seq, err);
    for (size_t i = known; i < store->words.by_text.count; i++)
        ((ing_word *)store->words.by_text.items[i].value)->is_filled = true;
    return status;
}

libing_status ing_keyed_install(ing_store *store, const ing_record *record, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_buf bytes = ING_BUF_INIT;
    const ing_json *indexes = NULL;
    libing_status status = load_words(store, err);

    if (status == LIBING_OK)
        status = read_indexes(store, record, &bytes, &arena, &indexes, err);
    /* Who folds a log anew says himself that a blob is gone; the rest is still worth comparing. */
    if (store->base != NULL && (status == LIBING_ERR_NOTFOUND || status == LIBING_ERR_DAMAGED ||
                                status == LIBING_ERR_STORE))
        status = LIBING_OK;
    if (status == LIBING_OK && indexes != NULL && indexes->type == ING_JSON_LIST) {
        store->words.is_changed = true;
        status = add_words(store, indexes, record->seq, err);
    }
    ing_buf_free(&bytes);
    ing_arena_free(&arena);
    return status;
}

/* --- reading ------------------------------------------------------------------------------------ */

libing_status ing_store_keyed(ing_store *store, ing_text word, ing_text value, bool *indexed,
                              ing_numbers *out, libing_error *err)
{
    const ing_word *known = NULL;
    ing_stmt *stmt = NULL;
    ing_text key = value.ptr != NULL ? value : (ing_text){ "", 0 };
    libing_status status = load_words(store, err);

    *indexed = false;
    if (status == LIBING_OK)
        known = ing_map_get(&store->words.by_text, word);
    if (known == NULL)
        return status;
    *indexed = true;
    status = ing_db_prepare(store->db, "SELECT seq FROM keyed WHERE word = ?1 AND value = ?2 ORDER BY seq",
                            &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, known->id);
    ing_stmt_bind_text(stmt, 2, key);
    status = ing_numbers_take(out, stmt, err);
    if (status == LIBING_OK)
        status = ing_pending_keyed_of(store, known->id, key, out, err);
    return status;
}

static int by_number(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

    return (left > right) - (left < right);
}

libing_status ing_store_keyed_range(ing_store *store, ing_text word, ing_text low, ing_text high,
                                    bool *indexed, ing_numbers *out, libing_error *err)
{
    /* Values are JSON: all of them lie behind the empty text, and before a sign with which none begins. */
    const ing_text first = { "", 0 }, last = { "~", 1 };
    const ing_word *known = NULL;
    ing_stmt *stmt = NULL;
    libing_status status = load_words(store, err);

    *indexed = false;
    if (status == LIBING_OK)
        known = ing_map_get(&store->words.by_text, word);
    if (known == NULL)
        return status;
    *indexed = true;
    status = ing_db_prepare(store->db, "SELECT seq FROM keyed WHERE word = ?1 AND value >= ?2 AND value < ?3",
                            &stmt, err);
    if (status != LIBING_OK)
        return status;
    ing_stmt_bind_integer(stmt, 1, known->id);
    ing_stmt_bind_text(stmt, 2, low.ptr != NULL ? low : first);
    ing_stmt_bind_text(stmt, 3, high.ptr != NULL ? high : last);
    status = ing_numbers_take(out, stmt, err);
    if (status == LIBING_OK)
        status = ing_pending_keyed_in(store, known->id, low, high, out, err);
    if (status == LIBING_OK && out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, by_number);
    return status;
}
