/*
 * quoth dump [FILE]: all of an archive as lines of JSON.
 *
 *     a.quoth   →   {"type": "quoth-dump", …} {"type": "capture", …} …
 */
#include "command.h"
#include "fail.h"
#include "say.h"
#include "whole_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int write_failed(const char *path)
{
    say("%s: %s", path, strerror(errno));
    return EXIT_INTERNAL;
}

// What of the archive cannot be read is named, and the rest goes on.
static int write_lines(quoth_dump *dump, const struct options *options, FILE *file,
                       const char *path)
{
    int status = EXIT_DONE;
    for (;;) {
        quoth_str lines;
        quoth_error error;
        quoth_status got = quoth_dump_next(dump, &lines, &error);
        if (got == QUOTH_END)
            break;
        if (got != QUOTH_OK) {
            int failed = fail(options, &error);
            if (got != QUOTH_EDAMAGED && got != QUOTH_ELIMIT)
                return failed;
            status = EXIT_ARCHIVE;
        }
        if (lines.len && fwrite(lines.ptr, 1, lines.len, file) != lines.len)
            return write_failed(path);
    }
    return fflush(file) == 0 ? status : write_failed(path);
}

static int write_file(quoth_dump *dump, const struct options *options, const char *path)
{
    struct whole_file file;
    int status = whole_file_open(&file, path, true, archive_path(options));
    if (status != EXIT_DONE)
        return status;
    status = write_lines(dump, options, file.file, path);
    int closed = whole_file_close(&file, status == EXIT_DONE || status == EXIT_ARCHIVE);
    return closed == EXIT_DONE ? status : closed;
}

int command_dump(const struct options *options)
{
    quoth_archive *archive;
    quoth_dump *dump;
    quoth_error error;
    if (options->input_count > 1)
        return misused(options, "dump writes one FILE");
    int status = open_archive(&archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    const char *path = options->input_count ? options->inputs[0] : "-";
    if (quoth_dump_open(&dump, archive, &error) != QUOTH_OK) {
        status = fail(options, &error);
    } else {
        status = strcmp(path, "-") == 0
                     ? write_lines(dump, options, stdout, "standard output")
                     : write_file(dump, options, path);
        quoth_dump_close(dump);
    }
    quoth_archive_close(archive);
    return status;
}
