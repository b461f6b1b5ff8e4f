#include "archive/place.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/vfs.h>
#endif

static uint64_t pretended;

void q_place_pretend(uint64_t type)
{
    pretended = type;
}

// As statfs(2) and linux/magic.h number them.
static const struct {
    uint32_t type;
    const char *name;
} others[] = {
    {0x6969, "NFS"},           {0x517b, "SMB"},       {0xff534d42, "CIFS"},
    {0xfe534d42, "SMB 2"},     {0x01021997, "9p"},    {0x5346414f, "AFS"},
    {0x6b414653, "AFS"},       {0x73757245, "Coda"},  {0x564c, "NCP"},
    {0x0bd00bd0, "Lustre"},    {0x00c36400, "Ceph"},  {0x47504653, "GPFS"},
    {0x19830326, "BeeGFS"},    {0xaad7aaea, "PanFS"}, {0x20030528, "OrangeFS"},
    {0x7461636f, "OCFS2"},     {0x01161970, "GFS2"},  {0x786f4256, "VirtualBox's"},
    {0x7c7c6673, "Parallels"},
};

static quoth_status tell_type(const char *path, uint64_t *type, quoth_error *error)
{
    *type = pretended;
#ifdef __linux__
    struct statfs told;
    if (pretended)
        return QUOTH_OK;
    if (statfs(path, &told) != 0)
        return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET, "%s", strerror(errno));
    *type = (uint32_t)told.f_type;
#else
    (void)path;
    (void)error;
#endif
    return QUOTH_OK;
}

// The rights of a group are for that one alone.
static bool keep_from_group(int file, gid_t group)
{
    struct stat made;
    return fstat(file, &made) == 0 &&
           (made.st_gid == group || fchmod(file, made.st_mode & ~(mode_t)S_IRWXG) == 0);
}

quoth_status q_place_make(const char *path, const char *like, quoth_error *error)
{
    enum { READ_AND_WRITE = 0666, BY_OWNER = 0600 };
    struct stat told;
    int file = stat(like, &told) == 0 ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                                             (told.st_mode & READ_AND_WRITE) | BY_OWNER)
                                      : -1;
    bool good = file >= 0 && keep_from_group(file, told.st_gid);
    if (!good)
        q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET, "cannot make %s: %s", path,
                strerror(errno));
    if (file >= 0)
        close(file);
    return good ? QUOTH_OK : QUOTH_EIO;
}

quoth_status q_place_check(const char *path, quoth_error *error)
{
    uint64_t type;
    quoth_status status = tell_type(path, &type, error);
    for (size_t i = 0; status == QUOTH_OK && i < sizeof others / sizeof *others; i++)
        if (others[i].type == type)
            status = q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET,
                             "it lies on a network file system (%s), where an archive "
                             "cannot be kept whole; keep it on a disk of this machine",
                             others[i].name);
    return status;
}

static bool is_kept_from_us(const char *path)
{
    return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0 &&
           (errno == EACCES || errno == EROFS || errno == EPERM);
}

bool q_place_is_read_only(const char *path)
{
    char folder[PATH_MAX];
    size_t len = strlen(path);
    if (is_kept_from_us(path))
        return true;
    if (len >= sizeof folder)
        return false;
    memcpy(folder, path, len + 1);
    return is_kept_from_us(dirname(folder));
}
