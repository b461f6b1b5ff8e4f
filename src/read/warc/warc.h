/*
 * Stage 1, read: a web archive (WARC 0.17 … 1.1, WET, ARC) → its pages, texts and feeds.
 *
 *     WARC/1.0 … WARC-Type: response …                →   html, url, fetched, charset
 *     HTTP/1.1 200 OK … Transfer-Encoding: chunked        bytes without chunks and gzip
 *
 * One record at a time, whatever the size of the archive. What is damaged costs its own
 * record: the next one is looked for behind it. Requests, metadata, redirects, errors,
 * pictures and revisits are passed over without a word.
 */
#ifndef Q_WARC_H
#define Q_WARC_H

#include "read/capture.h"
#include "read/input.h"

struct q_warc;

/** A reader of archives; NULL when memory is out. */
struct q_warc *q_warc_new(void);
void q_warc_free(struct q_warc *warc);

/** Makes ready for another file. `keep`: captures get their records as they came, too. */
void q_warc_start(struct q_warc *warc, bool keep);

/** Is it the start of an archive, unpacked? */
bool q_warc_is(quoth_str bytes);

/** Fills `capture`, which is clear: bytes, kind, offset, url, charset, fetched, flaw.
 *  QUOTH_OK; QUOTH_END; QUOTH_EFORMAT and QUOTH_ELIMIT about one record (or a stretch of
 *  damage, whose length the message tells) at error->offset of the file, the next call goes
 *  on behind it; QUOTH_EIO, QUOTH_ENOMEM. */
quoth_status q_warc_next(struct q_warc *warc, struct q_input *input,
                         struct quoth_capture *capture, quoth_error *error);

#endif
