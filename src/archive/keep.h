/*
 * A string inside what is packed, in the fewest bytes: a word that nearly all articles
 * have, one that stood before, a stretch of the text, or its own bytes.
 *
 *     "person", "Jane Roe" (stands at byte 300), "Jane Roe"   →   44, 02 ac 02 08, 03
 *
 * Drawn at the top of keep.c.
 */
#ifndef Q_KEEP_H
#define Q_KEEP_H

#include "archive/varint.h"
#include "base/arena.h"

enum { Q_KEEP_RECENT = 64 };

/** What the strings before told: the same when it is packed and when it is unpacked. */
struct q_keep {
    quoth_str text;                  // of the article
    quoth_str recent[Q_KEEP_RECENT]; // the last one first
    uint32_t count;
};

void q_keep_init(struct q_keep *keep, quoth_str text);

/** One that points into the text is kept as a stretch of it. */
void q_keep_put(struct q_keep *keep, struct q_buf *out, quoth_str string);

/** Points into the text, or is a copy in `arena`, terminated; ptr NULL where it is missing,
 *  bad, or memory is out, which sets `*full`. */
quoth_str q_keep_take(struct q_keep *keep, struct q_bytes *bytes, struct q_arena *arena,
                      bool *full);

/** Are both ends in the text, in order, and at the edge of a character? */
bool q_keep_has(quoth_str text, uint64_t start, uint64_t end);

#endif
