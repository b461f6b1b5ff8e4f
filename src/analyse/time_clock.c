// Times of day.
#include "analyse/time_reader.h"

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
    for (; i < word.len && i < 2 && q_is_digit(word.ptr[i]); i++)
        out->hour = out->hour * 10 + (unsigned)(word.ptr[i] - '0');
    if (i == 0)
        return false;
    if (i < word.len && (word.ptr[i] == ':' || word.ptr[i] == '.')) {
        for (from = ++i; i < word.len && i < from + 2 && q_is_digit(word.ptr[i]); i++)
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
static bool pass_zone(struct q_time_reader *r)
{
    const struct q_time_word *zone = q_time_word_at(r, 0);
    bool local = q_time_here_is(r, 0, "local");
    if (zone->class != Q_TIME_WORD_ZONE || (!local && !q_time_is_capital(r->t, r->at)) ||
        (local && !q_time_here_is(r, 1, "time")))
        return false;
    r->at += 1 + q_time_here_is(r, 1, "time");
    return zone->number == 0;
}

// 1430 GMT
static bool read_military(struct q_time_reader *r)
{
    quoth_str word = q_time_here(r, 0);
    const struct q_time_word *zone = q_time_word_at(r, 1);
    unsigned number = 0;
    if (word.len != 4 || zone->class != Q_TIME_WORD_ZONE || zone->number != 0)
        return false;
    for (size_t i = 0; i < 4; i++) {
        if (!q_is_digit(word.ptr[i]))
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
static void pass_other_zone(struct q_time_reader *r)
{
    struct q_time_parts other = {0};
    struct q_time_reader ahead = {r->t, r->start, r->at + 1, &other};
    if (!q_time_here_is(r, 0, "("))
        return;
    struct clock clock;
    if (!read_military(&ahead) && split_clock(q_time_here(&ahead, 0), &clock)) {
        ahead.at += half_of(q_time_here(&ahead, 1)) != NO_HALF ? 2 : 1;
        pass_zone(&ahead);
    }
    if (ahead.at > r->at + 1 && q_time_here_is(&ahead, 0, ")"))
        r->at = ahead.at + 1;
}

static bool read_named_hour(struct q_time_reader *r)
{
    const struct q_time_word *word = q_time_word_at(r, 0);
    if (word->class != Q_TIME_WORD_CLOCK || q_time_is_name_inside(r, r->at))
        return false;
    r->p->first.hour = (unsigned)word->number;
    r->p->first.has_hour = word->number > 0; // midnight lies between two days
    r->at++;
    pass_zone(r);
    return true;
}

bool q_time_read_clock(struct q_time_reader *r)
{
    static const char *const before[] = {"at",    "by",     "until", "before",
                                         "after", "around", "about", "from",
                                         "to",    "since",  "till",  NULL};
    struct q_time_parts *p = r->p;
    struct clock clock;
    if (p->first.has_hour || p->untold || p->range ||
        (!q_time_is_empty(p) && !q_time_has_day(p)))
        return false;
    if (read_named_hour(r) || read_military(r))
        return true;
    if (r->at >= r->t->count || r->t->tokens[r->at].kind != Q_TOKEN_NUMBER ||
        !split_clock(q_time_here(r, 0), &clock))
        return false;
    uint32_t at = r->at;
    r->at++;
    if (clock.half == NO_HALF && (clock.half = half_of(q_time_here(r, 0))) != NO_HALF)
        r->at++;
    uint32_t zone_at = r->at;
    bool universal = pass_zone(r),
         colon = memchr(q_time_at(r->t, at).ptr, ':', q_time_at(r->t, at).len) != NULL;
    bool told =
        clock.half != NO_HALF ||
        (clock.has_minute &&
         (r->at > zone_at ||
          (colon && (q_time_has_day(p) || q_str_is_any(q_time_before(r->t, at), before)))));
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
