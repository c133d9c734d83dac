/* SPDX-License-Identifier: Apache-2.0 */
/* For tests of the sandbox: a state as a fixture, and one chunk from text to printed outcome. */
#ifndef SUPPORT_SCRIPT_RUN_H
#define SUPPORT_SCRIPT_RUN_H

#include "base/buf.h"
#include "crypto/digest.h"
#include "json/json.h"
#include "script/script.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h> /* cmocka wants these four before it */
#include <stdint.h>
#include <cmocka.h>

typedef struct script_fixture {
    ing_script *script;
    ing_hasher *hasher;
    ing_arena arena;
    ing_buf printed;
    libing_error err;
    ing_verdict verdict;
} script_fixture;

static inline libing_status script_sha256(void *ctx, ing_text seed, ing_text id, uint8_t out[32],
                                          libing_error *err)
{
    ing_digest digest;
    libing_status status =
        ing_hasher_digest(ctx, seed.ptr, seed.len, "\n", 1, id.ptr, id.len, &digest, err);

    if (status == LIBING_OK)
        memcpy(out, digest.bytes, sizeof digest.bytes);
    return status;
}

static inline int script_setup(void **state)
{
    static script_fixture fixture;
    ing_script_options options = { .hash = script_sha256 };

    fixture = (script_fixture){ .arena = ING_ARENA_INIT, .err = LIBING_ERROR_INIT };
    assert_int_equal(LIBING_OK, ing_hasher_new(&fixture.hasher, &fixture.err));
    options.hash_ctx = fixture.hasher;
    assert_int_equal(LIBING_OK, ing_script_new(&options, &fixture.script, &fixture.err));
    *state = &fixture;
    return 0;
}

static inline int script_teardown(void **state)
{
    script_fixture *fixture = *state;

    ing_script_free(fixture->script);
    ing_hasher_free(fixture->hasher);
    ing_arena_free(&fixture->arena);
    ing_buf_free(&fixture->printed);
    return 0;
}

/* The value as JSON, "nil", or the verdict and the message. Valid until the next call. */
static inline const char *script_run_within(script_fixture *fixture, const char *source,
                                            ing_program_limits limits)
{
    const ing_json *value = NULL;
    libing_status status;

    ing_arena_reset(&fixture->arena);
    ing_buf_clear(&fixture->printed);
    fixture->err = (libing_error)LIBING_ERROR_INIT;
    status =
        ing_script_evaluate(fixture->script, ING_TEXT_LIT("rule"), ing_text_of(source), &limits,
                            &fixture->arena, &value, &fixture->verdict, &fixture->err);
    if (status != LIBING_OK) {
        assert_int_equal(status, fixture->err.code);
        assert_null(value);
        ing_buf_printf(&fixture->printed, "%s: %s", ing_verdict_name(fixture->verdict),
                       fixture->err.message);
    } else if (value == NULL) {
        ing_buf_text(&fixture->printed, "nil");
    } else {
        ing_json_write(value, &fixture->printed);
    }
    return fixture->printed.ptr;
}

static inline const char *script_run(script_fixture *fixture, const char *source)
{
    return script_run_within(fixture, source, ING_EVALUATE_LIMITS);
}

static inline void script_expect(script_fixture *fixture, const char *expected, const char *source)
{
    const char *got = script_run(fixture, source);

    if (strcmp(expected, got) != 0)
        print_error("script: %s\n", source);
    assert_string_equal(expected, got);
}

#endif
