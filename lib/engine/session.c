/* SPDX-License-Identifier: Apache-2.0 */
/* A session's lifetime, its loaded packs, and the one way in which a record is written. */
#include "engine/session.h"

#include "base/mem.h"
#include "pack/duty.h"

/* --- lifetime ----------------------------------------------------------------------------------- */

libing_status ing_session_open(ing_session *session, ing_store *store, size_t cache_bytes,
                               libing_error *err)
{
    *session = (ing_session){ .store = store, .limit_factor = 1, .duty = { .size = -1 } };
    return ing_source_new(store, cache_bytes, &session->source, err);
}

void ing_session_use(ing_session *session, ing_store *store)
{
    session->store = store;
    ing_source_use(session->source, store);
}

void ing_session_close(ing_session *session)
{
    for (size_t i = 0; i < session->packs.count; i++)
        ing_pack_free(session->packs.items[i].value);
    ing_map_free(&session->packs);
    ing_source_free(session->source);
    ing_arena_free(&session->pack_names);
    ing_arena_free(&session->cause);
    ing_arena_free(&session->duty.arena);
    for (int depth = 0; depth <= ING_DECISION_DEPTH_MAX; depth++) {
        ing_arena_free(&session->judging[depth].record);
        ing_arena_free(&session->judging[depth].visit);
    }
    *session = (ing_session){ 0 };
}

void ing_session_drop(ing_session *session)
{
    ing_source_drop(session->source);
    session->duty.from = session->duty.until = 0;
    session->duty.size = -1;
    ing_session_next_cause(session);
}

void ing_session_next_cause(ing_session *session)
{
    ing_source_settle(session->source);
    ing_arena_reset(&session->cause);
    session->notes = NULL;
    session->note_count = 0;
    session->note_cap = 0;
    session->decision_count = 0;
}

/* --- packs -------------------------------------------------------------------------------------- */

static libing_status add_blob(ing_session *session, ing_pack_source *source, const ing_json *file,
                              libing_error *err)
{
    ing_buf bytes = ING_BUF_INIT;
    ing_digest digest;
    ing_text path = ing_json_text(file, "path");
    libing_status status;

    if (path.ptr == NULL || !ing_digest_parse_hex(ing_json_text(file, "sha256"), &digest))
        return ing_fail(err, LIBING_ERR_DAMAGED, "pack.files", "a pack.installed record names no file",
                        "规则包安装记录中的文件条目不完整");
    status = ing_store_blob_get(session->store, &digest, &bytes, err);
    if (status == LIBING_ERR_NOTFOUND)
        status = ing_fail(err, LIBING_ERR_DAMAGED, "pack.blob_missing",
                          "the store lacks file '%.*s' of a pack", "库中缺少规则包的文件“%.*s”",
                          ING_TEXT_ARG(path));
    if (status == LIBING_OK)
        status = ing_pack_source_add(source, path, ing_buf_view(&bytes), err);
    ing_buf_free(&bytes);
    return status;
}

static libing_status load_pack(ing_session *session, int64_t seq, ing_pack **out, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_pack_source source = { .arena = ING_ARENA_INIT };
    ing_record record;
    const ing_json *files;
    libing_status status = ing_store_read(session->store, seq, &arena, &record, err);

    *out = NULL;
    if (status != LIBING_OK)
        goto done;
    files = ing_json_get(record.data, "files");
    for (size_t i = 0; files != NULL && i < files->count && status == LIBING_OK; i++)
        status = add_blob(session, &source, &files->items[i], err);
    if (status == LIBING_OK)
        status = ing_pack_load(&source, session->language, session->interrupted, NULL, out, err);
done:
    ing_error_seq(status == LIBING_OK ? NULL : err, seq);
    ing_pack_source_free(&source);
    ing_arena_free(&arena);
    return status;
}

