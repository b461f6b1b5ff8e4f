/*
 * Stage 2, analyse: the part of an expression of time that is read next (time_read.c).
 *
 *     “late | last week”   →   q_time_read_which: {unit week, shift -1}
 *
 * Each reader looks at the tokens from `at` on and at what was read before. True: it has
 * added a part to `p` and moved `at` behind it; false: it has left both as they were.
 */
#ifndef Q_TIME_READER_H
#define Q_TIME_READER_H

#include "analyse/time_date.h"

// What is known when the next part is read.
struct q_time_reader {
    const struct q_time_text *t;
    uint32_t start; // of the whole expression
    uint32_t at;
    struct q_time_parts *p;
};

static inline quoth_str q_time_here(const struct q_time_reader *r, uint32_t ahead)
{
    return q_time_at(r->t, r->at + ahead);
}

static inline bool q_time_here_is(const struct q_time_reader *r, uint32_t ahead,
                                  const char *word)
{
    return q_time_is(r->t, r->at + ahead, word);
}

static inline const struct q_time_word *q_time_word_at(const struct q_time_reader *r,
                                                       uint32_t ahead)
{
    return q_time_word(q_time_here(r, ahead));
}

static inline bool q_time_has_day(const struct q_time_parts *p)
{
    return p->first.day || p->weekday || p->unit == Q_TIME_UNIT_DAY;
}

static inline bool q_time_is_empty(const struct q_time_parts *p)
{
    return !q_time_has_day(p) && !p->first.year && !p->first.month && !p->first.has_hour &&
           !p->unit && !p->season && !p->untold && !p->shifted;
}

static inline bool q_time_shift(struct q_time_reader *r, enum q_time_unit unit, int32_t by,
                                uint32_t tokens)
{
    r->p->unit = (uint8_t)unit;
    r->p->shifted = true;
    r->p->shift = by;
    r->at += tokens;
    return true;
}

static inline bool q_time_leave_untold(struct q_time_reader *r, uint32_t tokens)
{
    r->p->untold = true;
    r->at += tokens;
    return true;
}

// Singular, and no shorter than a day.
static inline bool q_time_is_long_unit(const struct q_time_word *word)
{
    return word->class == Q_TIME_WORD_UNIT && !word->plural &&
           word->number >= Q_TIME_UNIT_DAY;
}

// A name of a show or paper: *USA Today*.
static inline bool q_time_is_name_inside(const struct q_time_reader *r, uint32_t i)
{
    bool starts = i == 0 ||
                  (r->t->tokens[i].flags & (Q_TOKEN_SENTENCE | Q_TOKEN_PARAGRAPH)) ||
                  r->t->tokens[i - 1].kind == Q_TOKEN_QUOTE ||
                  r->t->tokens[i - 1].kind == Q_TOKEN_MARK;
    return !starts && q_time_is_capital(r->t, i);
}

/** *last week*, *this past year*, *next season*; of *last night*, the day; *last May*. */
bool q_time_read_which(struct q_time_reader *r);

/** *the next day*, *that night*, *the day before*, *the previous Monday*: untold. */
bool q_time_read_other(struct q_time_reader *r);

/** *two weeks ago*; untold *several days later*, *years before*. Of *two weeks*, nothing.
 */
bool q_time_read_counted(struct q_time_reader *r);

/** *10:30 a.m. ET*, *noon*, *1430 GMT*. */
bool q_time_read_clock(struct q_time_reader *r);

#endif
