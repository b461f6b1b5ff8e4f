/*
 * A file that takes its name when it is whole. Until then it stands beside, as
 * NAME.unfinished, and what has the name stays as it is; but a device, a pipe and what
 * standard output leads to (/dev/stdout) are written through. A signal leaves what stands
 * beside; the next run takes it away.
 */
#ifndef WHOLE_FILE_H
#define WHOLE_FILE_H

#include <stdbool.h>
#include <stdio.h>

enum { FILE_NAME_SIZE = 4096 };

struct whole_file {
    FILE *file;
    const char *path;          // as it was given
    char name[FILE_NAME_SIZE]; // what a link at `path` leads to, or the same
    char part[FILE_NAME_SIZE]; // empty: it is written through
    bool replace;
};

enum file_end {
    FILE_FAILED, // nothing is left of it
    FILE_PARTLY, // it takes its name only where nobody has it, else stands beside
    FILE_WHOLE,
};

/** Opens it to be written, with the mode of what has the name, or else of `archive`.
 *  replace: what has the name may go; but never the file `archive`.
 *  EXIT_DONE, and it is the caller's to close; else EXIT_USAGE or EXIT_INTERNAL, and what
 *  is wrong has been said. `path` must live as long. */
int whole_file_open(struct whole_file *out, const char *path, bool replace,
                    const char *archive);

/** Ends it: on the disk, under its name, unless that is said to have failed. EXIT_DONE; or
 *  EXIT_INTERNAL, EXIT_USAGE (the name was taken meanwhile): what failed has been said, and
 *  nothing is left beside. */
int whole_file_close(struct whole_file *out, enum file_end end);

#endif