libing_status ing_session_pack(ing_session *session, int64_t seq, const ing_pack **out, libing_error *err)
{
    ing_buf key = ING_BUF_INIT;
    ing_pack *pack = NULL;
    const char *name;
    libing_status status = LIBING_OK;

    if (session->lender != NULL)
        return ing_session_pack(session->lender, seq, out, err);
    *out = session->lent != NULL && session->lent_seq == seq ? session->lent : NULL;
    if (*out != NULL)
        return LIBING_OK;
    ing_buf_int(&key, seq);
    if (key.failed)
        return ing_fail_nomem(err);
    *out = ing_map_get(&session->packs, ing_buf_view(&key));
    if (*out != NULL)
        goto done;
    status = load_pack(session, seq, &pack, err);
    if (status != LIBING_OK)
        goto done;
    name = ing_arena_text(&session->pack_names, key.ptr, key.len);
    if (name == NULL || !ing_map_put(&session->packs, (ing_text){ name, key.len }, pack)) {
        ing_pack_free(pack);
        status = ing_fail_nomem(err);
        goto done;
    }
    *out = pack;
done:
    ing_buf_free(&key);
    return status;
}

libing_status ing_session_pack_for(ing_session *session, ing_date day, const ing_pack **out,
                                   int64_t *seq_out, libing_error *err)
{
    char text[11];
    libing_status status = ing_source_pack_for(session->source, day, seq_out, err);

    *out = NULL;
    ing_date_format(day, text);
    if (status == LIBING_ERR_NOTFOUND)
        return ing_fail(err, LIBING_ERR_PACK, "pack.none_in_force",
                        "no rule pack is in force on %s; install one from that day or earlier",
                        "%s没有生效的规则包；请安装自该日或更早起生效的规则包", text);
    return status == LIBING_OK ? ing_session_pack(session, *seq_out, out, err) : status;
}

/* --- writing ------------------------------------------------------------------------------------ */

libing_status ing_session_write(ing_session *session, ing_text line, ing_text case_id,
                                const ing_record **out, libing_error *err)
{
    ing_arena *arena = ing_source_arena(session->source, case_id, session->is_visiting, &session->cause);
    ing_record *record = ing_arena_new(arena, 1, sizeof *record);
    char *kept = ing_arena_text(arena, line.ptr, line.len);
    libing_status status;

    *out = NULL;
    if (record == NULL || kept == NULL)
        return ing_fail_nomem(err);
    status = ing_record_read(arena, (ing_text){ kept, line.len }, ing_store_zone(session->store), record,
                             err);
    if (status == LIBING_OK)
        status = ing_source_name(session->source, arena, record, err);
    if (status == LIBING_OK)
        status = ing_store_append(session->store, (ing_text){ kept, line.len }, record, err);
    if (status == LIBING_OK)
        status = ing_source_added(session->source, record, session->is_visiting, err);
    if (ing_text_is(record->type, "pack.installed") ||
        (session->duty.pack != NULL && ing_duty_hears(session->duty.pack, record->word)))
        session->duty.from = session->duty.until = 0;
    if (status == LIBING_OK)
        *out = record;
    return status;
}

libing_status ing_session_record(ing_session *session, ing_record_head *head, const ing_json *data,
                                 const ing_record **out, libing_error *err)
{
    ing_buf line = ING_BUF_INIT;
    libing_status status;

    *out = NULL;
    head->seq = ing_store_size(session->store);
    status = ing_record_write(head, data, &line, err);
    if (status == LIBING_OK)
        status = ing_session_write(session, ing_buf_view(&line), head->case_id, out, err);
    ing_buf_free(&line);
    return status;
}

bool ing_is_root_cause(const ing_record *record)
{
    static const char *const bookkeeping[] = { "store.created", "runtime.attached", "pack.installed",
                                               "pii.erased", "log.heads" };

    if (record->cause >= 0)
        return false;
    for (size_t i = 0; i < sizeof bookkeeping / sizeof *bookkeeping; i++) {
        if (ing_text_is(record->type, bookkeeping[i]))
            return false;
    }
    return true;
}
