/*
 * Opens an archive, or says why not.
 *
 *     "news.quoth"              →   a handle on its tables
 *     "holiday.sqlite"          →   QUOTH_EDAMAGED, "this is no archive of quoth"
 *     in a folder that may not
 *     be written, to be read    →   a handle, if nothing of it waits in a log beside it
 *
 * A file of an earlier format is brought to this one first. What is in the tables is not
 * looked at: a damaged page is met where it is read.
 */
#include "archive/archive.h"
#include "archive/forget.h"
#include "archive/place.h"
#include "archive/schema.h"
#include "base/error.h"
#include "base/limits.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { WAIT = 20000 }; // milliseconds; a program that adds leaves gaps, but is not fair

struct opening {
    struct quoth_archive *archive;
    const char *path;
    quoth_error *error;
    bool asked_to_make;
    bool locked_out; // no log and no locks can be made beside it
    bool frozen;     // nobody writes it: it is read without locks
};

// ── What lies there ──

// The caller knows the path, and says it.
static quoth_status fail(struct opening *opening, quoth_status status, const char *what)
{
    return q_error(opening->error, status, QUOTH_NO_OFFSET, "%s", what);
}

// The folder of the path, in the archive's arena; NULL: no memory.
static const char *folder_of(struct opening *opening)
{
    const char *slash = strrchr(opening->path, '/');
    if (!slash)
        return ".";
    size_t len = slash == opening->path ? 1 : (size_t)(slash - opening->path);
    char *folder = q_arena_alloc(&opening->archive->arena, len + 1);
    if (folder) {
        memcpy(folder, opening->path, len);
        folder[len] = '\0';
    }
    return folder;
}

static quoth_status fail_at_folder(struct opening *opening, const char *folder)
{
    return q_error(opening->error, QUOTH_EIO, QUOTH_NO_OFFSET,
                   "the archive's folder %s: %s", folder, strerror(errno));
}

static quoth_status look_at_folder(struct opening *opening)
{
    struct stat told;
    const char *folder = folder_of(opening);
    if (!folder)
        return q_error_nomem(opening->error);
    if (stat(folder, &told) != 0)
        return fail_at_folder(opening, folder);
    return q_place_check(folder, opening->error);
}

static quoth_status look(struct opening *opening)
{
    struct stat told;
    if (stat(opening->path, &told) == 0) {
        if (!S_ISREG(told.st_mode))
            return fail(opening, QUOTH_EDAMAGED, "this is no file, so no archive of quoth");
        return q_place_check(opening->path, opening->error);
    }
    if (errno != ENOENT && errno != ENOTDIR)
        return fail(opening, QUOTH_EIO, strerror(errno)); // it says enough
    if (!opening->asked_to_make)
        return fail(opening, QUOTH_EMISSING, "it is not there: no archive was made yet");
    return look_at_folder(opening);
}

// ── SQLite ──

static bool is_plain(char c)
{
    return q_is_letter(c) || q_is_digit(c) || c == '/' || c == '.' || c == '-' || c == '_';
}

// "file:/a%20b?immutable=1": a file that nobody writes.
static const char *frozen_name(struct opening *opening)
{
    static const char digits[] = "0123456789ABCDEF",
                      start[] = "file:", end[] = "?immutable=1";
    size_t room = strlen(opening->path) * 3 + sizeof start + sizeof end;
    char *name = q_arena_alloc(&opening->archive->arena, room), *at = name;
    if (!name)
        return NULL;
    at += snprintf(at, room, "%s", start);
    for (const char *p = opening->path; *p; p++) {
        if (is_plain(*p)) {
            *at++ = *p;
            continue;
        }
        *at++ = '%';
        *at++ = digits[(unsigned char)*p >> 4];
        *at++ = digits[(unsigned char)*p & 15];
    }
    memcpy(at, end, sizeof end);
    return name;
}

