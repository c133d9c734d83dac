/* SPDX-License-Identifier: Apache-2.0 */
/* install: a pack's files become blobs, a pack.installed record names them. */
#include "engine/engine.h"

static const ing_json *files_json(const ing_pack *pack, ing_arena *arena)
{
    ing_json_builder list = ing_json_begin(arena);

    for (size_t i = 0; i < pack->file_count; i++) {
        ing_json_builder one = ing_json_begin(arena);
        char hex[65];
        char *copy;

        ing_digest_hex(&pack->files[i].digest, hex);
        copy = ing_arena_text(arena, hex, 64);
        ing_json_put_text(&one, "path", pack->files[i].path);
        ing_json_put_text(&one, "sha256", (ing_text){ copy, 64 });
        ing_json_add(&list, copy != NULL ? ing_json_end_object(&one) : NULL);
    }
    return ing_json_end_list(&list);
}

static const ing_json *installed_json(const ing_pack *pack, ing_text from, ing_arena *arena)
{
    ing_json_builder data = ing_json_begin(arena);
    char digest[65], model[65];
    char *digest_copy, *model_copy;

    ing_digest_hex(&pack->digest, digest);
    ing_digest_hex(&pack->model_digest, model);
    digest_copy = ing_arena_text(arena, digest, 64);
    model_copy = ing_arena_text(arena, model, 64);
    if (digest_copy == NULL || model_copy == NULL)
        return NULL;
    ing_json_put_text(&data, "digest", (ing_text){ digest_copy, 64 });
    ing_json_put(&data, ING_TEXT_LIT("files"), files_json(pack, arena));
    ing_json_put_text(&data, "from", from);
    ing_json_put_text(&data, "model", (ing_text){ model_copy, 64 });
    ing_json_put_text(&data, "name", pack->id);
    ing_json_put_text(&data, "version", pack->version);
    return ing_json_end_object(&data);
}

static libing_status put_blobs(libing_engine *engine, const ing_pack *pack, libing_error *err)
{
    ing_digest digest;
    libing_status status = ing_store_blob_put(engine->store, pack->model, &digest, err);

    for (size_t i = 0; i < pack->file_count && status == LIBING_OK; i++)
        status = ing_store_blob_put(engine->store, pack->files[i].bytes, &digest, err);
    return status;
}

static libing_status check_fits(libing_engine *engine, const ing_pack *pack, libing_error *err)
{
    char own[7];

    ing_zone_format(ing_store_zone(engine->store), own);
    if (pack->zone_seconds != ing_store_zone(engine->store))
        return ing_fail(err, LIBING_ERR_PACK, "pack.zone",
                        "pack %.*s has time_zone \"%.*s\", the store has %s",
                        "规则包%.*s的时区为“%.*s”，本库为%s", ING_TEXT_ARG(pack->id),
                        ING_TEXT_ARG(pack->zone), own);
    return LIBING_OK;
}

/* The record of the pack in force that day, if it is this very data. */
static libing_status find_same(libing_engine *engine, ing_date day, const ing_json *data, int64_t *seq_out,
                               libing_error *err)
{
    ing_record record;
    int64_t seq = -1;
    libing_status status = ing_store_pack_for(engine->store, day, &seq, err);

    *seq_out = -1;
    if (status == LIBING_ERR_NOTFOUND)
        return LIBING_OK;
    if (status == LIBING_OK)
        status = ing_store_read(engine->store, seq, &engine->session.cause, &record, err);
    if (status == LIBING_OK && ing_json_equal(record.data, data))
        *seq_out = seq;
    return status;
}

