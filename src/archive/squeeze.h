/*
 * Bytes packed by zstd, maybe leaning on other bytes that are at hand when they are
 * unpacked.
 *
 *     the text of a page, leaning on the page   →   a few hundred bytes
 *
 * One frame with its size; no checksum, as what is kept is hashed anyway (verify.c). Where
 * it leans on a part of what is at hand, a skippable frame before it says on which, so that
 * an item of a long feed costs its own length and not the feed's. Without what it leans on
 * `zstd -d` reads it.
 *
 * What zstd needs to work is kept by each thread until it ends.
 */
#ifndef Q_SQUEEZE_H
#define Q_SQUEEZE_H

#include "base/buf.h"

/** Appends `bytes`, packed, to `out`; `lean` may have no bytes, and none that lie in
 * `bytes` (zstd does not lean on what it is packing). Failures stick in `out`. */
void q_squeeze(struct q_buf *out, quoth_str bytes, quoth_str lean);

/** The same, leaning on the bytes of `near` alone, which must lie in `lean`; on nothing
 * where it has none. */
void q_squeeze_near(struct q_buf *out, quoth_str bytes, quoth_str lean, quoth_str near);

/** Appends what was packed, which must have `size` bytes. Fails with QUOTH_EDAMAGED (it is
 * no such frame, or leans on other bytes), QUOTH_ENOMEM, QUOTH_ELIMIT. */
quoth_status q_unsqueeze(struct q_buf *out, quoth_str packed, size_t size, quoth_str lean,
                         quoth_error *error);

/** The same, of as many bytes as the frame says, at most `most`. */
quoth_status q_unsqueeze_most(struct q_buf *out, quoth_str packed, size_t most,
                              quoth_str lean, quoth_error *error);

#endif
