/* SPDX-License-Identifier: Apache-2.0 */
/* The verb that writes a pack as a page. */
#include <libing/desk.h>

#include "engine/engine.h"
#include "exchange/desk.h"
#include "exchange/page.h"

libing_status libing_pack_doc(const char *directory, const char *language, libing_document **out,
                              libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_telling telling = { .zh = ing_desk_is_zh(language), .arena = &arena };
    ing_json_builder whole = ing_json_begin(&arena);
    ing_buf text = ING_BUF_INIT;
    ing_pack *pack;
    libing_status status;

    if (out != NULL)
        *out = NULL;
    status = ing_desk_load(directory, out, &pack, err);
    telling.pack = pack;
    if (status == LIBING_OK && !ing_page_pack(&telling, &text))
        status = ing_fail_nomem(err);
    if (status == LIBING_OK) {
        ing_json_put_text(&whole, "text", ing_buf_view(&text));
        status = ing_document_new(ing_json_end_object(&whole), out, err);
    }
    ing_buf_free(&text);
    ing_pack_free(pack);
    ing_arena_free(&arena);
    return status;
}
