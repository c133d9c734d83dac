/* SPDX-License-Identifier: Apache-2.0 */
/* Working-day calendars: one byte for each day of the cover, read from CSV. */
#include "base/calendar.h"

#include "base/mem.h"

/* What the file says of a day; PLAIN days work from Monday to Friday. */
enum { PLAIN, HOLIDAY, WORKDAY };

struct ing_calendar {
    ing_date first, last; /* the cover, ends included */
    uint8_t *days;        /* PLAIN, HOLIDAY or WORKDAY, from `first` on */
};

typedef struct reader {
    ing_text rest; /* not read yet */
    ing_text file;
    int32_t line;
    ing_calendar *calendar; /* days NULL until the covers row */
    libing_error *err;
} reader;

static libing_status fail_at(reader *r, libing_status status)
{
    ing_error_place(r->err, r->file, r->line, 0);
    return status;
}

/* The next line without its end (LF or CRLF: spreadsheets write the latter); false at the end. */
static bool next_line(reader *r, ing_text *out)
{
    if (r->rest.len == 0)
        return false;
    const char *end = memchr(r->rest.ptr, '\n', r->rest.len);
    size_t len = end != NULL ? (size_t)(end - r->rest.ptr) : r->rest.len;
    size_t step = end != NULL ? len + 1 : len;
    *out = (ing_text){ r->rest.ptr, len };
    if (out->len > 0 && out->ptr[out->len - 1] == '\r')
        out->len--;
    r->rest = (ing_text){ r->rest.ptr + step, r->rest.len - step };
    r->line++;
    return true;
}

/* Cuts the text before the next comma off `line`; false when there is no comma. */
static bool next_cell(ing_text *line, ing_text *out)
{
    const char *comma = line->len > 0 ? memchr(line->ptr, ',', line->len) : NULL;
    if (comma == NULL)
        return false;
    size_t len = (size_t)(comma - line->ptr);
    *out = (ing_text){ line->ptr, len };
    *line = (ing_text){ comma + 1, line->len - len - 1 };
    return true;
}

static libing_status read_date(reader *r, ing_text cell, ing_date *out)
{
    if (ing_date_parse(cell, out))
        return LIBING_OK;
    return fail_at(r, ing_fail(r->err, LIBING_ERR_PACK, "calendar.date",
                               "calendar: '%.*s' is no date, write YYYY-MM-DD",
                               "日历：“%.*s”不是日期，应写作 YYYY-MM-DD", ING_TEXT_ARG(cell)));
}

static libing_status read_covers(reader *r, ing_date from, ing_date to)
{
    ing_calendar *calendar = r->calendar;
    if (calendar->days != NULL)
        return fail_at(r, ing_fail(r->err, LIBING_ERR_PACK, "calendar.covers_twice",
                                   "calendar: a second 'covers' row",
                                   "日历：“covers”行出现第二次"));
    calendar->first = from;
    calendar->last = to;
    calendar->days = ing_mem_new((size_t)(to - from) + 1, 1);
    return calendar->days != NULL ? LIBING_OK : fail_at(r, ing_fail_nomem(r->err));
}

static libing_status fail_outside(reader *r, ing_date from, ing_date to)
{
    char texts[4][11];
    ing_date_format(from, texts[0]);
    ing_date_format(to, texts[1]);
    ing_date_format(r->calendar->first, texts[2]);
    ing_date_format(r->calendar->last, texts[3]);
    return fail_at(r, ing_fail(r->err, LIBING_ERR_PACK, "calendar.row_outside",
                               "calendar: %s..%s is not inside the cover %s..%s",
                               "日历：%s..%s 不在覆盖期 %s..%s 之内", texts[0], texts[1], texts[2],
                               texts[3]));
}

static libing_status mark_days(reader *r, ing_date from, ing_date to, uint8_t kind)
{
    ing_calendar *calendar = r->calendar;
    if (calendar->days == NULL)
        return fail_at(r, ing_fail(r->err, LIBING_ERR_PACK, "calendar.no_cover",
                                   "calendar: the first row must be 'covers'",
                                   "日历：第一行必须是“covers”"));
    if (from < calendar->first || to > calendar->last)
        return fail_outside(r, from, to);
    for (ing_date day = from; day <= to; day++) {
        uint8_t *mark = &calendar->days[day - calendar->first];
        if (*mark != PLAIN && *mark != kind) {
            char text[11];
            ing_date_format(day, text);
            return fail_at(r, ing_fail(r->err, LIBING_ERR_PACK, "calendar.both_kinds",
                                       "calendar: %s is both holiday and workday",
                                       "日历：%s 既是假日又是工作日", text));
        }
        *mark = kind;
    }
    return LIBING_OK;
}

