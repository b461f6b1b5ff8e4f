// src/base/str: borrowed text.
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void none_differs_from_empty(void **state)
{
    (void)state;
    assert_null(Q_NO_STR.ptr);
    assert_non_null(Q_STR("").ptr);
    assert_null(q_str_from(NULL).ptr);
    assert_int_equal(q_str_from("who").len, 3);
    assert_true(q_str_equal(Q_NO_STR, Q_STR(""))); // as text they are the same
}

static void equal_compares_bytes(void **state)
{
    (void)state;
    assert_true(q_str_equal(Q_STR("said"), q_str("said so", 4)));
    assert_false(q_str_equal(Q_STR("said"), Q_STR("Said")));
    assert_false(q_str_equal(Q_STR("said"), Q_STR("sai")));
    assert_true(q_str_equal(q_str("a\0b", 3), q_str("a\0b", 3)));
    assert_false(q_str_equal(q_str("a\0b", 3), q_str("a\0c", 3)));
}

static void case_is_folded_in_ascii_alone(void **state)
{
    (void)state;
    assert_true(q_str_equal_nocase(Q_STR(".JsonL"), Q_STR(".jsonl")));
    assert_false(q_str_equal_nocase(Q_STR("É"), Q_STR("é")));
    assert_false(q_str_equal_nocase(Q_STR("a"), Q_STR("ab")));
    assert_false(q_str_equal_nocase(Q_STR("@"), Q_STR("`"))); // 0x20 apart, no letters
}

static void one_of_a_list(void **state)
{
    (void)state;
    static const char *const none[] = {NULL}, *const verbs[] = {"say", "Tell", NULL};
    assert_true(q_str_is_any(Q_STR("SAY"), verbs));
    assert_true(q_str_is_any(Q_STR("tell"), verbs));
    assert_false(q_str_is_any(Q_STR("tel"), verbs));
    assert_false(q_str_is_any(Q_STR(""), verbs));
    assert_false(q_str_is_any(Q_STR("say"), none));
}

static void starts_and_ends(void **state)
{
    (void)state;
    assert_true(q_str_starts(Q_STR("Minsk"), Q_STR("Min")));
    assert_true(q_str_starts(Q_STR("Minsk"), Q_STR("")));
    assert_false(q_str_starts(Q_STR("Min"), Q_STR("Minsk")));
    assert_true(q_str_ends(Q_STR("a.txt"), Q_STR(".txt")));
    assert_false(q_str_ends(Q_STR("txt"), Q_STR(".txt")));
}

static void cut_is_half_open(void **state)
{
    (void)state;
    quoth_str s = Q_STR("who said what");
    assert_true(q_str_equal(q_str_cut(s, 4, 8), Q_STR("said")));
    assert_int_equal(q_str_cut(s, 4, 4).len, 0);
    assert_true(q_str_equal(q_str_cut(s, 0, (uint32_t)s.len), s));
}

static void trim_takes_ascii_space_from_both_ends(void **state)
{
    (void)state;
    assert_true(q_str_equal(q_str_trim(Q_STR(" \t\r\n\v\fa b\n")), Q_STR("a b")));
    assert_int_equal(q_str_trim(Q_STR(" \n ")).len, 0);
    assert_int_equal(q_str_trim(Q_NO_STR).len, 0);
    assert_true(q_str_equal(q_str_trim(Q_STR("\u00a0a")), Q_STR("\u00a0a")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(none_differs_from_empty),
        cmocka_unit_test(equal_compares_bytes),
        cmocka_unit_test(case_is_folded_in_ascii_alone),
        cmocka_unit_test(one_of_a_list),
        cmocka_unit_test(starts_and_ends),
        cmocka_unit_test(cut_is_half_open),
        cmocka_unit_test(trim_takes_ascii_space_from_both_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
