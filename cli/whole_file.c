#define _XOPEN_SOURCE 700 // realpath

#include "whole_file.h"

#include "command.h"
#include "fail.h"
#include "say.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char part_of[] = "%s.unfinished"; // as a backup's

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static int is_there_already(const char *path)
{
    say("%s is there already; --force replaces it", path);
    return EXIT_USAGE;
}

static int is_archive(const char *path)
{
    say("%s: the archive lies there", path);
    return EXIT_USAGE;
}

static int is_written_twice(const char *path)
{
    say("%s: another program writes it too", path);
    return EXIT_INTERNAL;
}

// What standard output leads to (/dev/stdout) may have something in it already (`>>`).
static bool is_output(const struct stat *there)
{
    struct stat output;
    return fstat(STDOUT_FILENO, &output) == 0 && same_file(there, &output);
}

static int open_through(struct whole_file *out, bool is_output)
{
    enum { ANYBODY = 0666 };
    int file = is_output
                   ? fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                   : open(out->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, ANYBODY);
    out->file = file >= 0 ? fdopen(file, "wb") : NULL;
    if (out->file)
        return EXIT_DONE;
    int status = file_failed(out->path);
    if (file >= 0)
        close(file);
    return status;
}

// The new file is no more open to others than the one in whose place it comes.
static int open_part(struct whole_file *out, mode_t mode)
{
    unlink(out->part); // of one that was killed
    int file = open(out->part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (file < 0)
        return file_failed(out->path);
    out->file = fchmod(file, mode) == 0 ? fdopen(file, "wb") : NULL;
    if (out->file)
        return EXIT_DONE;
    int status = file_failed(out->path);
    close(file);
    unlink(out->part);
    return status;
}

int whole_file_open(struct whole_file *out, const char *path, bool replace,
                    const char *archive)
{
    enum { READ_AND_WRITE = 0666, BY_OWNER = 0600 };
    struct stat named, there, kept;
    bool is_named = lstat(path, &named) == 0;
    bool is_there = stat(path, &there) == 0;
    bool is_kept = stat(archive, &kept) == 0;
    *out = (struct whole_file){.path = path, .replace = replace};
    if (is_named && !replace)
        return is_there_already(path);
    if (is_there && is_kept && same_file(&there, &kept))
        return is_archive(path);
    bool onto_output = is_there && is_output(&there);
    if (onto_output || (is_there ? !S_ISREG(there.st_mode) : is_named)) // a link to nothing
        return open_through(out, onto_output);
    char real[PATH_MAX];
    const char *name = is_named && S_ISLNK(named.st_mode) ? realpath(path, real) : path;
    if (!name)
        return file_failed(path);
    if (snprintf(out->name, FILE_NAME_SIZE, "%s", name) >= FILE_NAME_SIZE ||
        snprintf(out->part, FILE_NAME_SIZE, part_of, name) >= FILE_NAME_SIZE) {
        say("%.100s…: a name that is too long", path);
        return EXIT_USAGE;
    }
    mode_t mode = is_there  ? there.st_mode & 0777
                  : is_kept ? (kept.st_mode & READ_AND_WRITE) | BY_OWNER
                            : BY_OWNER;
    if (is_kept && lstat(out->part, &there) == 0 && same_file(&there, &kept))
        return is_archive(out->part);
    return open_part(out, mode);
}

// Another one that writes the same file takes the place of what stands beside.
static bool is_taken(const struct whole_file *out)
{
    struct stat ours, there;
    return *out->part && fstat(fileno(out->file), &ours) == 0 &&
           lstat(out->part, &there) == 0 && !same_file(&there, &ours);
}

static bool write_out(const struct whole_file *out)
{
    return fflush(out->file) == 0 && (!*out->part || fsync(fileno(out->file)) == 0);
}

// What has been written is there after the power has gone. Not every folder can be synced.
static void sync_folder(const char *path)
{
    char folder[FILE_NAME_SIZE];
    memcpy(folder, path, strlen(path) + 1);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    int file = open(slash ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    (void)fsync(file);
    close(file);
}

// link() fails where somebody has the name by now; not every file system has it.
static int take_free_name(const struct whole_file *out)
{
    if (link(out->part, out->name) == 0) {
        unlink(out->part);
        return EXIT_DONE;
    }
    if (errno == EEXIST)
        return is_there_already(out->path);
    return rename(out->part, out->name) == 0 ? EXIT_DONE : file_failed(out->path);
}

static int take_name(const struct whole_file *out, enum file_end end)
{
    struct stat there;
    if (end == FILE_PARTLY && lstat(out->name, &there) == 0) {
        say("%s stays as it was; %s has what could be read", out->path, out->part);
        return EXIT_DONE;
    }
    int status = !out->replace                       ? take_free_name(out)
                 : rename(out->part, out->name) == 0 ? EXIT_DONE
                                                     : file_failed(out->path);
    if (status == EXIT_DONE)
        sync_folder(out->name);
    return status;
}

int whole_file_close(struct whole_file *out, enum file_end end)
{
    bool keep = end != FILE_FAILED, taken = is_taken(out);
    bool good = !keep || write_out(out);
    int status = good ? EXIT_DONE : file_failed(out->path);
    if (fclose(out->file) != 0 && keep && good)
        status = file_failed(out->path);
    if (keep && *out->part && status == EXIT_DONE)
        status = taken ? is_written_twice(out->path) : take_name(out, end);
    if (*out->part && !taken && (!keep || status != EXIT_DONE))
        unlink(out->part);
    return status;
}
