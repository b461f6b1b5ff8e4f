// The grammar: which parts make an expression.
#include "analyse/time_reader.h"

// ── Days ──

static void pass_part_of_day(struct q_time_reader *r)
{
    if (q_time_word_at(r, 0)->class == Q_TIME_WORD_PART)
        r->at++;
}

// yesterday, tomorrow night, the day before yesterday; the week before last.
static bool read_day_word(struct q_time_reader *r)
{
    const struct q_time_word *word = q_time_word_at(r, 0), *last = q_time_word_at(r, 2);
    if (!q_time_is_empty(r->p) && !(r->p->first.has_hour && !q_time_has_day(r->p)))
        return false;
    bool before = q_time_here_is(r, 1, "before"), after = q_time_here_is(r, 1, "after");
    if (q_time_here_is(r, 0, "day") && last->class == Q_TIME_WORD_DAY &&
        ((before && last->number < 0) || (after && last->number > 0)))
        return q_time_shift(r, Q_TIME_UNIT_DAY, 2 * last->number, 3);
    if (q_time_is_long_unit(word) && before && q_time_here_is(r, 2, "last") &&
        word->number != Q_TIME_UNIT_DAY && word->number != Q_TIME_UNIT_DECADE)
        return q_time_shift(r, (enum q_time_unit)word->number, -2, 3);
    if (word->class != Q_TIME_WORD_DAY || q_time_is_name_inside(r, r->at))
        return false;
    q_time_shift(r, Q_TIME_UNIT_DAY, word->number, 1);
    pass_part_of_day(r);
    return true;
}

// What has a day of the week in its name.
static bool is_weekday_name(const struct q_time_text *t, uint32_t i, uint32_t next)
{
    static const char *const before[] = {
        "Super", "Black",  "Good",   "Easter", "Bloody", "Ash",  "Palm",
        "Cyber", "Casual", "Giving", "Holy",   "Maundy", "News", "Shrove",
        "every", "each",   "any",    "most",   "Joe",    "Ruby", NULL};
    static const char *const behind[] = {
        "Times",       "Express", "Mail",     "Telegraph", "Mirror",  "Herald", "Post",
        "Independent", "Star",    "Review",   "School",    "prayers", "prayer", "shows",
        "Mass",        "Today",   "Standard", "Guardian",  "Funday",  "Live",   NULL};
    static const char *const be[] = {"on", "was", "is", "be", "'s", NULL};
    bool night = q_time_is(t, next, "Night") || q_time_is(t, next, "Morning");
    bool show = night && q_time_is_capital(t, next) && q_time_is_capital(t, next + 1);
    bool a = q_str_equal_nocase(q_time_before(t, i), Q_STR("a")) && i > 0;
    return q_str_is_any(q_time_before(t, i), before) || q_time_is_any(t, next, behind) ||
           show || (a && q_str_is_any(q_time_before(t, i - 1), be)) ||
           (q_time_is(t, next, "the") && q_time_is(t, next + 1, "13th"));
}

static bool read_weekday(struct q_time_reader *r)
{
    static const char *const beside[] = {"before", "after", NULL};
    uint32_t next;
    const struct q_time_parts *p = r->p;
    if (p->weekday || p->shifted || p->first.month || p->first.year || p->untold)
        return false;
    unsigned weekday = q_time_weekday_at(r->t, r->at, &next);
    if (!weekday || is_weekday_name(r->t, r->at, next))
        return false;
    bool the = q_str_equal_nocase(q_time_before(r->t, r->at), Q_STR("the"));
    bool one = q_str_equal_nocase(q_time_before(r->t, r->at), Q_STR("one"));
    if (one || (the && q_time_is_any(r->t, next, beside)))
        r->p->untold = true;
    r->p->weekday = (uint8_t)weekday;
    r->at = next;
    return true;
}

// ── The rest ──

// *over the weekend*; *by the end of the year*; *earlier in the week*; *all week*.
static bool read_idiom(struct q_time_reader *r)
{
    static const char *const over[] = {"over", "during", "throughout", "through", NULL};
    static const char *const by[] = {"by", "before", "until", NULL};
    const struct q_time_word *stage = q_time_word_at(r, 0);
    quoth_str before = q_time_before(r->t, r->at);
    bool the = q_str_equal_nocase(before, Q_STR("the")) && r->at > 0;
    quoth_str ahead_of = the ? q_time_before(r->t, r->at - 1) : before;
    if (!q_time_is_empty(r->p))
        return false;
    if (q_time_here_is(r, 0, "weekend") && the && q_str_is_any(ahead_of, over))
        return q_time_shift(r, Q_TIME_UNIT_WEEKEND, 0, 1);
    if (q_time_here_is(r, 0, "end") && q_time_here_is(r, 1, "of") && the &&
        q_str_is_any(ahead_of, by)) {
        uint32_t unit = q_time_here_is(r, 2, "the") || q_time_here_is(r, 2, "this") ? 3 : 2;
        const struct q_time_word *word = q_time_word_at(r, unit);
        if (unit == 3 && q_time_is_long_unit(word) && word->number != Q_TIME_UNIT_DAY &&
            word->number != Q_TIME_UNIT_DECADE) {
            r->p->stage = 1;
            return q_time_shift(r, (enum q_time_unit)word->number, 0, 4);
        }
    }
    if (q_time_here_is(r, 0, "year") && q_str_is_any(before, by) &&
        q_time_here_is(r, 1, "end")) {
        r->p->stage = 1;
        return q_time_shift(r, Q_TIME_UNIT_YEAR, 0, 2);
    }
    if (stage->class == Q_TIME_WORD_STAGE && stage->number != 0 &&
        q_time_here_is(r, 1, "in") && q_time_here_is(r, 2, "the") &&
        q_time_is_long_unit(q_time_word_at(r, 3)) &&
        q_time_word_at(r, 3)->number > Q_TIME_UNIT_DAY &&
        q_time_word_at(r, 3)->number < Q_TIME_UNIT_DECADE) {
        r->p->stage = stage->number;
        return q_time_shift(r, (enum q_time_unit)q_time_word_at(r, 3)->number, 0, 4);
    }
    return q_time_here_is(r, 0, "all") && q_time_here_is(r, 1, "week") &&
           q_time_shift(r, Q_TIME_UNIT_WEEK, 0, 2);
}

