/* SPDX-License-Identifier: Apache-2.0 */
/* Allocation, arenas, buffers and the map, with and without memory. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/mem.h"

#include <stdalign.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void mem__objects_are_zeroed(void **state)
{
    (void)state;
    unsigned char *bytes = ing_mem_new(100, 3);
    assert_non_null(bytes);
    for (size_t i = 0; i < 300; i++)
        assert_int_equal(0, bytes[i]);
    ing_mem_free(bytes);
    void *empty = ing_mem_new(0, 8);
    assert_non_null(empty);
    ing_mem_free(empty);
    ing_mem_free(NULL);
}

static void mem__overflowing_product_is_refused(void **state)
{
    (void)state;
    char *kept = ing_mem_text("案件x", 3);
    assert_string_equal("案", kept);
    assert_null(ing_mem_new(SIZE_MAX / 2, 3));
    assert_null(ing_mem_resize(kept, SIZE_MAX / 2, 3));
    assert_string_equal("案", kept);
    ing_mem_free(kept);
}

static void mem__chosen_allocation_fails_once(void **state)
{
    (void)state;
    ing_mem_fail_after(2, false);
    void *first = ing_mem_new(1, 1);
    assert_int_equal(1, ing_mem_countdown());
    assert_null(ing_mem_new(1, 1));
    assert_int_equal(0, ing_mem_countdown());
    void *third = ing_mem_new(1, 1);
    assert_non_null(first);
    assert_non_null(third);
    ing_mem_free(first);
    ing_mem_free(third);
}

static void mem__persistent_failure_lasts_until_stopped(void **state)
{
    (void)state;
    ing_mem_fail_after(1, true);
    assert_null(ing_mem_new(1, 1));
    assert_null(ing_mem_resize(NULL, 1, 1));
    assert_null(ing_mem_text("x", 1));
    ing_mem_fail_after(0, true);
    void *after = ing_mem_new(1, 1);
    assert_non_null(after);
    ing_mem_free(after);
}

static void arena__objects_are_zeroed_and_aligned_and_apart(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    unsigned char *before = NULL;
    for (size_t size = 0; size < 400; size++) {
        unsigned char *object = ing_arena_new(&arena, 1, size);
        assert_non_null(object);
        assert_ptr_not_equal(before, object);
        assert_int_equal(0, (uintptr_t)object % alignof(max_align_t));
        for (size_t i = 0; i < size; i++)
            assert_int_equal(0, object[i]);
        memset(object, 0xAA, size);
        before = object;
    }
    ing_arena_free(&arena);
}

static void arena__reset_gives_zeroed_memory_again(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    memset(ing_arena_new(&arena, 1, 5000), 0xAA, 5000);
    memset(ing_arena_new(&arena, 1, 50), 0xAA, 50);
    ing_arena_reset(&arena);
    assert_int_equal(0, arena.used_bytes);
    ing_mem_fail_after(1, true); /* the block that was kept is enough */
    unsigned char *object = ing_arena_new(&arena, 5, 1000);
    ing_mem_fail_after(0, false);
    assert_non_null(object);
    for (size_t i = 0; i < 5000; i++)
        assert_int_equal(0, object[i]);
    ing_arena_free(&arena);
    ing_arena_free(NULL);
}

static void arena__large_objects_get_their_own_block(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    char *small = ing_arena_text(&arena, "small", 5);
    unsigned char *large = ing_arena_new(&arena, 1 << 20, 1);
    char *after = ing_arena_text(&arena, "after", 5);
    assert_non_null(large);
    large[(1 << 20) - 1] = 1;
    assert_string_equal("small", small);
    assert_string_equal("after", after);
    ing_arena_free(&arena);
}

static void arena__limit_refuses_and_reset_makes_room(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    arena.limit_bytes = 1024;
    assert_non_null(ing_arena_new(&arena, 1, 1000));
    assert_false(arena.failed);
    assert_null(ing_arena_new(&arena, 1, 100));
    assert_true(arena.failed);
    assert_non_null(ing_arena_new(&arena, 1, 8)); /* there is still room for less */
    ing_arena_reset(&arena);
    assert_false(arena.failed);
    assert_non_null(ing_arena_new(&arena, 1, 1024));
    ing_arena_free(&arena);
}

