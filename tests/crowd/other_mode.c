/* SPDX-License-Identifier: Apache-2.0 */
/* The other journal mode: an older SQLite passes for one that may use WAL, a newer one for one that may
 * not. What can go wrong with WAL in an older one is far too rare to show here; should a run ever find a
 * damaged store, that is what it found. Linked with --wrap=sqlite3_libversion_number. */
int __real_sqlite3_libversion_number(void);
int __wrap_sqlite3_libversion_number(void);

int __wrap_sqlite3_libversion_number(void)
{
    return __real_sqlite3_libversion_number() < 3051003 ? 3051003 : 3051002;
}
