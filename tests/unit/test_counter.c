// src/base/counter: sums by their keys.
#include "base/counter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

// Keys that a table of any size has far from each other, side by side, and at its ends.
static uint64_t key_of(uint64_t i)
{
    return i % 3 == 0 ? i + 1 : i % 3 == 1 ? i << 40 : UINT64_MAX - i;
}

static void counts(void **state)
{
    (void)state;
    enum { KEYS = 5000 };
    struct q_arena arena;
    struct q_counter counter;
    q_arena_init(&arena, (size_t)1 << 28);
    q_counter_init(&counter, &arena);
    assert_null(q_counter_get(&counter, 1));
    for (uint64_t round = 1; round <= 2; round++)
        for (uint64_t i = 0; i < KEYS; i++)
            q_counter_add(&counter, key_of(i), i);
    assert_false(counter.failed);
    assert_int_equal(counter.used, KEYS);
    for (uint64_t i = 0; i < KEYS; i++) {
        const struct q_count *one = q_counter_get(&counter, key_of(i));
        assert_non_null(one);
        assert_int_equal(one->count, 2 * i);
        assert_int_equal(one->also, 0);
    }
    assert_null(q_counter_get(&counter, 0));
    assert_null(q_counter_get(&counter, KEYS * 3));
    q_arena_release(&arena);
}

static void memory_out(void **state)
{
    (void)state;
    struct q_arena arena;
    struct q_counter counter;
    q_arena_init(&arena, 16 * 1024); // less than the second table
    q_counter_init(&counter, &arena);
    for (uint64_t i = 1; i < 1000; i++)
        q_counter_add(&counter, i, 1);
    assert_true(counter.failed);
    assert_int_equal(q_counter_get(&counter, 1)->count, 1);
    assert_null(q_counter_get(&counter, 999));
    q_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(counts),
                                       cmocka_unit_test(memory_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
