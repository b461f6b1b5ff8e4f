/*
 * What was asked, free of the server that heard it.
 *
 *     GET /search.json?q=bridge&limit=5   →   GET, path "/search.json", q "bridge", limit
 * "5"
 */
#ifndef WEB_REQUEST_H
#define WEB_REQUEST_H

#include "text.h"

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_OTHER };

enum { PARAMETERS_MAX = 32 };

struct parameter {
    quoth_str name, value; // decoded
};

struct request {
    enum method method;
    quoth_str path; // decoded; begins with '/'
    struct parameter parameters[PARAMETERS_MAX];
    size_t parameter_count;
    quoth_str query;      // as it came, without '?'
    quoth_str body, type; // of a POST: its bytes, and its Content-Type
    bool may_write;       // it came with the token, and from no other site
    quoth_str root;       // how the server is reached, "http://127.0.0.1:8080"; for feeds
    struct text room;     // what was decoded
};

/** Takes a target apart, "/search?q=a+b". QUOTH_EUSAGE: it is none (no '/', a broken %,
 * bytes that are not UTF-8, a NUL, "..", too many parameters). `target` must live as long.
 */
quoth_status request_parse(struct request *request, enum method method, quoth_str target,
                           quoth_error *error);
void request_release(struct request *request);

/** Is a Content-Type (ptr NULL: none) this one, whatever parameters stand behind it? */
bool request_is_type(quoth_str given, const char *type);

/** ptr NULL: it was not given. */
quoth_str request_value(const struct request *request, const char *name);

/** A value with its end, copied into `room`. NULL in `*out`: there is none, or it is empty.
 * False: it is `size` bytes or longer. */
bool request_word(const struct request *request, const char *name, char *room, size_t size,
                  const char **out);

/** The number given, or `other` where none was. False: it is none, or not in [least, most].
 */
bool request_number(const struct request *request, const char *name, uint64_t other,
                    uint64_t least, uint64_t most, uint64_t *out);

#endif
