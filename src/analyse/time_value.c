#include "analyse/time_parts.h"
#include "base/calendar.h"

// A date without its year comes again within so many of them: 29 February.
enum { AROUND = 8 };

static struct q_moment moment_of_day(int32_t days)
{
    if (!q_calendar_has(days))
        return (struct q_moment){0};
    struct q_civil c = q_calendar_civil(days);
    return (struct q_moment){.year = (unsigned)c.year, .month = c.month, .day = c.day};
}

static bool is_year(int32_t year)
{
    return year >= 1 && year <= Q_CALENDAR_YEARS;
}

void q_time_anchor_from(const quoth_date *published, struct q_time_anchor *out)
{
    struct q_moment m;
    *out = (struct q_time_anchor){0};
    if (!published->value.ptr || !q_date_take_apart(published->value, &m))
        return;
    out->year = (int32_t)m.year;
    out->month = m.month;
    out->has_day = m.day > 0;
    if (m.month) {
        unsigned last = m.day ? m.day : q_calendar_days_in(out->year, m.month);
        out->from = q_calendar_days(out->year, m.month, m.day ? m.day : 1);
        out->to = q_calendar_days(out->year, m.month, last);
    }
}

// ── Periods ──

static void tell(struct q_time_period *out, struct q_moment from)
{
    *out = (struct q_time_period){.from = from, .told = from.year > 0};
}

static void tell_day(struct q_time_period *out, int32_t days)
{
    tell(out, moment_of_day(days));
}

static void tell_days(struct q_time_period *out, int32_t from, int32_t to)
{
    tell_day(out, from);
    out->to = moment_of_day(to);
    out->range = true;
    out->told = out->told && out->to.year > 0;
}

static void tell_week(struct q_time_period *out, int32_t days)
{
    int32_t year = 0;
    unsigned week = q_calendar_has(days) ? q_calendar_week(days, &year) : 0;
    tell(out, is_year(year) ? (struct q_moment){.year = (unsigned)year, .week = week}
                            : (struct q_moment){0});
}

// Month or quarter `by` ones from that of the anchor; there are `parts` in a year.
static void tell_part(struct q_time_period *out, int32_t year, unsigned part, int32_t by,
                      int32_t parts)
{
    int32_t count = year * parts + (int32_t)part - 1 + by;
    int32_t in = count / parts;
    struct q_moment m = {0};
    if (count >= 0 && is_year(in)) {
        m.year = (unsigned)in;
        *(parts == 12 ? &m.month : &m.quarter) = (unsigned)(count % parts) + 1;
    }
    tell(out, m);
}

static void tell_year(struct q_time_period *out, int32_t year)
{
    tell(out, (struct q_moment){.year = is_year(year) ? (unsigned)year : 0});
}

// ── Days of the week ──

// Days back from the anchor to the weekday, 0…6.
static int32_t back_to(const struct q_time_anchor *anchor, unsigned weekday)
{
    return (int32_t)(q_calendar_weekday(anchor->from) + 7 - weekday) % 7;
}

static void tell_weekday(const struct q_time_parts *p, const struct q_time_anchor *anchor,
                         struct q_time_value *out)
{
    if (!anchor->has_day)
        return;
    int32_t back = back_to(anchor, p->weekday), day = anchor->from;
    if (p->unit == Q_TIME_UNIT_WEEK) { // *Friday of last week*
        int32_t monday = day + 1 - (int32_t)q_calendar_weekday(day);
        tell_day(&out->past, monday + 7 * p->shift + p->weekday - 1);
        return;
    }
    int32_t ahead = back ? 7 - back : 7;
    out->since = back;
    out->until = ahead;
    if (p->shifted && p->shift < 0) {
        tell_day(&out->past, day - (back ? back : 7));
    } else if (p->shifted && p->shift > 0) {
        tell_day(&out->past, day + ahead);
    } else {
        tell_day(&out->past, day - back);
        tell_day(&out->ahead, day + ahead);
        out->sense = Q_TIME_OPEN;
    }
}

static void tell_weekend(const struct q_time_parts *p, const struct q_time_anchor *anchor,
                         struct q_time_value *out)
{
    if (!anchor->has_day)
        return;
    enum { SATURDAY = 6 };
    int32_t day = anchor->from, back = back_to(anchor, SATURDAY);
    int32_t past = day - back, ahead = back <= 1 ? past : past + 7;
    if (p->shift < 0)
        past = ahead - 7;
    else if (p->shift > 0)
        past = ahead + 7;
    tell_days(&out->past, past, past + 1);
    if (p->shift != 0)
        return;
    tell_days(&out->ahead, ahead, ahead + 1);
    out->since = back <= 1 ? 0 : back - 1;
    out->until = back <= 1 ? 0 : 7 - back;
    out->sense = Q_TIME_OPEN;
}

