/*
 * Stage 2, analyse: an expression of time taken apart, between the files of time.h.
 *
 *     “10 a.m. Friday”   →   {first = {hour 10}, weekday 5}
 *     “last week”        →   {unit week, shift -1}
 */
#ifndef Q_TIME_PARTS_H
#define Q_TIME_PARTS_H

#include "base/date.h"
#include "record/annotation.h"

// ── Words ──

enum q_time_word_class {
    Q_TIME_WORD_NONE,
    Q_TIME_WORD_NUMBER, // two; its number
    Q_TIME_WORD_VAGUE,  // several
    Q_TIME_WORD_UNIT,   // week, weeks; its q_time_unit
    Q_TIME_WORD_WHICH,  // last, this, next: -1, 0, 1
    Q_TIME_WORD_OTHER,  // following, previous, same: of a time told elsewhere
    Q_TIME_WORD_DAY,    // yesterday, today, tomorrow: -1, 0, 1
    Q_TIME_WORD_PART,   // morning
    Q_TIME_WORD_STAGE,  // early: 0; earlier: -1; later: 1
    Q_TIME_WORD_ORDINAL,
    Q_TIME_WORD_SEASON, // the month that it begins in; 0: it lies in two years
    Q_TIME_WORD_TENS,   // sixties: 60
    Q_TIME_WORD_ZONE,   // 0: UTC; 1: another
    Q_TIME_WORD_CLOCK,  // noon: its hour; midnight: 0
    Q_TIME_WORD_BACK    // ago: -1; before, after: 0
};

enum q_time_unit {
    Q_TIME_UNIT_NONE,
    Q_TIME_UNIT_HOUR, // and what is shorter
    Q_TIME_UNIT_DAY,
    Q_TIME_UNIT_WEEK,
    Q_TIME_UNIT_WEEKEND,
    Q_TIME_UNIT_MONTH,
    Q_TIME_UNIT_QUARTER,
    Q_TIME_UNIT_SEASON,
    Q_TIME_UNIT_YEAR,
    Q_TIME_UNIT_DECADE // and what is longer
};

struct q_time_word {
    const char *word; // folded
    uint8_t class;    // q_time_word_class
    int16_t number;
    bool plural;
};

/** What the word can be in a time, whatever its case; a word of no class where it is none.
 *  Months and days of the week are not among them (date.h). */
const struct q_time_word *q_time_word(quoth_str word);

/** Something counted, behind which a number is no date: *people*, *percent*. */
bool q_time_is_counted(quoth_str word);

// ── Text ──

struct q_time_text {
    quoth_str text;
    const struct q_token *tokens;
    uint32_t count;
};

/** The token's words; "" where there is none. */
static inline quoth_str q_time_at(const struct q_time_text *t, uint32_t i)
{
    return i < t->count ? q_token_text(t->text, &t->tokens[i]) : q_str("", 0);
}

static inline bool q_time_is(const struct q_time_text *t, uint32_t i, const char *word)
{
    return q_str_equal_nocase(q_time_at(t, i), q_str_from(word));
}

static inline bool q_time_is_any(const struct q_time_text *t, uint32_t i,
                                 const char *const *words)
{
    return q_str_is_any(q_time_at(t, i), words);
}

static inline bool q_time_is_capital(const struct q_time_text *t, uint32_t i)
{
    quoth_str word = q_time_at(t, i);
    return word.len && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
}

// ── Parts ──

struct q_time_parts {
    uint32_t from, to;
    struct q_moment first, last; // what is told of the calendar and the clock
    bool range;                  // `last` is the end of it
    uint8_t weekday;             // 1 Monday … 7; 0: not told
    uint8_t season;              // the month that it begins in; 0: none
    uint8_t unit;                // q_time_unit
    bool shifted;  // `shift` counts: units, or weekdays, months, seasons: last, this, next
    int32_t shift; // from the anchor's own
    int16_t stage; // earlier -1, later 1
    bool since;    // it begins what lasts: *since May*
    bool until;    // it ends it: *until May*
    bool untold;   // it hangs on something that is not read
};

/** Reads the expression that starts at token i; out->to is behind it. False: there is
 *  none. */
bool q_time_read(const struct q_time_text *t, uint32_t i, struct q_time_parts *out);

// ── Values ──

// The time that an article's relative times are told from.
struct q_time_anchor {
    int32_t from, to; // days of calendar.h: the first and last that it can be
    int32_t year;     // 0: nothing is known
    unsigned month;   // 0: not known
    bool has_day;     // from == to
};

struct q_time_period {
    struct q_moment from, to; // `to` of a range
    bool range;
    bool told;
};

struct q_time_value {
    struct q_time_period past, ahead; // `ahead` of an open one only
    int32_t since, until; // days from the past one to the anchor, from it to the one ahead
    uint8_t sense;        // q_time_sense
};

void q_time_anchor_from(const quoth_date *published, struct q_time_anchor *out);

/** When it is. */
void q_time_tell(const struct q_time_parts *parts, const struct q_time_anchor *anchor,
                 struct q_time_value *out);

// ── Tense ──

enum q_time_tense { Q_TIME_TENSE_NONE, Q_TIME_TENSE_PAST, Q_TIME_TENSE_AHEAD };

/** What the clause around tokens [from, to) tells of their time. Looks at no more than some
 *  tens of tokens. */
enum q_time_tense q_time_tense(const struct q_time_text *t, uint32_t from, uint32_t to);

#endif
