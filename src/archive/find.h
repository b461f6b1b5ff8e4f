/*
 * A question is answered: which statements, in which order.
 *
 *     ALL ─ VOICE patrushev ─ DAY said 2018   →   {17, 18, 40}   →   40, 17, 18
 *
 * Each leaf of the tree gives a set of bits, from one index or from the columns; sets are
 * joined by bits. Counts are exact.
 */
#ifndef Q_FIND_H
#define Q_FIND_H

#include "archive/archive.h"
#include "base/bits.h"
#include "record/question.h"

/** The keys of all statements that `question` asks for, added to `bits` (which is empty).
 */
quoth_status q_find(struct quoth_archive *archive, const struct q_question *question,
                    struct q_bits *bits, quoth_error *error);

/** The same, and by `clock` the first day of each key that was found, at its number in
 *  `*days`, where the columns had to be read for finding: to sort they need not be read
 *  again. NULL: they had not. The caller frees it. */
quoth_status q_find_dated(struct quoth_archive *archive, const struct q_question *question,
                          quoth_clock clock, struct q_bits *bits, int32_t **days,
                          quoth_error *error);

/** One answer in its place. */
struct q_place {
    int64_t order; // what it is sorted by, the largest first: a day; of relevance -1 where
                   // it was not weighed; of what was added nothing but its key
    int64_t key;   // of the statement; breaks ties, the largest first
};

struct q_sort {
    quoth_order order;
    const struct q_question *question; // for relevance
    bool ascending; // the smallest first, in `order` and among equals in `key`; not with
                    // relevance
    bool after;     // only what stands behind `last`
    struct q_place last;
    uint32_t limit;              // how many are wanted
    const struct q_bits *starts; // one place an article, its first in order: the keys that
                                 // articles begin with; NULL: one each statement
    const int32_t *days; // by the clock of `order`, of each key; NULL: they are read
};

/** The first keys of the articles that have some of `bits`, added to `starts` (which is
 * empty), for q_sort. */
quoth_status q_find_starts(struct quoth_archive *archive, const struct q_bits *bits,
                           struct q_bits *starts, quoth_error *error);

/** The first `limit` of `bits` in order, into `out`, which has room for them; `*count` is
 * how many there are. `*ranked`: among how many relevance was weighed, where bounded for
 * speed (the latest added); else 0. Time is that of one read of the columns at most. */
quoth_status q_sort_found(struct quoth_archive *archive, const struct q_bits *bits,
                          const struct q_sort *sort, struct q_place *out, uint32_t *count,
                          uint64_t *ranked, quoth_error *error);

#endif