// ── Dates without a year ──

// The date or range in a year; false: that year has it not. `from` and `to` are its days.
static bool place(const struct q_time_parts *p, int32_t year, struct q_time_period *out,
                  int32_t *from, int32_t *to)
{
    struct q_moment first = p->first, last = p->range ? p->last : p->first;
    int32_t last_year = year + (p->range && last.month < first.month);
    unsigned first_day = first.day ? first.day : 1;
    unsigned last_day = last.day ? last.day : q_calendar_days_in(last_year, last.month);
    if (!q_calendar_has_day(year, first.month, first_day) ||
        !q_calendar_has_day(last_year, last.month, last_day))
        return false;
    first.year = (unsigned)year;
    last.year = (unsigned)last_year;
    *out = (struct q_time_period){first, last, p->range, true};
    *from = q_calendar_days(year, first.month, first_day);
    *to = q_calendar_days(last_year, last.month, last_day);
    return true;
}

// Is the day, of one year, on the day of the week that is told with it?
static bool is_on_weekday(const struct q_time_parts *p, int32_t day)
{
    return !p->weekday || !p->first.day || q_calendar_weekday(day) == p->weekday;
}

static void tell_open_date(const struct q_time_parts *p, const struct q_time_anchor *anchor,
                           struct q_time_value *out)
{
    int32_t from, to;
    bool past_fits = false, ahead_fits = false;
    struct q_time_period period;
    if (!anchor->month)
        return;
    for (int32_t y = anchor->year; y >= anchor->year - AROUND && !out->past.told; y--) {
        if (!place(p, y, &period, &from, &to) || from > anchor->to)
            continue;
        out->past = period;
        out->since = anchor->from > to ? anchor->from - to : 0;
        past_fits = is_on_weekday(p, from);
    }
    for (int32_t y = anchor->year - 1; y <= anchor->year + AROUND && !out->ahead.told;
         y++) {
        if (!place(p, y, &period, &from, &to) || to < anchor->from)
            continue;
        out->ahead = period;
        out->until = from > anchor->to ? from - anchor->to : 0;
        ahead_fits = is_on_weekday(p, from);
    }
    if (past_fits != ahead_fits)
        *(past_fits ? &out->until : &out->since) = INT32_MAX;
    out->sense = Q_TIME_OPEN;
    if (!out->ahead.told || !out->past.told)
        *out = (struct q_time_value){.sense = Q_TIME_OPEN};
}

// *last December*, *next May 5*: not the anchor's own month.
static void tell_which_month(const struct q_time_parts *p,
                             const struct q_time_anchor *anchor, struct q_time_value *out)
{
    int32_t from, to, year = anchor->year;
    if (!anchor->month)
        return;
    if (p->shift < 0)
        year -= p->first.month >= anchor->month;
    else if (p->shift > 0)
        year += p->first.month <= anchor->month;
    place(p, year, &out->past, &from, &to);
}

// *on the 25th*
static void tell_day_of_month(const struct q_time_parts *p,
                              const struct q_time_anchor *anchor, struct q_time_value *out)
{
    enum { MONTHS = 3 }; // one of them has 31 days
    struct q_time_parts dated = *p;
    int32_t from, to;
    if (p->unit == Q_TIME_UNIT_MONTH) {
        struct q_time_period month;
        tell_part(&month, anchor->year, anchor->month, p->shift, 12);
        dated.first.month = month.from.month;
        if (anchor->month && month.told)
            place(&dated, (int32_t)month.from.year, &out->past, &from, &to);
        return;
    }
    if (!anchor->has_day)
        return;
    for (int32_t by = -MONTHS; by <= MONTHS; by++) {
        struct q_time_period month, day;
        tell_part(&month, anchor->year, anchor->month, by, 12);
        dated.first.month = month.from.month;
        if (!month.told || !place(&dated, (int32_t)month.from.year, &day, &from, &to))
            continue;
        if (from <= anchor->from) {
            out->past = day;
            out->since = anchor->from - from;
        }
        if (from >= anchor->from && !out->ahead.told) {
            out->ahead = day;
            out->until = from - anchor->from;
        }
    }
    out->sense = Q_TIME_OPEN;
    if (!out->past.told || !out->ahead.told)
        *out = (struct q_time_value){.sense = Q_TIME_OPEN};
}

