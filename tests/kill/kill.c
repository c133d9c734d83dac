/* SPDX-License-Identifier: Apache-2.0 */
/* kill_writer [--control] [SEED]: a process that appends, killed with SIGKILL at random moments, again and
 * again. What it acknowledged comes through a pipe; after every kill the store must open, hold all of that
 * once and at most the one step that was on its way, verify, and replay SAME. The next writer repeats the
 * step that nobody acknowledged.
 *
 * LIBING_TEST_LONG: 2,000 kills instead of 200. --control: this is the weakened build, and it must be
 * noticed. */
#include "../support/seed.h"
#include "kill.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KILLS_A_STORE 25
#define CONTROL_KILLS 100
#define STALL_US      15000         /* half of the writers wait up to that long before they acknowledge */
#define WAIT_US       5000          /* from the last acknowledgement waited for to the kill, at most */
#define OPENING_US    15000
#define PATIENCE_MS   20000         /* for one acknowledgement, on a machine that does much else */

typedef struct campaign {
    const char *self;
    char folder[64], path[96];
    unsigned seed;                  /* state of the generator */
    int64_t durable;                /* steps known to be in the store */
    int64_t heard;                  /* steps acknowledged; the next writer goes on from here */
    int64_t kills, after_first, unacknowledged, journals, steps, repeated;
    char what[640];                 /* is wrong */
} campaign;

/* One writer. */
typedef struct victim {
    pid_t process;
    int pipe;
    bool is_slow;
    char text[4096];                /* of an acknowledgement that has not come whole */
    size_t len;
    int64_t next;                   /* step whose acknowledgement must come next */
    int64_t acknowledged;           /* by this writer */
} victim;

static unsigned below(campaign *c, unsigned limit)
{
    return (unsigned)rand_r(&c->seed) % limit;
}

static bool start(campaign *c, victim *v)
{
    char first[24], stall[24], seed[24];
    int ends[2];

    *v = (victim){ .next = c->heard > 0 && below(c, 4) == 0 ? c->heard - 1 : c->heard,
                   .is_slow = below(c, 2) == 0 };
    if (pipe(ends) != 0)
        return false;
    (void)snprintf(first, sizeof first, "%" PRId64, v->next);
    (void)snprintf(stall, sizeof stall, "%d", v->is_slow ? STALL_US : 0);
    (void)snprintf(seed, sizeof seed, "%u", below(c, 1u << 30));
    v->process = fork();
    if (v->process == 0) {
        (void)dup2(ends[1], STDOUT_FILENO);
        (void)close(ends[0]);
        (void)close(ends[1]);
        (void)execl(c->self, c->self, "--writer", c->path, first, stall, seed, (char *)NULL);
        _exit(4);
    }
    (void)close(ends[1]);
    v->pipe = ends[0];
    return v->process > 0;
}

/* The acknowledgements in the pipe; false when one is not what it must be. */
static bool take_lines(campaign *c, victim *v)
{
    char *line = v->text, *end = memchr(line, '\n', v->len);

    while (end != NULL) {
        long long step = -1;
        int repeated = -1;
        *end = '\0';
        if (sscanf(line, "%lld %d", &step, &repeated) != 2 || step != v->next || repeated != (step < c->durable)) {
            (void)snprintf(c->what, sizeof c->what, "'%.40s' was acknowledged; step %" PRId64 " of %" PRId64 " was due",
                           line, v->next, c->durable);
            return false;
        }
        v->next++;
        v->acknowledged++;
        c->repeated += repeated;
        v->len -= (size_t)(end + 1 - line);
        line = end + 1;
        end = memchr(line, '\n', v->len);
    }
    memmove(v->text, line, v->len);
    return true;
}

/* Read until `wanted` acknowledgements have come; 0 = until nobody writes any more. */
static bool listen_for(campaign *c, victim *v, int64_t wanted)
{
    while (wanted == 0 || v->acknowledged < wanted) {
        struct pollfd ready = { v->pipe, POLLIN, 0 };
        ssize_t got;

        if (poll(&ready, 1, PATIENCE_MS) <= 0) {
            (void)snprintf(c->what, sizeof c->what, "no acknowledgement for %d s", PATIENCE_MS / 1000);
            return false;
        }
        got = read(v->pipe, v->text + v->len, sizeof v->text - v->len);
        if (got <= 0)
            return wanted == 0;
        v->len += (size_t)got;
        if (!take_lines(c, v))
            return false;
    }
    return true;
}

