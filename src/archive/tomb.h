/*
 * What was forgotten, as hashes, so that it is not taken in again.
 *
 *     the text e3b0c442…, forgotten   →   an entry that has it is refused
 *
 * A hash is 32 bytes of a source or a text, 16 of a capture's id, 8 of an address
 * (q_url_hash, the highest byte first); which it is of does not matter when it is asked
 * for.
 */
#ifndef Q_TOMB_H
#define Q_TOMB_H

#include "archive/db.h"

/** Numbers stand in archives. Two have no hash, and at most one of them is there
 * (forget.c): UNFINISHED, what was forgotten may still stand in free pages; UNCUT, only in
 * the log. */
enum q_tomb {
    Q_TOMB_UNCUT = -1,
    Q_TOMB_UNFINISHED = 0,
    Q_TOMB_SOURCE = 1,
    Q_TOMB_TEXT = 2,
    Q_TOMB_URL = 3,
    Q_TOMB_CAPTURE = 4
};

/** The bytes of such a hash; 0: there is none. verify_rows.c has the same in SQL. */
size_t q_tomb_size(enum q_tomb what);

/** Was it forgotten? False after a failure of `db`. */
bool q_tomb_has(struct q_db *db, const uint8_t *hash, size_t size);
bool q_tomb_has_url(struct q_db *db, int64_t url);

/** Writes it down, unless it is there. In the caller's transaction. */
void q_tomb_add(struct q_db *db, enum q_tomb what, const uint8_t *hash, size_t size,
                int64_t at);
void q_tomb_add_url(struct q_db *db, int64_t url, int64_t at);

#endif
