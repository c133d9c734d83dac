/* SPDX-License-Identifier: Apache-2.0 */
/* pack.lua and the files around it: what they may say, identity, limits, memory. */
#include "pack_text.h"

#include "base/mem.h"

#include <libing/pack.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct head_mistake {
    const char *head;
    int line, column;
    const char *code, *message;
} head_mistake;

static const head_mistake head_mistakes[] = {
    { "pack { version = \"1\" }", 1, 0, "E105", "pack: id is 1 to 63 letters, digits and . _ -" },
    { "pack { id = \"a b\", version = \"1\" }", 1, 8, "E105",
      "pack: id is 1 to 63 letters, digits and . _ -" },
    { "pack { id = \"a\" }", 1, 0, "E105", "pack: version is missing or no version: \"1.0.0\"" },
    { "pack { id = \"a\", version = \"1\", time_zone = \"Asia/Shanghai\" }", 1, 45, "E105",
      "pack: 'Asia/Shanghai' is no time zone, write a fixed offset such as \"+08:00\"" },
    { "pack { id = \"a\", version = \"1\", needs = \">= 99.1\" }", 1, 41, "E105",
      "pack needs libing >= 99.1, this is 0.1.0" },
    { "pack { id = \"a\", version = \"1\", needs = \"0.1\" }", 1, 41, "E105",
      "pack: write needs = \">= 0.1\"" },
    { "pack { id = \"a\", version = \"1\", limits = { instructions = 16000001 } }", 1, 44, "E105",
      "pack: limits.instructions is a whole number from 1 to 16000000" },
    { "pack { id = \"a\", version = \"1\", limits = { memory_kib = 0 } }", 1, 44, "E105",
      "pack: limits.memory_kib is a whole number from 1 to 65536" },
    { "pack { id = \"a\", version = \"1\", limits = { memory = 1 } }", 1, 44, "E101",
      "unknown field of limits memory" },
    { "pack { id = \"a\", version = \"1\", extends = \"bayi >= 1.0\" }", 1, 43, "E111",
      "there is no pack bayi beside this one, nor in base/bayi/" },
    { "pack { id = \"a\", version = \"1\", extends = \"bayi 1.0\" }", 1, 43, "E105",
      "pack: write extends = \"bayi >= 1.0\"" },
    { "pack { id = \"a\", version = \"1\", fils = {} }", 1, 33, "E101",
      "unknown field of pack fils; did you mean files?" },
    { "pack { id = \"a\", version = \"1\", files = { \"word.lua\" } }", 1, 43, "E101",
      "unknown file word.lua; did you mean words.lua?" },
    { "pack { id = \"a\", version = \"1\", files = { \"../words.lua\" } }", 1, 43, "E105",
      "'../words.lua' is no path inside the pack" },
    { "pack { id = \"a\", version = \"1\", files = { \"words.lua\", \"words.lua\" } }", 1, 43,
      "E102", "the file words.lua is listed twice" },
    { "pack { id = \"a\", version = \"1\", files = { \"pack.lua\" } }", 1, 43, "E102",
      "the file pack.lua is listed twice" },
    { "pack { id = \"a\", version = \"1\", calendar = \"calender.csv\" }", 1, 44, "E101",
      "unknown file calender.csv; did you mean calendar.csv?" },
    { "pack { id = \"a\", version = \"1\" }\npack { id = \"b\", version = \"1\" }", 2, 1, "E102",
      "there is a second pack { … }" },
    { "pack { id = \"a\", version = \"1\" }\nrole \"r\" { }", 2, 1, "E110",
      "pack.lua holds pack { … } alone: move role to another file" },
    { "pak { id = \"a\", version = \"1\" }", 0, 0, "E101", "pack.lua declares no pack { … }" },
    { "pack { id = \"a\" version = \"1\" }", 1, 17, "E100", NULL },
};

static void head__mistakes_are_found_one_by_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof head_mistakes / sizeof head_mistakes[0]; i++) {
        const head_mistake *expected = &head_mistakes[i];
        ing_diagnosis *diagnosis = pack_diagnose(expected->head, "", "en");
        const ing_finding *found = diagnosis->count == 1 ? &diagnosis->items[0] : NULL;
        for (size_t j = 0; found == NULL && j < diagnosis->count; j++)
            print_error("%s %s\n", diagnosis->items[j].code, diagnosis->items[j].message);
        if (found == NULL)
            fail_msg("%s: %zu findings", expected->head, diagnosis->count);
        assert_string_equal(expected->code, found->code);
        if (expected->message != NULL)
            assert_string_equal(expected->message, found->message);
        assert_string_equal("pack.lua", found->path);
        assert_int_equal(expected->line, found->line);
        assert_int_equal(expected->column, found->column);
        ing_diagnosis_free(diagnosis);
    }
}

