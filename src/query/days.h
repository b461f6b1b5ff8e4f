/*
 * Ranges of days as they are written: as short as they can be.
 *
 *     [2017-01-01, 2018-12-31]   →   2017..2018   →   in 2017 or 2018
 */
#ifndef Q_DAYS_H
#define Q_DAYS_H

#include "base/buf.h"

/** Appends what q_read_days reads to the same days. */
void q_days_write(int32_t from, int32_t to, struct q_buf *out);

/** Appends them in English, with the word that stands before them: "on 5 March 2017". */
void q_days_say(int32_t from, int32_t to, struct q_buf *out);

#endif
