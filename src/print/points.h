/*
 * Bytes to code points for all spans of an article in one pass over its text: records
 * count in code points, the stages in bytes (docs/FORMAT.md, Records).
 *
 *     text “No,” she said.   content [0, 9)  →  content [0, 5)
 *
 * Time is linear in the text and the spans, however they nest and whatever their order.
 * It changes no statement.
 */
#ifndef Q_POINTS_H
#define Q_POINTS_H

#include "base/arena.h"
#include "quoth.h"

/** Of one statement: start, end of each of its spans, in their order. */
struct q_points {
    const uint32_t *content, *cue, *source, *inserts;
    const uint32_t *addressee, *occasion, *place, *said;
    const uint32_t *via; // of all relays, one behind the other
};

/** The points of each statement, an array in `arena`; NULL when memory is out. */
const struct q_points *q_points_new(struct q_arena *arena, quoth_str text,
                                    const quoth_statements *statements);

#endif
