#include "archive/tomb.h"

enum { URL_BYTES = 8 };

size_t q_tomb_size(enum q_tomb what)
{
    switch (what) {
    case Q_TOMB_SOURCE:
    case Q_TOMB_TEXT:
        return 32;
    case Q_TOMB_URL:
        return URL_BYTES;
    case Q_TOMB_CAPTURE:
        return 16;
    default:
        return 0;
    }
}

static void write_url(int64_t url, uint8_t bytes[URL_BYTES])
{
    for (int i = 0; i < URL_BYTES; i++)
        bytes[i] = (uint8_t)((uint64_t)url >> (8 * (URL_BYTES - 1 - i)));
}

bool q_tomb_has(struct q_db *db, const uint8_t *hash, size_t size)
{
    sqlite3_stmt *ask = q_db_ask(db, "SELECT 1 FROM tombstone WHERE hash = ?1");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)hash, size));
    bool has = q_db_row(db, ask);
    q_db_done(db, ask);
    return has;
}

bool q_tomb_has_url(struct q_db *db, int64_t url)
{
    uint8_t bytes[URL_BYTES];
    write_url(url, bytes);
    return q_tomb_has(db, bytes, sizeof bytes);
}

void q_tomb_add(struct q_db *db, enum q_tomb what, const uint8_t *hash, size_t size,
                int64_t at)
{
    sqlite3_stmt *ask = q_db_ask(
        db, "INSERT OR IGNORE INTO tombstone (hash, what, at) VALUES (?1, ?2, ?3)");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)hash, size));
    q_db_bind(db, ask, 2, what);
    q_db_bind(db, ask, 3, at);
    q_db_run(db, ask);
}

void q_tomb_add_url(struct q_db *db, int64_t url, int64_t at)
{
    uint8_t bytes[URL_BYTES];
    write_url(url, bytes);
    q_tomb_add(db, Q_TOMB_URL, bytes, sizeof bytes, at);
}
