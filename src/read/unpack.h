/*
 * Stage 1, read: packed bytes → what was packed, a piece at a time.
 *
 *     1f 8b 08 …          →   <!doctype html>…      gzip: one member
 *     28 b5 2f fd …       →   {"text": …            zstd: one frame
 *
 * Pieces of any size go in and come out, in constant memory; the checksums are checked.
 * What stands behind a member (most often the next one) is the caller's to look at.
 */
#ifndef Q_UNPACK_H
#define Q_UNPACK_H

#include "base/buf.h"

#define ZLIB_CONST // its input is not written to
#include <zlib.h>
#undef FAR // its macro, empty: no name of ours may be one

struct ZSTD_DCtx_s;
struct libdeflate_decompressor;

enum q_packing {
    Q_PACKING_NONE,
    Q_PACKING_GZIP,
    Q_PACKING_ZSTD,
    Q_PACKING_DEFLATE,     // zlib's wrapping, as HTTP has it
    Q_PACKING_RAW_DEFLATE, // or, wrongly, has not
};

/** What `bytes` are packed in, by how they start: gzip, zstd, or nothing that is known. */
enum q_packing q_packing_of(quoth_str bytes);

enum q_unpacked {
    Q_UNPACKED_SOME,  // goes on; with no input left it wants more
    Q_UNPACKED_ENDED, // the member, in good order
    Q_UNPACKED_WRONG, // what follows is no such data, or its checksum differs
    Q_UNPACKED_NOMEM
};

struct q_unpack {
    enum q_packing packing; // of the member that is begun
    z_stream zlib;
    bool zlib_ready;
    struct ZSTD_DCtx_s *zstd;
    struct libdeflate_decompressor *whole;
};

/** Allocates nothing yet. */
void q_unpack_init(struct q_unpack *unpack);
void q_unpack_release(struct q_unpack *unpack);

/** Ready for the first byte of a member. False: no memory. */
bool q_unpack_start(struct q_unpack *unpack, enum q_packing packing);

/** Takes of `in` what it can, and says how much in `*used`; appends at most `room` bytes
 *  to `out` (Q_UNPACKED_NOMEM where `out` fails). */
enum q_unpacked q_unpack_some(struct q_unpack *unpack, quoth_str in, size_t *used,
                              struct q_buf *out, size_t room);

/** Unpacks the member of gzip that `in` starts with in one go, twice as fast, if all of
 *  it is there and gives at most `room` bytes; `*used` is its length. Otherwise false,
 *  and nothing has changed. */
bool q_unpack_whole(struct q_unpack *unpack, quoth_str in, size_t *used, struct q_buf *out,
                    size_t room);

/** The frames of zstd that follow are packed with this dictionary. False: no memory, or
 *  it is none. */
bool q_unpack_dictionary(struct q_unpack *unpack, quoth_str dictionary);

#endif
