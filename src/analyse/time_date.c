#include "analyse/time_date.h"

#include "base/calendar.h"

quoth_str q_time_before(const struct q_time_text *t, uint32_t i)
{
    bool starts = i == 0 || i > t->count ||
                  (i < t->count && (t->tokens[i].flags & Q_TOKEN_PARAGRAPH));
    return starts ? q_str("", 0) : q_time_at(t, i - 1);
}

// The word before the article or the stage before token i: *in the early 1990s*.
static bool is_before(const struct q_time_text *t, uint32_t i, const char *const *words)
{
    static const char *const passed[] = {"early", "late",   "mid",           "the",
                                         "about", "around", "approximately", NULL};
    enum { MOST = 3 };
    for (int n = 0; n < MOST && q_str_is_any(q_time_before(t, i), passed); n++)
        i--;
    return q_str_is_any(q_time_before(t, i), words);
}

// ── Words ──

// Digits alone, at most four; how many, or 0.
static size_t number_in(quoth_str word, unsigned *number)
{
    *number = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (i == 4 || word.ptr[i] < '0' || word.ptr[i] > '9')
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

// 25, 25th: 1…31, or 0.
static unsigned day_at(const struct q_time_text *t, uint32_t i)
{
    static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};
    quoth_str word = q_time_at(t, i);
    unsigned day;
    size_t ending = word.len > 2 && word.ptr[word.len - 1] > '9' ? 2 : 0;
    if (ending && !q_str_is_any(q_str(word.ptr + word.len - 2, 2), ordinals))
        return 0;
    if (word.len > 2 + ending || !number_in(q_str(word.ptr, word.len - ending), &day))
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
    return len <= 2 && rest <= 2 && number_in(q_str(word.ptr, len), first) &&
           number_in(q_str(hyphen + 1, rest), last) && *first >= 1 && *first < *last &&
           *last <= 31;
}

static unsigned year_in(quoth_str word)
{
    unsigned year;
    return number_in(word, &year) == 4 && year >= 1000 && year < 3000 ? year : 0;
}

// A number behind which nothing counted stands.
static bool is_free(const struct q_time_text *t, uint32_t i)
{
    return !q_time_is_counted(q_time_at(t, i + 1)) && !q_time_is(t, i + 1, "%");
}

static bool is_dash(const struct q_time_text *t, uint32_t i)
{
    return q_time_is_any(t, i, (const char *const[]){"-", "–", "—", "--", NULL});
}

unsigned q_time_month_at(const struct q_time_text *t, uint32_t i, uint32_t *next)
{
    quoth_str word = q_time_at(t, i);
    if (word.len > 4 && q_str_equal_nocase(q_str(word.ptr, 4), Q_STR("mid-")))
        word = q_str(word.ptr + 4, word.len - 4);
    unsigned month = q_date_month(without_stop(word));
    *next = i + 1;
    if (month && is_short(word) && is_stop(t, i + 1) && day_at(t, i + 2))
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
    if (q_time_month_at(t, behind, &after) || day_at(t, behind) ||
        (stop && q_str_is_any(q_time_before(t, i), before)))
        return weekday;
    return 0;
}

// ── Months and days ──

// The year behind a month or day: “, 2016”, “2016”, “of 2016”.
static void read_year_behind(const struct q_time_text *t, uint32_t *at, struct q_moment *m)
{
    uint32_t i = *at + (q_time_is(t, *at, ",") || q_time_is(t, *at, "of"));
    unsigned year = year_in(q_time_at(t, i));
    if (!year || !is_free(t, i))
        return;
    m->year = year;
    *at = i + 1;
}

// The second day of *25 to 26*, *25 and 26*, behind which `at` is moved; 0: none.
static unsigned last_day(const struct q_time_text *t, uint32_t *at, unsigned first)
{
    static const char *const to[] = {"to", "through", "thru", "until", "till", NULL};
    bool beside =
        q_time_is(t, *at, "and") || q_time_is(t, *at, "or") || q_time_is(t, *at, "&");
    if (!beside && !is_dash(t, *at) && !q_time_is_any(t, *at, to))
        return 0;
    unsigned day = day_at(t, *at + 1);
    if (day <= first || (beside && day != first + 1) || !is_free(t, *at + 1))
        return 0;
    *at += 2;
    return day;
}

struct plain {
    struct q_moment first;
    unsigned last_day; // of *April 25-26*; 0: none
    bool stop;         // the month is short
};

