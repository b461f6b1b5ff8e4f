// src/base/calendar: days, weekdays and weeks.
#include "base/calendar.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void every_day_comes_back(void **state)
{
    (void)state;
    struct q_civil before = {1, 1, 0};
    for (int32_t days = 0; days < Q_CALENDAR_DAYS; days++) {
        struct q_civil c = q_calendar_civil(days);
        assert_true(q_calendar_has_day(c.year, c.month, c.day));
        assert_int_equal(q_calendar_days(c.year, c.month, c.day), days);
        bool next = c.day == 1 ? before.day == q_calendar_days_in(before.year, before.month)
                               : c.day == before.day + 1 && c.month == before.month;
        assert_true(days == 0 || next);
        before = c;
    }
    assert_int_equal(before.year, 9999);
    assert_int_equal(before.month, 12);
    assert_int_equal(before.day, 31);
    assert_false(q_calendar_has(-1));
    assert_true(q_calendar_has(0) && q_calendar_has(Q_CALENDAR_DAYS - 1));
    assert_false(q_calendar_has(Q_CALENDAR_DAYS));
}

static void leap_years(void **state)
{
    (void)state;
    assert_true(q_calendar_has_day(2000, 2, 29) && q_calendar_has_day(2024, 2, 29));
    assert_false(q_calendar_has_day(1900, 2, 29) || q_calendar_has_day(2023, 2, 29));
    assert_false(q_calendar_has_day(2023, 4, 31) || q_calendar_has_day(2023, 0, 1) ||
                 q_calendar_has_day(2023, 13, 1) || q_calendar_has_day(2023, 1, 0) ||
                 q_calendar_has_day(0, 1, 1) || q_calendar_has_day(10000, 1, 1));
}

static void weekdays_and_iso_weeks(void **state)
{
    (void)state;
    static const struct {
        int32_t year;
        unsigned month, day, weekday, week;
        int32_t of;
    } cases[] = {
        {1, 1, 1, 1, 1, 1},        {2018, 4, 25, 3, 17, 2018},  {2016, 1, 3, 7, 53, 2015},
        {2016, 1, 4, 1, 1, 2016},  {2018, 12, 31, 1, 1, 2019},  {2020, 12, 31, 4, 53, 2020},
        {2021, 1, 3, 7, 53, 2020}, {2012, 1, 1, 7, 52, 2011},   {2008, 12, 29, 1, 1, 2009},
        {2004, 2, 29, 7, 9, 2004}, {9999, 12, 31, 5, 52, 9999}, {2000, 1, 1, 6, 52, 1999},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t days = q_calendar_days(cases[i].year, cases[i].month, cases[i].day), year;
        assert_int_equal(q_calendar_weekday(days), cases[i].weekday);
        assert_int_equal(q_calendar_week(days, &year), cases[i].week);
        assert_int_equal(year, cases[i].of);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_comes_back),
        cmocka_unit_test(leap_years),
        cmocka_unit_test(weekdays_and_iso_weeks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
