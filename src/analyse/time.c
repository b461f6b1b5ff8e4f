#include "analyse/time.h"

#include "analyse/time_parts.h"
#include "base/calendar.h"

struct finder {
    struct q_time_text whole;
    struct q_time_anchor anchor;
    struct q_arena *arena;
    struct q_time *times;
    uint32_t count, room;
};

// Days. So long ago, or ahead, a date or a month is told with its year.
enum { FAR_OFF = 300 };

// Which reading of an open time its clause wants. A weekday six days ago is tomorrow: of
// *said Tuesday* in 6,700 articles twice as many are of the day after the article's, which
// went on being written, as of each of the days before that.
static const struct q_time_period *
choose(const struct q_time_parts *p, const struct q_time_value *v, enum q_time_tense tense)
{
    bool yearly = p->first.month > 0;
    if (p->since)
        return &v->past;
    if (v->since == 0)
        return &v->past;
    if (p->weekday && !yearly && v->since == 6)
        return &v->ahead;
    if (yearly && (v->since > FAR_OFF || (p->until && v->since / 3 > v->until)))
        return &v->ahead;
    if (yearly && v->until > FAR_OFF)
        return &v->past;
    if (tense != Q_TIME_TENSE_NONE)
        return tense == Q_TIME_TENSE_AHEAD ? &v->ahead : &v->past;
    if (p->until)
        return &v->ahead;
    if (yearly)
        return v->until < v->since ? &v->ahead : &v->past;
    return p->shifted && p->weekday ? &v->ahead : &v->past; // *this Friday*
}

// Writes a period's value and precision; false: memory is out.
static bool write_period(struct finder *f, const struct q_time_period *period,
                         quoth_str *value, quoth_str *precision)
{
    char text[2 * Q_DATE_SIZE];
    quoth_date date;
    *value = Q_NO_STR;
    if (!period->told)
        return true;
    q_date_write(&period->from, Q_NO_STR, text, &date);
    size_t len = date.value.len;
    if (period->range) {
        text[len++] = '/';
        q_date_write(&period->to, Q_NO_STR, text + len, &date);
        len += date.value.len;
    }
    char *kept = q_arena_alloc(f->arena, len);
    if (!kept)
        return false;
    memcpy(kept, text, len);
    *value = q_str(kept, len);
    *precision = date.precision;
    return true;
}

static bool grow(struct finder *f)
{
    enum { FIRST = 32 };
    uint32_t room = f->room ? 2 * f->room : FIRST;
    struct q_time *times = Q_ARENA_ARRAY(f->arena, struct q_time, room);
    if (!times)
        return false;
    if (f->count)
        memcpy(times, f->times, f->count * sizeof *times);
    f->times = times;
    f->room = room;
    return true;
}

// The time before token i in its sentence, or NULL.
static const struct q_time *beside(const struct finder *f, uint32_t i)
{
    const struct q_time *last = f->count ? &f->times[f->count - 1] : NULL;
    if (!last || !last->value.ptr)
        return NULL;
    for (uint32_t t = last->to; t <= i; t++)
        if (f->whole.tokens[t].flags & Q_TOKEN_SENTENCE)
            return NULL;
    return last;
}

// Does the year have the month's day, or days?
static bool has_date(const struct q_time_parts *p, int32_t year)
{
    const struct q_moment *first = &p->first, *last = p->range ? &p->last : first;
    return first->month <= last->month &&
           q_calendar_has_day(year, first->month, first->day ? first->day : 1) &&
           q_calendar_has_day(year, last->month, last->day ? last->day : 1);
}

// Gives a month the year of *in 2018* before it in the sentence, and a time of day the day.
static void take_from_beside(const struct finder *f, struct q_time_parts *p)
{
    const struct q_time *last = beside(f, p->from);
    struct q_moment m;
    bool month = p->first.month && !p->first.year && !p->shifted;
    bool clock = p->first.has_hour && !p->first.day && !p->weekday && !p->shifted;
    if (!last || (!month && !clock) || !q_date_take_apart(last->value, &m))
        return;
    if (clock && m.day && !m.has_hour) {
        p->first.year = m.year;
        p->first.month = m.month;
        p->first.day = m.day;
    } else if (month && !m.month && !m.week && (int32_t)m.year < f->anchor.year &&
               last->sense == Q_TIME_FIXED && has_date(p, (int32_t)m.year) &&
               q_str_equal_nocase(q_time_at(&f->whole, last->from - (last->from > 0)),
                                  Q_STR("in"))) {
        p->first.year = m.year;
        p->last.year = m.year;
    }
}

static bool put(struct finder *f, struct q_time_parts *p)
{
    struct q_time_value v;
    if (f->count == f->room && !grow(f))
        return false;
    take_from_beside(f, p);
    struct q_time *out = &f->times[f->count++];
    *out = (struct q_time){.from = p->from, .to = p->to};
    q_time_tell(p, &f->anchor, &v);
    out->sense = v.sense;
    if (v.sense != Q_TIME_OPEN)
        return write_period(f, &v.past, &out->value, &out->precision);
    if (!v.past.told || !v.ahead.told)
        return true;
    const struct q_time_period *chosen =
        choose(p, &v, q_time_tense(&f->whole, p->from, p->to));
    if (!write_period(f, &v.past, &out->past, &out->precision) ||
        !write_period(f, &v.ahead, &out->ahead, &out->precision))
        return false;
    out->value = chosen == &v.ahead ? out->ahead : out->past;
    return true;
}

// Can an expression start with the token?
static bool is_start(const struct q_time_text *t, uint32_t i)
{
    const struct q_token *token = &t->tokens[i];
    if (token->kind == Q_TOKEN_NUMBER)
        return true;
    if (token->kind != Q_TOKEN_WORD)
        return false;
    return q_time_is_capital(t, i) || q_time_word(q_time_at(t, i))->class != 0 ||
           q_time_is(t, i, "all") || q_time_is(t, i, "end") ||
           t->text.ptr[token->start] == 'm'; // mid-June
}

quoth_status q_find_times(quoth_str text, const quoth_date *published,
                          struct q_arena *arena, struct q_annotation *annotation)
{
    struct finder f = {.whole = {text, annotation->tokens, annotation->token_count},
                       .arena = arena};
    struct q_time_text paragraph = f.whole;
    struct q_time_parts parts;
    uint32_t end = 0;
    q_time_anchor_from(published, &f.anchor);
    annotation->time_count = 0;
    for (uint32_t i = 0; i < f.whole.count;) {
        for (; end <= i || (end < f.whole.count && !(f.whole.tokens[end].flags &
                                                     (Q_TOKEN_PARAGRAPH | Q_TOKEN_APART)));)
            end++;
        paragraph.count = end;
        if (!is_start(&paragraph, i) || !q_time_read(&paragraph, i, &parts)) {
            i++;
            continue;
        }
        if (!put(&f, &parts))
            return QUOTH_ENOMEM;
        i = parts.to;
    }
    annotation->times = f.times;
    annotation->time_count = f.count;
    return QUOTH_OK;
}
