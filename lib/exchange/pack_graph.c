/* SPDX-License-Identifier: Apache-2.0 */
/* The verb that draws a pack's procedures. */
#include <libing/desk.h>

#include "engine/engine.h"
#include "exchange/desk.h"
#include "exchange/graph_mermaid.h"
#include "exchange/graph_svg.h"

static libing_status draw(const ing_telling *telling, const ing_procedure *procedure, libing_graph_format format,
                          ing_json_builder *list, libing_error *err)
{
    ing_json_builder one = ing_json_begin(telling->arena);
    ing_buf text = ING_BUF_INIT;
    const char *copy;

    if (format == LIBING_GRAPH_MERMAID)
        ing_mermaid_procedure(telling, procedure, &text);
    else if (!ing_svg_sheet(telling, procedure, false, &text))
        text.failed = true;
    copy = text.failed || telling->arena->failed ? NULL : ing_arena_text(telling->arena, text.ptr, text.len);
    if (copy != NULL)
        ing_json_put_text(&one, "text", (ing_text){ copy, text.len });
    ing_buf_free(&text);
    if (copy == NULL)
        return ing_fail_nomem(err);
    ing_json_put_text(&one, "id", procedure->id);
    ing_json_put_text(&one, "zh", procedure->titles.zh);
    ing_json_put_text(&one, "en", procedure->titles.en);
    ing_json_add(list, ing_json_end_object(&one));
    return LIBING_OK;
}

static libing_status refuse_procedure(const ing_pack *pack, ing_text wanted, libing_error *err)
{
    ing_nearest nearest = ing_nearest_begin(wanted);

    for (size_t i = 0; i < pack->procedure_count; i++)
        ing_nearest_try(&nearest, pack->procedure_list[i]->id);
    if (nearest.best.ptr != NULL)
        return ing_fail(err, LIBING_ERR_NOTFOUND, "desk.procedure",
                        "pack %.*s has no procedure '%.*s'; did you mean '%.*s'?",
                        "规则包 %.*s 没有程序“%.*s”；是否指“%.*s”？", ING_TEXT_ARG(pack->id),
                        ING_TEXT_ARG(wanted), ING_TEXT_ARG(nearest.best));
    return ing_fail(err, LIBING_ERR_NOTFOUND, "desk.procedure", "pack %.*s has no procedure '%.*s'",
                    "规则包 %.*s 没有程序“%.*s”", ING_TEXT_ARG(pack->id), ING_TEXT_ARG(wanted));
}

static libing_status draw_all(const ing_telling *telling, ing_text wanted, libing_graph_format format,
                              libing_document **out, libing_error *err)
{
    const ing_pack *pack = telling->pack;
    ing_json_builder list = ing_json_begin(telling->arena), whole = ing_json_begin(telling->arena);
    libing_status status = LIBING_OK;
    bool found = wanted.ptr == NULL;

    for (size_t i = 0; i < pack->procedure_count && status == LIBING_OK; i++) {
        const ing_procedure *procedure = pack->procedure_list[i];
        if (wanted.ptr != NULL && !ing_text_equal(wanted, procedure->id))
            continue;
        found = true;
        status = draw(telling, procedure, format, &list, err);
    }
    if (status == LIBING_OK && !found)
        status = refuse_procedure(pack, wanted, err);
    if (status != LIBING_OK)
        return status;
    ing_json_put(&whole, ING_TEXT_LIT("procedures"), ing_json_end_list(&list));
    return ing_document_new(ing_json_end_object(&whole), out, err);
}

libing_status libing_pack_graph(const char *directory, const char *procedure, libing_graph_format format,
                                const char *language, libing_document **out, libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_telling telling = { .zh = ing_desk_is_zh(language), .arena = &arena };
    ing_pack *pack;
    libing_status status;

    if (out != NULL)
        *out = NULL;
    status = ing_desk_load(directory, out, &pack, err);
    telling.pack = pack;
    if (status == LIBING_OK && format != LIBING_GRAPH_MERMAID && format != LIBING_GRAPH_SVG)
        status = ing_fail(err, LIBING_ERR_INVALID, "desk.format", "there is no format %d of graphs",
                          "没有编号为 %d 的图格式", (int)format);
    if (status == LIBING_OK)
        status = draw_all(&telling, ing_text_of(procedure), format, out, err);
    ing_pack_free(pack);
    ing_arena_free(&arena);
    return status;
}
