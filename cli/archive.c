#include "command.h"
#include "fail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_MOST = 4096 };

static const char in_data[] = "quoth/archive.quoth";

// Under the XDG data folder.
static const char *usual_path(void)
{
    static char path[PATH_MOST];
    const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
    if (data && data[0] == '/')
        snprintf(path, sizeof path, "%s/%s", data, in_data);
    else
        snprintf(path, sizeof path, "%s/.local/share/%s", home ? home : "", in_data);
    return path;
}

const char *archive_path(const struct options *options)
{
    const char *set = getenv("QUOTH_ARCHIVE");
    if (options->archive)
        return options->archive;
    return set && *set ? set : usual_path();
}

// The folders of the usual archive; of another one they are the user's.
void make_archive_folders(const struct options *options)
{
    char path[PATH_MOST];
    if (archive_path(options) != usual_path())
        return;
    snprintf(path, sizeof path, "%s", usual_path());
    for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = 0;
        (void)mkdir(path, 0700); // what fails is said when the archive is opened
        *at = '/';
    }
}

int open_archive(quoth_archive **out, const struct options *options, quoth_access access)
{
    const char *path = archive_path(options);
    quoth_archive_options wanted = {.access = access, .who = options->who};
    quoth_error error;
    if (!wanted.who)
        wanted.who = getenv("USER");
    if (access == QUOTH_ACCESS_MAKE)
        make_archive_folders(options);
    quoth_status status = quoth_archive_open(out, path, &wanted, &error);
    if (status == QUOTH_OK)
        return EXIT_DONE;
    return status == QUOTH_EMISSING ? no_archive(options) : fail(options, &error);
}