static void calendar__that_is_none_is_a_finding_in_its_file(void **state)
{
    (void)state;
    ing_pack_source source = { ING_ARENA_INIT, 0, NULL };
    ing_diagnosis *diagnosis = ing_diagnosis_new("en");
    ing_pack *pack = NULL;
    pack_add(&source, "pack.lua", "pack { id = \"a\", version = \"1\", calendar = \"c.csv\" }");
    pack_add(&source, "c.csv",
             "from,to,kind\n2024-01-01,2024-12-31,covers\n2024-02-30,2024-03-01,holiday\n");
    assert_int_equal(LIBING_OK, ing_pack_load(&source, "en", NULL, diagnosis, &pack, NULL));
    assert_null(pack);
    assert_int_equal(1, diagnosis->count);
    assert_string_equal("c.csv", diagnosis->items[0].path);
    assert_string_equal("E108", diagnosis->items[0].code);
    assert_int_equal(3, diagnosis->items[0].line);
    ing_diagnosis_free(diagnosis);
    ing_pack_source_free(&source);
}

/* --- several findings ------------------------------------------------------------------------- */

static void load__lists_every_mistake_in_order_of_place(void **state)
{
    (void)state;
    ing_diagnosis *diagnosis = pack_diagnose(
        NULL,
        "rule \"a\" { case = \"fire\", on = \"burn_found\", must = remnid { } }\n"
        "rule \"b\" { case = \"fier\", on = \"burn_fond\", must = remind { } }\n"
        "event \"c\" { about = \"fire\", by = { \"comittee\" }, fields = { x = dat } }\n",
        "en");
    assert_int_equal(5, diagnosis->count);
    assert_string_equal("unknown action remnid; did you mean remind?", diagnosis->items[0].message);
    assert_string_equal("unknown case kind fier; did you mean fire?", diagnosis->items[1].message);
    assert_string_equal("unknown event or action burn_fond; did you mean burn_found?",
                        diagnosis->items[2].message);
    assert_string_equal("unknown role comittee; did you mean committee?",
                        diagnosis->items[3].message);
    assert_string_equal("unknown type dat; did you mean date?", diagnosis->items[4].message);
    ing_diagnosis_free(diagnosis);
}

static void load__of_a_file_that_stops_does_not_miss_its_words(void **state)
{
    (void)state;
    ing_diagnosis *diagnosis =
        pack_diagnose(NULL,
                      "rule \"a\" { case = \"fire\", on = \"burn_found\", must = other { } }\n"
                      "local x = case.harmless\nlocal y = nil .. \"\"\n"
                      "action \"other\" { kind = \"record\", fields = {} }\n",
                      "en");
    assert_int_equal(1, diagnosis->count);
    assert_string_equal("E100", diagnosis->items[0].code);
    assert_int_equal(3, diagnosis->items[0].line);
    ing_diagnosis_free(diagnosis);
}

static void load__without_a_list_fails_with_the_first_error(void **state)
{
    (void)state;
    ing_pack_source source = pack_source_of(
        NULL, "\nrule \"a\" { case = \"fire\", on = \"burn_fond\", must = remind { } }");
    libing_error err = LIBING_ERROR_INIT;
    ing_pack *pack = NULL;
    assert_int_equal(LIBING_ERR_PACK, ing_pack_load(&source, "zh", NULL, NULL, &pack, &err));
    assert_null(pack);
    assert_string_equal("E101 没有这个事件或行动：burn_fond；是否想写 burn_found？", err.message);
    assert_string_equal("rules.lua", err.file);
    assert_int_equal(2, err.line);
    assert_int_equal(32, err.column);
    ing_pack_source_free(&source);
}

static void load__of_expressions_that_multiply_is_refused(void **state)
{
    (void)state;
    ing_diagnosis *diagnosis = pack_diagnose(
        NULL,
        "local x = ev.size\nfor i = 1, 40 do x = x + x end\n"
        "rule \"a\" { on = \"burn_verified\", given = { x:is(1) }, must = remind { } }",
        "en");
    assert_int_equal(1, diagnosis->count);
    assert_string_equal("E100", diagnosis->items[0].code);
    ing_diagnosis_free(diagnosis);
}

static void load__of_facts_that_rest_deeply_on_one_another_is_refused(void **state)
{
    (void)state;
    ing_diagnosis *diagnosis =
        pack_diagnose(NULL,
                      "for i = 1, 200 do fact(\"f\" .. i) { of = \"fire\", holds = { case[\"f\" .. "
                      "(i + 1)] } } end\n"
                      "fact \"f201\" { of = \"fire\", holds = { case.harmless } }",
                      "en");
    assert_true(diagnosis->errors >= 1);
    assert_string_equal("E106", diagnosis->items[0].code);
    assert_string_equal("facts rest on one another more than 48 deep", diagnosis->items[0].message);
    ing_diagnosis_free(diagnosis);
}

