/*
 * Stage 1, read: walks a folder in byte order of the names.
 *
 *     news/{a.txt, b/{c.jsonl}, d.txt}   →   news/a.txt, news/b/c.jsonl, news/d.txt
 *
 * Gives regular files and links to such; what is hidden (a dot in front) and links to
 * folders are passed over. Holds one sorted listing for each open folder, never the whole
 * tree. It does not open files, nor choose among them.
 */
#ifndef Q_FOLDER_H
#define Q_FOLDER_H

#include "base/buf.h"
#include "base/limits.h"

struct q_folder_level {
    struct q_buf names; // each with a NUL behind it
    struct q_buf order; // char *: into `names`, sorted
    size_t next;        // to be visited, in `order`
    size_t path;        // length of the folder's own path
};

struct q_folder {
    struct q_buf path; // terminated
    struct q_folder_level levels[Q_MAX_FOLDER_DEPTH + 1];
    size_t depth; // levels that are open
};

/** Nothing to walk; q_folder_release is fine on it. */
void q_folder_init(struct q_folder *folder);
void q_folder_release(struct q_folder *folder);

/** Starts at `path`. Fails with QUOTH_EIO (not a folder, not readable), QUOTH_ELIMIT (more
 *  names than anyone has), QUOTH_ENOMEM. */
quoth_status q_folder_open(struct q_folder *folder, const char *path, quoth_error *error);

/** QUOTH_OK: q_folder_path is the next file. QUOTH_END. QUOTH_EIO, QUOTH_ELIMIT (folders
 *  too deep) and QUOTH_ENOMEM are about what q_folder_path names; the next call goes on
 *  behind it. */
quoth_status q_folder_next(struct q_folder *folder, quoth_error *error);

/** Valid until the next call. */
const char *q_folder_path(const struct q_folder *folder);

#endif
