/*
 * Stage 1, read: where and when a report was filed.
 *
 *     "LINDHOLM, Nov 29 (Reuters) - The council"   →   up to the dash and its space
 *     "Published 12:01 a.m. ET Aug. 18, 2017"      →   2017-08-18T00:01
 */
#ifndef Q_DATELINE_H
#define Q_DATELINE_H

#include "base/date.h"

/** Length of the place and agency that the line begins with, up to its dash; 0: none. */
size_t q_dateline_length(quoth_str line);

/** The month and day that stand in a line's place and agency ("LINDHOLM, Nov 29"), before
 *  its bracket or dash. False: there are none. */
bool q_dateline_day(quoth_str line, unsigned *month, unsigned *day);

struct q_date_line {
    quoth_date date; // value is in `value`; ptr NULL: only a time of day
    char value[Q_DATE_SIZE];
    quoth_str outlet; // named behind the date, or ptr NULL
    bool updated;     // it tells a change
};

/** Is the line a date or a time of day and nothing more, or little more? */
bool q_date_line_read(quoth_str line, struct q_date_line *out);

#endif
