/*
 * Bytes packed by zstd, maybe leaning on other bytes that are at hand when they are
 * unpacked.
 *
 *     the text of a page, leaning on the page   →   a few hundred bytes
 *
 * One frame with its size; no checksum, as what is kept is hashed anyway (verify.c).
 */
#ifndef Q_SQUEEZE_H
#define Q_SQUEEZE_H

#include "base/buf.h"

/** Appends `bytes`, packed, to `out`; `lean` may have no bytes. Failures stick in `out`. */
void q_squeeze(struct q_buf *out, quoth_str bytes, quoth_str lean);

/** Appends what was packed, which must have `size` bytes. Fails with QUOTH_EDAMAGED (it is
 * no such frame, or leans on other bytes), QUOTH_ENOMEM, QUOTH_ELIMIT. */
quoth_status q_unsqueeze(struct q_buf *out, quoth_str packed, size_t size, quoth_str lean,
                         quoth_error *error);

/** The same, of as many bytes as the frame says, at most `most`. */
quoth_status q_unsqueeze_most(struct q_buf *out, quoth_str packed, size_t most,
                              quoth_str lean, quoth_error *error);

#endif
