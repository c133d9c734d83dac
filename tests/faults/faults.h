/* SPDX-License-Identifier: Apache-2.0 */
/* Faults on demand: the n-th allocation of libing and Lua, the n-th of SQLite, the n-th file operation of
 * SQLite. One thread. */
#ifndef TESTS_FAULTS_H
#define TESTS_FAULTS_H

#include <stdbool.h>

typedef enum fault_kind {
    FAULT_MEMORY,                   /* base/mem.h, which Lua uses too */
    FAULT_SQLITE_MEMORY,
    FAULT_IO,                       /* any file operation says that it failed */
    FAULT_SHORT_WRITE,              /* a write that leaves half of its bytes */
    FAULT_DISK_FULL,                /* a write that leaves none */
    FAULT_KINDS
} fault_kind;

extern const char *const fault_names[FAULT_KINDS];

/* Before SQLite is first used; false when that cannot be had. */
bool faults_install(void);
/* The n-th chance of this kind fails, n from 1; all after it too if `persistent`. */
void faults_arm(fault_kind kind, long n, bool persistent);
void faults_disarm(void);
bool faults_fired(void);            /* since faults_arm() */
/* Chances since faults_count(), by kind. */
void faults_count(void);
long faults_seen(fault_kind kind);

/* --- between the files of this folder --- */
bool fault_now(fault_kind kind);    /* a chance: must it fail? */
bool faulty_memory_install(void);
bool faulty_vfs_install(void);

#endif
