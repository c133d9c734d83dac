/* SPDX-License-Identifier: Apache-2.0 */
/* Records: what is written is read back; what is no record is damage. */
#include "base/mem.h"
#include "json/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ZONE 28800

static int set_up(void **state)
{
    static ing_arena arena;
    arena = (ing_arena)ING_ARENA_INIT;
    *state = &arena;
    return 0;
}

static int tear_down(void **state)
{
    ing_arena_free(*state);
    return 0;
}

static ing_record read_ok(ing_arena *arena, const char *line)
{
    ing_record record;
    libing_error err = LIBING_ERROR_INIT;
    if (ing_record_read(arena, ing_text_of(line), ZONE, &record, &err) != LIBING_OK)
        fail_msg("%s: %s", line, err.message);
    return record;
}

static ing_record_head event_head(void)
{
    ing_record_head head = ING_RECORD_HEAD_INIT;
    head.seq = 41;
    head.cv = 2;
    head.type = ING_TEXT_LIT("report_filed");
    head.case_id = ING_TEXT_LIT("I-2024-0041");
    head.t = ING_TEXT_LIT("2024-03-15T09:40:07.123Z");
    head.at = ING_TEXT_LIT("2024-03-15");
    head.by = ING_TEXT_LIT("grid_member:07");
    return head;
}

#define EVENT "{\"at\":\"2024-03-15\",\"by\":\"grid_member:07\",\"case\":\"I-2024-0041\",\"cv\":2," \
              "\"data\":{\"n\":1,\"village\":\"甲村\"},\"seq\":41," \
              "\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"report_filed\",\"v\":1}\n"

static const ing_json *value_of(ing_arena *arena, const char *text)
{
    const ing_json *value = NULL;
    assert_int_equal(LIBING_OK, ing_json_read(arena, ing_text_of(text), &value, NULL));
    return value;
}

static void record__event_is_written_as_one_canonical_line(void **state)
{
    ing_buf out = ING_BUF_INIT;
    ing_record_head head = event_head();
    const ing_json *data = value_of(*state, "{\"village\":\"甲村\",\"n\":1}");
    assert_int_equal(LIBING_OK, ing_record_write(&head, data, &out, NULL));
    assert_string_equal(EVENT, out.ptr);
    ing_buf_free(&out);
}

static void record__event_is_read_with_its_head_taken_apart(void **state)
{
    ing_record record = read_ok(*state, EVENT);
    assert_int_equal(41, record.seq);
    assert_int_equal(2, record.cv);
    assert_int_equal(-1, record.cause);
    assert_int_equal(-1, record.pack);
    assert_int_equal(-1, record.corrects);
    assert_int_equal(INT64_C(1710495607123), record.t_ms);
    assert_true(record.at.whole_day);
    assert_int_equal(19797, ing_moment_date(record.at));
    assert_true(ing_text_is(record.type, "report_filed"));
    assert_true(ing_text_is(record.word, "report_filed"));
    assert_true(ing_text_is(record.case_id, "I-2024-0041"));
    assert_null(record.party.ptr);
    assert_true(ing_text_is(record.by, "grid_member:07"));
    assert_true(ing_text_is(record.role, "grid_member"));
    assert_null(record.rule.ptr);
    assert_null(record.id.ptr);
    assert_true(ing_text_is(record.at_text, "2024-03-15"));
    assert_true(ing_text_is(record.t, "2024-03-15T09:40:07.123Z"));
    assert_int_equal(1, ing_json_integer(record.data, "n", -1));
    assert_ptr_equal(record.data, record.fields);
    assert_false(record.late);
}

static void record__newline_may_be_missing(void **state)
{
    char line[] = EVENT;
    line[sizeof line - 2] = '\0';
    assert_int_equal(41, read_ok(*state, line).seq);
}

