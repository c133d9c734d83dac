/* SPDX-License-Identifier: Apache-2.0 */
/* Which chance fails: one countdown for the kind that is armed, and counts of all. */
#include "faults.h"

#include "base/mem.h"

#include <limits.h>

const char *const fault_names[FAULT_KINDS] = { "allocation", "allocation of SQLite", "file operation",
                                               "short write", "full disk" };

static struct {
    fault_kind kind;
    long left;                      /* 0 = not armed */
    bool is_persistent, has_fired;
    long seen[FAULT_KINDS];
} faults;

bool faults_install(void)
{
    return faulty_memory_install() && faulty_vfs_install();
}

void faults_arm(fault_kind kind, long n, bool persistent)
{
    faults.kind = kind;
    faults.left = n;
    faults.is_persistent = persistent;
    faults.has_fired = false;
    ing_mem_fail_after(kind == FAULT_MEMORY ? n : 0, persistent);
}

void faults_disarm(void)
{
    faults.has_fired = faults_fired();
    faults.left = 0;
    ing_mem_fail_after(0, false);
}

bool faults_fired(void)
{
    return faults.left > 0 && faults.kind == FAULT_MEMORY ? ing_mem_countdown() <= 0 : faults.has_fired;
}

void faults_count(void)
{
    for (int kind = 0; kind < FAULT_KINDS; kind++)
        faults.seen[kind] = 0;
    ing_mem_fail_after(LONG_MAX, false);
}

long faults_seen(fault_kind kind)
{
    return kind == FAULT_MEMORY ? LONG_MAX - ing_mem_countdown() : faults.seen[kind];
}

bool fault_now(fault_kind kind)
{
    faults.seen[kind]++;
    if (faults.kind != kind || faults.left == 0)
        return false;
    if (faults.left > 1) {
        faults.left--;
        return false;
    }
    if (faults.has_fired && !faults.is_persistent)
        return false;
    faults.has_fired = true;
    return true;
}
