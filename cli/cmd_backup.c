#include "command.h"
#include "say.h"

int command_backup(const struct options *options)
{
    quoth_archive *archive;
    quoth_error error;
    if (options->input_count != 1) {
        say("backup needs the FILE to be made");
        return EXIT_USAGE;
    }
    int status = open_archive(&archive, options, QUOTH_ACCESS_READ);
    if (status != EXIT_DONE)
        return status;
    if (quoth_archive_backup(archive, options->inputs[0], options->force, &error) ==
        QUOTH_OK)
        say("%s is a copy of %s", options->inputs[0], archive_path(options));
    else
        status = archive_failed(options, &error);
    quoth_archive_close(archive);
    return status;
}