static void record__decision_speaks_with_its_action_and_arguments(void **state)
{
    ing_record record = read_ok(
        *state, "{\"at\":\"2024-03-15\",\"by\":\"engine:0\",\"case\":\"c\",\"cause\":41,\"cv\":3,"
                "\"data\":{\"action\":\"grant_reward\",\"args\":{\"amount\":10000}},\"pack\":2,"
                "\"rule\":\"duty:patrol\",\"seq\":42,\"t\":\"2024-03-15T09:40:07.123Z\","
                "\"type\":\"decision\",\"v\":1}");
    assert_true(ing_text_is(record.type, "decision"));
    assert_true(ing_text_is(record.word, "grant_reward"));
    assert_int_equal(10000, ing_json_integer(record.fields, "amount", -1));
    assert_int_equal(41, record.cause);
    assert_int_equal(2, record.pack);
    assert_true(ing_text_is(record.rule, "duty:patrol"));
}

static void record__every_head_field_comes_back(void **state)
{
    ing_buf out = ING_BUF_INIT;
    ing_record_head head = event_head();
    head.case_id = ING_TEXT_NONE;
    head.cv = -1;
    head.party = ING_TEXT_LIT("enterprise:E1");
    head.cause = 7;
    head.pack = 8;
    head.corrects = 9;
    head.rule = ING_TEXT_LIT("R-1");
    head.id = ING_TEXT_LIT("键\n");
    head.req = ING_TEXT_LIT("ab");
    head.at = ING_TEXT_LIT("2024-03-15T09:00:00+08:00");
    assert_int_equal(LIBING_OK, ing_record_write(&head, NULL, &out, NULL));
    ing_record record = read_ok(*state, out.ptr);
    assert_int_equal(7, record.cause);
    assert_int_equal(8, record.pack);
    assert_int_equal(9, record.corrects);
    assert_int_equal(-1, record.cv);
    assert_true(ing_text_is(record.party, "enterprise:E1"));
    assert_true(ing_text_is(record.rule, "R-1"));
    assert_true(ing_text_is(record.id, "键\n"));
    assert_true(ing_text_is(record.req, "ab"));
    assert_false(record.at.whole_day);
    assert_int_equal(0, record.data->count);
    assert_null(ing_json_get(record.root, "data"));
    ing_buf_free(&out);
}

static bool is_late(ing_arena *arena, const char *t, const char *at)
{
    ing_buf out = ING_BUF_INIT;
    ing_record_head head = event_head();
    ing_record record;
    head.t = ing_text_of(t);
    head.at = ing_text_of(at);
    assert_int_equal(LIBING_OK, ing_record_write(&head, NULL, &out, NULL));
    assert_int_equal(LIBING_OK, ing_record_read(arena, ing_buf_view(&out), ZONE, &record, NULL));
    ing_buf_free(&out);
    return record.late;
}

static void record__late_compares_local_dates(void **state)
{
    assert_false(is_late(*state, "2024-03-15T15:59:59.999Z", "2024-03-15")); /* 23:59 local */
    assert_true(is_late(*state, "2024-03-15T16:00:00.000Z", "2024-03-15"));  /* 00:00 local */
    assert_false(is_late(*state, "2024-03-15T16:00:00.000Z", "2024-03-16T23:00:00+08:00"));
    assert_false(is_late(*state, "2024-03-15T16:00:00.000Z", "2024-03-17"));
    assert_true(is_late(*state, "2024-03-15T16:00:00.000Z", "2024-03-15T23:59:59+08:00"));
}

