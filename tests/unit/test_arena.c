// src/base/arena: what it hands out, its maximum, reuse, and failing on demand.
#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void objects_are_apart_and_aligned(void **state)
{
    (void)state;
    enum { COUNT = 3000 };
    static char *objects[COUNT];
    struct q_arena arena;
    q_arena_init(&arena, SIZE_MAX / 4);
    for (size_t i = 0; i < COUNT; i++) {
        size_t size = i % 97;
        objects[i] = q_arena_alloc(&arena, size);
        assert_non_null(objects[i]);
        assert_int_equal((uintptr_t)objects[i] % 16, 0);
        memset(objects[i], (int)(i % 251), size);
    }
    for (size_t i = 0; i < COUNT; i++)
        for (size_t k = 0; k < i % 97; k++)
            assert_int_equal((unsigned char)objects[i][k], i % 251);
    q_arena_release(&arena);
    assert_int_equal(arena.held, 0);
}

static void maximum_holds(void **state)
{
    (void)state;
    enum { MAX = 200 * 1024 };
    struct q_arena arena;
    q_arena_init(&arena, MAX);
    assert_null(q_arena_alloc(&arena, MAX + 1));
    assert_null(q_arena_alloc(&arena, SIZE_MAX));
    size_t got = 0;
    while (q_arena_alloc(&arena, 1024) && got < 1000)
        got++;
    assert_in_range(got, 100, 200);
    assert_true(arena.held <= MAX);
    q_arena_release(&arena);
}

static void arrays_do_not_overflow(void **state)
{
    (void)state;
    struct q_arena arena;
    q_arena_init(&arena, SIZE_MAX / 4);
    assert_null(q_arena_array(&arena, SIZE_MAX / 2, 4));
    assert_null(q_arena_calloc(&arena, SIZE_MAX, 2));
    const char *zeros = q_arena_calloc(&arena, 100, 7);
    assert_non_null(zeros);
    for (size_t i = 0; i < 700; i++)
        assert_int_equal(zeros[i], 0);
    q_arena_release(&arena);
}

static void clear_keeps_memory_up_to_a_size(void **state)
{
    (void)state;
    struct q_arena arena;
    q_arena_init(&arena, SIZE_MAX / 4);
    for (int i = 0; i < 100; i++)
        assert_non_null(q_arena_alloc(&arena, 10000));
    size_t held = arena.held;
    q_arena_clear(&arena, held);
    assert_int_equal(arena.held, held);
    for (int i = 0; i < 90; i++)
        assert_non_null(q_arena_alloc(&arena, 10000));
    assert_int_equal(arena.held, held); // all of it came from what was kept
    q_arena_clear(&arena, held - 1);
    assert_int_equal(arena.held, 0);
    assert_non_null(q_arena_alloc(&arena, 1));
    q_arena_release(&arena);
}

static void the_nth_allocation_fails(void **state)
{
    (void)state;
    struct q_arena arena;
    q_arena_init(&arena, SIZE_MAX / 4);
    for (uint64_t n = 1; n < 5; n++) {
        q_arena_fail_at(n);
        for (uint64_t i = 1; i < 8; i++)
            assert_int_equal(q_arena_alloc(&arena, 8) == NULL, i == n);
    }
    q_arena_fail_at(1);
    q_arena_fail_at(0);
    assert_non_null(q_arena_alloc(&arena, 8));
    q_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_are_apart_and_aligned),
        cmocka_unit_test(maximum_holds),
        cmocka_unit_test(arrays_do_not_overflow),
        cmocka_unit_test(clear_keeps_memory_up_to_a_size),
        cmocka_unit_test(the_nth_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
