/*
 * quoth dump [FILE]: all of an archive as lines of JSON.
 *
 *     a.quoth   →   {"type": "quoth-dump", …} {"type": "capture", …} …
 */
#include "command.h"
#include "fail.h"
#include "whole_file.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

// What of the archive cannot be read is named, and the rest goes on: `*damaged`.
static int write_lines(quoth_dump *dump, const struct options *options, FILE *file,
                       const char *path, bool *damaged)
{
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
            *damaged = true;
        }
        if (lines.len && fwrite(lines.ptr, 1, lines.len, file) != lines.len)
            return file_failed(path);
    }
    return fflush(file) == 0 ? EXIT_DONE : file_failed(path);
}

static int write_file(quoth_dump *dump, const struct options *options, const char *path,
                      bool *damaged)
{
    struct whole_file file;
    int status = whole_file_open(&file, path, true, archive_path(options));
    if (status != EXIT_DONE)
        return status;
    status = write_lines(dump, options, file.file, path, damaged);
    int closed = whole_file_close(&file, status != EXIT_DONE ? FILE_FAILED
                                         : *damaged          ? FILE_PARTLY
                                                             : FILE_WHOLE);
    return status == EXIT_DONE ? closed : status;
}

static int write_dump(quoth_dump *dump, const struct options *options)
{
    const char *path = options->input_count ? options->inputs[0] : "-";
    bool damaged = false;
    int status = strcmp(path, "-") == 0
                     ? write_lines(dump, options, stdout, "standard output", &damaged)
                     : write_file(dump, options, path, &damaged);
    return status == EXIT_DONE && damaged ? EXIT_ARCHIVE : status;
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
    if (quoth_dump_open(&dump, archive, &error) == QUOTH_OK) {
        status = write_dump(dump, options);
        quoth_dump_close(dump);
    } else {
        status = fail(options, &error);
    }
    quoth_archive_close(archive);
    return status;
}
