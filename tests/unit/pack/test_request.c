/* SPDX-License-Identifier: Apache-2.0 */
/* Requests against a vocabulary: form, words, types, roles. */
#include "pack_text.h"

#include <stdio.h>

typedef struct asked {
    const char *json, *kind; /* kind of the case; NULL = a new one */
    libing_status status;
    const char *message, *message_zh;
} asked;

#define FOUND                                                                                      \
    "\"type\":\"burn_found\",\"case\":\"F1\",\"at\":\"2024-03-01\",\"by\":\"grid_member:07\""
#define KEYS "\"keys\":[{\"violator\":\"household:H1\",\"kind\":\"straw\"}]"

static const asked questions[] = {
    { "{" FOUND ",\"data\":{\"household\":\"household:H1\"," KEYS "}}", NULL, LIBING_OK, NULL,
      NULL },
    { "{" FOUND ",\"data\":{\"household\":\"household:H1\"," KEYS "}}", "fire", LIBING_OK, NULL,
      NULL },
    { "{" FOUND ",\"data\":{\"household\":\"household:H1\"," KEYS "}}", "benefit", LIBING_ERR_TYPE,
      NULL, NULL },
    { "{" FOUND ",\"data\":{\"houshold\":\"household:H1\"}}", NULL, LIBING_ERR_WORD,
      "burn_found has no field houshold; did you mean household?",
      "burn_found没有字段houshold；是否指household？" },
    { "{" FOUND ",\"data\":{\"household\":\"household:H1\"," KEYS ",\"harm\":\"mnior\"}}", NULL,
      LIBING_ERR_WORD, "burn_found.harm: unknown word 'mnior'; did you mean 'minor'?",
      "burn_found.harm：没有“mnior”这个词；是否想写“minor”？" },
    { "{" FOUND ",\"data\":{\"household\":\"village:V1\"," KEYS "}}", NULL, LIBING_ERR_TYPE,
      "burn_found.household: expected party_id{household}, got \"village:V1\"", NULL },
    { "{" FOUND ",\"data\":{\"household\":\"household:H1\"}}", NULL, LIBING_ERR_TYPE,
      "burn_found lacks field keys", NULL },
    { "{" FOUND ",\"data\":{" KEYS ",\"household\":\"household:13800138000\"}}", NULL,
      LIBING_ERR_TYPE, NULL, NULL },
    { "{" FOUND ",\"data\":[]}", NULL, LIBING_ERR_TYPE, "'data' must be an object", NULL },
    { "{" FOUND ",\"when\":\"now\"}", NULL, LIBING_ERR_WORD,
      "a request has no 'when'; fields of the event go into data", NULL },
    { "{" FOUND ",\"daat\":{}}", NULL, LIBING_ERR_WORD,
      "a request has no 'daat'; did you mean data?", NULL },
    { "{\"type\":\"burn_fond\",\"case\":\"F1\",\"at\":\"2024-03-01\",\"by\":\"grid_member:07\"}",
      NULL, LIBING_ERR_WORD, "unknown event burn_fond; did you mean burn_found?",
      "未知事件burn_fond；是否指burn_found？" },
    { "{\"type\":\"burn_found\",\"at\":\"2024-03-01\",\"by\":\"grid_member:07\"}", NULL,
      LIBING_ERR_TYPE, NULL, NULL },
    { "{\"type\":\"burn_found\",\"case\":\"F 1\",\"at\":\"2024-03-01\",\"by\":\"grid_member:07\"}",
      NULL, LIBING_ERR_TYPE, NULL, NULL },
    { "{\"type\":\"burn_found\",\"case\":\"F1\",\"at\":\"2024-03-01\",\"by\":\"grid_membr:07\"}",
      NULL, LIBING_ERR_WORD, "unknown role grid_membr; did you mean grid_member?", NULL },
    { "{\"type\":\"burn_found\",\"case\":\"F1\",\"at\":\"2024-03-01\",\"by\":\"committee:07\"}",
      NULL, LIBING_ERR_ROLE, "role committee may not record burn_found; these may: grid_member",
      NULL },
    { "{\"type\":\"burn_found\",\"case\":\"F1\",\"at\":\"2024-03-01\",\"by\":\"grid_member\"}",
      NULL, LIBING_ERR_ROLE, NULL, NULL },
    { "{\"case\":\"F1\",\"at\":\"2024-03-01\",\"by\":\"grid_member:07\"}", NULL, LIBING_ERR_TYPE,
      "the request lacks 'type'", NULL },
    { "{" FOUND ",\"expect\":-2}", NULL, LIBING_ERR_TYPE, "'expect' must be an integer from -1",
      NULL },
    { "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-01\",\"by\":\"committee:07\","
      "\"data\":{\"act\":\"2024-02-29\",\"actor\":\"member\"}}",
      "fire", LIBING_OK, NULL, NULL },
    { "{\"type\":\"burn_verified\",\"case\":\"F1\",\"at\":\"2024-03-01\",\"by\":\"committee:07\","
      "\"data\":{\"act\":\"2023-02-29\",\"actor\":\"member\"}}",
      "fire", LIBING_ERR_DATE, "burn_verified.act: '2023-02-29' is no date, expected YYYY-MM-DD",
      NULL },
    { "{\"type\":\"visited\",\"party\":\"household:H1\",\"at\":\"2024-03-01\",\"by\":\"grid_member:"
      "07\"}",
      NULL, LIBING_OK, NULL, NULL },
    { "{\"type\":\"visited\",\"party\":\"village:V1\",\"at\":\"2024-03-01\",\"by\":\"grid_member:"
      "07\"}",
      NULL, LIBING_ERR_TYPE, NULL, NULL },
    { "{\"type\":\"visited\",\"case\":\"F1\",\"at\":\"2024-03-01\",\"by\":\"grid_member:07\"}",
      NULL, LIBING_ERR_TYPE, NULL, NULL },
    { "{\"type\":\"rule_adopted\",\"case\":\"F1\",\"at\":\"2024-03-01\",\"by\":\"committee:07\"}",
      NULL, LIBING_ERR_TYPE, NULL, NULL },
    { "{\"type\":\"party.recorded\",\"party\":\"household:H1\",\"at\":\"2024-03-01\",\"by\":\"grid_"
      "member:07\","
      "\"data\":{\"members\":3}}",
      NULL, LIBING_OK, NULL, NULL },
    { "{\"type\":\"party.recorded\",\"party\":\"houshold:H1\",\"at\":\"2024-03-01\",\"by\":\"grid_"
      "member:07\"}",
      NULL, LIBING_ERR_WORD, "unknown party kind houshold; did you mean household?", NULL },
    { "[]", NULL, LIBING_ERR_TEXT, "a request is one JSON object", NULL },
    { "{\"type\":null}", NULL, LIBING_ERR_TEXT, NULL, NULL },
};

