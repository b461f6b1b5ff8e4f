// src/read/charset: finding out what bytes are, converting them, and refusing what is no
// text.
#include "base/limits.h"
#include "read/charset.h"
#include "with_arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static quoth_error error;

static void assert_reads(quoth_str bytes, const char *charset, const char *want)
{
    quoth_str text;
    quoth_status status = q_charset_read(bytes, charset, &arena, &text, &error);
    if (status != QUOTH_OK)
        fail_msg("%s, at %d", error.message, (int)error.offset);
    if (!q_str_equal(text, q_str_from(want)))
        fail_msg("“%.*s” is not “%s”", (int)text.len, text.ptr, want);
}

static void assert_fails(quoth_str bytes, const char *charset, quoth_status status,
                         uint64_t offset)
{
    quoth_str text;
    assert_int_equal(q_charset_read(bytes, charset, &arena, &text, &error), status);
    assert_int_equal(error.status, status);
    if (error.offset != offset)
        fail_msg("%s, at %d, not %d", error.message, (int)error.offset, (int)offset);
}

static void utf8_is_left_as_it_is(void **state)
{
    (void)state;
    assert_reads(Q_STR(""), NULL, "");
    assert_reads(Q_STR("“No,”\r\nsaid Zoë.\r"), NULL, "“No,”\r\nsaid Zoë.\r");
    assert_reads(Q_STR("a\f\x1b[0m\tb\b"), NULL, "a\f\x1b[0m\tb\b");
    assert_reads(Q_STR("Zoë"), "utf-8", "Zoë");
    assert_reads(Q_STR("Zoë"), "UTF8", "Zoë");
}

static void byte_order_marks_are_taken_away(void **state)
{
    (void)state;
    assert_reads(Q_STR("\xef\xbb\xbfZoë"), NULL, "Zoë");
    assert_reads(Q_STR("\xef\xbb\xbfZoë"), "UTF-8", "Zoë");
    assert_reads(Q_STR("\xef\xbb\xbf"), NULL, "");
    assert_reads(Q_STR("\xff\xfeN\0o\0\x1d\x20"), NULL, "No”");
    assert_reads(Q_STR("\xfe\xff\0N\0o\x20\x1d"), NULL, "No”");
    assert_reads(Q_STR("\xff\xfe\0\0N\0\0\0\x1d\x20\0\0"), NULL, "N”");
    assert_reads(Q_STR("\0\0\xfe\xff\0\0\0N\0\0\x20\x1d"), NULL, "N”");
    assert_reads(Q_STR("\xff\xfeN\0o\0"), "UTF-16", "No");
    assert_reads(Q_STR("N\0o\0"), "UTF-16LE", "No");
    assert_reads(Q_STR("\xff\xfe\x3d\xd8\0\xde"), NULL, "😀"); // two units
}

static void charsets_are_guessed(void **state)
{
    (void)state;
    // English, where few letters tell: windows-1252
    assert_reads(Q_STR("He said the caf\xe9 was closed."), NULL,
                 "He said the café was closed.");
    assert_reads(
        Q_STR("\x93No,\x94 said Mr. Doe. \x93We don\x92t. We won\x92t \x97 ever.\x94"),
        NULL, "“No,” said Mr. Doe. “We don’t. We won’t — ever.”");
    assert_reads(Q_STR("It costs \x80 5\x85 or \xa3 4."), NULL, "It costs € 5… or £ 4.");
    // and what old Macintoshes wrote
    assert_reads(
        Q_STR("\xd2No,\xd3 said Mr. Doe. \xd2We don\xd5t. We won\xd5t \xd1 ever.\xd3"),
        NULL, "“No,” said Mr. Doe. “We don’t. We won’t — ever.”");
    // other languages are uchardet's
    assert_reads(Q_STR("Pr\xe9sident, d\xe9put\xe9s, s\xe9nateurs: la r\xe9"
                       "forme est \xe0 l\x92\xe9tude, "
                       "a d\xe9"
                       "clar\xe9 le porte-parole apr\xe8s l\x92\xe9t\xe9."),
                 NULL,
                 "Président, députés, sénateurs: la réforme est à l’étude, a déclaré le "
                 "porte-parole après l’été.");
    assert_reads(
        Q_STR("\xd1\xec\xee\xf2\xf0\xe8\xf2\xe5\xeb\xfc \xec\xe0\xff\xea\xe0 "
              "\xe7\xe0\xff\xe2\xe8\xeb \xe6\xf3\xf0\xed\xe0\xeb\xe8\xf1\xf2\xe0\xec"),
        NULL, "Смотритель маяка заявил журналистам");
}

static void a_declared_charset_wins(void **state)
{
    (void)state;
    assert_reads(Q_STR("caf\xc3\xa9"), "ISO-8859-1", "cafÃ©");
    assert_reads(Q_STR("\xf0\xd2\xc9"), "koi8-r", "При");
    assert_reads(Q_STR("\x93\xfa\x96{"), "SHIFT_JIS", "日本");
    assert_reads(Q_STR("\x1b$BF|K\\\x1b(B"), "ISO-2022-JP", "日本");
}

static void broken_utf8_is_not_taken_for_another_charset(void **state)
{
    (void)state;
    assert_fails(Q_STR("“No,” said Zo\xeb. “We don’t.”"), NULL, QUOTH_EFORMAT, 17);
    assert_fails(Q_STR("“No,” said Zo\xc3"), NULL, QUOTH_EFORMAT, 17);
    assert_fails(Q_STR("caf\xe9"), "UTF-8", QUOTH_EFORMAT, 3);
}

