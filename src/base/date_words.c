#include "base/date.h"

#include "base/calendar.h"
#include "base/cursor.h"

// ── Words ──

// Which of `names` the word is, whole or shortened as is usual; 0: none.
static unsigned which(quoth_str word, const char *const *names)
{
    static const char *const longer[] = {"Sept", "Tues", "Thur", "Thurs", NULL};
    if (word.len < 3 || word.ptr[0] < 'A' || word.ptr[0] > 'Z')
        return 0;
    bool is_short = word.len == 3 || q_str_is_any(word, longer);
    for (unsigned i = 0; names[i]; i++) {
        quoth_str name = q_str_from(names[i]);
        bool usual = word.len == name.len || is_short;
        if (usual && word.len <= name.len &&
            q_str_equal_nocase(word, q_str(name.ptr, word.len)))
            return i + 1;
    }
    return 0;
}

static void use_word(struct q_cursor *c, quoth_str word)
{
    c->at += word.len;
    if (c->at < c->end && *c->at == '.')
        c->at++;
}

unsigned q_date_month(quoth_str word)
{
    static const char *const months[] = {
        "January", "February",  "March",   "April",    "May",      "June", "July",
        "August",  "September", "October", "November", "December", NULL};
    return which(word, months);
}

unsigned q_date_weekday(quoth_str word)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday",    NULL};
    return which(word, days);
}

static unsigned month_ahead(const struct q_cursor *c)
{
    return q_date_month(q_cursor_word(c));
}

static bool read_month(struct q_cursor *c, struct q_moment *m)
{
    unsigned month = m->month ? 0 : month_ahead(c);
    if (!month)
        return false;
    m->month = month;
    use_word(c, q_cursor_word(c));
    return true;
}

static bool pass_weekday(struct q_cursor *c)
{
    quoth_str word = q_cursor_word(c);
    if (!q_date_weekday(word))
        return false;
    use_word(c, word);
    return true;
}

static bool pass_zone(struct q_cursor *c, struct q_moment *m)
{
    static const char *const zones[] = {
        "ET",  "EST", "EDT",  "CT",      "CST", "CDT",  "MT",  "MST",  "MDT",
        "PT",  "PST", "PDT",  "BST",     "CET", "CEST", "EET", "EEST", "MSK",
        "IST", "JST", "AEST", "Eastern", "UTC", "GMT",  NULL};
    quoth_str word = q_cursor_word(c);
    if (!m->has_hour || m->zone || word.len == 0 || word.ptr[0] > 'Z' ||
        !q_str_is_any(word, zones))
        return false;
    if (word.len == 3 && (word.ptr[0] == 'U' || word.ptr[0] == 'G'))
        m->zone = 'Z';
    c->at += word.len;
    return true;
}

// ── Numbers ──

// Up to four digits; how many, 0 for more.
static size_t number_ahead(const struct q_cursor *c, unsigned *number)
{
    size_t len = 0;
    *number = 0;
    while (c->at + len < c->end && q_is_digit(c->at[len])) {
        if (len == 4)
            return 0;
        *number = *number * 10 + (unsigned)(c->at[len++] - '0');
    }
    return len;
}

// 'a' or 'p' behind a time, with all that belongs to it; 0: neither.
static char read_half(struct q_cursor *c)
{
    static const char *const halves[] = {"a.m.", "p.m.", "a.m", "p.m", "am", "pm", NULL};
    struct q_cursor ahead = *c;
    while (ahead.at < ahead.end && *ahead.at == ' ')
        ahead.at++;
    for (int i = 0; halves[i]; i++) {
        quoth_str half = q_str_from(halves[i]), rest = q_cursor_rest(&ahead);
        if (rest.len < half.len || !q_str_equal_nocase(q_str(rest.ptr, half.len), half) ||
            (rest.len > half.len && q_is_letter(rest.ptr[half.len])))
            continue;
        c->at = ahead.at + half.len;
        return halves[i][0];
    }
    return 0;
}

