// src/base/date: machine dates in one form; src/base/hash beside it.
#include "base/date.h"
#include "base/hash.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void dates_come_to_one_form(void **state)
{
    (void)state;
    static const struct {
        const char *text, *value, *precision;
    } cases[] = {
        {"2023", "2023", "year"},
        {"2023-06", "2023-06", "month"},
        {"2023-06-08", "2023-06-08", "day"},
        {"20230608", "2023-06-08", "day"},
        {"2018-W16", "2018-W16", "week"},
        {"2024-02-29", "2024-02-29", "day"},
        {"2000-02-29", "2000-02-29", "day"},
        {"2023-06-08T12", "2023-06-08T12", "hour"},
        {"2023-06-08T12:05", "2023-06-08T12:05", "minute"},
        {"2023-06-08t12:05z", "2023-06-08T12:05Z", "minute"},
        {"2023-06-08 12:05:33", "2023-06-08T12:05", "minute"},
        {"2023-06-08T12:05:33Z", "2023-06-08T12:05Z", "minute"},
        {"2023-06-08T12:05:33.123456+02:00", "2023-06-08T12:05+02:00", "minute"},
        {"2023-06-08T12:05:33,5Z", "2023-06-08T12:05Z", "minute"},
        {"2023-06-08T12:05-0330", "2023-06-08T12:05-03:30", "minute"},
        {"2023-06-08T12:05+02", "2023-06-08T12:05+02:00", "minute"},
        {"2023-06-08T12Z", "2023-06-08T12Z", "hour"},
        {"20230608T120533Z", "2023-06-08T12:05Z", "minute"},
        {"20230608T1205", "2023-06-08T12:05", "minute"},
        {"2023-06-08 12:05:33 UTC", "2023-06-08T12:05Z", "minute"},
        {"2023-06-08 12:05:33 +0000 UTC", "2023-06-08T12:05+00:00", "minute"},
        {"2016-12-31T23:59:60Z", "2016-12-31T23:59Z", "minute"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char value[Q_DATE_SIZE];
        quoth_date date;
        if (!q_date_read(q_str_from(cases[i].text), value, &date))
            fail_msg("not read: %s", cases[i].text);
        assert_string_equal(value, cases[i].value);
        assert_true(q_str_equal(date.value, q_str_from(cases[i].value)));
        assert_true(q_str_equal(date.precision, q_str_from(cases[i].precision)));
        assert_true(q_str_equal(date.text, q_str_from(cases[i].text)));
    }
}

static void what_is_no_date_is_left_alone(void **state)
{
    (void)state;
    static const char *const cases[] = {"",
                                        " ",
                                        "8 Jun 2023",
                                        "06/08/2023",
                                        "0000",
                                        "0000-00-00",
                                        "202",
                                        "20230",
                                        "202306",
                                        "2023-",
                                        "2023-6-8",
                                        "2023-13",
                                        "2023-00-01",
                                        "2023-06-31",
                                        "2023-02-29",
                                        "1900-02-29",
                                        "2023-06-00",
                                        "2018-W00",
                                        "2018-W54",
                                        "2018-W1",
                                        "2023-06-08T",
                                        "2023-06-08T24:00",
                                        "2023-06-08T12:60",
                                        "2023-06-08T12:5",
                                        "2023-06-08T12:05:",
                                        "2023-06-08T12:05:33.",
                                        "2023-06-08T12:05:61",
                                        "2023-06-08T12:05+",
                                        "2023-06-08Z",
                                        "2023-06-08T12:05+99:00",
                                        "2023-06-08T12:05 CET",
                                        "2023-06-08x",
                                        "2023-06T12:05",
                                        "2023/2024",
                                        "-2023",
                                        "1465992000",
                                        "2023-06-08T12:05:33Z and more",
                                        "２０２３"};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char value[Q_DATE_SIZE];
        quoth_date date = {.text = Q_STR("as it was")};
        if (q_date_read(q_str_from(cases[i]), value, &date))
            fail_msg("read: %s as %s", cases[i], value);
        assert_true(q_str_equal(date.text, Q_STR("as it was")));
    }
    char value[Q_DATE_SIZE];
    quoth_date date;
    assert_false(q_date_read(Q_NO_STR, value, &date));
}

static void white_space_around_does_not_count(void **state)
{
    (void)state;
    char value[Q_DATE_SIZE];
    quoth_date date;
    assert_true(q_date_read(Q_STR(" 2023-06-08\n"), value, &date));
    assert_true(q_str_equal(date.text, Q_STR("2023-06-08")));
}

static void the_text_need_not_end_in_nul(void **state)
{
    (void)state;
    char value[Q_DATE_SIZE];
    quoth_date date;
    assert_true(q_date_read(q_str("2023-06-08", 7), value, &date));
    assert_string_equal(value, "2023-06");
}

static void hashes_are_sha256(void **state)
{
    (void)state;
    char hex[Q_SHA256_HEX];
    q_sha256_hex("", 0, hex);
    assert_string_equal(hex,
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    q_sha256_hex("abc", 3, hex);
    assert_string_equal(hex,
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    struct q_sha256 hash;
    char again[Q_SHA256_HEX];
    q_sha256_init(&hash);
    q_sha256_add(&hash, "a", 1);
    q_sha256_add(&hash, NULL, 0);
    q_sha256_add(&hash, "bc", 2);
    q_sha256_end(&hash, again);
    assert_string_equal(again, hex);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_come_to_one_form),
        cmocka_unit_test(what_is_no_date_is_left_alone),
        cmocka_unit_test(white_space_around_does_not_count),
        cmocka_unit_test(the_text_need_not_end_in_nul),
        cmocka_unit_test(hashes_are_sha256),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
