/*
 * The fields of a question: their names, what each asks, and what may stand behind them.
 *
 *     kind:   →   Q_ASKS_KIND, one of direct, mixed, indirect
 */
#ifndef Q_FIELD_H
#define Q_FIELD_H

#include "record/question.h"

enum q_takes {
    Q_TAKES_WORDS,   // as words elsewhere, with or without a star
    Q_TAKES_NAME,    // words without a star
    Q_TAKES_ADDRESS, // of the web
    Q_TAKES_ID,      // of an article
    Q_TAKES_DAYS,
    Q_TAKES_CHOICE, // one of `choices`
    Q_TAKES_LEVELS,
    Q_TAKES_CHANCE // from 0 to 1, or in percent
};

struct q_query_field {
    const char *name;
    enum q_asks asks;
    enum q_takes takes;
    enum q_field field;         // of WORDS
    quoth_clock clock;          // of DAY
    const char *const *choices; // by their number; ends with NULL
};

/** By its name, in any case; NULL: there is none. */
const struct q_query_field *q_query_field(quoth_str name);

/** By what it asks; NULL of what has no field (brackets, plain words). */
const struct q_query_field *q_query_field_of(const struct q_question *question);

/** The name of a field that somebody who wrote `name` may have meant; NULL: none. */
const char *q_query_field_like(quoth_str name);

/** The number of `word` among `choices`, in any case; UINT32_MAX: it is none. */
uint32_t q_choice(const char *const *choices, quoth_str word);

/** The one that `word` is nearly; NULL: none. */
const char *q_choice_like(const char *const *choices, quoth_str word);

/** All names of fields, with commas. */
extern const char q_query_field_names[];

#endif
