#include "archive/walk.h"

#include "base/error.h"

// The next key by `ask`; 0: there is none, or it failed.
static int64_t next_by(struct q_db *db, sqlite3_stmt *ask, int64_t cursor)
{
    q_db_bind(db, ask, 1, cursor);
    int64_t next = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    return next;
}

// Which key follows stands in the index of sources, too. It is not in order there, so that
// all of it is read: only after damage.
static quoth_status pass_damage(struct q_db *db, int64_t *cursor, quoth_error *error)
{
    int64_t next =
        next_by(db,
                q_db_ask(db, "SELECT min(capture) FROM capture INDEXED BY capture_source"
                             " WHERE capture > ?1"),
                *cursor);
    bool lost = q_db_status(db, NULL) != QUOTH_OK || next == 0;
    *cursor = lost ? INT64_MAX : next;
    return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                   lost ? "the captures from here on cannot be read"
                        : "capture %lld cannot be read",
                   (long long)next);
}

quoth_status q_walk_captures(struct quoth_archive *archive, int64_t *cursor,
                             quoth_error *error)
{
    struct q_db *db = &archive->db;
    if (*cursor == INT64_MAX)
        return QUOTH_END;
    int64_t next = next_by(
        db,
        q_db_ask(db,
                 "SELECT capture FROM capture WHERE capture > ?1 ORDER BY capture LIMIT 1"),
        *cursor);
    quoth_status status = q_db_status(db, error);
    if (status == QUOTH_EDAMAGED)
        return pass_damage(db, cursor, error);
    if (status != QUOTH_OK)
        return status;
    if (next == 0)
        return QUOTH_END;
    *cursor = next;
    return QUOTH_OK;
}
