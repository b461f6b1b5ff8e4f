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

struct web_options {
    const char *archive; // its file, which need not be there yet
    const char *who;     // whose decisions these are, for the ledger; NULL: not told
    int port;            // 0: any that is free
    const char *socket;  // path of a Unix socket to listen on instead; NULL: none
    bool everywhere;     // not on this machine alone
    int threads;         // that answer; 0: two a processor, at least 4
    quoth_engine_options engine; // for what is added by the page
    // Where it says what happens, a line each; may be NULL.
    void (*say)(void *context, const char *line);
    void *context;
};

/** Serves until SIGINT or SIGTERM, then answers what was asked and ends. QUOTH_EIO: it
 * cannot listen there; else as quoth_archive_open, but for QUOTH_EMISSING. */
quoth_status web_serve(const struct web_options *options, quoth_error *error);

/** Appends to `output` the body of the answer to `GET path`, and sets `*http` to its
 * status. */
quoth_status web_get(const struct web_options *options, const char *path,
                     quoth_output *output, int *http, quoth_error *error);

#endif
