/*
 * Dates as machines write them, brought to one form.
 *
 *     2023-06-08 12:05:33 UTC   →   2023-06-08T12:05Z, minute
 *     20230608                  →   2023-06-08, day
 *
 * It does not read dates for people ("8 Jun 2023"), and moves nothing to another zone.
 */
#ifndef Q_DATE_H
#define Q_DATE_H

#include "quoth.h"

#include <stdbool.h>

enum { Q_DATE_SIZE = 24 }; // room for the longest value

/** Reads `text`: YYYY, YYYY-MM, YYYY-MM-DD, YYYYMMDD or YYYY-Www, and behind a day `T`
 *  or a space, HH, HH:MM or HH:MM:SS(.sss) and a zone (Z, UTC, GMT, ±HH, ±HH:MM).
 *  Seconds are dropped. True: `date` says what was read, its value lies in `value`, its
 *  text is `text` without white space around it. False: it is no such date, or one that
 *  no calendar has; `date` is then untouched. */
bool q_date_read(quoth_str text, char value[Q_DATE_SIZE], quoth_date *date);

#endif
