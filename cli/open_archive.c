#include "command.h"
#include "list.h"
#include "say.h"

#include <stdio.h>
#include <stdlib.h>

int open_archive(quoth_archive **out, const struct options *options, quoth_access access)
{
    const char *path = options->archive ? options->archive : getenv("QUOTH_ARCHIVE");
    quoth_archive_options wanted = {.access = access};
    quoth_error error;
    if (!path || !*path) {
        say("which archive? -a FILE names it, or $QUOTH_ARCHIVE");
        return EXIT_USAGE;
    }
    if (quoth_archive_open(out, path, &wanted, &error) == QUOTH_OK)
        return EXIT_DONE;
    int status = fail(options, &error);
    return status == EXIT_NOTHING ? EXIT_ARCHIVE : status;
}
