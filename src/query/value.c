#include "query/value.h"

#include "base/calendar.h"
#include "base/date.h"
#include "record/question.h"

#include <stdarg.h>
#include <stdio.h>

// Reads one end of a range: what it may stand for, from its first to its last.
typedef bool (*read_one)(quoth_str text, struct q_value *value);

__attribute__((format(printf, 3, 4))) static bool wrong(struct q_value *value, size_t at,
                                                        const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(value->why, sizeof value->why, format, args);
    va_end(args);
    value->at = at;
    return false;
}

static quoth_str behind(quoth_str text, size_t at)
{
    return q_str(text.ptr + at, text.len - at);
}

// The last of all that can be asked for, and the first.
struct bounds {
    int32_t first, last;
    const char *what;
};

// >=, >, <= or < and one end.
static bool compared(quoth_str text, read_one read, const struct bounds *bounds,
                     struct q_value *value)
{
    bool more = text.ptr[0] == '>', equal = text.len > 1 && text.ptr[1] == '=';
    size_t at = equal ? 2 : 1;
    if (!read(behind(text, at), value)) {
        value->at += at;
        return false;
    }
    if (!equal && more && value->to >= bounds->last)
        return wrong(value, at, "there is no %s above this", bounds->what);
    if (!equal && !more && value->from <= bounds->first)
        return wrong(value, at, "there is no %s below this", bounds->what);
    if (more)
        value->from = equal ? value->from : value->to + 1;
    else
        value->to = equal ? value->to : value->from - 1;
    *(more ? &value->to : &value->from) = more ? Q_OPEN_TO : Q_OPEN_FROM;
    return true;
}

static bool ranged(quoth_str text, size_t dots, read_one read, struct q_value *value)
{
    struct q_value from = {.from = Q_OPEN_FROM}, to = {.to = Q_OPEN_TO};
    quoth_str last = behind(text, dots + 2);
    if (dots == 0 && last.len == 0)
        return wrong(value, 0, "expected something before or behind “..”");
    if (dots > 0 && !read(q_str(text.ptr, dots), &from)) {
        *value = from;
        return false;
    }
    if (last.len > 0 && !read(last, &to)) {
        *value = to;
        value->at += dots + 2;
        return false;
    }
    value->from = from.from;
    value->to = to.to;
    if (value->from > value->to)
        return wrong(value, dots + 2, "a range goes from the lower to the higher end");
    return true;
}

static bool read(quoth_str text, read_one one, const struct bounds *bounds,
                 struct q_value *value)
{
    *value = (struct q_value){.from = 0};
    if (text.len && (text.ptr[0] == '>' || text.ptr[0] == '<'))
        return compared(text, one, bounds, value);
    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.ptr[i] == '.' && text.ptr[i + 1] == '.')
            return ranged(text, i, one, value);
    return one(text, value);
}

// ── Days ──

static bool read_day(quoth_str text, struct q_value *value)
{
    struct q_moment m;
    if (text.len && memchr(text.ptr, '/', text.len))
        return wrong(value, 0, "a range is written 2017..2018, a day 2017-03-05");
    if (!q_date_take_apart(text, &m))
        return wrong(value, 0,
                     "expected a day, as in 2017, 2017-03, 2017-03-05, 2017..2018, 2017.., "
                     ">=2017 or 7d");
    if (m.has_hour)
        return wrong(value, 10, "nothing finer than a day can be asked for");
    q_date_days(&m, &value->from, &value->to);
    return true;
}

// So many months before a day, which is moved into the month if that is shorter.
static int32_t months_before(int32_t day, int32_t months)
{
    struct q_civil civil = q_calendar_civil(day);
    int32_t all = civil.year * 12 + (int32_t)civil.month - 1 - months;
    int32_t year = all / 12;
    unsigned month = (unsigned)(all % 12) + 1;
    if (all < 12)
        return -1;
    unsigned most = q_calendar_days_in(year, month);
    return q_calendar_days(year, month, civil.day < most ? civil.day : most);
}

