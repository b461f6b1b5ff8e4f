#include "base/calendar.h"
#include "base/cursor.h"
#include "base/date.h"

#include <stdlib.h>

enum { LONGEST = 128 }; // bytes that are looked at

static void pass_spaces(struct q_cursor *c)
{
    while (c->at < c->end && (*c->at == ' ' || *c->at == '\t'))
        c->at++;
}

static bool pass(struct q_cursor *c, const char *any_of)
{
    if (c->at == c->end || !*c->at || !strchr(any_of, *c->at))
        return false;
    c->at++;
    return true;
}

// A number of `least` to `most` digits, and no more of them.
static bool number(struct q_cursor *c, size_t least, size_t most, unsigned *out)
{
    size_t digits = q_cursor_digits(c);
    if (digits < least || digits > most)
        return false;
    *out = 0;
    while (digits--)
        *out = *out * 10 + (unsigned)(*c->at++ - '0');
    return true;
}

static bool is_day(const struct q_moment *m)
{
    return q_calendar_has_day((int32_t)m->year, m->month, m->day);
}

// ── Zones ──

// Those that mean one offset, in minutes.
static bool zone_named(quoth_str word, int *minutes)
{
    static const struct {
        const char *name;
        int hours;
    } zones[] = {{"UTC", 0},  {"GMT", 0},  {"UT", 0},   {"Z", 0},     {"EST", -5},
                 {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7},  {"MDT", -6},
                 {"PST", -8}, {"PDT", -7}, {"BST", 1},  {"CET", 1},   {"CEST", 2},
                 {"EET", 2},  {"EEST", 3}, {"MSK", 3},  {"AEST", 10}, {"AEDT", 11}};
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (q_str_equal(word, q_str_from(zones[i].name))) {
            *minutes = zones[i].hours * 60;
            return true;
        }
    return false;
}

static void set_zone(struct q_moment *m, int minutes)
{
    unsigned far = (unsigned)abs(minutes);
    m->zone = minutes == 0 ? 'Z' : minutes < 0 ? '-' : '+';
    m->zone_hour = far / 60;
    m->zone_minute = far % 60;
}

// "Z", " EST", "+0200", " GMT-05:00"; what is none leaves the moment without.
static void read_zone(struct q_cursor *c, struct q_moment *m)
{
    struct q_cursor ahead = *c;
    int minutes;
    pass_spaces(&ahead);
    quoth_str word = q_cursor_word(&ahead);
    if (word.len && zone_named(word, &minutes)) {
        set_zone(m, minutes);
        ahead.at += word.len;
        *c = ahead;
    }
    bool minus = ahead.at < ahead.end && *ahead.at == '-';
    unsigned hour, minute = 0;
    if (!pass(&ahead, "+-"))
        return;
    bool joined = q_cursor_digits(&ahead) == 4;
    if (!number(&ahead, 1, joined ? 4 : 2, &hour))
        return;
    if (joined) {
        minute = hour % 100;
        hour /= 100;
    } else if (pass(&ahead, ":") && !number(&ahead, 2, 2, &minute)) {
        return;
    }
    if (hour > 14 || minute > 59)
        return;
    *c = ahead;
    m->zone = minus ? '-' : '+';
    m->zone_hour = hour;
    m->zone_minute = minute;
}

// ── Numbers alone ──

static struct q_moment from_epoch(uint64_t seconds)
{
    enum { DAY = 24 * 60 * 60 };
    int32_t days = q_calendar_days(1970, 1, 1) + (int32_t)(seconds / DAY);
    struct q_civil civil = q_calendar_civil(days);
    uint64_t rest = seconds % DAY;
    return (struct q_moment){.year = (unsigned)civil.year,
                             .month = civil.month,
                             .day = civil.day,
                             .hour = (unsigned)(rest / 3600),
                             .minute = (unsigned)(rest / 60 % 60),
                             .has_hour = true,
                             .has_minute = true,
                             .zone = 'Z'};
}

// 1703203200, 1703203200000, 202312220000, 20231222000000: nothing but digits.
static bool read_digits(quoth_str text, struct q_moment *m)
{
    struct q_cursor c = q_cursor_at(text);
    if (q_cursor_digits(&c) != text.len || text.len < 10)
        return false;
    uint64_t all = 0;
    for (size_t i = 0; i < text.len && i < 16; i++)
        all = all * 10 + (uint64_t)(text.ptr[i] - '0');
    if ((text.len == 10 || text.len == 13) && text.ptr[0] != '0') {
        *m = from_epoch(text.len == 10 ? all : all / 1000);
        return true;
    }
    if (text.len == 14)
        all /= 100;
    else if (text.len != 12)
        return false;
    *m = (struct q_moment){.year = (unsigned)(all / 100000000),
                           .month = (unsigned)(all / 1000000 % 100),
                           .day = (unsigned)(all / 10000 % 100),
                           .hour = (unsigned)(all / 100 % 100),
                           .minute = (unsigned)(all % 100),
                           .has_hour = true,
                           .has_minute = true};
    return m->year >= 1900 && m->year <= 2100 && is_day(m) && m->hour < 24 &&
           m->minute < 60;
}

// ── Days in figures ──

// Day and month of "22.12.2023", "12/22/2023": which is which must be certain.
static bool settle_day(struct q_moment *m, unsigned first, unsigned second, char mark)
{
    bool day_first = mark == '.' || first > 12;
    if (!day_first && second <= 12 && first != second)
        return false;
    m->day = day_first ? first : second;
    m->month = day_first ? second : first;
    return is_day(m);
}