static void what_a_charset_has_not_is_refused_at_its_byte(void **state)
{
    (void)state;
    enum { LEN = 100 * 1000 };
    char *bytes = malloc(LEN);
    assert_non_null(bytes);
    memset(bytes, 'a', LEN);
    for (size_t i = 0; i < LEN; i += 7)
        bytes[i] = '\x92';
    bytes[LEN - 5] = '\x81';
    assert_fails(q_str(bytes, LEN), "windows-1252", QUOTH_EFORMAT, LEN - 5);
    free(bytes);
    assert_fails(Q_STR("\xff\xfeN\0o\0\x1d"), NULL, QUOTH_EFORMAT, 6);     // cut off
    assert_fails(Q_STR("\xff\xfeN\0\x3d\xd8N\0"), NULL, QUOTH_EFORMAT, 4); // half a pair
    assert_fails(Q_STR("No"), "no-such-charset", QUOTH_EUSAGE, QUOTH_NO_OFFSET);
}

static void no_likely_charset_is_said(void **state)
{
    (void)state;
    assert_fails(Q_STR("\x81\x8d\x8f\x90\x9d\x81\x8d\x8f\x90\x9d"), NULL, QUOTH_EFORMAT, 0);
}

static void binary_data_is_refused(void **state)
{
    (void)state;
    assert_fails(Q_STR("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), NULL, QUOTH_EFORMAT, 0);
    assert_fails(Q_STR("\x1f\x8b\x08\0\0"), NULL, QUOTH_EFORMAT, 0);
    assert_fails(Q_STR("%PDF-1.4\n"), NULL, QUOTH_EFORMAT, 0);
    assert_fails(Q_STR("PK\x03\x04"), "windows-1252", QUOTH_EFORMAT, 0);
    assert_fails(Q_STR("a word\0and more"), NULL, QUOTH_EFORMAT, 6);
    assert_memory_equal(error.message, "binary data, not text", 21);
    assert_fails(Q_STR("ab\1\2\3\4\5\6\7\x0e\x0f\x10\x11"), NULL, QUOTH_EFORMAT, 2);
    assert_reads(Q_STR("one \1 is no sign"), NULL, "one \1 is no sign");
}

static void a_nul_further_on_is_refused_at_its_byte(void **state)
{
    (void)state;
    enum { LEN = 20 * 1000 };
    char *bytes = malloc(LEN);
    assert_non_null(bytes);
    memset(bytes, 'a', LEN);
    bytes[LEN - 3] = '\0';
    assert_fails(q_str(bytes, LEN), NULL, QUOTH_EFORMAT, LEN - 3);
    assert_fails(q_str(bytes, LEN), "UTF-8", QUOTH_EFORMAT, LEN - 3);
    memset(bytes, '\xe9', LEN); // two bytes each in UTF-8
    bytes[LEN - 3] = '\0';
    assert_fails(q_str(bytes, LEN), "ISO-8859-1", QUOTH_EFORMAT, LEN - 3);
    free(bytes);
    assert_fails(Q_STR("\xff\xfe\x1d\x20\0\0N\0"), NULL, QUOTH_EFORMAT, 4);
}

static void conversion_knows_its_limit(void **state)
{
    (void)state;
    size_t len = Q_MAX_ARTICLE / 2 + 1;
    char *bytes = malloc(len);
    assert_non_null(bytes);
    memset(bytes, '\xe9', len);
    assert_fails(q_str(bytes, len), "ISO-8859-1", QUOTH_ELIMIT, len - 1);
    quoth_str text;
    assert_int_equal(
        q_charset_read(q_str(bytes, len - 1), "ISO-8859-1", &arena, &text, &error),
        QUOTH_OK);
    assert_int_equal(text.len, Q_MAX_ARTICLE);
    free(bytes);
}

static void one_byte_may_stand_for_many(void **state)
{
    (void)state;
    char bytes[300]; // TSCII 0x82: four characters, twelve bytes
    memset(bytes, '\x82', sizeof bytes);
    quoth_str text;
    assert_int_equal(
        q_charset_read(q_str(bytes, sizeof bytes), "TSCII", &arena, &text, &error),
        QUOTH_OK);
    assert_int_equal(text.len, 12 * sizeof bytes);
}

static void names_of_charsets(void **state)
{
    (void)state;
    assert_true(q_charset_known("windows-1251"));
    assert_true(q_charset_known("UTF-8"));
    assert_false(q_charset_known(""));
    assert_false(q_charset_known("UTF-8//IGNORE"));
    assert_false(q_charset_known("klingon"));
}

static void no_memory_is_said(void **state)
{
    (void)state;
    static const quoth_str inputs[] = {{"Zoë", 4}, {"Zo\xeb", 3}, {"\xff\xfeN\0", 4}};
    for (size_t i = 0; i < 3; i++) {
        quoth_str text;
        q_arena_fail_at(1);
        assert_int_equal(q_charset_read(inputs[i], NULL, &arena, &text, &error),
                         QUOTH_ENOMEM);
        assert_int_equal(q_charset_read(inputs[i], NULL, &arena, &text, &error), QUOTH_OK);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(utf8_is_left_as_it_is),
        TEST(byte_order_marks_are_taken_away),
        TEST(charsets_are_guessed),
        TEST(a_declared_charset_wins),
        TEST(broken_utf8_is_not_taken_for_another_charset),
        TEST(what_a_charset_has_not_is_refused_at_its_byte),
        TEST(no_likely_charset_is_said),
        TEST(binary_data_is_refused),
        TEST(a_nul_further_on_is_refused_at_its_byte),
        TEST(conversion_knows_its_limit),
        TEST(one_byte_may_stand_for_many),
        TEST(names_of_charsets),
        TEST(no_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
