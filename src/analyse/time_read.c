#include "analyse/time_date.h"

// What is known when the next part is read.
struct reader {
    const struct q_time_text *t;
    uint32_t start; // of the whole expression
    uint32_t at;
    struct q_time_parts *p;
};

static quoth_str here(const struct reader *r, uint32_t ahead)
{
    return q_time_at(r->t, r->at + ahead);
}

static bool is(const struct reader *r, uint32_t ahead, const char *word)
{
    return q_time_is(r->t, r->at + ahead, word);
}

static const struct q_time_word *word_at(const struct reader *r, uint32_t ahead)
{
    return q_time_word(here(r, ahead));
}

static bool has_day(const struct q_time_parts *p)
{
    return p->first.day || p->weekday || p->unit == Q_TIME_UNIT_DAY;
}

static bool is_empty(const struct q_time_parts *p)
{
    return !has_day(p) && !p->first.year && !p->first.month && !p->first.has_hour &&
           !p->unit && !p->season && !p->untold && !p->shifted;
}

static bool shift(struct reader *r, enum q_time_unit unit, int32_t by, uint32_t tokens)
{
    r->p->unit = (uint8_t)unit;
    r->p->shifted = true;
    r->p->shift = by;
    r->at += tokens;
    return true;
}

static bool untold(struct reader *r, uint32_t tokens)
{
    r->p->untold = true;
    r->at += tokens;
    return true;
}

// ── Units: last week, three years ago, the next day ──

// Singular, and no shorter than a day.
static bool is_long_unit(const struct q_time_word *word)
{
    return word->class == Q_TIME_WORD_UNIT && !word->plural &&
           word->number >= Q_TIME_UNIT_DAY;
}

static bool is_owner(const struct reader *r)
{
    static const char *const owners[] = {
        "the", "his", "her", "its", "their", "our",   "my",   "your", "a",  "an",
        "'s",  "’s",  "’",   "'",   "one",   "every", "each", "any",  "at", NULL};
    return q_str_is_any(q_time_before(r->t, r->start), owners);
}

// *over the next week*, which lasts.
static bool is_lasting(const struct reader *r)
{
    static const char *const words[] = {"over", "in",      "within",     "during", "for",
                                        "of",   "through", "throughout", NULL};
    return r->start > 0 && q_str_is_any(q_time_before(r->t, r->start - 1), words);
}

// last week, this past year, next season; and, of *last night*, the day.
static bool read_which_unit(struct reader *r, int32_t by, uint32_t unit_at)
{
    const struct q_time_word *unit = word_at(r, unit_at);
    if (unit->class == Q_TIME_WORD_PART) {
        bool night = is(r, unit_at, "night") || is(r, unit_at, "evening");
        if (by > 0 || (by < 0 && !night))
            return false;
        return shift(r, Q_TIME_UNIT_DAY, by, unit_at + 1);
    }
    if (unit->class == Q_TIME_WORD_SEASON) {
        r->p->season = (uint8_t)unit->number;
        r->p->untold = unit->number == 0; // of two years
        return shift(r, Q_TIME_UNIT_SEASON, by, unit_at + 1);
    }
    if (!is_long_unit(unit) || unit->number == Q_TIME_UNIT_DAY ||
        unit->number == Q_TIME_UNIT_DECADE)
        return false;
    if (unit->number == Q_TIME_UNIT_WEEK && by < 0 &&
        q_time_is(r->t, r->at + unit_at + 1, "'s"))
        return shift(r, Q_TIME_UNIT_WEEK, by, unit_at + 1);
    return shift(r, (enum q_time_unit)unit->number, by, unit_at + 1);
}

// The month or day of the week behind *last*, *this*, *next*.
static bool read_which_name(struct reader *r, int32_t by, uint32_t name_at)
{
    uint32_t i = r->at + name_at, next;
    unsigned weekday = q_time_weekday_at(r->t, i, &next);
    if (!weekday && !q_time_month_at(r->t, i, &next))
        return false;
    r->p->shifted = true;
    r->p->shift = by;
    if (weekday)
        r->p->weekday = (uint8_t)weekday;
    else if (!q_time_read_date(r->t, &i, false, r->p))
        return r->p->shifted = false;
    r->at = weekday ? next : i;
    return true;
}

