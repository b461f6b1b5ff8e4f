/*
 * The derived half of an archive made again from the received one.
 *
 *     news.quoth → rows of source, capture, ledger, tombstone → news.quoth.rebuild
 *     each capture, read and extracted with what is there now → put into that file
 *     news.quoth.rebuild → over news.quoth, by SQLite's backup, in one transaction
 *
 * Until then the old archive is as it was, whatever is killed; the next rebuild begins
 * anew. So derived tables may be damaged: none of them is read. Who reads and extracts is
 * the caller.
 */
#include "archive/rebuild.h"

#include "archive/person/apply.h"
#include "archive/place.h"
#include "base/error.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void q_rebuild_tell(struct quoth_rebuild *rebuild, const quoth_error *error)
{
    if (rebuild->damaged)
        rebuild->damaged(rebuild->context, error);
}

// ── Copying rows ──

// A table of the received half, by its key.
struct table {
    const char *name;
    const char *next, *row, *insert; // SQL
};

static const struct table tables[] = {
    {"source", "SELECT source FROM source WHERE source > ?1 ORDER BY source LIMIT 1",
     "SELECT source, hash, size, bytes FROM source WHERE source = ?1",
     "INSERT INTO source (source, hash, size, bytes) VALUES (?1, ?2, ?3, ?4)"},
    {"capture", "SELECT capture FROM capture WHERE capture > ?1 ORDER BY capture LIMIT 1",
     "SELECT capture, id, source, kind, added, name, path, offset, number, url, charset,"
     " fetched, flaw, flaw_offset, given_charset, given_outlet, given_url, given_published,"
     " given_language FROM capture WHERE capture = ?1",
     "INSERT INTO capture (capture, id, source, kind, added, name, path, offset, number, "
     "url,"
     " charset, fetched, flaw, flaw_offset, given_charset, given_outlet, given_url,"
     " given_published, given_language) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,"
     " ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"},
    {"ledger", "SELECT entry FROM ledger WHERE entry > ?1 ORDER BY entry LIMIT 1",
     "SELECT entry, at, who, verb, salt, payload, digest, hash FROM ledger WHERE entry = "
     "?1",
     "INSERT INTO ledger (entry, at, who, verb, salt, payload, digest, hash)"
     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"},
};
enum { TABLES = sizeof tables / sizeof *tables };

static void insert(struct q_db *to, const char *sql, sqlite3_stmt *row)
{
    sqlite3_stmt *ask = q_db_ask(to, sql);
    for (int i = 0; ask && i < sqlite3_column_count(row); i++)
        if (sqlite3_bind_value(ask, i + 1, sqlite3_column_value(row, i)) != SQLITE_OK)
            q_db_nomem(to);
    q_db_run(to, ask);
}

static void copy_row(struct quoth_rebuild *rebuild, const struct table *table, int64_t key)
{
    struct q_db *from = &rebuild->old->db;
    sqlite3_stmt *ask = q_db_ask(from, table->row);
    q_db_bind(from, ask, 1, key);
    if (q_db_row(from, ask))
        insert(&rebuild->fresh->db, table->insert, ask);
    q_db_done(from, ask);
}

static void tell_lost(struct quoth_rebuild *rebuild, const struct table *table,
                      int64_t first, int64_t last)
{
    quoth_error error;
    q_error(&error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET, "%s %lld to %lld cannot be read",
            table->name, (long long)first, (long long)last);
    q_rebuild_tell(rebuild, &error);
}

// What is lost here may be read elsewhere.
static quoth_status disk_fails(quoth_error *error)
{
    return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET,
                   "the disk gives read errors: the archive stays as it was; copy it "
                   "to another disk, and rebuild it there");
}

// What is damaged of a table is left out; what else fails ends it.
static quoth_status pass_table(struct quoth_rebuild *rebuild, quoth_error *error)
{
    struct q_db *from = &rebuild->old->db;
    if (from->failed.status != QUOTH_EDAMAGED)
        return q_db_status(from, error);
    if (from->disk_failed)
        return disk_fails(error);
    q_rebuild_tell(rebuild, &from->failed);
    (void)q_db_status(from, NULL);
    return QUOTH_OK;
}

