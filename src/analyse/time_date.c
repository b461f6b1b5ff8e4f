#include "analyse/time_date.h"

#include "base/calendar.h"

quoth_str q_time_before(const struct q_time_text *t, uint32_t i)
{
    bool starts = i == 0 || i > t->count ||
                  (i < t->count && (t->tokens[i].flags & Q_TOKEN_PARAGRAPH));
    return starts ? q_str("", 0) : q_time_at(t, i - 1);
}

// ── Words ──

quoth_str q_time_without_mid(quoth_str word)
{
    bool mid = word.len > 4 && q_str_equal_nocase(q_str(word.ptr, 4), Q_STR("mid-"));
    return mid ? q_str(word.ptr + 4, word.len - 4) : word;
}

size_t q_time_number_in(quoth_str word, unsigned *number)
{
    *number = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (i == 4 || !q_is_digit(word.ptr[i]))
            return 0;
        *number = *number * 10 + (unsigned)(word.ptr[i] - '0');
    }
    return word.len;
}

static quoth_str without_stop(quoth_str word)
{
    bool stop = word.len > 1 && word.ptr[word.len - 1] == '.';
    return q_str(word.ptr, word.len - stop);
}

// Does a stop of its own stand right behind the word that ends before token i?
static bool is_stop(const struct q_time_text *t, uint32_t i)
{
    return q_time_is(t, i, ".") && !(t->tokens[i].flags & Q_TOKEN_SPACE);
}

// Is the name at token i shortened?
static bool is_short(quoth_str name)
{
    return name.len <= 5 &&
           !q_str_is_any(
               name, (const char *const[]){"March", "April", "May", "June", "July", NULL});
}

unsigned q_time_day_at(const struct q_time_text *t, uint32_t i)
{
    static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};
    quoth_str word = q_time_at(t, i);
    unsigned day;
    size_t ending = q_time_is_ordinal(word) ? 2 : 0;
    if (ending && !q_str_is_any(q_str(word.ptr + word.len - 2, 2), ordinals))
        return 0;
    if (word.len > 2 + ending ||
        !q_time_number_in(q_str(word.ptr, word.len - ending), &day))
        return 0;
    return day <= 31 ? day : 0;
}

// 25-26, one token.
static bool days_in(quoth_str word, unsigned *first, unsigned *last)
{
    const char *hyphen = word.len ? memchr(word.ptr, '-', word.len) : NULL;
    if (!hyphen)
        return false;
    size_t len = (size_t)(hyphen - word.ptr), rest = word.len - len - 1;
    unsigned from, to;
    if (len > 2 || rest > 2 || !q_time_number_in(q_str(word.ptr, len), &from) ||
        !q_time_number_in(q_str(hyphen + 1, rest), &to) || from < 1 || from >= to ||
        to > 31)
        return false;
    *first = from;
    *last = to;
    return true;
}

unsigned q_time_year_in(quoth_str word)
{
    unsigned year;
    return q_time_number_in(word, &year) == 4 && year >= 1000 && year < 3000 ? year : 0;
}

bool q_time_is_free(const struct q_time_text *t, uint32_t i)
{
    return !q_time_is_counted(q_time_at(t, i + 1)) && !q_time_is(t, i + 1, "%");
}

bool q_time_is_dash(const struct q_time_text *t, uint32_t i)
{
    return q_time_is_any(t, i, (const char *const[]){"-", "–", "—", "--", NULL});
}

unsigned q_time_month_at(const struct q_time_text *t, uint32_t i, uint32_t *next)
{
    quoth_str word = q_time_without_mid(q_time_at(t, i));
    unsigned month = q_date_month(without_stop(word));
    *next = i + 1;
    if (month && is_short(word) && is_stop(t, i + 1) && q_time_day_at(t, i + 2))
        *next = i + 2;
    return month;
}

unsigned q_time_weekday_at(const struct q_time_text *t, uint32_t i, uint32_t *next)
{
    static const char *const before[] = {"on", "last", "next", "this", "since", "by", NULL};
    quoth_str word = without_stop(q_time_at(t, i));
    unsigned weekday = q_date_weekday(word), behind;
    *next = i + 1;
    if (!weekday || !is_short(word))
        return weekday;
    bool stop = is_stop(t, *next);
    *next += stop;
    behind = *next + q_time_is(t, *next, ",");
    uint32_t after;
    if (q_time_month_at(t, behind, &after) || q_time_day_at(t, behind) ||
        (stop && q_str_is_any(q_time_before(t, i), before)))
        return weekday;
    return 0;
}

// ── Months and days ──

