/*
 * SQLite, with the least of words: statements are prepared once, and a failure sticks.
 *
 *     sqlite3_stmt *ask = q_db_ask(db, "SELECT size FROM source WHERE hash = ?1");
 *     q_db_bind_bytes(db, ask, 1, hash);
 *     if (q_db_row(db, ask))
 *         size = sqlite3_column_int64(ask, 0);
 *     q_db_done(db, ask);
 *     return q_db_status(db, error);
 *
 * After a failure every further call does nothing, so that a writer of many rows asks once.
 * The SQL must be literals: a statement is found again by its address. No statement is used
 * inside its own loop.
 */
#ifndef Q_DB_H
#define Q_DB_H

#include "base/str.h"

#include <sqlite3.h>

enum { Q_DB_STATEMENTS = 256 };

struct q_db {
    sqlite3 *handle;
    struct {
        const char *sql;
        sqlite3_stmt *ask;
    } kept[Q_DB_STATEMENTS];
    quoth_error failed; // QUOTH_OK: nothing did
    unsigned held;      // answers that are being read (row.h): nothing is written meanwhile
    int wait;           // for other programs, in ms
    int log_waited;     // pages of the log when its readers were last waited for
    bool disk_failed;   // what was told as damage is a read that the disk refused
    bool ranks;         // rank.c's function is known to it
};

/** Prepared and bound to nothing; NULL after a failure, which all of these take. */
sqlite3_stmt *q_db_ask(struct q_db *db, const char *sql);

/** Text, bytes: a missing string (ptr NULL) binds NULL. What is bound must live until the
 *  statement is done. */
void q_db_bind_text(struct q_db *db, sqlite3_stmt *ask, int at, quoth_str text);
void q_db_bind_bytes(struct q_db *db, sqlite3_stmt *ask, int at, quoth_str bytes);
void q_db_bind(struct q_db *db, sqlite3_stmt *ask, int at, int64_t number);

/** One row further; false: there is none, or it failed (QUOTH_EDAMAGED where a text of it
 *  is not UTF-8). */
bool q_db_row(struct q_db *db, sqlite3_stmt *ask);

/** The same where rows are walked by their keys: the first column must be behind `*key`,
 *  and becomes it. A page that is damaged may have the same key again, for ever: that fails
 *  with QUOTH_EDAMAGED. */
bool q_db_row_behind(struct q_db *db, sqlite3_stmt *ask, int64_t *key);

/** Runs it to its end. */
void q_db_run(struct q_db *db, sqlite3_stmt *ask);

/** Ready to be asked for again. */
void q_db_done(struct q_db *db, sqlite3_stmt *ask);

/** Columns, living until the next row; a NULL is a missing string, and so are bytes where
 *  text should be. */
quoth_str q_db_text(sqlite3_stmt *ask, int column);
quoth_str q_db_bytes(sqlite3_stmt *ask, int column);

/** Runs SQL that gives no rows; several statements may stand in it. Prepares nothing. */
void q_db_do(struct q_db *db, const char *sql);

/** The first column of the first row of a statement without parameters; 0: there is none.
 */
int64_t q_db_number(struct q_db *db, const char *sql);

/** The next thing that PRAGMA integrity_check says is wrong; missing: nothing more is. */
quoth_str q_db_next_flaw(struct q_db *db, sqlite3_stmt *ask);

/** Moves `*key` to the next one: `sql` gives the first behind ?1, and nothing where there
 * is none. False: there is none, or it failed as q_db_row_behind, and `*key` is as it was.
 */
bool q_db_next(struct q_db *db, const char *sql, int64_t *key);

/** How long other programs are waited for from now on, in ms; 0: not at all. */
void q_db_wait(struct q_db *db, int milliseconds);

/** Begins a transaction that writes, waiting for another writer as long as was set. */
void q_db_begin(struct q_db *db);
/** Ends it: all of it is on the disk, or, after any failure, nothing. */
void q_db_commit(struct q_db *db);
void q_db_rollback(struct q_db *db);

/** Says that something else failed, e.g. what a row holds; of memory (QUOTH_ENOMEM) it has
 *  words of its own. */
void q_db_fail(struct q_db *db, quoth_status status, const char *message);

/** q_db_fail of QUOTH_ENOMEM. */
void q_db_nomem(struct q_db *db);

/** What failed first, or QUOTH_OK; forgets it. */
quoth_status q_db_status(struct q_db *db, quoth_error *error);

/** As what a result code counts that SQLite just gave for `handle`: QUOTH_ELOCKED,
 *  QUOTH_EDAMAGED, QUOTH_EIO …. */
quoth_status q_db_means(sqlite3 *handle, int code);

/** What stands in a file of somebody else's runs nothing from now on. */
void q_db_distrust(struct q_db *db);

/** Finalizes what was prepared and closes. */
void q_db_close(struct q_db *db);

#endif
