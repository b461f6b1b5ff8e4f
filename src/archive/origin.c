#include "archive/origin.h"

#include "base/error.h"

quoth_status q_origin_of(struct quoth_archive *archive, int64_t article,
                         struct q_origin *out, quoth_error *error)
{
    struct q_db *db = &archive->db;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT a.capture, a.number, c.added, c.id FROM article a"
                     " LEFT JOIN capture c USING (capture) WHERE a.article = ?1");
    bool whole = false;
    q_db_bind(db, ask, 1, article);
    bool there = q_db_row(db, ask);
    if (there) {
        quoth_str id = q_db_bytes(ask, 3);
        out->capture = sqlite3_column_int64(ask, 0);
        out->number = (uint32_t)sqlite3_column_int64(ask, 1);
        out->added = sqlite3_column_int64(ask, 2);
        whole = id.ptr && 2 * id.len + 1 == sizeof out->id;
        if (whole)
            q_hex_write((const uint8_t *)id.ptr, id.len, out->id);
    }
    q_db_done(db, ask);
    quoth_status status = q_db_status(db, error);
    if (status != QUOTH_OK)
        return status;
    if (!there)
        return q_error(error, QUOTH_EMISSING, QUOTH_NO_OFFSET, "there is no such article");
    return whole ? QUOTH_OK
                 : q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                           "the capture of an article is missing");
}