void q_time_read_year_behind(const struct q_time_text *t, uint32_t *at, struct q_moment *m)
{
    uint32_t i = *at + (q_time_is(t, *at, ",") || q_time_is(t, *at, "of"));
    unsigned year = q_time_year_in(q_time_at(t, i));
    if (!year || !q_time_is_free(t, i))
        return;
    m->year = year;
    *at = i + 1;
}

static const char *const to_words[] = {"to", "through", "thru", "until", "till", NULL};

// The second day of *25 to 26*, *25 and 26*, behind which `at` is moved; 0: none.
static unsigned last_day(const struct q_time_text *t, uint32_t *at, unsigned first)
{
    bool beside =
        q_time_is(t, *at, "and") || q_time_is(t, *at, "or") || q_time_is(t, *at, "&");
    if (!beside && !q_time_is_dash(t, *at) && !q_time_is_any(t, *at, to_words))
        return 0;
    unsigned day = q_time_day_at(t, *at + 1);
    if (day <= first || (beside && day != first + 1) || !q_time_is_free(t, *at + 1))
        return 0;
    *at += 2;
    return day;
}

struct plain {
    struct q_moment first;
    unsigned last_day; // of *April 25-26*; 0: none
};

// Is it *of 2016* or *of last year* that begins at token i?
static bool is_of_year(const struct q_time_text *t, uint32_t i)
{
    return q_time_is(t, i, "of") &&
           (q_time_year_in(q_time_at(t, i + 1)) ||
            (q_time_word(q_time_at(t, i + 1))->class == Q_TIME_WORD_WHICH &&
             q_time_is(t, i + 2, "year")));
}

static bool read_month_first(const struct q_time_text *t, uint32_t *at, struct plain *out)
{
    uint32_t i;
    unsigned month = q_time_month_at(t, *at, &i);
    if (!month)
        return false;
    *out = (struct plain){.first = {.month = month}};
    unsigned day = q_time_day_at(t, i);
    if (day && (q_time_is_free(t, i) || is_of_year(t, i + 1))) {
        out->first.day = day;
        i++;
        out->last_day = last_day(t, &i, day);
    } else if (days_in(q_time_at(t, i), &out->first.day, &out->last_day)) {
        i++;
    }
    q_time_read_year_behind(t, &i, &out->first);
    *at = i;
    return true;
}

static bool read_day_first(const struct q_time_text *t, uint32_t *at, struct plain *out)
{
    uint32_t i = *at + 1, behind;
    *out = (struct plain){.first = {.day = q_time_day_at(t, *at)}};
    if (out->first.day) {
        uint32_t last = i;
        out->last_day = last_day(t, &last, out->first.day);
        i = out->last_day ? last : i;
    } else if (!days_in(q_time_at(t, *at), &out->first.day, &out->last_day)) {
        return false;
    }
    i += q_time_is(t, i, "of");
    out->first.month = q_time_month_at(t, i, &behind);
    if (!out->first.month)
        return false;
    *at = behind;
    q_time_read_year_behind(t, at, &out->first);
    return true;
}

static bool is_valid(const struct plain *d)
{
    unsigned year = d->first.year ? d->first.year : 2000; // a leap year
    unsigned most = q_calendar_days_in((int32_t)year, d->first.month);
    return d->first.day <= most && d->last_day <= most;
}

static bool read_plain(const struct q_time_text *t, uint32_t *at, struct plain *out)
{
    uint32_t i = *at;
    if (!read_month_first(t, &i, out) && !read_day_first(t, &i, out))
        return false;
    if (!is_valid(out))
        return false;
    *at = i;
    return true;
}

// Is the month at tokens [i, next), without day and year, one? *May*, *March* and others
// are words and names too.
static bool is_month_alone(const struct q_time_text *t, uint32_t i, uint32_t next,
                           unsigned month)
{
    enum { MARCH = 3, APRIL, MAY, JUNE, AUGUST = 8 };
    static const char *const sure[] = {"in",   "since", "until", "till", "last", "next",
                                       "this", "early", "late",  "mid",  NULL};
    static const char *const other[] = {"by",      "from", "before", "after",   "during",
                                        "through", "the",  "a",      "between", NULL};
    static const char *const edges[] = {"end",  "beginning", "start", "middle", "month",
                                        "half", "days",      "weeks", "week",   NULL};
    static const char *const every[] = {"every", "each", NULL};
    quoth_str before = q_time_before(t, i), word = q_time_at(t, i);
    bool mid = q_time_without_mid(word).len < word.len;
    if (q_str_is_any(before, every) || q_time_is(t, next, "%"))
        return false;
    if (mid || q_str_is_any(before, sure))
        return month != MAY || t->count == next || t->tokens[next].kind != Q_TOKEN_CLITIC;
    if (q_str_equal_nocase(before, Q_STR("of")) && i >= 2 &&
        q_str_is_any(q_time_at(t, i - 2), edges))
        return true;
    if (month == MAY || month == MARCH)
        return month == MARCH && q_str_is_any(before, other) &&
               !q_time_is_capital(t, next) &&
               !q_time_is_any(t, next, (const char *const[]){"on", "for", "of", NULL});
    if (month == APRIL || month == JUNE || month == AUGUST || is_short(word))
        return q_str_is_any(before, other) && !q_time_is_capital(t, next) &&
               (!is_short(word) || q_str_ends(word, Q_STR(".")));
    return true;
}

