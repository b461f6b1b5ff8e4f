/*
 * A file that takes its name when it is whole. Until then it stands beside, as NAME.part,
 * and what has the name stays as it is; but for a device, a pipe and a link (/dev/stdout).
 */
#ifndef WHOLE_FILE_H
#define WHOLE_FILE_H

#include <stdbool.h>
#include <stdio.h>

enum { PART_SIZE = 4096 };

struct whole_file {
    FILE *file;
    const char *path;
    char part[PART_SIZE]; // empty: `path` is a device, pipe or link, and is written through
};

/** Opens it to be written. replace: what has the name may go; but never the file `archive`.
 *  EXIT_DONE, and it is the caller's to close; else EXIT_USAGE or EXIT_INTERNAL, and what
 * is wrong has been said. `path` must live as long. */
int whole_file_open(struct whole_file *out, const char *path, bool replace,
                    const char *archive);

/** Ends it. keep: all was written; it is put on the disk and takes its name. Else, and
 *  where that fails, nothing is left beside. EXIT_DONE; or EXIT_INTERNAL, and what failed
 *  has been said. */
int whole_file_close(struct whole_file *out, bool keep);

#endif