static bool read_month_first(const struct q_time_text *t, uint32_t *at, struct plain *out)
{
    uint32_t i;
    unsigned month = q_time_month_at(t, *at, &i);
    if (!month)
        return false;
    *out = (struct plain){.first = {.month = month}, .stop = is_short(q_time_at(t, *at))};
    unsigned day = day_at(t, i);
    if (day && is_free(t, i)) {
        out->first.day = day;
        i++;
        out->last_day = last_day(t, &i, day);
    } else if (days_in(q_time_at(t, i), &out->first.day, &out->last_day)) {
        i++;
    }
    read_year_behind(t, &i, &out->first);
    *at = i;
    return true;
}

static bool read_day_first(const struct q_time_text *t, uint32_t *at, struct plain *out)
{
    uint32_t i = *at + 1, behind;
    *out = (struct plain){.first = {.day = day_at(t, *at)}};
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
    read_year_behind(t, at, &out->first);
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
    static const char *const whole[] = {"of", NULL};
    static const char *const edges[] = {"end",  "beginning", "start", "middle", "month",
                                        "half", "days",      "weeks", "week",   NULL};
    static const char *const every[] = {"every", "each", NULL};
    quoth_str before = q_time_before(t, i), word = q_time_at(t, i);
    bool mid = word.len > 4 && word.ptr[3] == '-';
    if (q_str_is_any(before, every) ||
        q_time_is_any(t, next, (const char *const[]){"%", NULL}))
        return false;
    if (mid || q_str_is_any(before, sure))
        return month != MAY || t->count == next || t->tokens[next].kind != Q_TOKEN_CLITIC;
    if (q_str_is_any(before, whole) && i >= 2 && q_str_is_any(q_time_at(t, i - 2), edges))
        return true;
    if (month == MAY || month == MARCH)
        return month == MARCH && q_str_is_any(before, other) &&
               !q_time_is_capital(t, next) &&
               !q_time_is_any(t, next, (const char *const[]){"on", "for", "of", NULL});
    if (month == APRIL || month == JUNE || month == AUGUST || is_short(word))
        return q_str_is_any(before, other) && !q_time_is_capital(t, next) &&
               (!is_short(word) || word.ptr[word.len - 1] == '.');
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

static bool is_range_word(const struct q_time_text *t, uint32_t i, uint32_t from)
{
    static const char *const to[] = {"to", "through", "thru", "until", "till", NULL};
    return is_dash(t, i) || q_time_is_any(t, i, to) ||
           (q_time_is(t, i, "and") &&
            q_str_equal_nocase(q_time_before(t, from), Q_STR("between")));
}

// The end of a range that begins with the date of tokens [from, *at).
static void read_range(const struct q_time_text *t, uint32_t from, uint32_t *at,
                       struct q_time_parts *p)
{
    struct plain end;
    uint32_t i = *at + 1;
    if (!is_range_word(t, *at, from) || !read_plain(t, &i, &end) || end.last_day ||
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
    quoth_str word = q_time_at(t, i);
    unsigned day = day_at(t, i);
    if (!day || word.ptr[word.len - 1] <= '9' || i < 2 ||
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

// ── Years ──

static void set_years(struct q_time_parts *p, unsigned first, unsigned last)
{
    p->first = (struct q_moment){.year = first};
    p->last = (struct q_moment){.year = last};
    p->range = true;
}

// 1990s, ’90s, sixties.
static bool read_decade(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p)
{
    quoth_str word = q_time_at(t, *at);
    if (word.len > 4 && q_str_equal_nocase(q_str(word.ptr, 4), Q_STR("mid-")))
        word = q_str(word.ptr + 4, word.len - 4);
    unsigned first = 0;
    bool ends = word.len > 2 && word.ptr[word.len - 1] == 's';
    size_t digits = ends ? number_in(q_str(word.ptr, word.len - 1), &first) : 0;
    const struct q_time_word *tens = q_time_word(word);
    if (digits == 2) {
        bool mark = *at > 0 && t->tokens[*at - 1].kind == Q_TOKEN_QUOTE &&
                    !(t->tokens[*at].flags & Q_TOKEN_SPACE);
        first = mark && first >= 30 ? 1900 + first : 0;
    } else if (digits == 0 && tens->class == Q_TIME_WORD_TENS && tens->number >= 50 &&
               q_str_equal_nocase(q_time_before(t, *at), Q_STR("the"))) {
        first = 1900 + (unsigned)tens->number;
    } else if (digits != 4 || first < 1000 || first >= 2200) {
        first = 0;
    }
    if (!first || first % 10)
        return false;
    set_years(p, first, first + (first % 100 == 0 && first != 2000 ? 99 : 9));
    ++*at;
    return true;
}

// 20th century: the years that begin with its number less one (ISO 8601).
static bool read_century(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p)
{
    quoth_str word = q_time_at(t, *at);
    unsigned number = day_at(t, *at);
    if (number < 11 || number > 22 || word.ptr[word.len - 1] <= '9' ||
        !q_time_is(t, *at + 1, "century"))
        return false;
    set_years(p, (number - 1) * 100, (number - 1) * 100 + 99);
    *at += 2;
    return true;
}

// 9/11, 2017/05/04, 18/6/2017; of 6/7/2017 nothing, as it is two days.
static bool read_slashes(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p)
{
    unsigned part[3] = {0};
    uint32_t i = *at, count = 0;
    for (; count < 3; i += 2, count++) {
        bool apart = count && (t->count > i && t->tokens[i].flags & Q_TOKEN_SPACE);
        if (apart || !number_in(q_time_at(t, i), &part[count]))
            return false;
        if (!q_time_is(t, i + 1, "/") || t->tokens[i + 1].flags & Q_TOKEN_SPACE)
            break;
    }
    unsigned year = part[2], month = part[0], day = part[1];
    if (count == 1 && month == 9 && day == 11) {
        year = 2001;
    } else if (count != 2) {
        return false;
    } else if (year_in(q_time_at(t, *at))) {
        year = part[0], month = part[1], day = part[2];
    } else if (month > 12) {
        month = part[1], day = part[0];
    } else if (day <= 12 && day != month) {
        return false;
    }
    if (year < 1000 || !q_calendar_has_day((int32_t)year, month, day))
        return false;
    p->first.year = year;
    p->first.month = month;
    p->first.day = day;
    *at = i + 1;
    return true;
}

// 2023-06-08, 2019-05, 2010-12 and 2016-2018: one token. What can be two years is.
static bool read_hyphens(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p)
{
    quoth_str word = q_time_at(t, *at);
    unsigned year = word.len > 5 ? year_in(q_str(word.ptr, 4)) : 0, last;
    struct q_moment told;
    if (!year || word.ptr[4] != '-')
        return false;
    size_t digits = number_in(q_str(word.ptr + 5, word.len - 5), &last);
    if (digits == 2 && last > year % 100)
        last += year - year % 100;
    if ((digits == 2 || digits == 4) && last > year && last < year + 100) {
        set_years(p, year, last);
    } else if (q_date_take_apart(word, &told) && !told.has_hour) {
        p->first = told;
    } else {
        return false;
    }
    ++*at;
    return true;
}

// The year that ends a range which a dash or *to* begins at token i: 2017, of a dash 17
// too; 0: none.
static unsigned year_behind(const struct q_time_text *t, uint32_t i, uint32_t from,
                            unsigned first)
{
    static const char *const begins[] = {"from", "between", NULL};
    unsigned last = year_in(q_time_at(t, i + 1));
    bool close = i + 1 < t->count && !(t->tokens[i].flags & Q_TOKEN_SPACE) &&
                 !(t->tokens[i + 1].flags & Q_TOKEN_SPACE);
    bool dash = is_dash(t, i) || (close && q_time_is(t, i, "/"));
    if (!dash && !q_time_is(t, i, "through") && !q_time_is(t, i, "to") &&
        !q_time_is(t, i, "and"))
        return 0;
    if (!dash && !q_time_is(t, i, "through") &&
        !(is_range_word(t, i, from) && is_before(t, from, begins)))
        return 0;
    if (!last && dash && close && number_in(q_time_at(t, i + 1), &last) == 2)
        last = last > first % 100 ? first - first % 100 + last : 0;
    return last > first && last < first + 1000 && is_free(t, i + 1) ? last : 0;
}

// Is the number of four digits at token i a year? A year of our times seldom is not.
static bool is_year_alone(const struct q_time_text *t, uint32_t i, unsigned year)
{
    static const char *const before[] = {"in",     "since", "by",      "until",   "from",
                                         "before", "after", "during",  "through", "to",
                                         "of",     "till",  "between", "and",     NULL};
    static const char *const never[] = {"$",       "£",      "€",    "#",    "no.",
                                        "at",      "fiscal", "page", "room", "flight",
                                        "highway", "route",  "area", NULL};
    static const char *const street[] = {"Street", "St.",       "Avenue", "Ave.", "Road",
                                         "Drive",  "Boulevard", "Lane",   NULL};
    const struct q_token *token = &t->tokens[i];
    bool alone = i + 1 == t->count || t->tokens[i + 1].kind == Q_TOKEN_MARK ||
                 t->tokens[i + 1].kind == Q_TOKEN_QUOTE;
    quoth_str word = q_time_before(t, i);
    if (!is_free(t, i) || q_str_is_any(word, never) || q_time_is_any(t, i + 2, street) ||
        q_time_is_any(t, i + 1, street) || q_time_is(t, i + 1, "/"))
        return false;
    if (word.len &&
        (t->tokens[i - 1].kind == Q_TOKEN_QUOTE ||
         (t->tokens[i - 1].kind == Q_TOKEN_CLITIC && word.len < 5)) &&
        alone) // “1984”, Orwell’s 1984
        return false;
    if (word.len && !(token->flags & Q_TOKEN_SPACE) &&
        t->tokens[i - 1].kind == Q_TOKEN_MARK && !is_dash(t, i - 1) &&
        !q_str_equal(word, Q_STR("(")) && !q_str_equal(word, Q_STR("[")))
        return false;
    return (year >= 1900 && year < 2100) ||
           (year >= 1500 && year < 2100 && is_before(t, i, before));
}

static bool read_quarter(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p)
{
    static const char *const fiscal[] = {"fiscal", "financial", NULL};
    quoth_str word = q_time_at(t, *at);
    const struct q_time_word *ordinal = q_time_word(word);
    uint32_t i = *at + 1;
    unsigned quarter = 0;
    if (word.len == 2 && word.ptr[0] == 'Q' && word.ptr[1] >= '1' && word.ptr[1] <= '4') {
        quarter = (unsigned)(word.ptr[1] - '0');
    } else if (q_time_is(t, i, "quarter")) {
        quarter = ordinal->class == Q_TIME_WORD_ORDINAL ? (unsigned)ordinal->number : 0;
        quarter = !quarter && word.len == 3 && word.ptr[2] > '9' ? day_at(t, *at) : quarter;
        i++;
    }
    if (quarter < 1 || quarter > 4 || q_str_is_any(q_time_before(t, *at), fiscal))
        return false;
    struct q_moment told = {.quarter = quarter};
    read_year_behind(t, &i, &told);
    const struct q_time_word *which = q_time_word(q_time_at(t, i + 1));
    if (!told.year) {
        if (!q_time_is(t, i, "of") || which->class != Q_TIME_WORD_WHICH ||
            !q_time_is(t, i + 2, "year"))
            return false;
        p->unit = Q_TIME_UNIT_YEAR;
        p->shifted = true;
        p->shift = which->number;
        i += 3;
    }
    p->first = told;
    *at = i;
    return true;
}

// Holidays whose day is the same each year; ’s is any clitic.
static bool read_holiday(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p)
{
    enum { LONGEST = 4 };
    static const struct {
        const char *words[LONGEST];
        unsigned char count, month, day;
    } holidays[] = {
        {{"Christmas", "Day"}, 2, 12, 25},       {{"Christmas", "Eve"}, 2, 12, 24},
        {{"New", "Year", NULL, "Day"}, 4, 1, 1}, {{"New", "Year", NULL, "Eve"}, 4, 12, 31},
        {{"Valentine", NULL, "Day"}, 3, 2, 14},  {{"Halloween"}, 1, 10, 31},
        {{"Boxing", "Day"}, 2, 12, 26},          {{"Bastille", "Day"}, 2, 7, 14},
        {{"Fourth", "of", "July"}, 3, 7, 4},     {{"July", "Fourth"}, 2, 7, 4},
    };
    for (size_t h = 0; q_time_is_capital(t, *at) && h < sizeof holidays / sizeof *holidays;
         h++) {
        uint32_t n = 0;
        for (; n < holidays[h].count && *at + n < t->count; n++)
            if (holidays[h].words[n] ? !q_time_is(t, *at + n, holidays[h].words[n])
                                     : t->tokens[*at + n].kind != Q_TOKEN_CLITIC)
                break;
        if (n < holidays[h].count)
            continue;
        *at += n;
        p->first.month = holidays[h].month;
        p->first.day = holidays[h].day;
        read_year_behind(t, at, &p->first);
        return true;
    }
    return false;
}

static bool read_lone_year(const struct q_time_text *t, uint32_t *at,
                           struct q_time_parts *p)
{
    quoth_str word = q_time_at(t, *at);
    bool mid = word.len == 8 && q_str_equal_nocase(q_str(word.ptr, 4), Q_STR("mid-"));
    unsigned year = year_in(mid ? q_str(word.ptr + 4, 4) : word), last;
    if (!year)
        return false;
    last = year_behind(t, *at + 1, *at, year);
    if (last) {
        set_years(p, year, last);
        *at += 3;
        return true;
    }
    if (!mid && !is_year_alone(t, *at, year))
        return false;
    p->first.year = year;
    ++*at;
    return true;
}

bool q_time_read_year(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p)
{
    return read_decade(t, at, p) || read_century(t, at, p) || read_slashes(t, at, p) ||
           read_hyphens(t, at, p) || read_quarter(t, at, p) || read_holiday(t, at, p) ||
           read_lone_year(t, at, p);
}
