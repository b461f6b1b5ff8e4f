/*
 * The web app, as the program sees it: pages on one archive, and the same as JSON.
 *
 *     web_serve({archive "herald.quoth", port 8080})   →   http://127.0.0.1:8080/
 *     web_get({archive "herald.quoth"}, "/search.json?q=bridge")   →   what the server
 * would answer, without one
 *
 * It knows the library by quoth.h alone.
 */
#ifndef WEB_H
#define WEB_H

#include "quoth.h"

#include <stdbool.h>
#include <stdio.h>

struct web_options {
    const char *archive; // its file, which need not be there yet
    const char *who;     // whose decisions these are, for the ledger; NULL: not told
    int port;            // 0: any that is free
    const char *socket;  // path of a Unix socket to listen on instead; NULL: none
    bool everywhere;     // not on this machine alone
    int threads;         // that answer; 0: two a processor, at least 4
    quoth_engine_options engine; // for what is added by the page
    // Told once, when it listens: the address with the token, and what to say beside it.
    void (*ready)(void *context, const char *address);
    // Told what goes wrong, a line each.
    void (*say)(void *context, const char *line);
    void *context;
};

/** Serves until SIGINT or SIGTERM, then answers what was asked and ends. QUOTH_EIO: it
 * cannot listen there; QUOTH_ENOMEM. What is wrong with the archive its pages say. */
quoth_status web_serve(const struct web_options *options, quoth_error *error);

/** Writes the body of the answer to `GET path` to `file`, sets `*http` to its status, and
 *  `*failed` to why the library could not, or QUOTH_OK.
 *  QUOTH_EUSAGE: the path is none; QUOTH_EIO; QUOTH_ENOMEM. */
quoth_status web_get(const struct web_options *options, const char *path, FILE *file,
                     int *http, quoth_status *failed, quoth_error *error);

#endif
