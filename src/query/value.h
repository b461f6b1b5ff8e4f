/*
 * What stands behind a field's colon: days, levels, chances.
 *
 *     2017..2018   →   [2017-01-01, 2018-12-31]        >=2   →   [2, open]
 *     7d           →   [a week ago, today]             0.8   →   [80, 80]
 */
#ifndef Q_VALUE_H
#define Q_VALUE_H

#include "base/str.h"

struct q_value {
    int32_t from, to; // Q_OPEN_FROM, Q_OPEN_TO: that end is open
    size_t at;        // where in the text it went wrong
    char why[160];    // and what was expected there; "": nothing went wrong
};

/** A day, month, year or week, a range A..B, A.., ..B, one with >= > <= < before it, or a
 *  time that goes back from `today`: 7d, 2w, 3m, 1y, P1W, P1Y6M. False: `why`. */
bool q_read_days(quoth_str text, int32_t today, struct q_value *value);

/** One end of a range of days, without dots or signs: the first day of what is written, or
 *  with `last` the last one; of a time that goes back, the day that it goes back to. */
bool q_read_end(quoth_str text, int32_t today, bool last, int32_t *day,
                struct q_value *value);

/** A number from 1 on, or a range of them, written as above. */
bool q_read_levels(quoth_str text, struct q_value *value);

/** A number from 0 to 1 with two decimals at most, or one with %, or a range: in percent.
 */
bool q_read_chance(quoth_str text, struct q_value *value);

#endif