// 12:05, 12:05:33, 12:05 p.m., 9 pm.
static bool read_time(struct q_cursor *c, struct q_moment *m)
{
    struct q_cursor ahead = *c;
    unsigned hour, minute = 0, second;
    size_t digits = number_ahead(&ahead, &hour);
    if (m->has_hour || digits == 0 || digits > 2)
        return false;
    ahead.at += digits;
    bool has_minute = ahead.at < ahead.end && *ahead.at == ':';
    if (has_minute) {
        ahead.at++;
        if (number_ahead(&ahead, &minute) != 2)
            return false;
        ahead.at += 2;
        struct q_cursor seconds = ahead;
        if (q_cursor_pass(&seconds, ':') && number_ahead(&seconds, &second) == 2)
            ahead.at = seconds.at + 2;
    }
    char half = read_half(&ahead);
    if ((!has_minute && !half) || minute > 59 || hour > (half ? 12 : 23) ||
        (half && hour == 0))
        return false;
    m->hour = half ? hour % 12 + (half == 'p' || half == 'P' ? 12 : 0) : hour;
    m->minute = minute;
    m->has_hour = true;
    m->has_minute = has_minute;
    *c = ahead;
    return true;
}

// A number alone is a day only next to its month: "8 Jun", "8th of June", "Jun 8".
static bool read_day(struct q_cursor *c, struct q_moment *m, bool behind_month)
{
    struct q_cursor ahead = *c;
    size_t digits = number_ahead(&ahead, &m->day);
    unsigned day = m->day;
    m->day = 0;
    if (digits == 0 || digits > 2 || day == 0 || day > 31)
        return false;
    ahead.at += digits;
    quoth_str ordinal = q_cursor_word(&ahead);
    static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};
    if (q_str_is_any(ordinal, ordinals))
        ahead.at += ordinal.len;
    if (ahead.at < ahead.end && (*ahead.at == '/' || q_is_letter(*ahead.at)))
        return false;
    struct q_cursor next = ahead;
    while (next.at < next.end && *next.at == ' ')
        next.at++;
    if (q_str_starts(q_cursor_rest(&next), Q_STR("of ")))
        next.at += 3;
    if (!behind_month && !month_ahead(&next))
        return false;
    if (!behind_month)
        ahead = next;
    m->day = day;
    *c = ahead;
    return true;
}

// 2017, 2017-05-04 or 2017/05/04.
static bool read_year(struct q_cursor *c, struct q_moment *m)
{
    struct q_cursor ahead = *c;
    unsigned year, month, day;
    if (m->year || number_ahead(&ahead, &year) != 4 || year < Q_DATE_FIRST_YEAR)
        return false;
    ahead.at += 4;
    char mark = ahead.at < ahead.end ? *ahead.at : ' ';
    if (mark == '-' || mark == '/') {
        ahead.at++;
        if (m->month || number_ahead(&ahead, &month) != 2 || month < 1 || month > 12)
            return false;
        ahead.at += 2;
        if (ahead.at == ahead.end || *ahead.at++ != mark ||
            number_ahead(&ahead, &day) != 2 || day < 1 || day > 31)
            return false;
        ahead.at += 2;
        m->month = month;
        m->day = day;
        if (ahead.end - ahead.at > 1 && *ahead.at == 'T' && q_is_digit(ahead.at[1]))
            ahead.at++;
    } else if (q_is_letter(mark)) {
        return false;
    }
    m->year = year;
    *c = ahead;
    return true;
}

// ── The whole ──

static void pass_between(struct q_cursor *c)
{
    for (;;) {
        quoth_str rest = q_cursor_rest(c);
        if (rest.len && (rest.ptr[0] == ' ' || rest.ptr[0] == ','))
            c->at++;
        else if (q_str_starts(rest, Q_STR("at ")) || q_str_starts(rest, Q_STR("on ")))
            c->at += 3;
        else
            return;
    }
}

size_t q_date_read_words(quoth_str text, char value[Q_DATE_SIZE], quoth_date *date)
{
    struct q_cursor c = q_cursor_at(text);
    const char *end = text.ptr;
    struct q_moment m = {0};
    bool behind_month = false, weekday = false;
    while (c.at < c.end) {
        if (read_month(&c, &m)) {
            behind_month = m.day == 0;
        } else if (read_time(&c, &m) || read_year(&c, &m) ||
                   (!m.day && read_day(&c, &m, behind_month)) || pass_zone(&c, &m)) {
            behind_month = false;
        } else if (!weekday && pass_weekday(&c)) {
            weekday = true;
        } else {
            break;
        }
        end = c.at;
        pass_between(&c);
    }
    bool whole = m.year && m.month && (m.day || !m.has_hour) &&
                 m.day <= q_calendar_days_in((int32_t)m.year, m.month);
    if (!whole)
        return 0;
    quoth_str words = q_str(text.ptr, (size_t)(end - text.ptr));
    q_date_write(&m, words, value, date);
    return words.len;
}
