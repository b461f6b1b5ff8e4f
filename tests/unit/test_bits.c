// src/base/bits: sets of numbers, joined word by word, against a plain array of flags.
#include "base/bits.h"

#include <stdlib.h>

#include <cmocka.h>

enum { MOST = 1000 };

static void assert_is(const struct q_bits *bits, const bool *want)
{
    uint64_t count = 0, next = q_bits_next(bits, 0);
    for (uint64_t n = 0; n < MOST; n++) {
        assert_int_equal(q_bits_has(bits, n), want[n]);
        if (!want[n])
            continue;
        assert_int_equal(next, n);
        next = q_bits_next(bits, n + 1);
        count++;
    }
    assert_true(next == UINT64_MAX);
    assert_int_equal(q_bits_count(bits), count);
    assert_false(bits->failed);
}

static void holds_what_is_set(void **state)
{
    (void)state;
    struct q_bits bits;
    bool want[MOST] = {false};
    q_bits_init(&bits, MOST);
    assert_is(&bits, want);
    static const uint64_t some[] = {0, 1, 63, 64, 65, 127, 128, 500, 999, 3};
    for (size_t i = 0; i < sizeof some / sizeof *some; i++) {
        q_bits_set(&bits, some[i]);
        want[some[i]] = true;
        assert_is(&bits, want);
    }
    assert_true(q_bits_next(&bits, UINT64_MAX) == UINT64_MAX);
    q_bits_clear(&bits);
    for (uint64_t n = 0; n < MOST; n++)
        want[n] = false;
    assert_is(&bits, want);
    q_bits_set(&bits, 640); // what was there before is not seen again
    want[640] = true;
    assert_is(&bits, want);
    q_bits_release(&bits);
}

static void sets_ranges(void **state)
{
    (void)state;
    static const uint64_t edges[] = {0, 1, 62, 63, 64, 65, 127, 128, 129, 500, 999, 1000};
    enum { EDGES = sizeof edges / sizeof *edges };
    for (int a = 0; a < EDGES; a++) {
        for (int b = 0; b < EDGES; b++) {
            struct q_bits bits;
            bool want[MOST] = {false};
            q_bits_init(&bits, MOST);
            q_bits_set_range(&bits, edges[a], edges[b]);
            for (uint64_t n = edges[a]; n < edges[b]; n++)
                want[n] = true;
            assert_is(&bits, want);
            q_bits_release(&bits);
        }
    }
}

// Every join of random sets of different lengths.
static void joins(void **state)
{
    (void)state;
    srand(7);
    for (int round = 0; round < 300; round++) {
        struct q_bits a, b;
        bool x[MOST] = {false}, y[MOST] = {false};
        int most_a = 1 + rand() % MOST, most_b = 1 + rand() % MOST;
        q_bits_init(&a, MOST);
        q_bits_init(&b, MOST);
        for (int i = rand() % 400; i > 0; i--) {
            int n = rand() % most_a, m = rand() % most_b;
            q_bits_set(&a, (uint64_t)n);
            q_bits_set(&b, (uint64_t)m);
            x[n] = y[m] = true;
        }
        for (int n = 0; n < MOST; n++)
            x[n] = round % 3 == 0   ? x[n] && y[n]
                   : round % 3 == 1 ? x[n] || y[n]
                                    : x[n] && !y[n];
        if (round % 3 == 0)
            q_bits_and(&a, &b);
        else if (round % 3 == 1)
            q_bits_or(&a, &b);
        else
            q_bits_without(&a, &b);
        assert_is(&a, x);
        assert_is(&b, y);
        q_bits_release(&a);
        q_bits_release(&b);
    }
}

static void fails_for_good(void **state)
{
    (void)state;
    struct q_bits bits, other;
    q_bits_init(&bits, 100);
    q_bits_init(&other, 100);
    q_bits_set(&other, 4);
    q_bits_set(&bits, 99);
    assert_false(bits.failed);
    q_bits_set(&bits, 100);
    assert_true(bits.failed);
    q_bits_set(&bits, 5);
    assert_false(q_bits_has(&bits, 5));
    q_bits_or(&other, &bits); // what lacks a part makes what is joined with it lack one
    assert_true(other.failed);
    q_bits_clear(&bits);
    q_bits_set_range(&bits, 90, 101);
    assert_true(bits.failed && q_bits_next(&bits, 0) == UINT64_MAX);
    q_bits_release(&bits);
    q_bits_release(&other);
    q_bits_init(&bits, UINT64_MAX);
    q_bits_fail_at(2);
    q_bits_set(&bits, 1);
    q_bits_set(&bits, 1000000);
    assert_true(bits.failed && q_bits_has(&bits, 1));
    q_bits_fail_at(0);
    q_bits_release(&bits);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_what_is_set),
        cmocka_unit_test(sets_ranges),
        cmocka_unit_test(joins),
        cmocka_unit_test(fails_for_good),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