// 7d, P1W, P1Y6M; false, and no `why`: it is not written so.
static bool read_back(quoth_str text, int32_t today, struct q_value *value)
{
    enum { MOST = 99999 };
    bool iso = text.len && (text.ptr[0] == 'P' || text.ptr[0] == 'p');
    size_t at = iso ? 1 : 0;
    int32_t days = 0, months = 0, parts = 0;
    for (; at < text.len; parts++) {
        int32_t number = 0;
        size_t digits = at;
        for (; at < text.len && q_is_digit(text.ptr[at]) && number <= MOST; at++)
            number = number * 10 + (text.ptr[at] - '0');
        if (at == digits || at == text.len || number > MOST || (parts && !iso))
            return false;
        switch (q_lower(text.ptr[at++])) {
        case 'd':
            days += number;
            break;
        case 'w':
            days += number * 7;
            break;
        case 'm':
            months += number;
            break;
        case 'y':
            months += number * 12;
            break;
        default:
            return false;
        }
        if (days > Q_CALENDAR_DAYS || months > Q_CALENDAR_YEARS * 12)
            return wrong(value, 0, "that is before the first year");
    }
    if (!parts)
        return false;
    int32_t from = months_before(today, months) - days;
    if (from < 0)
        return wrong(value, 0, "that is before the first year");
    value->from = from;
    value->to = today;
    return true;
}

bool q_read_days(quoth_str text, int32_t today, struct q_value *value)
{
    static const struct bounds bounds = {0, Q_CALENDAR_DAYS - 1, "day"};
    *value = (struct q_value){.from = 0};
    if (read_back(text, today, value))
        return true;
    return !value->why[0] && read(text, read_day, &bounds, value);
}

bool q_read_end(quoth_str text, int32_t today, bool last, int32_t *day,
                struct q_value *value)
{
    *value = (struct q_value){.from = 0};
    bool back = read_back(text, today, value);
    if (!back && (value->why[0] || !read_day(text, value)))
        return false;
    *day = last && !back ? value->to : value->from;
    return true;
}

// ── Numbers ──

enum { MOST_LEVELS = 255 };

static bool read_level(quoth_str text, struct q_value *value)
{
    int32_t number = 0;
    size_t i = 0;
    for (; i < text.len && q_is_digit(text.ptr[i]) && number <= MOST_LEVELS; i++)
        number = number * 10 + (text.ptr[i] - '0');
    if (i < text.len || number < 1 || number > MOST_LEVELS)
        return wrong(
            value, 0,
            "expected a depth from 1 (a statement in no other) to %d, as in 2, >=2 "
            "or 2..3",
            MOST_LEVELS);
    value->from = value->to = number;
    return true;
}

bool q_read_levels(quoth_str text, struct q_value *value)
{
    static const struct bounds bounds = {1, MOST_LEVELS, "depth"};
    return read(text, read_level, &bounds, value);
}

// Digits, at most `most` of them; how many there were.
static size_t digits(quoth_str text, size_t at, size_t most, int32_t *number)
{
    size_t count = 0;
    *number = 0;
    for (; count < most && at + count < text.len && q_is_digit(text.ptr[at + count]);
         count++)
        *number = *number * 10 + (text.ptr[at + count] - '0');
    return count;
}

static bool read_chance(quoth_str text, struct q_value *value)
{
    int32_t whole, part = 0;
    size_t at = digits(text, 0, 3, &whole);
    bool good = at > 0, percent = false;
    if (good && at < text.len && text.ptr[at] == '%') {
        percent = true;
        at++;
    } else if (good && at < text.len && text.ptr[at] == '.') {
        size_t count = digits(text, at + 1, 2, &part);
        part = count == 1 ? part * 10 : part;
        good = count > 0;
        at += 1 + count;
    }
    int32_t number = percent ? whole : whole * 100 + part;
    if (!good || at < text.len || number > 100)
        return wrong(value, 0,
                     "expected a confidence from 0 to 1 with at most two "
                     "decimals, as in 0.8, >=0.8 or 80%%");
    value->from = value->to = number;
    return true;
}

bool q_read_chance(quoth_str text, struct q_value *value)
{
    static const struct bounds bounds = {0, 100, "confidence"};
    if (!read(text, read_chance, &bounds, value))
        return false;
    if (value->from == Q_OPEN_FROM)
        value->from = 0;
    if (value->to == Q_OPEN_TO)
        value->to = 100;
    return true;
}
