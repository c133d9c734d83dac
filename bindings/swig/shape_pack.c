/* SPDX-License-Identifier: Apache-2.0 */
/* Check, drawing and rehearsal of packs in the shape of shape.h. */
#include "shape_block.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

byte_block *pack_check(const char *directory, const char *language, libing_error *err)
{
    libing_diagnostics *list = NULL;
    byte_block *out = byte_block_new(err);

    if (out == NULL || told(err, libing_pack_check(directory, language, &list, err)) != LIBING_OK) {
        byte_block_free(out);
        return NULL;
    }
    for (size_t i = 0; i < libing_diagnostics_count(list); i++) {
        const libing_diagnostic *found = libing_diagnostics_get(list, i);

        put_text(out, found->code);
        put_text(out, found->file);
        put_number(out, found->line);
        put_number(out, found->column);
        put_text(out, found->message);
    }
    libing_diagnostics_free(list);
    return byte_block_whole(out, err);
}

/* Where there is no engine, messages are in the language of err. */
static void speak(libing_error *err, const char *language)
{
    if (language != NULL)
        (void)snprintf(err->language, sizeof err->language, "%s", language);
}

libing_document *pack_graph(const char *directory, const char *procedure, int32_t format,
                            const char *language, libing_error *err)
{
    libing_document *out = NULL;

    speak(err, language);
    (void)told(err, libing_pack_graph(directory, procedure, (libing_graph_format)format, language, &out,
                                      err));
    return out;
}

libing_document *pack_doc(const char *directory, const char *language, libing_error *err)
{
    libing_document *out = NULL;

    speak(err, language);
    (void)told(err, libing_pack_doc(directory, language, &out, err));
    return out;
}

libing_document *pack_diff(const char *old_directory, const char *new_directory, const char *language,
                           libing_error *err)
{
    libing_document *out = NULL;

    speak(err, language);
    (void)told(err, libing_pack_diff(old_directory, new_directory, language, &out, err));
    return out;
}

bool pack_new(const char *directory, const char *extends, const char *id, const char *language,
              libing_error *err)
{
    speak(err, language);
    return told(err, libing_pack_new(directory, extends, id, err)) == LIBING_OK;
}

/* --- rehearsal ---------------------------------------------------------------------------------- */

typedef struct rehearsal {
    byte_block *results;
    const host_calls *host;
    uint64_t done;
} rehearsal;

static int collect(void *user, const libing_test_result *result)
{
    rehearsal *it = user;

    put_text(it->results, result->file);
    put_text(it->results, result->scenario);
    put_text(it->results, result->title);
    put_text(it->results, result->without);
    put_number(it->results, result->passed);
    put_text(it->results, result->report);
    it->done++;
    if (it->results->has_failed)
        return -1;
    if (it->host == NULL || it->host->progress == NULL)
        return 0;
    return it->host->progress(it->host->user, it->done, 0);
}

/* The texts in a run of bytes, each of which ends in a NUL; NULL when there are none, or no memory. */
static const char **split(const char *text, size_t text_len, size_t *count_out)
{
    size_t count = 0;
    const char **texts;

    for (size_t i = 0; i < text_len; i++)
        count += text[i] == '\0';
    texts = count > 0 ? calloc(count, sizeof *texts) : NULL;
    *count_out = texts != NULL ? count : 0;
    for (size_t i = 0; i < *count_out; i++) {
        texts[i] = text;
        text += strlen(text) + 1;
    }
    return texts;
}

byte_block *pack_test(const char *directory, const char *language, const char *text, size_t text_len,
                      const char *only, const char *without, bool each_without, const char *keep,
                      int32_t time, const host_calls *host, libing_error *err)
{
    libing_test_options options = LIBING_TEST_OPTIONS_INIT;
    libing_test_summary seen = LIBING_TEST_SUMMARY_INIT;
    rehearsal run = { byte_block_new(err), host, 0 };
    byte_block *out = byte_block_new(err);
    const char **files = split(text, text_len, &options.file_count);
    libing_status status = LIBING_ERR_NOMEM;

    options.language = language;
    options.files = files;
    options.only = only;
    options.without = without;
    options.each_without = each_without;
    options.keep = keep;
    options.time = (libing_test_time)time;
    options.result = collect;
    options.result_user = &run;
    if (run.results != NULL && out != NULL && (files != NULL || text_len == 0))
        status = libing_pack_test(directory, &options, &seen, err);
    if (told(err, status) == LIBING_OK) {
        put_number(out, seen.passed);
        put_number(out, seen.failed);
        put_fields(out, run.results->bytes, run.results->len);
        out = byte_block_whole(out, err);
    } else {
        byte_block_free(out);
        out = NULL;
    }
    byte_block_free(run.results);
    free(files);
    return out;
}
