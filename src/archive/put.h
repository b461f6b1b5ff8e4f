/*
 * The writer: an entry becomes rows, in one transaction.
 *
 *     entry of a capture that is new   →   its source, its articles, their statements
 *     of one that is there             →   nothing
 *
 * Of an article that several captures show, the capture with the earliest date leads, a
 * dated one before one that is not, then the one with the smallest id: what was found with
 * it is what is kept. So what an archive holds does not depend on the order in which it
 * came.
 */
#ifndef Q_PUT_H
#define Q_PUT_H

#include "archive/archive.h"
#include "record/received.h"

/** As quoth_archive_knows: 0: it is new, 1: it is there, 2: it was forgotten. */
quoth_status q_archive_knows(struct quoth_archive *archive,
                             const struct q_received *received, int *known,
                             quoth_error *error);

/** The article `id`, which is there and has no statements, is led by `capture` from now on,
 *  which is there too: what `entry` found with it is what is kept. In the caller's
 *  transaction. False: the entry has no such article. */
bool q_put_leader(struct quoth_archive *archive, int64_t capture,
                  const struct quoth_entry *entry, const uint8_t id[32]);

#endif
