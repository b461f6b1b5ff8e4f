#include "whole_file.h"

#include "command.h"
#include "say.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fails(const char *path)
{
    say("%s: %s", path, strerror(errno));
    return EXIT_INTERNAL;
}

static bool same_file(const char *a, const char *b)
{
    struct stat first, second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

int whole_file_open(struct whole_file *out, const char *path, bool replace,
                    const char *archive)
{
    struct stat there;
    bool is_there = lstat(path, &there) == 0;
    *out = (struct whole_file){.path = path};
    if (is_there && !replace) {
        say("%s is there already; --force replaces it", path);
        return EXIT_USAGE;
    }
    bool beside = !is_there || S_ISREG(there.st_mode);
    if (beside && snprintf(out->part, sizeof out->part, "%s.part", path) >= PART_SIZE) {
        say("%.100s…: a name that is too long", path);
        return EXIT_USAGE;
    }
    if (same_file(path, archive) || same_file(out->part, archive)) {
        say("%s: the archive lies there", path);
        return EXIT_USAGE;
    }
    out->file = fopen(beside ? out->part : path, "wbe");
    return out->file ? EXIT_DONE : fails(beside ? out->part : path);
}

int whole_file_close(struct whole_file *out, bool keep)
{
    bool beside = *out->part;
    bool good =
        !keep || (fflush(out->file) == 0 && (!beside || fsync(fileno(out->file)) == 0));
    int status = good ? EXIT_DONE : fails(out->path);
    if (fclose(out->file) != 0 && keep && good)
        status = fails(out->path);
    if (keep && status == EXIT_DONE && beside && rename(out->part, out->path) != 0)
        status = fails(out->path);
    if (beside && (!keep || status != EXIT_DONE))
        unlink(out->part);
    return status;
}