static const struct {
    const char *line, *id;
} damaged[] = {
    { "", "json.value" },
    { "[]", "record.object" },
    { "1", "record.object" },
    { "{}", "record.missing" },
    { "{\"at\":\"2024-03-15\",\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\"}",
      "record.missing" }, /* v */
    { "{\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1}", "record.missing" },
    { "{\"at\":\"2024-03-15\",\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1}",
      "record.missing" },
    { "{\"at\":\"2024-03-15\",\"seq\":1,\"type\":\"a\",\"v\":1}", "record.missing" },
    { "{\"at\":\"2024-03-15\",\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\",\"v\":1}",
      "record.missing" },
    { "{\"at\":\"2024-02-30\",\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1}",
      "record.field" },
    { "{\"at\":\"2024-03-15T09:00:00+09:00\",\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\","
      "\"type\":\"a\",\"v\":1}", "record.field" },
    { "{\"at\":\"2024-03-15\",\"seq\":1,\"t\":\"2024-03-15T09:40:07Z\",\"type\":\"a\",\"v\":1}",
      "record.field" },
    { "{\"at\":\"2024-03-15\",\"seq\":-1,\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1}",
      "record.field_type" },
    { "{\"at\":\"2024-03-15\",\"seq\":\"1\",\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\","
      "\"v\":1}", "record.field_type" },
    { "{\"at\":1,\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1}",
      "record.field_type" },
    { "{\"at\":\"2024-03-15\",\"data\":[],\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\","
      "\"type\":\"a\",\"v\":1}", "record.field_type" },
    { "{\"at\":\"2024-03-15\",\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"A\",\"v\":1}",
      "record.field" },
    { "{\"at\":\"2024-03-15\",\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a.b.c\","
      "\"v\":1}", "record.field" },
    { "{\"at\":\"2024-03-15\",\"case\":\"a b\",\"cv\":0,\"seq\":1,"
      "\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1}", "record.field" },
    { "{\"at\":\"2024-03-15\",\"rule\":\"\",\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\","
      "\"type\":\"a\",\"v\":1}", "record.field" },
    { "{\"at\":\"2024-03-15\",\"case\":\"c\",\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\","
      "\"type\":\"a\",\"v\":1}", "record.case_version" },
    { "{\"at\":\"2024-03-15\",\"cv\":0,\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\","
      "\"type\":\"a\",\"v\":1}", "record.case_version" },
    { "{\"at\":\"2024-03-15\",\"case\":\"c\",\"cv\":0,\"party\":\"village:V1\",\"seq\":1,"
      "\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1}", "record.two_subjects" },
    { "{\"at\":\"2024-03-15\",\"data\":{},\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\","
      "\"type\":\"decision\",\"v\":1}", "record.missing" },
    { "{\"at\":\"2024-03-15\",\"data\":{\"action\":7},\"seq\":1,"
      "\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"decision\",\"v\":1}", "record.field_type" },
    { "{\"at\":\"2024-03-15\",\"data\":{\"action\":\"a\",\"args\":[]},\"seq\":1,"
      "\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"decision\",\"v\":1}", "record.field_type" },
    { "{\"seq\":1,\"at\":\"2024-03-15\",\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1}",
      "json.order" },
    { "{\"at\":\"2024-03-15\", \"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1}",
      "json.key" },
    { "{\"at\":\"2024-03-15\",\"seq\":1,\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1}\n\n",
      "json.trailing" },
};

static void record__line_that_is_none_is_damaged(void **state)
{
    for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++) {
        ing_record record;
        libing_error err = LIBING_ERROR_INIT;
        libing_status status =
            ing_record_read(*state, ing_text_of(damaged[i].line), ZONE, &record, &err);
        if (status != LIBING_ERR_DAMAGED || err.code != LIBING_ERR_DAMAGED)
            fail_msg("'%s' is %d", damaged[i].line, (int)status);
        if (strcmp(err.id, damaged[i].id) != 0)
            fail_msg("'%s' is %s, expected %s", damaged[i].line, err.id, damaged[i].id);
    }
}

static void record__missing_field_is_named(void **state)
{
    ing_record record;
    libing_error err = LIBING_ERROR_INIT;
    ing_text line = ING_TEXT_LIT("{\"at\":\"2024-03-15\",\"t\":\"2024-03-15T09:40:07.123Z\","
                                 "\"type\":\"a\",\"v\":1}");
    (void)ing_record_read(*state, line, ZONE, &record, &err);
    assert_string_equal("record without 'seq'", err.message);
    ing_error_language(&err, "zh");
    (void)ing_record_read(*state, line, ZONE, &record, &err);
    assert_string_equal("记录缺少“seq”", err.message);
}

static void record__newer_format_is_a_version_error(void **state)
{
    ing_record record;
    libing_error err = LIBING_ERROR_INIT;
    ing_text line = ING_TEXT_LIT("{\"seq\":1,\"v\":2}");
    assert_int_equal(LIBING_ERR_VERSION, ing_record_read(*state, line, ZONE, &record, &err));
    assert_string_equal("record of format version 2, this library knows 1", err.message);
}

