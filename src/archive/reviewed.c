#include "archive/reviewed.h"

struct q_reviewed q_reviewed_of(struct q_db *db, const uint8_t id[16])
{
    struct q_reviewed out = {QUOTH_JUDGED_NOT, 0};
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT judged, entry FROM reviewed WHERE statement = ?1");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)id, 16));
    if (q_db_row(db, ask)) {
        int64_t judged = sqlite3_column_int64(ask, 0);
        out.entry = sqlite3_column_int64(ask, 1);
        if (judged < QUOTH_JUDGED_ACCEPTED || judged > QUOTH_JUDGED_EDITED || out.entry < 1)
            q_db_fail(db, QUOTH_EDAMAGED, "what is judged of a statement is damaged");
        else
            out.judged = (quoth_judged)judged;
    }
    q_db_done(db, ask);
    return out;
}

void q_reviewed_by(struct q_db *db, int64_t entry, struct q_buf *out)
{
    sqlite3_stmt *ask = q_db_ask(db, "SELECT who FROM ledger WHERE entry = ?1");
    q_db_bind(db, ask, 1, entry);
    if (q_db_row(db, ask))
        q_buf_add_str(out, q_db_text(ask, 0));
    if (out->failed)
        q_db_fail(db, q_buf_status(out), "out of memory");
    q_db_done(db, ask);
}

int64_t q_given_by(struct q_db *db, const uint8_t id[16])
{
    sqlite3_stmt *ask = q_db_ask(db, "SELECT entry FROM given WHERE statement = ?1");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)id, 16));
    int64_t entry = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    return entry;
}
