/* SPDX-License-Identifier: Apache-2.0 */
/* Tables as the model holds them, from Lua and from CSV. */
#include "pack_text.h"

static const char *const head =
    "pack { id = \"t\", version = \"1\", files = { \"words.lua\", \"rules.lua\", \"basis.csv\" } }";

#define TABLE                                                                                      \
    "table \"basis\" { case = \"fire\", inputs = { case.harm, ev.open_air }, outputs = { "         \
    "\"law\", \"max\", \"who\", \"on\", \"wait\" }, "                                              \
    "hit = \"priority\", rank = \"max\", law_time = \"lenient\", "
#define LAWS                                                                                       \
    "law \"old\" { to = \"2024-06-30\", zh = \"旧法\" } law \"new\" { from = \"2024-07-01\" }\n"

static const char *const in_lua =
    LAWS TABLE "rows = {\n"
               "  { \"none\", \"-\", \"old\", yuan(1), \"committee\", \"2024-01-01\", days(3) },\n"
               "  { \"-\", true, \"new@2024-08-01..2024-12-31\", yuan(\"2.50\"), \"-\", "
               "\"2024-02-01\", workdays(2) } } }\n"
               "fact \"most\" { of = \"fire\", is = basis.max }\n";

static const char *const in_csv = LAWS TABLE "csv = \"basis.csv\" }\n";

static const char *const csv =
    "\xEF\xBB\xBFmax,law,case.harm,ev.open_air,wait,on,who\r\n"
    "1 yuan,old,none,-,3 days,2024-01-01,committee\r\n"
    "\r\n"
    "2.50 yuan,\"new@2024-08-01..2024-12-31\",-,true,2 workdays,2024-02-01,-\r\n";

static ing_pack_source source_of(const char *rules, const char *file)
{
    ing_pack_source source = pack_source_of(head, rules);
    pack_add(&source, "basis.csv", file);
    return source;
}

static ing_pack *load(const char *rules, const char *file)
{
    ing_pack_source source = source_of(rules, file);
    ing_pack *pack = NULL;
    libing_error err = LIBING_ERROR_INIT;
    if (ing_pack_load(&source, "en", NULL, NULL, &pack, &err) != LIBING_OK)
        fail_msg("%s:%d: %s", err.file, (int)err.line, err.message);
    ing_pack_source_free(&source);
    return pack;
}

static void assert_text(const char *expected, ing_text text)
{
    assert_int_equal(strlen(expected), text.len);
    assert_memory_equal(expected, text.ptr, text.len);
}

static void assert_rows(const ing_table *table)
{
    const ing_value *first = table->rows[0].cells, *second = table->rows[1].cells;
    assert_int_equal(2, table->row_count);
    assert_text("none", first[0].text);
    assert_int_equal(ING_VALUE_UNKNOWN, first[1].kind);
    assert_text("old", first[2].text);
    assert_int_equal(100, first[3].number);
    assert_int_equal(ING_VALUE_DATE, first[5].kind);
    assert_int_equal(ING_UNIT_DAYS, first[6].unit);
    assert_int_equal(ING_VALUE_UNKNOWN, second[0].kind);
    assert_true(second[1].truth);
    assert_text("new", second[2].text);
    assert_int_equal(250, second[3].number);
    assert_int_equal(ING_VALUE_UNKNOWN, second[4].kind);
    assert_int_equal(ING_UNIT_WORKDAYS, second[6].unit);
    assert_false(table->rows[0].has_from);
    assert_true(table->rows[0].has_to); /* the law's own */
    assert_int_equal(ing_date_of(2024, 6, 30), table->rows[0].to);
    assert_int_equal(ing_date_of(2024, 8, 1), table->rows[1].from);
    assert_int_equal(ing_date_of(2024, 12, 31), table->rows[1].to);
}

static void table__in_lua_has_its_cells_by_type(void **state)
{
    (void)state;
    ing_pack *pack = load(in_lua, csv);
    const ing_table *table = ing_map_get(&pack->tables, ING_TEXT_LIT("basis"));
    assert_rows(table);
    assert_int_equal(ING_HIT_PRIORITY, table->hit);
    assert_int_equal(1, table->rank[0]);
    assert_int_equal(ING_LAW_LENIENT, table->law_time);
    assert_text("case.act", table->act->source);
    assert_text("旧法", table->output_types[0]->words_zh[0]);
    ing_pack_free(pack);
}

static void table__in_csv_is_the_same_table(void **state)
{
    (void)state;
    ing_pack *pack = load(in_csv, csv);
    const ing_table *table = ing_map_get(&pack->tables, ING_TEXT_LIT("basis"));
    assert_rows(table);
    assert_text("basis.csv", table->csv);
    assert_int_equal(-1, table->rows[1].file);
    assert_int_equal(4, table->rows[1].line);
    ing_pack_free(pack);
}

static void lookup__has_the_type_of_its_column(void **state)
{
    (void)state;
    ing_pack *pack = load(in_lua, csv);
    const ing_fact *fact = ing_pack_fact(pack, ING_TEXT_LIT("fire"), ING_TEXT_LIT("most"));
    assert_int_equal(ING_EXPR_LOOKUP, fact->is->kind);
    assert_int_equal(1, fact->is->column);
    assert_text("basis.max", fact->is->source);
    assert_int_equal(ING_TYPE_MONEY, fact->type->kind);
    ing_pack_free(pack);
}

