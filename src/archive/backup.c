#include "archive/backup.h"

#include "archive/place.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

// Behind the copy's name until it is whole.
static const char suffix[] = ".unfinished";
enum { WAIT = 5000 }; // milliseconds

static quoth_status system_fails(quoth_error *error, const char *what, const char *path)
{
    return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET, "cannot %s %s: %s", what, path,
                   strerror(errno));
}

// All pages at once: readers of a WAL hinder no writer, and no writer this one.
static quoth_status copy_pages(struct quoth_archive *archive, sqlite3 *to,
                               quoth_error *error)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", archive->db.handle, "main");
    int code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(to);
    if (backup)
        (void)sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE)
        return QUOTH_OK;
    quoth_status status = q_db_means(to, code);
    return q_error(error, status == QUOTH_OK ? QUOTH_EIO : status, QUOTH_NO_OFFSET,
                   "the copy fails: %s", sqlite3_errstr(code));
}

static quoth_status check_copy(struct q_db *copy, quoth_error *error)
{
    sqlite3_stmt *ask = q_db_ask(copy, "PRAGMA integrity_check(1)");
    bool good = !q_db_next_flaw(copy, ask).ptr;
    q_db_done(copy, ask);
    quoth_status status = q_db_status(copy, error);
    return status != QUOTH_OK || good
               ? status
               : q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                         "the archive is damaged, and so would be its copy: quoth verify "
                         "tells where");
}

static quoth_status make_copy(struct quoth_archive *archive, const char *path,
                              quoth_error *error)
{
    struct q_db copy = {0};
    quoth_status status = q_place_make(path, archive->path, error);
    if (status != QUOTH_OK)
        return status;
    int code = sqlite3_open_v2(path, &copy.handle, SQLITE_OPEN_READWRITE, NULL);
    if (code != SQLITE_OK)
        status = q_error(error, q_db_means(copy.handle, code), QUOTH_NO_OFFSET,
                         "cannot make %s: %s", path, sqlite3_errstr(code));
    if (status == QUOTH_OK) {
        (void)sqlite3_busy_timeout(copy.handle, WAIT);
        status = copy_pages(archive, copy.handle, error);
    }
    if (status == QUOTH_OK)
        status = check_copy(&copy, error);
    q_db_close(&copy);
    return status;
}

// What was written is on the disk, file and name.
static quoth_status sync_path(const char *path, int flags, quoth_error *error)
{
    int file = open(path, O_RDONLY | O_CLOEXEC | flags);
    if (file < 0)
        return system_fails(error, "open", path);
    bool good = fsync(file) == 0 || (flags && errno == EINVAL);
    close(file);
    return good ? QUOTH_OK : system_fails(error, "write", path);
}

static quoth_status sync_folder(char *path, quoth_error *error)
{
    char *slash = strrchr(path, '/');
    if (!slash)
        return sync_path(".", O_DIRECTORY, error);
    *slash = 0;
    quoth_status status = sync_path(slash == path ? "/" : path, O_DIRECTORY, error);
    *slash = '/';
    return status;
}

static quoth_status take_name(const char *made, const char *path, bool force,
                              quoth_error *error)
{
    if (force)
        return rename(made, path) == 0 ? QUOTH_OK : system_fails(error, "make", path);
    if (link(made, path) == 0) {
        unlink(made);
        return QUOTH_OK;
    }
    if (errno == EEXIST)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "%s is there already", path);
    if (rename(made, path) == 0) // file systems without links
        return QUOTH_OK;
    return system_fails(error, "make", path);
}

static bool same_file(const char *a, const char *b)
{
    struct stat first, second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

// May a copy have this name?
static quoth_status check_name(const struct quoth_archive *archive, const char *path,
                               bool force, quoth_error *error)
{
    struct stat there;
    bool is_there = lstat(path, &there) == 0;
    if (is_there && !force)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "%s is there already", path);
    if (same_file(path, archive->path))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "%s is the archive", path);
    if (is_there && !S_ISREG(there.st_mode))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "%s is a folder, a link or a device: it is not replaced", path);
    return QUOTH_OK;
}

quoth_status q_backup(struct quoth_archive *archive, const char *path, bool force,
                      quoth_error *error)
{
    quoth_status status = check_name(archive, path, force, error);
    if (status != QUOTH_OK)
        return status;
    q_arena_clear(&archive->arena, 0);
    size_t room = strlen(path) + sizeof suffix;
    char *made = q_arena_alloc(&archive->arena, room);
    if (!made)
        return q_error_nomem(error);
    snprintf(made, room, "%s-wal", path);
    if (access(made, F_OK) == 0) // pages of another file must not be taken for the copy's
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                       "%s is an archive in use: there is a %s", path, made);
    snprintf(made, room, "%s%s", path, suffix);
    if (same_file(made, archive->path))
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "%s is the archive", made);
    unlink(made); // of one that was killed
    status = make_copy(archive, made, error);
    if (status == QUOTH_OK)
        status = sync_path(made, 0, error);
    if (status == QUOTH_OK)
        status = take_name(made, path, force, error);
    if (status != QUOTH_OK) {
        unlink(made);
        return status;
    }
    return sync_folder(made, error);
}