// Gives the ends of a range the years that the other tells. False: they are no range.
static bool match_years(struct q_moment *first, struct q_moment *last)
{
    if (!first->day != !last->day || !first->month != !last->month)
        return false;
    if (!first->year && last->year)
        first->year = last->year - (first->month > last->month);
    if (!last->year && first->year)
        last->year = first->year + (first->month > last->month);
    if (first->year != last->year)
        return first->year < last->year;
    bool later = first->month < last->month ||
                 (first->month == last->month && first->day < last->day);
    return later || (!first->year && first->month > last->month); // *Dec. 20 to Jan. 5*
}

bool q_time_is_range_word(const struct q_time_text *t, uint32_t i, uint32_t from)
{
    return q_time_is_dash(t, i) || q_time_is_any(t, i, to_words) ||
           (q_time_is(t, i, "and") &&
            q_str_equal_nocase(q_time_before(t, from), Q_STR("between")));
}

// The end of a range that begins with the date of tokens [from, *at).
static void read_range(const struct q_time_text *t, uint32_t from, uint32_t *at,
                       struct q_time_parts *p)
{
    struct plain end;
    uint32_t i = *at + 1;
    if (!q_time_is_range_word(t, *at, from) || !read_plain(t, &i, &end) || end.last_day ||
        !match_years(&p->first, &end.first))
        return;
    p->last = end.first;
    p->range = true;
    *at = i;
}

bool q_time_read_date(const struct q_time_text *t, uint32_t *at, bool joined,
                      struct q_time_parts *p)
{
    static const char *const attacks[] = {"attack",     "attacks",    "terror",
                                          "terrorist",  "terrorists", "hijackers",
                                          "Commission", NULL};
    struct plain d;
    uint32_t i = *at;
    if (!read_plain(t, &i, &d) || (joined && !d.first.day))
        return false;
    uint32_t next = i;
    struct q_time_parts found = *p;
    found.first.year = d.first.year;
    found.first.month = d.first.month;
    found.first.day = d.first.day;
    if (d.last_day) {
        found.range = true;
        found.last = found.first;
        found.last.day = d.last_day;
    } else if (!joined) {
        read_range(t, *at, &i, &found);
    }
    bool alone = !found.first.day && !found.first.year && !found.range;
    if (alone && !p->shifted && !is_month_alone(t, *at, next, d.first.month))
        return false;
    if (!found.first.year && d.first.month == 9 && d.first.day == 11 &&
        q_time_is_any(t, i, attacks))
        found.first.year = 2001;
    *p = found;
    *at = i;
    return true;
}

bool q_time_read_ordinal(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p)
{
    static const char *const on[] = {"on", "by", "until", "since", NULL};
    static const char *const behind[] = {"and", "to", "at", "as", "when", "or", NULL};
    uint32_t i = *at;
    unsigned day = q_time_day_at(t, i);
    if (!day || !q_time_is_ordinal(q_time_at(t, i)) || i < 2 ||
        !q_str_equal_nocase(q_time_before(t, i), Q_STR("the")) ||
        !q_str_is_any(q_time_before(t, i - 1), on))
        return false;
    bool of_month = q_time_is(t, i + 1, "of") && q_time_is(t, i + 3, "month");
    const struct q_time_word *which = q_time_word(q_time_at(t, i + 2));
    if (of_month && which->class == Q_TIME_WORD_WHICH) {
        p->unit = Q_TIME_UNIT_MONTH;
        p->shifted = true;
        p->shift = which->number;
        i += 3;
    } else if (i + 1 < t->count && t->tokens[i + 1].kind != Q_TOKEN_MARK &&
               !q_time_is_any(t, i + 1, behind)) {
        return false;
    }
    p->first.day = day;
    *at = i + 1;
    return true;
}