static quoth_status not_open(struct opening *opening, int code)
{
    quoth_status status = q_db_means(opening->archive->db.handle, code);
    if (status == QUOTH_ENOMEM)
        return fail(opening, status, "it needs more memory than there is");
    // SQLite tries to read what it could not make, and knows the second reason alone.
    bool missing = opening->asked_to_make && access(opening->path, F_OK) != 0;
    const char *folder = missing ? folder_of(opening) : NULL;
    if (folder && access(folder, W_OK) != 0)
        return fail_at_folder(opening, folder);
    return fail(opening, status, "it cannot be opened");
}

// Nothing is read yet: SQLite looks at the file when it is first asked.
static quoth_status connect(struct opening *opening, uint32_t wait)
{
    struct q_db *db = &opening->archive->db;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READWRITE;
    const char *name = opening->path;
    if (opening->frozen) {
        name = frozen_name(opening);
        flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_READONLY |
                SQLITE_OPEN_URI;
    } else if (opening->asked_to_make) {
        flags |= SQLITE_OPEN_CREATE;
    }
    if (!name)
        return q_error_nomem(opening->error);
    int code = sqlite3_open_v2(name, &db->handle, flags, NULL);
    if (code != SQLITE_OK)
        return not_open(opening, code);
    q_db_wait(db, wait > INT32_MAX ? INT32_MAX : (int)wait);
    q_db_distrust(db);
    return QUOTH_OK;
}

// Keeps memory flat whatever the file's size: 16 MB of pages.
static void set_up(struct q_db *db)
{
    q_db_do(db, "PRAGMA cache_size = -16384; PRAGMA foreign_keys = OFF;"
                "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;"
                "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
}

// Called after each commit with the pages in the log, which is written into the file now
// and then, and begins anew when nobody reads it. Readers without pause would let it grow
// for ever: the longer it is, the longer those who read it are waited for, from a tenth of
// a second to some seconds. Who comes meanwhile reads the file.
static int keep_log_short(void *context, sqlite3 *handle, const char *name, int pages)
{
    enum { NOW_AND_THEN = 4000, LONG = 16384, MOMENT = 100, DOUBLED = 6 }; // pages, ms
    struct q_db *db = context;
    if (pages < LONG)
        db->log_waited = 0; // it began anew, or is not long yet
    if (pages < NOW_AND_THEN)
        return SQLITE_OK;
    if (pages < LONG || pages < db->log_waited + NOW_AND_THEN) {
        (void)sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_PASSIVE, NULL,
                                        NULL);
        return SQLITE_OK; // what stays in the log is as safe there
    }
    int more = (pages - LONG) / NOW_AND_THEN;
    db->log_waited = pages;
    (void)sqlite3_busy_timeout(handle, MOMENT << (more < DOUBLED ? more : DOUBLED));
    (void)sqlite3_wal_checkpoint_v2(handle, name, SQLITE_CHECKPOINT_RESTART, NULL, NULL);
    (void)sqlite3_busy_timeout(handle, db->wait);
    return SQLITE_OK;
}

static void set_up_log(struct q_db *db)
{
    sqlite3_stmt *ask = q_db_ask(db, "PRAGMA journal_mode = WAL");
    if (q_db_row(db, ask) && !q_str_equal(q_db_text(ask, 0), Q_STR("wal")))
        q_db_fail(db, QUOTH_EIO, "the archive's log cannot be made");
    q_db_done(db, ask);
    q_db_do(db, "PRAGMA journal_size_limit = 67108864");
    (void)sqlite3_wal_hook(db->handle, keep_log_short, db);
}

// ── Whose file it is, and of which format ──

struct told {
    int64_t id, version, tables;
};

static struct told ask_format(struct q_db *db)
{
    struct told told;
    told.tables = q_db_number(db, "SELECT count(*) FROM sqlite_schema");
    told.id = q_db_number(db, "PRAGMA application_id");
    told.version = q_db_number(db, "PRAGMA user_version");
    return told;
}

