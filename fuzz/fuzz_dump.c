/*
 * Fuzz target: a dump of any bytes, loaded into an empty archive. Every call takes a line
 * or ends; in the archive is then what verify finds nothing wrong with, and what it dumps
 * makes an archive that dumps the same.
 */
#include "base/buf.h"
#include "base/limits.h"
#include "base/str.h"
#include "base/utf8.h"
#include "scratch.h"

static struct scratch scratch;
static char input[80], *empty; // a path; the bytes of an archive with nothing in it
static size_t empty_size;
static struct q_buf dumps[2];

static void release(void)
{
    unlink(input);
    free(empty);
    q_buf_release(&dumps[0]);
    q_buf_release(&dumps[1]);
    scratch_remove(&scratch);
}

static void write_file(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    HOLD(file && (!size || fwrite(bytes, 1, size, file) == size));
    HOLD(fclose(file) == 0);
}

static void start(void)
{
    scratch_make(&scratch);
    atexit(release);
    snprintf(input, sizeof input, "%s/dump", scratch.folder);
    quoth_archive_close(scratch_open(&scratch));
    FILE *file = fopen(scratch.path, "rb");
    HOLD(file && fseek(file, 0, SEEK_END) == 0);
    empty_size = (size_t)ftell(file);
    rewind(file);
    HOLD((empty = malloc(empty_size)));
    HOLD(fread(empty, 1, empty_size, file) == empty_size);
    fclose(file);
    q_buf_init(&dumps[0], Q_MAX_OUTPUT);
    q_buf_init(&dumps[1], Q_MAX_OUTPUT);
}

static void load(quoth_archive *archive, quoth_str bytes, bool whole)
{
    quoth_loader *loader;
    quoth_error error;
    size_t calls = 0;
    write_file(input, bytes.ptr, bytes.len);
    HOLD(quoth_loader_open(&loader, archive, input, NULL) == QUOTH_OK);
    quoth_status status;
    do {
        status = quoth_loader_next(loader, NULL, &error);
        HOLD(status == QUOTH_OK || status == QUOTH_END || !whole);
        HOLD(status == QUOTH_OK || status == QUOTH_END || status == QUOTH_EFORMAT ||
             status == QUOTH_ELIMIT || status == QUOTH_EUSAGE || status == QUOTH_EVERSION);
        HOLD(++calls <= bytes.len + 2);
    } while (status == QUOTH_OK || status == QUOTH_EFORMAT || status == QUOTH_ELIMIT);
    quoth_loader_close(loader);
    HOLD(quoth_archive_settle(archive, NULL) == QUOTH_OK);
}

static void dump(quoth_archive *archive, struct q_buf *out)
{
    quoth_dump *dump;
    quoth_str more;
    quoth_status status;
    q_buf_cut(out, 0);
    HOLD(quoth_dump_open(&dump, archive, NULL) == QUOTH_OK);
    while ((status = quoth_dump_next(dump, &more, NULL)) == QUOTH_OK)
        q_buf_add_str(out, more);
    HOLD(status == QUOTH_END);
    quoth_dump_close(dump);
    HOLD(!out->failed && q_utf8_check(q_str(out->ptr, out->len)) == out->len);
}

// What `bytes` make of an empty archive, as it dumps itself.
static void go_through(quoth_str bytes, bool whole, struct q_buf *out)
{
    quoth_verified verified;
    scratch_unlink(&scratch);
    write_file(scratch.path, empty, empty_size);
    quoth_archive *archive = scratch_open(&scratch);
    load(archive, bytes, whole);
    HOLD(quoth_archive_verify(archive, NULL, &verified, NULL) == QUOTH_OK);
    HOLD(verified.damaged == 0);
    dump(archive, out);
    quoth_archive_close(archive);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!empty)
        start();
    go_through(q_str((const char *)data, size), false, &dumps[0]);
    quoth_str dumped = q_str(dumps[0].ptr, dumps[0].len);
    go_through(dumped, true, &dumps[1]);
    HOLD(q_str_equal(dumped, q_str(dumps[1].ptr, dumps[1].len)));
    return 0;
}
