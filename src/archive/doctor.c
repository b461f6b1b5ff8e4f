#include "archive/doctor.h"

#include "archive/forget.h"
#include "archive/place.h"
#include "archive/schema.h"
#include "archive/verify.h"
#include "base/calendar.h"
#include "base/error.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

enum {
    PATH_MOST = 4096,
    LARGE_LOG = 64 * 1024 * 1024, // bytes: the most that a log keeps once it is read in
    CLOCK_SLACK = 120,            // seconds
    SECONDS_A_DAY = 86400
};

struct doctor {
    const char *path;
    q_doctor_note *note;
    void *context;
    quoth_note_kind worst;
    struct stat file;
    bool readable; // it can be opened as an archive of this format
};

__attribute__((format(printf, 5, 6))) static void says(struct doctor *d,
                                                       quoth_note_kind kind,
                                                       const char *what, const char *advice,
                                                       const char *format, ...)
{
    char message[400];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    q_error_line(message);
    const quoth_note note = {kind, q_str_from(what), q_str_from(message),
                             q_str_from(advice)};
    if (kind > d->worst)
        d->worst = kind;
    d->note(d->context, &note);
}

static bool path_with(const struct doctor *d, const char *suffix, char out[PATH_MOST])
{
    return (size_t)snprintf(out, PATH_MOST, "%s%s", d->path, suffix) < PATH_MOST;
}

// ── The file and its place ──

static void look_at_place(struct doctor *d)
{
    quoth_error error;
    struct statvfs disk;
    if (q_place_check(d->path, &error) != QUOTH_OK)
        says(d, QUOTH_NOTE_DAMAGE, "place", "move it to a disk of this machine", "%s",
             error.message);
    if (statvfs(d->path, &disk) != 0) {
        says(d, QUOTH_NOTE_WARNING, "space", "see to the disk",
             "how much room is left cannot be told: %s", strerror(errno));
    } else {
        uint64_t left = (uint64_t)disk.f_bavail * disk.f_frsize;
        if (left < (uint64_t)d->file.st_size)
            says(d, QUOTH_NOTE_WARNING, "space",
                 "make room: rebuild, forget and backup need as much as the file has",
                 "%" PRIu64 " MB are left on the disk, and the file has %" PRIu64 " MB",
                 left >> 20, (uint64_t)d->file.st_size >> 20);
        else
            says(d, QUOTH_NOTE_FACT, "space", NULL, "%" PRIu64 " MB are left on the disk",
                 left >> 20);
    }
    if (access(d->path, W_OK) != 0)
        says(d, QUOTH_NOTE_WARNING, "place", "it can be read, not added to",
             "the file may not be written: %s", strerror(errno));
}

static void look_at_log(struct doctor *d)
{
    char name[PATH_MOST];
    struct stat log;
    if (!path_with(d, "-wal", name) || stat(name, &log) != 0)
        return;
    bool large = log.st_size > LARGE_LOG;
    says(d, large ? QUOTH_NOTE_WARNING : QUOTH_NOTE_FACT, "log",
         large ? "end the programs that read it for long; quoth doctor --fix cuts it"
               : NULL,
         "the log has %" PRIu64 " KB", (uint64_t)log.st_size >> 10);
}

// Files that a rebuild or a backup left when it was killed.
static void look_for_left_overs(struct doctor *d)
{
    static const char *const ends[] = {".rebuild", ".compare", ".unfinished", NULL};
    for (int n = 0; ends[n]; n++) {
        char name[PATH_MOST];
        struct stat left;
        if (!path_with(d, ends[n], name) || stat(name, &left) != 0)
            continue;
        says(d, QUOTH_NOTE_WARNING, "left-over",
             "if no rebuild or backup is running now, delete it",
             "%s was left by one that was interrupted (%" PRIu64 " MB)", name,
             (uint64_t)left.st_size >> 20);
    }
}

// ── What SQLite says ──

