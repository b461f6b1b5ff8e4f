/*
 * Which page answers which path, and in which form.
 *
 *     /speakers/jane-roe.json   →   page_speaker, id "jane-roe", FORM_JSON
 */
#ifndef WEB_ROUTES_H
#define WEB_ROUTES_H

#include "desk.h"
#include "request.h"
#include "response.h"

enum form {
    FORM_PAGE,
    FORM_JSON,
    FORM_ATOM,
    FORM_FEED, // JSON Feed
    FORM_CSV,
    FORM_NDJSON,
    FORM_TEXT,
    FORM_BRAT,
    FORM_ZIP
};

/** One request on its way to its answer. */
struct visit {
    const struct request *request;
    struct response *response;
    struct desks *desks;
    struct desk *desk; // of a reading route; NULL: of a writing one
    enum form form;
    quoth_str id; // behind the last '/', without the form's ending
};

/** Answers `request` whatever it is: fills `response`. */
void web_answer(struct desks *desks, const struct request *request,
                struct response *response);

/** Each path of the table with its method, for the description of the API; NULL behind the
 *  last. */
const char *web_route(size_t index, const char **method);

#endif