/* "from,to,kind" */
static libing_status read_row(reader *r, ing_text line)
{
    ing_text row = line, from_cell, to_cell;
    ing_date from, to;
    if (!next_cell(&row, &from_cell) || !next_cell(&row, &to_cell))
        return fail_at(r, ing_fail(r->err, LIBING_ERR_PACK, "calendar.row",
                                   "calendar: '%.*s' is no row 'from,to,kind'",
                                   "日历：“%.*s”不是“from,to,kind”形式的行",
                                   ING_TEXT_ARG(line)));
    libing_status status = read_date(r, from_cell, &from);
    if (status == LIBING_OK)
        status = read_date(r, to_cell, &to);
    if (status != LIBING_OK)
        return status;
    if (to < from)
        return fail_at(r, ing_fail(r->err, LIBING_ERR_PACK, "calendar.backwards",
                                   "calendar: %.*s is after %.*s",
                                   "日历：%.*s 晚于 %.*s", ING_TEXT_ARG(from_cell),
                                   ING_TEXT_ARG(to_cell)));
    if (ing_text_is(row, "covers"))
        return read_covers(r, from, to);
    if (ing_text_is(row, "holiday"))
        return mark_days(r, from, to, HOLIDAY);
    if (ing_text_is(row, "workday"))
        return mark_days(r, from, to, WORKDAY);
    return fail_at(r, ing_fail(r->err, LIBING_ERR_PACK, "calendar.kind",
                               "calendar: unknown kind '%.*s', there are covers, holiday, workday",
                               "日历：未知的类别“%.*s”，只有 covers、holiday、workday",
                               ING_TEXT_ARG(row)));
}

static libing_status read_rows(reader *r)
{
    ing_text line = ING_TEXT_NONE;
    if (!next_line(r, &line) || !ing_text_is(line, "from,to,kind")) {
        r->line = 1;
        return fail_at(r, ing_fail(r->err, LIBING_ERR_PACK, "calendar.header",
                                   "calendar: the first line is '%.*s', not 'from,to,kind'",
                                   "日历：首行是“%.*s”，应为“from,to,kind”",
                                   ING_TEXT_ARG(line)));
    }
    while (next_line(r, &line)) {
        libing_status status = line.len > 0 ? read_row(r, line) : LIBING_OK;
        if (status != LIBING_OK)
            return status;
    }
    if (r->calendar->days == NULL)
        return fail_at(r, ing_fail(r->err, LIBING_ERR_PACK, "calendar.no_cover",
                                   "calendar: there is no 'covers' row",
                                   "日历：没有“covers”行"));
    return LIBING_OK;
}

libing_status ing_calendar_read(ing_text csv, ing_text file, ing_calendar **out, libing_error *err)
{
    *out = NULL;
    ing_calendar *calendar = ing_mem_new(1, sizeof *calendar);
    if (calendar == NULL)
        return ing_fail_nomem(err);
    if (csv.len >= 3 && memcmp(csv.ptr, "\xEF\xBB\xBF", 3) == 0)
        csv = (ing_text){ csv.ptr + 3, csv.len - 3 }; /* spreadsheets begin with a byte order mark */
    reader r = { csv, file, 0, calendar, err };
    libing_status status = read_rows(&r);
    if (status == LIBING_OK)
        *out = calendar;
    else
        ing_calendar_free(calendar);
    return status;
}

void ing_calendar_free(ing_calendar *calendar)
{
    if (calendar == NULL)
        return;
    ing_mem_free(calendar->days);
    ing_mem_free(calendar);
}

static libing_status fail_uncovered(const ing_calendar *calendar, ing_date day, libing_error *err)
{
    char day_text[11], first[11], last[11];
    if (day < ING_DATE_MIN || day > ING_DATE_MAX)
        return ing_fail(err, LIBING_ERR_CALENDAR, "calendar.outside",
                        "working day asked for outside the years 0001..9999",
                        "所问工作日不在 0001..9999 年之内");
    ing_date_format(day, day_text);
    if (calendar == NULL)
        return ing_fail(err, LIBING_ERR_CALENDAR, "calendar.none",
                        "working day asked for %s, but there is no calendar",
                        "所问工作日 %s 没有日历可查", day_text);
    ing_date_format(calendar->first, first);
    ing_date_format(calendar->last, last);
    return ing_fail(err, LIBING_ERR_CALENDAR, "calendar.outside",
                    "working day asked for %s, outside the calendar's cover %s..%s",
                    "所问工作日 %s 不在日历覆盖期 %s..%s 之内", day_text, first, last);
}

libing_status ing_calendar_is_workday(const ing_calendar *calendar, ing_date day, bool *out,
                                      libing_error *err)
{
    *out = false;
    if (calendar == NULL || day < calendar->first || day > calendar->last)
        return fail_uncovered(calendar, day, err);
    uint8_t mark = calendar->days[day - calendar->first];
    *out = mark == WORKDAY || (mark == PLAIN && ing_date_weekday(day) <= 5);
    return LIBING_OK;
}

libing_status ing_calendar_add(const ing_calendar *calendar, ing_date start, int64_t count,
                               ing_date *out, libing_error *err)
{
    *out = start;
    ing_check(count >= 0);
    ing_date day = start;
    while (count > 0) {
        bool works;
        day++;
        libing_status status = ing_calendar_is_workday(calendar, day, &works, err);
        if (status != LIBING_OK)
            return status;
        count -= works;
    }
    *out = day;
    return LIBING_OK;
}

libing_status ing_calendar_roll(const ing_calendar *calendar, ing_date day, ing_date *out,
                                libing_error *err)
{
    bool works = false;
    *out = day;
    for (ing_date next = day; !works; next++) {
        libing_status status = ing_calendar_is_workday(calendar, next, &works, err);
        if (status != LIBING_OK)
            return status;
        *out = next;
    }
    return LIBING_OK;
}
