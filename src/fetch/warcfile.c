#include "fetch/warcfile.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/random.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <libdeflate.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LEVEL = 6, UUID_SIZE = 37, DATE_SIZE = 32, MAGIC = 5, FIELDS_MOST = 16 * 1024 };

// The fields and a page; then both records of a pair, packed at worst.
#define RECORD_MOST ((size_t)Q_MAX_PAGE + Q_MAX_HEAD + Q_MAX_URL + FIELDS_MOST)
#define RECORDS_MOST (2 * RECORD_MOST + RECORD_MOST / 8)

void q_warcfile_init(struct q_warcfile *warc)
{
    *warc = (struct q_warcfile){.file = -1};
    q_buf_init(&warc->record, RECORD_MOST);
    q_buf_init(&warc->records, RECORDS_MOST);
}

static quoth_status system_error(const char *what, quoth_error *error)
{
    return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET, "%s: %s", what, strerror(errno));
}

// ── Records ──

static void add(struct q_buf *record, const char *name, const char *value)
{
    q_buf_add_str(record, q_str_from(name));
    q_buf_add(record, ": ", 2);
    q_buf_add_str(record, q_str_from(value));
    q_buf_add(record, "\r\n", 2);
}

static void add_digest(struct q_buf *record, const char *name, const quoth_str *parts,
                       size_t count)
{
    struct q_sha256 hash;
    char digest[sizeof "sha256:" + Q_SHA256_HEX] = "sha256:";
    q_sha256_init(&hash);
    for (size_t i = 0; i < count; i++)
        q_sha256_add(&hash, parts[i].ptr, parts[i].len);
    q_sha256_end(&hash, digest + sizeof "sha256:" - 1);
    add(record, name, digest);
}

// RFC 4122, version 4: random. False: there is no chance to be had.
static bool make_uuid(char uuid[UUID_SIZE])
{
    unsigned char b[16];
    if (!q_random(b, sizeof b))
        return false;
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    snprintf(uuid, UUID_SIZE,
             "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", b[0],
             b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12],
             b[13], b[14], b[15]);
    return true;
}

static void add_id(struct q_buf *record, const char *name, const char *uuid)
{
    char id[UUID_SIZE + sizeof "<urn:uuid:>"];
    snprintf(id, sizeof id, "<urn:uuid:%s>", uuid);
    add(record, name, id);
}

static void begin(struct q_buf *record, const char *type, const char *uuid, time_t when)
{
    char date[DATE_SIZE] = "";
    struct tm tm;
    if (gmtime_r(&when, &tm))
        strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &tm);
    q_buf_cut(record, 0);
    q_buf_add_str(record, Q_STR("WARC/1.1\r\n"));
    add(record, "WARC-Type", type);
    add_id(record, "WARC-Record-ID", uuid);
    add(record, "WARC-Date", date);
}

static void finish(struct q_buf *record, const char *type, quoth_str head, quoth_str body)
{
    const quoth_str block[] = {head, body};
    add_digest(record, "WARC-Block-Digest", block, 2);
    add(record, "Content-Type", type);
    q_buf_add_str(record, Q_STR("Content-Length: "));
    q_buf_add_number(record, head.len + body.len);
    q_buf_add_str(record, Q_STR("\r\n\r\n"));
    q_buf_add_str(record, head);
    q_buf_add_str(record, body);
    q_buf_add_str(record, Q_STR("\r\n\r\n"));
}

// Puts the finished record behind those to be written.
static quoth_status put(struct q_warcfile *warc, quoth_error *error)
{
    quoth_str out = q_str(warc->record.ptr, warc->record.len);
    if (warc->record.failed)
        return q_error_nomem(error);
    if (warc->packer) {
        size_t bound = libdeflate_gzip_compress_bound(warc->packer, out.len);
        char *to = q_buf_room(&warc->records, bound);
        if (to)
            warc->records.len +=
                libdeflate_gzip_compress(warc->packer, out.ptr, out.len, to, bound);
    } else {
        q_buf_add_str(&warc->records, out);
    }
    return warc->records.failed ? q_error_nomem(error) : QUOTH_OK;
}

// Writing waits for the disk: what is told as kept is kept.
static quoth_status write_out(struct q_warcfile *warc, quoth_error *error)
{
    quoth_str rest = q_str(warc->records.ptr, warc->records.len);
    bool written = true;
    while (rest.len && written) {
        ssize_t len = write(warc->file, rest.ptr, rest.len);
        if (len > 0)
            rest = q_str(rest.ptr + len, rest.len - (size_t)len);
        else
            written = len < 0 && errno == EINTR;
    }
    if (written && fsync(warc->file) == 0) {
        warc->size += warc->records.len;
        return QUOTH_OK;
    }
    system_error("cannot write", error);
    warc->broken = ftruncate(warc->file, (off_t)warc->size) != 0;
    return QUOTH_EIO;
}

static quoth_status put_info(struct q_warcfile *warc, const char *user_agent,
                             quoth_error *error)
{
    char uuid[UUID_SIZE], text[FIELDS_MOST / 2];
    if (!make_uuid(uuid))
        return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET, "no random bytes");
    int len =
        snprintf(text, sizeof text,
                 "software: quoth/" QUOTH_VERSION "\r\nformat: WARC File Format 1.1\r\n"
                 "robots: obey\r\nhttp-header-user-agent: %s\r\n",
                 user_agent);
    begin(&warc->record, "warcinfo", uuid, time(NULL));
    finish(&warc->record, "application/warc-fields", q_str(text, (size_t)len), Q_STR(""));
    return put(warc, error);
}

