/*
 * Stage 1, read: a capture ↔ what an archive keeps of it.
 *
 *     capture crawl#7: html, "<!doctype…"   →   "WARC/1.0 … HTTP/1.1 200 OK … <!do…"
 *     those bytes, their url, what options said   →   a capture with the same articles
 *
 * Both ways in memory. Nothing is found out here that a reader found out before: which
 * format the bytes have is kept with them.
 */
#ifndef Q_RESTORE_H
#define Q_RESTORE_H

#include "read/capture.h"
#include "record/received.h"

/** What was received; lives as long as the capture is not filled again. False: it is a
 *  record of a web archive that was read without quoth_read_options.keep. */
bool q_capture_received(const quoth_capture *capture, struct q_received *out);

/** Fills `capture` with copies, as if its reader had taken it just now. Fails with
 *  QUOTH_EDAMAGED (it is not what was received), QUOTH_ELIMIT, QUOTH_ENOMEM; `capture` is
 *  then clear. */
quoth_status q_capture_restore(quoth_capture *capture, const struct q_received *received,
                               quoth_error *error);

#endif
