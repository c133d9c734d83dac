/* SPDX-License-Identifier: Apache-2.0 */
/* A host that has set its locale, as many do: tells a history to two stores that are open at once (each
 * with a Lua state of its own, and its own hash seed), and prints the log of the first when both are equal.
 *
 *     determinism_host FOLDER PACK FROM ZONE <LINES        a line is "clock in ms" TAB "request"
 *
 * The first line printed is the locale in force. Exit status 3: the two stores differ. */
#include <libing.h>

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STORES   2
#define LINE_MAX_BYTES 70000

static int64_t now_ms;

static int tell_time(void *user, int64_t *ms_out)
{
    (void)user;
    *ms_out = now_ms;
    return 0;
}

static libing_status open_stores(char **argv, libing_engine *engines[STORES], libing_error *err)
{
    libing_engine_options options = LIBING_ENGINE_OPTIONS_INIT;
    libing_birth birth = LIBING_BIRTH_INIT;
    libing_status status = LIBING_OK;
    char path[4096];

    options.clock = tell_time;
    birth.zone = argv[4];
    birth.uid = "00112233445566778899aabbccddeeff";
    for (int i = 0; i < STORES && status == LIBING_OK; i++) {
        (void)snprintf(path, sizeof path, "%s/%d.db", argv[1], i);
        status = libing_init(path, &birth, &options, &engines[i], err);
        if (status == LIBING_OK)
            status = libing_install(engines[i], argv[2], argv[3], NULL, err);
    }
    return status;
}

/* The first line's clock is that of the stores' birth; its request is empty. */
static libing_status tell(char **argv, libing_engine *engines[STORES], libing_error *err)
{
    static char line[LINE_MAX_BYTES];
    libing_status status = LIBING_OK;
    int born = 0;

    while (status == LIBING_OK && fgets(line, sizeof line, stdin) != NULL) {
        char *request = NULL;
        now_ms = strtoll(line, &request, 10);
        if (!born) {
            status = open_stores(argv, engines, err);
            born = 1;
            continue;
        }
        for (int i = 0; i < STORES && status == LIBING_OK; i++)
            status = libing_append(engines[i], request + 1, strlen(request + 1), NULL, NULL, err);
    }
    return status;
}

static libing_status print_log(libing_engine *engines[STORES], int *differs, libing_error *err)
{
    libing_iterator *walks[STORES] = { NULL, NULL };
    libing_item items[STORES] = { LIBING_ITEM_INIT, LIBING_ITEM_INIT };
    libing_status status = LIBING_OK;

    for (int i = 0; i < STORES && status == LIBING_OK; i++)
        status = libing_records(engines[i], NULL, &walks[i], err);
    while (status == LIBING_OK) {
        libing_status other = libing_iterator_next(walks[1], &items[1], err);
        status = libing_iterator_next(walks[0], &items[0], err);
        if (status != other || (status == LIBING_OK && (items[0].len != items[1].len ||
                                                        memcmp(items[0].text, items[1].text, items[0].len) != 0)))
            *differs = 1;
        if (status == LIBING_OK)
            printf("%.*s\n", (int)items[0].len, items[0].text);
    }
    libing_iterator_free(walks[0]);
    libing_iterator_free(walks[1]);
    return status == LIBING_DONE ? LIBING_OK : status;
}

int main(int argc, char **argv)
{
    libing_engine *engines[STORES] = { NULL, NULL };
    libing_error err = LIBING_ERROR_INIT;
    const char *locale = setlocale(LC_ALL, "");
    libing_status status;
    int differs = 0;

    if (argc != 5) {
        (void)fprintf(stderr, "usage: determinism_host FOLDER PACK FROM ZONE\n");
        return 2;
    }
    printf("%s\n", locale != NULL ? locale : "none");
    status = tell(argv, engines, &err);
    if (status == LIBING_OK)
        status = print_log(engines, &differs, &err);
    if (status != LIBING_OK)
        (void)fprintf(stderr, "determinism_host: %s: %s\n", libing_status_name(status), err.message);
    libing_close(engines[0]);
    libing_close(engines[1]);
    return status != LIBING_OK ? 1 : differs ? 3 : 0;
}
