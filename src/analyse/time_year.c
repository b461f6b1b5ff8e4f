// Dates that begin with a year, and decades, centuries, quarters, holidays.
#include "analyse/time_date.h"
#include "base/calendar.h"

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
    quoth_str word = q_time_without_mid(q_time_at(t, *at));
    unsigned first = 0;
    bool ends = word.len > 2 && word.ptr[word.len - 1] == 's';
    size_t digits = ends ? q_time_number_in(q_str(word.ptr, word.len - 1), &first) : 0;
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
    unsigned number = q_time_day_at(t, *at);
    if (number < 11 || number > 22 || !q_time_is_ordinal(q_time_at(t, *at)) ||
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
        if (apart || !q_time_number_in(q_time_at(t, i), &part[count]))
            return false;
        if (!q_time_is(t, i + 1, "/") || t->tokens[i + 1].flags & Q_TOKEN_SPACE)
            break;
    }
    unsigned year = part[2], month = part[0], day = part[1];
    bool attacks = count == 1 && month == 9 && day == 11;
    if (attacks) {
        year = 2001;
    } else if (q_time_year_in(q_time_at(t, *at))) {
        year = part[0], month = part[1], day = part[2];
    } else if (month > 12) {
        month = part[1], day = part[0];
    }
    bool told = attacks || (count == 2 && (part[0] > 12 || part[1] > 12 || day == month));
    if (!told || year < 1000 || !q_calendar_has_day((int32_t)year, month, day))
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
    unsigned year = word.len > 5 ? q_time_year_in(q_str(word.ptr, 4)) : 0, last;
    struct q_moment told;
    if (!year || word.ptr[4] != '-')
        return false;
    size_t digits = q_time_number_in(q_str(word.ptr + 5, word.len - 5), &last);
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
    unsigned last = q_time_year_in(q_time_at(t, i + 1));
    bool close = i + 1 < t->count && !(t->tokens[i].flags & Q_TOKEN_SPACE) &&
                 !(t->tokens[i + 1].flags & Q_TOKEN_SPACE);
    bool dash = q_time_is_dash(t, i) || (close && q_time_is(t, i, "/"));
    if (!dash && !q_time_is(t, i, "through") && !q_time_is(t, i, "to") &&
        !q_time_is(t, i, "and"))
        return 0;
    if (!dash && !q_time_is(t, i, "through") &&
        !(q_time_is_range_word(t, i, from) && is_before(t, from, begins)))
        return 0;
    if (!last && dash && close && q_time_number_in(q_time_at(t, i + 1), &last) == 2)
        // cppcheck-suppress unsignedLessThanZero  // `last` is no zero: it was read
        last = last > first % 100 ? first - first % 100 + last : 0;
    return last > first && last < first + 1000 && q_time_is_free(t, i + 1) ? last : 0;
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
    if (!q_time_is_free(t, i) || q_str_is_any(word, never) ||
        q_time_is_any(t, i + 2, street) || q_time_is_any(t, i + 1, street) ||
        q_time_is(t, i + 1, "/"))
        return false;
    if (word.len &&
        (t->tokens[i - 1].kind == Q_TOKEN_QUOTE ||
         (t->tokens[i - 1].kind == Q_TOKEN_CLITIC && word.len < 5)) &&
        alone) // “1984”, Orwell’s 1984
        return false;
    if (word.len && !(token->flags & Q_TOKEN_SPACE) &&
        t->tokens[i - 1].kind == Q_TOKEN_MARK && !q_time_is_dash(t, i - 1) &&
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
        quarter = !quarter && q_time_is_ordinal(word) ? q_time_day_at(t, *at) : quarter;
        i++;
    }
    if (quarter < 1 || quarter > 4 || q_str_is_any(q_time_before(t, *at), fiscal))
        return false;
    struct q_moment told = {.quarter = quarter};
    q_time_read_year_behind(t, &i, &told);
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
        q_time_read_year_behind(t, at, &p->first);
        return true;
    }
    return false;
}

static bool read_lone_year(const struct q_time_text *t, uint32_t *at,
                           struct q_time_parts *p)
{
    quoth_str word = q_time_at(t, *at), behind = q_time_without_mid(word);
    bool mid = behind.len < word.len;
    unsigned year = q_time_year_in(behind), last;
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
