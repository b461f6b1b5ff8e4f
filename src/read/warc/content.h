/*
 * Stage 1, read: what one record of a web archive holds.
 *
 *     a response's head and block   →   html, "<!doctype…", url, fetched, charset
 *
 * Where the record starts and ends was found before (warc.c), or it was kept by itself
 * (restore.c).
 */
#ifndef Q_CONTENT_H
#define Q_CONTENT_H

#include "read/capture.h"
#include "read/warc/http.h"
#include "read/warc/record.h"

/** Fills `capture`, which is clear, from the `block` of a record at byte `offset` of its
 *  file: bytes, kind, offset, url, charset, fetched, flaw, which is `flaw` unless that is
 *  QUOTH_OK. QUOTH_END: there is nothing in it to be read; QUOTH_ELIMIT, QUOTH_ENOMEM. */
quoth_status q_content_read(const struct q_record *record, quoth_str block,
                            struct q_http_room *room, uint64_t offset,
                            const quoth_error *flaw, struct quoth_capture *capture,
                            quoth_error *error);

#endif