static bool is_empty(struct told told)
{
    return told.id == 0 && told.version == 0 && told.tables == 0;
}

static quoth_status make(struct opening *opening)
{
    struct q_db *db = &opening->archive->db;
    q_db_do(db, "PRAGMA page_size = 4096");
    set_up_log(db);
    q_db_begin(db);
    if (is_empty(ask_format(db))) // another program may have been faster
        q_schema_make(db);
    q_db_commit(db);
    return q_db_status(db, opening->error);
}

static quoth_status upgrade(struct opening *opening, struct told told)
{
    struct q_db *db = &opening->archive->db;
    if (sqlite3_db_readonly(db->handle, "main") == 1)
        return q_error(opening->error, QUOTH_EVERSION, QUOTH_NO_OFFSET,
                       "it is of format %lld, and this quoth reads format %d: open it once "
                       "where it may be written, and it is brought up",
                       (long long)told.version, Q_SCHEMA_VERSION);
    q_schema_upgrade(opening->archive);
    return q_db_status(db, opening->error);
}

// What SQLite said when it read the first page, in words of ours.
static quoth_status explain(struct opening *opening)
{
    struct q_db *db = &opening->archive->db;
    int code = sqlite3_errcode(db->handle) & 0xff;
    quoth_status status = q_db_status(db, opening->error);
    if (code == SQLITE_NOTADB)
        return fail(opening, QUOTH_EDAMAGED, "this is no archive of quoth");
    opening->locked_out = code == SQLITE_CANTOPEN || code == SQLITE_READONLY;
    if (opening->locked_out)
        return fail(
            opening, QUOTH_EIO,
            opening->archive->access == QUOTH_ACCESS_READ
                ? "it cannot be read: its last changes lie in the log beside it, and "
                  "the folder is read-only"
                : "it cannot be written: the file or its folder is read-only");
    return status;
}

static quoth_status check_format(struct opening *opening)
{
    struct quoth_archive *archive = opening->archive;
    struct told told = ask_format(&archive->db);
    if (archive->db.failed.status != QUOTH_OK)
        return explain(opening);
    if (is_empty(told))
        return opening->asked_to_make
                   ? make(opening)
                   : fail(opening, QUOTH_EMISSING, "it is empty: no archive was made yet");
    if (told.id != Q_SCHEMA_ID)
        return fail(opening, QUOTH_EDAMAGED,
                    "this is a database of another program, no archive of quoth");
    if (told.version > Q_SCHEMA_VERSION)
        return q_error(
            opening->error, QUOTH_EVERSION, QUOTH_NO_OFFSET,
            "it is of format %lld, and this quoth knows up to format %d: a newer "
            "quoth reads it",
            (long long)told.version, Q_SCHEMA_VERSION);
    return told.version < Q_SCHEMA_VERSION ? upgrade(opening, told) : QUOTH_OK;
}

// ── Opening ──

static quoth_status open_once(struct opening *opening, uint32_t wait)
{
    struct quoth_archive *archive = opening->archive;
    struct q_db *db = &archive->db;
    quoth_status status = connect(opening, wait);
    if (status != QUOTH_OK)
        return status;
    set_up(db);
    if (db->failed.status != QUOTH_OK)
        return explain(opening);
    status = check_format(opening);
    if (status != QUOTH_OK)
        return status;
    if (archive->access == QUOTH_ACCESS_READ) {
        q_db_do(db, "PRAGMA query_only = ON");
    } else if (sqlite3_db_readonly(db->handle, "main") == 1) {
        return fail(opening, QUOTH_EIO, "it cannot be written: the file is read-only");
    } else {
        set_up_log(db);
    }
    return q_db_status(db, opening->error);
}

// Has the log beside it anything that is not in the file itself?
static bool has_log(struct opening *opening)
{
    struct stat told;
    size_t len = strlen(opening->path);
    char *name = q_arena_alloc(&opening->archive->arena, len + sizeof "-wal");
    if (!name)
        return true;
    memcpy(name, opening->path, len);
    memcpy(name + len, "-wal", sizeof "-wal");
    return stat(name, &told) == 0 && told.st_size > 0;
}

