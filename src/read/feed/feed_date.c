#include "read/feed/feed_date.h"

#include "base/calendar.h"
#include "base/str.h"

enum { LONGEST = 64 }; // the longest that is still a date

static const struct {
    const char *name;
    char sign;
    unsigned hour;
} zones[] = {
    {"ut", 'Z', 0},   {"gmt", 'Z', 0}, {"utc", 'Z', 0},  {"z", 'Z', 0},    {"est", '-', 5},
    {"edt", '-', 4},  {"cst", '-', 6}, {"cdt", '-', 5},  {"mst", '-', 7},  {"mdt", '-', 6},
    {"pst", '-', 8},  {"pdt", '-', 7}, {"akst", '-', 9}, {"hst", '-', 10}, {"cet", '+', 1},
    {"cest", '+', 2}, {"wet", 'Z', 0}, {"eet", '+', 2},  {"eest", '+', 3}, {"jst", '+', 9},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The digits that `*rest` begins with, `count` of them; they are taken.
static unsigned take_number(quoth_str *rest, size_t *count)
{
    unsigned number = 0;
    for (*count = 0; *count < rest->len && is_digit(rest->ptr[*count]); ++*count)
        number = *count < 8 ? number * 10 + (unsigned)(rest->ptr[*count] - '0') : number;
    *rest = q_str(rest->ptr + *count, rest->len - *count);
    return number;
}

static bool take_mark(quoth_str *rest, char mark)
{
    if (rest->len == 0 || *rest->ptr != mark)
        return false;
    *rest = q_str(rest->ptr + 1, rest->len - 1);
    return true;
}

// By the first three letters, however they are written.
static unsigned month_of(quoth_str word)
{
    if (word.len < 3)
        return 0;
    char name[3] = {word.ptr[0], q_lower(word.ptr[1]), q_lower(word.ptr[2])};
    if (name[0] >= 'a' && name[0] <= 'z')
        name[0] = (char)(name[0] - 'a' + 'A');
    return q_date_month(q_str(name, 3));
}

static void take_zone_name(struct q_moment *m, quoth_str word)
{
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++)
        if (q_str_equal_nocase(word, q_str_from(zones[i].name))) {
            m->zone = zones[i].sign;
            m->zone_hour = zones[i].hour;
        }
}

static void take_word(struct q_moment *m, quoth_str *rest)
{
    size_t len = 0;
    while (len < rest->len && is_letter(rest->ptr[len]))
        len++;
    quoth_str word = q_str(rest->ptr, len);
    *rest = q_str(rest->ptr + len, rest->len - len);
    bool after = q_str_equal_nocase(word, Q_STR("pm"));
    if (m->has_hour && (after || q_str_equal_nocase(word, Q_STR("am"))))
        m->hour = m->hour % 12 + (after ? 12 : 0);
    else if (m->has_hour && !m->zone)
        take_zone_name(m, word);
    if (!m->month)
        m->month = month_of(word);
}

// Behind the hour and its colon.
static bool take_minute(struct q_moment *m, unsigned hour, quoth_str *rest)
{
    size_t digits;
    m->hour = hour;
    m->minute = take_number(rest, &digits);
    m->has_hour = m->has_minute = true;
    if (digits != 2 || m->hour > 23 || m->minute > 59)
        return false;
    if (!take_mark(rest, ':'))
        return true;
    unsigned second = take_number(rest, &digits);
    if (take_mark(rest, '.'))
        take_number(rest, &(size_t){0});
    return digits == 2 && second <= 60;
}

// Behind its sign: +0100, +01:00, +01.
static bool take_zone(struct q_moment *m, char sign, quoth_str *rest)
{
    size_t digits;
    unsigned number = take_number(rest, &digits);
    m->zone = sign;
    m->zone_hour = digits > 2 ? number / 100 : number;
    m->zone_minute = digits > 2 ? number % 100 : 0;
    if (digits <= 2 && take_mark(rest, ':'))
        m->zone_minute = take_number(rest, &digits);
    if (m->zone_hour == 0 && m->zone_minute == 0)
        m->zone = 'Z';
    return m->zone_hour < 24 && m->zone_minute < 60;
}

static bool take_digits(struct q_moment *m, quoth_str *rest)
{
    size_t digits;
    unsigned number = take_number(rest, &digits);
    if (digits <= 2 && !m->has_hour && take_mark(rest, ':'))
        return take_minute(m, number, rest);
    if (digits <= 2 && !m->day)
        m->day = number;
    else if (digits == 4 && !m->year)
        m->year = number;
    else if (digits == 2 && !m->year)
        m->year = number + (number < 70 ? 2000 : 1900);
    else
        return false;
    return true;
}

static bool take_apart(quoth_str rest, struct q_moment *m)
{
    *m = (struct q_moment){0};
    while (rest.len) {
        char c = *rest.ptr;
        bool good = true;
        if (is_letter(c))
            take_word(m, &rest);
        else if (is_digit(c))
            good = take_digits(m, &rest);
        else if (take_mark(&rest, c) && (c == '+' || c == '-') && m->has_hour && rest.len &&
                 is_digit(*rest.ptr))
            good = take_zone(m, c, &rest);
        if (!good)
            return false;
    }
    return m->month && q_calendar_has_day((int32_t)m->year, m->month, m->day);
}

bool q_feed_date(quoth_str text, char value[Q_DATE_SIZE], quoth_date *date)
{
    quoth_str words = q_str_trim(text);
    struct q_moment m;
    if (words.len == 0 || words.len > LONGEST)
        return false;
    if (q_date_read(words, value, date))
        return true;
    if (!take_apart(words, &m))
        return false;
    q_date_write(&m, words, value, date);
    return true;
}
