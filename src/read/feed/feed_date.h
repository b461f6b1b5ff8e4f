/*
 * Stage 1, read: the dates of feeds.
 *
 *     Thu, 01 Jan 04 19:48 EST     →   2004-01-01T19:48-05:00   (RFC 822)
 *     Thu Jan  1 19:48:21 2004     →   2004-01-01T19:48         (asctime)
 *     2003-12-31T10:14:55-08:00    →   2003-12-31T10:14-08:00   (as base/date.h has it)
 *
 * The order of the words does not matter, weekdays are not checked, and a zone that is
 * not known is left out.
 */
#ifndef Q_FEED_DATE_H
#define Q_FEED_DATE_H

#include "base/date.h"

/** Reads `text`. True: `date` says what was read, its value lies in `value`, its text is
 *  `text` without white space around it. False: it is no such date; `date` is untouched. */
bool q_feed_date(quoth_str text, char value[Q_DATE_SIZE], quoth_date *date);

#endif
