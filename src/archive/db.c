#include "archive/db.h"

#include "base/error.h"
#include "base/utf8.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

// SQLite has no code of its own for a mapping that gets no memory.
quoth_status q_db_means(sqlite3 *handle, int code)
{
    if ((code & 0xff) == SQLITE_IOERR && sqlite3_system_errno(handle) == ENOMEM)
        return QUOTH_ENOMEM;
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return QUOTH_OK;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: // locks could not be had for ten seconds
        return QUOTH_ELOCKED;
    case SQLITE_NOMEM:
        return QUOTH_ENOMEM;
    case SQLITE_IOERR:
        return code == SQLITE_IOERR_NOMEM ? QUOTH_ENOMEM : QUOTH_EIO;
    case SQLITE_FULL:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return QUOTH_EIO;
    case SQLITE_TOOBIG:
        return QUOTH_ELIMIT;
    default: // a page that is no page, a table that is not there, a row against its rules
        return QUOTH_EDAMAGED;
    }
}

// SQLite calls a read that the disk refuses a page that is damaged.
static bool disk_refuses(int code)
{
    return (code & 0xff) == SQLITE_CORRUPT &&
           (errno == EIO || errno == ENXIO || errno == ERANGE);
}

// SQLite's words for the code, and what it says of this case where that is more.
static void tell(struct q_db *db, int code, quoth_status status)
{
    const char *kind = sqlite3_errstr(code), *here = sqlite3_errmsg(db->handle);
    if (strcmp(kind, here) == 0)
        q_error(&db->failed, status, QUOTH_NO_OFFSET, "%s", kind);
    else
        q_error(&db->failed, status, QUOTH_NO_OFFSET, "%s (%s)", kind, here);
}

static void fail(struct q_db *db, int code)
{
    if (db->failed.status != QUOTH_OK)
        return;
    quoth_status status = q_db_means(db->handle, code);
    db->disk_failed = db->disk_failed || disk_refuses(code);
    if (status == QUOTH_ELOCKED)
        q_error(&db->failed, status, QUOTH_NO_OFFSET,
                "another program is writing the archive");
    else if (status == QUOTH_ENOMEM)
        q_error_nomem(&db->failed);
    else if (code == SQLITE_READONLY) // whoever opens one to write is told before
        q_error(&db->failed, status, QUOTH_NO_OFFSET,
                "the archive was opened to be read only");
    else
        tell(db, code, status);
}

void q_db_fail(struct q_db *db, quoth_status status, const char *message)
{
    if (db->failed.status != QUOTH_OK)
        return;
    if (status == QUOTH_ENOMEM)
        q_error_nomem(&db->failed);
    else
        q_error(&db->failed, status, QUOTH_NO_OFFSET, "%s", message);
}

void q_db_nomem(struct q_db *db)
{
    q_db_fail(db, QUOTH_ENOMEM, "");
}

quoth_status q_db_status(struct q_db *db, quoth_error *error)
{
    quoth_status status = db->failed.status;
    if (status != QUOTH_OK && error)
        *error = db->failed;
    db->failed.status = QUOTH_OK;
    return status;
}

// Where it is kept, or the free place where it is to be; Q_DB_STATEMENTS: there is none.
static size_t find(const struct q_db *db, const char *sql)
{
    size_t at = ((uintptr_t)sql * UINT64_C(0x9e3779b97f4a7c15) >> 32) % Q_DB_STATEMENTS;
    for (size_t n = 0; n < Q_DB_STATEMENTS; n++, at = (at + 1) % Q_DB_STATEMENTS)
        if (db->kept[at].sql == sql || !db->kept[at].sql)
            return at;
    return Q_DB_STATEMENTS;
}

sqlite3_stmt *q_db_ask(struct q_db *db, const char *sql)
{
    if (db->failed.status != QUOTH_OK)
        return NULL;
    size_t at = find(db, sql);
    if (at == Q_DB_STATEMENTS) {
        q_db_fail(db, QUOTH_ELIMIT, "too many statements of SQL");
        return NULL;
    }
    if (db->kept[at].sql)
        return db->kept[at].ask;
    errno = 0;
    int code = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT,
                                  &db->kept[at].ask, NULL);
    if (code != SQLITE_OK) {
        fail(db, code);
        return NULL;
    }
    db->kept[at].sql = sql;
    return db->kept[at].ask;
}

static void check(struct q_db *db, int code)
{
    if (code != SQLITE_OK)
        fail(db, code);
}

void q_db_bind_text(struct q_db *db, sqlite3_stmt *ask, int at, quoth_str text)
{
    if (ask)
        check(db, text.ptr ? sqlite3_bind_text64(ask, at, text.ptr, text.len, SQLITE_STATIC,
                                                 SQLITE_UTF8)
                           : sqlite3_bind_null(ask, at));
}

void q_db_bind_bytes(struct q_db *db, sqlite3_stmt *ask, int at, quoth_str bytes)
{
    if (ask)
        check(db, bytes.ptr
                      ? sqlite3_bind_blob64(ask, at, bytes.ptr, bytes.len, SQLITE_STATIC)
                      : sqlite3_bind_null(ask, at));
}

void q_db_bind(struct q_db *db, sqlite3_stmt *ask, int at, int64_t number)
{
    if (ask)
        check(db, sqlite3_bind_int64(ask, at, number));
}