static libing_status write_installed(libing_engine *engine, const ing_json *data, ing_text from,
                                     int64_t *seq_out, libing_error *err)
{
    ing_record_head head = ING_RECORD_HEAD_INIT;
    const ing_record *record = NULL;
    char t[25];
    int64_t t_ms = 0;
    libing_status status = ing_engine_now(engine, &t_ms, err);

    if (status != LIBING_OK)
        return status;
    ing_instant_format(t_ms, t);
    head.type = ING_TEXT_LIT("pack.installed");
    head.t = (ing_text){ t, 24 };
    head.at = from;
    status = ing_session_record(&engine->session, &head, data, &record, err);
    if (status == LIBING_OK)
        *seq_out = record->seq;
    return status;
}

static libing_status install(libing_engine *engine, const ing_pack *pack, ing_text from, ing_date day,
                             int64_t *seq_out, libing_error *err)
{
    const ing_json *data;
    libing_status status = check_fits(engine, pack, err);

    if (status != LIBING_OK)
        return status;
    ing_session_next_cause(&engine->session);
    data = installed_json(pack, from, &engine->session.cause);
    if (data == NULL)
        return ing_fail_nomem(err);
    status = find_same(engine, day, data, seq_out, err);
    if (status != LIBING_OK || *seq_out >= 0)
        return status;
    status = put_blobs(engine, pack, err);
    return status == LIBING_OK ? write_installed(engine, data, from, seq_out, err) : status;
}

static libing_status install_in_transaction(libing_engine *engine, const ing_pack *pack, ing_text from,
                                            ing_date day, int64_t *seq_out, libing_error *err)
{
    libing_status status = ing_engine_begin(engine, true, err);

    if (status == LIBING_OK) {
        status = install(engine, pack, from, day, seq_out, err);
        ing_engine_end(engine, true, &status, err);
    }
    return status;
}

static libing_status install_source(libing_engine *engine, const ing_pack_source *source, ing_text from,
                                    ing_date day, int64_t *seq_out, libing_error *err)
{
    ing_pack *pack = NULL;
    libing_status status = ing_pack_load(source, engine->language, &engine->interrupted, NULL, &pack, err);

    if (status == LIBING_OK)
        status = install_in_transaction(engine, pack, from, day, seq_out, err);
    ing_pack_free(pack);
    return status;
}

static libing_status parse_from(const char *from, ing_date *day, libing_error *err)
{
    if (ing_date_parse(ing_text_of(from), day))
        return LIBING_OK;
    return ing_fail(err, LIBING_ERR_DATE, "install.from", "from '%s' is no date; write 2024-01-01",
                    "from“%s”不是日期；请写2024-01-01", from);
}

libing_status ing_engine_install(libing_engine *engine, const ing_pack *pack, const char *from,
                                 libing_error *err)
{
    ing_date day = 0;
    int64_t seq = -1;
    libing_status status = ing_engine_enter(engine, err);

    if (status != LIBING_OK)
        return status;
    status = parse_from(from, &day, err);
    if (status == LIBING_OK)
        status = install_in_transaction(engine, pack, ing_text_of(from), day, &seq, err);
    if (status == LIBING_OK) {
        engine->session.lent = pack;
        engine->session.lent_seq = seq;
    }
    ing_engine_leave(engine);
    return status;
}

libing_status libing_install(libing_engine *engine, const char *directory, const char *from,
                             int64_t *seq_out, libing_error *err)
{
    ing_pack_source source = { .arena = ING_ARENA_INIT };
    ing_date day = 0;
    int64_t seq = -1;
    libing_status status;

    if (directory == NULL || from == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "call.null", "%s is NULL", "%s为NULL",
                        directory == NULL ? "directory" : "from");
    status = ing_engine_enter(engine, err);
    if (status != LIBING_OK)
        return status;
    status = parse_from(from, &day, err);
    if (status == LIBING_OK)
        status = ing_pack_source_directory(directory, &source, err);
    if (status == LIBING_OK)
        status = install_source(engine, &source, ing_text_of(from), day, &seq, err);
    if (status == LIBING_OK && seq_out != NULL)
        *seq_out = seq;
    ing_pack_source_free(&source);
    ing_engine_leave(engine);
    return status;
}