// *the summer of 2015*: the year.
static bool read_season(struct q_time_reader *r)
{
    const struct q_time_word *word = q_time_word_at(r, 0);
    if (!q_time_is_empty(r->p) || word->class != Q_TIME_WORD_SEASON)
        return false;
    uint32_t i = r->at + 1;
    i += q_time_is(r->t, i, "of") || q_time_is(r->t, i, ",");
    struct q_time_parts year = {0};
    if (!q_time_read_year(r->t, &i, &year) || year.first.month || year.range ||
        year.first.quarter)
        return false;
    r->p->first.year = year.first.year;
    r->at = i;
    return true;
}

static bool read_calendar(struct q_time_reader *r)
{
    struct q_time_parts *p = r->p;
    bool joined = p->weekday || p->first.has_hour;
    if (p->first.year || p->first.month || p->first.day || p->shifted || p->untold)
        return false;
    if (q_time_read_date(r->t, &r->at, joined, p))
        return true;
    if (joined)
        return q_time_read_ordinal(r->t, &r->at, p);
    return q_time_read_year(r->t, &r->at, p) || q_time_read_ordinal(r->t, &r->at, p);
}

static bool read_part(struct q_time_reader *r)
{
    if (read_idiom(r) || read_day_word(r) || q_time_read_counted(r) ||
        q_time_read_other(r) || q_time_read_which(r) || read_weekday(r) || read_season(r) ||
        q_time_read_clock(r) || read_calendar(r)) {
        if (q_time_has_day(r->p))
            pass_part_of_day(r);
        return true;
    }
    return false;
}

// What may stand between two parts: “Friday, June 9”, “Tuesday at about 10 a.m.”. `*open`
// is set by a bracket.
static void pass_joint(struct q_time_reader *r, bool *open)
{
    static const char *const joints[] = {",", "at", "on", "of", "around", "about", NULL};
    enum { MOST = 3 };
    for (int n = 0; n < MOST; n++) {
        bool bracket = !*open && q_time_here_is(r, 0, "(");
        if (!bracket && !q_time_is_any(r->t, r->at, joints))
            return;
        *open |= bracket;
        r->at++;
    }
}

// early, later: when what they speak of follows.
static void read_stage(struct q_time_reader *r)
{
    const struct q_time_word *word = q_time_word_at(r, 0);
    if (word->class != Q_TIME_WORD_STAGE || q_time_here_is(r, 1, "in"))
        return;
    r->p->stage = word->number;
    r->at++;
}

// *June that year*, *June of the following year*: untold.
static void pass_other_year(struct q_time_reader *r)
{
    struct q_time_parts *p = r->p;
    if (!p->first.month || p->first.year || p->shifted)
        return;
    r->at = p->to + q_time_is(r->t, p->to, "of");
    r->at += q_time_here_is(r, 0, "the");
    if (q_time_word_at(r, 0)->class == Q_TIME_WORD_OTHER && q_time_here_is(r, 1, "year")) {
        p->untold = true;
        p->to = r->at + 2;
    }
}

bool q_time_read(const struct q_time_text *t, uint32_t i, struct q_time_parts *out)
{
    struct q_time_reader r = {t, i, i, out};
    bool open = false;
    *out = (struct q_time_parts){.from = i};
    read_stage(&r);
    r.start = r.at;
    while (r.at < t->count) {
        struct q_time_parts before = *out;
        bool found = read_part(&r), closes = q_time_here_is(&r, 0, ")");
        if (!found || (open && !closes)) { // the bracket holds more than a date
            *out = before;
            break;
        }
        r.at += open;
        out->to = r.at;
        open = false;
        pass_joint(&r, &open);
    }
    static const char *const ends[] = {"until", "till", "through", "past", "by", NULL};
    pass_other_year(&r);
    out->since = q_str_equal_nocase(q_time_before(t, i), Q_STR("since"));
    out->until = q_str_is_any(q_time_before(t, i), ends);
    return out->to > i;
}
