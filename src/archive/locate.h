/*
 * Statements by their ids, many at once: the ids of the whole archive are read once for all
 * of them.
 *
 *     9f86d081884c7d65…, 60303ae22b998861…   →   article 3, number 2; article 17, number 0
 *
 * Those that are not there are passed over.
 */
#ifndef Q_LOCATE_H
#define Q_LOCATE_H

#include "archive/archive.h"
#include "record/article.h"
#include "record/statement.h"

struct q_located {
    uint32_t index;  // among those that were asked for
    int64_t article; // those of one article come one behind the other
    uint32_t number; // in it
    // Filled; they live until the next one.
    const struct quoth_article *filled;
    const struct quoth_statements *statements;
};

/** Calls `take` for each of the `count` different ids, which ascend, that is there. How
 *  many articles that may have one are damaged: they have none. Fails by archive->db, and
 *  stops where `take` makes it fail. */
uint32_t q_locate(struct quoth_archive *archive, const uint8_t (*ids)[16], uint32_t count,
                  void (*take)(void *context, const struct q_located *one), void *context);

/** Sorts ids as q_locate wants them; how many different ones there are, which then come
 *  first. */
uint32_t q_locate_sort(uint8_t (*ids)[16], uint32_t count);

#endif