static void look_at_pages(struct doctor *d, struct q_db *db)
{
    int64_t pages = q_db_number(db, "PRAGMA page_count");
    int64_t free_pages = q_db_number(db, "PRAGMA freelist_count");
    int64_t size = q_db_number(db, "PRAGMA page_size");
    says(d, QUOTH_NOTE_FACT, "pages", NULL,
         "%" PRId64 " pages of %" PRId64 " bytes, %" PRId64 " free", pages, size,
         free_pages);
    sqlite3_stmt *ask = q_db_ask(db, "PRAGMA integrity_check(20)");
    bool good = true;
    for (quoth_str flaw; (flaw = q_db_next_flaw(db, ask)).ptr; good = false)
        says(d, QUOTH_NOTE_DAMAGE, "pages",
             "restore a backup; else quoth rebuild makes the derived half again, and "
             "quoth verify names what is lost of the other",
             "%.*s", (int)flaw.len, flaw.ptr);
    if (good && db->failed.status == QUOTH_OK)
        says(d, QUOTH_NOTE_FACT, "pages", NULL, "all of them are as they should be");
    q_db_done(db, ask);
}

static void look_at_counts(struct doctor *d, struct q_db *db)
{
    says(d, QUOTH_NOTE_FACT, "holds", NULL,
         "%" PRId64 " captures, %" PRId64 " articles, %" PRId64 " statements, %" PRId64
         " people and organizations, %" PRId64 " decisions, %" PRId64 " tombstones",
         q_db_number(db, "SELECT count(*) FROM capture"),
         q_db_number(db, "SELECT count(*) FROM article"),
         q_db_number(db, "SELECT sum(count) FROM statements"),
         q_db_number(db, "SELECT count(*) FROM person"),
         q_db_number(db, "SELECT count(*) FROM ledger"),
         q_db_number(db, "SELECT count(*) FROM tombstone WHERE what > 0"));
}

static void look_at_clock(struct doctor *d, struct q_db *db)
{
    int64_t now = (int64_t)time(NULL);
    int64_t added = q_db_number(db, "SELECT max(added) FROM capture");
    int64_t decided = q_db_number(db, "SELECT max(at) FROM ledger");
    int64_t last = added > decided ? added : decided;
    if (last > now + CLOCK_SLACK)
        says(
            d, QUOTH_NOTE_WARNING, "clock",
            "set this machine's clock; nothing is lost, and what comes is dated no earlier",
            "the archive was written %" PRId64 " hours later than it is now",
            (last - now) / 3600);
    int32_t today = q_calendar_days(1970, 1, 1) + (int32_t)(now / SECONDS_A_DAY);
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT count(DISTINCT article) FROM appearance WHERE published > ?1");
    q_db_bind(db, ask, 1, today + 1);
    int64_t future = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    if (!future)
        return;
    char advice[80];
    struct q_civil day = q_calendar_civil(today + 1);
    snprintf(advice, sizeof advice,
             "quoth search 'published:>%04d-%02u-%02u' shows what is said in them",
             (int)day.year, day.month, day.day);
    says(d, QUOTH_NOTE_WARNING, "dates", advice,
         "%" PRId64 " articles are dated after today", future);
}

static void look_at_unfinished(struct doctor *d, struct q_db *db)
{
    if (q_forget_unfinished(db))
        says(d, QUOTH_NOTE_WARNING, "forget",
             "quoth doctor --fix, or quoth forget --finish",
             "a forgetting was interrupted: what it took may still stand in the file");
    int64_t blocks = q_db_number(db, "SELECT count(*) FROM unsettled");
    if (blocks)
        says(d, QUOTH_NOTE_WARNING, "people", "quoth doctor --fix, or the next quoth add",
             "names of %" PRId64 " families are not joined to people yet", blocks);
}

// ── What is in it ──

static const char *advice_for(quoth_str what)
{
    if (q_str_equal(what, Q_STR("source")) || q_str_equal(what, Q_STR("capture")))
        return "its bytes are lost here: restore a backup, or forget it and add it again";
    if (q_str_equal(what, Q_STR("ledger")) || q_str_equal(what, Q_STR("decision")))
        return "restore a backup: decisions cannot be made again";
    return "quoth rebuild makes it again";
}

