/*
 * How the statements of a set are spread: counted in one sweep over the columns, and what
 * they count for looked up by person and outlet.
 *
 *     {17, 18, 40}   →   2 direct, 1 mixed; 3 speech; 2018-04-24: 3
 *                    →   "jane-roe" 2, nobody 1; "The Herald" 3
 *
 * It reads no records: what only those tell (addressees, relays) is told by key, to be read
 * by who asks.
 */
#ifndef Q_TALLY_H
#define Q_TALLY_H

#include "archive/archive.h"
#include "archive/find.h"
#include "base/arena.h"
#include "base/bits.h"

/** Statements of one day: those of depth 1 by quoth_kind, then all that are deeper. */
enum { Q_TALLY_NESTED = 3, Q_TALLY_CLASSES = 4, Q_TALLY_KINDS = 3, Q_TALLY_ACTS = 4 };

struct q_tally_day {
    int32_t day; // base/calendar.h
    uint64_t counts[Q_TALLY_CLASSES];
};

/** So many statements of whom a row of the archive tells. */
struct q_tally_row {
    int64_t row; // persons: one of his spellings; outlets: its row
    uint64_t statements;
};

struct q_tally_rows {
    struct q_tally_row *at; // in the order of what they are called
    size_t count;
    uint64_t none; // statements without any
};

struct q_tally {
    struct q_arena arena; // of what is kept until the release
    bool counted;         // all below but persons and outlets
    uint64_t kinds[Q_TALLY_KINDS], acts[Q_TALLY_ACTS];
    uint64_t all, addressed, relayed; // statements; with an addressee, with a relay
    struct q_tally_day *days;         // rising
    size_t day_count;
    uint64_t undated; // only the day of capture is known (sweep.h, q_day_of)
    uint32_t *dense;  // of spellings below `dense_end`
    uint32_t dense_end;
    struct q_tally_rows spellings, articles; // all of them
    bool has_persons, has_outlets;
    struct q_tally_rows persons, outlets;
};

void q_tally_init(struct q_tally *tally);
void q_tally_release(struct q_tally *tally);

/** Counts `bits` by `clock`; nothing where that was done before, as of the next two. */
quoth_status q_tally_count(struct q_tally *tally, struct quoth_archive *archive,
                           const struct q_bits *bits, quoth_clock clock,
                           quoth_error *error);

/** Fills `persons`, `outlets`, from what was counted. */
quoth_status q_tally_persons(struct q_tally *tally, struct quoth_archive *archive,
                             quoth_error *error);
quoth_status q_tally_outlets(struct q_tally *tally, struct quoth_archive *archive,
                             quoth_error *error);

/** Id and name of the person with that spelling; the name of an outlet. They live as the
 *  tally does. QUOTH_EDAMAGED: there is none. */
quoth_status q_tally_person(struct q_tally *tally, struct quoth_archive *archive,
                            int64_t spelling, quoth_str *id, quoth_str *name,
                            quoth_error *error);
quoth_status q_tally_outlet(struct q_tally *tally, struct quoth_archive *archive,
                            int64_t outlet, quoth_str *name, quoth_error *error);

/** The statements of `bits` that have the part, the `*count` latest by `clock` at most,
 * whose keys `out` has room for, rising; `*count` is then how many there are. */
quoth_status q_tally_latest(struct quoth_archive *archive, const struct q_bits *bits,
                            enum q_part part, quoth_clock clock, uint64_t *out,
                            uint32_t *count, quoth_error *error);

#endif
