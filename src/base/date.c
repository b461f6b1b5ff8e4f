#include "base/date.h"

#include "base/calendar.h"
#include "base/cursor.h"

// Exactly `count` digits.
static bool number(struct q_cursor *c, size_t count, unsigned *out)
{
    if (q_cursor_digits(c) < count)
        return false;
    *out = 0;
    while (count--)
        *out = *out * 10 + (unsigned)(*c->at++ - '0');
    return true;
}

// 52 or 53: that of 28 December, which is always of its own year.
static unsigned weeks_of(unsigned year)
{
    int32_t of;
    return q_calendar_week(q_calendar_days((int32_t)year, 12, 28), &of);
}

static bool read_day(struct q_cursor *c, struct q_moment *m)
{
    if (!number(c, 4, &m->year) || m->year == 0)
        return false;
    if (c->at == c->end)
        return true;
    bool plain = q_cursor_digits(c) == 4; // YYYYMMDD
    if (!plain && !q_cursor_pass(c, '-'))
        return false;
    if (!plain && q_cursor_pass(c, 'W'))
        return number(c, 2, &m->week) && m->week >= 1 && m->week <= weeks_of(m->year);
    if (!number(c, 2, &m->month) || m->month < 1 || m->month > 12)
        return false;
    if (!plain && !q_cursor_pass(c, '-'))
        return true;
    return number(c, 2, &m->day) && m->day >= 1 &&
           m->day <= q_calendar_days_in((int32_t)m->year, m->month);
}

static bool read_time(struct q_cursor *c, struct q_moment *m)
{
    if (!number(c, 2, &m->hour) || m->hour > 23)
        return false;
    m->has_hour = true;
    bool plain = q_cursor_digits(c) >= 2; // HHMM
    if (!plain && !q_cursor_pass(c, ':'))
        return true;
    if (!number(c, 2, &m->minute) || m->minute > 59)
        return false;
    m->has_minute = true;
    if (plain ? q_cursor_digits(c) < 2 : !q_cursor_pass(c, ':'))
        return true;
    unsigned second;
    if (!number(c, 2, &second) || second > 60)
        return false;
    if (!q_cursor_pass(c, '.') && !q_cursor_pass(c, ','))
        return true;
    size_t fraction = q_cursor_digits(c);
    c->at += fraction;
    return fraction > 0;
}

static bool word(struct q_cursor *c, quoth_str wanted)
{
    if (!q_str_starts(q_str(c->at, (size_t)(c->end - c->at)), wanted))
        return false;
    c->at += wanted.len;
    return true;
}

static bool read_zone(struct q_cursor *c, struct q_moment *m)
{
    if (c->at == c->end)
        return true;
    q_cursor_pass(c, ' ');
    if (q_cursor_pass(c, 'Z') || q_cursor_pass(c, 'z') || word(c, Q_STR("UTC")) ||
        word(c, Q_STR("GMT"))) {
        m->zone = 'Z';
        return true;
    }
    m->zone = q_cursor_pass(c, '+') ? '+' : '-';
    if (m->zone == '-' && !q_cursor_pass(c, '-'))
        return false;
    if (!number(c, 2, &m->zone_hour) || m->zone_hour > 23)
        return false;
    if (c->at < c->end && *c->at != ' ') {
        q_cursor_pass(c, ':');
        if (!number(c, 2, &m->zone_minute) || m->zone_minute > 59)
            return false;
    }
    if (m->zone_hour == 0 && m->zone_minute == 0)
        word(c, Q_STR(" UTC")); // "+0000 UTC"
    return true;
}

static char *put(char *at, char before, unsigned number_of, unsigned width)
{
    if (before)
        *at++ = before;
    for (unsigned i = width; i-- > 0; number_of /= 10)
        at[i] = (char)('0' + number_of % 10);
    return at + width;
}

static size_t write_value(const struct q_moment *m, char value[Q_DATE_SIZE])
{
    char *at = put(value, 0, m->year, 4);
    if (m->week) {
        *at++ = '-';
        at = put(at, 'W', m->week, 2);
    }
    if (m->quarter) {
        *at++ = '-';
        at = put(at, 'Q', m->quarter, 1);
    }
    if (m->month)
        at = put(at, '-', m->month, 2);
    if (m->day)
        at = put(at, '-', m->day, 2);
    if (m->has_hour)
        at = put(at, 'T', m->hour, 2);
    if (m->has_minute)
        at = put(at, ':', m->minute, 2);
    if (m->zone == 'Z')
        *at++ = 'Z';
    else if (m->zone)
        at = put(put(at, m->zone, m->zone_hour, 2), ':', m->zone_minute, 2);
    *at = '\0';
    return (size_t)(at - value);
}

static quoth_str precision_of(const struct q_moment *m)
{
    if (m->has_minute)
        return Q_STR("minute");
    if (m->has_hour)
        return Q_STR("hour");
    if (m->day)
        return Q_STR("day");
    if (m->month)
        return Q_STR("month");
    if (m->week)
        return Q_STR("week");
    return m->quarter ? Q_STR("quarter") : Q_STR("year");
}

void q_date_write(const struct q_moment *m, quoth_str words, char value[Q_DATE_SIZE],
                  quoth_date *date)
{
    size_t len = write_value(m, value);
    *date = (quoth_date){q_str(value, len), precision_of(m), words};
}

bool q_date_take_apart(quoth_str text, struct q_moment *m)
{
    *m = (struct q_moment){0};
    if (text.len == 0)
        return false;
    struct q_cursor c = q_cursor_at(text);
    if (!read_day(&c, m))
        return false;
    if (m->day &&
        (q_cursor_pass(&c, 'T') || q_cursor_pass(&c, 't') || q_cursor_pass(&c, ' ')))
        if (!read_time(&c, m) || !read_zone(&c, m))
            return false;
    return c.at == c.end;
}

bool q_date_read(quoth_str text, char value[Q_DATE_SIZE], quoth_date *date)
{
    quoth_str words = q_str_trim(text);
    struct q_moment m;
    if (!q_date_take_apart(words, &m) || m.year < Q_DATE_FIRST_YEAR)
        return false;
    q_date_write(&m, words, value, date);
    return true;
}

void q_date_days(const struct q_moment *m, int32_t *from, int32_t *to)
{
    enum { WEEK = 7, QUARTER = 3, MONTHS = 12 };
    int32_t year = (int32_t)m->year;
    if (m->week) { // the first one has 4 January in it
        int32_t fourth = q_calendar_days(year, 1, 4);
        *from = fourth - fourth % WEEK + WEEK * ((int32_t)m->week - 1);
        *to = *from + WEEK - 1 < Q_CALENDAR_DAYS ? *from + WEEK - 1 : Q_CALENDAR_DAYS - 1;
        return;
    }
    unsigned first = m->month ? m->month : m->quarter ? QUARTER * m->quarter - 2 : 1;
    unsigned last = m->month ? m->month : m->quarter ? QUARTER * m->quarter : MONTHS;
    *from = q_calendar_days(year, first, m->day ? m->day : 1);
    *to = q_calendar_days(year, last, m->day ? m->day : q_calendar_days_in(year, last));
}
