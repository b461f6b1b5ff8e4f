/*
 * Dates as machines and people write them, brought to one form.
 *
 *     2023-06-08 12:05:33 UTC        →   2023-06-08T12:05Z, minute
 *     20230608                       →   2023-06-08, day
 *     Aug. 18, 2017, 12:01 a.m. ET   →   2017-08-18T00:01, minute
 *     Tue, 05 Dec 23 10:00:00 EST    →   2023-12-05T10:00-05:00, minute
 *
 * It moves nothing to another zone, and guesses nothing: 03/04/2017 is no date.
 */
#ifndef Q_DATE_H
#define Q_DATE_H

#include "quoth.h"

#include <stdbool.h>

enum {
    Q_DATE_SIZE = 24,        // room for the longest value
    Q_DATE_FIRST_YEAR = 1500 // nothing was published before: 0001-01-01 is a machine's null
};

/** Reads `text`: YYYY, YYYY-MM, YYYY-MM-DD, YYYYMMDD or YYYY-Www, and behind a day `T`
 *  or a space, HH, HH:MM or HH:MM:SS(.sss) and a zone (Z, UTC, GMT, ±HH, ±HH:MM).
 *  Seconds are dropped. True: `date` says what was read, its value lies in `value`, its
 *  text is `text` without white space around it. False: it is no such date, one that no
 *  calendar has or one before Q_DATE_FIRST_YEAR; `date` is then untouched. */
bool q_date_read(quoth_str text, char value[Q_DATE_SIZE], quoth_date *date);

/** Reads the date that `text` begins with, as people write it in English: a month by its
 *  name, the year in four digits; day, weekday and time where they are, in any order. A
 *  zone other than UTC and GMT is passed over. Its length in bytes; 0: there is none. */
size_t q_date_read_words(quoth_str text, char value[Q_DATE_SIZE], quoth_date *date);

/** Reads the date that `text` begins with, as pages and feeds write it for machines, well
 *  or badly: what the two above read, RFC 822 (Tue, 05 Dec 23 10:00:00 +0200), the seconds
 *  or milliseconds since 1970, 202312051000, 2023/12/05, 05.12.2023 and 12/22/2023 4:30 PM
 *  (5/12/2023 is no date: which is the day?). Zones by their names too, where these mean
 *  one thing. True and false as q_date_read. */
bool q_date_read_web(quoth_str text, char value[Q_DATE_SIZE], quoth_date *date);

/** A date taken apart. */
struct q_moment {
    unsigned year, quarter, month, week, day, hour, minute; // from 1; 0: not told
    bool has_hour, has_minute;
    char zone; // 'Z', '+', '-' or 0: not told
    unsigned zone_hour, zone_minute;
};

/** What q_date_read reads, taken apart; `text` has no white space around it. False as
 *  there, and `m` is then anything. */
bool q_date_take_apart(quoth_str text, struct q_moment *m);

/** The first and the last day (base/calendar.h) that `m` may be: a year has all of its
 *  days. */
void q_date_days(const struct q_moment *m, int32_t *from, int32_t *to);

/** The month that a word with a capital names, whole or as newspapers shorten it (*Jan*,
 *  *Sept*), without a stop: 1…12; 0: none. */
unsigned q_date_month(quoth_str word);

/** The same of the days of a week, 1 being Monday. */
unsigned q_date_weekday(quoth_str word);

/** Writes what `m` holds to `value`, and says in `date` that `words` told it. */
void q_date_write(const struct q_moment *m, quoth_str words, char value[Q_DATE_SIZE],
                  quoth_date *date);

#endif
