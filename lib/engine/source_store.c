/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked of the store by way of its source, so that a case judged anew answers for itself. */
#include "engine/source_internal.h"

libing_status ing_source_next_version(ing_source *source, ing_text case_id, int64_t *out, libing_error *err)
{
    if (source->anew == NULL || !ing_text_equal(case_id, source->anew->case_id))
        return ing_store_next_version(source->store, case_id, out, err);
    *out = source->anew->version;
    return LIBING_OK;
}

libing_status ing_source_record(ing_source *source, int64_t seq, ing_arena *arena, ing_record *out,
                              libing_error *err)
{
    const ing_record *laid = source->anew != NULL ? ing_anew_find(source->anew, seq) : NULL;

    if (laid == NULL)
        return ing_store_read(source->store, seq, arena, out, err);
    *out = *laid;
    return LIBING_OK;
}

libing_status ing_source_pack_for(ing_source *source, ing_date day, int64_t *seq_out, libing_error *err)
{
    return ing_store_pack_within(source->store, day, source->bound, seq_out, err);
}

libing_status ing_source_is_older(ing_source *source, const ing_record *record, bool *out, libing_error *err)
{
    const ing_view *view = NULL;
    ing_held *held = NULL;
    ing_date day = ing_moment_date(record->at);
    libing_status status = ing_source_case(source, record->case_id, &view, err);

    *out = false;
    if (status == LIBING_OK && view != NULL)
        status = ing_source_find(source, view, &held, err);
    if (status == LIBING_OK && held != NULL)
        status = ing_source_load(source, held, err);
    if (status == LIBING_OK && held != NULL)
        *out = day < held->newest_day || (!record->at.whole_day && record->at.second < held->newest_second);
    return status;
}

void ing_source_lay_over(ing_source *source, ing_anew *anew)
{
    source->anew = anew;
    ing_source_drop(source);
}

libing_status ing_source_laid(ing_source *source, const ing_record *record, libing_error *err)
{
    ing_held *held = record->case_id.ptr != NULL ? ing_map_get(&source->cases, record->case_id) : NULL;

    if (held == NULL || held->generation != source->generation)
        return LIBING_OK;
    return ing_source_push(source, held, record, err);
}