/* --- identity --------------------------------------------------------------------------------- */

static void identity__is_taken_over_the_sorted_lines_of_digests(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(NULL, "");
    ing_hasher *hasher = NULL;
    ing_buf lines = ING_BUF_INIT;
    ing_digest digest;
    const char *const paths[] = { "calendar.csv", "pack.lua", "rules.lua", "words.lua" };
    const char *const texts[] = { pack_calendar, pack_head, "", pack_words };
    assert_int_equal(LIBING_OK, ing_hasher_new(&hasher, NULL));
    assert_int_equal(4, pack->file_count);
    for (size_t i = 0; i < 4; i++) {
        char hex[65];
        assert_true(ing_text_is(pack->files[i].path, paths[i]));
        assert_int_equal(LIBING_OK, ing_hasher_digest(hasher, texts[i], strlen(texts[i]), NULL, 0,
                                                      NULL, 0, &digest, NULL));
        assert_memory_equal(digest.bytes, pack->files[i].digest.bytes, 32);
        ing_digest_hex(&digest, hex);
        ing_buf_printf(&lines, "%s  %s\n", hex, paths[i]);
    }
    assert_int_equal(LIBING_OK, ing_hasher_digest(hasher, lines.ptr, lines.len, NULL, 0, NULL, 0,
                                                  &digest, NULL));
    assert_memory_equal(digest.bytes, pack->digest.bytes, 32);
    assert_int_equal(LIBING_OK, ing_hasher_digest(hasher, pack->model.ptr, pack->model.len, NULL, 0,
                                                  NULL, 0, &digest, NULL));
    assert_memory_equal(digest.bytes, pack->model_digest.bytes, 32);
    ing_buf_free(&lines);
    ing_hasher_free(hasher);
    ing_pack_free(pack);
}

static void head__gives_limits_zone_and_their_defaults(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(NULL, "");
    assert_int_equal(1000000, pack->limits.instructions);
    assert_int_equal(4096 * 1024, pack->limits.memory_bytes);
    assert_int_equal(28800, pack->zone_seconds);
    assert_null(pack->calendar);
    ing_pack_free(pack);
    pack = pack_of(
        "pack { id = \"t\", version = \"1\", time_zone = \"-03:30\", currency = \"CNY\", calendar "
        "= \"calendar.csv\",\n"
        "  files = { \"words.lua\" }, limits = { instructions = 16000000, memory_kib = 65536 } }",
        "");
    assert_int_equal(16000000, pack->limits.instructions);
    assert_int_equal(65536 * 1024, pack->limits.memory_bytes);
    assert_int_equal(-12600, pack->zone_seconds);
    assert_non_null(pack->calendar);
    ing_pack_free(pack);
}

/* --- sizes ------------------------------------------------------------------------------------ */

static void source__refuses_a_file_over_64_kib_and_a_pack_over_16_mib(void **state)
{
    (void)state;
    ing_pack_source source = { ING_ARENA_INIT, 0, NULL };
    libing_error err = LIBING_ERROR_INIT;
    char *text = malloc(ING_PACK_FILE_BYTES_MAX + 1);
    assert_non_null(text);
    memset(text, ' ', ING_PACK_FILE_BYTES_MAX + 1);
    assert_int_equal(LIBING_ERR_TOOLONG,
                     ing_pack_source_add(&source, ING_TEXT_LIT("a.lua"),
                                         (ing_text){ text, ING_PACK_FILE_BYTES_MAX + 1 }, &err));
    for (int i = 0; i < ING_PACK_BYTES_MAX / ING_PACK_FILE_BYTES_MAX; i++) {
        char path[16];
        (void)snprintf(path, sizeof path, "%d.lua", i);
        assert_int_equal(LIBING_OK,
                         ing_pack_source_add(&source, ing_text_of(path),
                                             (ing_text){ text, ING_PACK_FILE_BYTES_MAX }, &err));
    }
    assert_int_equal(LIBING_ERR_TOOLONG,
                     ing_pack_source_add(&source, ING_TEXT_LIT("z.lua"), ING_TEXT_LIT("x"), &err));
    free(text);
    ing_pack_source_free(&source);
}

/* --- from a directory ------------------------------------------------------------------------- */

static void write_file(const char *directory, const char *name, const char *text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(strlen(text), fwrite(text, 1, strlen(text), file));
    assert_int_equal(0, fclose(file));
}

static void remove_files(const char *directory)
{
    const char *const names[] = { "pack.lua", "words.lua", "rules.lua", "notes.lua" };
    char path[256];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        (void)unlink(path);
    }
    (void)rmdir(directory);
}

