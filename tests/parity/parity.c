/* SPDX-License-Identifier: Apache-2.0 */
/* parity ROOT: run every behaviour of tests/parity/behaviours.json in C, each over a store of its own.
 * Exit status 0 when all came to what the table says. */
#include "parity.h"

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int tell_time(void *user, int64_t *ms_out)
{
    *ms_out = ((const parity *)user)->clock_ms;
    return 0;
}

libing_engine_options parity_options(parity *p)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;

    options.clock = tell_time;
    options.clock_user = p;
    return options;
}

const char *parity_text(parity *p, const char *name)
{
    ing_text text = ing_json_text(p->step, name);

    return text.ptr != NULL ? ing_arena_text(&p->arena, text.ptr, text.len) : NULL;
}

const char *parity_path(parity *p, const char *name)
{
    ing_text text = ing_json_text(p->step, name);
    char path[PARITY_PATH];

    (void)snprintf(path, sizeof path, "%s/%.*s", p->root, ING_TEXT_ARG(text));
    return ing_arena_text(&p->arena, path, strlen(path));
}

/* --- one step ----------------------------------------------------------------------------------- */

static bool is_text(const ing_json *step, const char *name, const char *came)
{
    ing_text wanted = ing_json_text(step, name);

    if (wanted.ptr == NULL || ing_text_is(wanted, came))
        return true;
    printf("    %s: expected %.*s\n    came %s\n", name, ING_TEXT_ARG(wanted), came);
    return false;
}

static bool step_holds(parity *p)
{
    libing_error fresh = LIBING_ERROR_INIT;
    parity_verb verb = parity_find(ing_json_text(p->step, "do"));
    ing_text clock = ing_json_text(p->step, "clock");
    libing_status status;

    if (verb == NULL) {
        printf("    no verb %.*s in C\n", ING_TEXT_ARG(ing_json_text(p->step, "do")));
        return false;
    }
    if (clock.ptr != NULL && !ing_instant_parse(clock, &p->clock_ms))
        return false;
    p->err = fresh;
    ing_buf_clear(&p->answer);
    status = verb(p);
    if (ing_json_get(p->step, "fails") != NULL)
        return is_text(p->step, "fails", libing_status_name(status)) && is_text(p->step, "id", p->err.id) &&
               is_text(p->step, "message", p->err.message) && is_text(p->step, "file", p->err.file) &&
               ing_json_integer(p->step, "line", p->err.line) == p->err.line;
    if (status != LIBING_OK) {
        printf("    %s: %s\n", libing_status_name(status), p->err.message);
        return false;
    }
    ing_buf_byte(&p->answer, '\0');
    return !p->answer.failed && is_text(p->step, "answer", p->answer.ptr);
}

/* --- one behaviour ------------------------------------------------------------------------------ */

static bool begin(parity *p, const ing_json *table)
{
    libing_engine_options options = parity_options(p);
    char pack[PARITY_PATH];

    (void)snprintf(p->folder, sizeof p->folder, "/tmp/libing-parity-XXXXXX");
    if (mkdtemp(p->folder) == NULL || !ing_instant_parse(ing_json_text(table, "clock"), &p->clock_ms))
        return false;
    (void)snprintf(p->store, sizeof p->store, "%s/store.db", p->folder);
    (void)snprintf(pack, sizeof pack, "%s/%.*s", p->root, ING_TEXT_ARG(ing_json_text(table, "pack")));
    return libing_init(p->store, NULL, &options, &p->engine, &p->err) == LIBING_OK &&
           libing_install(p->engine, pack, "2023-01-01", NULL, &p->err) == LIBING_OK;
}

static void end(parity *p)
{
    char command[sizeof p->folder + 16];

    libing_close(p->engine);
    (void)snprintf(command, sizeof command, "rm -rf '%s'", p->folder);
    if (system(command) != 0)
        printf("    %s is left\n", p->folder);
    ing_buf_free(&p->answer);
    ing_arena_free(&p->arena);
}

static bool behaviour_holds(const char *root, const ing_json *table, const ing_json *behaviour)
{
    libing_error fresh = LIBING_ERROR_INIT;
    parity p = { .root = root, .err = fresh, .arena = ING_ARENA_INIT, .answer = ING_BUF_INIT };
    const ing_json *steps = ing_json_get(behaviour, "steps");
    bool holds = begin(&p, table) && steps != NULL && steps->count > 0;

    for (size_t i = 0; holds && i < steps->count; i++) {
        p.step = &steps->items[i];
        holds = step_holds(&p);
        if (!holds)
            printf("    in step %zu\n", i + 1);
    }
    end(&p);
    return holds;
}

/* --- the table ---------------------------------------------------------------------------------- */

static const ing_json *read_table(const char *root, ing_arena *arena)
{
    char path[PARITY_PATH];
    ing_buf text = ING_BUF_INIT;
    libing_error err = LIBING_ERROR_INIT;
    const ing_json *table = NULL;
    char bytes[4096];
    FILE *file;

    (void)snprintf(path, sizeof path, "%s/tests/parity/behaviours.json", root);
    file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    for (size_t len = fread(bytes, 1, sizeof bytes, file); len > 0; len = fread(bytes, 1, sizeof bytes, file))
        ing_buf_add(&text, bytes, len);
    (void)fclose(file);
    if (ing_json_read(arena, ing_buf_view(&text), &table, &err) != LIBING_OK)
        printf("%s: %s\n", path, err.message);
    ing_buf_free(&text);
    return table;
}

int main(int argc, char **argv)
{
    ing_arena arena = ING_ARENA_INIT;
    const ing_json *table = argc == 2 ? read_table(argv[1], &arena) : NULL;
    const ing_json *behaviours = ing_json_get(table, "behaviours");
    size_t count = behaviours != NULL ? behaviours->count : 0;
    int wrong = 0;

    for (size_t i = 0; i < count; i++) {
        bool holds = behaviour_holds(argv[1], table, &behaviours->items[i]);

        printf("%s  %.*s\n", holds ? "same" : "DIFFERENT",
               ING_TEXT_ARG(ing_json_text(&behaviours->items[i], "name")));
        wrong += !holds;
    }
    ing_arena_free(&arena);
    return count == 0 || wrong > 0;
}
