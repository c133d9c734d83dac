/* SPDX-License-Identifier: Apache-2.0 */
/* Diagnoses: a list of findings, and its public face. */
#include "pack/diagnosis.h"

#include "base/mem.h"

#include <libing/pack.h>

struct libing_diagnostics {
    ing_diagnosis *diagnosis;
    libing_diagnostic *items;
};

ing_diagnosis *ing_diagnosis_new(const char *language)
{
    ing_diagnosis *diagnosis = ing_mem_new(1, sizeof *diagnosis);
    if (diagnosis != NULL)
        diagnosis->is_zh = language != NULL && strncmp(language, "zh", 2) == 0;
    return diagnosis;
}

void ing_diagnosis_free(ing_diagnosis *diagnosis)
{
    if (diagnosis == NULL)
        return;
    ing_arena_free(&diagnosis->arena);
    ing_mem_free(diagnosis->items);
    ing_mem_free(diagnosis);
}

static bool is_listed(const ing_diagnosis *diagnosis, const ing_finding *finding, ing_text message)
{
    for (size_t i = 0; i < diagnosis->count; i++) {
        const ing_finding *other = &diagnosis->items[i];
        if (other->file == finding->file && other->line == finding->line &&
            other->column == finding->column && strcmp(other->code, finding->code) == 0 &&
            ing_text_is(message, other->message))
            return true;
    }
    return false;
}

static bool grow(ing_diagnosis *diagnosis)
{
    if (diagnosis->count < diagnosis->cap)
        return true;
    size_t cap = diagnosis->cap == 0 ? 16 : diagnosis->cap * 2;
    ing_finding *items = ing_mem_resize(diagnosis->items, cap, sizeof *items);
    if (items == NULL)
        return false;
    diagnosis->items = items;
    diagnosis->cap = cap;
    return true;
}

void ing_diagnosis_add(ing_diagnosis *diagnosis, const ing_finding *finding, ing_text path,
                       ing_text message)
{
    if (is_listed(diagnosis, finding, message))
        return;
    ing_finding item = *finding;
    item.code = ing_arena_text(&diagnosis->arena, finding->code, strlen(finding->code));
    item.path = ing_arena_text(&diagnosis->arena, path.ptr != NULL ? path.ptr : "", path.len);
    item.message = ing_arena_text(&diagnosis->arena, message.ptr, message.len);
    if (item.code == NULL || item.path == NULL || item.message == NULL || !grow(diagnosis)) {
        diagnosis->failed = true;
        return;
    }
    diagnosis->errors += item.code[0] == 'E' ? 1 : 0;
    diagnosis->items[diagnosis->count++] = item;
}

bool ing_diagnosis_take(ing_diagnosis *diagnosis, const char *code, int32_t file, int32_t from,
                        int32_t before, ing_finding *out)
{
    size_t at = 0;
    while (at < diagnosis->count &&
           (strcmp(diagnosis->items[at].code, code) != 0 || diagnosis->items[at].file != file ||
            diagnosis->items[at].line < from || diagnosis->items[at].line >= before))
        at++;
    if (at == diagnosis->count)
        return false;
    *out = diagnosis->items[at];
    diagnosis->errors -= out->code[0] == 'E' ? 1 : 0;
    diagnosis->count--;
    for (; at < diagnosis->count; at++)
        diagnosis->items[at] = diagnosis->items[at + 1];
    return true;
}

static int order(const ing_finding *a, const ing_finding *b)
{
    if (a->file != b->file)
        return a->file < b->file ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->column < b->column ? -1 : a->column > b->column;
}

/* By insertion: stable, and lists of findings are short. */
void ing_diagnosis_sort(ing_diagnosis *diagnosis)
{
    for (size_t i = 1; i < diagnosis->count; i++) {
        ing_finding item = diagnosis->items[i];
        size_t at = i;
        for (; at > 0 && order(&diagnosis->items[at - 1], &item) > 0; at--)
            diagnosis->items[at] = diagnosis->items[at - 1];
        diagnosis->items[at] = item;
    }
}

/* --- public ----------------------------------------------------------------------------------- */

/* The list takes the diagnosis over when it succeeds. */
static libing_status wrap(ing_diagnosis *diagnosis, libing_diagnostics **out, libing_error *err)
{
    libing_diagnostics *list = ing_mem_new(1, sizeof *list);
    if (list == NULL)
        return ing_fail_nomem(err);
    list->items = ing_mem_new(diagnosis->count + 1, sizeof *list->items);
    if (list->items == NULL) {
        ing_mem_free(list);
        return ing_fail_nomem(err);
    }
    for (size_t i = 0; i < diagnosis->count; i++) {
        const ing_finding *finding = &diagnosis->items[i];
        list->items[i] = (libing_diagnostic){ finding->code, finding->path, finding->line,
                                              finding->column, finding->message };
    }
    list->diagnosis = diagnosis;
    *out = list;
    return LIBING_OK;
}

libing_status libing_pack_check(const char *directory, const char *language,
                                libing_diagnostics **out, libing_error *err)
{
    ing_pack_source source = { ING_ARENA_INIT, 0, NULL };
    ing_pack *pack = NULL;
    ing_diagnosis *diagnosis = NULL;
    libing_status status;
    if (out != NULL)
        *out = NULL;
    if (language != NULL)
        ing_error_language(err, language);
    if (directory == NULL || out == NULL)
        return ing_fail(err, LIBING_ERR_INVALID, "pack.argument",
                        "no directory given, or nowhere to answer",
                        "没有给出目录，或没有接收结果的位置");
    status = ing_pack_source_directory(directory, &source, err);
    if (status != LIBING_OK)
        goto done;
    diagnosis = ing_diagnosis_new(language);
    if (diagnosis == NULL) {
        status = ing_fail_nomem(err);
        goto done;
    }
    status = ing_pack_load(&source, language, NULL, diagnosis, &pack, err);
    if (status == LIBING_OK)
        status = wrap(diagnosis, out, err);
    if (status == LIBING_OK)
        diagnosis = NULL; /* the list owns it */
done:
    ing_pack_free(pack);
    ing_diagnosis_free(diagnosis);
    ing_pack_source_free(&source);
    return status;
}

size_t libing_diagnostics_count(const libing_diagnostics *list)
{
    return list == NULL ? 0 : list->diagnosis->count;
}

size_t libing_diagnostics_errors(const libing_diagnostics *list)
{
    return list == NULL ? 0 : list->diagnosis->errors;
}

const libing_diagnostic *libing_diagnostics_get(const libing_diagnostics *list, size_t index)
{
    return list == NULL || index >= list->diagnosis->count ? NULL : &list->items[index];
}

void libing_diagnostics_free(libing_diagnostics *list)
{
    if (list == NULL)
        return;
    ing_diagnosis_free(list->diagnosis);
    ing_mem_free(list->items);
    ing_mem_free(list);
}