static bool read_which(struct reader *r)
{
    const struct q_time_word *which = word_at(r, 0);
    if (which->class != Q_TIME_WORD_WHICH)
        return false;
    int32_t by = which->number;
    uint32_t skip = 1;
    if (by == 0 && (is(r, 1, "past") || is(r, 1, "coming"))) {
        by = is(r, 1, "past") ? -1 : 1;
        skip = 2;
    }
    if (!is_empty(r->p)) // *Friday of last week*, *May last year*
        return r->p->first.year == 0 && !r->p->shifted && !r->p->first.has_hour &&
               ((r->p->weekday && is(r, skip, "week")) ||
                (r->p->first.month && is(r, skip, "year"))) &&
               read_which_unit(r, by, skip);
    if (by != 0 && is_owner(r))
        return false;
    return read_which_unit(r, by, skip) || read_which_name(r, by, skip);
}

// *the next day*, *that night*, *the day before*, *the previous Monday*
static bool read_other(struct reader *r)
{
    static const char *const beside[] = {"before", "after", NULL};
    const struct q_time_word *first = word_at(r, 0), *second = word_at(r, 1);
    bool the = q_str_equal_nocase(q_time_before(r->t, r->at), Q_STR("the"));
    bool that = is(r, 0, "that");
    uint32_t next;
    if (!is_empty(r->p))
        return false;
    if ((is_long_unit(first) || first->class == Q_TIME_WORD_PART) && the &&
        q_time_is_any(r->t, r->at + 1, beside))
        return untold(r, 2);
    bool names = first->class == Q_TIME_WORD_OTHER ||
                 (first->class == Q_TIME_WORD_WHICH && first->number != 0 && the);
    if (!names)
        return false;
    if (is_long_unit(second) || second->class == Q_TIME_WORD_PART ||
        second->class == Q_TIME_WORD_SEASON)
        return (first->class == Q_TIME_WORD_OTHER || first->number > 0) && !is_lasting(r) &&
               untold(r, 2);
    if (!that && q_time_weekday_at(r->t, r->at + 1, &next))
        return untold(r, next - r->at);
    return false;
}

// How many, before a unit; 0: not told. `*tokens`: of the number, 0: there is none.
static unsigned quantity_at(const struct reader *r, uint32_t *tokens)
{
    enum { MOST = 999 };
    const struct q_time_word *word = word_at(r, 0);
    quoth_str text = here(r, 0);
    *tokens = word->class == Q_TIME_WORD_VAGUE ||
              (text.len && text.ptr[0] >= '0' && text.ptr[0] <= '9');
    if (word->class == Q_TIME_WORD_NUMBER) {
        const struct q_time_word *vague = word_at(r, 1);
        *tokens = 1;
        if (vague->class != Q_TIME_WORD_VAGUE)
            return (unsigned)word->number;
        *tokens = 2 + is(r, 2, "of"); // a couple of, a few
        return 0;
    }
    unsigned number = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9' || number > MOST)
            return 0;
        number = number * 10 + (unsigned)(text.ptr[i] - '0');
    }
    return number;
}

static bool is_about(const struct reader *r)
{
    static const char *const words[] = {"about", "around",        "nearly", "almost",
                                        "over",  "roughly",       "some",   "least",
                                        "most",  "approximately", "under",  NULL};
    static const char *const more[] = {"more", "less", "fewer", "longer", NULL};
    bool than = q_str_equal_nocase(q_time_before(r->t, r->at), Q_STR("than"));
    return q_str_is_any(q_time_before(r->t, r->at), words) ||
           (than && r->at > 0 && q_str_is_any(q_time_before(r->t, r->at - 1), more));
}

// Behind the unit of *a year and a half*, *a week or so*.
static uint32_t skip_vague(const struct reader *r, uint32_t ahead)
{
    if ((is(r, ahead, "and") && is(r, ahead + 1, "a") && is(r, ahead + 2, "half")))
        return ahead + 3;
    if (is(r, ahead, "or") && (is(r, ahead + 1, "so") || is(r, ahead + 1, "more")))
        return ahead + 2;
    return ahead;
}

