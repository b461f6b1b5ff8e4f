// Units from the anchor's or from another time: last week, three years ago, the next day.
#include "analyse/time_reader.h"

static bool is_owner(const struct q_time_reader *r)
{
    static const char *const owners[] = {
        "the", "his", "her", "its", "their", "our",   "my",   "your", "a",  "an",
        "'s",  "’s",  "’",   "'",   "one",   "every", "each", "any",  "at", NULL};
    return q_str_is_any(q_time_before(r->t, r->start), owners);
}

// *over the next week*, which lasts.
static bool is_lasting(const struct q_time_reader *r)
{
    static const char *const words[] = {"over", "in",      "within",     "during", "for",
                                        "of",   "through", "throughout", NULL};
    return r->start > 0 && q_str_is_any(q_time_before(r->t, r->start - 1), words);
}

// last week, this past year, next season; and, of *last night*, the day.
static bool read_which_unit(struct q_time_reader *r, int32_t by, uint32_t unit_at)
{
    const struct q_time_word *unit = q_time_word_at(r, unit_at);
    if (unit->class == Q_TIME_WORD_PART) {
        bool night =
            q_time_here_is(r, unit_at, "night") || q_time_here_is(r, unit_at, "evening");
        if (by > 0 || (by < 0 && !night))
            return false;
        return q_time_shift(r, Q_TIME_UNIT_DAY, by, unit_at + 1);
    }
    if (unit->class == Q_TIME_WORD_SEASON) {
        r->p->season = (uint8_t)unit->number;
        r->p->untold = unit->number == 0; // of two years
        return q_time_shift(r, Q_TIME_UNIT_SEASON, by, unit_at + 1);
    }
    if (!q_time_is_long_unit(unit) || unit->number == Q_TIME_UNIT_DAY ||
        unit->number == Q_TIME_UNIT_DECADE)
        return false;
    return q_time_shift(r, (enum q_time_unit)unit->number, by, unit_at + 1);
}

// The month or day of the week behind *last*, *this*, *next*.
static bool read_which_name(struct q_time_reader *r, int32_t by, uint32_t name_at)
{
    uint32_t i = r->at + name_at, next;
    unsigned weekday = q_time_weekday_at(r->t, i, &next);
    if (!weekday && !q_time_month_at(r->t, i, &next))
        return false;
    struct q_time_parts found = *r->p;
    found.shifted = true;
    found.shift = by;
    if (weekday)
        found.weekday = (uint8_t)weekday;
    else if (!q_time_read_date(r->t, &i, false, &found))
        return false;
    *r->p = found;
    r->at = weekday ? next : i;
    return true;
}

bool q_time_read_which(struct q_time_reader *r)
{
    const struct q_time_word *which = q_time_word_at(r, 0);
    if (which->class != Q_TIME_WORD_WHICH)
        return false;
    int32_t by = which->number;
    uint32_t skip = 1;
    if (by == 0 && (q_time_here_is(r, 1, "past") || q_time_here_is(r, 1, "coming"))) {
        by = q_time_here_is(r, 1, "past") ? -1 : 1;
        skip = 2;
    }
    if (!q_time_is_empty(r->p)) // *Friday of last week*, *May last year*
        return r->p->first.year == 0 && !r->p->shifted && !r->p->first.has_hour &&
               ((r->p->weekday && q_time_here_is(r, skip, "week")) ||
                (r->p->first.month && q_time_here_is(r, skip, "year"))) &&
               read_which_unit(r, by, skip);
    if (by != 0 && is_owner(r))
        return false;
    return read_which_unit(r, by, skip) || read_which_name(r, by, skip);
}

bool q_time_read_other(struct q_time_reader *r)
{
    static const char *const beside[] = {"before", "after", NULL};
    const struct q_time_word *first = q_time_word_at(r, 0), *second = q_time_word_at(r, 1);
    bool the = q_str_equal_nocase(q_time_before(r->t, r->at), Q_STR("the"));
    bool that = q_time_here_is(r, 0, "that");
    uint32_t next;
    if (!q_time_is_empty(r->p))
        return false;
    if ((q_time_is_long_unit(first) || first->class == Q_TIME_WORD_PART) && the &&
        q_time_is_any(r->t, r->at + 1, beside))
        return q_time_leave_untold(r, 2);
    bool names = first->class == Q_TIME_WORD_OTHER ||
                 (first->class == Q_TIME_WORD_WHICH && first->number != 0 && the);
    if (!names)
        return false;
    if (q_time_is_long_unit(second) || second->class == Q_TIME_WORD_PART ||
        second->class == Q_TIME_WORD_SEASON)
        return (first->class == Q_TIME_WORD_OTHER || first->number > 0) && !is_lasting(r) &&
               q_time_leave_untold(r, 2);
    if (!that && q_time_weekday_at(r->t, r->at + 1, &next))
        return q_time_leave_untold(r, next - r->at);
    return false;
}

