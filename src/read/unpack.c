#include "read/unpack.h"

#include "base/str.h"

#include <libdeflate.h>
#include <zstd.h>
#include <zstd_errors.h>

enum { RAW = -15, WRAPPED = 15, GZIP = 15 + 16 }; // zlib's window bits, by wrapping

enum q_packing q_packing_of(quoth_str bytes)
{
    if (q_str_starts(bytes, Q_STR("\x1f\x8b\x08")))
        return Q_PACKING_GZIP;
    if (q_str_starts(bytes, Q_STR("\x28\xb5\x2f\xfd")))
        return Q_PACKING_ZSTD;
    // A frame to be skipped, of any of sixteen numbers; it may hold a dictionary.
    if (bytes.len >= 4 && (bytes.ptr[0] & 0xf0) == 0x50 &&
        memcmp(bytes.ptr + 1, "\x2a\x4d\x18", 3) == 0)
        return Q_PACKING_ZSTD;
    return Q_PACKING_NONE;
}

void q_unpack_init(struct q_unpack *unpack)
{
    *unpack = (struct q_unpack){.packing = Q_PACKING_NONE};
}

void q_unpack_release(struct q_unpack *unpack)
{
    if (unpack->zlib_ready)
        inflateEnd(&unpack->zlib);
    ZSTD_freeDCtx(unpack->zstd);
    if (unpack->whole)
        libdeflate_free_decompressor(unpack->whole);
    q_unpack_init(unpack);
}

static bool start_zstd(struct q_unpack *unpack)
{
    if (!unpack->zstd)
        unpack->zstd = ZSTD_createDCtx();
    return unpack->zstd &&
           !ZSTD_isError(ZSTD_DCtx_reset(unpack->zstd, ZSTD_reset_session_only));
}

bool q_unpack_start(struct q_unpack *unpack, enum q_packing packing)
{
    unpack->packing = packing;
    if (packing == Q_PACKING_ZSTD)
        return start_zstd(unpack);
    int bits = packing == Q_PACKING_GZIP      ? GZIP
               : packing == Q_PACKING_DEFLATE ? WRAPPED
                                              : RAW;
    if (unpack->zlib_ready)
        return inflateReset2(&unpack->zlib, bits) == Z_OK;
    unpack->zlib_ready = inflateInit2(&unpack->zlib, bits) == Z_OK;
    return unpack->zlib_ready;
}

static enum q_unpacked some_zstd(struct q_unpack *unpack, quoth_str in, size_t *used,
                                 char *out, size_t room, size_t *got)
{
    ZSTD_inBuffer from = {in.ptr, in.len, 0};
    ZSTD_outBuffer to = {out, room, 0};
    size_t result = ZSTD_decompressStream(unpack->zstd, &to, &from);
    *used = from.pos;
    *got = to.pos;
    if (ZSTD_getErrorCode(result) == ZSTD_error_memory_allocation)
        return Q_UNPACKED_NOMEM;
    if (ZSTD_isError(result))
        return Q_UNPACKED_WRONG;
    return result == 0 ? Q_UNPACKED_ENDED : Q_UNPACKED_SOME;
}

static enum q_unpacked some_zlib(struct q_unpack *unpack, quoth_str in, size_t *used,
                                 char *out, size_t room, size_t *got)
{
    z_stream *zlib = &unpack->zlib;
    zlib->next_in = (const Bytef *)in.ptr;
    zlib->avail_in = in.len < UINT32_MAX ? (uInt)in.len : UINT32_MAX;
    uInt given = zlib->avail_in;
    zlib->next_out = (Bytef *)out;
    zlib->avail_out = room < UINT32_MAX ? (uInt)room : UINT32_MAX;
    uInt empty = zlib->avail_out;
    int result = inflate(zlib, Z_NO_FLUSH);
    *used = given - zlib->avail_in;
    *got = empty - zlib->avail_out;
    if (result == Z_STREAM_END)
        return Q_UNPACKED_ENDED;
    if (result == Z_MEM_ERROR)
        return Q_UNPACKED_NOMEM;
    return result == Z_OK || result == Z_BUF_ERROR ? Q_UNPACKED_SOME : Q_UNPACKED_WRONG;
}

enum q_unpacked q_unpack_some(struct q_unpack *unpack, quoth_str in, size_t *used,
                              struct q_buf *out, size_t room)
{
    size_t got = 0;
    *used = 0;
    char *to = q_buf_room(out, room);
    if (!to)
        return Q_UNPACKED_NOMEM;
    enum q_unpacked unpacked = unpack->packing == Q_PACKING_ZSTD
                                   ? some_zstd(unpack, in, used, to, room, &got)
                                   : some_zlib(unpack, in, used, to, room, &got);
    out->len += got;
    return unpacked;
}

bool q_unpack_whole(struct q_unpack *unpack, quoth_str in, size_t *used, struct q_buf *out,
                    size_t room)
{
    size_t got = 0;
    if (!unpack->whole)
        unpack->whole = libdeflate_alloc_decompressor();
    char *to = unpack->whole ? q_buf_room(out, room) : NULL;
    q_buf_cut(out, out->len); // no room is no failure: piece by piece it needs less
    if (!to || libdeflate_gzip_decompress_ex(unpack->whole, in.ptr, in.len, to, room, used,
                                             &got) != LIBDEFLATE_SUCCESS)
        return false;
    out->len += got;
    return true;
}

bool q_unpack_dictionary(struct q_unpack *unpack, quoth_str dictionary)
{
    return start_zstd(unpack) && !ZSTD_isError(ZSTD_DCtx_loadDictionary(
                                     unpack->zstd, dictionary.ptr, dictionary.len));
}
