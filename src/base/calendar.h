/*
 * The calendar's arithmetic: days, weekdays and ISO weeks, from year 1 to 9999.
 *
 *     2018-04-25   →   day 736808, a Wednesday, of 2018-W17
 *
 * Days are counted from 0001-01-01, a Monday, which is 0 (Gregorian throughout). What no
 * calendar has is a caller's error; q_calendar_has asks.
 */
#ifndef Q_CALENDAR_H
#define Q_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

enum { Q_CALENDAR_YEARS = 9999, Q_CALENDAR_DAYS = 3652059 };

struct q_civil {
    int32_t year;        // 1…9999
    unsigned month, day; // from 1
};

/** Is the day counted `days` in the years that can be written? */
bool q_calendar_has(int32_t days);

/** Is there such a day? */
bool q_calendar_has_day(int32_t year, unsigned month, unsigned day);

/** Days of a month, which is 1…12. */
unsigned q_calendar_days_in(int32_t year, unsigned month);

int32_t q_calendar_days(int32_t year, unsigned month, unsigned day);
struct q_civil q_calendar_civil(int32_t days);

/** 1 (Monday) … 7. */
unsigned q_calendar_weekday(int32_t days);

/** The ISO week that the day lies in: 1…53, with its year, which at the ends of a year may
 *  be another than the day's, and be 10000. */
unsigned q_calendar_week(int32_t days, int32_t *year);

#endif