// *two weeks ago*, *several days later*, *years before*; tells nothing of *two weeks*.
static bool read_counted(struct reader *r)
{
    static const char *const later[] = {"earlier", "later", NULL};
    uint32_t tokens = 0;
    unsigned number = 0;
    const struct q_time_word *unit = word_at(r, 0);
    bool bare = unit->class == Q_TIME_WORD_UNIT && unit->plural;
    if (!is_empty(r->p))
        return false;
    if (!bare) {
        number = quantity_at(r, &tokens);
        if (!tokens)
            return false;
        uint32_t behind = is(r, tokens, "and") ? skip_vague(r, tokens) : tokens;
        number = behind > tokens ? 0 : number;
        tokens = behind;
        unit = word_at(r, tokens);
    }
    if (unit->class != Q_TIME_WORD_UNIT)
        return false;
    uint32_t back = skip_vague(r, tokens + 1), next;
    if (is(r, back, "before") && is(r, back + 1, "last"))
        return false; // the week before last
    if (is(r, back, "from") && q_time_weekday_at(r->t, r->at + back + 1, &next))
        return untold(r, next - r->at);
    const struct q_time_word *word = word_at(r, back);
    if (word->class != Q_TIME_WORD_BACK && !q_time_is_any(r->t, r->at + back, later))
        return false;
    if (word->number == 0 || word->class != Q_TIME_WORD_BACK || !number ||
        back > tokens + 1 || unit->number < Q_TIME_UNIT_DAY ||
        unit->number == Q_TIME_UNIT_DECADE || unit->number == Q_TIME_UNIT_WEEKEND ||
        unit->number == Q_TIME_UNIT_QUARTER || is_about(r)) {
        bool ago = word->class == Q_TIME_WORD_BACK && word->number < 0;
        r->p->stage = ago ? -1 : 0;
        return untold(r, back + 1);
    }
    return shift(r, (enum q_time_unit)unit->number, -(int32_t)number, back + 1);
}

// ── Days ──

// A name of a show or paper: *USA Today*.
static bool is_name_inside(const struct reader *r, uint32_t i)
{
    bool starts = i == 0 ||
                  (r->t->tokens[i].flags & (Q_TOKEN_SENTENCE | Q_TOKEN_PARAGRAPH)) ||
                  r->t->tokens[i - 1].kind == Q_TOKEN_QUOTE ||
                  r->t->tokens[i - 1].kind == Q_TOKEN_MARK;
    return !starts && q_time_is_capital(r->t, i);
}

static void pass_part_of_day(struct reader *r)
{
    if (word_at(r, 0)->class == Q_TIME_WORD_PART)
        r->at++;
}