static void tell_finding(void *context, const quoth_finding *finding)
{
    struct doctor *d = context;
    if (!finding->damage || q_str_equal(finding->what, Q_STR("file")))
        return; // no damage, or told of the pages
    says(d, QUOTH_NOTE_DAMAGE, "row", advice_for(finding->what), "%.*s %.*s: %.*s",
         (int)finding->what.len, finding->what.ptr, (int)finding->which.len,
         finding->which.ptr ? finding->which.ptr : "", (int)finding->message.len,
         finding->message.ptr);
}

static quoth_status look_at_rows(struct doctor *d, struct quoth_archive *archive,
                                 quoth_error *error)
{
    const quoth_verify_options options = {
        .no_reading = 1, .found = tell_finding, .context = d};
    const struct q_verify_with with = {.options = &options};
    quoth_verified verified;
    return q_verify(archive, &with, &verified, error);
}

// ── Opening ──

static quoth_status look_inside(struct doctor *d, quoth_error *error)
{
    quoth_archive *archive;
    const quoth_archive_options options = {.access = QUOTH_ACCESS_READ};
    quoth_error why;
    quoth_status status = quoth_archive_open(&archive, d->path, &options, &why);
    if (status == QUOTH_ENOMEM)
        return q_error_nomem(error);
    if (status != QUOTH_OK) {
        says(d, QUOTH_NOTE_DAMAGE, "file",
             status == QUOTH_EVERSION  ? "use the quoth that wrote it, or a later one"
             : status == QUOTH_ELOCKED ? "wait for the other program"
             : status == QUOTH_EIO     ? "see to the file's place and its rights"
                                       : "restore a backup, if it ever was an archive",
             "%s", why.message);
        return QUOTH_OK;
    }
    d->readable = true;
    struct q_db *db = &archive->db;
    says(d, QUOTH_NOTE_FACT, "format", NULL, "format %d of quoth's archives",
         (int)q_db_number(db, "PRAGMA user_version"));
    void (*const looks[])(struct doctor *, struct q_db *) = {
        look_at_pages, look_at_counts, look_at_clock, look_at_unfinished};
    for (size_t n = 0; n < sizeof looks / sizeof *looks; n++) {
        looks[n](d, db);
        status = q_db_status(db, &why);
        if (status == QUOTH_ENOMEM)
            break;
        if (status != QUOTH_OK)
            says(d, QUOTH_NOTE_DAMAGE, "tables", "quoth verify names what is damaged", "%s",
                 why.message);
    }
    status =
        status == QUOTH_ENOMEM ? q_error_nomem(error) : look_at_rows(d, archive, error);
    quoth_archive_close(archive);
    return status;
}

static quoth_status mend(struct doctor *d, quoth_error *error)
{
    quoth_archive *archive;
    const quoth_archive_options options = {.access = QUOTH_ACCESS_WRITE};
    quoth_status status = quoth_archive_open(&archive, d->path, &options, error);
    if (status == QUOTH_OK)
        status = quoth_archive_settle(archive, error);
    if (status == QUOTH_OK)
        status = q_forget_finish(archive, error);
    if (status == QUOTH_OK) {
        q_db_run(&archive->db, q_db_ask(&archive->db, "PRAGMA wal_checkpoint(TRUNCATE)"));
        status = q_db_status(&archive->db, error);
    }
    quoth_archive_close(archive);
    if (status == QUOTH_OK)
        says(d, QUOTH_NOTE_FACT, "fix", NULL, "what was interrupted is done");
    return status;
}

quoth_status q_doctor(const char *path, bool fix, q_doctor_note *note, void *context,
                      quoth_note_kind *worst, quoth_error *error)
{
    struct doctor d = {.path = path, .note = note, .context = context};
    if (stat(path, &d.file) != 0)
        return q_error(error, errno == ENOENT ? QUOTH_EMISSING : QUOTH_EIO, QUOTH_NO_OFFSET,
                       "%s: %s", path, strerror(errno));
    says(&d, QUOTH_NOTE_FACT, "file", NULL, "%s, %" PRIu64 " KB", path,
         (uint64_t)d.file.st_size >> 10);
    look_at_place(&d);
    look_at_log(&d);
    look_for_left_overs(&d);
    quoth_status status = look_inside(&d, error);
    if (status == QUOTH_OK && fix && d.readable)
        status = mend(&d, error);
    if (worst)
        *worst = d.worst;
    return status;
}
