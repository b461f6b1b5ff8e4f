/*
 * Stage 2, analyse: expressions of date and time, and when they are.
 *
 *     published 2023-06-09: “… said late on Thursday that next week …”
 *         →   late … Thursday: 2023-06-08, day     next week: 2023-W24, week
 *
 * In go tokens and what is known of the day of publication; out come ranges of tokens with
 * ISO 8601 values. *On* and *in* stay out of the ranges. What can be more than one day
 * gets a less precise value or none; a duration (*for three weeks*, *the last ten years*)
 * is no time. Files: time_words (what a word can be), time_read (the grammar) with
 * time_unit, time_date, time_year and time_clock (its parts), time_value (the calendar),
 * time_tense (past or ahead), time (all of it together).
 */
#ifndef Q_TIME_H
#define Q_TIME_H

#include "base/arena.h"
#include "record/annotation.h"

/** Fills annotation->times from its tokens; the arrays live in `arena`. `published` may
 *  have no value, or one that tells no day: what hangs on it is then kept without a value.
 *  QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_find_times(quoth_str text, const quoth_date *published,
                          struct q_arena *arena, struct q_annotation *annotation);

#endif