static void record__unknown_head_keys_are_passed_over(void **state)
{
    ing_record record =
        read_ok(*state, "{\"aa\":1,\"at\":\"2024-03-15\",\"pii\":{\"name\":\"00\"},\"seq\":5,"
                        "\"t\":\"2024-03-15T09:40:07.123Z\",\"type\":\"a\",\"v\":1,\"w\":[]}");
    assert_int_equal(5, record.seq);
    assert_non_null(ing_json_get(record.root, "pii"));
}

/* Data {"x":"…"} that makes the record of event_head() `bytes` long. */
static libing_status write_long(ing_arena *arena, size_t bytes, ing_buf *out, libing_error *err)
{
    ing_record_head head = event_head();
    ing_buf text = ING_BUF_INIT, empty = ING_BUF_INIT;
    ing_json_builder b = ing_json_begin(arena);
    ing_json_put_text(&b, "x", ING_TEXT_LIT(""));
    assert_int_equal(LIBING_OK, ing_record_write(&head, ing_json_end_object(&b), &empty, NULL));
    for (size_t i = empty.len; i < bytes; i++)
        ing_buf_byte(&text, 'x');
    b = ing_json_begin(arena);
    ing_json_put_text(&b, "x", ing_buf_view(&text));
    libing_status status = ing_record_write(&head, ing_json_end_object(&b), out, err);
    ing_buf_free(&text);
    ing_buf_free(&empty);
    return status;
}

static void record__longest_line_is_65535_bytes_with_its_newline(void **state)
{
    ing_buf out = ING_BUF_INIT;
    ing_record record;
    libing_error err = LIBING_ERROR_INIT;
    assert_int_equal(LIBING_OK, write_long(*state, 65535, &out, &err));
    assert_int_equal(65535, out.len);
    assert_int_equal(LIBING_OK, ing_record_read(*state, ing_buf_view(&out), ZONE, &record, &err));
    ing_buf_clear(&out);
    ing_buf_text(&out, "before");
    assert_int_equal(LIBING_ERR_TOOLONG, write_long(*state, 65536, &out, &err));
    assert_string_equal("record 'report_filed' would have 65536 bytes, at most 65535 are allowed",
                        err.message);
    assert_string_equal("before", out.ptr);
    ing_buf_free(&out);
}

static void record__longer_stored_line_is_damaged(void **state)
{
    ing_buf line = ING_BUF_INIT;
    ing_record record;
    libing_error err = LIBING_ERROR_INIT;
    for (int i = 0; i < 65535; i++)
        ing_buf_byte(&line, 'x');
    ing_buf_byte(&line, '\n');
    assert_int_equal(LIBING_ERR_DAMAGED,
                     ing_record_read(*state, ing_buf_view(&line), ZONE, &record, &err));
    assert_string_equal("record of 65536 bytes, at most 65535 are allowed", err.message);
    ing_buf_free(&line);
}

static void assert_refused(const ing_record_head *head, const ing_json *data, const char *id)
{
    ing_buf out = ING_BUF_INIT;
    libing_error err = LIBING_ERROR_INIT;
    assert_int_equal(LIBING_ERR_TEXT, ing_record_write(head, data, &out, &err));
    assert_string_equal(id, err.id);
    assert_int_equal(0, out.len);
    ing_buf_free(&out);
}

static void record__what_no_reader_takes_is_not_written(void **state)
{
    ing_record_head head = event_head();
    ing_json_builder b = ing_json_begin(*state);
    ing_json_put_integer(&b, "n", ING_JSON_INTEGER_MAX + 1);
    assert_refused(&head, ing_json_end_object(&b), "record.big_integer");
    b = ing_json_begin(*state);
    ing_json_put_text(&b, "s", ING_TEXT_LIT("\xED\xA0\x80"));
    assert_refused(&head, ing_json_end_object(&b), "record.utf8");
    b = ing_json_begin(*state);
    ing_json_put_text(&b, "\xFF", ING_TEXT_LIT("x"));
    assert_refused(&head, ing_json_end_object(&b), "record.utf8");
    const ing_json *value = NULL;
    for (int i = 0; i < 32; i++) { /* one more than the record itself leaves */
        b = ing_json_begin(*state);
        ing_json_put(&b, ING_TEXT_LIT("a"), value);
        value = ing_json_end_object(&b);
    }
    assert_refused(&head, value, "record.depth");
    head.by = ING_TEXT_LIT("\x80");
    assert_refused(&head, NULL, "record.utf8");
}

