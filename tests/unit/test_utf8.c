// src/base/utf8: decoding, validity, and the two ways of counting.
#include "base/str.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void every_character_survives(void **state)
{
    (void)state;
    for (uint32_t point = 0; point <= 0x10ffff; point++) {
        char bytes[4];
        const char *at = bytes;
        if (point >= 0xd800 && point <= 0xdfff)
            continue;
        size_t len = q_utf8_put(bytes, point);
        if (q_utf8_check(q_str(bytes, len)) != len || q_utf8_next(&at) != point ||
            at != bytes + len)
            fail_msg("U+%04X", (unsigned)point);
    }
}

static void the_first_wrong_byte_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t wrong;
    } cases[] = {
        {"abc\x80", 3}, // continuation alone
        {"ab\xc3", 2},  // cut off
        {"ab\xe2\x80", 2},
        {"ab\xf0\x9f\x98", 2},
        {"\xc0\xaf", 0}, // overlong
        {"\xc1\xbf", 0},
        {"\xe0\x9f\xbf", 0},
        {"\xf0\x8f\xbf\xbf", 0},
        {"\xed\xa0\x80", 0},     // surrogate
        {"\xf4\x90\x80\x80", 0}, // past U+10FFFF
        {"\xf5\x80\x80\x80", 0},
        {"\xff", 0},
        {"caf\xe9 au lait", 3},      // Latin-1
        {"é\xc3(", 2},               // wrong second byte
        {"\xe2\x82(", 0},            // wrong third byte
        {"0123456789abcde\xfe", 15}, // behind the fast way
        {"0123456\x80 and on", 7},   // inside it
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (q_utf8_check(q_str_from(cases[i].text)) != cases[i].wrong)
            fail_msg("case %zu", i);
}

static void valid_text_is_valid_at_every_alignment(void **state)
{
    (void)state;
    static const char text[] = "0123456789“Nein”, sagte sie. 😀 Привет, 世界! 0123456789";
    for (size_t start = 0; start < 11; start++)
        assert_int_equal(q_utf8_check(q_str(text + start, sizeof text - 1 - start)),
                         sizeof text - 1 - start);
    assert_int_equal(q_utf8_check(Q_NO_STR), 0);
    assert_int_equal(q_utf8_check(q_str("a\0b", 3)), 3); // NUL is a character
}

static void bytes_and_points_convert(void **state)
{
    (void)state;
    quoth_str text = Q_STR("aé€😀b"); // starts at 0 1 3 6 10, ends at 11
    uint32_t bytes[] = {0, 1, 1, 3, 6, 10, 11};
    uint32_t points[] = {0, 1, 1, 2, 3, 4, 5};
    uint32_t work[7];
    memcpy(work, bytes, sizeof work);
    quoth_bytes_to_points(text, work, 7);
    assert_memory_equal(work, points, sizeof work);
    quoth_points_to_bytes(text, work, 7);
    assert_memory_equal(work, bytes, sizeof work);
}

static void an_offset_inside_a_character_is_its_start(void **state)
{
    (void)state;
    uint32_t inside[] = {2, 4, 5, 7, 8, 9};
    quoth_bytes_to_points(Q_STR("aé€😀b"), inside, 6);
    const uint32_t want[] = {1, 2, 2, 3, 3, 3};
    assert_memory_equal(inside, want, sizeof inside);
}

static void offsets_past_the_end_are_the_end(void **state)
{
    (void)state;
    uint32_t points[] = {3, 4, 1000};
    quoth_points_to_bytes(Q_STR("aé€"), points, 3);
    const uint32_t want[] = {6, 6, 6};
    assert_memory_equal(points, want, sizeof points);
    quoth_bytes_to_points(Q_STR(""), points, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_character_survives),
        cmocka_unit_test(the_first_wrong_byte_is_found),
        cmocka_unit_test(valid_text_is_valid_at_every_alignment),
        cmocka_unit_test(bytes_and_points_convert),
        cmocka_unit_test(an_offset_inside_a_character_is_its_start),
        cmocka_unit_test(offsets_past_the_end_are_the_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