// ── Units from the anchor's ──

// The year of *last summer*; of what begins in `season` and lasts three months.
static void tell_season(const struct q_time_parts *p, const struct q_time_anchor *anchor,
                        struct q_time_value *out)
{
    if (!anchor->month)
        return;
    bool is_over = anchor->month >= p->season + 3u;
    bool is_ahead = anchor->month < p->season;
    int32_t year = anchor->year;
    if ((p->shift > 0 && is_ahead) || (p->shift < 0 && is_over))
        return; // this year's or another
    if (p->shift < 0)
        year--;
    else if (p->shift > 0)
        year++;
    tell_year(&out->past, year);
}

static void tell_unit(const struct q_time_parts *p, const struct q_time_anchor *anchor,
                      struct q_time_value *out)
{
    int32_t by = p->shift;
    switch (p->unit) {
    case Q_TIME_UNIT_DAY:
        if (anchor->has_day)
            tell_day(&out->past, anchor->from + by);
        return;
    case Q_TIME_UNIT_WEEK:
        if (anchor->has_day)
            tell_week(&out->past, anchor->from + 7 * by);
        return;
    case Q_TIME_UNIT_WEEKEND:
        tell_weekend(p, anchor, out);
        return;
    case Q_TIME_UNIT_MONTH:
        if (anchor->month)
            tell_part(&out->past, anchor->year, anchor->month, by, 12);
        return;
    case Q_TIME_UNIT_QUARTER:
        if (anchor->month)
            tell_part(&out->past, anchor->year, (anchor->month + 2) / 3, by, 4);
        return;
    case Q_TIME_UNIT_SEASON:
        tell_season(p, anchor, out);
        return;
    case Q_TIME_UNIT_YEAR:
        if (anchor->year)
            tell_year(&out->past, anchor->year + by);
        return;
    default:
        return;
    }
}

// *May of last year*, *third quarter of this year*: the year is the unit's.
static void tell_in_year(const struct q_time_parts *p, const struct q_time_anchor *anchor,
                         struct q_time_value *out)
{
    int32_t year = anchor->year + p->shift, from, to;
    if (!anchor->year || !is_year(year))
        return;
    if (p->first.quarter)
        tell_part(&out->past, year, p->first.quarter, 0, 4);
    else
        place(p, year, &out->past, &from, &to);
}

// ── All of it ──

// Without the clock, which add_clock gives to what is no range.
static struct q_moment day_of(const struct q_moment *m)
{
    struct q_moment day = *m;
    day.has_hour = day.has_minute = false;
    day.zone = 0;
    return day;
}

static void tell_fixed(const struct q_time_parts *p, struct q_time_value *out)
{
    out->past = (struct q_time_period){day_of(&p->first), day_of(&p->last), p->range, true};
    out->sense = Q_TIME_FIXED;
}

static void add_clock(const struct q_time_parts *p, struct q_time_period *period)
{
    struct q_moment *m = &period->from;
    if (!period->told || period->range || !m->day)
        return;
    m->hour = p->first.hour;
    m->minute = p->first.minute;
    m->has_hour = p->first.has_hour;
    m->has_minute = p->first.has_minute;
    m->zone = p->first.zone;
}

static uint8_t sense_of(const struct q_time_parts *p)
{
    int by = p->shifted && p->shift ? p->shift : p->stage;
    return by < 0 ? Q_TIME_PAST : by > 0 ? Q_TIME_FUTURE : Q_TIME_FIXED;
}

void q_time_tell(const struct q_time_parts *p, const struct q_time_anchor *anchor,
                 struct q_time_value *out)
{
    *out = (struct q_time_value){.sense = sense_of(p)};
    if (p->untold)
        return;
    if (p->first.year)
        tell_fixed(p, out);
    else if ((p->first.month || p->first.quarter) && p->unit == Q_TIME_UNIT_YEAR)
        tell_in_year(p, anchor, out);
    else if (p->first.month && p->shifted && p->shift != 0)
        tell_which_month(p, anchor, out);
    else if (p->first.month)
        tell_open_date(p, anchor, out);
    else if (p->first.day)
        tell_day_of_month(p, anchor, out);
    else if (p->weekday)
        tell_weekday(p, anchor, out);
    else if (p->shifted)
        tell_unit(p, anchor, out);
    else
        out->sense = Q_TIME_OPEN; // a time of day
    add_clock(p, &out->past);
    add_clock(p, &out->ahead);
}