// A damaged page is passed over key by key: the rows behind it stand on another one.
static quoth_status copy_table(struct quoth_rebuild *rebuild, const struct table *table,
                               quoth_error *error)
{
    enum { MOST_LOST = 1000000 }; // keys in a row
    struct q_db *from = &rebuild->old->db, *to = &rebuild->fresh->db;
    int64_t cursor = 0, lost = 0; // the first that was lost
    if (!q_db_ask(from, table->next) || !q_db_ask(from, table->row))
        return pass_table(rebuild, error);
    for (;;) {
        int64_t key = cursor;
        bool found = q_db_next(from, table->next, &key);
        if (found)
            copy_row(rebuild, table, key);
        quoth_status status = q_db_status(from, error);
        if (status != QUOTH_OK && status != QUOTH_EDAMAGED)
            return status;
        if (from->disk_failed)
            return disk_fails(error);
        bool good = status == QUOTH_OK;
        bool end = (good && !found) || cursor == INT64_MAX;
        int64_t now = found || end ? key : cursor + 1;
        if (lost && (good || end || now - lost > MOST_LOST))
            tell_lost(rebuild, table, lost, cursor);
        if (end || (lost && now - lost > MOST_LOST))
            return q_db_status(to, error);
        lost = good ? 0 : lost ? lost : now;
        cursor = now;
        if (to->failed.status != QUOTH_OK)
            return q_db_status(to, error);
    }
}

static quoth_status copy_tombstones(struct quoth_rebuild *rebuild, quoth_error *error)
{
    struct q_db *from = &rebuild->old->db, *to = &rebuild->fresh->db;
    sqlite3_stmt *ask = q_db_ask(from, "SELECT hash, what, at FROM tombstone");
    while (to->failed.status == QUOTH_OK && q_db_row(from, ask))
        insert(to, "INSERT INTO tombstone (hash, what, at) VALUES (?1, ?2, ?3)", ask);
    q_db_done(from, ask);
    quoth_status status = pass_table(rebuild, error);
    return status == QUOTH_OK ? q_db_status(to, error) : status;
}

static quoth_status copy_received(struct quoth_rebuild *rebuild, quoth_error *error)
{
    struct q_db *to = &rebuild->fresh->db;
    quoth_status status = QUOTH_OK;
    rebuild->old->db.disk_failed = false; // what was read before is not copied
    q_db_begin(to);
    for (int i = 0; i < TABLES && status == QUOTH_OK; i++)
        status = copy_table(rebuild, &tables[i], error);
    if (status == QUOTH_OK)
        status = copy_tombstones(rebuild, error);
    if (status != QUOTH_OK) {
        q_db_rollback(to);
        return status;
    }
    q_decisions_apply(rebuild->fresh); // statements find themselves decided as they come
    q_db_commit(to);
    return q_db_status(to, error);
}

// ── The new file ──

static const char new_one[] = ".rebuild", compared[] = ".compare";

// Most are not there. False: one cannot be taken away.
static bool remove_files(const char *archive, const char *ending)
{
    static const char *const more[] = {"", "-wal", "-shm", "-journal"};
    enum { PATH_MOST = 4096 }; // not allocated: want of memory may be why they go
    char path[PATH_MOST];
    bool good = true;
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        int len = snprintf(path, sizeof path, "%s%s%s", archive, ending, more[i]);
        good = len < PATH_MOST && (unlink(path) == 0 || errno == ENOENT) && good;
    }
    return good;
}

bool q_rebuild_sweep(const char *archive)
{
    bool good = remove_files(archive, new_one);
    return remove_files(archive, compared) && good;
}

void quoth_rebuild_close(quoth_rebuild *rebuild)
{
    if (!rebuild)
        return;
    quoth_archive_close(rebuild->fresh);
    if (rebuild->path)
        (void)remove_files(rebuild->path, "");
    (void)sqlite3_close(rebuild->watch);
    q_db_rollback(&rebuild->old->db);
    free(rebuild->path);
    free(rebuild);
}

quoth_archive *quoth_rebuild_archive(quoth_rebuild *rebuild)
{
    return rebuild->fresh;
}

static quoth_status name_file(struct quoth_rebuild *rebuild, quoth_error *error)
{
    const char *ending = rebuild->old->access == QUOTH_ACCESS_READ ? compared : new_one;
    size_t room = strlen(rebuild->old->path) + strlen(ending) + 1;
    rebuild->path = malloc(room);
    if (!rebuild->path)
        return q_error_nomem(error);
    snprintf(rebuild->path, room, "%s%s", rebuild->old->path, ending);
    return QUOTH_OK;
}

