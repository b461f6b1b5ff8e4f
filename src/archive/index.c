#include "archive/index.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/limits.h"

static void bind_words(struct q_db *db, sqlite3_stmt *ask, int64_t key,
                       const struct q_words *words)
{
    q_db_bind(db, ask, 1, key);
    for (int field = 0; field < Q_FIELDS; field++)
        q_db_bind_text(db, ask, 2 + field, words->field[field]);
}

void q_index_add(struct q_db *db, int64_t key, const struct q_words *words)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "INSERT INTO words (rowid, content, source, addressee, via, place)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    bind_words(db, ask, key, words);
    q_db_run(db, ask);
}

void q_index_remove(struct q_db *db, int64_t key, const struct q_words *words)
{
    sqlite3_stmt *ask = q_db_ask(
        db, "INSERT INTO words (words, rowid, content, source, addressee, via, place)"
            " VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6)");
    bind_words(db, ask, key, words);
    q_db_run(db, ask);
}
