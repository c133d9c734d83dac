/* SPDX-License-Identifier: Apache-2.0 */
/* bench DIRECTORY PACK EVENTS.jsonl: libing beside plain SQLite, in one process, on the same records.
 * Absolute rates move from machine to machine; hold on to the ratios. */
#include "baseline.h"

#include <libing.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define PER_TRANSACTION 10000
#define SINGLE_APPENDS 200
#define EXPLANATIONS 500

typedef struct bench {
    char store[512], copy[512];
    const char *pack;
    char *lines;
    size_t len;
    int64_t events;
    libing_error err;
    double init, pack_load, ingest, verify, replay, single, explain;
    libing_batch batch;
    libing_replay_summary summary;
} bench;

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void check(bench *b, libing_status status, const char *what)
{
    if (status >= 0)
        return;
    fprintf(stderr, "bench: %s: %s\n", what, b->err.message);
    exit(1);
}

static void read_events(bench *b, const char *path)
{
    FILE *file = fopen(path, "rb");

    if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
        fprintf(stderr, "bench: cannot read %s\n", path);
        exit(1);
    }
    b->len = (size_t)ftell(file);
    rewind(file);
    b->lines = malloc(b->len + 1);
    if (b->lines == NULL || fread(b->lines, 1, b->len, file) != b->len)
        exit(1);
    b->lines[b->len] = '\0';
    fclose(file);
    for (size_t i = 0; i < b->len; i++)
        b->events += b->lines[i] == '\n';
}

/* Blocks of lines, one transaction each. */
static void ingest(bench *b, libing_engine *engine)
{
    size_t start = 0;

    while (start < b->len) {
        size_t end = start;
        libing_batch batch = LIBING_BATCH_INIT;

        for (int lines = 0; lines < PER_TRANSACTION && end < b->len; end++)
            lines += b->lines[end] == '\n';
        check(b, libing_append_many(engine, b->lines + start, end - start, NULL, &batch, &b->err), "append_many");
        b->batch.appended += batch.appended;
        b->batch.decisions += batch.decisions;
        b->batch.records += batch.records;
        start = end;
    }
}

static void append_singly(bench *b, libing_engine *engine)
{
    char request[512];

    for (int i = 0; i < SINGLE_APPENDS; i++) {
        (void)snprintf(request, sizeof request,
                       "{\"type\":\"create_fine\",\"case\":\"Z%d\",\"at\":\"2012-01-01\","
                       "\"by\":\"police_office:1\",\"data\":{\"amount\":3500,\"paid\":0,\"points\":0,"
                       "\"dismissal\":\"NIL\"}}",
                       i);
        check(b, libing_append(engine, request, strlen(request), NULL, NULL, &b->err), "append");
    }
}

static void explain_some(bench *b, libing_engine *engine, int64_t *told)
{
    libing_iterator *iterator = NULL;
    libing_item item = LIBING_ITEM_INIT;
    int64_t seqs[EXPLANATIONS];

    *told = 0;
    check(b, libing_decisions(engine, NULL, &iterator, &b->err), "decisions");
    while (*told < EXPLANATIONS && libing_iterator_next(iterator, &item, &b->err) == LIBING_OK)
        seqs[(*told)++] = item.seq;
    libing_iterator_free(iterator);
    for (int64_t i = 0; i < *told; i++) {
        libing_document *document = NULL;
        check(b, libing_explain(engine, seqs[i], NULL, &document, &b->err), "explain");
        libing_document_free(document);
    }
}

static long peak_kib(void)
{
    struct rusage usage;

    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static void measure(bench *b)
{
    libing_birth birth = LIBING_BIRTH_INIT;
    libing_engine *engine = NULL;
    libing_verification seen = LIBING_VERIFICATION_INIT;
    double start = now();
    int64_t told = 0;

    birth.zone = "+01:00";
    check(b, libing_init(b->store, &birth, NULL, &engine, &b->err), "init");
    b->init = now() - start;
    start = now();
    check(b, libing_install(engine, b->pack, "1990-01-01", NULL, &b->err), "install");
    b->pack_load = now() - start;
    start = now();
    ingest(b, engine);
    b->ingest = now() - start;
    libing_close(engine);
    start = now();
    check(b, libing_verify(b->store, NULL, &seen, &b->err), "verify");
    b->verify = now() - start;
    start = now();
    check(b, libing_replay(b->store, NULL, &b->summary, &b->err), "replay");
    b->replay = now() - start;
    check(b, libing_open(b->store, NULL, &engine, &b->err), "open");
    start = now();
    append_singly(b, engine);
    b->single = (now() - start) / SINGLE_APPENDS;
    start = now();
    explain_some(b, engine, &told);
    b->explain = told > 0 ? (now() - start) / (double)told : 0;
    libing_close(engine);
    if (seen.damages > 0 || b->summary.same != b->summary.causes) {
        fprintf(stderr, "bench: %lld damages, %lld of %lld causes the same\n", (long long)seen.damages,
                (long long)b->summary.same, (long long)b->summary.causes);
        exit(1);
    }
}

static void row(const char *what, double seconds, double count, double base)
{
    printf("%-28s %9.3f s %12.0f /s", what, seconds, seconds > 0 ? count / seconds : 0);
    if (base > 0)
        printf("   ratio %.2f", base / seconds);
    printf("\n");
}

static void print(const bench *b, const baseline *plain)
{
    printf("events %lld, records %lld, decisions %lld, %.0f bytes a record\n", (long long)b->events,
           (long long)plain->records, (long long)b->batch.decisions,
           (double)plain->bytes / (double)plain->records);
    row("plain SQLite: scan", plain->scan, (double)plain->records, 0);
    row("plain SQLite: scan + hash", plain->scan_hash, (double)plain->records, 0);
    row("plain SQLite: hash + insert", plain->ingest, (double)plain->records, 0);
    row("libing: append_many", b->ingest, (double)plain->records, plain->ingest);
    row("libing: replay", b->replay, (double)plain->records, plain->scan_hash);
    row("libing: verify", b->verify, (double)plain->records, plain->scan_hash);
    printf("%-28s %9.3f ms\n", "libing: append, one by one", b->single * 1e3);
    printf("%-28s %9.3f ms\n", "libing: explain a decision", b->explain * 1e3);
    printf("%-28s %9.3f ms\n", "libing: pack load + install", b->pack_load * 1e3);
    printf("%-28s %9.2f us a record\n", "libing: ingest", b->ingest * 1e6 / (double)plain->records);
    printf("%-28s %9ld MiB\n", "peak memory (whole bench)", peak_kib() / 1024);
}

int main(int argc, char **argv)
{
    libing_error fresh = LIBING_ERROR_INIT;
    libing_replay_summary summary = LIBING_REPLAY_SUMMARY_INIT;
    bench *b = calloc(1, sizeof *b);
    baseline plain;

    if (argc != 4 || b == NULL) {
        fprintf(stderr, "usage: bench DIRECTORY PACK EVENTS.jsonl\n");
        return 2;
    }
    b->err = fresh;
    b->summary = summary;
    b->pack = argv[2];
    (void)snprintf(b->store, sizeof b->store, "%s/bench.db", argv[1]);
    (void)snprintf(b->copy, sizeof b->copy, "%s/plain.db", argv[1]);
    (void)remove(b->store);
    read_events(b, argv[3]);
    measure(b);
    if (baseline_measure(b->store, b->copy, &plain) != 0)
        return 1;
    print(b, &plain);
    free(b->lines);
    free(b);
    return 0;
}
