#include "read/folder.h"

#include "base/error.h"
#include "base/str.h"
#include "read/input.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

// One listing: some ten million names.
#define MAX_LISTING ((size_t)512 * 1024 * 1024)
#define MAX_PATH ((size_t)64 * 1024)

void q_folder_init(struct q_folder *folder)
{
    folder->depth = 0;
    q_buf_init(&folder->path, MAX_PATH);
}

static void leave(struct q_folder *folder)
{
    struct q_folder_level *level = &folder->levels[--folder->depth];
    q_buf_release(&level->names);
    q_buf_release(&level->order);
}

void q_folder_release(struct q_folder *folder)
{
    while (folder->depth)
        leave(folder);
    q_buf_release(&folder->path);
}

const char *q_folder_path(const struct q_folder *folder)
{
    return folder->path.len ? folder->path.ptr : "";
}

static quoth_status full(const struct q_buf *buf, const char *what, quoth_error *error)
{
    if (q_buf_status(buf) == QUOTH_ELIMIT)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET, "%s", what);
    return q_error_nomem(error);
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static quoth_status sort(struct q_folder_level *level, quoth_error *error)
{
    size_t count = 0;
    for (size_t at = 0; at < level->names.len; at += strlen(level->names.ptr + at) + 1) {
        const char *name = level->names.ptr + at;
        q_buf_add(&level->order, (const char *)&name, sizeof name);
        count++;
    }
    if (level->order.failed)
        return full(&level->order, "too many names in a folder", error);
    if (count)
        qsort(level->order.ptr, count, sizeof(char *), compare);
    return QUOTH_OK;
}

static quoth_status list(struct q_folder_level *level, const char *path, quoth_error *error)
{
    DIR *open = opendir(path);
    if (!open)
        return q_input_error(error, QUOTH_NO_OFFSET, "cannot open");
    struct dirent *entry;
    errno = 0;
    // cppcheck-suppress readdirCalled  // POSIX: safe, as no other thread has this DIR
    while ((entry = readdir(open)) && !level->names.failed) {
        if (entry->d_name[0] != '.')
            q_buf_add(&level->names, entry->d_name, strlen(entry->d_name) + 1);
        errno = 0;
    }
    quoth_status status = QUOTH_OK;
    if (level->names.failed)
        status = full(&level->names, "too many names in a folder", error);
    else if (errno)
        status = q_input_error(error, QUOTH_NO_OFFSET, "cannot list");
    closedir(open);
    return status == QUOTH_OK ? sort(level, error) : status;
}

// Opens the folder at folder->path.
static quoth_status enter(struct q_folder *folder, quoth_error *error)
{
    if (folder->depth > Q_MAX_FOLDER_DEPTH)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET, "more than %d folders deep",
                       Q_MAX_FOLDER_DEPTH);
    struct q_folder_level *level = &folder->levels[folder->depth++];
    *level = (struct q_folder_level){.path = folder->path.len - 1};
    q_buf_init(&level->names, MAX_LISTING);
    q_buf_init(&level->order, MAX_LISTING);
    quoth_status status = list(level, folder->path.ptr, error);
    if (status != QUOTH_OK)
        leave(folder);
    return status;
}

quoth_status q_folder_open(struct q_folder *folder, const char *path, quoth_error *error)
{
    q_buf_add(&folder->path, path, strlen(path) + 1);
    if (folder->path.failed)
        return full(&folder->path, "path too long", error);
    return enter(folder, error);
}

static quoth_status go_to(struct q_folder *folder, size_t parent, const char *name,
                          quoth_error *error)
{
    q_buf_cut(&folder->path, parent);
    if (parent && folder->path.ptr[parent - 1] != '/')
        q_buf_add_char(&folder->path, '/');
    q_buf_add(&folder->path, name, strlen(name) + 1);
    if (!folder->path.failed)
        return QUOTH_OK;
    quoth_status status = full(&folder->path, "path too long", error);
    q_buf_cut(&folder->path, parent);
    folder->path.ptr[folder->path.len++] = '\0'; // room was there for the parent's own
    return status;
}

quoth_status q_folder_next(struct q_folder *folder, quoth_error *error)
{
    while (folder->depth) {
        struct q_folder_level *level = &folder->levels[folder->depth - 1];
        if (level->next == level->order.len / sizeof(char *)) {
            leave(folder);
            continue;
        }
        const char *name = ((char *const *)(void *)level->order.ptr)[level->next++];
        quoth_status status = go_to(folder, level->path, name, error);
        if (status != QUOTH_OK)
            return status;
        struct stat about;
        if (lstat(folder->path.ptr, &about) != 0)
            return q_input_error(error, QUOTH_NO_OFFSET, "cannot open");
        bool link = S_ISLNK(about.st_mode);
        bool lost = link && stat(folder->path.ptr, &about) != 0;
        if (S_ISREG(about.st_mode) || lost) // who opens it will learn why it is lost
            return QUOTH_OK;
        if (!S_ISDIR(about.st_mode) || link)
            continue;
        status = enter(folder, error);
        if (status != QUOTH_OK)
            return status;
    }
    return QUOTH_END;
}
