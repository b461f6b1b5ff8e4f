/*
 * Stage 2, analyse: dates of the calendar, as time_read.c finds them among the tokens.
 *
 *     “8 June 2023”, “April 25-26”, “from 2004 to 2009”, “the 1990s”, “2016-Q3”
 */
#ifndef Q_TIME_DATE_H
#define Q_TIME_DATE_H

#include "analyse/time_parts.h"

/** The token before i in its paragraph; "" where there is none. */
quoth_str q_time_before(const struct q_time_text *t, uint32_t i);

/** Of *mid-June* the word behind the hyphen, of others all of it. */
quoth_str q_time_without_mid(quoth_str word);

/** Digits alone, at most four; how many, or 0. */
size_t q_time_number_in(quoth_str word, unsigned *number);

/** A year of four digits: 1000…2999, or 0. */
unsigned q_time_year_in(quoth_str word);

/** Does a letter end what may be a number: *25th*? */
static inline bool q_time_is_ordinal(quoth_str word)
{
    return word.len > 2 && word.ptr[word.len - 1] > '9';
}

/** *25*, *25th*: 1…31, or 0. */
unsigned q_time_day_at(const struct q_time_text *t, uint32_t i);

/** Does nothing counted stand behind the number at token i? */
bool q_time_is_free(const struct q_time_text *t, uint32_t i);

bool q_time_is_dash(const struct q_time_text *t, uint32_t i);

/** Does a dash or word at token i make a range of what begins at token `from`? */
bool q_time_is_range_word(const struct q_time_text *t, uint32_t i, uint32_t from);

/** Reads the year behind a month or day, if it is there: “, 2016”, “2016”, “of 2016”. */
void q_time_read_year_behind(const struct q_time_text *t, uint32_t *at, struct q_moment *m);

/** The month or weekday (date.h) that stands at token i, its stop included; `*next` is the
 *  token behind it. 0: none. Of a month *mid-June* is one too. */
unsigned q_time_month_at(const struct q_time_text *t, uint32_t i, uint32_t *next);
unsigned q_time_weekday_at(const struct q_time_text *t, uint32_t i, uint32_t *next);

/** Reads months with and without day and year, days before their month, and ranges of them;
 *  `joined`: a day of the week or a time of day stands before it, so that a day is wanted.
 *  True: `p` has it, and `*at` is behind it. */
bool q_time_read_date(const struct q_time_text *t, uint32_t *at, bool joined,
                      struct q_time_parts *p);

/** Reads what begins with a year or names decades, centuries, quarters, holidays. */
bool q_time_read_year(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p);

/** Reads *on the 25th*, without month, and *by the 25th of last month*. */
bool q_time_read_ordinal(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p);

#endif