quoth_status q_warcfile_keep(struct q_warcfile *warc, const struct q_warc_pair *pair,
                             uint64_t *offset, quoth_error *error)
{
    char response[UUID_SIZE], request[UUID_SIZE];
    if (warc->broken)
        return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET, "its end is damaged");
    if (!make_uuid(response) || !make_uuid(request))
        return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET, "no random bytes");
    q_buf_cut(&warc->records, 0);
    begin(&warc->record, "response", response, pair->when);
    add(&warc->record, "WARC-Target-URI", pair->url);
    if (*pair->ip)
        add(&warc->record, "WARC-IP-Address", pair->ip);
    if (pair->cut)
        add(&warc->record, "WARC-Truncated", pair->cut);
    if (!pair->cut && !pair->chunked)
        add_digest(&warc->record, "WARC-Payload-Digest", &pair->body, 1);
    finish(&warc->record, "application/http;msgtype=response", pair->head, pair->body);
    quoth_status status = put(warc, error);
    if (status != QUOTH_OK)
        return status;
    begin(&warc->record, "request", request, pair->when);
    add(&warc->record, "WARC-Target-URI", pair->url);
    add_id(&warc->record, "WARC-Concurrent-To", response);
    finish(&warc->record, "application/http;msgtype=request", pair->request, Q_STR(""));
    status = put(warc, error);
    *offset = warc->size;
    if (status == QUOTH_OK)
        status = write_out(warc, error);
    warc->kept = warc->kept || status == QUOTH_OK;
    return status;
}

// ── Opening ──

static bool ends_in(const char *path, const char *ending)
{
    quoth_str name = q_str_from(path), end = q_str_from(ending);
    return name.len >= end.len &&
           q_str_equal_nocase(q_str(name.ptr + name.len - end.len, end.len), end);
}

// A name that was just made is on the disk only when its folder is.
static void sync_folder(const char *path)
{
    char folder[4096] = ".";
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) + (slash == path) : 0;
    if (len >= sizeof folder)
        return;
    if (len) {
        memcpy(folder, path, len);
        folder[len] = '\0';
    }
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    (void)fsync(file);
    close(file);
}

// Is what is there an archive of the kind that will be appended?
static quoth_status look(struct q_warcfile *warc, quoth_error *error)
{
    struct stat about;
    char first[MAGIC] = "";
    if (fstat(warc->file, &about) != 0)
        return system_error("cannot open", error);
    if (!S_ISREG(about.st_mode))
        return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET,
                       "no file: an archive must be one");
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(warc->file, F_SETLK, &lock) != 0)
        return errno == EAGAIN || errno == EACCES
                   ? q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET,
                             "another program is writing to it")
                   : system_error("cannot lock", error);
    if (fstat(warc->file, &about) != 0) // now that nobody else writes
        return system_error("cannot open", error);
    warc->size = warc->start = (uint64_t)about.st_size;
    if (warc->size == 0)
        return QUOTH_OK;
    if (pread(warc->file, first, sizeof first, 0) < 0)
        return system_error("cannot read", error);
    if (warc->packer ? memcmp(first, "\x1f\x8b", 2) != 0
                     : memcmp(first, "WARC/", MAGIC) != 0)
        return q_error(error, QUOTH_EIO, 0,
                       "nothing can be appended: it is no %sweb archive (WARC)",
                       warc->packer ? "gzipped " : "");
    return QUOTH_OK;
}

static quoth_status open_file(struct q_warcfile *warc, const char *path, quoth_error *error)
{
    const int flags = O_RDWR | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
    warc->file = open(path, flags | O_CREAT | O_EXCL, 0666);
    warc->made = warc->file >= 0;
    if (!warc->made && errno == EEXIST)
        warc->file = open(path, flags);
    if (warc->file < 0)
        return system_error("cannot open", error);
    if (warc->made)
        sync_folder(path);
    return QUOTH_OK;
}

quoth_status q_warcfile_open(struct q_warcfile *warc, const char *path,
                             const char *user_agent, quoth_error *error)
{
    warc->path = path;
    if (ends_in(path, ".zst"))
        return q_error(error, QUOTH_EIO, QUOTH_NO_OFFSET,
                       "archives are written as .warc.gz or .warc");
    if (ends_in(path, ".gz") && !(warc->packer = libdeflate_alloc_compressor(LEVEL)))
        return q_error_nomem(error);
    quoth_status status = open_file(warc, path, error);
    if (status == QUOTH_OK)
        status = look(warc, error);
    if (status == QUOTH_OK && warc->size == 0) {
        status = put_info(warc, user_agent, error);
        if (status == QUOTH_OK)
            status = write_out(warc, error);
    }
    return status;
}

void q_warcfile_close(struct q_warcfile *warc)
{
    if (warc->file >= 0) {
        if (warc->made && !warc->kept)
            unlink(warc->path);
        close(warc->file);
    }
    libdeflate_free_compressor(warc->packer);
    q_buf_release(&warc->record);
    q_buf_release(&warc->records);
    q_warcfile_init(warc);
}
