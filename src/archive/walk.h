/*
 * The received half, one capture after the other, past rows that are damaged.
 *
 *     cursor 0   →   1   →   2   →   4   →   QUOTH_END
 */
#ifndef Q_WALK_H
#define Q_WALK_H

#include "archive/archive.h"

/** Moves `*cursor` to the key of the next capture. QUOTH_END: there is none.
 * QUOTH_EDAMAGED: some rows cannot be read and were passed over; the next call goes on
 * behind them. */
quoth_status q_walk_captures(struct quoth_archive *archive, int64_t *cursor,
                             quoth_error *error);

#endif
