/* SPDX-License-Identifier: Apache-2.0 */
/* fault_scripts SYMBOLS|--regressions [SEED [SCRIPT]]: every script with a fault at its n-th chance, of every kind, once
 * and for good.
 *
 * A fault that passes: the step fails or does not, and repeated it answers as it does without faults. One
 * that stays: whatever fails, fails cleanly. Afterwards the store opens, verifies and holds what was
 * acknowledged. SYMBOLS lists the public functions: each must have been called by some script.
 * LIBING_TEST_LONG: every n (of 5,000 a kind and script at most) instead of some; --regressions: every n
 * (of 200) of the few scripts that once went wrong. */
#include "faults.h"
#include "stage.h"

#include "../support/seed.h"
#include "base/mem.h"

#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CLOCK_2024_03_20 INT64_C(1710900000000)
#define POINTS      3
#define POINTS_ONCE 200
#define POINTS_LONG 5000
#define LINES_MAX   16

/* Only the sanitizer has it. */
int __lsan_do_recoverable_leak_check(void) __attribute__((weak));

typedef struct campaign {
    stage *stage;
    const fault_script *script;
    char *wanted[LINES_MAX];        /* what each step answers without faults */
    libing_status status[LINES_MAX];
    fault_kind kind;
    long n;
    bool is_persistent;
    unsigned seed;
    long points;                    /* of a kind and a script, once or for good */
    long runs, fired, failures;
} campaign;

static void complain(campaign *c, const char *what, const char *more)
{
    c->failures++;
    printf("FAIL: %s: %s %ld%s: %s\n%.600s\n", c->script->name, fault_names[c->kind], c->n,
           c->is_persistent ? " and all after it" : "", what, more);
}

/* --- files -------------------------------------------------------------------------------------- */

static bool write_file(const char *folder, const char *name, const char *text, size_t len)
{
    char path[160];
    FILE *file;
    bool good;

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    file = fopen(path, "wb");
    if (file == NULL)
        return false;
    good = fwrite(text, 1, len, file) == len;
    return fclose(file) == 0 && good;
}

static void remove_store(const stage *s)
{
    static const char *const endings[] = { "", "-journal", "-wal", "-shm" };
    char path[128];

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        (void)snprintf(path, sizeof path, "%s%s", s->path, endings[i]);
        (void)unlink(path);
    }
}

static int remove_one(const char *path, const struct stat *about, int type, struct FTW *at)
{
    (void)about;
    (void)type;
    (void)at;
    return remove(path);
}

typedef struct kept_file {
    char *bytes;
    size_t len;
} kept_file;

static bool read_store(const stage *s, kept_file *out)
{
    FILE *file = fopen(s->path, "rb");
    struct stat about;

    if (file == NULL || fstat(fileno(file), &about) != 0)
        return false;
    out->len = (size_t)about.st_size;
    out->bytes = malloc(out->len);
    if (out->bytes == NULL || fread(out->bytes, 1, out->len, file) != out->len)
        return false;
    return fclose(file) == 0;
}

static kept_file shops, village;

static bool begin_store(stage *s, const char *pack)
{
    const kept_file *from = pack != NULL && strcmp(pack, PACK_SHOPS) == 0 ? &shops : &village;

    remove_store(s);
    return pack == NULL || write_file(s->folder, "town.db", from->bytes, from->len);
}

/* --- playing ------------------------------------------------------------------------------------ */

static libing_status play_step(stage *s, const script_line *line)
{
    s->said_len = 0;
    s->said[0] = '\0';
    return line->step(s, line->argument);
}

static void stage_clear(stage *s)
{
    s->engine = NULL;
    s->acknowledged = -1;
    s->id_count = 0;
    s->is_misreported = false;
}

/* `repeated` may differ: the first try of a request may have been done after all. */
static bool is_as_wanted(const campaign *c, int step, libing_status status)
{
    const char *wanted = c->wanted[step], *said = c->stage->said;
    const char *mark = "\"repeated\":";

    if (status != c->status[step])
        return false;
    if (strcmp(wanted, said) == 0)
        return true;
    if (c->kind == FAULT_MEMORY || c->kind == FAULT_SQLITE_MEMORY)
        return false;
    while (*wanted == *said && *wanted != '\0') {
        if (strncmp(wanted, mark, strlen(mark)) == 0) {
            wanted += strcspn(wanted, ",");
            said += strcspn(said, ",");
        } else {
            wanted++;
            said++;
        }
    }
    return *wanted == *said;
}