static void check__of_a_directory_lists_what_is_wrong(void **state)
{
    (void)state;
    char directory[] = "/tmp/libing-pack-XXXXXX";
    libing_diagnostics *list = NULL;
    libing_error err = LIBING_ERROR_INIT;
    assert_non_null(mkdtemp(directory));
    write_file(directory, "pack.lua",
               "pack { id = \"t\", version = \"1\", files = { \"words.lua\", \"rules.lua\", "
               "\"gone.lua\" } }");
    write_file(directory, "words.lua", pack_words);
    write_file(directory, "rules.lua", "rule \"a\" { on = \"burn_fond\", must = remind { } }");
    write_file(directory, "notes.lua", "this is no part of the pack");
    assert_int_equal(LIBING_OK, libing_pack_check(directory, "en", &list, &err));
    assert_int_equal(2, libing_diagnostics_count(list));
    assert_int_equal(2, libing_diagnostics_errors(list));
    assert_string_equal("unknown file gone.lua", libing_diagnostics_get(list, 0)->message);
    assert_string_equal("pack.lua", libing_diagnostics_get(list, 0)->file);
    assert_string_equal("rules.lua", libing_diagnostics_get(list, 1)->file);
    assert_string_equal("E101", libing_diagnostics_get(list, 1)->code);
    assert_int_equal(17, libing_diagnostics_get(list, 1)->column);
    assert_null(libing_diagnostics_get(list, 2));
    libing_diagnostics_free(list);
    remove_files(directory);
}

static void check__without_folder_or_pack_is_notfound(void **state)
{
    (void)state;
    char directory[] = "/tmp/libing-pack-XXXXXX";
    libing_diagnostics *list = NULL;
    libing_error err = LIBING_ERROR_INIT;
    assert_non_null(mkdtemp(directory));
    assert_int_equal(LIBING_ERR_NOTFOUND, libing_pack_check(directory, "en", &list, &err));
    assert_null(list);
    assert_int_equal(0, rmdir(directory));
    assert_int_equal(LIBING_ERR_NOTFOUND, libing_pack_check(directory, NULL, &list, &err));
    assert_int_equal(LIBING_ERR_INVALID, libing_pack_check(NULL, "en", &list, &err));
    assert_int_equal(0, libing_diagnostics_count(NULL));
    libing_diagnostics_free(NULL);
}

/* --- memory ----------------------------------------------------------------------------------- */

static void load__survives_every_failing_allocation(void **state)
{
    (void)state;
    const char *rules =
        "rule \"r\" { case = \"fire\", on = \"burn_verified\", each = case.keys, cite = \"x\",\n"
        "  given = { case.harmless, known(first(\"burn_found\", { it.keys:has(each) }):of(store)) "
        "},\n"
        "  require = { { \"no_rule\", ev.open_air } }, otherwise = no_suspension { },\n"
        "  must = suspend { household = case.household, year = case.act_day.year } }\n"
        "rule \"s\" { case = \"fire\", on = \"burn_verified\", given = { case.actt:is(1) }, must = "
        "remind { } }";
    libing_status status = LIBING_ERR_NOMEM;
    long step = 1;
    for (long n = 1; status == LIBING_ERR_NOMEM && n < 100000; n += step) {
        ing_pack_source source = pack_source_of(NULL, rules);
        libing_error err = LIBING_ERROR_INIT;
        ing_pack *pack = NULL;
        ing_mem_fail_after(n, n % 2 == 0);
        status = ing_pack_load(&source, "en", NULL, NULL, &pack, &err);
        ing_mem_fail_after(0, false);
        assert_null(pack);
        ing_pack_source_free(&source);
        step = n < 200 ? 1 : 7;
    }
    assert_int_equal(LIBING_ERR_PACK, status);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(head__mistakes_are_found_one_by_one),
        cmocka_unit_test(calendar__that_is_none_is_a_finding_in_its_file),
        cmocka_unit_test(load__lists_every_mistake_in_order_of_place),
        cmocka_unit_test(load__of_a_file_that_stops_does_not_miss_its_words),
        cmocka_unit_test(load__without_a_list_fails_with_the_first_error),
        cmocka_unit_test(load__of_expressions_that_multiply_is_refused),
        cmocka_unit_test(load__of_facts_that_rest_deeply_on_one_another_is_refused),
        cmocka_unit_test(identity__is_taken_over_the_sorted_lines_of_digests),
        cmocka_unit_test(head__gives_limits_zone_and_their_defaults),
        cmocka_unit_test(source__refuses_a_file_over_64_kib_and_a_pack_over_16_mib),
        cmocka_unit_test(check__of_a_directory_lists_what_is_wrong),
        cmocka_unit_test(check__without_folder_or_pack_is_notfound),
        cmocka_unit_test(load__survives_every_failing_allocation),
    };
    return cmocka_run_group_tests_name("pack/pack_head", tests, NULL, NULL);
}
