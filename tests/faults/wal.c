/* SPDX-License-Identifier: Apache-2.0 */
/* The other journal mode: libing is told that this SQLite is one that may use WAL. What is wrong with
 * WAL in older ones needs two connections that write at once, and here is one. Linked with
 * --wrap=sqlite3_libversion_number. */
int __wrap_sqlite3_libversion_number(void);

int __wrap_sqlite3_libversion_number(void)
{
    return 3051003;
}