static void arena__overflowing_product_is_refused(void **state)
{
    (void)state;
    ing_arena arena = ING_ARENA_INIT;
    assert_null(ing_arena_new(&arena, SIZE_MAX / 2, 3));
    assert_true(arena.failed);
    assert_null(ing_arena_new(&arena, SIZE_MAX, 1));
    assert_null(ing_arena_new(&arena, SIZE_MAX - 64, 1));
    assert_null(ing_arena_text(&arena, "", SIZE_MAX));
    ing_arena_free(&arena);
}

static void arena__without_memory_is_null_and_usable_after(void **state)
{
    (void)state;
    for (long n = 1; n < 6; n++) {
        ing_arena arena = ING_ARENA_INIT;
        size_t refused = 0;
        ing_mem_fail_after(n, false);
        for (int i = 0; i < 100; i++)
            refused += ing_arena_new(&arena, 1, 1000) == NULL;
        ing_mem_fail_after(0, false);
        assert_int_equal(1, refused);
        assert_true(arena.failed);
        ing_arena_free(&arena);
    }
}

static void buf__grows_and_stays_terminated(void **state)
{
    (void)state;
    ing_buf buf = ING_BUF_INIT;
    assert_string_equal("", ing_buf_view(&buf).ptr);
    ing_buf_add(&buf, NULL, 0);
    assert_string_equal("", buf.ptr);
    ing_buf_text(&buf, "case ");
    ing_buf_slice(&buf, ING_TEXT_LIT("41"));
    ing_buf_slice(&buf, ING_TEXT_NONE);
    ing_buf_byte(&buf, ':');
    ing_buf_printf(&buf, " %s %03d", "案", 7);
    ing_buf_byte(&buf, ' ');
    ing_buf_hex(&buf, (const uint8_t *)"\x00\xAB\xFF", 3);
    assert_string_equal("case 41: 案 007 00abff", buf.ptr);
    assert_int_equal(strlen(buf.ptr), buf.len);
    for (int i = 0; i < 100000; i++)
        ing_buf_byte(&buf, 'x');
    assert_int_equal(strlen(buf.ptr), buf.len);
    assert_false(buf.failed);
    ing_buf_free(&buf);
}

static void buf__integers_are_written_to_their_ends(void **state)
{
    (void)state;
    static const struct {
        int64_t value;
        const char *text;
    } known[] = { { 0, "0" }, { -1, "-1" }, { 10, "10" }, { INT64_MAX, "9223372036854775807" },
                  { INT64_MIN, "-9223372036854775808" } };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        ing_buf buf = ING_BUF_INIT;
        ing_buf_int(&buf, known[i].value);
        assert_string_equal(known[i].text, buf.ptr);
        ing_buf_free(&buf);
    }
}

static void buf__reserved_room_is_terminated_when_filled(void **state)
{
    (void)state;
    ing_buf buf = ING_BUF_INIT;
    char *room = ing_buf_reserve(&buf, 100);
    memset(room, 'r', 100);
    buf.len += 100;
    assert_int_equal(100, strlen(buf.ptr));
    assert_null(ing_buf_reserve(&buf, SIZE_MAX));
    assert_true(buf.failed);
    ing_buf_free(&buf);
}

static void buf__failure_is_remembered_until_cleared(void **state)
{
    (void)state;
    ing_buf buf = ING_BUF_INIT;
    ing_buf_text(&buf, "kept");
    ing_mem_fail_after(1, false);
    for (int i = 0; i < 100; i++)
        ing_buf_text(&buf, "x");
    ing_mem_fail_after(0, false);
    size_t len = buf.len;
    assert_true(buf.failed);
    assert_true(len < 104);
    ing_buf_byte(&buf, 'x');
    ing_buf_printf(&buf, "%d", 1);
    ing_buf_hex(&buf, (const uint8_t *)"x", 1);
    assert_null(ing_buf_reserve(&buf, 1));
    assert_int_equal(len, buf.len);
    ing_buf_clear(&buf);
    assert_false(buf.failed);
    assert_string_equal("", buf.ptr);
    ing_buf_text(&buf, "again");
    assert_string_equal("again", buf.ptr);
    ing_buf_free(&buf);
    ing_buf_free(&buf);
    ing_buf_free(NULL);
}