// What another connection sees of the old file's changes. Returns SQLite's code.
static int read_version(sqlite3 *watch, int64_t *version)
{
    sqlite3_stmt *ask = NULL;
    int code = sqlite3_prepare_v2(watch, "PRAGMA data_version", -1, &ask, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(ask);
    *version = code == SQLITE_ROW ? sqlite3_column_int64(ask, 0) : -1;
    sqlite3_finalize(ask);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

// From now on nobody else writes the old archive, or what is read of it is of one moment.
static quoth_status hold(struct quoth_rebuild *rebuild, quoth_error *error)
{
    struct q_db *db = &rebuild->old->db;
    if (rebuild->old->access == QUOTH_ACCESS_READ) {
        q_db_do(db, "BEGIN");
        (void)q_db_number(db, "SELECT 1 FROM sqlite_schema LIMIT 1");
        return q_db_status(db, error);
    }
    q_db_begin(db);
    int code = sqlite3_open_v2(rebuild->old->path, &rebuild->watch,
                               SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = read_version(rebuild->watch, &rebuild->version);
    if (code != SQLITE_OK)
        q_db_fail(db, q_db_means(rebuild->watch, code),
                  "the archive cannot be opened a second time");
    return q_db_status(db, error);
}

static quoth_status make(struct quoth_rebuild *rebuild, quoth_error *error)
{
    static const quoth_archive_options options = {.access = QUOTH_ACCESS_MAKE};
    (void)remove_files(rebuild->path, ""); // of one that was killed
    quoth_status status = q_place_make(rebuild->path, rebuild->old->path, error);
    if (status == QUOTH_OK)
        status = quoth_archive_open(&rebuild->fresh, rebuild->path, &options, error);
    if (status != QUOTH_OK)
        return status;
    rebuild->fresh->remaking = true;
    q_db_do(&rebuild->fresh->db, "PRAGMA synchronous = OFF"); // nobody relies on it yet
    return copy_received(rebuild, error);
}

quoth_status quoth_rebuild_open(quoth_rebuild **out, quoth_archive *archive,
                                void (*damaged)(void *context, const quoth_error *error),
                                void *context, quoth_error *error)
{
    *out = NULL;
    quoth_rebuild *rebuild = calloc(1, sizeof *rebuild);
    if (!rebuild)
        return q_error_nomem(error);
    *rebuild = (quoth_rebuild){.old = archive, .damaged = damaged, .context = context};
    quoth_status status = hold(rebuild, error); // before a file that another one uses goes
    if (status == QUOTH_OK)
        status = name_file(rebuild, error);
    if (status == QUOTH_OK)
        status = make(rebuild, error);
    if (status != QUOTH_OK) {
        quoth_rebuild_close(rebuild);
        return status;
    }
    *out = rebuild;
    return QUOTH_OK;
}

// ── Into the old one's place ──

static quoth_status backup_failed(struct quoth_rebuild *rebuild, int code,
                                  quoth_error *error)
{
    quoth_status status = q_db_means(rebuild->old->db.handle, code);
    if (status == QUOTH_ENOMEM)
        return q_error_nomem(error);
    return q_error(error, status, QUOTH_NO_OFFSET,
                   "the new archive cannot be put into its place: %s (%s)",
                   sqlite3_errstr(code), sqlite3_errmsg(rebuild->old->db.handle));
}

// The first step, of no pages, locks the old archive: nobody writes from there on.
static quoth_status replace(struct quoth_rebuild *rebuild, sqlite3_backup *backup,
                            quoth_error *error)
{
    int64_t version;
    int code = sqlite3_backup_step(backup, 0);
    if (code == SQLITE_OK)
        code = read_version(rebuild->watch, &version);
    if (code == SQLITE_OK && version != rebuild->version)
        return q_error(error, QUOTH_ELOCKED, QUOTH_NO_OFFSET,
                       "another program wrote the archive while it was rebuilt");
    if (code == SQLITE_OK)
        code = sqlite3_backup_step(backup, -1);
    return code == SQLITE_DONE ? QUOTH_OK : backup_failed(rebuild, code, error);
}

quoth_status quoth_rebuild_commit(quoth_rebuild *rebuild, quoth_error *error)
{
    struct q_db *old = &rebuild->old->db;
    if (rebuild->old->access == QUOTH_ACCESS_READ)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "an archive that may only be read");
    quoth_status status = quoth_archive_settle(rebuild->fresh, error);
    if (status != QUOTH_OK)
        return status;
    q_db_rollback(old); // a backup wants no transaction but its own
    sqlite3_backup *backup =
        sqlite3_backup_init(old->handle, "main", rebuild->fresh->db.handle, "main");
    if (!backup)
        return backup_failed(rebuild, sqlite3_errcode(old->handle), error);
    status = replace(rebuild, backup, error);
    int code = sqlite3_backup_finish(backup);
    if (status == QUOTH_OK && code != SQLITE_OK)
        status = backup_failed(rebuild, code, error);
    if (status == QUOTH_OK)
        (void)sqlite3_wal_checkpoint_v2(old->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                                        NULL);
    return status;
}
