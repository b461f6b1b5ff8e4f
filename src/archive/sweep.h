/*
 * Article by article over what questions ask of statements: all of the archive, or those
 * that have a statement in a set.
 *
 *     struct q_sweep sweep;
 *     q_sweep_start(&sweep, db, bits);
 *     while (q_sweep_next(&sweep))
 *         for (uint32_t n = 0; n < sweep.count; n++) …  sweep.first + n is a key
 *     q_sweep_end(&sweep);
 *
 * Where the set has few numbers, their articles are looked up; else the table is read from
 * end to end, and what is not in the set is passed over.
 */
#ifndef Q_SWEEP_H
#define Q_SWEEP_H

#include "archive/column.h"
#include "archive/db.h"
#include "base/arena.h"
#include "base/bits.h"

/** What an article says of the days of its statements. */
struct q_days {
    bool dated;
    int32_t published, published_to, captured;
};

struct q_sweep {
    struct q_db *db;
    const struct q_bits *within; // NULL: all
    bool looks_up;
    uint64_t next; // looked up: the key to go on from
    sqlite3_stmt *ask;
    struct q_arena arena; // columns
    struct q_column *room;
    uint32_t room_count;
    int64_t article; // the present one:
    uint64_t first;
    uint32_t count;
    struct q_days days;
};

/** `within` may be NULL, and may lose what lies in articles that were passed while it is
 * gone through. */
void q_sweep_start(struct q_sweep *sweep, struct q_db *db, const struct q_bits *within);

/** False: that was the last, or `db` failed. */
bool q_sweep_next(struct q_sweep *sweep);

/** Of the present article, one a statement, until the next one; NULL where `db` failed. */
const struct q_column *q_sweep_columns(struct q_sweep *sweep);

void q_sweep_end(struct q_sweep *sweep);

/** One more than the largest key; at least 1. */
uint64_t q_sweep_keys(struct q_db *db);

/** What q_sweep_keys, and the key of an article, a spelling, an outlet, is at most: sets
 * are as long as the largest key, and that is damaged which goes beyond the bytes of the
 * file, of which a statement takes hundreds. */
uint64_t q_sweep_most_keys(struct q_db *db);

/** By which days a statement is dated: those of `*clock`, or of what it falls back to (said
 * to published, published to captured), which `*clock` then is. */
void q_dated(const struct q_days *days, const struct q_column *column, quoth_clock *clock,
             int32_t *from, int32_t *to);

enum { Q_DAY_UNTOLD = -1 };

/** The day that a statement has its place by in an order of `by`: Q_DAY_UNTOLD where only
 *  the day of capture is known, which says nothing of when it was said or published. */
int32_t q_day_of(const struct q_days *days, const struct q_column *column, quoth_clock by);

#endif
