/* SPDX-License-Identifier: Apache-2.0 */
/* What the machine allows: the records that libing wrote, written and read again by plain SQLite. */
#ifndef BENCH_BASELINE_H
#define BENCH_BASELINE_H

#include <stdint.h>

typedef struct baseline {
    int64_t records, bytes;
    double scan;        /* seconds: read every line in order of seq */
    double scan_hash;   /* seconds: the same, each line hashed once */
    double ingest;      /* seconds: hash once, insert the line and its (case, cv) entry, 10,000 a transaction */
} baseline;

/* Measure over the log of a store; the copy is written beside it and removed. 0, or -1 after a message. */
int baseline_measure(const char *store_path, const char *copy_path, baseline *out);

#endif
