#include "evidence/zip.h"

#include "base/error.h"
#include "base/limits.h"

#include <errno.h>
#include <zip.h>

// 1 January 1980, as MS-DOS writes it: the first day that a zip can tell.
enum { FIRST_DAY = (1 << 5) | 1 };
// What a plain file may be, for those who unpack it: read by all, written by its owner.
#define PLAIN_FILE (UINT32_C(0100644) << 16)

static quoth_status no_zip(quoth_error *error, const char *why)
{
    return q_error(error, QUOTH_EFORMAT, QUOTH_NO_OFFSET, "not a zip of evidence: %s", why);
}

static quoth_status zip_fails(quoth_error *error, zip_error_t *from)
{
    // An allocation that failed says so in errno, also where libzip calls it another thing.
    if (zip_error_code_zip(from) == ZIP_ER_MEMORY || errno == ENOMEM)
        return q_error_nomem(error);
    return no_zip(error, zip_error_strerror(from));
}

// ── Writing ──

static bool add(zip_t *zip, const struct q_zip_file *file)
{
    char name[Q_MAX_EVIDENCE_NAME + 1];
    if (file->name.len > Q_MAX_EVIDENCE_NAME)
        return false;
    memcpy(name, file->name.ptr, file->name.len);
    name[file->name.len] = 0;
    zip_source_t *bytes = zip_source_buffer(zip, file->bytes.ptr, file->bytes.len, 0);
    if (!bytes)
        return false;
    zip_int64_t at = zip_file_add(zip, name, bytes, ZIP_FL_ENC_UTF_8);
    if (at < 0) {
        zip_source_free(bytes);
        return false;
    }
    zip_uint64_t index = (zip_uint64_t)at;
    return zip_set_file_compression(zip, index, ZIP_CM_STORE, 0) == 0 &&
           zip_file_set_dostime(zip, index, 0, FIRST_DAY, 0) == 0 &&
           zip_file_set_external_attributes(zip, index, 0, ZIP_OPSYS_UNIX, PLAIN_FILE) == 0;
}

// What was written, out of libzip's memory.
static bool take_written(zip_source_t *source, struct q_buf *out)
{
    bool good = zip_source_open(source) == 0;
    if (!good)
        return false;
    good = zip_source_seek(source, 0, SEEK_END) == 0;
    zip_int64_t size = good ? zip_source_tell(source) : -1;
    char *room = size > 0 ? q_buf_room(out, (size_t)size) : NULL;
    good = room && zip_source_seek(source, 0, SEEK_SET) == 0 &&
           zip_source_read(source, room, (zip_uint64_t)size) == size;
    if (good)
        out->len += (size_t)size;
    zip_source_close(source);
    return good;
}

quoth_status q_zip_write(const struct q_zip_file *files, uint32_t count, struct q_buf *out,
                         quoth_error *error)
{
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &why);
    if (!source)
        return q_error_nomem(error);
    zip_source_keep(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &why);
    if (!zip) {
        zip_source_free(source);
        zip_source_free(source);
        return q_error_nomem(error);
    }
    bool good = true;
    for (uint32_t n = 0; good && n < count; n++)
        good = add(zip, &files[n]);
    if (!good || zip_close(zip) != 0) {
        zip_discard(zip);
        good = false;
    }
    good = good && take_written(source, out);
    zip_source_free(source);
    if (good)
        return QUOTH_OK;
    if (out->full)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET,
                       "the evidence is larger than %zu bytes", out->max);
    return q_error_nomem(error);
}

// ── Reading ──

// Letters, digits, '.', '-' and '_', the first of them no dot: leads nowhere.
static bool is_plain(quoth_str name)
{
    if (!name.len || name.len > Q_MAX_EVIDENCE_NAME || name.ptr[0] == '.')
        return false;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!q_is_letter(c) && !q_is_digit(c) && c != '.' && c != '-' && c != '_')
            return false;
    }
    return true;
}