static void record__failing_allocations_are_nomem(void **state)
{
    ing_record_head head = event_head();
    libing_status status = LIBING_ERR_NOMEM;
    long n = 0;
    while (status != LIBING_OK) {
        ing_buf out = ING_BUF_INIT;
        ing_arena arena = ING_ARENA_INIT;
        ing_record record;
        ing_mem_fail_after(++n, false);
        status = ing_record_write(&head, NULL, &out, NULL);
        if (status == LIBING_OK)
            status = ing_record_read(&arena, ing_buf_view(&out), ZONE, &record, NULL);
        ing_mem_fail_after(0, false);
        assert_true(status == LIBING_OK || status == LIBING_ERR_NOMEM);
        ing_buf_free(&out);
        ing_arena_free(&arena);
    }
    assert_true(n > 2);
    (void)state;
}

static void glance__sees_case_cause_and_version_before_data(void **state)
{
    ing_glance glance = ing_record_glance(ing_text_of(
        "{\"at\":\"2024-01-01\",\"by\":\"grid_member:\\\",\\\"case\\\":\\\"x\",\"case\":\"B-1\",\"cause\":7,\"cv\":0,"
        "\"data\":{\"case\":\"other\",\"cv\":3}}"));
    (void)state;
    assert_true(ing_text_is(glance.case_id, "B-1"));
    assert_true(glance.is_consequence);
    assert_true(glance.begins_case);
}

static void glance__of_a_cause_about_no_case_sees_nothing(void **state)
{
    ing_glance glance = ing_record_glance(
        ing_text_of("{\"at\":\"2024-01-01\",\"by\":\"a:b\",\"data\":{\"cause\":1,\"case\":\"x\"},\"seq\":1}\n"));
    (void)state;
    assert_null(glance.case_id.ptr);
    assert_false(glance.is_consequence);
    assert_false(glance.begins_case);
}

static void glance__of_a_broken_line_stays_inside_it(void **state)
{
    static const char whole[] = "{\"at\":\"2024-01-01\",\"case\":\"B\\\\\",\"cv\":12,\"data\":{}}";
    (void)state;
    for (size_t len = 0; len < sizeof whole; len++) {
        char *cut = ing_mem_new(len + 1, 1);
        assert_non_null(cut);
        memcpy(cut, whole, len);
        assert_false(ing_record_glance((ing_text){ cut, len }).begins_case);
        ing_mem_free(cut);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(record__event_is_written_as_one_canonical_line),
        cmocka_unit_test(record__event_is_read_with_its_head_taken_apart),
        cmocka_unit_test(record__newline_may_be_missing),
        cmocka_unit_test(record__decision_speaks_with_its_action_and_arguments),
        cmocka_unit_test(record__every_head_field_comes_back),
        cmocka_unit_test(record__late_compares_local_dates),
        cmocka_unit_test(record__line_that_is_none_is_damaged),
        cmocka_unit_test(record__missing_field_is_named),
        cmocka_unit_test(record__newer_format_is_a_version_error),
        cmocka_unit_test(record__unknown_head_keys_are_passed_over),
        cmocka_unit_test(record__longest_line_is_65535_bytes_with_its_newline),
        cmocka_unit_test(record__longer_stored_line_is_damaged),
        cmocka_unit_test(record__what_no_reader_takes_is_not_written),
        cmocka_unit_test(record__failing_allocations_are_nomem),
        cmocka_unit_test(glance__sees_case_cause_and_version_before_data),
        cmocka_unit_test(glance__of_a_cause_about_no_case_sees_nothing),
        cmocka_unit_test(glance__of_a_broken_line_stays_inside_it),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
