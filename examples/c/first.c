/* SPDX-License-Identifier: Apache-2.0 */
/* A first program: a new store, the pilot's rules, a report and its verification, and the decision that
 * follows, with its reasons.
 *
 *     first STORE PACK        STORE must not exist yet; PACK is a folder, e.g. rules/bayi */
#include <libing.h>

#include <stdio.h>
#include <string.h>

static const char *const REQUESTS[] = {
    "{\"type\":\"report_filed\",\"case\":\"RP1\",\"at\":\"2024-06-03T08:00:00+08:00\",\"by\":\"township_gov:a\","
    "\"id\":\"desk-1\",\"data\":{\"registered_no\":1,\"reporters\":[{\"ref\":\"reporter:R1\",\"is_villager\":true}],"
    "\"keys\":[{\"violator\":\"enterprise:E1\",\"type\":\"coal_unenclosed\"}]}}",
    "{\"type\":\"report_verified\",\"case\":\"RP1\",\"at\":\"2024-06-28\",\"by\":\"township_gov:b\",\"id\":\"desk-2\","
    "\"data\":{\"result\":\"true\",\"keys\":[{\"violator\":\"enterprise:E1\",\"type\":\"coal_unenclosed\"}]}}",
};

/* 2024-06-28T18:00:00+08:00, so that every run says the same. A service leaves `clock` NULL: the system's. */
static int stand_still(void *user, int64_t *ms_out)
{
    (void)user;
    *ms_out = INT64_C(1719568800000);
    return 0;
}

/* A document is canonical JSON, here with a readable page in its last member. Any JSON library will do to
 * read it; for one text that one wrote down, this will too. */
static void print_page(const char *document)
{
    static const char member[] = "\"text\":\"";
    const char *at = NULL;

    for (const char *next = strstr(document, member); next != NULL; next = strstr(next + 1, member))
        at = next + sizeof member - 1;
    for (; at != NULL && *at != '\0' && *at != '"'; at++) {
        if (*at != '\\')
            putchar(*at);
        else
            putchar(*++at == 'n' ? '\n' : *at);
    }
    putchar('\n');
}

static libing_status explain_decisions(libing_engine *engine, libing_error *err)
{
    libing_iterator *iterator = NULL;
    libing_document *why = NULL;
    libing_item item = LIBING_ITEM_INIT;
    libing_status status = libing_decisions(engine, NULL, &iterator, err);

    while (status == LIBING_OK) {
        status = libing_iterator_next(iterator, &item, err);
        if (status == LIBING_OK)
            status = libing_explain(engine, item.seq, NULL, &why, err);
        if (status == LIBING_OK) {
            printf("record %lld, %s\n", (long long)item.seq, item.standing);
            print_page(libing_document_text(why, NULL));
        }
        libing_document_free(why);
        why = NULL;
    }
    libing_iterator_free(iterator);
    return status == LIBING_DONE ? LIBING_OK : status;
}

int main(int argc, char **argv)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;
    libing_error err = LIBING_ERROR_INIT;
    libing_engine *engine = NULL;
    libing_status status;

    if (argc != 3) {
        fprintf(stderr, "usage: first STORE PACK\n");
        return 2;
    }
    options.clock = stand_still;
    status = libing_init(argv[1], NULL, &options, &engine, &err);
    if (status == LIBING_OK)
        status = libing_install(engine, argv[2], "2023-12-20", NULL, &err);
    for (size_t i = 0; status == LIBING_OK && i < sizeof REQUESTS / sizeof *REQUESTS; i++)
        status = libing_append(engine, REQUESTS[i], strlen(REQUESTS[i]), NULL, NULL, &err);
    if (status == LIBING_OK)
        status = explain_decisions(engine, &err);
    if (status != LIBING_OK)
        fprintf(stderr, "first: %s: %s\n", libing_status_name(status), err.message);
    libing_close(engine);
    return status == LIBING_OK ? 0 : 1;
}
