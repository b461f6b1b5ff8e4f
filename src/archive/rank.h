/*
 * How well statements answer the words of a question: BM25, as FTS5's own, but only of what
 * is in a set.
 *
 *     "nuclear" "treaty", {17, 40, 41}   →   17: 5.02, 40: 7.31 (as whole numbers)
 */
#ifndef Q_RANK_H
#define Q_RANK_H

#include "archive/db.h"
#include "base/bits.h"
#include "record/question.h"

/** Are there words that are looked for, rather than left out? */
bool q_rank_can(const struct q_question *question);

/** Gives each of `bits` that has such words, with its weight (over 0, the best the largest;
 * none below the key that is returned) to `take`. `*ranked`: among how many of the latest
 * added it was weighed, where that is not all of `bits`; else 0. A failure sticks in `db`.
 */
uint64_t q_rank(struct q_db *db, const struct q_question *question,
                const struct q_bits *bits,
                void (*take)(void *context, uint64_t key, int64_t score), void *context,
                uint64_t *ranked);

#endif