static void lookup__that_collects_is_a_list(void **state)
{
    (void)state;
    ing_pack *pack = load("table \"t\" { inputs = { today }, outputs = { \"n\" }, hit = "
                          "\"collect\", rows = { { \"2024-01-01\", 1 } } }\n"
                          "fact \"all\" { of = \"store\", is = t.n }",
                          csv);
    const ing_fact *fact = ing_pack_fact(pack, ING_TEXT_LIT("store"), ING_TEXT_LIT("all"));
    assert_int_equal(ING_TYPE_LIST, fact->type->kind);
    assert_int_equal(ING_TYPE_INTEGER, fact->type->element->kind);
    ing_pack_free(pack);
}

static void model__tells_the_rows(void **state)
{
    (void)state;
    ing_pack *pack = load(in_csv, csv);
    assert_non_null(
        strstr(pack->model.ptr,
               "{\"cells\":[\"none\",\"-\",\"old\",100,\"committee\",\"2024-01-01\",\"3 days\"],"
               "\"to\":\"2024-06-30\"}"));
    ing_pack_free(pack);
}

typedef struct bad_file {
    const char *text;
    int line;
    const char *code, *message;
} bad_file;

static void mistakes_in_a_csv_file__are_found_at_their_line(void **state)
{
    static const bad_file files[] = {
        { "", 1, "E105", "line 1 names each of the 7 inputs and outputs of table basis once" },
        { "max,lwa\n", 1, "E101", "unknown column lwa; did you mean law?" },
        { "max,law\n", 1, "E105",
          "line 1 names each of the 7 inputs and outputs of table basis once" },
        { "max,law,case.harm,ev.open_air,wait,on,who\n1 yuan,old\n", 2, "E105",
          "expected 7 cells, got 2" },
        { "max,law,case.harm,ev.open_air,wait,on,who\n1 yuan,\"old,none,-,3 days,2024-01-01,x\n", 2,
          "E105", "a quote is not closed, or there are more than 64 cells" },
        { "max,law,case.harm,ev.open_air,wait,on,who\n1 yuan,old,nne,-,3 days,2024-01-01,x\n", 2,
          "E105",
          "case.harm: expected one_of{none, minor, moderate, serious}, got \"nne\"; did you mean "
          "\"none\"?" },
        { "max,law,case.harm,ev.open_air,wait,on,who\n1 yuan,old,none,ture,3 days,2024-01-01,x\n",
          2, "E105", "ev.open_air: expected boolean, got \"ture\"" },
        { "max,law,case.harm,ev.open_air,wait,on,who\n1 yuan,old,none,-,3 days,2024-01-01,x\n1 "
          "yuan,odl,none,-,3 days,2024-01-01,x\n",
          3, "E101", "unknown law odl; did you mean old?" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        ing_pack_source source = source_of(in_csv, files[i].text);
        ing_diagnosis *diagnosis = ing_diagnosis_new("en");
        ing_pack *pack = NULL;
        libing_error err = LIBING_ERROR_INIT;
        assert_int_equal(LIBING_OK, ing_pack_load(&source, "en", NULL, diagnosis, &pack, &err));
        assert_null(pack);
        assert_string_equal(files[i].message, diagnosis->items[0].message);
        assert_string_equal(files[i].code, diagnosis->items[0].code);
        assert_int_equal(files[i].line, diagnosis->items[0].line);
        assert_string_equal("basis.csv", diagnosis->items[0].path);
        assert_int_equal(1, diagnosis->count);
        ing_diagnosis_free(diagnosis);
        ing_pack_source_free(&source);
    }
}

/* The examples of the language's description: names are used before their declaration. */
static void examples__load_without_a_mistake(void **state)
{
    (void)state;
    ing_pack_source source;
    ing_pack *pack = NULL;
    libing_error err = LIBING_ERROR_INIT;
    ing_diagnosis *diagnosis = ing_diagnosis_new("en");
    assert_int_equal(LIBING_OK, ing_pack_source_directory(LIBING_SOURCE_DIR "/tests/data/language",
                                                          &source, &err));
    assert_int_equal(LIBING_OK, ing_pack_load(&source, "en", NULL, diagnosis, &pack, &err));
    for (size_t i = 0; i < diagnosis->count; i++) {
        if (diagnosis->items[i].code[0] == 'E')
            fail_msg("%s:%d %s", diagnosis->items[i].path, (int)diagnosis->items[i].line,
                     diagnosis->items[i].message);
    }
    assert_non_null(pack);
    assert_int_equal(4, pack->procedure_count);
    assert_int_equal(2, pack->tables.count);
    ing_pack_free(pack);
    ing_pack_source_free(&source);
    ing_diagnosis_free(diagnosis);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table__in_lua_has_its_cells_by_type),
        cmocka_unit_test(table__in_csv_is_the_same_table),
        cmocka_unit_test(lookup__has_the_type_of_its_column),
        cmocka_unit_test(lookup__that_collects_is_a_list),
        cmocka_unit_test(model__tells_the_rows),
        cmocka_unit_test(mistakes_in_a_csv_file__are_found_at_their_line),
        cmocka_unit_test(examples__load_without_a_mistake),
    };
    return cmocka_run_group_tests_name("pack/table", tests, NULL, NULL);
}