static void play(campaign *c)
{
    stage *s = c->stage;

    for (int i = c->script->quiet; c->script->lines[i].step != NULL; i++) {
        libing_status status = play_step(s, &c->script->lines[i]);

        if (s->is_misreported) {
            complain(c, "the error record does not tell what happened", s->said);
            s->is_misreported = false;
        }
        if (is_as_wanted(c, i, status) || c->is_persistent)
            continue;
        if (status >= 0 || status == c->status[i] || !faults_fired()) {
            complain(c, "another answer", s->said);
            continue;
        }
        status = play_step(s, &c->script->lines[i]);
        if (!is_as_wanted(c, i, status))
            complain(c, "another answer at the second try", s->said);
    }
    (void)step_close(s, NULL);
}

/* --- afterwards --------------------------------------------------------------------------------- */

static bool holds_all(const stage *s)
{
    for (int i = 0; i < s->id_count; i++) {
        char wanted[32];
        (void)snprintf(wanted, sizeof wanted, "\"id\":\"%s\"", s->ids[i]);
        if (strstr(s->said, wanted) == NULL)
            return false;
    }
    return true;
}

/* No store is there only where none was, and nothing was acknowledged. */
static void look_after(campaign *c)
{
    stage *s = c->stage;
    char newest[40];
    script_line line = { step_open, NULL };

    if (access(s->path, F_OK) != 0 && c->script->pack == NULL && s->acknowledged < 0)
        return;
    if (play_step(s, &line) != LIBING_OK) {
        complain(c, "the store does not open", s->said);
        return;
    }
    line.step = step_records;
    (void)snprintf(newest, sizeof newest, "\n%" PRId64 " ", s->acknowledged);
    if (play_step(s, &line) != LIBING_DONE || (s->acknowledged > 0 && strstr(s->said, newest) == NULL) || !holds_all(s))
        complain(c, "what was acknowledged is not there", newest);
    (void)step_close(s, NULL);
    line.step = step_verify;
    if (play_step(s, &line) != LIBING_OK || strstr(s->said, "DAMAGED ") != NULL)
        complain(c, "the store does not verify", s->said);
    line.step = step_replay;
    if (play_step(s, &line) != LIBING_OK || strstr(s->said, " same\n") == NULL || s->said[0] < '0' || s->said[0] > '9')
        complain(c, "the store does not replay", s->said);
}

static void run_one(campaign *c)
{
    stage_clear(c->stage);
    if (!begin_store(c->stage, c->script->pack)) {
        complain(c, "no store to begin with", "");
        return;
    }
    for (int i = 0; i < c->script->quiet; i++)
        (void)play_step(c->stage, &c->script->lines[i]); /* went well before */
    faults_arm(c->kind, c->n, c->is_persistent);
    play(c);
    faults_disarm();
    c->runs++;
    c->fired += faults_fired();
    look_after(c);
}

static void run_kind(campaign *c, long chances)
{
    long stride = chances > c->points ? chances / c->points : 1;

    for (int persistent = 0; persistent < 2; persistent++) {
        c->is_persistent = persistent == 1;
        for (c->n = 1 + rand_r(&c->seed) % stride; c->n <= chances && c->failures < 2000; c->n += stride)
            run_one(c);
    }
}

static void run_script(campaign *c)
{
    long chances[FAULT_KINDS], failures = c->failures;
    stage *s = c->stage;

    stage_clear(s);
    if (!begin_store(s, c->script->pack))
        complain(c, "no store to begin with", "");
    for (int i = 0; c->script->lines[i].step != NULL; i++) {
        if (i == c->script->quiet)
            faults_count();
        c->status[i] = play_step(s, &c->script->lines[i]);
        c->wanted[i] = strdup(s->said);
    }
    (void)step_close(s, NULL);
    for (int kind = 0; kind < FAULT_KINDS; kind++)
        chances[kind] = faults_seen((fault_kind)kind);
    for (int kind = 0; kind < FAULT_KINDS; kind++) {
        c->kind = (fault_kind)kind;
        if (c->script->only == 0 || c->script->only == 1 + kind)
            run_kind(c, chances[kind]);
    }
    for (int i = 0; c->script->lines[i].step != NULL; i++)
        free(c->wanted[i]);
    if (__lsan_do_recoverable_leak_check != NULL && __lsan_do_recoverable_leak_check() != 0)
        complain(c, "memory is lost", "");
    printf("%-56s %6ld %6ld %5ld %4ld %4ld%s\n", c->script->name, chances[0], chances[1], chances[2], chances[3],
           chances[4], c->failures > failures ? "  FAIL" : "");
}

