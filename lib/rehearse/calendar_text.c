/* SPDX-License-Identifier: Apache-2.0 */
/* A scenario's calendar: the YAML of SPEC V.4 as the CSV that packs have. */
#include "rehearse/scenario.h"

static bool parse_days(ing_text text, ing_text *from, ing_text *to)
{
    ing_date first, last;

    *from = *to = text;
    if (text.len == 22 && memcmp(text.ptr + 10, "..", 2) == 0) {
        *from = (ing_text){ text.ptr, 10 };
        *to = (ing_text){ text.ptr + 12, 10 };
    }
    return ing_date_parse(*from, &first) && ing_date_parse(*to, &last) && first <= last;
}

static void add_row(ing_buf *csv, ing_text from, ing_text to, const char *kind)
{
    ing_buf_printf(csv, "%.*s,%.*s,%s\n", ING_TEXT_ARG(from), ING_TEXT_ARG(to), kind);
}

static libing_status add_covers(const ing_reading *r, const ing_yaml *calendar, ing_buf *csv, libing_error *err)
{
    const ing_yaml *covers = ing_yaml_get(calendar, "covers");
    ing_date first = 0, last = 0;
    libing_status status;

    if (covers == NULL || covers->kind != ING_YAML_LIST || covers->count != 2)
        return ing_typed_at(r, covers != NULL ? covers : calendar,
                            ing_fail(err, LIBING_ERR_TYPE, "scenario.covers",
                                     "calendar.covers must be two dates, [2024-01-01, 2024-12-31]",
                                     "calendar.covers应为两个日期，[2024-01-01, 2024-12-31]"), err);
    status = ing_typed_date(r, &covers->items[0], "calendar.covers", &first, err);
    if (status == LIBING_OK)
        status = ing_typed_date(r, &covers->items[1], "calendar.covers", &last, err);
    if (status == LIBING_OK && first > last)
        status = ing_typed_at(r, covers, ing_fail(err, LIBING_ERR_DATE, "scenario.covers_order",
                                                  "calendar.covers ends before it begins",
                                                  "calendar.covers的止日早于起日"), err);
    add_row(csv, covers->items[0].text, covers->items[1].text, "covers");
    return status;
}

static libing_status add_days(const ing_reading *r, const ing_yaml *calendar, const char *key, const char *kind,
                              ing_buf *csv, libing_error *err)
{
    const ing_yaml *days = ing_yaml_get(calendar, key);
    libing_status status = days != NULL ? ing_typed_list(r, days, key, err) : LIBING_OK;

    for (size_t i = 0; days != NULL && status == LIBING_OK && i < days->count; i++) {
        ing_text text = ING_TEXT_NONE, from, to;

        status = ing_typed_text(r, &days->items[i], key, &text, err);
        if (status == LIBING_OK && !parse_days(text, &from, &to))
            status = ing_typed_at(r, &days->items[i],
                                  ing_fail(err, LIBING_ERR_DATE, "scenario.days",
                                           "calendar.%s: '%.*s' is no date or range 2024-02-10..2024-02-17",
                                           "calendar.%s：“%.*s”不是日期或区间2024-02-10..2024-02-17", key,
                                           ING_TEXT_ARG(text)), err);
        if (status == LIBING_OK)
            add_row(csv, from, to, kind);
    }
    return status;
}

libing_status ing_scenario_calendar(const ing_reading *r, const ing_yaml *node, ing_text *out, libing_error *err)
{
    static const char *const known[] = { "covers", "holidays", "workdays", NULL };
    ing_buf csv = ING_BUF_INIT;
    ing_calendar *calendar = NULL;
    char *copy = NULL;
    libing_status status = ing_typed_keys(r, node, "calendar", known, err);

    *out = ING_TEXT_NONE;
    ing_buf_text(&csv, "from,to,kind\n");
    if (status == LIBING_OK)
        status = add_covers(r, node, &csv, err);
    if (status == LIBING_OK)
        status = add_days(r, node, "holidays", "holiday", &csv, err);
    if (status == LIBING_OK)
        status = add_days(r, node, "workdays", "workday", &csv, err);
    if (status == LIBING_OK && !csv.failed) { /* overlaps, days outside: said here, at its place */
        status = ing_calendar_read(ing_buf_view(&csv), ING_TEXT_LIT("calendar"), &calendar, err);
        if (status != LIBING_OK)
            status = ing_typed_at(r, node, status, err);
        ing_calendar_free(calendar);
    }
    if (status == LIBING_OK)
        copy = csv.failed ? NULL : ing_arena_text(r->arena, csv.ptr, csv.len);
    if (status == LIBING_OK && copy == NULL)
        status = ing_fail_nomem(err);
    *out = (ing_text){ copy, copy != NULL ? csv.len : 0 };
    ing_buf_free(&csv);
    return status;
}
