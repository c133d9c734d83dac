/* SPDX-License-Identifier: Apache-2.0 */
/* Documents: canonical JSON that a caller may keep. */
#include "engine/engine.h"

#include "base/mem.h"

struct libing_document {
    char *text;
    size_t len;
};

libing_status ing_document_new(const ing_json *value, libing_document **out, libing_error *err)
{
    libing_document *document;
    ing_buf text = ING_BUF_INIT;

    *out = NULL;
    if (value == NULL)
        return ing_fail_nomem(err);
    document = ing_mem_new(1, sizeof *document);
    ing_json_write(value, &text);
    if (document == NULL || text.failed) {
        ing_mem_free(document);
        ing_buf_free(&text);
        return ing_fail_nomem(err);
    }
    document->text = text.ptr; /* the document owns the bytes now */
    document->len = text.len;
    *out = document;
    return LIBING_OK;
}

const char *libing_document_text(const libing_document *document, size_t *len_out)
{
    if (len_out != NULL)
        *len_out = document != NULL ? document->len : 0;
    return document != NULL ? document->text : "";
}

void libing_document_free(libing_document *document)
{
    if (document == NULL)
        return;
    ing_mem_free(document->text);
    ing_mem_free(document);
}