static void buf__move_empties_the_source_and_frees_the_target(void **state)
{
    (void)state;
    ing_buf from = ING_BUF_INIT, to = ING_BUF_INIT;
    ing_buf_text(&from, "new");
    ing_buf_text(&to, "old");
    ing_buf_move(&to, &from);
    assert_string_equal("new", to.ptr);
    assert_null(from.ptr);
    assert_int_equal(0, from.len);
    ing_buf_move(&to, &to);
    assert_string_equal("new", to.ptr);
    ing_buf_free(&to);
}

static void map__finds_what_was_put_in_the_order_it_was_put(void **state)
{
    (void)state;
    static char keys[1000][8];
    static int values[1000];
    ing_map map = ING_MAP_INIT;
    assert_null(ing_map_get(&map, ING_TEXT_LIT("k")));
    for (int i = 0; i < 1000; i++) {
        ing_buf key = ING_BUF_INIT;
        ing_buf_printf(&key, "k%d", i * 7919 % 1000);
        memcpy(keys[i], key.ptr, key.len + 1);
        ing_buf_free(&key);
        assert_true(ing_map_put(&map, ing_text_of(keys[i]), &values[i]));
    }
    assert_int_equal(1000, map.count);
    for (int i = 0; i < 1000; i++) {
        assert_ptr_equal(&values[i], ing_map_get(&map, ing_text_of(keys[i])));
        assert_ptr_equal(&values[i], map.items[i].value);
    }
    assert_null(ing_map_get(&map, ING_TEXT_LIT("k1000")));
    assert_null(ing_map_get(&map, ING_TEXT_LIT("")));
    ing_map_free(&map);
    ing_map_free(NULL);
}

static void map__second_value_of_a_key_replaces(void **state)
{
    (void)state;
    int first, second;
    ing_map map = ING_MAP_INIT;
    assert_true(ing_map_put(&map, ING_TEXT_LIT("案"), &first));
    assert_true(ing_map_put(&map, ING_TEXT_LIT(""), &first));
    assert_true(ing_map_put(&map, ING_TEXT_LIT("案"), &second));
    assert_int_equal(2, map.count);
    assert_ptr_equal(&second, ing_map_get(&map, ING_TEXT_LIT("案")));
    assert_ptr_equal(&first, ing_map_get(&map, ING_TEXT_LIT("")));
    ing_map_free(&map);
}

static void map__without_memory_keeps_what_it_had(void **state)
{
    (void)state;
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    int value;
    bool done = false;
    long n = 0;
    while (!done) {
        ing_map map = ING_MAP_INIT;
        size_t put = 0;
        ing_mem_fail_after(++n, true);
        while (put < 52 && ing_map_put(&map, (ing_text){ letters + put, 1 }, &value))
            put++;
        ing_mem_fail_after(0, false);
        assert_int_equal(put, map.count);
        for (size_t i = 0; i < 52; i++)
            assert_int_equal(i < put, ing_map_get(&map, (ing_text){ letters + i, 1 }) != NULL);
        done = put == 52;
        ing_map_free(&map);
    }
    assert_true(n > 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mem__objects_are_zeroed),
        cmocka_unit_test(mem__overflowing_product_is_refused),
        cmocka_unit_test(mem__chosen_allocation_fails_once),
        cmocka_unit_test(mem__persistent_failure_lasts_until_stopped),
        cmocka_unit_test(arena__objects_are_zeroed_and_aligned_and_apart),
        cmocka_unit_test(arena__reset_gives_zeroed_memory_again),
        cmocka_unit_test(arena__large_objects_get_their_own_block),
        cmocka_unit_test(arena__limit_refuses_and_reset_makes_room),
        cmocka_unit_test(arena__overflowing_product_is_refused),
        cmocka_unit_test(arena__without_memory_is_null_and_usable_after),
        cmocka_unit_test(buf__grows_and_stays_terminated),
        cmocka_unit_test(buf__integers_are_written_to_their_ends),
        cmocka_unit_test(buf__reserved_room_is_terminated_when_filled),
        cmocka_unit_test(buf__failure_is_remembered_until_cleared),
        cmocka_unit_test(buf__move_empties_the_source_and_frees_the_target),
        cmocka_unit_test(map__finds_what_was_put_in_the_order_it_was_put),
        cmocka_unit_test(map__second_value_of_a_key_replaces),
        cmocka_unit_test(map__without_memory_keeps_what_it_had),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
