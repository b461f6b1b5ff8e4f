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

/** Reads *at the 25th*, without month. */
bool q_time_read_ordinal(const struct q_time_text *t, uint32_t *at, struct q_time_parts *p);

#endif