/* --- the whole ---------------------------------------------------------------------------------- */

static bool begin_with(stage *s, const script_line *lines, kept_file *out)
{
    remove_store(s);
    stage_clear(s);
    for (; lines->step != NULL; lines++) {
        if (play_step(s, lines) < 0) {
            printf("%s\n", s->said);
            return false;
        }
    }
    return read_store(s, out);
}

static bool prepare(stage *s)
{
    static const char csv[] = "id,day,who\nF8,2024-03-15,household:H8\nF9,2024-03-16,household:H9\n";
    static const char map[] = "return function(row) return { type = 'burn_found', case = row.id, at = row.day, "
                              "by = 'grid_member:1', id = 'i' .. row.id, data = { household = row.who } } end\n";
    static const char pack[] = "pack { id = 'bad', version = '1', files = { 'rules.lua' }, currency = 'CNY', "
                               "time_zone = '+08:00' }\n";
    static const char rules[] = "role 'a' { zh = '甲', en = 'a' }\nrule 'R' { on = 'nothing', must = none {} }\nx = = 1\n";
    char bad[96];

    (void)snprintf(s->folder, sizeof s->folder, "/tmp/libing-faults-XXXXXX");
    if (mkdtemp(s->folder) == NULL)
        return false;
    (void)snprintf(s->path, sizeof s->path, "%s/town.db", s->folder);
    (void)snprintf(bad, sizeof bad, "%s/bad", s->folder);
    s->clock_ms = CLOCK_2024_03_20;
    return mkdir(bad, 0700) == 0 && write_file(s->folder, "rows.csv", csv, sizeof csv - 1) &&
           write_file(s->folder, "map.lua", map, sizeof map - 1) &&
           write_file(bad, "pack.lua", pack, sizeof pack - 1) && write_file(bad, "rules.lua", rules, sizeof rules - 1) &&
           begin_with(s, stage_beginning_shops, &shops) && begin_with(s, stage_beginning_village, &village);
}

static bool all_were_called(const char *symbols)
{
    FILE *file = fopen(symbols, "r");
    size_t count, listed = 0;
    const char *const *called = stage_called(&count);
    char line[80];

    if (file == NULL)
        return false;
    while (fgets(line, sizeof line, file) != NULL) {
        bool is_there = false;
        line[strcspn(line, "\n")] = '\0';
        for (size_t i = 0; i < count; i++)
            is_there = is_there || strcmp(called[i], line) == 0;
        if (!is_there)
            printf("FAIL: no script calls %s\n", line);
        listed += is_there ? 1 : 1000;
    }
    (void)fclose(file);
    return listed == count;
}

int main(int argc, char **argv)
{
    static stage s;
    unsigned seed = argc > 2 ? (unsigned)atoll(argv[2]) : seed_of_run();
    campaign c = { .stage = &s, .seed = seed };
    bool is_regressions = argc > 1 && strcmp(argv[1], "--regressions") == 0;
    bool is_good;
    int scripts = 0;

    if (argc < 2 || !faults_install() || !prepare(&s)) {
        printf("the stage cannot be set\n");
        return 2;
    }
    c.points = getenv("LIBING_TEST_LONG") != NULL ? POINTS_LONG : is_regressions ? POINTS_ONCE : POINTS;
    for (c.script = is_regressions ? fault_regressions : fault_scripts; c.script->name != NULL; c.script++) {
        if (argc > 3 && strstr(c.script->name, argv[3]) == NULL)
            continue;
        run_script(&c);
        scripts++;
    }
    is_good = c.failures == 0 && (argc > 3 || is_regressions || all_were_called(argv[1]));
    (void)nftw(s.folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(shops.bytes);
    free(village.bytes);
    printf("%d scripts, %ld runs, %ld with a fault, %ld failures, seed %u\n", scripts, c.runs, c.fired, c.failures, seed);
    return is_good ? 0 : 1;
}
