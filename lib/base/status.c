/* SPDX-License-Identifier: Apache-2.0 */
/* The names of the public status codes, and the version this library was built as. */
#include <libing/status.h>
#include <libing/version.h>

static const struct {
    libing_status status;
    const char *name;
} names[] = {
    { LIBING_OK, "LIBING_OK" },
    { LIBING_DONE, "LIBING_DONE" },
    { LIBING_ERR_INVALID, "LIBING_ERR_INVALID" },
    { LIBING_ERR_CLOSED, "LIBING_ERR_CLOSED" },
    { LIBING_ERR_BUSY, "LIBING_ERR_BUSY" },
    { LIBING_ERR_FORKED, "LIBING_ERR_FORKED" },
    { LIBING_ERR_NOTFOUND, "LIBING_ERR_NOTFOUND" },
    { LIBING_ERR_EXISTS, "LIBING_ERR_EXISTS" },
    { LIBING_ERR_CONFLICT, "LIBING_ERR_CONFLICT" },
    { LIBING_ERR_STALE, "LIBING_ERR_STALE" },
    { LIBING_ERR_WORD, "LIBING_ERR_WORD" },
    { LIBING_ERR_TYPE, "LIBING_ERR_TYPE" },
    { LIBING_ERR_DATE, "LIBING_ERR_DATE" },
    { LIBING_ERR_TEXT, "LIBING_ERR_TEXT" },
    { LIBING_ERR_TOOLONG, "LIBING_ERR_TOOLONG" },
    { LIBING_ERR_FUTURE, "LIBING_ERR_FUTURE" },
    { LIBING_ERR_ROLE, "LIBING_ERR_ROLE" },
    { LIBING_ERR_STATE, "LIBING_ERR_STATE" },
    { LIBING_ERR_PACK, "LIBING_ERR_PACK" },
    { LIBING_ERR_RULE, "LIBING_ERR_RULE" },
    { LIBING_ERR_LIMIT, "LIBING_ERR_LIMIT" },
    { LIBING_ERR_DEPTH, "LIBING_ERR_DEPTH" },
    { LIBING_ERR_CALENDAR, "LIBING_ERR_CALENDAR" },
    { LIBING_ERR_STORE, "LIBING_ERR_STORE" },
    { LIBING_ERR_NOTSTORE, "LIBING_ERR_NOTSTORE" },
    { LIBING_ERR_VERSION, "LIBING_ERR_VERSION" },
    { LIBING_ERR_DAMAGED, "LIBING_ERR_DAMAGED" },
    { LIBING_ERR_FULL, "LIBING_ERR_FULL" },
    { LIBING_ERR_READONLY, "LIBING_ERR_READONLY" },
    { LIBING_ERR_LOCKED, "LIBING_ERR_LOCKED" },
    { LIBING_ERR_CLOCK, "LIBING_ERR_CLOCK" },
    { LIBING_ERR_NOMEM, "LIBING_ERR_NOMEM" },
    { LIBING_ERR_HOST, "LIBING_ERR_HOST" },
    { LIBING_ERR_TIMEOUT, "LIBING_ERR_TIMEOUT" },
    { LIBING_ERR_INTERRUPTED, "LIBING_ERR_INTERRUPTED" },
};

const char *libing_status_name(libing_status status)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i].status == status)
            return names[i].name;
    }
    return "LIBING_ERR_UNKNOWN";
}

const char *libing_version(void)
{
    return LIBING_VERSION;
}