// How many, before a unit; 0: not told. `*tokens`: of the number, 0: there is none.
static unsigned quantity_at(const struct q_time_reader *r, uint32_t *tokens)
{
    enum { MOST = 999 };
    const struct q_time_word *word = q_time_word_at(r, 0);
    quoth_str text = q_time_here(r, 0);
    *tokens = word->class == Q_TIME_WORD_VAGUE || (text.len && q_is_digit(text.ptr[0]));
    if (word->class == Q_TIME_WORD_NUMBER) {
        const struct q_time_word *vague = q_time_word_at(r, 1);
        *tokens = 1;
        if (vague->class != Q_TIME_WORD_VAGUE)
            return (unsigned)word->number;
        *tokens = 2 + q_time_here_is(r, 2, "of"); // a couple of, a few
        return 0;
    }
    unsigned number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!q_is_digit(text.ptr[i]) || number > MOST)
            return 0;
        number = number * 10 + (unsigned)(text.ptr[i] - '0');
    }
    return number;
}

static bool is_about(const struct q_time_reader *r)
{
    static const char *const words[] = {
        "about", "around", "nearly", "almost",        "over",  "roughly", "half",
        "some",  "least",  "most",   "approximately", "under", NULL};
    static const char *const more[] = {"more", "less", "fewer", "longer", NULL};
    bool than = q_str_equal_nocase(q_time_before(r->t, r->at), Q_STR("than"));
    return q_str_is_any(q_time_before(r->t, r->at), words) ||
           (than && r->at > 0 && q_str_is_any(q_time_before(r->t, r->at - 1), more));
}

// Behind the unit of *a year and a half*, *a week or so*.
static uint32_t skip_vague(const struct q_time_reader *r, uint32_t ahead)
{
    if ((q_time_here_is(r, ahead, "and") && q_time_here_is(r, ahead + 1, "a") &&
         q_time_here_is(r, ahead + 2, "half")))
        return ahead + 3;
    if (q_time_here_is(r, ahead, "or") &&
        (q_time_here_is(r, ahead + 1, "so") || q_time_here_is(r, ahead + 1, "more")))
        return ahead + 2;
    return ahead;
}

bool q_time_read_counted(struct q_time_reader *r)
{
    static const char *const later[] = {"earlier", "later", NULL};
    uint32_t tokens = 0;
    unsigned number = 0;
    const struct q_time_word *unit = q_time_word_at(r, 0);
    bool bare = unit->class == Q_TIME_WORD_UNIT && unit->plural;
    if (!q_time_is_empty(r->p))
        return false;
    if (!bare) {
        number = quantity_at(r, &tokens);
        if (!tokens)
            return false;
        uint32_t behind = q_time_here_is(r, tokens, "and") ? skip_vague(r, tokens) : tokens;
        number = behind > tokens ? 0 : number;
        tokens = behind;
        unit = q_time_word_at(r, tokens);
    }
    if (unit->class != Q_TIME_WORD_UNIT)
        return false;
    uint32_t back = skip_vague(r, tokens + 1), next;
    if (q_time_here_is(r, back, "before") && q_time_here_is(r, back + 1, "last"))
        return false; // the week before last
    if (q_time_here_is(r, back, "from") && q_time_weekday_at(r->t, r->at + back + 1, &next))
        return q_time_leave_untold(r, next - r->at);
    const struct q_time_word *word = q_time_word_at(r, back);
    if (word->class != Q_TIME_WORD_BACK && !q_time_is_any(r->t, r->at + back, later))
        return false;
    if (word->number == 0 || word->class != Q_TIME_WORD_BACK || !number ||
        back > tokens + 1 || unit->number < Q_TIME_UNIT_DAY ||
        unit->number == Q_TIME_UNIT_DECADE || unit->number == Q_TIME_UNIT_WEEKEND ||
        unit->number == Q_TIME_UNIT_QUARTER || is_about(r)) {
        bool ago = word->class == Q_TIME_WORD_BACK && word->number < 0;
        r->p->stage = ago ? -1 : 0;
        return q_time_leave_untold(r, back + 1);
    }
    return q_time_shift(r, (enum q_time_unit)unit->number, -(int32_t)number, back + 1);
}