// SQLite gives what a file has, whoever wrote it.
static bool has_text_alone(sqlite3_stmt *ask)
{
    for (int i = 0; i < sqlite3_data_count(ask); i++) {
        quoth_str text =
            sqlite3_column_type(ask, i) == SQLITE_TEXT ? q_db_text(ask, i) : Q_NO_STR;
        if (text.ptr && q_utf8_check(text) != text.len)
            return false;
    }
    return true;
}

bool q_db_row(struct q_db *db, sqlite3_stmt *ask)
{
    if (!ask || db->failed.status != QUOTH_OK)
        return false;
    errno = 0;
    int code = sqlite3_step(ask);
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        fail(db, code);
    if (code != SQLITE_ROW)
        return false;
    if (!has_text_alone(ask))
        q_db_fail(db, QUOTH_EDAMAGED, "a row has a text that is not UTF-8");
    return db->failed.status == QUOTH_OK;
}

bool q_db_row_behind(struct q_db *db, sqlite3_stmt *ask, int64_t *key)
{
    if (!q_db_row(db, ask))
        return false;
    int64_t next = sqlite3_column_int64(ask, 0);
    if (next <= *key) {
        q_db_fail(db, QUOTH_EDAMAGED, "a page is damaged: its keys do not ascend");
        return false;
    }
    *key = next;
    return true;
}

void q_db_done(struct q_db *db, sqlite3_stmt *ask)
{
    if (!ask)
        return;
    if (sqlite3_reset(ask) == SQLITE_NOMEM) // a column was wanted that memory was out for
        fail(db, SQLITE_NOMEM);
    sqlite3_clear_bindings(ask);
}

void q_db_run(struct q_db *db, sqlite3_stmt *ask)
{
    while (q_db_row(db, ask)) {
    }
    q_db_done(db, ask);
}

quoth_str q_db_text(sqlite3_stmt *ask, int column)
{
    if (sqlite3_column_type(ask, column) == SQLITE_BLOB)
        return Q_NO_STR;
    const char *text = (const char *)sqlite3_column_text(ask, column);
    return text ? q_str(text, (size_t)sqlite3_column_bytes(ask, column)) : Q_NO_STR;
}

quoth_str q_db_bytes(sqlite3_stmt *ask, int column)
{
    if (sqlite3_column_type(ask, column) == SQLITE_NULL)
        return Q_NO_STR;
    const char *bytes = sqlite3_column_blob(ask, column); // NULL where there are none
    return q_str(bytes ? bytes : "", (size_t)sqlite3_column_bytes(ask, column));
}

void q_db_do(struct q_db *db, const char *sql)
{
    errno = 0;
    if (db->failed.status == QUOTH_OK)
        check(db, sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
}

int64_t q_db_number(struct q_db *db, const char *sql)
{
    sqlite3_stmt *ask = q_db_ask(db, sql);
    int64_t number = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    return number;
}

quoth_str q_db_next_flaw(struct q_db *db, sqlite3_stmt *ask)
{
    if (!q_db_row(db, ask))
        return Q_NO_STR;
    quoth_str said = q_db_text(ask, 0);
    if (q_str_ends(said, Q_STR("error code=7"))) // SQLITE_NOMEM, said of a page
        fail(db, SQLITE_NOMEM);
    return q_str_equal(said, Q_STR("ok")) || db->failed.status != QUOTH_OK ? Q_NO_STR
                                                                           : said;
}

bool q_db_next(struct q_db *db, const char *sql, int64_t *key)
{
    sqlite3_stmt *ask = q_db_ask(db, sql);
    q_db_bind(db, ask, 1, *key);
    bool row = q_db_row_behind(db, ask, key);
    q_db_done(db, ask);
    return row;
}

void q_db_wait(struct q_db *db, int milliseconds)
{
    db->wait = milliseconds;
    (void)sqlite3_busy_timeout(db->handle, milliseconds);
}

static const char rollback[] = "ROLLBACK";

void q_db_begin(struct q_db *db)
{
    if (db->held)
        q_db_fail(db, QUOTH_EUSAGE, "an answer of this archive is still being read");
    (void)q_db_ask(db, rollback); // at hand where memory is out
    q_db_run(db, q_db_ask(db, "BEGIN IMMEDIATE"));
}

void q_db_rollback(struct q_db *db)
{
    if (db->held || sqlite3_get_autocommit(db->handle)) // SQLite may have done it itself
        return;
    // Not by q_db_run: it is wanted most after a failure.
    size_t at = find(db, rollback);
    if (at < Q_DB_STATEMENTS && db->kept[at].sql) {
        (void)sqlite3_step(db->kept[at].ask);
        (void)sqlite3_reset(db->kept[at].ask);
    }
    if (!sqlite3_get_autocommit(db->handle)) // it had to be prepared again, and could not
        (void)sqlite3_exec(db->handle, rollback, NULL, NULL, NULL);
}

void q_db_commit(struct q_db *db)
{
    q_db_run(db, q_db_ask(db, "COMMIT"));
    if (db->failed.status != QUOTH_OK)
        q_db_rollback(db);
}

void q_db_distrust(struct q_db *db)
{
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
}

void q_db_close(struct q_db *db)
{
    for (size_t at = 0; at < Q_DB_STATEMENTS; at++)
        sqlite3_finalize(db->kept[at].ask);
    (void)sqlite3_close(db->handle);
    *db = (struct q_db){0};
}
