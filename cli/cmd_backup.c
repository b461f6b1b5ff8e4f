#include "command.h"
#include "fail.h"
#include "say.h"

int command_backup(const struct options *options)
{
    quoth_archive *archive;
    quoth_error error;
    if (options->input_count != 1)
        return misused(options, "backup needs the FILE to be made");
    int status = open_archive(&archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    if (quoth_archive_backup(archive, options->inputs[0], options->force, &error) !=
        QUOTH_OK)
        status = fail(options, &error);
    else if (!options->quiet)
        say("%s is a copy of %s", options->inputs[0], archive_path(options));
    quoth_archive_close(archive);
    return status;
}
