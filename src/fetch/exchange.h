/*
 * Fetch: one request of HTTP/1.1 and its response, as they went over the wire.
 *
 *     http://herald.example/a   →   request "GET /a HTTP/1.1\r\n…"
 *                                   head "HTTP/1.1 200 OK\r\n…"
 *                                   body with its chunks and gzip, ip "192.0.43.8"
 *
 * It follows no redirect and keeps to its limits: what is over them is cut off, and `cut`
 * says why. libcurl does the work.
 */
#ifndef Q_EXCHANGE_H
#define Q_EXCHANGE_H

#include "base/buf.h"
#include "base/limits.h"

#include <curl/curl.h>
#include <time.h>

struct q_exchange {
    CURL *curl;
    struct curl_slist *fields; // of the request, beside libcurl's own
    bool allow_private;
    bool begun_curl; // curl_global_init was called

    // Of the last response.
    struct q_buf request;
    struct q_buf head; // status line … empty line, of the final response
    struct q_buf body;
    size_t max; // of `body`
    int status;
    bool head_ended;
    char ip[64];
    time_t when;
    const char *cut;     // WARC-Truncated: "length" …; NULL: it is whole
    const char *refused; // what the host's address is that was refused; NULL: none was
};

/** What one request may cost. */
struct q_exchange_limits {
    size_t bytes; // of the body, at most Q_MAX_PAGE
    long seconds;
    bool unpack; // the body is wanted without chunks and gzip, not as it came
};

/** Starts libcurl. Fails with QUOTH_ENOMEM. Releasing is fine in any case. */
quoth_status q_exchange_init(struct q_exchange *x, const char *user_agent,
                             bool allow_private, quoth_error *error);
void q_exchange_release(struct q_exchange *x);

/** Asks for `url`. QUOTH_OK when the head of a response came, whatever became of the body;
 *  else QUOTH_EFETCH with the reason, QUOTH_ENOMEM. */
quoth_status q_exchange_run(struct q_exchange *x, const char *url,
                            const struct q_exchange_limits *limits, quoth_error *error);

/** Where a response with the status of a redirect sends on to, in the head; ptr NULL:
 *  nowhere. */
quoth_str q_exchange_location(const struct q_exchange *x);

/** Of what type the body is said to be, "text/html; charset=utf-8", in the head; ptr NULL:
 *  it is not. */
quoth_str q_exchange_type(const struct q_exchange *x);

/** Is the body, as it came, in chunks or the like? */
bool q_exchange_chunked(const struct q_exchange *x);

#endif