// 2023-9-5, 2023/12/22, 22.12.2023, 12/22/2023.
static bool read_day(struct q_cursor *c, struct q_moment *m)
{
    unsigned first, second, third;
    size_t digits = q_cursor_digits(c);
    bool year_first = digits == 4;
    if (!number(c, year_first ? 4 : 1, year_first ? 4 : 2, &first) || c->at == c->end)
        return false;
    char mark = *c->at;
    if (!pass(c, year_first ? "-/. " : "/.-") || !number(c, 1, 2, &second) ||
        c->at == c->end || *c->at != mark)
        return false;
    c->at++;
    if (!number(c, year_first ? 1 : 4, year_first ? 2 : 4, &third))
        return false;
    if (!year_first) {
        m->year = third;
        return third >= 1000 && settle_day(m, first, second, mark);
    }
    m->year = first;
    m->month = second;
    m->day = third;
    return is_day(m);
}

// "T15:55:01.20 PM +0000" behind the day; what is no time is left where it stands.
static void read_time(struct q_cursor *c, struct q_moment *m)
{
    struct q_cursor ahead = *c;
    pass(&ahead, ",");
    pass_spaces(&ahead);
    if (pass(&ahead, "Tt@-"))
        pass_spaces(&ahead);
    unsigned hour, minute, second;
    if (!number(&ahead, 1, 2, &hour) || !pass(&ahead, ":.") ||
        !number(&ahead, 2, 2, &minute) || minute > 59)
        return;
    if (pass(&ahead, ":") && number(&ahead, 2, 2, &second) && pass(&ahead, ".,"))
        ahead.at += q_cursor_digits(&ahead);
    struct q_cursor behind = ahead;
    pass_spaces(&behind);
    quoth_str half = q_cursor_word(&behind);
    bool pm = q_str_equal_nocase(half, Q_STR("pm"));
    if (pm || q_str_equal_nocase(half, Q_STR("am"))) {
        if (hour <= 12) // 14:30 PM is written too
            hour = hour % 12 + (pm ? 12 : 0);
        ahead.at = behind.at + half.len;
    }
    if (hour > 23)
        return;
    m->hour = hour;
    m->minute = minute;
    m->has_hour = m->has_minute = true;
    *c = ahead;
    read_zone(c, m);
}

static bool read_figures(struct q_cursor *c, struct q_moment *m)
{
    *m = (struct q_moment){0};
    if (!read_day(c, m))
        return false;
    read_time(c, m);
    return c->at == c->end || !(q_is_digit(*c->at) || q_is_letter(*c->at));
}

// ── Words ──

// "05-Dec-23 10:00" → "05 Dec 2023 10:00": the years of RFC 822, which had two digits, and
// the hyphens that some put.
static quoth_str with_century(quoth_str text, char out[LONGEST + 2])
{
    struct q_cursor c = q_cursor_at(text);
    quoth_str weekday = q_cursor_word(&c);
    c.at += weekday.len;
    pass(&c, ".");
    pass(&c, ",");
    pass_spaces(&c);
    unsigned day;
    if (!number(&c, 1, 2, &day) || !pass(&c, " -"))
        return text;
    quoth_str month = q_cursor_word(&c);
    c.at += month.len;
    if (!q_date_month(month) || !pass(&c, " -"))
        return text;
    size_t century = q_cursor_digits(&c) == 2 ? 2 : 0; // digits of it that are put in
    if (!century && q_cursor_digits(&c) != 4)
        return text;
    size_t before = (size_t)(c.at - text.ptr);
    memcpy(out, text.ptr, before);
    if (century) {
        bool old = *c.at >= '7';
        out[before] = old ? '1' : '2';
        out[before + 1] = old ? '9' : '0';
    }
    memcpy(out + before + century, c.at, text.len - before);
    for (size_t i = 0; i < before; i++)
        if (out[i] == '-')
            out[i] = ' ';
    return q_str(out, text.len + century);
}

// The zone in the words of a date: they pass over most of them.
static void find_zone(quoth_str words, struct q_moment *m)
{
    struct q_cursor c = q_cursor_at(words);
    while (c.at < c.end) {
        quoth_str word = q_cursor_word(&c);
        int minutes;
        if (word.len > 1 && zone_named(word, &minutes))
            set_zone(m, minutes);
        c.at += word.len ? word.len : 1;
    }
}

static bool read_words(quoth_str text, struct q_moment *m)
{
    char value[Q_DATE_SIZE], longer[LONGEST + 2];
    quoth_date date;
    text = with_century(text, longer);
    size_t len = q_date_read_words(text, value, &date);
    if (!len || !q_date_take_apart(date.value, m))
        return false;
    struct q_cursor c = {text.ptr + len, text.ptr + text.len};
    if (m->has_hour) {
        find_zone(q_str(text.ptr, len), m);
        read_zone(&c, m);
    }
    return true;
}

bool q_date_read_web(quoth_str text, char value[Q_DATE_SIZE], quoth_date *date)
{
    if (q_date_read(text, value, date))
        return true;
    text = q_str_trim(text);
    quoth_str head = q_str(text.ptr, text.len < LONGEST ? text.len : LONGEST);
    struct q_cursor c = q_cursor_at(head);
    struct q_moment m;
    if (head.len == 0 ||
        !(read_digits(head, &m) || read_figures(&c, &m) || read_words(head, &m)) ||
        m.year < Q_DATE_FIRST_YEAR)
        return false;
    q_date_write(&m, text, value, date);
    return true;
}