/* Start a writer, kill it, and hear what it still said. */
static bool kill_one(campaign *c)
{
    victim v;
    int64_t wanted = below(c, 8);   /* 0: while it opens the store */
    struct timespec wait = { 0, 0 };
    int result = 0;
    bool heard = true, killed;

    if (!start(c, &v)) {
        (void)snprintf(c->what, sizeof c->what, "no writer could be started: %s", strerror(errno));
        return false;
    }
    if (wanted > 0)
        heard = listen_for(c, &v, wanted);
    wait.tv_nsec = (long)below(c, wanted == 0 ? OPENING_US : v.is_slow ? STALL_US + WAIT_US : WAIT_US) * 1000;
    (void)nanosleep(&wait, NULL);
    (void)kill(v.process, SIGKILL);
    heard = heard && listen_for(c, &v, 0);
    (void)close(v.pipe);
    killed = waitpid(v.process, &result, 0) == v.process && WIFSIGNALED(result) && WTERMSIG(result) == SIGKILL;
    if (!killed && c->what[0] == '\0')
        (void)snprintf(c->what, sizeof c->what, "the writer ended by itself");
    c->kills++;
    c->after_first += v.acknowledged > 0;
    if (c->heard < v.next)
        c->heard = v.next;
    return heard && killed;
}

static bool has_journal(const campaign *c)
{
    char name[128];
    struct stat about;

    (void)snprintf(name, sizeof name, "%s-journal", c->path);
    return stat(name, &about) == 0 && about.st_size > 0;
}

/* What was acknowledged is there, and at most one step more. */
static bool look_after(campaign *c)
{
    int64_t steps = 0;

    c->journals += has_journal(c);
    if (!aftermath_is_sound(c->path, &steps, c->what, sizeof c->what))
        return false;
    if (steps != c->heard && steps != c->heard + 1) {
        (void)snprintf(c->what, sizeof c->what, "%" PRId64 " steps are acknowledged, the store holds %" PRId64,
                       c->heard, steps);
        return false;
    }
    c->unacknowledged += steps > c->heard;
    c->durable = steps;
    return true;
}

static void clear(const campaign *c)
{
    static const char *const endings[] = { "", "-journal", "-wal", "-shm" };
    char name[128];

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        (void)snprintf(name, sizeof name, "%s%s", c->path, endings[i]);
        (void)unlink(name);
    }
}

static bool run(campaign *c, int64_t kills)
{
    libing_error err = LIBING_ERROR_INIT;
    bool sound = true;

    while (sound && c->kills < kills) {
        if (c->kills % KILLS_A_STORE == 0) {
            clear(c);
            c->steps += c->durable;
            c->durable = c->heard = 0;
            if (writer_begin(c->path, &err) != LIBING_OK) {
                (void)snprintf(c->what, sizeof c->what, "no store: %s", err.message);
                return false;
            }
        }
        sound = kill_one(c) && look_after(c);
    }
    c->steps += c->durable;
    return sound;
}

static int conclude(const campaign *c, bool is_sound, bool is_control, unsigned seed)
{
    printf("%" PRId64 " kills: %" PRId64 " after an acknowledgement, %" PRId64 " left a step that nobody had "
           "acknowledged, %" PRId64 " a journal; %" PRId64 " steps durable, %" PRId64 " asked for again, seed %u\n",
           c->kills, c->after_first, c->unacknowledged, c->journals, c->steps, c->repeated, seed);
    if (is_control) {
        printf(is_sound ? "FAIL: two transactions were not noticed\n" : "noticed: %s\n", c->what);
        return is_sound || strstr(c->what, "journal") != NULL ? 1 : 0;
    }
    if (!is_sound)
        printf("FAIL: %s\n", c->what);
    else if (c->after_first * 4 < c->kills * 3 || c->unacknowledged * 10 < c->kills)
        printf("FAIL: too few kills came at the moments that matter\n");
    else
        return 0;
    return 1;
}

int main(int argc, char **argv)
{
    bool is_control = argc > 1 && strcmp(argv[1], "--control") == 0;
    campaign c = { .self = argv[0] };
    unsigned seed = seed_of_run();
    int64_t kills = getenv("LIBING_TEST_LONG") != NULL ? 2000 : 200;
    bool is_sound;

    if (argc == 6 && strcmp(argv[1], "--writer") == 0)
        return writer_main(argv[2], atoll(argv[3]), (unsigned)atoll(argv[4]), (unsigned)atoll(argv[5]));
    if (argc > 1 + is_control)
        seed = (unsigned)atoll(argv[1 + is_control]);
    c.seed = seed;
    (void)snprintf(c.folder, sizeof c.folder, "/tmp/libing-kill-XXXXXX");
    if (mkdtemp(c.folder) == NULL)
        return 2;
    (void)snprintf(c.path, sizeof c.path, "%s/town.db", c.folder);
    is_sound = run(&c, is_control ? CONTROL_KILLS : kills);
    if (is_sound || is_control) {
        clear(&c);
        (void)rmdir(c.folder);
    } else
        printf("the store is left: %s\n", c.path);
    return conclude(&c, is_sound, is_control, seed);
}