// yesterday, tomorrow night, the day before yesterday; the week before last.
static bool read_day_word(struct reader *r)
{
    const struct q_time_word *word = word_at(r, 0), *last = word_at(r, 2);
    if (!is_empty(r->p) && !(r->p->first.has_hour && !has_day(r->p)))
        return false;
    bool before = is(r, 1, "before"), after = is(r, 1, "after");
    if (is(r, 0, "day") && last->class == Q_TIME_WORD_DAY &&
        ((before && last->number < 0) || (after && last->number > 0)))
        return shift(r, Q_TIME_UNIT_DAY, 2 * last->number, 3);
    if (is_long_unit(word) && before && is(r, 2, "last") &&
        word->number != Q_TIME_UNIT_DAY && word->number != Q_TIME_UNIT_DECADE)
        return shift(r, (enum q_time_unit)word->number, -2, 3);
    if (word->class != Q_TIME_WORD_DAY || is_name_inside(r, r->at))
        return false;
    shift(r, Q_TIME_UNIT_DAY, word->number, 1);
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

static bool read_weekday(struct reader *r)
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

// ── The clock ──

enum half { NO_HALF, BEFORE_NOON, AFTER_NOON };

static enum half half_of(quoth_str word)
{
    static const char *const before[] = {"a.m.", "a.m", "am", NULL};
    static const char *const after[] = {"p.m.", "p.m", "pm", NULL};
    return q_str_is_any(word, before)  ? BEFORE_NOON
           : q_str_is_any(word, after) ? AFTER_NOON
                                       : NO_HALF;
}

struct clock {
    unsigned hour, minute;
    bool has_minute;
    enum half half;
};

// 10, 10:30, 10.30am, 3pm: one token.
static bool split_clock(quoth_str word, struct clock *out)
{
    size_t i = 0, from;
    *out = (struct clock){0};
    for (; i < word.len && i < 2 && word.ptr[i] >= '0' && word.ptr[i] <= '9'; i++)
        out->hour = out->hour * 10 + (unsigned)(word.ptr[i] - '0');
    if (i == 0)
        return false;
    if (i < word.len && (word.ptr[i] == ':' || word.ptr[i] == '.')) {
        for (from = ++i;
             i < word.len && i < from + 2 && word.ptr[i] >= '0' && word.ptr[i] <= '9'; i++)
            out->minute = out->minute * 10 + (unsigned)(word.ptr[i] - '0');
        if (i != from + 2)
            return false;
        out->has_minute = true;
    }
    if (i == word.len)
        return true;
    out->half = half_of(q_str(word.ptr + i, word.len - i));
    return out->half != NO_HALF;
}

// “ET”, “GMT”, “local time”; true: universal time.
static bool pass_zone(struct reader *r)
{
    const struct q_time_word *zone = word_at(r, 0);
    bool local = is(r, 0, "local");
    if (zone->class != Q_TIME_WORD_ZONE || (!local && !q_time_is_capital(r->t, r->at)) ||
        (local && !is(r, 1, "time")))
        return false;
    r->at += 1 + is(r, 1, "time");
    return zone->number == 0;
}

// 1430 GMT
static bool read_military(struct reader *r)
{
    quoth_str word = here(r, 0);
    const struct q_time_word *zone = word_at(r, 1);
    unsigned number = 0;
    if (word.len != 4 || zone->class != Q_TIME_WORD_ZONE || zone->number != 0)
        return false;
    for (size_t i = 0; i < 4; i++) {
        if (word.ptr[i] < '0' || word.ptr[i] > '9')
            return false;
        number = number * 10 + (unsigned)(word.ptr[i] - '0');
    }
    if (number / 100 > 23 || number % 100 > 59)
        return false;
    r->p->first.hour = number / 100;
    r->p->first.minute = number % 100;
    r->p->first.has_hour = r->p->first.has_minute = true;
    r->p->first.zone = 'Z';
    r->at += 2;
    return true;
}

// “(1430 GMT)” behind a local time.
static void pass_other_zone(struct reader *r)
{
    struct q_time_parts other = {0};
    struct reader ahead = {r->t, r->start, r->at + 1, &other};
    if (!is(r, 0, "("))
        return;
    struct clock clock;
    if (!read_military(&ahead) && split_clock(here(&ahead, 0), &clock)) {
        ahead.at += half_of(here(&ahead, 1)) != NO_HALF ? 2 : 1;
        pass_zone(&ahead);
    }
    if (ahead.at > r->at + 1 && is(&ahead, 0, ")"))
        r->at = ahead.at + 1;
}

static bool read_named_hour(struct reader *r)
{
    const struct q_time_word *word = word_at(r, 0);
    if (word->class != Q_TIME_WORD_CLOCK || is_name_inside(r, r->at))
        return false;
    r->p->first.hour = (unsigned)word->number;
    r->p->first.has_hour = word->number > 0;
    r->p->untold |= word->number == 0 && !has_day(r->p); // midnight lies between two days
    r->at++;
    pass_zone(r);
    return true;
}

static bool read_clock(struct reader *r)
{
    static const char *const before[] = {"at",    "by",     "until", "before",
                                         "after", "around", "about", "from",
                                         "to",    "since",  "till",  NULL};
    struct q_time_parts *p = r->p;
    struct clock clock;
    if (p->first.has_hour || p->untold || p->range || (!is_empty(p) && !has_day(p)))
        return false;
    if (read_named_hour(r) || read_military(r))
        return true;
    if (r->at >= r->t->count || r->t->tokens[r->at].kind != Q_TOKEN_NUMBER ||
        !split_clock(here(r, 0), &clock))
        return false;
    uint32_t at = r->at;
    r->at++;
    if (clock.half == NO_HALF && (clock.half = half_of(here(r, 0))) != NO_HALF)
        r->at++;
    uint32_t zone_at = r->at;
    bool universal = pass_zone(r),
         colon = memchr(q_time_at(r->t, at).ptr, ':', q_time_at(r->t, at).len) != NULL;
    bool told =
        clock.half != NO_HALF ||
        (clock.has_minute &&
         (r->at > zone_at ||
          (colon && (has_day(p) || q_str_is_any(q_time_before(r->t, at), before)))));
    if (!told || clock.minute > 59 || clock.hour > (clock.half ? 12 : 23) ||
        (clock.half && clock.hour == 0)) {
        r->at = at;
        return false;
    }
    p->first.hour =
        clock.half ? clock.hour % 12 + (clock.half == AFTER_NOON ? 12 : 0) : clock.hour;
    p->first.minute = clock.minute;
    p->first.has_hour = true;
    p->first.has_minute = clock.has_minute;
    p->first.zone = universal ? 'Z' : 0;
    pass_other_zone(r);
    return true;
}

// ── The rest ──

// *over the weekend*; *by the end of the year*; *earlier in the week*; *all week*.
static bool read_idiom(struct reader *r)
{
    static const char *const over[] = {"over", "during", "throughout", "through", NULL};
    static const char *const by[] = {"by", "before", "until", NULL};
    const struct q_time_word *stage = word_at(r, 0);
    quoth_str before = q_time_before(r->t, r->at);
    bool the = q_str_equal_nocase(before, Q_STR("the")) && r->at > 0;
    quoth_str ahead_of = the ? q_time_before(r->t, r->at - 1) : before;
    if (!is_empty(r->p))
        return false;
    if (is(r, 0, "weekend") && the && q_str_is_any(ahead_of, over))
        return shift(r, Q_TIME_UNIT_WEEKEND, 0, 1);
    if (is(r, 0, "end") && is(r, 1, "of") && the && q_str_is_any(ahead_of, by)) {
        uint32_t unit = is(r, 2, "the") || is(r, 2, "this") ? 3 : 2;
        const struct q_time_word *word = word_at(r, unit);
        if (unit == 3 && is_long_unit(word) && word->number != Q_TIME_UNIT_DAY &&
            word->number != Q_TIME_UNIT_DECADE) {
            r->p->stage = 1;
            return shift(r, (enum q_time_unit)word->number, 0, 4);
        }
    }
    if (is(r, 0, "year") && q_str_is_any(before, by) && is(r, 1, "end")) {
        r->p->stage = 1;
        return shift(r, Q_TIME_UNIT_YEAR, 0, 2);
    }
    if (stage->class == Q_TIME_WORD_STAGE && stage->number != 0 && is(r, 1, "in") &&
        is(r, 2, "the") && is_long_unit(word_at(r, 3)) &&
        word_at(r, 3)->number > Q_TIME_UNIT_DAY &&
        word_at(r, 3)->number < Q_TIME_UNIT_DECADE) {
        r->p->stage = stage->number;
        return shift(r, (enum q_time_unit)word_at(r, 3)->number, 0, 4);
    }
    return is(r, 0, "all") && is(r, 1, "week") && shift(r, Q_TIME_UNIT_WEEK, 0, 2);
}

// *the summer of 2015*: the year.
static bool read_season(struct reader *r)
{
    const struct q_time_word *word = word_at(r, 0);
    if (!is_empty(r->p) || word->class != Q_TIME_WORD_SEASON)
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

static bool read_calendar(struct reader *r)
{
    struct q_time_parts *p = r->p;
    bool joined = p->weekday || p->first.has_hour;
    if (p->first.year || p->first.month || p->shifted || p->untold)
        return false;
    if (q_time_read_date(r->t, &r->at, joined, p))
        return true;
    if (joined)
        return q_time_read_ordinal(r->t, &r->at, p);
    return q_time_read_year(r->t, &r->at, p) || q_time_read_ordinal(r->t, &r->at, p);
}

static bool read_part(struct reader *r)
{
    if (read_idiom(r) || read_day_word(r) || read_counted(r) || read_other(r) ||
        read_which(r) || read_weekday(r) || read_season(r) || read_clock(r) ||
        read_calendar(r)) {
        if (has_day(r->p))
            pass_part_of_day(r);
        return true;
    }
    return false;
}

// What may stand between two parts: “Friday, June 9”, “Tuesday at about 10 a.m.”. `*open`
// is set by a bracket.
static void pass_joint(struct reader *r, bool *open)
{
    static const char *const joints[] = {",", "at", "on", "of", "around", "about", NULL};
    enum { MOST = 3 };
    for (int n = 0; n < MOST; n++) {
        bool bracket = !*open && is(r, 0, "(");
        if (!bracket && !q_time_is_any(r->t, r->at, joints))
            return;
        *open |= bracket;
        r->at++;
    }
}

// early, later: when what they speak of follows.
static void read_stage(struct reader *r)
{
    const struct q_time_word *word = word_at(r, 0);
    if (word->class != Q_TIME_WORD_STAGE || is(r, 1, "in"))
        return;
    r->p->stage = word->number;
    r->at++;
}

// *June that year*, *June of the following year*: untold.
static void pass_other_year(struct reader *r)
{
    struct q_time_parts *p = r->p;
    if (!p->first.month || p->first.year || p->shifted)
        return;
    r->at = p->to + q_time_is(r->t, p->to, "of");
    r->at += is(r, 0, "the");
    if (word_at(r, 0)->class == Q_TIME_WORD_OTHER && is(r, 1, "year")) {
        p->untold = true;
        p->to = r->at + 2;
    }
}

bool q_time_read(const struct q_time_text *t, uint32_t i, struct q_time_parts *out)
{
    struct reader r = {t, i, i, out};
    bool open = false;
    *out = (struct q_time_parts){.from = i};
    read_stage(&r);
    r.start = r.at;
    while (r.at < t->count) {
        struct q_time_parts before = *out;
        bool found = read_part(&r), closes = is(&r, 0, ")");
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