static quoth_str keep(struct q_arena *arena, quoth_str s)
{
    quoth_str copy;
    q_str_keep(s, arena, &copy);
    return copy;
}

// The bytes of a file whose size was told and is within the limits. Its checksum is looked
// at by libzip when the end is read.
static quoth_status read_bytes(zip_t *zip, zip_uint64_t index, size_t size,
                               struct q_arena *arena, quoth_str *out, quoth_error *error)
{
    char *bytes = q_arena_alloc(arena, size + 1);
    if (!bytes)
        return q_error_nomem(error);
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    if (!file)
        return zip_fails(error, zip_get_error(zip));
    size_t got = 0;
    zip_int64_t now = 1;
    while (now > 0 && got <= size) { // one byte more than told must not be there
        now = zip_fread(file, bytes + got, size + 1 - got);
        got += now > 0 ? (size_t)now : 0;
    }
    quoth_status status = QUOTH_OK;
    if (now < 0)
        status = zip_fails(error, zip_file_get_error(file));
    else if (got != size)
        status = no_zip(error, "a file is not as long as it is said to be");
    zip_fclose(file);
    *out = q_str(bytes, size);
    return status;
}

static quoth_status read_one(zip_t *zip, zip_uint64_t index, struct q_arena *arena,
                             uint64_t *total, struct q_zip_file *file, quoth_error *error)
{
    zip_stat_t about;
    if (zip_stat_index(zip, index, 0, &about) != 0)
        return zip_fails(error, zip_get_error(zip));
    if (!(about.valid & ZIP_STAT_NAME) || !is_plain(q_str_from(about.name)))
        return no_zip(error, "a file in it has no plain name");
    if (!(about.valid & ZIP_STAT_SIZE))
        return no_zip(error, "a file in it has no size");
    if (about.size > Q_MAX_EVIDENCE - *total)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET,
                       "what is in the zip is larger than %u bytes", Q_MAX_EVIDENCE);
    *total += about.size;
    file->name = keep(arena, q_str_from(about.name));
    if (!file->name.ptr)
        return q_error_nomem(error);
    return read_bytes(zip, index, (size_t)about.size, arena, &file->bytes, error);
}

static quoth_status read_all(zip_t *zip, struct q_arena *arena, struct q_zip_file *files,
                             uint32_t room, uint32_t *count, quoth_error *error)
{
    zip_int64_t entries = zip_get_num_entries(zip, 0);
    uint64_t total = 0;
    if (entries > (zip_int64_t)room)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET,
                       "%lld files are in the zip, and evidence has at most %u",
                       (long long)entries, (unsigned)room);
    for (uint32_t n = 0; n < (uint32_t)entries; n++) {
        quoth_status status = read_one(zip, n, arena, &total, &files[n], error);
        if (status != QUOTH_OK)
            return status;
        for (uint32_t k = 0; k < n; k++)
            if (q_str_equal(files[k].name, files[n].name))
                return no_zip(error, "two files in it have one name");
    }
    *count = (uint32_t)entries;
    return QUOTH_OK;
}

quoth_status q_zip_read(quoth_str bytes, struct q_arena *arena, struct q_zip_file *files,
                        uint32_t room, uint32_t *count, quoth_error *error)
{
    zip_error_t why;
    zip_error_init(&why);
    *count = 0;
    errno = 0;
    if (bytes.len > Q_MAX_EVIDENCE)
        return q_error(error, QUOTH_ELIMIT, QUOTH_NO_OFFSET,
                       "the zip is larger than %u bytes", Q_MAX_EVIDENCE);
    if (!bytes.len)
        return no_zip(error, "it is empty"); // for libzip, a zip without files
    zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &why);
    if (!source)
        return q_error_nomem(error);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &why);
    if (!zip) {
        quoth_status status = zip_fails(error, &why);
        zip_source_free(source);
        zip_error_fini(&why);
        return status;
    }
    quoth_status status = read_all(zip, arena, files, room, count, error);
    zip_discard(zip);
    zip_error_fini(&why);
    return status;
}
