/* SPDX-License-Identifier: Apache-2.0 */
/* FOLDER [SECONDS [SEED]]: a fuzz target without libFuzzer. Every file of the folder as it is, then copies of
 * them with bytes changed, cut, doubled and spliced, until the time is over. LIBING_TEST_LONG: ten minutes. */
#include "../support/seed.h"
#include "fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define FILES_MAX 64
#define BYTES_MAX 65536

typedef struct sample {
    uint8_t *bytes;
    size_t len;
} sample;

static sample samples[FILES_MAX];
static size_t sample_count;
static unsigned seed;

static size_t below(size_t limit)
{
    return limit == 0 ? 0 : (size_t)rand_r(&seed) % limit;
}

static int read_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char path[512];

    if (dir == NULL)
        return -1;
    for (entry = readdir(dir); entry != NULL && sample_count < FILES_MAX; entry = readdir(dir)) {
        sample *s = &samples[sample_count];
        FILE *file;

        if (entry->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        file = fopen(path, "rb");
        s->bytes = malloc(BYTES_MAX);
        if (file == NULL || s->bytes == NULL)
            return -1;
        s->len = fread(s->bytes, 1, BYTES_MAX, file);
        (void)fclose(file);
        sample_count++;
    }
    return closedir(dir);
}

/* One change; gives the new length. */
static size_t change(uint8_t *bytes, size_t len)
{
    static const char *const words[] = { "{", "}", "[", "]", "\"", ":", ",", "\n", "- ", "null", "-1", "9007199254740993",
                                         "\\u0000", "\xff", "end", "function", "rule", "&a *a", "2024-02-30" };
    size_t at = below(len), some = 1 + below(16);
    const char *word = words[below(sizeof words / sizeof *words)];

    switch (below(6)) {
    case 0:
        if (len > 0)
            bytes[at] ^= (uint8_t)(1u << below(8));
        return len;
    case 1:
        if (len > 0)
            bytes[at] = (uint8_t)below(256);
        return len;
    case 2: /* cut */
        some = some < len - at ? some : len - at;
        memmove(bytes + at, bytes + at + some, len - at - some);
        return len - some;
    case 3: /* say twice */
        some = some < len - at ? some : len - at;
        if (len + some > BYTES_MAX)
            return len;
        memmove(bytes + at + some, bytes + at, len - at);
        return len + some;
    case 4:
        some = strlen(word);
        if (len + some > BYTES_MAX)
            return len;
        memmove(bytes + at + some, bytes + at, len - at);
        memcpy(bytes + at, word, some);
        return len + some;
    default: /* the end of another */
    {
        const sample *other = &samples[below(sample_count)];
        size_t from = below(other->len);
        some = other->len - from < BYTES_MAX - at ? other->len - from : BYTES_MAX - at;
        memcpy(bytes + at, other->bytes + from, some);
        return at + some;
    }
    }
}

static void run(const uint8_t *bytes, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1); /* of its very length, so that one byte too many is seen */

    if (copy == NULL)
        return;
    if (len > 0)
        memcpy(copy, bytes, len);
    (void)LLVMFuzzerTestOneInput(copy, len);
    free(copy);
}

int main(int argc, char **argv)
{
    static uint8_t bytes[BYTES_MAX];
    time_t end = time(NULL) + (getenv("LIBING_TEST_LONG") != NULL ? 600 : argc > 2 ? atoi(argv[2]) : 10);
    long runs = 0;

    seed = argc > 3 ? (unsigned)atoll(argv[3]) : seed_of_run();
    printf("seed %u\n", seed);
    (void)fflush(stdout);
    if (argc < 2 || read_folder(argv[1]) != 0 || sample_count == 0)
        return 2;
    for (size_t i = 0; i < sample_count; i++)
        run(samples[i].bytes, samples[i].len);
    for (; time(NULL) < end; runs++) {
        const sample *from = &samples[below(sample_count)];
        size_t len = from->len;

        memcpy(bytes, from->bytes, len);
        for (size_t changes = 1 + below(4); changes > 0; changes--)
            len = change(bytes, len);
        run(bytes, len);
    }
    for (size_t i = 0; i < sample_count; i++)
        free(samples[i].bytes);
    printf("%zu samples, %ld mutations\n", sample_count, runs);
    return 0;
}
