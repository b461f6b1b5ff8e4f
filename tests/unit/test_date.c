// src/base/date: machine dates in one form.
#include "base/date.h"
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
        {"2020-W53", "2020-W53", "week"},
        {"1500-01-01", "1500-01-01", "day"},
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

static void pages_write_dates_in_their_own_ways(void **state)
{
    (void)state;
    static const struct {
        const char *text, *value, *precision;
    } cases[] = {
        {"2023-06-08T12:05:33.000Z", "2023-06-08T12:05Z", "minute"},
        {"2023-06-08 12:05:33 +0200", "2023-06-08T12:05+02:00", "minute"},
        {"2023-06-08T12:05 -5:00", "2023-06-08T12:05-05:00", "minute"},
        {"2023-06-08 T 01:24:54 +0330", "2023-06-08T01:24+03:30", "minute"},
        {"2023-06-08T09:46:12+00:00Z", "2023-06-08T09:46+00:00", "minute"},
        {"2023-6-8", "2023-06-08", "day"},
        {"2023/06/08 4:30 PM EST", "2023-06-08T16:30-05:00", "minute"},
        {"2023 06 08 12:00:00", "2023-06-08T12:00", "minute"},
        {"Tue, 05 Dec 2023 10:00:00 GMT", "2023-12-05T10:00Z", "minute"},
        {"Tue, 05 Dec 23 10:00:00 +0200", "2023-12-05T10:00+02:00", "minute"},
        {"05 Dec 98 10:00 EST", "1998-12-05T10:00-05:00", "minute"},
        {"Sunday, 10-Dec-23 10:00:00 GMT", "2023-12-10T10:00Z", "minute"},
        {"Wed Dec 20 2023 10:00:00 GMT+0100 (CET)", "2023-12-20T10:00+01:00", "minute"},
        {"December 5, 2023 at 10:00 am ET", "2023-12-05T10:00", "minute"},
        {"8:00 PM EDT, Tue June 20, 2023", "2023-06-20T20:00-04:00", "minute"},
        {"1703203200", "2023-12-22T00:00Z", "minute"},
        {"1703203260000", "2023-12-22T00:01Z", "minute"},
        {"202312221716", "2023-12-22T17:16", "minute"},
        {"20231222171659", "2023-12-22T17:16", "minute"},
        {"12/22/2023 2:30:02 PM", "2023-12-22T14:30", "minute"},
        {"12/12/2023", "2023-12-12", "day"},
        {"05.12.2023, 14:30 Uhr", "2023-12-05T14:30", "minute"},
        {"12/22/2023 14:30 PM", "2023-12-22T14:30", "minute"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char value[Q_DATE_SIZE];
        quoth_date date;
        if (!q_date_read_web(q_str_from(cases[i].text), value, &date))
            fail_msg("not read: %s", cases[i].text);
        assert_string_equal(value, cases[i].value);
        assert_true(q_str_equal(date.precision, q_str_from(cases[i].precision)));
        assert_true(q_str_equal(date.text, q_str_from(cases[i].text)));
    }
}

static void not_all_that_pages_write_is_a_date(void **state)
{
    (void)state;
    static const char *const none[] = {"",
                                       " ",
                                       "5/12/2023",
                                       "13/13/2023",
                                       "31.02.2023",
                                       "now",
                                       "12345",
                                       "0000000000",
                                       "1703203",
                                       "99999999999999",
                                       "Tuesday",
                                       "12:30",
                                       "2023-13-01",
                                       "32 Dec 23",
                                       "5 Foo 2023",
                                       "2 days ago",
                                       "0001-01-01T00:00:00Z"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        char value[Q_DATE_SIZE];
        quoth_date date;
        if (q_date_read_web(q_str_from(none[i]), value, &date))
            fail_msg("read: %s as %s", none[i], value);
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
                                        "0001-01-01",
                                        "0001-01-01T00:00:00Z",
                                        "1499-12-31",
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
                                        "2018-W53",
                                        "2020-W54",
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

static void dates_for_people_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *value, *words;
    } cases[] = {
        {"8 Jun, 2023 12:05", "2023-06-08T12:05", NULL},
        {"8 June 2023", "2023-06-08", NULL},
        {"January 15, 2017 TASS", "2017-01-15", "January 15, 2017"},
        {"Aug. 18, 2017, 12:01 a.m. ET", "2017-08-18T00:01", NULL},
        {"12:01 a.m. ET Aug. 18, 2017 | Updated", "2017-08-18T00:01",
         "12:01 a.m. ET Aug. 18, 2017"},
        {"5 May 2016", "2016-05-05", NULL},
        {"May 2016", "2016-05", NULL},
        {"2018-05-04 10:22", "2018-05-04T10:22", NULL},
        {"2018-05-04T10:22:10", "2018-05-04T10:22", NULL},
        {"2018/05/04", "2018-05-04", NULL},
        {"Thursday, 8th of June 2023 at 9 pm, she said", "2023-06-08T21",
         "Thursday, 8th of June 2023 at 9 pm"},
        {"Thu Oct 3, 2019 9:12PM GMT", "2019-10-03T21:12Z", NULL},
        {"June 8th, 2023.", "2023-06-08", "June 8th, 2023"},
        {"FEB. 29, 2024", "2024-02-29", NULL},
        {"8 June 2023 12 people", "2023-06-08", "8 June 2023"},
        {"8 June 2023, 25:00", "2023-06-08", "8 June 2023"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char value[Q_DATE_SIZE];
        quoth_date date;
        quoth_str text = q_str_from(cases[i].text);
        size_t len = q_date_read_words(text, value, &date);
        const char *words = cases[i].words ? cases[i].words : cases[i].text;
        if (len != strlen(words))
            fail_msg("%s: read %zu bytes", cases[i].text, len);
        assert_string_equal(value, cases[i].value);
        assert_true(q_str_equal(date.text, q_str(text.ptr, len)));
    }
}

static void what_tells_no_day_for_people_is_none(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        " ",
        "03/04/2017",
        "3.4.2017",
        "June 8",
        "8 Jun",
        "may 2016",
        "2016",
        "Monday",
        "12:05",
        "12:05 June 2016",
        "31 June 2016",
        "29 February 2023",
        "Mayor 2016",
        "8 people in June 2016",
        "June 20167",
        "2018-13-04",
        "2018-05/04",
        "2017-05-00",
        "2017/05/00",
        "2017-05-32",
        "Junta 2016",
        "0018-05-04",
        "May 4, 1066",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char value[Q_DATE_SIZE];
        quoth_date date;
        if (q_date_read_words(q_str_from(cases[i]), value, &date) != 0)
            fail_msg("read: %s as %s", cases[i], value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_come_to_one_form),
        cmocka_unit_test(pages_write_dates_in_their_own_ways),
        cmocka_unit_test(not_all_that_pages_write_is_a_date),
        cmocka_unit_test(what_is_no_date_is_left_alone),
        cmocka_unit_test(white_space_around_does_not_count),
        cmocka_unit_test(the_text_need_not_end_in_nul),
        cmocka_unit_test(dates_for_people_are_read),
        cmocka_unit_test(what_tells_no_day_for_people_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
