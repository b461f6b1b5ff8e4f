/*
 * What an answer says of itself: its type, what a browser may do with it, and under which
 * name it is kept.
 *
 *     headers_add(sent, &answer, …)   →   Content-Type: application/json, ETag: "0a1b…", …
 */
#ifndef WEB_HEADERS_H
#define WEB_HEADERS_H

#include "cache.h"

#include <microhttpd.h>

/** `unchanged`: since the browser got it; `last`: the connection ends behind it. False: one
 *  is missing, and it must not be sent. */
bool headers_add(struct MHD_Response *sent, struct answer *answer, bool unchanged,
                 bool last);

#endif
