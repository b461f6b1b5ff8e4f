#include "archive/walk.h"

#include "base/error.h"

// Which key follows stands in the index of sources, too. It is not in order there, so that
// all of it is read: only after damage.
static quoth_status pass_damage(struct q_db *db, int64_t *cursor, quoth_error *error)
{
    bool found = q_db_next(db,
                           "SELECT capture FROM capture INDEXED BY capture_source"
                           " WHERE capture > ?1 ORDER BY capture LIMIT 1",
                           cursor);
    quoth_status status = q_db_status(db, error);
    if (found)
        return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                       "capture %lld cannot be read", (long long)*cursor);
    if (status != QUOTH_OK && status != QUOTH_EDAMAGED)
        return status;
    *cursor = INT64_MAX;
    return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                   "the captures from here on cannot be read");
}

quoth_status q_walk_captures(struct quoth_archive *archive, int64_t *cursor,
                             quoth_error *error)
{
    struct q_db *db = &archive->db;
    if (*cursor == INT64_MAX)
        return QUOTH_END;
    bool found = q_db_next(
        db, "SELECT capture FROM capture WHERE capture > ?1 ORDER BY capture LIMIT 1",
        cursor);
    quoth_status status = q_db_status(db, error);
    if (status == QUOTH_EDAMAGED)
        return pass_damage(db, cursor, error);
    if (status != QUOTH_OK)
        return status;
    return found ? QUOTH_OK : QUOTH_END;
}
