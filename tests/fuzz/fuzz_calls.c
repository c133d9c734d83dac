/* SPDX-License-Identifier: Apache-2.0 */
/* A sequence of calls, one byte each; what lines the input has go in as requests. Afterwards the store must
 * verify and replay without a finding. */
#include "fuzz_store.h"

#include <libing/audit.h>

#include <stdlib.h>
#include <string.h>

typedef struct player {
    const char *path;
    libing_engine *engine;
    libing_iterator *iterator;
} player;

static const char *const requests[] = {
    "{\"type\":\"defect_found\",\"case\":\"D2\",\"at\":\"2024-02-05\",\"by\":\"inspector:1\",\"id\":\"b\",\"data\":{\"shop\":\"shop:S1\"}}",
    "{\"type\":\"fix_ordered\",\"case\":\"D2\",\"at\":\"2024-02-06\",\"by\":\"inspector:1\",\"data\":{}}",
    "{\"type\":\"fixed\",\"case\":\"D1\",\"at\":\"2024-02-20\",\"by\":\"inspector:1\",\"data\":{}}",
    "{\"type\":\"year_closed\",\"at\":\"2024-03-01\",\"by\":\"office:1\",\"data\":{}}",
    "{\"type\":\"visited\",\"party\":\"shop:S1\",\"at\":\"2024-03-02\",\"by\":\"inspector:1\",\"data\":{}}",
};

static void say_word(player *p, int64_t seq, int which)
{
    libing_word word = LIBING_WORD_INIT;

    word.by = which % 2 == 0 ? "office:1" : "inspector:1";
    word.at = "2024-03-05";
    if (which < 2)
        (void)libing_confirm(p->engine, seq, &word, NULL, NULL);
    else if (which < 4)
        (void)libing_decline(p->engine, seq, &word, NULL, NULL);
    else
        (void)libing_execute(p->engine, seq, &word, NULL, NULL);
}

static void ask(player *p, int which)
{
    libing_document *out = NULL;
    libing_item item = LIBING_ITEM_INIT;

    if (which == 0)
        (void)libing_case_show(p->engine, "D1", &out, NULL);
    else if (which == 1)
        (void)libing_due(p->engine, NULL, &out, NULL);
    else if (which == 2)
        (void)libing_explain(p->engine, 6, NULL, &out, NULL);
    else if (which == 3)
        (void)libing_info(p->engine, &out, NULL);
    else if (which == 4 && p->iterator == NULL)
        (void)libing_records(p->engine, NULL, &p->iterator, NULL);
    else if (which == 5 && p->iterator != NULL)
        (void)libing_iterator_next(p->iterator, &item, NULL);
    else if (which == 6) {
        libing_iterator_free(p->iterator);
        p->iterator = NULL;
    }
    libing_document_free(out);
}

static void play(player *p, uint8_t call)
{
    static const char *const times[] = { "2024-02-10", "2024-03-10", "2024-02-30", "2024-03-01T09:00:00+08:00" };
    libing_engine_options options = fuzz_store_options();
    const char *request = requests[call % 5];

    switch (call >> 5) {
    case 0:
    case 1:
        (void)libing_append(p->engine, request, strlen(request), NULL, NULL, NULL);
        break;
    case 2:
        (void)libing_advance(p->engine, times[call % 4], NULL, NULL);
        break;
    case 3:
    case 4:
        say_word(p, 4 + (call & 15), (call >> 4) % 6);
        break;
    case 5:
    case 6:
        ask(p, call % 7);
        break;
    default:
        libing_close(p->engine);
        p->engine = NULL;
        (void)libing_open(p->path, &options, &p->engine, NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    const fuzz_store *store = fuzz_store_get();
    libing_engine_options options = fuzz_store_options();
    libing_verification seen = LIBING_VERIFICATION_INIT;
    libing_replay_summary replayed = LIBING_REPLAY_SUMMARY_INIT;
    player p = { store->path, NULL, NULL };

    if (!fuzz_store_write(store, store->bytes, store->len) || libing_open(store->path, &options, &p.engine, NULL) != LIBING_OK)
        abort();
    for (size_t i = 0; i < len && i < 24; i++)
        play(&p, bytes[i]);
    libing_close(p.engine);
    libing_iterator_free(p.iterator);
    if (libing_verify(store->path, NULL, &seen, NULL) != LIBING_OK || seen.damages != 0 ||
        libing_replay(store->path, NULL, &replayed, NULL) != LIBING_OK || replayed.same != replayed.causes)
        abort();
    return 0;
}
