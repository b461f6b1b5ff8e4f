// Web archives that tests write themselves: records, packed one by one or as a whole.
#ifndef WITH_ARCHIVE_H
#define WITH_ARCHIVE_H

#include "base/buf.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <libdeflate.h>
#include <zstd.h>

enum { MAX_RECORDS = 64 };

struct archive {
    struct q_buf bytes;
    size_t starts[MAX_RECORDS + 1]; // of each record, or its member; and the end
    size_t count;
};

static inline void archive_init(struct archive *archive)
{
    *archive = (struct archive){.count = 0};
    q_buf_init(&archive->bytes, (size_t)1 << 30);
}

static inline void add_gzip(struct q_buf *out, quoth_str s)
{
    struct libdeflate_compressor *packer = libdeflate_alloc_compressor(6);
    size_t room = libdeflate_gzip_compress_bound(packer, s.len);
    char *to = q_buf_room(out, room);
    assert_non_null(to);
    size_t len = libdeflate_gzip_compress(packer, s.ptr, s.len, to, room);
    assert_int_not_equal(len, 0);
    out->len += len;
    libdeflate_free_compressor(packer);
}

static inline void add_zstd(struct q_buf *out, quoth_str s)
{
    size_t room = ZSTD_compressBound(s.len);
    char *to = q_buf_room(out, room);
    assert_non_null(to);
    size_t len = ZSTD_compress(to, room, s.ptr, s.len, 3);
    assert_false(ZSTD_isError(len));
    out->len += len;
}

// Ends the record that was appended last.
static inline void end_record(struct archive *archive)
{
    assert_false(archive->bytes.failed);
    assert_true(archive->count < MAX_RECORDS);
    archive->starts[++archive->count] = archive->bytes.len;
}

// `fields` are lines that end with CRLF.
static inline void add_record(struct archive *archive, const char *fields, quoth_str block)
{
    char head[1024];
    snprintf(head, sizeof head, "WARC/1.0\r\n%sContent-Length: %zu\r\n\r\n", fields,
             block.len);
    q_buf_add_str(&archive->bytes, q_str_from(head));
    q_buf_add_str(&archive->bytes, block);
    q_buf_add_str(&archive->bytes, Q_STR("\r\n\r\n"));
    end_record(archive);
}

// A response whose head is `lines` behind the status line.
static inline void add_response(struct archive *archive, const char *uri, const char *lines,
                                quoth_str body)
{
    char fields[512], head[512];
    struct q_buf block;
    q_buf_init(&block, (size_t)1 << 30);
    snprintf(fields, sizeof fields,
             "WARC-Type: response\r\nWARC-Target-URI: %s\r\n"
             "WARC-Date: 2021-03-04T05:06:07Z\r\n"
             "Content-Type: application/http;msgtype=response\r\n",
             uri);
    snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\n%s\r\n", lines);
    q_buf_add_str(&block, q_str_from(head));
    q_buf_add_str(&block, body);
    add_record(archive, fields, q_buf_held(&block));
    q_buf_release(&block);
}

// The same records, each packed by itself.
static inline void pack_records(const struct archive *plain, struct archive *packed,
                                void (*pack)(struct q_buf *, quoth_str))
{
    archive_init(packed);
    for (size_t i = 0; i < plain->count; i++) {
        size_t start = plain->starts[i], end = plain->starts[i + 1];
        pack(&packed->bytes, q_str(plain->bytes.ptr + start, end - start));
        end_record(packed);
    }
}

#endif
