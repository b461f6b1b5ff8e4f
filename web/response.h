/*
 * What is answered, free of the server that sends it.
 */
#ifndef WEB_RESPONSE_H
#define WEB_RESPONSE_H

#include "text.h"

struct response {
    int status;       // of HTTP
    const char *type; // Content-Type
    struct text body;
    struct text location;  // of a redirect; empty: none
    struct text file_name; // to be kept under: Content-Disposition; empty: to be shown
    struct text link;      // Link, where the rest of an answer is; empty: it is all here
    const char *allow;     // methods, with 405; else NULL
    bool is_asset;         // a file of the page
    quoth_status failed;   // what the library said where it could not
};

void response_init(struct response *response);
void response_release(struct response *response);
void response_clear(struct response *response);

/** 200, 400, 404, 413, 503 or 500, by what went wrong. */
int response_status_of(quoth_status status);

/** {"ok": false, "error", "at", "status"}; `at` < 0: null. */
void response_error_json(struct response *response, int status, quoth_str message,
                         int64_t at);

#endif
