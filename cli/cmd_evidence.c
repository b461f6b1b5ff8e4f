#include "command.h"
#include "fail.h"
#include "say.h"
#include "whole_file.h"

#include <stdio.h>
#include <string.h>

enum { NAME_SIZE = 64 };

// "quoth-7c1f03aa.zip" of what the user gave as an id.
static void usual_name(const char *id, char name[NAME_SIZE])
{
    size_t len = strspn(id, "0123456789abcdefABCDEF");
    snprintf(name, NAME_SIZE, "quoth-%.*s.zip", (int)(len < 32 ? len : 32), id);
}

static int write_file(const struct options *options, const char *path, quoth_str bytes)
{
    struct whole_file file;
    int status = whole_file_open(&file, path, options->force, archive_path(options));
    if (status != EXIT_DONE)
        return status;
    if (fwrite(bytes.ptr, 1, bytes.len, file.file) != bytes.len) {
        status = file_failed(path);
        (void)whole_file_close(&file, FILE_FAILED);
        return status;
    }
    status = whole_file_close(&file, FILE_WHOLE);
    if (status == EXIT_DONE && !options->quiet)
        say("%s written; quoth verify %s checks it", path, path);
    return status;
}

static int write_zip(const struct options *options, quoth_str bytes)
{
    char name[NAME_SIZE];
    usual_name(options->inputs[0], name);
    const char *path = options->output ? options->output : name;
    if (strcmp(path, "-") != 0)
        return write_file(options, path, bytes);
    fwrite(bytes.ptr, 1, bytes.len, stdout);
    return finish_output();
}

int command_evidence(const struct options *options)
{
    quoth_archive *archive = NULL;
    quoth_error error;
    if (options->input_count != 1)
        return misused(options, "evidence needs the ID of one statement");
    int status = open_archive(&archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    quoth_output *output = quoth_output_new();
    quoth_str id = str_of(options->inputs[0]);
    if (!output) {
        status = out_of_memory(options);
    } else if (quoth_archive_evidence(archive, id, output, &error) == QUOTH_OK) {
        status = write_zip(options, quoth_output_text(output));
    } else {
        status = fail(options, &error);
    }
    quoth_output_free(output);
    quoth_archive_close(archive);
    return status;
}
