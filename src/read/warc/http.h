/*
 * Stage 1, read: an HTTP response as it was received → its status, type and body.
 *
 *     HTTP/1.1 200 OK … Transfer-Encoding: chunked         200, text/html, utf-8,
 *     Content-Type: text/html; charset=utf-8          →    <!doctype html>…
 *     4 CRLF <!do CRLF …
 *
 * Archives keep what the head says over bodies whose chunks and packing are undone
 * already, so it looks before it undoes. The length that the head tells is not believed.
 */
#ifndef Q_HTTP_H
#define Q_HTTP_H

#include "base/buf.h"
#include "read/unpack.h"

enum { Q_HTTP_CODINGS = 4 }; // more than that, one over the other, are not undone

struct q_http {
    int status;     // 0: none is told
    size_t head;    // bytes before the body
    quoth_str type; // of the media, "text/html"; ptr NULL: not told
    quoth_str charset;
    bool chunked;
    quoth_str codings[Q_HTTP_CODINGS]; // in the order in which they were done
    uint32_t coding_count;
};

/** Takes apart the head of `message`, at most Q_MAX_RECORD_HEAD bytes; without an end it
 *  is all head. The strings lie in `message`. False: it is no response. */
bool q_http_read(quoth_str message, struct q_http *http);

/** "text/html; charset=utf-8" → type and charset, ptr NULL where they are not told. */
void q_http_media(quoth_str value, quoth_str *type, quoth_str *charset);

/** What undoing needs, kept from one message to the next. */
struct q_http_room {
    struct q_buf joined, half; // without chunks; without the outer coding
    struct q_unpack unpack;
};

void q_http_room_init(struct q_http_room *room);
void q_http_room_release(struct q_http_room *room);

/** Fills `out`, which is empty, with the body without chunks and packing. QUOTH_OK;
 * QUOTH_ELIMIT: it is longer than Q_MAX_PAGE; QUOTH_ENOMEM. What cannot be undone to its
 * end is given as far as it goes, and `flaw` says what, at a byte of `body`. */
quoth_status q_http_body(const struct q_http *http, quoth_str body,
                         struct q_http_room *room, struct q_buf *out, quoth_error *flaw);

#endif