static libing_status ask(const ing_pack *pack, const asked *question, const char *language,
                         libing_error *err)
{
    ing_arena arena = ING_ARENA_INIT;
    ing_request request;
    *err = (libing_error)LIBING_ERROR_INIT;
    ing_error_language(err, language);
    libing_status status = ing_request_read(&arena, ing_text_of(question->json), &request, err);
    if (status == LIBING_OK)
        status = ing_request_check(pack, &request, ing_text_of(question->kind), err);
    ing_arena_free(&arena);
    return status;
}

static void request__is_checked_against_the_vocabulary(void **state)
{
    (void)state;
    ing_pack *pack = pack_of(NULL, "");
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        libing_error err;
        libing_status status = ask(pack, &questions[i], "en", &err);
        if (status != questions[i].status)
            fail_msg("%s: %s %s", questions[i].json, libing_status_name(status), err.message);
        if (questions[i].message != NULL)
            assert_string_equal(questions[i].message, err.message);
        assert_int_equal(status, ask(pack, &questions[i], "zh", &err));
        if (questions[i].message_zh != NULL)
            assert_string_equal(questions[i].message_zh, err.message);
    }
    ing_pack_free(pack);
}

static void request__id_over_128_bytes_is_too_long(void **state)
{
    (void)state;
    char json[512], id[130];
    ing_arena arena = ING_ARENA_INIT;
    ing_request request;
    memset(id, 'x', 129);
    id[129] = '\0';
    (void)snprintf(json, sizeof json, "{" FOUND ",\"id\":\"%s\"}", id);
    assert_int_equal(LIBING_ERR_TOOLONG,
                     ing_request_read(&arena, ing_text_of(json), &request, NULL));
    ing_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(request__is_checked_against_the_vocabulary),
        cmocka_unit_test(request__id_over_128_bytes_is_too_long),
    };
    return cmocka_run_group_tests_name("pack/request", tests, NULL, NULL);
}