static quoth_status open_at(struct opening *opening, uint32_t wait)
{
    struct quoth_archive *archive = opening->archive;
    quoth_status status = look(opening);
    if (status != QUOTH_OK)
        return status;
    status = open_once(opening, wait);
    // In a folder that may not be written, SQLite cannot keep its locks beside the file.
    if (opening->locked_out && archive->access == QUOTH_ACCESS_READ && !has_log(opening)) {
        q_db_close(&archive->db);
        opening->frozen = true;
        status = open_once(opening, wait);
    }
    return status;
}

static quoth_status keep_options(struct quoth_archive *archive, const char *path,
                                 const quoth_archive_options *options)
{
    quoth_str who = q_str_from(options->who), file = q_str_from(path);
    char *room = malloc(file.len + 1 + who.len + 1); // one for both
    if (!room)
        return QUOTH_ENOMEM;
    memcpy(room, path, file.len + 1);
    archive->path = room;
    if (who.ptr)
        archive->who = q_str(memcpy(room + file.len + 1, who.ptr, who.len), who.len);
    archive->access = options->access;
    return QUOTH_OK;
}

// What a killed one began. Where somebody still reads what was there before, or the disk is
// full, the next one tries again: nobody is kept from his own work by it for long.
static void finish_forgetting(struct quoth_archive *archive)
{
    enum { MOMENT = 500 }; // ms
    struct q_db *db = &archive->db;
    int wait = db->wait;
    quoth_error error;
    if (wait > MOMENT)
        q_db_wait(db, MOMENT);
    (void)q_forget_finish(archive, &error);
    q_db_wait(db, wait);
}

quoth_status quoth_archive_open(quoth_archive **out, const char *path,
                                const quoth_archive_options *options, quoth_error *error)
{
    static const quoth_archive_options defaults = {.access = QUOTH_ACCESS_READ};
    struct quoth_archive *archive = calloc(1, sizeof *archive);
    options = options ? options : &defaults;
    *out = NULL;
    if (!archive)
        return q_error_nomem(error);
    q_arena_init(&archive->arena, Q_MAX_REQUEST);
    for (size_t i = 0; i < sizeof archive->spare / sizeof *archive->spare; i++)
        q_buf_init(&archive->spare[i], Q_MAX_LINE);
    struct opening opening = {.archive = archive,
                              .path = path,
                              .error = error,
                              .asked_to_make = options->access == QUOTH_ACCESS_MAKE};
    quoth_status status = keep_options(archive, path, options) != QUOTH_OK
                              ? q_error_nomem(error)
                              : open_at(&opening, options->wait ? options->wait : WAIT);
    if (status != QUOTH_OK) {
        quoth_archive_close(archive);
        return status;
    }
    if (options->access != QUOTH_ACCESS_READ)
        finish_forgetting(archive);
    *out = archive;
    return QUOTH_OK;
}

void quoth_archive_close(quoth_archive *archive)
{
    if (!archive)
        return;
    q_db_close(&archive->db);
    q_arena_release(&archive->arena);
    q_arena_release(&archive->deciding);
    for (size_t i = 0; i < sizeof archive->spare / sizeof *archive->spare; i++)
        q_buf_release(&archive->spare[i]);
    free(archive->path);
    free(archive);
}

int64_t q_archive_now(struct quoth_archive *archive)
{
    struct q_db *db = &archive->db;
    int64_t now = (int64_t)time(NULL);
    int64_t added =
        q_db_number(db, "SELECT added FROM capture ORDER BY capture DESC LIMIT 1");
    int64_t decided = q_db_number(db, "SELECT at FROM ledger ORDER BY entry DESC LIMIT 1");
    now = added > now ? added : now;
    return decided > now ? decided : now;
}
