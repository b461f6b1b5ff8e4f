#include "base/calendar.h"

static bool is_leap(int32_t year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool q_calendar_has(int32_t days)
{
    return days >= 0 && days < Q_CALENDAR_DAYS;
}

unsigned q_calendar_days_in(int32_t year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool q_calendar_has_day(int32_t year, unsigned month, unsigned day)
{
    return year >= 1 && year <= Q_CALENDAR_YEARS && month >= 1 && month <= 12 && day >= 1 &&
           day <= q_calendar_days_in(year, month);
}

static int32_t days_before_year(int32_t year)
{
    int32_t past = year - 1;
    return past * 365 + past / 4 - past / 100 + past / 400;
}

int32_t q_calendar_days(int32_t year, unsigned month, unsigned day)
{
    int32_t days = days_before_year(year) + (int32_t)day - 1;
    for (unsigned m = 1; m < month; m++)
        days += (int32_t)q_calendar_days_in(year, m);
    return days;
}

struct q_civil q_calendar_civil(int32_t days)
{
    struct q_civil out = {days / 366 + 1, 1, 1}; // at most some years too early
    while (days_before_year(out.year + 1) <= days)
        out.year++;
    int32_t left = days - days_before_year(out.year);
    while (left >= (int32_t)q_calendar_days_in(out.year, out.month))
        left -= (int32_t)q_calendar_days_in(out.year, out.month++);
    out.day = (unsigned)left + 1;
    return out;
}

unsigned q_calendar_weekday(int32_t days)
{
    return (unsigned)(days % 7) + 1;
}

unsigned q_calendar_week(int32_t days, int32_t *year)
{
    int32_t thursday = days - days % 7 + 3; // a week belongs to the year of its Thursday
    *year = q_calendar_civil(thursday).year;
    return (unsigned)((thursday - days_before_year(*year)) / 7) + 1;
}
